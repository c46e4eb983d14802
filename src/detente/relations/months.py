"""Count acts by month, pair and class, zero-filled, with the reporting volume."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from detente.relations.dyads import CLASSES, acts

if TYPE_CHECKING:
    import ibis

STEADY_EVENTS: Final = 20.0
"""Events a month added to the volume before it is compared, so that a thin store counts as steady.

At 20 a month of 400 events is 5 % off its plain ratio; a month of 4 hardly moves the exposure.
Not tuned.
"""


def dyad_months(rows: ibis.Table, *, start: dt.date, stop: dt.date) -> ibis.Table:
    """Give the number of acts of every pair, month and class over [start, stop).

    Parameters
    ----------
    rows : ibis.Table
        As `detente.relations.dyads.interstate` gives them; filter to pairs of interest *after*,
        because the volume needs all rows.
    start, stop : date
        First day counted, first day no longer counted; months are calendar months.

    Returns
    -------
    ibis.Table
        ``first`` < ``second`` by code, ``month`` (its first day), ``kind`` (of
        `detente.relations.dyads.CLASSES`), ``count`` (acts; 0 where there are none),
        ``volume`` (acts of all pairs that month) and ``exposure`` (volume without the pair's
        own acts, relative to its mean over the period; 1 is a mean month).
    """
    import ibis

    unique = acts(rows).filter(lambda row: (row.day >= start) & (row.day < stop))
    members = [(kind, quad) for kind, quads in CLASSES.items() for quad in quads]
    classes = _table(kind=[kind for kind, _ in members], quad=[quad for _, quad in members])
    counted = unique.inner_join(classes, "quad").group_by("first", "second", "month", "kind")
    counts = counted.aggregate(acts=lambda row: row.count())
    whole = unique.group_by("first", "second", "month").aggregate(own=unique.count())
    volume = unique.group_by("month").aggregate(volume=unique.count())
    pairs = unique.select("first", "second").distinct()
    frame = pairs.cross_join(_months(start, stop)).cross_join(classes.select("kind").distinct())
    filled = (
        frame.left_join(counts, ["first", "second", "month", "kind"])
        .drop("first_right", "second_right", "month_right", "kind_right")
        .left_join(whole, ["first", "second", "month"])
        .drop("first_right", "second_right", "month_right")
        .left_join(volume, "month")
        .drop("month_right")
    )
    known = filled.mutate(count=filled.acts.fill_null(0), volume=filled.volume.fill_null(0))
    others = known.mutate(others=known.volume - known.own.fill_null(0))
    pair = ibis.window(group_by=["first", "second", "kind"])
    exposure = (others.others + STEADY_EVENTS) / (others.others.mean().over(pair) + STEADY_EVENTS)
    return others.select("first", "second", "month", "kind", "count", "volume", exposure=exposure)


def _months(start: dt.date, stop: dt.date) -> ibis.Table:
    """Give the first days of the calendar months that [start, stop) touches."""
    last = stop - dt.timedelta(days=1)
    numbers = range(start.year * 12 + start.month - 1, last.year * 12 + last.month)
    return _table(month=[dt.date(n // 12, n % 12 + 1, 1) for n in numbers])


def _table(**columns: list[Any]) -> ibis.Table:
    """Give a small table from memory."""
    import ibis
    import pyarrow as pa

    return ibis.memtable(pa.table(columns))
