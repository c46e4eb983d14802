"""Make the plain forecasts that a better one has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.outlook.counts import made
from detente.outlook.targets import LEAST_MONTHS, history, horizons

if TYPE_CHECKING:
    import datetime as dt

    import ibis

    from detente.records import Forecast

METHOD: Final = "mean of the last 12 months, Poisson, 1"
MONTHS: Final = 12
_POISSON: Final = 1e-6
"""Dispersion at which a negative binomial is a Poisson distribution for all purposes."""


def last_year(
    events: ibis.Table,
    first: str,
    second: str,
    *,
    made_on: dt.date,
    months: int = 3,
    run_id: str = "",
) -> list[Forecast]:
    """Forecast that the next months will be as the last twelve were.

    Same targets, horizons and knowledge as `detente.outlook.counts.forecast_counts`.
    """
    past = history(events, first, second, made_on=made_on)
    if past.months < LEAST_MONTHS:
        return []
    means = {name: float(table[0, -MONTHS:].mean()) for name, table in past.counts.items()}
    return [
        made(
            name, first, second, horizon,
            mean=mean * horizon.months, spread=_POISSON,
            made_on=made_on, method=METHOD, run_id=run_id,
        )
        for name, mean in means.items()
        for horizon in horizons(made_on, months)
    ]  # fmt: skip
