"""Estimate what changes between two states when a leader changes, against dates without change.

A contrast of twelve months before and after any date is rarely zero. So the dispersion is set by
placebo dates, on which no leader changed; what turnovers show beyond it is the variance of the
effects of leaders, and single effects are shrunk by it.

Source: indicator 12 of the design note; shrinkage as in normal empirical Bayes (Efron and
Morris 1975).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MONTHS: Final = 12
"""Months before and after a turnover that are compared."""
HALF: Final = 0.5
"""Added to counts, so that none is zero."""
LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Hold one contrast of the months after a date with those before."""

    value: Annotated[float, "log-ratio or log-odds, after minus before"]
    error: Annotated[float, "standard error if acts came singly (Poisson); phi comes on top"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Hold the coefficient of returned leaders."""

    rho: Annotated[float, "share of a first term's effect that a second term shows again; 0..1"]
    raw: Annotated[float, "slope of second-term on first-term effects"]
    placebo: Annotated[float, "the same slope where nobody returned"]
    error: Annotated[float, "standard error of raw minus placebo; jackknife over leaders"]
    leaders: Annotated[int, "leaders who returned"]


def rate_shift(counts: Floats, exposure: Floats, at: int, months: int = MONTHS) -> Shift:
    """Give the change of the log rate at a month; the month itself is left out.

    Parameters
    ----------
    counts, exposure : array, shape (months,)
        Acts and reporting volume of each month.
    at : int
        Month of the turnover; `months` have to lie before and behind it.
    """
    before, after = slice(at - months, at), slice(at + 1, at + 1 + months)
    earlier, later = counts[before].sum() + HALF, counts[after].sum() + HALF
    value = np.log(later / exposure[after].sum()) - np.log(earlier / exposure[before].sum())
    return Shift(value=float(value), error=float(np.sqrt(1 / earlier + 1 / later)))


def balance_shift(cooperation: Floats, conflict: Floats, at: int, months: int = MONTHS) -> Shift:
    """Give the change of the log-odds of cooperation at a month; the month itself is left out.

    Parameters
    ----------
    cooperation, conflict : array, shape (months,)
        Acts of each month.
    at : int
        Month of the turnover; `months` have to lie before and behind it.
    """
    value, variance = 0.0, 0.0
    for sign, part in ((-1, slice(at - months, at)), (1, slice(at + 1, at + 1 + months))):
        friendly, hostile = cooperation[part].sum() + HALF, conflict[part].sum() + HALF
        value += sign * np.log(friendly / hostile)
        variance += 1 / friendly + 1 / hostile
    return Shift(value=float(value), error=float(np.sqrt(variance)))


def placebo_dispersion(values: Floats, errors: Floats, level: float = LEVEL) -> float:
    """Give the dispersion phi under which placebo dates leave the band as often as they should.

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

    Moment estimate, each contrast weighted by its precision; 0 where errors explain all.
    """
    if not len(values):
        return 0.0
    weights = 1 / (phi * errors**2)
    excess = (weights * (values**2 - phi * errors**2)).sum() / weights.sum()
    return float(max(0.0, excess))


def shrunk(value: Floats, error: Floats, tau2: float, phi: float) -> tuple[Floats, Floats]:
    """Give shifts shrunk towards none, theta tau^2 / (tau^2 + phi se^2), and their sd."""
    noise = phi * np.asarray(error, dtype=float) ** 2
    kept = tau2 / (tau2 + noise)
    return np.asarray(value, dtype=float) * kept, np.sqrt(kept * noise)


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
