"""Count acts of pairs of states over columns in memory: balance and surge of all pairs at once.

The dyad page measures one pair with `detente.relations`; here all pairs are looked at together,
so the formulas are the plain ones: no tempering by each pair's own dispersion.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.relations.case import day_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.serve.index import Acts, Bools, Ints

PRIOR_ACTS: Final = 20.0
"""Acts of the world's mixture that are added to each pair, as in `detente.relations.balance`."""
WEEKS: Final = dt.timedelta(days=28)
"""Days in which a surge is looked for: long enough for pairs with few acts."""
YEAR_WEEKS: Final = 52
MOST_WEEKS: Final = 26
LEAST_DAYS: Final = 118
"""Days the store must reach back: 90 say what is usual, as in `detente.relations.bursts`."""
SURGES: Final = 2.5
"""Standard deviations from which a pair is marked: six in a thousand windows by chance."""
FEWEST: Final = 5
"""Acts below which nothing is called a surge, as in `detente.relations.findings`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Hold counts of all pairs with at least one act: columns of equal length."""

    keys: Annotated[Ints, "number of the first state times number of states, plus the second"]
    cooperation: Annotated[Ints, "acts of cooperation"]
    conflict: Annotated[Ints, "acts of conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """Hold one pair and side with far more acts than usual."""

    key: Annotated[int, "the pair, as in `Pairs`"]
    side: Annotated[str, "cooperation | conflict"]
    start: Annotated[dt.date, "first day of its strongest four weeks"]
    last: Annotated[dt.date, "last day of them"]
    acts: Annotated[int, "acts in these weeks"]
    usual: Annotated[float, "acts expected there"]
    score: Annotated[float, "standard deviations"]


def keys_of(acts: Acts) -> Ints:
    """Give each act the number of its pair."""
    keys: Ints = acts.first.astype(np.int64) * len(acts.states) + acts.second
    return keys


def states_of(acts: Acts, key: int) -> tuple[str, str]:
    """Give the codes of the two states of a pair."""
    first, second = divmod(int(key), len(acts.states))
    return acts.states[first], acts.states[second]


def count_pairs(acts: Acts, chosen: Bools) -> Pairs:
    """Count the chosen acts by pair."""
    keys, places = np.unique(keys_of(acts)[chosen], return_inverse=True)
    friendly = acts.cooperative[chosen]
    cooperation = np.bincount(places[friendly], minlength=len(keys))
    conflict = np.bincount(places[~friendly], minlength=len(keys))
    return Pairs(keys=keys, cooperation=cooperation, conflict=conflict)


def balance(cooperation: Any, conflict: Any, *, share: float) -> Any:
    """Give log-odds of cooperation against a share, drawn towards it by `PRIOR_ACTS`.

    Examples
    --------
    >>> round(float(balance(0, 0, share=0.7)), 2), round(float(balance(20, 0, share=0.5)), 2)
    (0.0, 1.1)
    """
    share = min(max(share, 0.01), 0.99)
    own = (cooperation + PRIOR_ACTS * share) / (cooperation + conflict + PRIOR_ACTS)
    return np.log(own / (1 - own)) - np.log(share / (1 - share))


def surges(acts: Acts, start: dt.date, stop: dt.date) -> list[Surge]:
    """Give the pairs of which four weeks in [start, stop) stand out, the strongest first.

    Weeks are counted back from `stop`; of a longer period the last 26 are looked at. The score
    is the variance-stabilised one of `detente.relations.bursts`: the usual number is that of the
    52 weeks before, set right for how much was reported of all pairs, the dispersion that of all
    pairs together.
    """
    weeks = max(1, min(MOST_WEEKS, (stop - start).days // 7 - 3))
    total = weeks + 3 + YEAR_WEEKS
    slots = (day_number(stop) - 1 - acts.days.astype(np.int64)) // 7
    inside = (slots >= 0) & (slots < total)
    if not inside.any() or day_number(stop) - int(acts.days.min()) < LEAST_DAYS:
        return []
    places = total - 1 - slots  # 0 is the oldest week
    volume = _windows(np.bincount(places[inside], minlength=total)[None, :], weeks)
    keys = keys_of(acts)
    found: list[Surge] = []
    for side, mine in (("cooperation", acts.cooperative), ("conflict", ~acts.cooperative)):
        chosen = inside & mine
        pairs, numbers = np.unique(keys[chosen], return_inverse=True)
        table = np.zeros((len(pairs), total))
        np.add.at(table, (numbers, places[chosen]), 1)
        acted, before = _windows(table, weeks)
        usual = before * (volume[0] / np.maximum(volume[1], 1))
        score = 2 / np.sqrt(_spread(table)) * (np.sqrt(acted + 0.375) - np.sqrt(usual + 0.375))
        best = score.argmax(axis=1)
        for row in np.flatnonzero((score.max(axis=1) >= SURGES) & (acted.max(axis=1) >= FEWEST)):
            week = int(best[row])
            if acted[row, week] < FEWEST:
                continue
            last = stop - dt.timedelta(days=1 + 7 * (weeks - 1 - week))
            found.append(
                Surge(
                    key=int(pairs[row]),
                    side=side,
                    start=last - WEEKS + dt.timedelta(days=1),
                    last=last,
                    acts=int(acted[row, week]),
                    usual=float(usual[row, week]),
                    score=float(score[row, week]),
                )
            )
    return sorted(found, key=lambda one: (-one.score, one.key, one.side))


def _windows(table: NDArray[Any], weeks: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the counts of each four weeks, and of the 52 weeks before them; the oldest first."""
    sums = np.concatenate([np.zeros((len(table), 1)), np.cumsum(table, axis=1)], axis=1)
    begin = YEAR_WEEKS + np.arange(weeks)
    return sums[:, begin + 4] - sums[:, begin], sums[:, begin] - sums[:, begin - YEAR_WEEKS]


def _spread(table: NDArray[Any]) -> float:
    """Give variance over mean of counts of four weeks, median of pairs with a dozen acts."""
    months = table[:, : YEAR_WEEKS // 4 * 4].reshape(len(table), YEAR_WEEKS // 4, 4).sum(axis=2)
    dense = months[months.sum(axis=1) >= 12]
    if not len(dense):
        return 1.0
    return float(max(1.0, np.median(dense.var(axis=1, ddof=1) / dense.mean(axis=1))))
