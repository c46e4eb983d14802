"""Estimate how widely counts scatter around what was expected of them, over all pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from detente.outlook.targets import Floats

ORIGINS_MONTHS: Final = 36
"""Latest months whose errors count. Not swept beyond 24 and 36, which agree to 0.1 % of CRPS."""
SETTLED: Final = 6
"""Windows before the first error that counts, so that the means are settled."""
ACTIVE: Final = 0.95
"""Weight of a month against the one after it, in the share of active months."""
PRIOR: Final = np.array([1.3, -0.68])
"""Assumed log dispersion of a pair active half of the time, and its slope by log-odds of that.

They gate the width of intervals in thin stores only. Values of monthly cooperation, ICEWS, origins
2008-10, 360 pairs: python -m eval.counts --until 2011-01-01.
"""
PRIOR_ROWS: Final = 20.0
"""Weight of that assumption: as so many forecasts of one pair."""
LOWEST, HIGHEST = -6.0, 5.0
"""Bounds of the log dispersion."""


def odds(table: Floats, length: float = 1.0) -> Floats:
    """Give the log-odds of a window with any act, known after 0, 1 … windows.

    Parameters
    ----------
    table : array, shape (pairs, windows)
        Counts.
    length : float
        Length of a window; months.

    Returns
    -------
    array, shape (pairs, windows + 1)
    """
    discount = ACTIVE**length
    active, weight, total = np.zeros(len(table)), 0.0, 0.0
    shares = [np.full(len(table), 0.5)]
    for window in range(table.shape[1]):
        now = (table[:, window] > 0).astype(float)
        active, weight = discount * active + now, discount * weight + 1
        total += float(now.mean())
        usual = np.clip(total / (window + 1), 0.01, 0.99)
        shares.append((active + usual) / (weight + 1))
    share = np.clip(np.stack(shares, axis=1), 0.005, 0.98)
    return np.asarray(np.log(share / (1 - share)))


def dispersion(
    table: Floats,
    means: Floats,
    activity: Floats,
    *,
    first: int = 0,
    parts: int = 1,
    length: float = 1.0,
) -> Floats:
    """Give alpha of variance = mean + alpha mean^2 for each pair.

    Likeliest curve over the share of active windows, for the errors that the same means made at
    the same horizon in the last three years; pulled to an assumption where few are seen.

    Parameters
    ----------
    table : array, shape (pairs, windows)
        Counts.
    means, activity : array, shape (pairs, windows + 1)
        What was expected of one window, and `odds`, after 0, 1 … windows.
    first, parts : int
        Windows skipped, and windows counted together.
    length : float
        Length of a window; months.

    Returns
    -------
    array, shape (pairs,)
    """
    last = table.shape[1] - first - parts
    since = max(last - round(ORIGINS_MONTHS / length) + 1, SETTLED)
    origins = np.arange(since, last + 1)
    curve = PRIOR
    if len(origins):
        sums = np.cumsum(np.pad(table, ((0, 0), (1, 0))), axis=1)
        counts = sums[:, origins + first + parts] - sums[:, origins + first]
        told = (counts, means[:, origins] * parts, activity[:, origins])
        curve = likeliest(*(part.ravel() for part in told))
    line = curve[0] + curve[1] * activity[:, -1]
    return np.asarray(np.exp(np.clip(line, LOWEST, HIGHEST)))


def likeliest(counts: Floats, means: Floats, activity: Floats) -> Floats:
    """Give level and slope of the log dispersion under which counts are likeliest.

    Negative binomial with given means; `PRIOR` weighs as `PRIOR_ROWS` forecasts.
    """
    from scipy.optimize import minimize
    from scipy.special import digamma, gammaln

    rows = np.stack([np.ones_like(activity), activity], axis=1)
    mean = np.maximum(means, 1e-6)

    def loss(curve: Floats) -> tuple[float, Floats]:
        log = rows @ curve
        size = np.exp(-np.clip(log, LOWEST, HIGHEST))
        whole = size + mean
        chance = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
        chance += size * np.log(size / whole) + counts * np.log(mean / whole)
        slope = digamma(counts + size) - digamma(size) + np.log(size / whole)
        slope += 1 - (counts + size) / whole
        slope = np.where((log > LOWEST) & (log < HIGHEST), slope * size, 0.0)
        off = curve - PRIOR
        return (
            float(PRIOR_ROWS / 2 * (off**2).sum() - chance.sum()),
            PRIOR_ROWS * off + rows.T @ slope,
        )

    found = minimize(loss, PRIOR, jac=True, method="L-BFGS-B")
    return np.asarray(found.x)
