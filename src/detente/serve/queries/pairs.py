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

Floats = "NDArray[np.float64]"

PRIOR_ACTS: Final = 20.0
"""Acts of the world's mixture that are added to each pair, as in `detente.relations.balance`."""
WEEKS: Final = dt.timedelta(days=28)
"""Days in which a surge is looked for: long enough for pairs with few acts."""
YEAR: Final = dt.timedelta(days=365)
SURGES: Final = 3.0
"""Standard deviations from which a pair is marked: about one in a thousand by chance."""
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
    acts: Annotated[int, "acts in the weeks looked at"]
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


def surges(acts: Acts, stop: dt.date) -> list[Surge]:
    """Give the pairs whose last four weeks before `stop` stand out, the strongest first.

    The score is the variance-stabilised one of `detente.relations.bursts`, the usual number set
    right for how much was reported of all pairs, the dispersion that of all pairs together.
    """
    begin = stop - WEEKS
    now, before = acts.within(begin, stop), acts.within(begin - YEAR, begin)
    if not len(acts.days) or not before.any():
        return []
    covered = min(365, day_number(begin) - int(acts.days.min()))
    if covered < 90:  # as `detente.relations.bursts`: nothing is usual after less
        return []
    keys = keys_of(acts)
    found: list[Surge] = []
    volume = now.sum() / before.sum()
    for side, mine in (("cooperation", acts.cooperative), ("conflict", ~acts.cooperative)):
        pairs, places = np.unique(keys[mine & (now | before)], return_inverse=True)
        recent = now[mine & (now | before)]
        acted = np.bincount(places[recent], minlength=len(pairs))
        usual = np.bincount(places[~recent], minlength=len(pairs)) * volume
        score = (
            2
            / np.sqrt(_spread(acts, mine & before, begin, keys))
            * (np.sqrt(acted + 0.375) - np.sqrt(usual + 0.375))
        )
        for place in np.flatnonzero((score >= SURGES) & (acted >= FEWEST)):
            found.append(
                Surge(
                    key=int(pairs[place]),
                    side=side,
                    acts=int(acted[place]),
                    usual=float(usual[place]),
                    score=float(score[place]),
                )
            )
    return sorted(found, key=lambda one: (-one.score, one.key, one.side))


def _spread(acts: Acts, chosen: Bools, begin: dt.date, keys: Ints) -> float:
    """Give variance over mean of counts of four weeks, median of pairs with a dozen acts."""
    pairs, places = np.unique(keys[chosen], return_inverse=True)
    slots = np.clip((day_number(begin) - 1 - acts.days[chosen]) // WEEKS.days, 0, 12)
    table = np.zeros((len(pairs), 13))
    np.add.at(table, (places, slots), 1)
    dense = table[table.sum(axis=1) >= 12]
    if not len(dense):
        return 1.0
    return float(max(1.0, np.median(dense.var(axis=1, ddof=1) / dense.mean(axis=1))))
