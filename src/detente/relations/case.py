"""Hold what one question about two states needs: the acts, the volume, the spread.

All columns are read from the store once; the indicators then work on small arrays.
"""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError
from detente.relations.dyads import CLASSES, between
from detente.relations.ground import Ground
from detente.relations.months import STEADY_EVENTS
from detente.relations.spread import spreads
from detente.relations.world import ISSUES, QUADS, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import ibis
    import pyarrow as pa

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LOOK_BACK_DAYS: Final = 7
"""Days before the first report that count as covered: papers of a day tell of the week before."""
MONTH_DAYS: Final = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Hold acts between the two states in order of day: columns of equal length."""

    days: Annotated[Ints, "days since 1970-01-01"]
    daily: Annotated[Bools, "whether the day is known"]
    quads: Annotated[NDArray[Any], "quad class"]
    issues: Annotated[NDArray[Any], "issue area"]
    ids: Annotated[tuple[tuple[str, ...], ...], "ids of the events that report it"]

    def chosen(self, mask: Bools) -> Acts:
        """Keep the acts where `mask` is true."""
        kept = np.flatnonzero(mask)
        return Acts(
            days=self.days[kept],
            daily=self.daily[kept],
            quads=self.quads[kept],
            issues=self.issues[kept],
            ids=tuple(self.ids[index] for index in kept),
        )

    def of(self, quads: tuple[str, ...]) -> Acts:
        """Keep the acts of those quad classes."""
        return self.chosen(np.isin(self.quads, quads))

    def within(self, start: int, stop: int) -> Acts:
        """Keep the acts of days in [start, stop); days since 1970-01-01."""
        return self.chosen((self.days >= start) & (self.days < stop))

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Hold how many acts between any two states each day saw."""

    days: Annotated[Ints, "days since 1970-01-01"]
    cooperative: Annotated[Bools, "whether the quad class is cooperation"]
    material: Annotated[Bools, "whether the quad class is material"]
    issues: Annotated[NDArray[Any], "issue area"]
    counts: Annotated[Ints, "acts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Hold what the one who asks may add to a question."""

    patrons: Annotated[tuple[str, str] | None, "two patrons; by default they are looked for"] = None
    third: Annotated[str | None, "a third state; by default they are looked for"] = None
    chances: Annotated[
        tuple[tuple[str, float], ...], "leaders who may come, by name, and their chances; 0..1"
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Hold one question: two states, a period, and all that is needed to measure it."""

    events: Annotated[ibis.Table, "all events given"]
    rows: Annotated[ibis.Table, "directed rows of covered days before the stop"]
    acts: Annotated[ibis.Table, "the same without direction, each act once"]
    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    start: Annotated[dt.date, "first day measured: asked for and covered"]
    stop: Annotated[dt.date, "first day no longer measured"]
    since: Annotated[dt.date, "first day covered by the store"]
    own: Annotated[Acts, "acts between the two on covered days before the stop"]
    pool: Annotated[Pool, "acts of all pairs on covered days before the stop"]
    statements: Annotated[Floats, "neutral statements between the two on each covered day"]
    volume: Annotated[Floats, "reporting volume of each covered day; 1 is the mean"]
    spread: Annotated[Mapping[str, float], "quasi-Poisson dispersion of each class"]
    ground: Annotated[Ground, "the acts of all pairs"]
    context: Annotated[ibis.Table | None, "table of context of a store"] = None
    options: Annotated[Options, "what the one who asks added"] = Options()

    @property
    def day0(self) -> int:
        """Give the first day covered, as days since 1970-01-01."""
        return day_number(self.since)

    @property
    def world(self) -> World:
        """Give the acts of all pairs on covered days before the stop, as columns."""
        return self.ground.world.within(self.day0, day_number(self.stop))

    @property
    def exposure(self) -> float | None:
        """Give the volume of the period relative to the mean; none if nothing is covered."""
        inside = self.volume[day_number(self.start) - self.day0 : day_number(self.stop) - self.day0]
        return float(inside.mean()) if len(inside) else None

    @property
    def period(self) -> Acts:
        """Give the acts of the period."""
        return self.own.within(day_number(self.start), day_number(self.stop))

    def swapped(self) -> Case:
        """Give the same question asked from the other side."""
        from dataclasses import replace

        return replace(self, first=self.second, second=self.first)


def day_number(day: dt.date) -> int:
    """Give days since 1970-01-01."""
    return (day - dt.date(1970, 1, 1)).days


def day_of(number: int) -> dt.date:
    """Give the day of a number of days since 1970-01-01."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(number))


@contextmanager
def case_of(
    events: ibis.Table | Ground,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    context: ibis.Table | None = None,
    options: Options | None = None,
) -> Iterator[Case]:
    """Open a question about two states over [start, stop); it uses no later day.

    The store covers the days from a week before its first report up to its last report; days
    asked for beyond that are not measured, and `Case.start` and `Case.stop` say so.

    Raises
    ------
    InputError
        If the period is empty or the two states are one.
    """
    if start >= stop:
        raise InputError(f"the period is empty: it starts on {start} and stops before {stop}")
    if first == second:
        raise InputError(f"a relation needs two different states; both are {first}")
    with ExitStack() as held:
        ground = events if isinstance(events, Ground) else held.enter_context(Ground(events))
        since, until = covered(ground, start, stop)
        rows = ground.rows.filter(ground.rows.day < stop, ground.rows.day >= since)
        until = min(stop, until)
        begin = min(max(start, since), until)
        unique = ground.acts.filter(ground.acts.day >= since, ground.acts.day < stop)
        world = ground.world.within(day_number(since), day_number(stop))
        own, pool = _own(world, first, second), _pool(ground, since, stop)
        volume = volume_of(own.days, pool, day_number(since), day_number(until))
        exposure = by_month(volume, since)
        yield Case(
            events=ground.events,
            rows=rows,
            acts=unique,
            first=first,
            second=second,
            start=begin,
            stop=until,
            since=since,
            own=own,
            pool=pool,
            statements=_statements(ground.statements, first, second, since, until),
            volume=volume,
            spread=spreads(world, first, second, since=since, exposure=exposure),
            ground=ground,
            context=context,
            options=options or Options(),
        )


def covered(ground: Ground, start: dt.date, stop: dt.date) -> tuple[dt.date, dt.date]:
    """Give the first day that the rows before `stop` cover, and the first no longer covered."""
    told = ground.told_by_day.filter(_before(ground.told_by_day["day"], stop))
    if not len(told):
        return start, start
    day, first, last = (
        told[name].to_numpy().astype("datetime64[D]") for name in ("day", "first", "last")
    )
    since = max(day.min().item(), first.min().item() - dt.timedelta(days=LOOK_BACK_DAYS))
    return since, last.max().item() + dt.timedelta(days=1)


def _before(days: pa.ChunkedArray[Any], stop: dt.date) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = days.to_numpy().astype("datetime64[D]") < np.datetime64(stop)
    return mask


def _days(column: pa.ChunkedArray[Any]) -> Ints:
    return np.asarray(column.to_numpy(), dtype="datetime64[D]").astype(np.int64)


def _own(world: World, first: str, second: str) -> Acts:
    low, high = sorted((world.number(first), world.number(second)))
    mask = (world.acts.first == low) & (world.acts.second == high) & (low >= 0)
    acts = world.acts.chosen(mask)
    told: list[Any] = acts.ids.to_pylist()
    groups = [tuple(sorted(ids)) for ids in told]
    order = sorted(range(len(groups)), key=lambda k: (acts.days[k], groups[k]))
    quads, issues = (np.array([*names, None], dtype=object) for names in (QUADS, ISSUES))
    return Acts(
        days=acts.days[order],
        daily=acts.daily[order],
        quads=quads[acts.quad[order]],
        issues=issues[acts.issue[order]],
        ids=tuple(groups[k] for k in order),
    )


def _statements(
    rows: ibis.Table, first: str, second: str, since: dt.date, until: dt.date
) -> Floats:
    own = between(rows, first, second)
    own = own.filter(own.day >= since, own.day < until)
    days = _days(own.select("day").to_pyarrow()["day"]) - day_number(since)
    return np.bincount(days, minlength=(until - since).days).astype(float)


def _pool(ground: Ground, since: dt.date, stop: dt.date) -> Pool:
    counted = ground.acts_by_day
    days = _days(counted["day"])
    counted = counted.filter((days >= day_number(since)) & (days < day_number(stop)))
    quads = counted["quad"].to_numpy()
    return Pool(
        days=_days(counted["day"]),
        cooperative=np.isin(quads, CLASSES["cooperation"]),
        material=np.char.startswith(quads.astype(str), "material"),
        issues=counted["issue"].to_numpy(),
        counts=counted["n"].to_numpy().astype(np.int64),
    )


def by_month(volume: Floats, since: dt.date) -> Floats:
    """Sum a daily volume over calendar months; 1 is a mean month."""
    months = _month_index(day_number(since) + np.arange(len(volume)))
    return np.bincount(months, weights=volume) / MONTH_DAYS if len(volume) else np.ones(1)


def _month_index(days: Ints) -> Ints:
    """Count the calendar months of days from 0; days in order."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    index: Ints = months - months[0] if len(months) else months
    return index


def volume_of(own: Ints, pool: Pool, start: int, stop: int) -> Floats:
    """Give each day's volume by its month, without the pair's own acts; 1 is the mean.

    The pair is left out because in a store about few states its own flurry would otherwise
    raise the volume it is compared with.

    Parameters
    ----------
    own : array, shape (acts,)
        Days of the pair's acts, as days since 1970-01-01 like `start` and `stop`.
    pool : Pool
        Acts of all pairs.
    start, stop : int
        First day covered, first day no longer covered.
    """
    days = np.arange(start, stop)
    if not len(days):
        return np.zeros(0)
    index = _month_index(days)
    others = np.bincount(pool.days - start, weights=pool.counts, minlength=len(days))[: len(days)]
    others = others - np.bincount(own - start, minlength=len(days))[: len(days)]
    a_month = np.bincount(index, weights=others) / np.bincount(index) * MONTH_DAYS
    steady = (a_month + STEADY_EVENTS) / (others.mean() * MONTH_DAYS + STEADY_EVENTS)
    volume: Floats = steady[index]
    return volume
