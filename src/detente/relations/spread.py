"""Estimate how much more counts of acts vary than chance alone would have them.

Source: quasi-Poisson dispersion, phi = sum (y - mu)^2 / sum mu, shrunk to the pool of all
pairs (design note on indicators, *Dispersion*).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from detente.codes import Quad
from detente.relations.dyads import CLASSES
from detente.relations.world import QUADS

if TYPE_CHECKING:
    import datetime as dt

    from detente.relations.world import World

Floats = NDArray[np.float64]

POOL_MONTHS: Final = 20.0
"""Weight of the pool against a pair's own history; months."""
PRIOR: Final = 2.0
"""Dispersion assumed before anything is seen: clustered, but less than a wire archive (5-6)."""
PRIOR_EVENTS: Final = 50.0
"""Weight of that assumption against the pool; expected events."""
DISCOUNT: Final = 0.9
"""Weight of a month against the one after it: half-life 6.6 months."""
BURN_IN: Final = 6
"""Months before residuals count, so that the mean is settled."""
DENSE: Final = 12
"""Deeds a pair needs to take part in the pool; thinner pairs say next to nothing."""


def spreads(
    world: World, first: str, second: str, *, since: dt.date, exposure: Floats
) -> dict[str, float]:
    """Give the dispersion of each class of acts and of ``all``, for one pair.

    Parameters
    ----------
    world : World
        The acts of all pairs on covered days.
    first, second : str
        The pair, in any order.
    since : date
        First day covered.
    exposure : array, shape (months,)
        Reporting volume of each calendar month from that of `since` on; 1 is a mean month.

    Returns
    -------
    dict
        Variance over mean of monthly counts, at least 1; shrunk to the pool of the store.
    """
    acts, pairs = world.acts, _dense(world, first, second)
    months = acts.days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    months = months - ((since.year - 1970) * 12 + since.month - 1)
    kept = np.flatnonzero((pairs >= 0) & (months >= 0) & (months < len(exposure)))
    shape = (int(pairs.max(initial=0)) + 1, len(exposure), len(Quad))
    cells = (pairs[kept] * shape[1] + months[kept]) * shape[2] + acts.quad[kept]
    cube = np.bincount(cells, minlength=shape[0] * shape[1] * shape[2]).reshape(shape)
    classes = {**CLASSES, "all": tuple(quad.value for quad in Quad)}
    return {
        name: dispersion(cube[:, :, [QUADS[one] for one in members]].sum(axis=2), exposure)
        for name, members in classes.items()
    }


def dispersion(table: Floats, exposure: Floats) -> float:
    """Give the dispersion of the first row, shrunk to that of all rows.

    Parameters
    ----------
    table : array, shape (pairs, months)
        Counts; row 0 is the pair asked about.
    exposure : array, shape (months,)
        Reporting volume; 1 is a mean month.
    """
    squares, means = _residuals(table, exposure)
    pooled = (squares.sum() + PRIOR * PRIOR_EVENTS) / (means.sum() + PRIOR_EVENTS)
    months = max(table.shape[1] - BURN_IN, 0)
    own = squares[0].sum() / means[0].sum() if means[0].sum() > 0 else pooled
    return float(max(1.0, (months * own + POOL_MONTHS * pooled) / (months + POOL_MONTHS)))


def dispersions(table: Floats, exposure: Floats) -> Floats:
    """Give the dispersion of every row, each shrunk to that of the rows with enough acts.

    Parameters
    ----------
    table, exposure : array, shape (pairs, months)
        Counts, and reporting volume as each pair sees it; 1 is a mean month.
    """
    squares, means = (part.sum(axis=1) for part in _residuals(table, exposure))
    dense = table.sum(axis=1) >= DENSE
    pooled = (squares[dense].sum() + PRIOR * PRIOR_EVENTS) / (means[dense].sum() + PRIOR_EVENTS)
    months = max(table.shape[1] - BURN_IN, 0)
    own = np.where(means > 0, squares / np.maximum(means, 1e-9), pooled)
    shrunk: Floats = (months * own + POOL_MONTHS * pooled) / (months + POOL_MONTHS)
    return np.maximum(shrunk, 1.0)


def _residuals(table: Floats, exposure: Floats) -> tuple[Floats, Floats]:
    """Give squared errors of one-month-ahead means, and those means, after the burn-in.

    The mean's own uncertainty adds a known share to a Poisson error; it is taken off.
    """
    past, seen = np.zeros(len(table)), np.zeros(np.shape(exposure)[:-1])
    squares, means = [np.zeros(len(table))], [np.zeros(len(table))]
    for month, volume in enumerate(np.moveaxis(exposure, -1, 0)):
        if month >= BURN_IN:
            mean = past / seen * volume
            excess = 1 + (1 - DISCOUNT) / (1 + DISCOUNT)
            squares.append((table[:, month] - mean) ** 2 / excess)
            means.append(mean)
        past = DISCOUNT * past + table[:, month]
        seen = DISCOUNT * seen + volume
    return np.stack(squares, axis=1), np.stack(means, axis=1)


def _dense(world: World, first: str, second: str) -> NDArray[np.int64]:
    """Give the number of each act's pair: 0 for the one asked about, -1 for thin pairs."""
    acts, size = world.acts, len(world.states)
    low, high = sorted((world.number(first), world.number(second)))
    keys = acts.first * size + acts.second
    totals = np.bincount(keys, minlength=size * size)
    chosen = totals >= DENSE
    numbers = np.full(size * size, -1, dtype=np.int64)
    numbers[chosen] = np.arange(1, int(chosen.sum()) + 1)
    if low >= 0 and low != high:
        numbers[low * size + high] = 0
    result: NDArray[np.int64] = numbers[keys]
    return result
