"""Ask whether acts between two states follow acts of a third: rates after them, and elsewhere.

Source: the contrast of two rates, with a permutation test by circular shifts: the days of the
third state's acts are moved along the calendar as one block, which keeps their rhythm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.contrasts import rate_contrast, sums_moved
from detente.relations.rates import SEED

if TYPE_CHECKING:
    from detente.relations.case import Bools, Floats, Ints

SHIFTS: Final = 1000
"""Circular shifts drawn."""
LEAST_SHIFT: Final = 30
"""Days below which a shift is no other calendar."""
DRAWS: Final = 4000
MOST_ON: Final = 0.8
"""Share of days that may follow an act; beyond it there are no other days to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Hold the rate after a third state's acts relative to other days."""

    value: Annotated[float, "log-ratio of the two rates"]
    low: Annotated[float, "5th percentile"]
    high: Annotated[float, "95th percentile"]
    probability: Annotated[float, "probability of such a ratio by chance, one-sided; 0..1"]
    rank: Annotated[float, "share of shifted calendars with a lower ratio; 0..1"]
    inside: Annotated[int, "acts on days after"]
    share_on: Annotated[float, "share of days that are days after; 0..1"]


def days_after(triggers: Ints, days: int, size: int) -> Bools:
    """Tell which of `size` days follow one of the triggers by 1 to `days` days."""
    marks = np.zeros(size + days + 2)
    np.add.at(marks, triggers + 1, 1)
    np.add.at(marks, triggers + days + 1, -1)
    return np.cumsum(marks)[:size] > 0


def echo(counts: Floats, volume: Floats, after: Bools, phi: float) -> Echo | None:
    """Give the rate of acts on the days after, relative to other days.

    Parameters
    ----------
    counts, volume : array, shape (days,)
        Acts between the two and reporting volume of each day; volume 1 is the mean.
    after : array, shape (days,)
        Which days follow an act of the third state.
    phi : float
        Dispersion; at least 1.

    Returns
    -------
    Echo or None
        None if no day follows, too many do, or the days are too few for shifts.
    """
    size, share = len(counts), float(after.mean()) if len(after) else 0.0
    if size < 4 * LEAST_SHIFT or share == 0 or share > MOST_ON:
        return None
    acts, other = sums_moved(counts, after)
    seen, rest = (np.maximum(part, 1e-9) for part in sums_moved(volume, after))
    ratios, _ = rate_contrast(acts, seen, other, rest)
    random = np.random.default_rng(SEED)
    shifts = random.integers(LEAST_SHIFT, size - LEAST_SHIFT, SHIFTS)
    value, others = float(ratios[0]), ratios[shifts]
    inside = float(counts[after].sum())
    drawn = [
        random.gamma(a / phi + 0.5, phi / e, DRAWS)
        for a, e in (
            (inside, float(seen[0])),
            (counts.sum() - inside, float(rest[0])),
        )
    ]
    low, high = np.quantile(np.log(drawn[0] / drawn[1]), [0.05, 0.95])
    return Echo(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        probability=float((others >= value - 1e-9).sum() + 1) / (SHIFTS + 1),
        rank=float((others < value - 1e-9).mean()),
        inside=int(inside),
        share_on=share,
    )
