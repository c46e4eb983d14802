"""Count keys day by day, with sums that fade, and tell how long ago each was last seen."""

from __future__ import annotations

from typing import Final

import numpy as np

from detente.outlook.facts import Floats, Ints

HALF_LIVES: Final = (2.0, 10.0, 40.0, 160.0)
"""After how many days a fact counts half, in each of the fading sums; days."""
COUNT, AGE, WIDTH = 0, 1 + len(HALF_LIVES), 2 + len(HALF_LIVES)
"""Columns of what is read: count, the fading sums in order of `HALF_LIVES`, age in days."""
NEVER: Final = 9999
"""Age of what was never seen; days."""
_DECAYS: Final[Floats] = np.exp2(
    -np.arange(NEVER + 1, dtype=np.float32)[:, None] / np.array(HALF_LIVES, np.float32),
    dtype=np.float32,
)


class Tallies:
    """Hold count, fading sums and last day of each key, up to the day learned.

    Parameters
    ----------
    keys : array
        The keys of all facts that will come; negative ones do not count. Only an index of
        names is made of them: sums are zero until `add` is called.
    """

    def __init__(self, keys: Ints) -> None:
        self.keys = np.unique(keys[keys >= 0])
        self.none = len(self.keys)
        self.sums = np.zeros((self.none + 1, 1 + len(HALF_LIVES)), np.float32)
        self.last = np.full(self.none + 1, -NEVER, np.int32)

    def find(self, keys: Ints) -> Ints:
        """Give the place of each key; `none` for one that never comes."""
        if not self.none:
            return np.zeros(len(keys), np.int64)
        places = np.minimum(np.searchsorted(self.keys, keys), self.none - 1)
        return np.where(self.keys[places] == keys, places, self.none)

    def add(self, places: Ints, day: int) -> None:
        """Count facts of one day; days must not run backwards."""
        seen, counts = np.unique(places[places < self.none], return_counts=True)
        self.sums[seen, 1:] *= _DECAYS[np.minimum(day - self.last[seen], NEVER)]
        self.sums[seen] += counts[:, None].astype(np.float32)
        self.last[seen] = day

    def read(self, places: Ints, day: int, out: Floats) -> None:
        """Write count, fading sums and age as of a day into rows; shape (places, WIDTH)."""
        ages = np.minimum(day - self.last.take(places), NEVER)
        sums = self.sums.take(places, axis=0)
        sums[:, 1:] *= _DECAYS.take(ages, axis=0)
        out[:, :AGE] = sums
        out[:, AGE] = ages

    def faded(self, places: Ints, day: int, which: int) -> Floats:
        """Give one fading sum as of a day."""
        ages = np.minimum(day - self.last[places], NEVER)
        return np.asarray(self.sums[places, 1 + which] * _DECAYS[ages, which], np.float32)
