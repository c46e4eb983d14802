"""Try methods on the past: forecasts from rolling origins, each with what was known then."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.outlook.counts import forecasts_by
from detente.outlook.laws import Laws
from detente.outlook.scores import Scores, score

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    import ibis

    from detente.outlook.counts import Method
    from detente.outlook.targets import Floats
    from detente.records import Forecast


def rolling(
    table: Floats,
    methods: Mapping[str, Method],
    *,
    origins: Sequence[int],
    first: int = 0,
    parts: int = 1,
    length: float = 1.0,
) -> Iterator[tuple[str, int, Laws, Floats]]:
    """Forecast all pairs of a table from each origin; a method is shown the windows before only.

    Parameters
    ----------
    table : array, shape (pairs, windows)
        Counts.
    methods : mapping
        By name.
    origins : sequence of int
        Windows before each of which forecasts are made.
    first, parts : int
        Windows skipped, and windows counted together.
    length : float
        Length of a window; months.

    Yields
    ------
    tuple
        Name of the method, origin, one distribution a pair, and the counts that came.
    """
    for origin in origins:
        stop = origin + first + parts
        if stop > table.shape[1]:
            continue
        past = table[:, :origin].copy()
        came = table[:, origin + first : stop].sum(axis=1)
        for name, method in methods.items():
            yield name, origin, method(past, first, parts, length), came


def scored(
    forecasts: Iterator[tuple[str, int, Laws, Floats]],
) -> dict[str, Scores]:
    """Score the forecasts of each method, in order of origin and pair."""
    every: dict[str, list[Scores]] = defaultdict(list)
    for name, _, laws, came in forecasts:
        most = max(laws.most(), int(came.max(initial=0)))
        every[name].append(score(laws.chances(most), came))
    return {name: together(parts) for name, parts in every.items()}


def together(parts: list[Scores]) -> Scores:
    """Join scores."""
    names = Scores.__dataclass_fields__
    return Scores(**{n: np.concatenate([getattr(one, n) for one in parts]) for n in names})


def forecasts_from(
    pairs: ibis.Table,
    first: str,
    second: str,
    methods: dict[str, Method],
    *,
    origins: Sequence[dt.date],
    days: int,
    targets: Sequence[str],
) -> list[Forecast]:
    """Forecast two states from each day of `origins` as if it were that day.

    `detente.outlook.ledger.counts_of` says what came of them.
    """
    return [
        forecast
        for made_on in origins
        for forecast in forecasts_by(
            methods, pairs, first, second, made_on=made_on, days=days, targets=targets
        )
    ]


def leaks(
    pairs: ibis.Table, first: str, second: str, methods: dict[str, Method], *, made_on: dt.date
) -> list[str]:
    """Name the methods whose forecast changes if what was known later is taken away.

    Parameters
    ----------
    pairs : ibis.Table
        With rows that were known, or happened, after `made_on`.

    Returns
    -------
    list of str
        Empty if no method sees too much.
    """
    then = pairs.filter(pairs.known_at <= made_on, pairs.day <= made_on)
    named: dict[str, Any] = {"first": first, "second": second, "made_on": made_on}
    with_all = forecasts_by(methods, pairs, **named)
    without = {one.id: one for one in forecasts_by(methods, then, **named)}
    return sorted({one.method for one in with_all if without.get(one.id) != one})
