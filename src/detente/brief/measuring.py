"""Measure two states once for a whole brief: indicators, flurries, first meetings, months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.relations.bursts import Burst, bursts_of
from detente.relations.case import Case, case_of, day_number, day_of
from detente.relations.dyads import CLASSES
from detente.relations.formats_of_three import Format, first_meetings
from detente.relations.registry import INDICATORS

if TYPE_CHECKING:
    import ibis

    from detente.records import Finding

SIDES: Final = ("cooperation", "conflict")
TOLD: Final = (
    "engagement", "closeness", "burst", "balance", "divergence", "courtship", "hedging",
    "minilateral",
)  # fmt: skip
"""Indicators that a brief tells of."""
MONTHS: Final = 24
"""Months shown in the chart of engagement: enough to see what is usual and two same seasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Hold what one month saw between the two states."""

    start: Annotated[dt.date, "first day"]
    side: Annotated[str, "cooperation | conflict"]
    acts: Annotated[int, "acts"]
    flurry: Annotated[bool, "whether the peak of a flurry of that side falls into it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Hold all that `detente.relations` says of two states and a period."""

    findings: Annotated[tuple[Finding, ...], "one or more of each indicator"]
    flurries: Annotated[tuple[Burst, ...], "flurries of the period, in order of day"]
    firsts: Annotated[tuple[Format, ...], "first meetings of three or more, with both"]
    months: Annotated[tuple[Month, ...], "the past 24 months, as far as covered"]


def measure_pair(
    events: ibis.Table, first: str, second: str, *, start: dt.date, stop: dt.date
) -> Measured:
    """Measure two states over [start, stop).

    Raises
    ------
    InputError
        If the period is empty or the two states are one.
    """
    with case_of(events, first, second, start=start, stop=stop) as case:
        flurries = [one for side in SIDES for one in bursts_of(case, side)]
        return Measured(
            findings=tuple(finding for name in TOLD for finding in INDICATORS[name].measure(case)),
            flurries=tuple(sorted(flurries, key=lambda one: (one.first_day, one.kind))),
            firsts=tuple(first_meetings(events, start=start, stop=stop, members=(first, second))),
            months=tuple(_months(case, flurries)),
        )


def _months(case: Case, flurries: list[Burst]) -> list[Month]:
    """Count acts by month and side; the last month is that of the last day measured."""
    last = (case.stop - dt.timedelta(days=1)).replace(day=1)
    if case.start >= case.stop:
        return []
    peaks = {(one.peak.replace(day=1), one.kind) for one in flurries}
    oldest = max(case.since.replace(day=1), _earlier(last, MONTHS - 1))
    starts = [oldest]
    while starts[-1] < last:
        starts.append(_earlier(starts[-1], -1))
    rows = []
    for side in SIDES:
        own = case.own.of(CLASSES[side])
        inside = own.within(day_number(oldest), day_number(case.stop))
        acts = dict.fromkeys(starts, 0)
        for number in inside.days:
            acts[day_of(number).replace(day=1)] += 1
        rows += [
            Month(start=one, side=side, acts=acts[one], flurry=(one, side) in peaks)
            for one in starts
        ]
    return rows


def _earlier(month: dt.date, by: int) -> dt.date:
    index = month.year * 12 + month.month - 1 - by
    return dt.date(index // 12, index % 12 + 1, 1)
