"""Contrast two stretches of time, and shrink what is seen by how much of it may be luck.

A log ratio of two rates, a difference in log-odds and its shrinkage towards none are written here
once; what the stretches are is said where they are used: a leader's days in office, the year
after a turnover, the days after an act of a third state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.rates import SEED

if TYPE_CHECKING:
    from detente.relations.case import Bools, Floats

HALF: Final = 0.5
"""Added to counts, so that none is zero."""
DRAWS: Final = 4000
WIDTH: Final = 0.5
"""Scale of the half-Cauchy prior of tau, how much effects differ; log-rate. Not tuned."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shrunk:
    """Hold draws of shrunk differences."""

    thetas: Annotated[Floats, "shape (differences, draws)"]
    tau: Annotated[Floats, "draws of how much the true differences vary; shape (draws,)"]


def rate_contrast(
    inside: Floats | float, exposure: Floats | float, outside: Floats | float, rest: Floats | float
) -> tuple[Floats, Floats]:
    """Give the log ratio of the rates of two stretches, and its variance were counts Poisson.

    Parameters
    ----------
    inside, outside : float or array
        Acts of either stretch.
    exposure, rest : float or array
        Reporting volume, or time, of either stretch; above zero.

    Examples
    --------
    >>> ratio, variance = rate_contrast(19.5, 10.0, 9.5, 10.0)
    >>> round(float(ratio), 2), round(float(variance), 2)
    (0.69, 0.15)
    """
    one, other = np.asarray(inside) + HALF, np.asarray(outside) + HALF
    return np.log(one / exposure) - np.log(other / rest), 1 / one + 1 / other


def log_odds(friendly: Floats | float, hostile: Floats | float) -> tuple[Floats, Floats]:
    """Give the log-odds of cooperation and their variance; both counts are above zero.

    Examples
    --------
    >>> odds, variance = log_odds(6.0, 2.0)
    >>> round(float(odds), 2), round(float(variance), 2)
    (1.1, 0.67)
    """
    one, other = np.asarray(friendly), np.asarray(hostile)
    return np.log(one / other), 1 / one + 1 / other


def sums_moved(column: Floats, inside: Bools) -> tuple[Floats, Floats]:
    """Give the sums inside and outside of a set of days, for every circular shift of the set.

    Parameters
    ----------
    column : array, shape (days,)
        What is summed; not negative.
    inside : array, shape (days,)
        Which days are in the set; the first entry of the sums is for the set as it is.
    """
    spectrum = np.fft.rfft(column) * np.conj(np.fft.rfft(inside.astype(float)))
    sums: Floats = np.maximum(np.fft.irfft(spectrum, len(column)), 0.0)
    rest: Floats = np.maximum(column.sum() - sums, 0.0)
    return sums, rest


def shrunk(
    value: Floats | float, noise: Floats | float, variance: Floats | float
) -> tuple[Floats, Floats]:
    """Give differences shrunk towards none, and what stays open: their standard deviation.

    Source: normal shrinkage, theta ~ N(0, variance), value ~ N(theta, noise); the mean of theta
    is value variance / (variance + noise).

    Parameters
    ----------
    value, noise : float or array
        Differences as counted and the variances of their noise, dispersion included.
    variance : float or array
        Variance of true differences.

    Examples
    --------
    >>> mean, deviation = shrunk(1.0, 0.25, 0.75)
    >>> float(mean), round(float(deviation), 3)
    (0.75, 0.433)
    """
    kept = np.asarray(variance) / (variance + np.asarray(noise))
    return value * kept, np.sqrt(kept * noise)


def shrunk_draws(raw: Floats, noise: Floats) -> Shrunk:
    """Give draws of differences shrunk towards none, where their variance is not known.

    Source: `shrunk`, with tau averaged over a half-Cauchy prior on a grid, so that few
    differences do not fix it.

    Parameters
    ----------
    raw, noise : array, shape (differences,)
        Differences and their variances.
    """
    grid = np.geomspace(0.01, 4.0, 80)
    total = grid[:, None] ** 2 + noise[None, :]
    fit = -0.5 * (np.log(total) + raw[None, :] ** 2 / total).sum(axis=1)
    weight = fit - np.log(1 + (grid / WIDTH) ** 2) + np.log(grid)
    weight = np.exp(weight - weight.max())
    random = np.random.default_rng(SEED)
    tau = random.choice(grid, DRAWS, p=weight / weight.sum())
    means, deviations = shrunk(raw[:, None], noise[:, None], tau[None, :] ** 2)
    return Shrunk(
        thetas=means + random.standard_normal((len(raw), DRAWS)) * deviations,
        tau=tau,
    )


def summed_up(draws: Floats) -> tuple[float, float, float, float]:
    """Give the median of draws, their 5th and 95th percentile, and the share above zero.

    Examples
    --------
    >>> summed_up(np.arange(-1.0, 20.0))
    (9.0, 0.0, 18.0, 0.9047619047619048)
    """
    low, middle, high = (float(q) for q in np.quantile(draws, [0.05, 0.5, 0.95]))
    return middle, low, high, float((draws > 0).mean())
