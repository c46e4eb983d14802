"""Compare a value with the same two states at other times: placebo windows of equal length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.case import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.relations.case import Case, Floats

FEWEST_PLACEBOS: Final = 12
"""Earlier windows below which no rank is given."""
MOST_PLACEBOS: Final = 120
"""Earlier windows looked at, the latest ones."""


def windows_before(
    case: Case, *, length: int | None = None, most: int = MOST_PLACEBOS
) -> list[tuple[int, int]]:
    """Give earlier windows as long as the period, half overlapping; days since 1970-01-01.

    Parameters
    ----------
    case : Case
        The question; windows end before its period starts and begin within what is covered.
    length : int, optional
        Days of a window; those of the period by default.
    most : int
        Windows given, the latest ones.
    """
    start, stop = day_number(case.start), day_number(case.stop)
    if length is not None:
        start = stop - length
    width = stop - start
    if width < 1:
        return []
    step = max(width // 2, 1)
    begins = range(start - width, case.day0 - 1, -step)
    return [(begin, begin + width) for begin in begins[:most]]


def counts_in(days: Sequence[int] | Floats, windows: Sequence[tuple[int, int]]) -> Floats:
    """Count days in each window; days in order."""
    if not windows:
        return np.zeros(0)
    ends = np.searchsorted(np.asarray(days), np.array(windows))
    return (ends[:, 1] - ends[:, 0]).astype(float)


def rank_among(value: float, earlier: Sequence[float] | Floats) -> float | None:
    """Give the share of earlier values that are lower; ties count half, none if too few.

    Examples
    --------
    >>> rank_among(3.0, [1.0] * 9 + [5.0] * 3), rank_among(3.0, [1.0])
    (0.75, None)
    """
    values = np.asarray(earlier, dtype=float)
    values = values[np.isfinite(values)]
    if len(values) < FEWEST_PLACEBOS:
        return None
    return float((values < value).mean() + (values == value).mean() / 2)
