"""Measure how far apart two states vote in the United Nations, from published ideal points."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.findings import found, pair_of, withheld
from detente.relations.placebos import rank_among
from detente.relations.rates import SEED
from detente.relations.wording import named, number, percent

if TYPE_CHECKING:
    import ibis

    from detente.records import Finding
    from detente.relations.case import Case

MEASURE: Final = "UN ideal point"
DRAWS: Final = 4000
WIDE: Final = 3.29
"""Standard deviations between the 5 and the 95 % quantile of a normal distribution."""
UNIT: Final = "distance of UN ideal points; 0 votes alike, 1 is a standard deviation of states"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Hold the ideal point of a state in one year."""

    id: Annotated[str, "id of the row of context"]
    value: Annotated[float, "ideal point"]
    sd: Annotated[float, "standard deviation by the published quantiles"]
    n: Annotated[int, "votes it rests on"]


def points_of(context: ibis.Table, *, stop: dt.date) -> dict[tuple[str, int], Point]:
    """Give the ideal points known before a day, by state and year.

    Parameters
    ----------
    context : ibis.Table
        The table ``context`` of a store, or some of its rows.
    stop : date
        First day whose knowledge is not used.
    """
    rows = context.filter(context.measure == MEASURE, context.known_at < stop)
    columns = ("id", "state", "day", "value", "low", "high", "n")
    made = {}
    for row in rows.select(*columns).order_by("id").to_pyarrow().to_pylist():
        spread = (row["high"] - row["low"]) / WIDE if row["high"] and row["low"] else 0.0
        made[row["state"], row["day"].year] = Point(
            id=row["id"], value=row["value"], sd=max(spread, 0.0), n=row["n"] or 1
        )
    return made


def voting(case: Case) -> list[Finding]:
    """Give the distance of the two in votes of the United Nations (4c), if votes were given."""
    pair = [case.first, case.second]
    if case.context is None:
        reason = "no table of UN ideal points was given"
        return [withheld(case, "voting", UNIT, reason, n=0, evidence=[])]
    own = case.context.filter(case.context.state.isin(pair))
    points = points_of(own, stop=case.stop)
    years = sorted({year for _, year in points if all((one, year) in points for one in pair)})
    if not years:
        reason = f"no UN ideal points of {pair_of(case)} for a common year were given"
        return [withheld(case, "voting", UNIT, reason, n=0, evidence=[])]
    year = years[-1]
    one, other = (points[state, year] for state in pair)
    value, low, high = distance(one, other)
    earlier = [
        abs(points[case.first, then].value - points[case.second, then].value) for then in years[:-1]
    ]
    rank = rank_among(value, earlier)
    rarity = "" if rank is None else f"; farther apart than in {percent(rank)} of earlier years"
    start = dt.date(year, 1, 1)
    return [
        found(
            case, "voting", UNIT, value, (low, high),
            n=min(one.n, other.n), evidence=[one.id, other.id], rank=rank,
            start=start, stop=dt.date(year + 1, 1, 1),
            reading=(
                f"{pair_of(case)}: {number(value)} apart in the votes of the United Nations in "
                f"{year} ({named(case.first)} {number(one.value)}, {named(case.second)} "
                f"{number(other.value)}){rarity}."
            ),
        )
    ]  # fmt: skip


def distance(one: Point, other: Point) -> tuple[float, float, float]:
    """Give the distance of two ideal points with its 90 % interval, by normal draws.

    Examples
    --------
    >>> left = Point(id="a", value=1.0, sd=0.1, n=90)
    >>> right = Point(id="b", value=-1.0, sd=0.1, n=90)
    >>> [round(x, 1) for x in distance(left, right)]
    [2.0, 1.8, 2.2]
    """
    random = np.random.default_rng(SEED)
    drawn = [random.normal(point.value, point.sd, DRAWS) for point in (one, other)]
    low, high = np.quantile(np.abs(drawn[0] - drawn[1]), [0.05, 0.95])
    value = abs(one.value - other.value)
    return value, min(float(low), value), max(float(high), value)
