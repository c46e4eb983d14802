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

if TYPE_CHECKING:
    import datetime as dt

    import ibis

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
    acts: ibis.Table, first: str, second: str, *, since: dt.date, exposure: Floats
) -> dict[str, float]:
    """Give the dispersion of each class of acts and of ``all``, for one pair.

    Parameters
    ----------
    acts : ibis.Table
        As `detente.relations.dyads.acts` gives them.
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
    months, pairs, quads, counts = _monthly(acts, first, second)
    months = months - ((since.year - 1970) * 12 + since.month - 1)
    classes = {**CLASSES, "all": tuple(quad.value for quad in Quad)}
    result = {}
    for name, members in classes.items():
        table = np.zeros((int(pairs.max(initial=0)) + 1, len(exposure)))
        chosen = np.isin(quads, members) & (months >= 0) & (months < len(exposure))
        np.add.at(table, (pairs[chosen], months[chosen]), counts[chosen])
        result[name] = dispersion(table, exposure)
    return result


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


def _residuals(table: Floats, exposure: Floats) -> tuple[Floats, Floats]:
    """Give squared errors of one-month-ahead means, and those means, after the burn-in.

    The mean's own uncertainty adds a known share to a Poisson error; it is taken off.
    """
    past, seen = np.zeros(len(table)), 0.0
    squares, means = [np.zeros(len(table))], [np.zeros(len(table))]
    for month, volume in enumerate(exposure):
        if month >= BURN_IN:
            mean = past / seen * volume
            excess = 1 + (1 - DISCOUNT) / (1 + DISCOUNT)
            squares.append((table[:, month] - mean) ** 2 / excess)
            means.append(mean)
        past = DISCOUNT * past + table[:, month]
        seen = DISCOUNT * seen + volume
    return np.stack(squares, axis=1), np.stack(means, axis=1)


def _monthly(
    acts: ibis.Table, first: str, second: str
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.str_], Floats]:
    """Give month, pair number (0: the one asked about), quad class and count of dense pairs."""
    low, high = sorted((first, second))
    totals = acts.group_by("first", "second").aggregate(total=acts.count())
    counts = acts.group_by("first", "second", "month", "quad").aggregate(n=acts.count())
    joined = counts.inner_join(totals, ["first", "second"])
    asked = (joined.first == low) & (joined.second == high)
    dense = joined.filter(asked | (joined.total >= DENSE)).mutate(own=asked).to_pyarrow()
    sides = [dense[name].to_numpy().astype(str) for name in ("first", "second")]
    names = np.char.add(sides[0], sides[1])
    _, pairs = np.unique(names, return_inverse=True)
    asked_rows = dense["own"].to_numpy()
    numbers = np.where(asked_rows, 0, pairs.reshape(-1) + 1).astype(np.int64)
    months = dense["month"].to_numpy().astype("datetime64[M]").astype(np.int64)
    classes, numbers_of = dense["quad"].to_numpy().astype(str), dense["n"].to_numpy()
    return months, numbers, classes, numbers_of.astype(float)
