"""Estimate what changes between two states when a leader changes, against dates without change.

A contrast of twelve months before and after any date is rarely zero. So the dispersion is set by
*placebo dates*, on which no leader changed; what turnovers show beyond it is the variance of the
effects of leaders, by which single effects are shrunk.

Source: definition 12 of the design note on indicators; shrinkage as in normal empirical Bayes
(Efron and Morris 1975).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.ontology.tenures import turnovers
from detente.relations.contrasts import HALF, log_odds, rate_contrast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.relations.case import Floats, Ints

MONTHS: Final = 12
"""Months before and after a turnover that are compared."""
CLEAR_MONTHS: Final = 9
"""A placebo date is further from any turnover of the two; months."""
PLACEBO_STEP: Final = 6
"""Months between two placebo dates of a pair, so that few of them share their months."""
FEWEST_ACTS: Final = 8
"""Acts in the months compared below which a contrast says nothing and is left out."""
LEVEL: Final = 0.95
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Hold one contrast of the months after a date with those before."""

    value: Annotated[float, "log-ratio or log-odds, after minus before"]
    variance: Annotated[float, "its variance if acts came singly (Poisson); phi comes on top"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Hold how far contrasts go at turnovers and at placebo dates, over many pairs."""

    dispersion: Annotated[float, "phi: variance of placebo contrasts over that of Poisson counts"]
    variance: Annotated[float, "tau^2: variance that turnovers add to it"]
    sizes: Annotated[Floats, "absolute contrasts at turnovers"]
    placebo: Annotated[Floats, "the same at placebo dates"]

    def exceeding(self, size: float) -> tuple[float | None, float | None]:
        """Give the shares of turnovers and of placebo dates that moved more."""
        shares = [
            float(np.mean(sizes > abs(size))) if len(sizes) else None
            for sizes in (self.sizes, self.placebo)
        ]
        return shares[0], shares[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Hold the coefficient of returned leaders."""

    rho: Annotated[float, "share of a first term's effect that a second term shows again; 0..1"]
    raw: Annotated[float, "slope of second-term on first-term effects"]
    placebo: Annotated[float, "the same slope where nobody returned"]
    error: Annotated[float, "standard error of raw minus placebo; jackknife over leaders"]
    leaders: Annotated[int, "leaders who returned"]


def rate_shift(counts: Floats, exposure: Floats, at: int, months: int = MONTHS) -> Contrast:
    """Give the change of the log rate at a month; the month itself is left out.

    Parameters
    ----------
    counts, exposure : array, shape (months,)
        Acts and reporting volume of each month.
    at : int
        Month of the turnover; `months` have to lie before and behind it.
    """
    before, after = _sides(at, months)
    value, variance = rate_contrast(
        float(counts[after].sum()),
        float(exposure[after].sum()),
        float(counts[before].sum()),
        float(exposure[before].sum()),
    )
    return Contrast(value=float(value), variance=float(variance))


def balance_shift(cooperation: Floats, conflict: Floats, at: int, months: int = MONTHS) -> Contrast:
    """Give the change of the log-odds of cooperation at a month; the month itself is left out.

    Parameters
    ----------
    cooperation, conflict : array, shape (months,)
        Acts of each month.
    at : int
        Month of the turnover; `months` have to lie before and behind it.
    """
    (before, spread), (after, other) = (
        log_odds(float(cooperation[part].sum()) + HALF, float(conflict[part].sum()) + HALF)
        for part in _sides(at, months)
    )
    return Contrast(value=float(after - before), variance=float(spread + other))


def _sides(at: int, months: int) -> tuple[slice, slice]:
    return slice(at - months, at), slice(at + 1, at + 1 + months)


def pooled(
    moved: Sequence[Contrast],
    still: Sequence[Contrast],
    *,
    prior: float = PRIOR_CONTRASTS,
    least: float = LEAST_VARIANCE,
) -> Pool:
    """Give what turnovers add to the scatter of contrasts at dates without change.

    Moment estimates: phi is what placebo contrasts scatter over what Poisson counts would, and
    tau^2 is what is left of the squares at turnovers beyond phi. They hold for contrasts with
    `FEWEST_ACTS` or more: the counts of thinner ones say too little about their variance. Where
    all count, `placebo_dispersion` and `effect_variance` take their place.

    Parameters
    ----------
    moved, still : sequence of Contrast
        At turnovers and at placebo dates.
    prior : float
        Weight of `PRIOR_DISPERSION` and `PRIOR_VARIANCE`, in contrasts; 0 for the bare estimates.
    least : float
        The variance given is not lower.
    """
    values, chance = _columns(moved)
    quiet, quiet_chance = _columns(still)
    every = np.concatenate([chance, quiet_chance])
    assumed = prior * (float(every.mean()) if len(every) else 1.0)
    luck, by_counts = float((quiet**2).sum()), float(quiet_chance.sum())
    dispersion, variance = 1.0, 0.0
    if by_counts + assumed > 0:
        dispersion = max((luck + assumed * PRIOR_DISPERSION) / (by_counts + assumed), 1.0)
    if len(values) + prior > 0:
        extra = float((values**2 - dispersion * chance).sum())
        variance = (extra + prior * PRIOR_VARIANCE) / (len(values) + prior)
    return Pool(
        dispersion=dispersion,
        variance=max(variance, least),
        sizes=np.abs(values),
        placebo=np.abs(quiet),
    )


def _columns(contrasts: Sequence[Contrast]) -> tuple[Floats, Floats]:
    return np.array([c.value for c in contrasts]), np.array([c.variance for c in contrasts])


def pool_of(
    pairs: Sequence[tuple[str, str]], counts: Floats, volume: Floats, starts: Sequence[dt.date]
) -> Pool:
    """Compare 12 months before and after every turnover, and every placebo date, of all pairs.

    Parameters
    ----------
    pairs : sequence of (str, str)
        State codes.
    counts : array, shape (pairs, months)
        Acts.
    volume : array, shape (months,)
        Reporting volume.
    starts : sequence of date
        First day of each month.
    """
    moved, still = [], []
    for (first, second), own in zip(pairs, counts, strict=True):
        changes = _months_of([*turnovers(first), *turnovers(second)], starts)
        quiet = [
            month
            for month in range(MONTHS, len(own) - MONTHS, PLACEBO_STEP)
            if all(abs(month - change) > CLEAR_MONTHS for change in changes)
        ]
        moved += rates_around(own, volume, changes)
        still += rates_around(own, volume, quiet)
    return pooled(moved, still)


def _months_of(days: list[dt.date], starts: Sequence[dt.date]) -> list[int]:
    """Give the number of the month into which each day falls; those outside are left out."""
    edges = np.array(starts, dtype="datetime64[D]")
    inside = sorted(day for day in set(days) if starts and starts[0] <= day)
    numbers = np.searchsorted(edges, np.array(inside, dtype="datetime64[D]"), side="right") - 1
    return [int(number) for number in numbers if number < len(starts) - 1]


def rates_around(counts: Floats, volume: Floats, months: Iterable[int]) -> list[Contrast]:
    """Contrast the rates around each month that has a year before and behind it.

    Those with less than `FEWEST_ACTS` acts are left out.
    """
    return [
        rate_shift(counts, volume, month)
        for month in months
        if MONTHS <= month < len(counts) - MONTHS
        and sum(counts[side].sum() for side in _sides(month, MONTHS)) >= FEWEST_ACTS
    ]


def placebo_dispersion(values: Floats, errors: Floats, level: float = LEVEL) -> float:
    """Give the dispersion phi under which placebo dates leave the band as often as they should.

    Unlike that of `pooled` it is set by a quantile, which thin contrasts move little.

    Parameters
    ----------
    values, errors : array, shape (placebos,)
        Contrasts at dates without change, and their standard errors.
    level : float
        Share of placebos within the band.
    """
    from scipy.stats import norm

    if not len(values):
        return 1.0
    reached = np.quantile(np.abs(values) / errors, level)
    return float(max(1.0, (reached / norm.ppf(0.5 + level / 2)) ** 2))


def effect_variance(values: Floats, errors: Floats, phi: float) -> float:
    """Give the variance tau^2 of true shifts: what the errors, times phi, do not explain.

    Moment estimate; unlike that of `pooled` each contrast is weighted by its precision. 0 where
    errors explain all.
    """
    if not len(values):
        return 0.0
    weights = 1 / (phi * errors**2)
    excess = (weights * (values**2 - phi * errors**2)).sum() / weights.sum()
    return float(max(0.0, excess))


def share_beyond(z: Floats, placebo: Floats, level: float = LEVEL) -> float:
    """Give the share of turnovers outside the band that holds `level` of the placebos.

    Parameters
    ----------
    z, placebo : array
        Contrasts over their standard errors, at turnovers and at dates without change.
    """
    if not len(z) or not len(placebo):
        return float("nan")
    return float((np.abs(z) > np.quantile(np.abs(placebo), level)).mean())


def returned(
    first: Floats, second: Floats, leaders: Ints, quiet_first: Floats, quiet_second: Floats
) -> Return:
    """Give how much of a leader's first effect comes back with the leader.

    First and second effects are contrasts of two terms with the time between them; as they
    share that time, they go together even where nobody returned. The slope of such placebos is
    taken off.

    Parameters
    ----------
    first, second : array, shape (pairs,)
        Effects of the first and second term of a leader on pairs of the leader's state.
    leaders : array, shape (pairs,)
        Number of the leader.
    quiet_first, quiet_second : array
        The same contrasts, over the same years, at pairs of states without such a leader.
    """
    raw, placebo = _slope(first, second), _slope(quiet_first, quiet_second)
    numbers = np.unique(leaders)
    left_out = [_slope(first[leaders != n], second[leaders != n]) for n in numbers]
    m = len(numbers)
    spread = np.sqrt((m - 1) / m * ((np.array(left_out) - np.mean(left_out)) ** 2).sum())
    return Return(
        rho=float(np.clip(raw - placebo, 0, 1)),
        raw=raw,
        placebo=placebo,
        error=float(spread) if m > 1 else float("nan"),
        leaders=m,
    )


def _slope(x: Floats, y: Floats) -> float:
    """Give the slope of a line through the origin; 0 where x does not vary."""
    square = float((x**2).sum())
    return float((x * y).sum() / square) if square > 0 else 0.0
