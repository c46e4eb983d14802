"""Measure two states once for a whole brief: indicators, flurries, first meetings, weeks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.brief.reports import NAMED
from detente.codes import Root
from detente.relations.bursts import Burst, bursts_of
from detente.relations.case import Case, case_of, day_number, day_of
from detente.relations.courtship import courting
from detente.relations.dyads import CLASSES, between
from detente.relations.formats_of_three import Format, formats
from detente.relations.registry import INDICATORS

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.ground import Ground

SIDES: Final = ("cooperation", "conflict")
WEEKS: Final = 52
"""Weeks shown in the timeline: the year that says what is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Hold how many acts seven days saw between the two states."""

    start: Annotated[dt.date, "first day, a Monday"]
    side: Annotated[str, "cooperation | conflict"]
    acts: Annotated[int, "acts whose day is known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Favour:
    """Hold one friendly act of one state for the other that was not returned the same day."""

    day: Annotated[dt.date, "day"]
    giver: Annotated[str, "state code"]
    root: Annotated[Root, "root; CONSULT for a visit to the other"]
    event_ids: Annotated[tuple[str, ...], "ids of the events that report it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Hold all that `detente.relations` says of two states and a period."""

    findings: Annotated[tuple[Finding, ...], "one or more of each indicator"]
    flurries: Annotated[tuple[Burst, ...], "flurries of the period, in order of day"]
    formats: Annotated[tuple[Format, ...], "meetings of three or more, with both"]
    weeks: Annotated[tuple[Week, ...], "the past 52 weeks or the period, as far as covered"]
    favours: Annotated[tuple[Favour, ...], "one-way friendly acts of the period"]


def measure_pair(
    ground: Ground, first: str, second: str, *, start: dt.date, stop: dt.date
) -> Measured:
    """Measure two states over [start, stop), on an open ground.

    Raises
    ------
    InputError
        If the period is empty or the two states are one.
    """
    with case_of(ground, first, second, start=start, stop=stop) as case:
        flurries = [one for side in SIDES for one in bursts_of(case, side)]
        return Measured(
            findings=tuple(finding for one in INDICATORS.values() for finding in one.measure(case)),
            flurries=tuple(sorted(flurries, key=lambda one: (one.first_day, one.kind))),
            formats=tuple(formats(ground.events, start=start, stop=stop, members=(first, second))),
            weeks=tuple(weeks_of(case)),
            favours=tuple(_favours(case)),
        )


def weeks_of(case: Case) -> list[Week]:
    """Count acts by week and side, up to the week of the last day measured."""
    if case.start >= case.stop:
        return []
    last = _monday(case.stop - dt.timedelta(days=1))
    earliest = min(last - dt.timedelta(weeks=WEEKS - 1), _monday(case.start))
    starts = [max(earliest, _monday(case.since))]
    while starts[-1] < last:
        starts.append(starts[-1] + dt.timedelta(weeks=1))
    daily = case.own.chosen(case.own.daily).within(day_number(starts[0]), day_number(case.stop))
    rows = []
    for side in SIDES:
        acts = Counter(_monday(day_of(number)) for number in daily.of(CLASSES[side]).days)
        rows += [Week(start=one, side=side, acts=acts[one]) for one in starts]
    return rows


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _favours(case: Case) -> list[Favour]:
    """Give the acts that courtship counts and that may be named, in order of day."""
    rows = courting(between(case.rows, case.first, case.second))
    named = rows.probability >= NAMED
    inside = rows.filter(named, rows.day >= case.start, rows.day < case.stop)
    inside = inside.order_by("day", "event_id")
    columns = inside.select("day", "first", "root", "event_ids").to_pyarrow().to_pylist()
    return [
        Favour(
            day=row["day"],
            giver=row["first"],
            root=Root(row["root"]),
            event_ids=tuple(sorted(row["event_ids"])),
        )
        for row in columns
    ]
