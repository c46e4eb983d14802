"""Bring the reports of one event together, so that a meeting told ten times counts once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Final

from detente.brief.reports import Report, clearest, independent, parties, states_of, surety
from detente.brief.wording import LIKELY, VERY_LIKELY
from detente.codes import Level, Precision, Root, Status
from detente.relations.dyads import RECIPROCAL

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from detente.records import Event

LATE: Final = dt.timedelta(days=2)
"""A report that names no day is of an event up to this long before it, if there is such a one.

Dailies print on the morrow, and the wire's day may differ by a time zone; wider windows would
join a visit with its follow-up.
"""

LATE_ON_TALKS: Final = dt.timedelta(days=3)
"""The same for meetings, visits and calls: two leaders seldom meet anew so soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Hold one event with all its reports."""

    day: Annotated[dt.date, "first day; UTC"]
    precision: Annotated[Precision, "how exactly the day is known"]
    root: Annotated[Root, "PLOVER root"]
    status: Annotated[Status, "happened | planned | hypothetical | denied"]
    givers: Annotated[frozenset[str], "states that act; all states of a joint act"]
    takers: Annotated[frozenset[str], "states acted on; empty for a joint act"]
    led: Annotated[frozenset[str], "states that their leader represents"]
    unofficial: Annotated[frozenset[str], "states that somebody out of office stands for"]
    reports: Annotated[tuple[Report, ...], "who tells of it; clearest first"]
    visit: Annotated[Report | None, "who names the official visit it was part of"] = None
    differing: Annotated[tuple[str, ...], "on what its reports disagree, in words"] = ()

    @property
    def states(self) -> frozenset[str]:
        """Give all states that take part."""
        return self.givers | self.takers

    @property
    def documents(self) -> int:
        """Give the number of documents and rows of other projects that tell of it."""
        return len(_documents(self))

    @property
    def publishers(self) -> int:
        """Give the number of publishers that tell of it independently; at least 1."""
        return independent(self.reports)

    @property
    def rows(self) -> int:
        """Give the number of rows of other projects that tell of it."""
        return sum(bool(report.row) for report in self.reports)

    @property
    def probability(self) -> float:
        """Give the probability that at least one of its reports is read correctly."""
        return surety(self.reports)

    @property
    def weight(self) -> float:
        """Give how much it matters in a calendar (points; for order only).

        Each publisher counts two points and each document one, up to ten together; a leader
        five, leaders of two states ten, somebody out of office two; and the PLOVER score, of
        either sign, up to two. What the coder reads with doubt counts in proportion.
        """
        told = min(10, 2 * self.publishers + self.documents)
        persons = 5 * min(2, len(self.led)) + 2 * bool(self.unofficial)
        return (told + persons + abs(self.event.score) / 5) * self.probability

    @property
    def ids(self) -> frozenset[str]:
        """Give the ids of the events that report it."""
        return frozenset(report.event.id for report in self.reports)

    @property
    def event(self) -> Event:
        """Give the event as the clearest report has it."""
        return self.reports[0].event


def leaders_meet(happening: Happening, states: Iterable[str]) -> bool:
    """Tell whether each of these states is represented by its leader in talks."""
    return happening.root == Root.CONSULT and set(states) <= happening.led


def weightiest(happened: Iterable[Happening], most: int | None = None) -> list[Happening]:
    """Give those of most weight, weightiest first; of equal ones the earlier."""
    return sorted(happened, key=lambda one: (-one.weight, one.day, one.event.id))[:most]


def in_order(happened: Iterable[Happening]) -> list[Happening]:
    """Give them in order of day."""
    return sorted(happened, key=lambda one: (one.day, one.event.id))


def is_likely(happening: Happening) -> bool:
    """Tell whether it is likely read correctly, as the table of words has it."""
    return round(happening.probability, 2) >= LIKELY


def is_sure(happening: Happening) -> bool:
    """Tell whether it may stand in a calendar: very likely read correctly, or told twice."""
    sure = round(happening.probability, 2)
    return sure >= VERY_LIKELY or (sure >= LIKELY and happening.documents > 1)


def happenings(reports: Iterable[Report]) -> list[Happening]:
    """Give events with their reports, in order of day.

    Reports are of one event if root, status, sides and rank of the persons are equal and the day
    is; a report that names no day joins one of the days just before (see `LATE`, `LATE_ON_TALKS`),
    else it stands under its own day. The result does not depend on the order of the reports.
    """
    alike: dict[Hashable, list[Report]] = defaultdict(list)
    for report in reports:
        alike[_kind(report.event)].append(report)
    found = [
        _happening(day, group) for same in alike.values() for day, group in _by_day(same).items()
    ]
    ordered = sorted(found, key=lambda one: (one.day, one.event.id))
    return _without_echoes(ordered)


def _without_echoes(found: list[Happening]) -> list[Happening]:
    """Join talks without a day to the dated talks that the same document tells of.

    "They talked for an hour" behind "A met B on Tuesday" is of that meeting, whoever else is
    named in it.
    """
    joined: dict[str, list[Report]] = defaultdict(list)
    kept = []
    for one in found:
        told = [other for other in found if _is_echo(one, other)]
        if told:
            joined[told[-1].event.id].extend(one.reports)
        else:
            kept.append(one)
    return [replace(one, reports=(*one.reports, *joined[one.event.id])) for one in kept]


def _is_echo(one: Happening, other: Happening) -> bool:
    talks = one.root == other.root == Root.CONSULT and one.status == other.status
    if not talks or one.precision != Precision.REPORT or other.precision != Precision.DAY:
        return False
    same_parties = (
        other.states <= one.states and other.led <= one.led and other.unofficial <= one.unofficial
    )
    after = dt.timedelta(0) <= one.day - other.day <= LATE_ON_TALKS
    return same_parties and after and not _documents(one).isdisjoint(_documents(other))


def _documents(happening: Happening) -> frozenset[str]:
    return frozenset(report.place for report in happening.reports)


def _kind(event: Event) -> Hashable:
    led, unofficial = _at(event, Level.LEADER), _at(event, Level.OUT_OF_OFFICE)
    return event.root, event.status, *_sides(event), led, unofficial


def _sides(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    actors, recipients = states_of(event.actors), states_of(event.recipients)
    if event.root.value in RECIPROCAL or not event.recipients or actors == recipients:
        return actors | recipients, frozenset()
    return actors, recipients


def _at(event: Event, level: Level) -> frozenset[str]:
    return states_of(actor for actor in parties(event) if actor.level == level)


def _by_day(alike: list[Report]) -> dict[tuple[dt.date, bool], list[Report]]:
    """Group reports of equal kind by day; True marks days known only to the month or year."""
    groups: dict[tuple[dt.date, bool], list[Report]] = defaultdict(list)
    late = []
    for report in alike:
        day, precision = report.event.day, report.event.day_precision
        if day is None or precision == Precision.REPORT:
            late.append((day or report.event.known_at, report))
        else:
            groups[day, precision != Precision.DAY].append(report)
    exact = sorted(day for day, vague in groups if not vague)
    for day, report in sorted(late, key=lambda pair: (pair[0], pair[1].event.id)):
        late_by = LATE_ON_TALKS if report.event.root == Root.CONSULT else LATE
        near = [known for known in exact if known <= day <= known + late_by]
        groups[near[-1] if near else day, False].append(report)
    return groups


def _happening(at: tuple[dt.date, bool], reports: list[Report]) -> Happening:
    ordered = clearest(reports)
    event = ordered[0].event
    precisions = {report.event.day_precision for report in reports}
    known = Precision.DAY if Precision.DAY in precisions else event.day_precision
    givers, takers = _sides(event)
    return Happening(
        day=at[0],
        precision=known,
        root=event.root,
        status=event.status,
        givers=givers,
        takers=takers,
        led=_at(event, Level.LEADER),
        unofficial=_at(event, Level.OUT_OF_OFFICE),
        reports=tuple(ordered),
    )
