"""Say what is forecast: which acts, over which days, and what was known when it was made."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
from numpy.typing import NDArray

from detente.relations.dyads import CLASSES, acts, interstate

if TYPE_CHECKING:
    import ibis

Floats = NDArray[np.float64]

TARGETS: Final = CLASSES
"""What is counted, by name: cooperation, conflict and the four quad classes."""
LEAST_MONTHS: Final = 3
"""Complete months of coverage without which no forecast is made."""
MOST_MONTHS: Final = 240
"""Months of history used: older ones weigh nothing."""
DENSE: Final = 12
"""Acts a pair needs to take part in the pool; thinner pairs say next to nothing."""
LOOK_BACK_DAYS: Final = 7
"""Days before the first report that count as covered, as in `detente.relations.case`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """Hold the days that one forecast is about."""

    start: Annotated[dt.date, "first day counted"]
    stop: Annotated[dt.date, "first day no longer counted"]
    first: Annotated[int, "its first month, 0 for the one that begins after the forecast is made"]
    months: Annotated[int, "how many months it spans"]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Hold monthly counts of pairs up to the day a forecast is made."""

    counts: Annotated[
        dict[str, Floats], "of each target; shape (pairs, months); row 0 is the pair asked about"
    ]
    months: Annotated[int, "complete months covered; the last ends on the day of the forecast"]


def horizons(made_on: dt.date, months: int = 3) -> list[Horizon]:
    """Give each of the next months by itself, and all of them together.

    Months run from the day after `made_on`, not by the calendar.

    Examples
    --------
    >>> [(one.start.isoformat(), one.months) for one in horizons(dt.date(2024, 4, 30))]
    [('2024-05-01', 1), ('2024-06-01', 1), ('2024-07-01', 1), ('2024-05-01', 3)]
    """
    start = made_on + dt.timedelta(days=1)
    edges = [months_later(start, step) for step in range(months + 1)]
    each = [
        Horizon(start=edges[step], stop=edges[step + 1], first=step, months=1)
        for step in range(months)
    ]
    whole = Horizon(start=edges[0], stop=edges[-1], first=0, months=months)
    return each if months == 1 else [*each, whole]


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the same day of a later (or earlier) month, or that month's last day.

    Examples
    --------
    >>> months_later(dt.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def history(events: ibis.Table, first: str, second: str, *, made_on: dt.date) -> History:
    """Count acts by pair and month with what was known on `made_on`, and nothing else.

    Rows known later are left out, even if they tell of earlier days.
    """
    known = interstate(events.filter(events.known_at <= made_on, events.day <= made_on))
    with known.cache() as rows:
        day = rows.aggregate(day=rows.day.min(), known=rows.known_at.min()).to_pyarrow()
        since, reported = day["day"][0].as_py(), day["known"][0].as_py()
        if since is None:
            return History(counts={name: np.zeros((1, 0)) for name in TARGETS}, months=0)
        since = max(since, reported - dt.timedelta(days=LOOK_BACK_DAYS))
        edges = _edges(since, made_on + dt.timedelta(days=1))
        days, pairs, quads, counts = _columns(acts(rows), first, second, edges[0])
    bins = np.searchsorted(np.array(edges, dtype="datetime64[D]"), days, side="right") - 1
    tables = {}
    for name, members in TARGETS.items():
        table = np.zeros((int(pairs.max(initial=0)) + 1, len(edges) - 1))
        chosen = np.isin(quads, members) & (bins < len(edges) - 1)
        np.add.at(table, (pairs[chosen], bins[chosen]), counts[chosen])
        tables[name] = table
    return History(counts=tables, months=len(edges) - 1)


def _edges(since: dt.date, stop: dt.date) -> list[dt.date]:
    """Give the first days of the complete months before `stop`, and `stop`."""
    back = 0
    while back < MOST_MONTHS and months_later(stop, -back - 1) >= since:
        back += 1
    return [months_later(stop, -step) for step in range(back, -1, -1)]


def _columns(
    rows: ibis.Table, first: str, second: str, since: dt.date
) -> tuple[NDArray[np.datetime64], NDArray[np.int64], NDArray[np.str_], Floats]:
    """Give day, pair number (0: the one asked about), quad class and count of dense pairs."""
    low, high = sorted((first, second))
    recent = rows.filter(rows.day >= since)
    totals = recent.group_by("first", "second").aggregate(total=recent.count())
    counted = recent.group_by("first", "second", "day", "quad").aggregate(n=recent.count())
    joined = counted.inner_join(totals, ["first", "second"])
    asked = (joined.first == low) & (joined.second == high)
    dense = joined.filter(asked | (joined.total >= DENSE)).mutate(asked=asked).to_pyarrow()
    sides = [dense[name].to_numpy().astype(str) for name in ("first", "second")]
    _, numbers = np.unique(np.char.add(sides[0], sides[1]), return_inverse=True)
    pairs = np.where(dense["asked"].to_numpy(), 0, numbers.reshape(-1) + 1).astype(np.int64)
    days = dense["day"].to_numpy().astype("datetime64[D]")
    return days, pairs, dense["quad"].to_numpy().astype(str), dense["n"].to_numpy().astype(float)
