"""Tell the main events of the period day by day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from detente.brief.claims import Claim, Gap, Kind, Section, Source, claim
from detente.brief.happenings import is_sure, weightiest
from detente.brief.phrases import contact, told
from detente.brief.reports import cited, independent
from detente.brief.wording import VERY_LIKELY, counted, on_day, word_for
from detente.codes import Precision, Root

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.scope import Telling

MOST_EVENTS: Final = 14
"""Entries of the calendar: what fits on one printed page with a quote each."""

MOST_A_DAY: Final = 3


def calendar(scope: Telling) -> Section:
    """Give the main events in order of day, each with its clearest sentence."""
    shown = main_events(scope)
    claims = [event_claim("calendar", happening) for happening in shown]
    if len(scope.happened) > len(shown):
        claims.append(_rest(scope, shown))
    gap = Gap(
        section="calendar",
        text=f"No event between {scope.pair} can be told.",
        reason=f"no report says that the two did anything together or to each other {scope.period}",
    )
    return Section(
        key="calendar",
        title="Calendar of main events",
        reading=(
            "What the reports say was done, on the day it happened. Several reports of one event "
            "count as one; the sentence quoted is the clearest of them. Listed is what is very "
            "likely read correctly or told by several reports."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def main_events(scope: Telling) -> list[Happening]:
    """Choose the events to tell: the weightiest, not too many of one day, in order of day.

    Where one sentence tells of two events, the one that is read more surely stands for it. What
    one report alone tells and is not very likely read correctly is only counted, see `is_sure`.
    """
    surest: dict[tuple[str, int], Happening] = {}
    for happening in sorted(scope.happened, key=lambda one: (-one.probability, one.event.id)):
        report = happening.reports[0]
        surest.setdefault((report.place, report.event.evidence.start), happening)
    chosen: list[Happening] = []
    sure = [one for one in surest.values() if is_sure(one)]
    for happening in weightiest(sure):
        same_day = sum(one.day == happening.day for one in chosen)
        if same_day < MOST_A_DAY and len(chosen) < MOST_EVENTS:
            chosen.append(happening)
    return sorted(chosen, key=lambda one: (one.day, -one.weight, one.event.id))


_KINDS: Final = {"call": Kind.CALL, "meeting": Kind.MEETING, "contact": Kind.CONTACT}


def event_claim(section: str, happening: Happening, kind: Kind | None = None) -> Claim:
    """Give one event as a claim with its day, its reports and its clearest sentence.

    Parameters
    ----------
    kind : Kind, optional
        What it tells, if not what the event and its quote say.
    """
    talks = happening.root == Root.CONSULT
    way = contact(happening)[0] if talks else None
    doubt = word_for(happening.probability)
    return claim(
        section,
        "{what} ({reports_in_words}{doubt_in_words}).{differing_in_words}",
        kind=kind or (_KINDS.get(way, Kind.VISIT) if way else Kind.ACT),
        numbers={
            "root": happening.root.value,
            "contact": way,
            "reports": happening.documents,
            "publishers": happening.publishers,
            "probability": happening.probability,
        },
        words={
            "what": told(happening).removesuffix("."),
            "reports_in_words": told_by(happening),
            "doubt_in_words": ""
            if happening.probability >= VERY_LIKELY
            else f"; {doubt} read correctly",
            "differing_in_words": _differing(happening),
        },
        n=happening.documents,
        sources=_sources(happening),
        day=happening.day,
        label=label_of(happening),
    )


def _sources(happening: Happening) -> list[Source]:
    """Cite the report that tells what kind of contact it was first, then the clearest others.

    A report of the visit that the meeting was part of comes second, and so does one that names
    another day: it does not tell of the meeting itself.
    """
    of_day = [one for one in happening.reports if one.event.day == happening.day]
    clearest = cited(of_day or happening.reports)
    telling = contact(happening)[1]
    if telling is happening.visit or telling not in of_day:
        clearest = [clearest[0], telling.source(), *clearest[1:]]
    else:
        clearest = [telling.source(), *clearest]
    return list(dict.fromkeys([*clearest, *cited(happening.reports)]))[:3]


def told_by(happening: Happening) -> str:
    """Say how many reports tell of it, for example "3 reports, 2 independent publishers"."""
    own = happening.documents - happening.rows
    parts = [counted(own, "report")] if own else []
    parts += [f"{counted(number, 'row')} of {source}" for source, number in _rows(happening)]
    if own > 1:
        told = [report for report in happening.reports if not report.row]
        if all(report.publisher for report in told):
            parts.insert(1, counted(independent(told), "independent publisher"))
    return ", ".join(parts)


def _rows(happening: Happening) -> list[tuple[str, int]]:
    """Give the rows of other projects by source."""
    return sorted(Counter(one.event.source for one in happening.reports if one.row).items())


def _differing(happening: Happening) -> str:
    if not happening.differing:
        return ""
    return f" The reports disagree on {'; on '.join(happening.differing)}."


def label_of(happening: Happening) -> str:
    """Give the day as far as the reports tell it."""
    day = on_day(happening.day, happening.precision)
    return f"{day} (day of the report)" if happening.precision == Precision.REPORT else day


def _rest(scope: Telling, shown: list[Happening]) -> Claim:
    left = [one for one in scope.happened if one not in shown]
    return claim(
        "calendar",
        "Not told here: {count} of less weight.",
        kind=Kind.SUM,
        numbers={"events": len(left)},
        words={"count": counted(len(left), "event")},
        n=len(left),
        sources=cited(report for one in left for report in one.reports),
    )
