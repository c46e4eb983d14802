"""Measure how relations differ between one leader's time and the rest, and how much of it is luck.

Contrasts of rates are compared with those at *placebo dates*, on which nobody came or went: they
say how far such contrasts scatter by themselves. What turnovers show beyond that is what a leader
may change, and estimates are shrunk to it.

Source: definition 12 of the design note on indicators; normal shrinkage.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.ontology.tenures import tenures
from detente.outlook.tenures import turnovers

if TYPE_CHECKING:
    from detente.outlook.targets import Floats, History

SIDE_MONTHS: Final = 12
"""Months before and after a turnover that are compared."""
CLEAR_MONTHS: Final = 9
"""A placebo date is at least so far from any turnover of the two; months."""
PLACEBO_STEP: Final = 6
"""Months between two placebo dates of a pair, so that few of them share their months."""
FEWEST_ACTS: Final = 8
"""Acts in the months compared below which a contrast says nothing and is left out."""
LEAST_MONTHS_EACH: Final = 6
"""Months of a leader's time, and of the rest, without which no shift is estimated."""
HALF: Final = 0.5
PRIOR_CONTRASTS: Final = 60
"""Weight of the assumptions below: as so many turnovers and placebo dates."""
PRIOR_DISPERSION: Final = 4.0
PRIOR_VARIANCE: Final = 0.1
"""Scatter of contrasts beyond Poisson, and variance of log rates due to a turnover, assumed in a
store with few of them. They gate scenarios in thin stores only. ICEWS 2005-14 shows 3.7, and 0.17
for cooperation, none for conflict (``docs/explain/outlook.md``)."""
LEAST_VARIANCE: Final = 0.02
"""A turnover may move log rates by a standard deviation of 0.14 even where past ones show nothing
beyond luck: that nothing was seen does not make a shift impossible. Not tuned."""

RETURNING: Final = 0.03
RETURNING_ERROR: Final = 0.11
"""Share of what a leader's first term changed that a second term showed again, less what dates
without a return show, and its standard error: ten leaders who came back, 236 pairs, ICEWS 2002-14
(``python -m eval.leaders``; ``docs/explain/validation.md``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Hold how far rates move at turnovers and at placebo dates, over all pairs of a store."""

    dispersion: Annotated[float, "variance of placebo contrasts over that of Poisson counts"]
    variance: Annotated[float, "variance of the log rate ratio that turnovers add to it"]
    sizes: Annotated[Floats, "absolute log rate ratios at turnovers"]
    placebo: Annotated[Floats, "the same at placebo dates"]

    def exceeding(self, size: float) -> tuple[float | None, float | None]:
        """Give the shares of turnovers and of placebo dates that moved more."""
        shares = [
            float(np.mean(sizes > abs(size))) if len(sizes) else None
            for sizes in (self.sizes, self.placebo)
        ]
        return shares[0], shares[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Hold by how much a rate differs in one leader's time from the rest; logarithms."""

    raw: Annotated[float | None, "log rate ratio as counted; null: not covered"]
    mean: Annotated[float, "the same, shrunk; 0 if not covered"]
    error: Annotated[float, "its standard deviation"]
    months_in: Annotated[int, "complete months of that leader's time which are covered"]
    months_out: Annotated[int, "complete months of the rest"]
    acts_in: Annotated[float, "acts in those months"]
    acts_out: Annotated[float, "acts in the rest"]

    @property
    def same_sign(self) -> float:
        """Give the probability that the shift has the sign that is shown."""
        from scipy.stats import norm

        return float(norm.cdf(abs(self.mean) / self.error)) if self.error else 0.5


def contrast(inside: float, months_in: float, outside: float, months_out: float) -> Floats:
    """Give the log rate ratio of two stretches, and its variance were counts Poisson."""
    one, other = inside + HALF, outside + HALF
    ratio = np.log(one / months_in) - np.log(other / months_out)
    return np.array([ratio, 1 / one + 1 / other])


def pool_of(past: History, target: str) -> Pool:
    """Compare 12 months before and after every turnover, and every placebo date, of all pairs."""
    volume = _volume(past, target)
    real, fake = [], []
    for (first, second), counts in zip(past.pairs, past.counts[target], strict=True):
        changes = _months_of([*turnovers(first), *turnovers(second)], past.starts)
        real += [_around(counts, volume, month) for month in changes]
        fake += [
            _around(counts, volume, month)
            for month in range(SIDE_MONTHS, len(counts) - SIDE_MONTHS, PLACEBO_STEP)
            if all(abs(month - change) > CLEAR_MONTHS for change in changes)
        ]
    moved = np.array([one for one in real if one is not None]).reshape(-1, 2)
    still = np.array([one for one in fake if one is not None]).reshape(-1, 2)
    every = np.concatenate([moved[:, 1], still[:, 1]])
    assumed = PRIOR_CONTRASTS * (float(every.mean()) if len(every) else 1.0)
    luck = float((still[:, 0] ** 2).sum()) + assumed * PRIOR_DISPERSION
    dispersion = max(luck / (float(still[:, 1].sum()) + assumed), 1.0)
    extra = float((moved[:, 0] ** 2 - dispersion * moved[:, 1]).sum())
    variance = (extra + PRIOR_CONTRASTS * PRIOR_VARIANCE) / (len(moved) + PRIOR_CONTRASTS)
    return Pool(
        dispersion=dispersion,
        variance=max(variance, LEAST_VARIANCE),
        sizes=np.abs(moved[:, 0]),
        placebo=np.abs(still[:, 0]),
    )


def shift_of(past: History, target: str, state: str, person: str, pool: Pool) -> Shift:
    """Give the shift of the first pair's rate in the months in which `person` led `state`."""
    inside = months_led(past.starts, state, person)
    counts, volume = past.counts[target][0], _volume(past, target)
    numbers: dict[str, Any] = {
        "months_in": int(inside.sum()),
        "months_out": int((~inside).sum()),
        "acts_in": float(counts[inside].sum()),
        "acts_out": float(counts[~inside].sum()),
    }
    covered = min(numbers["months_in"], numbers["months_out"]) >= LEAST_MONTHS_EACH
    if not covered or counts.sum() < FEWEST_ACTS:
        return Shift(raw=None, mean=0.0, error=float(np.sqrt(pool.variance)), **numbers)
    raw, chance = contrast(
        numbers["acts_in"], volume[inside].sum(), numbers["acts_out"], volume[~inside].sum()
    )
    noise = pool.dispersion * chance
    kept = pool.variance / (pool.variance + noise)
    error = float(np.sqrt(pool.variance * noise / (pool.variance + noise)))
    return Shift(raw=float(raw), mean=float(raw * kept), error=error, **numbers)


def coming_back(shift: Shift, pool: Pool) -> Shift:
    """Give what to expect of a shift if the leader comes back: little of it did in the past.

    y* = y exp(rho theta), rho uncertain; what does not come back is as open as with any new leader.
    """
    if shift.raw is None:
        return shift
    anew = (1 - RETURNING**2) * pool.variance
    again = (RETURNING * shift.error) ** 2 + (RETURNING_ERROR * shift.mean) ** 2
    return replace(shift, mean=RETURNING * shift.mean, error=float(np.sqrt(anew + again)))


def months_led(starts: tuple[dt.date, ...], state: str, person: str) -> np.ndarray:
    """Tell which months that begin on those days fall mostly into a person's time at the head."""
    led = np.zeros(len(starts), dtype=bool)
    for one in tenures(state):
        if one.person == person:
            middle = np.array(starts, dtype="datetime64[D]") + 15
            stop = one.end or dt.date.max
            led |= (middle >= np.datetime64(one.start)) & (middle < np.datetime64(stop))
    return led


def _volume(past: History, target: str) -> Floats:
    """Give the acts of all other pairs by month, relative to their mean; steadied by 20 a month."""
    others = past.counts[target][1:].sum(axis=0) + 20.0
    return np.asarray(others / others.mean())


def _months_of(days: list[dt.date], starts: tuple[dt.date, ...]) -> list[int]:
    """Give the number of the window into which each day falls; those outside are left out."""
    edges = np.array(starts, dtype="datetime64[D]")
    inside = sorted(day for day in set(days) if starts and starts[0] <= day)
    numbers = np.searchsorted(edges, np.array(inside, dtype="datetime64[D]"), side="right") - 1
    return [int(number) for number in numbers if number < len(starts) - 1]


def _around(counts: Floats, volume: Floats, month: int) -> Floats | None:
    """Contrast the year after a month with the year before it, the month itself left out."""
    if month < SIDE_MONTHS or month + 1 + SIDE_MONTHS > len(counts):
        return None
    before = slice(month - SIDE_MONTHS, month)
    after = slice(month + 1, month + 1 + SIDE_MONTHS)
    acts = counts[before].sum(), counts[after].sum()
    if sum(acts) < FEWEST_ACTS:
        return None
    return contrast(acts[1], volume[after].sum(), acts[0], volume[before].sum())
