"""Hold what is expected of counts as distributions, with their intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

POISSON: Final = 1e-6
"""Spread at which a negative binomial is a Poisson distribution for all purposes."""
MOST: Final = 100_000
"""Largest count told apart; what is above is put there."""
TAIL: Final = 1e-5
"""Probability that may lie above the counts that are told apart."""
WIDEST: Final = 32
"""Rows of largest variance that are asked how far they reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laws:
    """Hold one distribution of counts a row: negative binomials, or past counts as likely."""

    mean: Annotated[Floats, "expected counts; shape (rows,)"]
    spread: Annotated[Floats, "alpha of variance = mean + alpha mean^2; shape (rows,)"]
    past: Annotated[
        Floats | None, "counts of which each is as likely, in place of these; (rows, counts)"
    ] = None

    def row(self, index: int) -> Laws:
        """Give the distribution of one row."""
        one = slice(index, index + 1)
        past = None if self.past is None else self.past[one]
        return Laws(mean=self.mean[one], spread=self.spread[one], past=past)

    def most(self) -> int:
        """Give a count above which next to nothing is expected, in any row."""
        if self.past is not None:
            return int(min(self.past.max(initial=0) + 1, MOST))
        from scipy.stats import nbinom

        mean, spread = np.maximum(self.mean, POISSON), np.maximum(self.spread, POISSON)
        widest = np.argsort(mean + spread * mean**2)[-WIDEST:]
        size = 1 / spread[widest]
        high = nbinom.isf(TAIL, size, size / (size + mean[widest]))
        return int(min(np.max(high, initial=0) + 1, MOST))

    def chances(self, most: int | None = None) -> Floats:
        """Give the probability of 0, 1 … `most` acts; the last one holds all that is above.

        Returns
        -------
        array, shape (rows, most + 1)
            Rows sum to 1.
        """
        from scipy.special import gammaln

        most = self.most() if most is None else most
        if self.past is not None:
            rows, drawn = self.past.shape
            table = np.zeros((rows, most + 1))
            at = np.minimum(np.rint(self.past), most).astype(np.int64)
            np.add.at(table, (np.arange(rows)[:, None], at), 1 / drawn)
            return table
        size = 1 / np.maximum(self.spread, POISSON)[:, None]
        mean = np.maximum(self.mean, POISSON)[:, None]
        counts = np.arange(most + 1.0)
        log = gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
        log += counts * np.log(mean / (size + mean)) - size * np.log1p(mean / size)
        table = np.asarray(np.exp(log))
        table[:, -1] += np.maximum(1 - table.sum(axis=1), 0)
        return np.asarray(table / table.sum(axis=1, keepdims=True))


def mixed(laws: list[Laws], weights: list[float] | Floats) -> Floats:
    """Give the chances of 0, 1 … acts if each law holds with its probability.

    Parameters
    ----------
    laws : list of Laws
        With the same rows.
    weights : list of float
        Probabilities; they sum to 1.

    Returns
    -------
    array, shape (rows, counts)
    """
    most = max(law.most() for law in laws)
    tables = [law.chances(most) * weight for law, weight in zip(laws, weights, strict=True)]
    return np.asarray(sum(tables[1:], start=tables[0]))


def interval(chances: Floats, level: float) -> tuple[Floats, Floats]:
    """Give the interval of a level in each row, lowest and highest count included.

    Below, as many counts are left out as have at most half of what is left out together; where 0
    is more likely than that, none. The rest is left out above. Counts are few, so that no
    interval holds exactly 90 %: the highest one belongs to it if the probability up to the middle
    of its own is within the level. Such intervals hold on average what they promise, where those
    that hold *at least* 90 % hold more.

    Source: mid-p rule (Lancaster 1961).

    Examples
    --------
    >>> low, high = interval(np.array([[0.5, 0.3, 0.12, 0.05, 0.03]]), 0.9)
    >>> float(low[0]), float(high[0])
    (0.0, 2.0)
    """
    up_to = np.cumsum(chances, axis=1)
    middle = up_to - chances / 2
    rows = np.arange(len(chances))
    low = np.argmax(up_to > (1 - level) / 2, axis=1)
    below = up_to[rows, low] - chances[rows, low]
    inside = middle - below[:, None] <= level
    high = np.maximum(np.count_nonzero(inside, axis=1) - 1, low)
    return low.astype(float), high.astype(float)
