"""Say how much one state may doubt the commitment of another under what-if questions.

Which acts count, and how leaders' differences are weighted, is said by the indicator of doubt
(`detente.relations.doubt`). It compares a period with others and knows leaders by their terms;
here the last year stands by itself, and leaders by what their return is expected to change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.outlook.targets import seen
from detente.relations.doubt import ASKING, FEWEST, MUTUAL, spread_of
from detente.relations.dyads import interstate

if TYPE_CHECKING:
    import ibis

    from detente.relations.terms import Shift

DAYS: Final = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Hold what speaks for doubt: what the ally asks for, and how much hangs on who leads."""

    ally: Annotated[str, "state code of the one that may doubt"]
    patron: Annotated[str, "state code of the one whose commitment is in question"]
    share: Annotated[
        float | None, "share of requests among its acts, as counted; 0..1; null: too few acts"
    ]
    acts: Annotated[int, "its one-way acts towards the patron in the last 365 days"]
    scatter: Annotated[
        float, "standard deviation of the log rate over outcomes, by the probabilities given"
    ]


def commitment_doubt(
    pairs: ibis.Table,
    ally: str,
    patron: str,
    *,
    made_on: dt.date,
    shifts: Sequence[Shift],
    chances: Sequence[float],
) -> Doubt:
    """Give the share of requests in what an ally does, and the scatter over possible leaders.

    Parameters
    ----------
    pairs : ibis.Table
        As `detente.relations.dyads.pairs_of` gives them.
    ally, patron : str
        State codes.
    made_on : date
        Day whose knowledge is used.
    shifts : sequence of Shift
        Of the rate of cooperation, one a possible leader of the patron.
    chances : sequence of float
        Their probabilities as the user gives them; what is left is no shift.
    """
    rows = interstate(seen(pairs, made_on))
    recent = rows.filter(
        rows.first == ally,
        rows.second == patron,
        ~rows.joint,
        rows.root.notin([root.value for root in MUTUAL]),
        rows.day > made_on - dt.timedelta(days=DAYS),
    )
    asked = recent.root.isin([root.value for root in ASKING])
    counted = recent.aggregate(acts=recent.count(), asked=asked.sum())
    told = counted.to_pyarrow().to_pylist()[0]
    acts = int(told["acts"])
    weights = np.array([max(1 - sum(chances), 0.0), *chances])
    means = np.array([0.0, *(one.mean for one in shifts)])
    within = np.array([0.0, *(one.error**2 for one in shifts)])
    variance = float(weights @ within) + float(spread_of(means[:, None], weights)[0])
    return Doubt(
        ally=ally,
        patron=patron,
        share=int(told["asked"] or 0) / acts if acts >= FEWEST else None,
        acts=acts,
        scatter=float(np.sqrt(variance)),
    )
