"""Tell the main events of the period day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.claims import Claim, Gap, Section, Source, claim
from detente.brief.happenings import Happening, leaders_meet
from detente.brief.phrases import contact, told
from detente.brief.reports import cited
from detente.brief.wording import counted, listed, on_day, word_for
from detente.codes import Precision

if TYPE_CHECKING:
    from detente.brief.scope import Scope

MOST_EVENTS: Final = 14
"""Entries of the calendar: what fits on one printed page with a quote each."""

MOST_A_DAY: Final = 3

_SURE: Final = 0.9
"""From this probability of the coder on, an entry carries no word of doubt."""


def calendar(scope: Scope) -> Section:
    """Give the main events in order of day, each with its clearest sentence."""
    shown = main_events(scope)
    claims = [event_claim("calendar", happening) for happening in shown]
    if len(scope.happened) > len(shown):
        claims.append(_rest(scope, shown))
    gap = Gap(
        section="calendar",
        text=f"No event between {scope.pair} can be told.",
        reason=f"no report says that the two did anything together or to each other in "
        f"{scope.period}",
    )
    return Section(
        key="calendar",
        title="Calendar of main events",
        reading=(
            "What the reports say was done, on the day it happened. Several reports of one event "
            "count as one; the sentence quoted is the clearest of them."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def main_events(scope: Scope) -> list[Happening]:
    """Choose the events to tell: the weightiest, not too many of one day, in order of day."""
    chosen: list[Happening] = []
    for happening in sorted(scope.happened, key=lambda one: (-one.weight, one.day, one.event.id)):
        same_day = sum(one.day == happening.day for one in chosen)
        if same_day < MOST_A_DAY and len(chosen) < MOST_EVENTS:
            chosen.append(happening)
    return sorted(chosen, key=lambda one: (one.day, -one.weight, one.event.id))


def event_claim(section: str, happening: Happening) -> Claim:
    """Give one event as a claim with its day, its reports and its clearest sentence."""
    doubt = word_for(happening.probability)
    return claim(
        section,
        "{what} ({reports_in_words}{doubt_in_words}).",
        numbers={
            "reports": happening.documents,
            "publishers": happening.publishers,
            "probability": happening.probability,
        },
        words={
            "what": told(happening).removesuffix("."),
            "reports_in_words": told_by(happening),
            "doubt_in_words": "" if happening.probability >= _SURE else f"; {doubt} read correctly",
        },
        n=happening.documents,
        sources=_sources(happening),
        day=happening.day,
        label=label_of(happening),
    )


def _sources(happening: Happening) -> list[Source]:
    """Cite the report that tells what kind of contact it was first, then the clearest others."""
    telling = contact(happening)[1].source()
    return list(dict.fromkeys([telling, *cited(happening.reports)]))[:3]


def told_by(happening: Happening) -> str:
    """Say how many reports tell of it, for example "3 reports, 2 publishers"."""
    reports = counted(happening.documents, "report")
    if happening.documents == 1:
        return reports
    return f"{reports}, {counted(happening.publishers, 'publisher')}"


def label_of(happening: Happening) -> str:
    """Give the day as far as the reports tell it."""
    day = on_day(happening.day, happening.precision)
    return f"{day} (day of the report)" if happening.precision == Precision.REPORT else day


def leaders_met(section: str, scope: Scope) -> Claim | None:
    """Say on which days the leaders of both states met or spoke; none if they did not."""
    met = [one for one in scope.happened if leaders_meet(one, (scope.first, scope.second))]
    if not met:
        return None
    ways = [contact(one) for one in met]
    days = list(
        dict.fromkeys(f"{label_of(one)} ({way})" for one, (way, _) in zip(met, ways, strict=True))
    )
    told = [report for one in met for report in one.reports]
    documents = {report.event.evidence.document_id for report in told}
    return claim(
        section,
        "The leaders of {pair} met or spoke {count}: {days}, told by {reports}.",
        numbers={"times": len(days), "documents": len(documents)},
        words={
            "pair": scope.pair,
            "count": {1: "once", 2: "twice"}.get(len(days), f"{len(days)} times"),
            "days": listed(days if len(days) <= 4 else [*days[:3], f"{len(days) - 3} more"]),
            "reports": counted(len(documents), "report"),
        },
        n=len(met),
        sources=[report.source() for _, report in ways[:3]],
    )


def _rest(scope: Scope, shown: list[Happening]) -> Claim:
    left = [one for one in scope.happened if one not in shown]
    return claim(
        "calendar",
        "Besides, {count} of less weight between {pair} were reported in {period}.",
        numbers={"events": len(left)},
        words={
            "count": counted(len(left), "event"),
            "pair": scope.pair,
            "period": scope.period,
        },
        n=len(left),
        sources=cited(report for one in left for report in one.reports),
    )
