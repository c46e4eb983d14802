"""Hold the counts of all pairs by day, for measures over every pair at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.case import MONTH_DAYS, covered, day_number
from detente.relations.findings import FEWEST
from detente.relations.months import STEADY_EVENTS
from detente.relations.spread import dispersions
from detente.relations.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.relations.case import Bools, Floats, Ints
    from detente.relations.ground import Ground

AT_ONCE: Final = 256
"""Pairs counted at once: as many days of ten years take some tens of megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Hold some pairs by day: arrays of shape (pairs, days)."""

    pairs: Annotated[Ints, "their places in the panel"]
    counts: Annotated[Floats, "acts of known day"]
    volume: Annotated[Floats, "reporting volume as the pair sees it; 1 is the mean"]
    phi: Annotated[Floats, "dispersion; shape (pairs, 1)"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Hold all pairs with at least five acts on the days covered."""

    world: Annotated[World, "acts of covered days"]
    day0: Annotated[int, "first day covered; days since 1970-01-01"]
    size: Annotated[int, "days covered"]
    first: Annotated[Ints, "number of one state of each pair"]
    second: Annotated[Ints, "number of the other"]
    place: Annotated[Ints, "place of the pair of each act; -1 for pairs left out"]

    def acts_of(self, pair: int, kind: str, start: int, stop: int) -> tuple[int, list[str]]:
        """Count the acts of a pair in [start, stop), and give the ids of their events."""
        acts = self.world.acts
        low, high = (int(np.searchsorted(acts.days, day)) for day in (start, stop))
        inside = np.zeros(len(acts), dtype=bool)
        inside[low:high] = self.place[low:high] == pair
        inside[low:high] &= acts.of(kind)[low:high] & acts.daily[low:high]
        kept = np.flatnonzero(inside)
        return len(kept), acts.reports(kept, max(len(kept), 1) * 4)

    def by_month(self, kind: str) -> tuple[Floats, Floats]:
        """Give counts and exposure of each pair and month; shape (pairs, months)."""
        acts, months = self.world.acts, self._months()
        length = int(months[-1]) + 1 if self.size else 1
        index = months[acts.days - self.day0]

        def table(mask: Bools) -> Floats:
            kept = mask & (self.place >= 0)
            cells = self.place[kept] * length + index[kept]
            counts = np.bincount(cells, minlength=len(self.first) * length)
            return counts.reshape(len(self.first), length).astype(float)

        every = np.ones(len(acts), dtype=bool)
        days = np.bincount(months, minlength=length)
        total = np.bincount(index, minlength=length)
        others = (total - table(every)) / np.maximum(days, 1) * MONTH_DAYS
        mean = (others * days).sum(axis=1, keepdims=True) / max(self.size, 1)
        steady = (others + STEADY_EVENTS) / (mean + STEADY_EVENTS)
        return table(acts.of(kind)), steady

    def spread(self, kind: str) -> float:
        """Give the dispersion of the pool: that of a pair of which nothing is known."""
        if not len(self.first):
            return float(dispersions(np.zeros((1, 1)), np.ones((1, 1)))[0])
        return float(np.median(dispersions(*self._months_of(kind))))

    def parts(self, kind: str, *, new: int | None = None) -> Iterator[Part]:
        """Give the pairs by day, some at a time, in order.

        Parameters
        ----------
        kind : str
            Class of acts.
        new : int, optional
            First new day, counted from the first day covered. The dispersion is estimated on
            the months before it, so that a flurry does not hide itself.
        """
        if not len(self.first) or not self.size:
            return
        acts, months = self.world.acts, self._months()
        past = months[min(max(new, 0), self.size - 1)] if new is not None else months[-1] + 1
        phi = dispersions(*(part[:, :past] for part in self._months_of(kind)))[:, None]
        steady = self.by_month(kind)[1]
        chosen = np.flatnonzero(acts.of(kind) & acts.daily & (self.place >= 0))
        chosen = chosen[np.argsort(self.place[chosen], kind="stable")]
        places, days = self.place[chosen], acts.days[chosen] - self.day0
        for begin in range(0, len(self.first), AT_ONCE):
            pairs = np.arange(begin, min(begin + AT_ONCE, len(self.first)))
            low, high = np.searchsorted(places, [begin, begin + len(pairs)])
            cells = (places[low:high] - begin) * self.size + days[low:high]
            counts = np.bincount(cells, minlength=len(pairs) * self.size)
            yield Part(
                pairs=pairs,
                counts=counts.reshape(len(pairs), self.size).astype(float),
                volume=steady[pairs][:, months],
                phi=phi[pairs],
            )

    def _months_of(self, kind: str) -> tuple[Floats, Floats]:
        """Give counts and exposure by month, the exposure with the days of the month."""
        table, steady = self.by_month(kind)
        days = np.bincount(self._months(), minlength=table.shape[1])
        return table, steady * days / MONTH_DAYS

    def _months(self) -> Ints:
        """Give the calendar month of each covered day, counted from 0."""
        days = (np.arange(self.size) + self.day0).astype("datetime64[D]")
        months = days.astype("datetime64[M]").astype(np.int64)
        index: Ints = months - months[0] if self.size else months
        return index


def panel_of(ground: Ground, *, start: dt.date, stop: dt.date) -> Panel:
    """Give all pairs with at least five acts on the days covered before the stop.

    Parameters
    ----------
    ground : Ground
        Open.
    start, stop : date
        First day asked about, first day no longer asked about; earlier days are history.
    """
    since, until = covered(ground, start, stop)
    day0, end = day_number(since), day_number(min(stop, until))
    world = ground.world.within(day0, end)
    size = len(world.states)
    keys = world.acts.first * size + world.acts.second
    totals = np.bincount(keys, minlength=size * size)
    chosen = np.flatnonzero(totals >= FEWEST)
    places = np.full(size * size, -1, dtype=np.int64)
    places[chosen] = np.arange(len(chosen))
    return Panel(
        world=world,
        day0=day0,
        size=max(end - day0, 0),
        first=chosen // max(size, 1),
        second=chosen % max(size, 1),
        place=places[keys],
    )
