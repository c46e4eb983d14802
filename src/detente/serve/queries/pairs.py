"""Count acts of pairs of states over columns in memory: the balance of all pairs at once.

The dyad page measures one pair with `detente.relations`; here all pairs are looked at together,
so the formula is the plain one: no tempering by each pair's own dispersion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

if TYPE_CHECKING:
    from detente.serve.index import Acts, Bools, Ints

PRIOR_ACTS: Final = 20.0
"""Acts of the world's mixture that are added to each pair, as in `detente.relations.balance`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Hold counts of all pairs with at least one act: columns of equal length."""

    keys: Annotated[Ints, "number of the first state times number of states, plus the second"]
    cooperation: Annotated[Ints, "acts of cooperation"]
    conflict: Annotated[Ints, "acts of conflict"]


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
