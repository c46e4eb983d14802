"""Say what is forecast: which acts, over which days, and what was known when it was made.

A target is a class of acts between two states, without direction. It resolves to the number of
acts, as `detente.relations.dyads.acts` counts them, from the first day to the last one of its
horizon, by what is known `SETTLED_DAYS` after it.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
from numpy.typing import NDArray

from detente.codes import Issue, Root
from detente.errors import InputError, UnknownName
from detente.relations.dyads import CLASSES, acts, interstate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

Floats = NDArray[np.float64]

TARGETS: Final = tuple(CLASSES)
"""What is counted if nothing else is asked for: cooperation, conflict, the four quad classes."""
ROOTS: Final = tuple(root.value for root in Root)
"""Each root can be asked for as well."""
MOST_DAYS: Final = 365
"""Longest horizon; days."""
MOST_AHEAD: Final = 731
"""Latest begin of a horizon; days."""
SETTLED_DAYS: Final = 30
"""Days after a horizon in which late reports still count, before a forecast is resolved."""
LEAST_MONTHS: Final = 3
"""Complete windows (months) of coverage without which no forecast is made."""
MOST_MONTHS: Final = 240
"""Months of history used: older ones weigh nothing."""
DENSE: Final = 12
"""Acts a pair needs to take part in the pool; thinner pairs say next to nothing."""
LOOK_BACK_DAYS: Final = 7
"""Days before the first report that count as covered, as in `detente.relations.case`."""
MONTH_DAYS: Final = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Hold which acts are counted."""

    name: Annotated[str, "its name, as in Forecast.target"]
    column: Annotated[str, "quad | root"]
    members: Annotated[tuple[str, ...], "values of that column which count"]
    issue: Annotated[str | None, "issue area it is limited to"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """Hold the days that one forecast is about."""

    start: Annotated[dt.date, "first day counted"]
    stop: Annotated[dt.date, "first day no longer counted"]
    first: Annotated[int, "its first window, 0 for the one after the forecast is made"]
    parts: Annotated[int, "how many windows of the history it spans"]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Hold counts of pairs in windows of equal length, up to the day a forecast is made."""

    counts: Annotated[
        dict[str, Floats], "of each target; shape (pairs, windows); row 0 is the pair asked about"
    ]
    windows: Annotated[int, "complete windows covered; the last ends on the day of the forecast"]
    acts: Annotated[int, "acts of all pairs that were counted"]
    since: Annotated[dt.date | None, "first day covered; null: nothing is known"]
    starts: Annotated[tuple[dt.date, ...], "first day of each window"] = ()
    pairs: Annotated[tuple[tuple[str, str], ...], "the two states of each row"] = ()

    def volume(self, target: str) -> Floats:
        """Give the acts of all other pairs by window, over their mean; steadied by 20 a window."""
        others = self.counts[target][1:].sum(axis=0) + 20.0
        return np.asarray(others / others.mean())


def target_named(name: str) -> Target:
    """Give the target of that name: a side, a quad class or a root, by issue after a colon.

    Raises
    ------
    UnknownName
        If there is no such class, root or issue.

    Examples
    --------
    >>> target_named("conflict").column, target_named("Consult: security").name
    ('quad', 'CONSULT: security')
    """
    kind, _, issue = (part.strip() for part in name.partition(":"))
    if issue and issue.casefold() not in list(Issue):
        raise UnknownName("issue", issue, list(Issue))
    limit = issue.casefold() or None
    suffix = f": {limit}" if limit else ""
    if kind.casefold() in CLASSES:
        members = CLASSES[kind.casefold()]
        return Target(name=kind.casefold() + suffix, column="quad", members=members, issue=limit)
    if kind.upper() in ROOTS:
        root = kind.upper()
        return Target(name=root + suffix, column="root", members=(root,), issue=limit)
    raise UnknownName("target", kind, [*CLASSES, *ROOTS])


def horizons(made_on: dt.date, months: int = 3) -> list[Horizon]:
    """Give each of the next months by itself, and all of them together.

    Months run from the day after `made_on`, not by the calendar.

    Examples
    --------
    >>> [(one.start.isoformat(), one.parts) for one in horizons(dt.date(2024, 4, 30))]
    [('2024-05-01', 1), ('2024-06-01', 1), ('2024-07-01', 1), ('2024-05-01', 3)]
    """
    start = made_on + dt.timedelta(days=1)
    edges = [months_later(start, step) for step in range(months + 1)]
    each = [
        Horizon(start=edges[step], stop=edges[step + 1], first=step, parts=1)
        for step in range(months)
    ]
    whole = Horizon(start=edges[0], stop=edges[-1], first=0, parts=months)
    return each if months == 1 else [*each, whole]


def within(made_on: dt.date, days: int) -> Horizon:
    """Give the next `days` days as one horizon, in windows of about a month or shorter.

    Raises
    ------
    InputError
        If there are less than 1 or more than 365 of them.

    Examples
    --------
    >>> one = within(dt.date(2024, 4, 30), 90)
    >>> one.stop.isoformat(), one.parts
    ('2024-07-30', 3)
    """
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"a horizon of {days} days; expected are 1 to {MOST_DAYS}")
    start = made_on + dt.timedelta(days=1)
    parts = max(1, round(days / MONTH_DAYS))
    return Horizon(start=start, stop=start + dt.timedelta(days=days), first=0, parts=parts)


def starting(made_on: dt.date, start: dt.date, days: int) -> Horizon:
    """Give `days` days from a later day on as one horizon; from the next day if that is past.

    Raises
    ------
    InputError
        If it begins more than two years ahead, or has less than 1 or more than 365 days.

    Examples
    --------
    >>> one = starting(dt.date(2024, 4, 30), dt.date(2025, 1, 20), 90)
    >>> one.start.isoformat(), one.first, one.parts
    ('2025-01-20', 9, 3)
    """
    near = within(made_on, days)
    ahead = (start - near.start).days
    if ahead <= 0:
        return near
    if ahead > MOST_AHEAD:
        raise InputError(f"{start} is more than {MOST_AHEAD} days after {made_on}")
    return Horizon(
        start=start,
        stop=start + dt.timedelta(days=days),
        first=round(ahead / (days / near.parts)),
        parts=near.parts,
    )


def months_later(day: dt.date, months: int) -> dt.date:
    """Give the same day of a later (or earlier) month, or that month's last day.

    Examples
    --------
    >>> months_later(dt.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def seen(pairs: ibis.Table, made_on: dt.date) -> ibis.Table:
    """Keep what was known on a day, and had happened by then: all that a forecast may use."""
    return pairs.filter(pairs.known_at <= made_on, pairs.day <= made_on)


def history(
    pairs: ibis.Table,
    first: str,
    second: str,
    *,
    made_on: dt.date,
    targets: Sequence[str] = TARGETS,
    width: float | None = None,
) -> History:
    """Count acts by pair and window with what was known on `made_on`, and nothing else.

    Parameters
    ----------
    pairs : ibis.Table
        As `detente.relations.dyads.pairs_of` gives them, or the table ``events`` of a store.
    first, second : str
        State codes, in any order.
    made_on : date
        Last day of the last window. Rows known later are left out, even if they tell of earlier
        days.
    targets : sequence of str
        What is counted, see `target_named`.
    width : float, optional
        Length of a window; days. By default windows are months.
    """
    wanted = [target_named(name) for name in targets]
    known = interstate(seen(pairs, made_on))
    with known.cache() as rows:
        day = rows.aggregate(day=rows.day.min(), known=rows.known_at.min()).to_pyarrow()
        since, reported = day["day"][0].as_py(), day["known"][0].as_py()
        if since is None:
            blank = {one.name: np.zeros((1, 0)) for one in wanted}
            return History(counts=blank, windows=0, acts=0, since=None, pairs=((first, second),))
        since = max(since, reported - dt.timedelta(days=LOOK_BACK_DAYS))
        edges = _edges(since, made_on + dt.timedelta(days=1), width)
        told = _columns(acts(rows), first, second, edges[0])
    bins = np.searchsorted(np.array(edges, dtype="datetime64[D]"), told.days, side="right") - 1
    tables = {}
    for one in wanted:
        table = np.zeros((int(told.pairs.max(initial=0)) + 1, len(edges) - 1))
        chosen = told.of(one) & (bins < len(edges) - 1)
        np.add.at(table, (told.pairs[chosen], bins[chosen]), told.counts[chosen])
        tables[one.name] = table
    return History(
        counts=tables,
        windows=len(edges) - 1,
        acts=int(told.counts.sum()),
        since=since,
        starts=tuple(edges[:-1]),
        pairs=((first, second), *told.names[1:]),
    )


def _edges(since: dt.date, stop: dt.date, width: float | None) -> list[dt.date]:
    """Give the first days of the complete windows before `stop`, and `stop`."""
    most = MOST_MONTHS if width is None else int(MOST_MONTHS * MONTH_DAYS / width)

    def edge(step: int) -> dt.date:
        if width is None:
            return months_later(stop, -step)
        return stop - dt.timedelta(days=round(step * width))

    back = 0
    while back < most and edge(back + 1) >= since:
        back += 1
    return [edge(step) for step in range(back, -1, -1)]


@dataclass(frozen=True, slots=True)
class _Told:
    """Hold columns of counted acts of dense pairs and of the pair asked about."""

    days: NDArray[np.datetime64]
    pairs: NDArray[np.int64]
    """Number of the pair; 0 is the one asked about."""
    quads: NDArray[np.str_]
    roots: NDArray[np.str_]
    issues: NDArray[np.str_]
    counts: Floats
    names: tuple[tuple[str, str], ...]
    """States of each number; the first entry stands for the pair asked about."""

    def of(self, target: Target) -> NDArray[np.bool_]:
        """Tell which rows a target counts."""
        column = self.quads if target.column == "quad" else self.roots
        chosen: NDArray[np.bool_] = np.isin(column, target.members)
        return chosen if target.issue is None else chosen & (self.issues == target.issue)


def _columns(rows: ibis.Table, first: str, second: str, since: dt.date) -> _Told:
    low, high = sorted((first, second))
    recent = rows.filter(rows.day >= since)
    totals = recent.group_by("first", "second").aggregate(total=recent.count())
    kinds = ("first", "second", "day", "quad", "root", "issue")
    counted = recent.group_by(*kinds).aggregate(n=recent.count())
    joined = counted.inner_join(totals, ["first", "second"])
    asked = (joined.first == low) & (joined.second == high)
    dense = joined.filter(asked | (joined.total >= DENSE)).mutate(asked=asked).to_pyarrow()
    text = {name: dense[name].to_numpy().astype(str) for name in kinds if name != "day"}
    names = np.where(dense["asked"].to_numpy(), "", _joined(text["first"], text["second"]))
    found, numbers = np.unique(np.concatenate([[""], names]), return_inverse=True)
    return _Told(
        days=dense["day"].to_numpy().astype("datetime64[D]"),
        pairs=numbers.reshape(-1)[1:].astype(np.int64),
        quads=text["quad"],
        roots=text["root"],
        issues=text["issue"],
        counts=dense["n"].to_numpy().astype(float),
        names=tuple(tuple(name.split(" ")) if name else (first, second) for name in found.tolist()),
    )


def _joined(one: NDArray[np.str_], other: NDArray[np.str_]) -> NDArray[np.str_]:
    return np.asarray(np.char.add(np.char.add(one, " "), other))
