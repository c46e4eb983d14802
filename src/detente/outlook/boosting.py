"""Fit and use gradient-boosted trees: the one place that knows LightGBM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from detente.outlook.facts import Floats, Ints, Reals

THREADS: Final = 0
"""As many as OpenMP is given."""
TREES: Final = 120
"""Chosen on valid of ICEWS14 among 60, 120 and 200; later trees learn the past by heart."""


class Trees:
    """Hold fitted trees and the names of what they look at."""

    def __init__(self, booster: Any, names: Sequence[str]) -> None:
        self._booster, self.names = booster, tuple(names)

    def score(self, rows: Floats) -> Reals:
        """Give the score of each row; only differences within a query mean anything."""
        if not len(rows):
            return np.zeros(0)
        # The rows of one day are few: threads would wait for each other longer than they work.
        return np.asarray(self._booster.predict(rows, num_threads=1), np.float64)

    def gains(self) -> dict[str, float]:
        """Give the share of each feature in what all splits gained."""
        gain = self._booster.feature_importance("gain")
        return dict(zip(self.names, (gain / max(gain.sum(), 1e-9)).tolist(), strict=True))


def fit_ranking(
    rows: Floats,
    answers: Ints,
    sizes: Ints,
    *,
    names: Sequence[str],
    trees: int = TREES,
    seed: int = 0,
    settings: Mapping[str, Any] | None = None,
) -> Trees:
    """Fit trees that put answers before other candidates of the same query.

    Parameters
    ----------
    rows : array, shape (candidates, features)
        One query behind the other.
    answers : array
        1 for an answer, else 0.
    sizes : array
        Number of rows of each query.
    """
    import lightgbm

    chosen = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 30,
        "learning_rate": 0.08,
        "num_leaves": 47,
        "min_data_in_leaf": 100,
        "feature_fraction": 0.3,
        "bagging_fraction": 0.5,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "max_bin": 127,
        "num_threads": THREADS,
        "verbosity": -1,
        "deterministic": True,
        "force_row_wise": True,
        "seed": seed,
        **(settings or {}),
    }
    table = lightgbm.Dataset(
        rows,
        answers,
        group=sizes,
        feature_name=list(names),
        params=chosen,
    )
    return Trees(lightgbm.train(chosen, table, trees), names)
