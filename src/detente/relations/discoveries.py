"""Control how many of many findings are false: Benjamini and Hochberg (1995)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from detente.relations.case import Bools, Floats

LEAST_SCALE: Final = 0.1
"""Least scale of a tail; the unit is that of the values."""


def adjusted(probabilities: Floats) -> Floats:
    """Give for each test the least rate of false discoveries at which it is one.

    Source: step-up procedure of Benjamini and Hochberg (1995).

    Examples
    --------
    >>> adjusted(np.array([0.01, 0.5, 0.02, 0.9])).round(2).tolist()
    [0.04, 0.67, 0.04, 0.9]
    """
    size = len(probabilities)
    order = np.argsort(probabilities, kind="stable")
    scaled = probabilities[order] * size / np.arange(1, size + 1)
    least = np.minimum.accumulate(scaled[::-1])[::-1]
    result = np.empty(size)
    result[order] = np.minimum(least, 1.0)
    return result


def pooled(values: Floats, placebos: Floats, strata: Floats) -> Floats:
    """Give the probability of each value by chance, from the placebos of its stratum.

    Up to the 95th percentile of the placebos it is their share above. Beyond it an exponential
    tail goes on that fits the 80th and the 95th percentile: the highest placebos are left out of
    it, because some of them are true news of other days.

    Parameters
    ----------
    values : array, shape (tests,)
        What is tested; large is unlikely.
    placebos : array, shape (tests, windows)
        The same at other times; not a number where there is none.
    strata : array, shape (tests,)
        Tests with one number share their placebos.
    """
    result = np.ones(len(values))
    for stratum in np.unique(strata):
        mine = strata == stratum
        others = placebos[mine]
        others = np.sort(others[np.isfinite(others)])
        if not len(others):
            continue
        above = len(others) - np.searchsorted(others, values[mine] - 1e-9)
        low, high = np.quantile(others, [0.80, 0.95])
        scale = max(float(high - low) / np.log(4), LEAST_SCALE)
        tail = 0.05 * np.exp(-np.maximum(values[mine] - high, 0.0) / scale)
        share = (above + 1) / (len(others) + 1)
        result[mine] = np.where(values[mine] > high, np.minimum(share, tail), share)
    return result


def lower(values: Floats, placebos: Floats) -> Floats:
    """Give for each test the share of its own placebos that are lower; none gives nan."""
    known: Bools = np.isfinite(placebos)
    below = ((placebos < values[:, None]) & known).sum(axis=1)
    counts = known.sum(axis=1)
    return np.where(counts > 0, below / np.maximum(counts, 1), np.nan)
