"""Correct forecasts by how earlier ones of the same kind came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.outlook.laws import POISSON, Laws

if TYPE_CHECKING:
    from detente.outlook.targets import Floats

PRIOR_FORECASTS: Final = 30.0
"""Weight of "no correction needed": as so many forecasts. Not tuned."""
LEAST: Final = 30
"""Resolved forecasts below which nothing is corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Hold factors on the mean and on the spread of forecasts."""

    mean: Annotated[float, "factor on the expected count; 1: right on average"]
    spread: Annotated[float, "factor on alpha; above 1: intervals were too narrow"]
    n: Annotated[int, "forecasts it was learned from"]


UNCHANGED: Final = Calibration(mean=1.0, spread=1.0, n=0)


def learned(means: Floats, spreads: Floats, counts: Floats) -> Calibration:
    """Give the factors under which past forecasts make what came likeliest.

    Parameters
    ----------
    means, spreads : array, shape (forecasts,)
        What was said: negative binomials.
    counts : array, shape (forecasts,)
        What came.

    Returns
    -------
    Calibration
        `UNCHANGED` for fewer than 30 forecasts; else shrunk towards it.
    """
    if len(counts) < LEAST:
        return UNCHANGED
    from scipy.optimize import minimize
    from scipy.stats import nbinom

    def loss(logs: Floats) -> float:
        size = 1 / np.maximum(spreads * np.exp(logs[1]), POISSON)
        share = size / (size + np.maximum(means * np.exp(logs[0]), POISSON))
        held = PRIOR_FORECASTS / 2 * float((logs**2).sum())
        return held - float(nbinom.logpmf(np.rint(counts), size, share).sum())

    found = minimize(loss, np.zeros(2), method="Nelder-Mead").x
    return Calibration(mean=float(np.exp(found[0])), spread=float(np.exp(found[1])), n=len(counts))


def corrected(laws: Laws, by: Calibration) -> Laws:
    """Give the distributions with those factors; past counts taken as likely stay as they are."""
    if laws.past is not None or by.n == 0:
        return laws
    return Laws(mean=laws.mean * by.mean, spread=laws.spread * by.spread)
