"""Make the plain forecasts that a better one has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.outlook.counts import forecasts_by
from detente.outlook.laws import POISSON, Laws
from detente.outlook.targets import TARGETS, Floats

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import ibis

    from detente.outlook.counts import Method
    from detente.records import Forecast

LAST_YEAR: Final = "mean of the last 12 months, Poisson, 1"
LIKE_LAST_YEAR: Final = "any of the last 12 months, 1"
EVER: Final = "mean of all months, Poisson, 1"
BASE_RATE: Final = "counts of all pairs, 1"
MONTHS: Final = 12
_PRIOR: Final = 0.5
_DRAWN: Final = 400
"""Past counts kept of all pairs: their quantiles at even steps."""


def windows_of_year(length: float, there: int) -> int:
    """Give how many windows twelve months are, as far as there are any."""
    return min(max(round(MONTHS / length), 1), there)


def last_year_poisson(table: Floats, first: int = 0, parts: int = 1, length: float = 1.0) -> Laws:
    """Expect the mean of the last 12 months, with Poisson scatter."""
    del first
    recent = table[:, -windows_of_year(length, table.shape[1]) :]
    return _poisson(recent.mean(axis=1) * parts)


def like_last_year(table: Floats, first: int = 0, parts: int = 1, length: float = 1.0) -> Laws:
    """Take each count of the last 12 months as equally likely ("conflictology").

    Sums of `parts` windows are taken over every stretch of that length in the last 12 months, or
    as many months as it spans if that is more.
    """
    del first
    back = max(windows_of_year(length, table.shape[1]), min(parts, table.shape[1]))
    recent = table[:, -back:]
    together = min(parts, back)
    sums = np.cumsum(np.pad(recent, ((0, 0), (1, 0))), axis=1)
    past = (sums[:, together:] - sums[:, :-together]) * (parts / together)
    return Laws(mean=past.mean(axis=1), spread=np.full(len(table), POISSON), past=past)


def ever_poisson(table: Floats, first: int = 0, parts: int = 1, length: float = 1.0) -> Laws:
    """Expect the mean of all months, with Poisson scatter."""
    del first, length
    usual = max(float(table.mean()), 1e-3) if table.size else 1e-3
    mean = (table.sum(axis=1) + _PRIOR) / (table.shape[1] + _PRIOR / usual)
    return _poisson(mean * parts)


def base_rate(table: Floats, first: int = 0, parts: int = 1, length: float = 1.0) -> Laws:
    """Take what all pairs had in the last 12 months as equally likely for each."""
    every = like_last_year(table, first, parts, length).past
    past = np.zeros(1) if every is None else every.ravel()
    steps = (np.arange(_DRAWN) + 0.5) / _DRAWN
    drawn = np.quantile(past, steps, method="inverted_cdf")
    rows = np.tile(drawn, (len(table), 1))
    return Laws(mean=rows.mean(axis=1), spread=np.full(len(table), POISSON), past=rows)


def _poisson(mean: Floats) -> Laws:
    return Laws(mean=mean, spread=np.full(len(mean), POISSON))


BASELINES: Final[dict[str, Method]] = {
    LIKE_LAST_YEAR: like_last_year,
    LAST_YEAR: last_year_poisson,
    EVER: ever_poisson,
}
"""Stored beside every forecast, so that it can be compared with them; by name and version."""


def baseline_forecasts(
    pairs: ibis.Table,
    first: str,
    second: str,
    *,
    made_on: dt.date,
    months: int = 3,
    days: int | None = None,
    targets: Sequence[str] = TARGETS,
    run_id: str = "",
) -> list[Forecast]:
    """Forecast the same as `detente.outlook.counts.forecast_counts`, by every baseline."""
    return forecasts_by(
        BASELINES, pairs, first, second,
        made_on=made_on, months=months, days=days, targets=targets, run_id=run_id,
    )  # fmt: skip
