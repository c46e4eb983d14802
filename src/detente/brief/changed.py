"""Tell what changed in a week over all pairs: which were busiest, what was said of tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.calendar import told_by
from detente.brief.claims import Chart, Claim, Gap, Kind, Section, claim
from detente.brief.happenings import in_order, weightiest
from detente.brief.partners import ties_chart
from detente.brief.phrases import noun
from detente.brief.reports import cited
from detente.brief.ties import YEAR
from detente.brief.wording import counted, listed, number, on_day, sentence, the
from detente.codes import Precision, Status

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.ties import Tie
    from detente.brief.wide import Wide

MOST_PAIRS: Final = 6
MOST_DRAWN: Final = 12
MOST_EVENTS: Final = 8


def busiest_pairs(scope: Wide) -> Section:
    """Give the pairs with most acts in the period, against a period as long of the year before."""
    own = [tie for tie in scope.ties if tie.acts]
    claims = [one for tie in own[:MOST_PAIRS] if (one := _pair(tie, scope))]
    gap = Gap(
        section="busiest",
        text="No pair of states can be named.",
        reason=f"no act between two states was reported {scope.period}",
    )
    return Section(
        key="busiest",
        title="Between whom most passed",
        reading=(
            "Acts between two states, each counted once for the pair, beside what the year before "
            "had on average in as many days. Whether a rise is out of the ordinary is said above."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def _pair(tie: Tie, scope: Wide) -> Claim | None:
    sources = scope.cite(tie.event_ids)
    if not sources:
        return None
    usual = tie.before * (scope.stop - scope.start) / YEAR
    return claim(
        "busiest",
        "{count}, {friendly} of them cooperation; in the year before {usual} in as many days.",
        numbers={"acts": tie.acts, "cooperation": tie.cooperation, "before": tie.before},
        words={
            "count": counted(tie.acts, "act"),
            "friendly": str(tie.cooperation),
            "usual": number(usual) if usual else "none",
        },
        n=tie.acts,
        sources=sources,
        label=sentence(listed([the(tie.first), the(tie.second)])),
    )


def busiest_chart(scope: Wide) -> Chart | None:
    """Give cooperation and conflict of the busiest pairs, side by side."""
    return ties_chart("busiest", f"Pairs with most acts, {scope.period}", scope.ties, MOST_DRAWN)


def plans(scope: Wide) -> Section:
    """Give what was announced in the period, the most told and highest in rank first."""
    return _told(
        scope,
        Status.PLANNED,
        key="plans",
        title="Announced",
        reading="Reported as intended or agreed for later. None of it is counted as done.",
        nothing="No plan of two or more states can be named.",
    )


def denials(scope: Wide) -> Section:
    """Give what was denied in the period."""
    return _told(
        scope,
        Status.DENIED,
        key="denials",
        title="Denied",
        reading="Acts that somebody said did not happen or will not. A denial is no proof.",
        nothing="No denial can be named.",
    )


def _told(
    scope: Wide, status: Status, *, key: str, title: str, reading: str, nothing: str
) -> Section:
    own = [one for one in scope.announced if one.status == status]
    weighty = weightiest(own, MOST_EVENTS)
    claims = [_claim(key, one) for one in in_order(weighty)]
    gap = Gap(section=key, text=nothing, reason=f"none was reported {scope.period}")
    return Section(
        key=key, title=title, reading=reading, claims=tuple(claims), gaps=() if claims else (gap,)
    )


def _claim(key: str, happening: Happening) -> Claim:
    day = on_day(happening.day, happening.precision)
    known = happening.precision not in (Precision.REPORT, Precision.UNKNOWN)
    return claim(
        key,
        "{what} ({reports_in_words}).",
        kind=Kind.PLAN,
        numbers={"reports": happening.documents, "probability": happening.probability},
        words={"what": noun(happening), "reports_in_words": told_by(happening)},
        n=happening.documents,
        sources=cited(happening.reports, 2),
        label=f"for {day}" if known else f"no day named ({day})",
        day=happening.day,
    )
