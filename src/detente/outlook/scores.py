"""Score forecasts of counts against what came: the lower the better, skill the higher.

Source: continuous ranked probability score (Matheson and Winkler 1976; for counts Czado,
Gneiting and Held 2009); Brier (1950).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.outlook.laws import interval

if TYPE_CHECKING:
    from detente.outlook.targets import Floats

LEAST_CHANCE: Final = 1e-4
"""A chance below this is scored as this, so that one surprise does not decide the log score."""
BINS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Hold the scores of some forecasts, one entry a forecast."""

    crps: Annotated[Floats, "continuous ranked probability score; acts"]
    log: Annotated[Floats, "minus log of the chance given to what came"]
    cover50: Annotated[Floats, "whether the 50 % interval held it; 0 or 1"]
    cover90: Annotated[Floats, "whether the 90 % interval held it; 0 or 1"]
    within90: Annotated[
        Floats, "share of the chance of what came that lies between 5 % and 95 %; 0..1"
    ]
    brier: Annotated[Floats, "squared error of the chance of at least one"]
    sure: Annotated[Floats, "chance given to at least one; 0..1"]
    came: Annotated[Floats, "whether there was at least one; 0 or 1"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Hold one row of a table of reliability."""

    low: Annotated[float, "lowest chance"]
    high: Annotated[float, "highest chance"]
    n: Annotated[int, "forecasts"]
    said: Annotated[float, "mean chance given"]
    came: Annotated[float, "share in which it came"]


def score(chances: Floats, counts: Floats) -> Scores:
    """Score distributions against the counts that came.

    Parameters
    ----------
    chances : array, shape (forecasts, counts)
        Chance of 0, 1 … acts; the last column holds all that is above.
    counts : array, shape (forecasts,)
        What came.
    """
    most = chances.shape[1] - 1
    beyond = np.maximum(counts - most, 0)
    at = np.minimum(np.rint(counts), most).astype(np.int64)
    rows = np.arange(len(at))
    below = np.cumsum(chances, axis=1)
    reached = np.arange(most + 1) >= at[:, None]
    given = chances[rows, at]
    upper = below[rows, at]
    shared = np.clip(np.minimum(upper, 0.95) - np.maximum(upper - given, 0.05), 0, None)
    low50, high50 = interval(chances, 0.5)
    low90, high90 = interval(chances, 0.9)
    sure = 1 - chances[:, 0]
    came = (counts > 0).astype(float)
    return Scores(
        crps=((below - reached) ** 2).sum(axis=1) + beyond,
        log=-np.log(np.maximum(np.where(beyond > 0, 0.0, given), LEAST_CHANCE)),
        cover50=((counts >= low50) & (counts <= high50)).astype(float),
        cover90=((counts >= low90) & (counts <= high90)).astype(float),
        within90=np.where(
            given > 0, shared / np.maximum(given, 1e-12), (upper > 0.05) * (upper < 0.95)
        ),
        brier=(sure - came) ** 2,
        sure=sure,
        came=came,
    )


def skill(own: Floats, other: Floats) -> float:
    """Give by which share the first mean score is lower than the second.

    Examples
    --------
    >>> skill(np.array([0.1, 0.1]), np.array([0.2, 0.2]))
    0.5
    """
    worse = float(np.mean(other))
    return 1 - float(np.mean(own)) / worse if worse > 0 else 0.0


def reliability(sure: Floats, came: Floats, bins: int = BINS) -> list[Bin]:
    """Compare chances given with how often it came, in steps of the chance; empty ones left out."""
    at = np.minimum((sure * bins).astype(np.int64), bins - 1)
    return [
        Bin(
            low=step / bins,
            high=(step + 1) / bins,
            n=int((at == step).sum()),
            said=float(sure[at == step].mean()),
            came=float(came[at == step].mean()),
        )
        for step in range(bins)
        if (at == step).any()
    ]
