"""List what was announced, thought possible or denied, so that it is not taken for done."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.brief.calendar import told_by
from detente.brief.claims import Claim, Gap, Kind, Section, claim
from detente.brief.happenings import weightiest
from detente.brief.phrases import noun
from detente.brief.reports import cited
from detente.brief.wording import on_day
from detente.codes import Precision, Status
from detente.ontology.plover import JOINT

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.scope import Telling

MOST_EVENTS: Final = 8

_SAME: Final = dt.timedelta(days=3)
"""A plan counts as carried out if such an event happened at most this far from its day."""

_SOON: Final = dt.timedelta(days=60)
"""A plan without a day counts as carried out if such an event happened this soon after it."""

_LABELS: Final[dict[Status, str]] = {
    Status.PLANNED: "Announced, not yet done",
    Status.HYPOTHETICAL: "Spoken of as possible",
    Status.DENIED: "Denied",
}


def ahead(scope: Telling) -> Section:
    """Give plans not yet carried out, possibilities, and denials."""
    open_ones = [one for one in scope.announced if not _is_done(one, scope)]
    weighty = weightiest(open_ones, MOST_EVENTS)
    order = list(_LABELS)
    claims = [
        _claim(one)
        for one in sorted(weighty, key=lambda one: (order.index(one.status), one.day, one.event.id))
    ]
    gap = Gap(
        section="ahead",
        text="No open plan and no possibility can be named.",
        reason=f"no report published {scope.period} speaks of one between {scope.pair}",
    )
    return Section(
        key="ahead",
        title="Announced or thought possible",
        reading=(
            "None of this is counted as having happened. A plan that was reported as carried out "
            "stands in the calendar instead."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def _is_done(plan: Happening, scope: Telling) -> bool:
    if plan.status != Status.PLANNED:
        return False
    like = [one for one in scope.happened if _is_like(one, plan)]
    if _day_is_known(plan):
        return any(abs(done.day - plan.day) <= _SAME for done in like)
    zero = dt.timedelta(0)
    return any(zero <= done.day - plan.day <= _SOON and plan.led <= done.led for done in like)


def _is_like(done: Happening, plan: Happening) -> bool:
    """Tell whether what was done is of the kind and of the states that were announced.

    A meeting announced is often told as what was agreed there, so roots in which both sides act
    alike stand for each other.
    """
    joint = done.root in JOINT and plan.root in JOINT
    return plan.states == done.states and (joint or done.root == plan.root)


def _day_is_known(happening: Happening) -> bool:
    return happening.precision not in (Precision.REPORT, Precision.UNKNOWN)


def _claim(happening: Happening) -> Claim:
    known = _day_is_known(happening)
    day = on_day(happening.day, happening.precision)
    return claim(
        "ahead",
        "{what}{when} ({reports_in_words}).",
        kind=Kind.PLAN,
        numbers={"reports": happening.documents, "probability": happening.probability},
        words={
            "what": noun(happening),
            "when": f"; day named: {day}" if known else f"; no day named, reported on {day}",
            "reports_in_words": told_by(happening),
        },
        n=happening.documents,
        sources=cited(happening.reports, 2),
        label=_LABELS[happening.status],
        day=happening.day,
    )
