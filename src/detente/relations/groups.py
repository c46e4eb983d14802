"""Group states by whom they cooperate with and whom they oppose, without being told who is who.

Source: modularity of signed networks (Gomez, Jensen and Arenas 2009), raised by moving one
state at a time and then joining groups; frustration as in structural balance (Harary 1953).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from detente.relations.case import Floats, Ints

ROUNDS: Final = 30
"""Rounds of moves; grouping settles in fewer than ten."""


def modularity_of(weights: Floats) -> Floats:
    """Give what each pair adds to modularity if both are in one group; symmetric.

    Parameters
    ----------
    weights : array, shape (states, states)
        Symmetric; above 0 cooperative, below 0 conflictual; the diagonal is 0.
    """
    total = np.abs(weights).sum()
    gain = weights.copy()
    for sign in (1.0, -1.0):
        part = np.maximum(sign * weights, 0.0)
        degree = part.sum(axis=1)
        if part.sum() > 0:
            gain -= sign * np.outer(degree, degree) / part.sum()
    result: Floats = gain / max(total, 1e-12)
    np.fill_diagonal(result, 0.0)
    return result


def groups_of(weights: Floats) -> Ints:
    """Give the number of the group of each state: 0 for the largest.

    Examples
    --------
    >>> ties = np.array([[0, 2, -1, -1], [2, 0, -1, -1], [-1, -1, 0, 2], [-1, -1, 2, 0.0]])
    >>> groups_of(ties).tolist()
    [0, 0, 1, 1]
    """
    gain = modularity_of(weights)
    size = len(gain)
    group = np.arange(size)
    for _ in range(ROUNDS):
        moved = _moves(gain, group)
        joined = _joins(gain, group)
        if not moved and not joined:
            break
    _, first, inverse, counts = np.unique(
        group, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -counts))
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places[inverse.reshape(-1)]


def _moves(gain: Floats, group: Ints) -> bool:
    """Move each state to the group that suits it best; changes `group`."""
    moved = False
    for state in range(len(gain)):
        sums = np.bincount(group, weights=gain[state], minlength=len(gain))
        best = int(np.argmax(sums))
        if sums[best] > sums[group[state]] + 1e-12:
            group[state] = best
            moved = True
    return moved


def _joins(gain: Floats, group: Ints) -> bool:
    """Join the two groups that gain most by it, while any do; changes `group`."""
    joined = False
    while True:
        labels, inverse = np.unique(group, return_inverse=True)
        member = np.zeros((len(labels), len(group)))
        member[inverse.reshape(-1), np.arange(len(group))] = 1.0
        between = member @ gain @ member.T
        np.fill_diagonal(between, -np.inf)
        if len(labels) < 2 or between.max() <= 1e-12:
            return joined
        left, right = np.unravel_index(int(np.argmax(between)), between.shape)
        group[group == labels[right]] = labels[left]
        joined = True


def frustration(weights: Floats, group: Ints) -> float:
    """Give the share of ties that groups do not fit: conflict within, cooperation between.

    Examples
    --------
    >>> frustration(np.array([[0, 1.0], [1.0, 0]]), np.array([0, 1]))
    1.0
    """
    same = group[:, None] == group[None, :]
    against = np.where(same, weights < 0, weights > 0) & (weights != 0)
    ties = int((weights != 0).sum())
    return float(against.sum() / ties) if ties else 0.0


def agreement(left: Ints, right: Ints) -> float:
    """Give the adjusted Rand index of two groupings: 1 the same, 0 as by chance.

    Source: Hubert and Arabie (1985).

    Examples
    --------
    >>> agreement(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = np.zeros((int(left.max()) + 1, int(right.max()) + 1))
    np.add.at(table, (left, right), 1)

    def pairs(counts: Floats) -> float:
        return float((counts * (counts - 1) / 2).sum())

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    every = len(left) * (len(left) - 1) / 2
    chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
