"""Forecast how many acts two states will have in the next days or months, as a distribution.

The expected count is the geometric mean of two weighted means of the pair's own past, one that
forgets fast and one that forgets slowly. Its spread is that of a negative binomial whose
dispersion is estimated from the errors that the same means made for all pairs of the store; it
falls with the share of months in which a pair was active at all. What was tried is in
``docs/explain/outlook.md``.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

import detente
from detente.outlook.laws import POISSON, Laws, interval
from detente.outlook.spreads import dispersion, odds
from detente.outlook.targets import (
    LEAST_MONTHS,
    MONTH_DAYS,
    TARGETS,
    Floats,
    History,
    Horizon,
    history,
    horizons,
    within,
)
from detente.records import Forecast, content_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    import ibis

    Method = Callable[[Floats, int, int, float], Laws]
    """Takes counts (pairs, windows), the first window ahead, how many, and the length of one in
    months; gives one distribution a pair."""

METHOD: Final = "two weighted means (0.8, 0.97) with pooled negative binomial, 2"
FAST: Final = 0.8
SLOW: Final = 0.97
"""Weight of a month against the one after it: half-lives of 3 and 23 months.

They gate the expected count. Chosen on monthly ICEWS counts with origins 2008-10 (one of 0.9;
0.85; pairs 0.8, 0.7 with 0.97): python -m eval.counts --until 2011-01-01.
"""
PRIOR_ACTS: Final = 0.5
"""Acts of the pool's mean that stand for a pair before it has a history."""


def forecast_counts(
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
    """Forecast every target for each of the next months and all of them, or for some days.

    Parameters
    ----------
    pairs : ibis.Table
        As `detente.relations.dyads.pairs_of` gives them, or the table ``events`` of a store; rows
        known after `made_on` are not looked at.
    first, second : str
        State codes, in any order: acts are counted without direction.
    made_on : date
        Day whose knowledge is used; the first month begins on the next day.
    months : int
        How many months ahead.
    days : int, optional
        How many days ahead, 1 to 365; one forecast a target, in place of months.
    targets : sequence of str
        What is counted, see `detente.outlook.targets.target_named`.
    run_id : str
        Run that makes it.

    Returns
    -------
    list of Forecast
        Empty if the store covers less than three months (windows) before `made_on`. Counts are
        those that the store would report at its present volume of reporting.
    """
    return forecasts_by(
        {METHOD: weighted},
        pairs, first, second,
        made_on=made_on, months=months, days=days, targets=targets, run_id=run_id,
    )  # fmt: skip


def forecasts_by(
    methods: dict[str, Method],
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
    """Forecast the same by several methods, from the same counts; see `forecast_counts`."""
    wanted = horizons(made_on, months) if days is None else [within(made_on, days)]
    width = None if days is None else days / wanted[0].parts
    past = history(pairs, first, second, made_on=made_on, targets=targets, width=width)
    if past.windows < LEAST_MONTHS:
        return []
    length = 1.0 if width is None else width / MONTH_DAYS
    note = partial(inputs_of, past, width)
    return [
        made(
            target, first, second, horizon, method(table, horizon.first, horizon.parts, length),
            made_on=made_on, method=name, run_id=run_id, inputs=note(target),
        )
        for name, method in methods.items()
        for target, table in past.counts.items()
        for horizon in wanted
    ]  # fmt: skip


def inputs_of(past: History, width: float | None, target: str) -> str:
    """Say what a forecast was made from; JSON."""
    table = past.counts[target]
    return json.dumps(
        {
            "since": past.since.isoformat() if past.since else None,
            "windows": past.windows,
            "window_days": None if width is None else round(width, 3),
            "acts": past.acts,
            "pairs": len(table),
            "own": float(table[0].sum()),
        }
    )


def weighted(table: Floats, first: int = 0, parts: int = 1, length: float = 1.0) -> Laws:
    """Give the distribution of each pair's count over the windows ahead.

    Parameters
    ----------
    table : array, shape (pairs, windows)
        Counts up to the day of the forecast.
    first : int
        Windows between the day of the forecast and the first one counted.
    parts : int
        How many windows are counted together.
    length : float
        Length of a window; months.

    Returns
    -------
    Laws
        One row a pair.
    """
    means = expected(table, length)
    spread = dispersion(table, means, odds(table, length), first=first, parts=parts, length=length)
    return Laws(mean=means[:, -1] * parts, spread=spread)


def expected(table: Floats, length: float = 1.0) -> Floats:
    """Give the expected count known after 0, 1 … windows; shape (pairs, windows + 1)."""
    fast = weighted_means(table, FAST**length)
    slow = weighted_means(table, SLOW**length)
    return np.asarray(np.sqrt(fast * slow))


def weighted_means(table: Floats, discount: float) -> Floats:
    """Give the weighted mean known after 0, 1 … windows; shape (pairs, windows + 1).

    Half an act at the pool's mean rate up to then stands for a pair that has no history.
    """
    acts, weight, total = np.zeros(len(table)), 0.0, 0.0
    means = [np.full(len(table), 1e-3)]
    for window in range(table.shape[1]):
        acts, weight = discount * acts + table[:, window], discount * weight + 1
        total += float(table[:, window].mean())
        usual = max(total / (window + 1), 1e-3)
        means.append((acts + PRIOR_ACTS) / (weight + PRIOR_ACTS / usual))
    return np.stack(means, axis=1)


def made(
    target: str,
    first: str,
    second: str,
    horizon: Horizon,
    laws: Laws,
    *,
    made_on: dt.date,
    method: str,
    run_id: str = "",
    inputs: str = "",
    condition: str | None = None,
) -> Forecast:
    """Make the record of one forecast from the first row of `laws`."""
    law = laws.row(0)
    chances = law.chances()
    (low50,), (high50,) = interval(chances, 0.5)
    (low90,), (high90,) = interval(chances, 0.9)
    return Forecast(
        id=content_id(
            "forecast", method, made_on, target, *sorted((first, second)), horizon.start,
            horizon.stop, condition, inputs,
        ),
        made_on=made_on,
        target=target,
        first=first,
        second=second,
        start=horizon.start,
        stop=horizon.stop,
        method=method,
        mean=float(law.mean[0]),
        low50=float(low50),
        high50=float(high50),
        low90=float(low90),
        high90=float(high90),
        probability=float(np.clip(1 - chances[0, 0], 0, 1)),
        run_id=run_id,
        spread=None if law.past is not None else max(float(law.spread[0]), POISSON),
        past=[] if law.past is None else law.past[0].tolist(),
        condition=condition,
        inputs=inputs,
        version=detente.__version__,
    )  # fmt: skip


def law_of(forecast: Forecast) -> Laws | None:
    """Give the distribution of a stored forecast; none for those of earlier versions."""
    mean = np.array([forecast.mean])
    if forecast.past:
        past = np.array([forecast.past], dtype=float)
        return Laws(mean=mean, spread=np.array([POISSON]), past=past)
    if forecast.spread is None:
        return None
    return Laws(mean=mean, spread=np.array([forecast.spread]))
