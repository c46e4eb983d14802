"""Forecast counts by gradient boosting, as a contender to the weighted means.

The only module about counts that needs LightGBM.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.outlook.counts import expected, weighted_means
from detente.outlook.laws import Laws
from detente.outlook.spreads import dispersion, odds

if TYPE_CHECKING:
    from detente.outlook.targets import Floats

METHOD: Final = "gradient boosting, Poisson loss, with pooled negative binomial, 1"
PARAMETERS: Final[dict[str, Any]] = {
    "objective": "poisson",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 100,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
"""As in the design's trial run; not tuned."""
ROUNDS: Final = 150
BURN_IN: Final = 13
"""Windows before the first origin that is learned from: features look back so far."""
DISCOUNTS: Final = (0.6, 0.8, 0.9, 0.97)


def features(table: Floats, length: float = 1.0) -> Floats:
    """Describe each pair as known after 0, 1 … windows; no feature sees a later window.

    Returns
    -------
    array, shape (windows + 1, pairs, features)
        Last counts, means over 3, 12 and 24 windows, weighted means, most and scatter of the
        last 12, the log-odds of activity, and the count a year ago.
    """
    pairs, windows = table.shape
    means = [weighted_means(table, discount**length) for discount in DISCOUNTS]
    active = odds(table, length)
    every = np.zeros((windows + 1, pairs, 10 + len(DISCOUNTS)))
    padded = np.pad(table, ((0, 0), (24, 0)))
    for now in range(windows + 1):
        past = padded[:, now : now + 24]
        columns = [past[:, -1], past[:, -2], past[:, -3], past[:, -3:].mean(1)]
        columns += [past[:, -12:].mean(1), past.mean(1), past[:, -12:].max(1)]
        columns += [past[:, -12:].std(1), past[:, -12], active[:, now]]
        columns += [mean[:, now] for mean in means]
        every[now] = np.stack(columns, axis=1)
    return every


class Boosted:
    """Forecast by gradient boosting, learning anew every so many windows.

    Parameters
    ----------
    every : int
        Windows after which a rolling backtest learns anew; 1 learns at each call.
    """

    def __init__(self, every: int = 1) -> None:
        self._every = every
        self._learned: dict[tuple[int, int], tuple[int, Any]] = {}

    def __call__(self, table: Floats, first: int = 0, parts: int = 1, length: float = 1.0) -> Laws:
        """Give one distribution a pair; see `detente.outlook.counts.weighted`."""
        windows = table.shape[1]
        described = features(table, length)
        if windows - first - parts <= BURN_IN:
            means = expected(table, length)
        else:
            model = self._model(table, described, first, parts)
            flat = described.reshape(-1, described.shape[2])
            means = model.predict(flat).reshape(windows + 1, len(table)).T / parts
        means = np.maximum(means, 1e-3)
        spread = dispersion(
            table, means, odds(table, length), first=first, parts=parts, length=length
        )
        return Laws(mean=means[:, -1] * parts, spread=spread)

    def _model(self, table: Floats, described: Floats, first: int, parts: int) -> Any:
        """Give the model learned from origins whose outcome is known by now."""
        windows = table.shape[1]
        made, model = self._learned.get((first, parts), (-1, None))
        if model is not None and 0 <= windows - made < self._every:
            return model
        import lightgbm

        origins = np.arange(BURN_IN, windows - first - parts + 1)
        sums = np.cumsum(np.pad(table, ((0, 0), (1, 0))), axis=1)
        counts = (sums[:, origins + first + parts] - sums[:, origins + first]).T.ravel()
        rows = described[origins].reshape(-1, described.shape[2])
        model = lightgbm.train(PARAMETERS, lightgbm.Dataset(rows, counts), ROUNDS)
        self._learned[first, parts] = (windows, model)
        return model
