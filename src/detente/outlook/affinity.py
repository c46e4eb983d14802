"""Give each actor a place in a space in which those with like partners lie close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.outlook.facts import Floats, Ints
from detente.outlook.tallies import HALF_LIVES, Tallies

if TYPE_CHECKING:
    from detente.outlook.knowledge import Knowledge

REFIT_DAYS: Final = 20
"""After how many days the places are worked out anew."""
SIZE: Final = 32
"""Dimensions of the space."""
_MORE: Final = 12
_ROUNDS: Final = 3
_LONG, _SHORT = len(HALF_LIVES) - 1, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Affinity:
    """Hold the places of actors, of acts towards them and of what each does, as of a day."""

    learned: Annotated[int, "day before which all facts were used"]
    pair: Annotated[tuple[Floats, Floats], "actor as subject, and as object, by all relations"]
    short: Annotated[tuple[Floats, Floats], "the same of the last days"]
    acts: Annotated[tuple[Floats, Floats], "subject; relation and object, by place of the tally"]
    habits: Annotated[tuple[Floats, Floats], "subject and relation, by place; object"]


def affinity_of(knowledge: Knowledge, *, seed: int = 0) -> Affinity:
    """Work out all places from what is known."""
    pairs, triples = knowledge.tallies["pair"], knowledge.tallies["triple"]
    e, k = knowledge.entities, knowledge.kinds
    one, two = pairs.keys // e, pairs.keys % e
    subject, kind, target = triples.keys // e // k, triples.keys // e % k, triples.keys % e
    acts, habits = knowledge.tallies["relation_object"], knowledge.tallies["subject_relation"]
    done, does = acts.find(kind * e + target), habits.find(subject * k + kind)
    day = knowledge.day
    long, short = (_weights(pairs, day, which) for which in (_LONG, _SHORT))
    weight = _weights(triples, day, _LONG)
    return Affinity(
        learned=knowledge.learned,
        pair=_factors(one, two, long, (e, e), seed),
        short=_factors(one, two, short, (e, e), seed),
        acts=_factors(subject, done, weight, (e, acts.none + 1), seed),
        habits=_factors(does, target, weight, (habits.none + 1, e), seed),
    )


def dots(left: Floats, right: Floats, one: Ints, two: Ints) -> Floats:
    """Give the product of row `one` of the left and row `two` of the right."""
    return np.asarray(
        np.einsum("ij,ij->i", left.take(one, axis=0), right.take(two, axis=0)), np.float32
    )


def sparse_table(weights: Floats, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Any:
    """Make a sparse table of cells, by rows."""
    from scipy.sparse import csr_array

    sparse: Any = csr_array
    return sparse((weights, (rows, columns)), shape=shape, dtype=np.float32)


def _weights(tally: Tallies, day: int, which: int) -> Floats:
    return np.log1p(tally.faded(np.arange(tally.none), day, which))


def _factors(
    rows: Ints, columns: Ints, weights: Floats, shape: tuple[int, int], seed: int
) -> tuple[Floats, Floats]:
    """Factor a sparse table: left times right gives its best copy of rank `SIZE`.

    A randomised singular value decomposition with three power iterations (Halko, Martinsson
    and Tropp 2011); the singular values are shared by both sides. Rows and columns without
    weight get zeros and do not take part, so that names yet to come change nothing.
    """
    heavy = weights > 1e-3
    used_rows, row = np.unique(rows[heavy], return_inverse=True)
    used_columns, column = np.unique(columns[heavy], return_inverse=True)
    outer, inner = (np.zeros((n, SIZE), np.float32) for n in shape)
    if not len(row):
        return outer, inner
    small = (len(used_rows), len(used_columns))
    table = sparse_table(weights[heavy], row, column, small)
    back = table.T.tocsr()
    size = min(SIZE + _MORE, *small)
    random = np.random.default_rng(seed)
    basis, _ = np.linalg.qr(table @ random.standard_normal((small[1], size), np.float32))
    for _ in range(_ROUNDS):
        turned, _ = np.linalg.qr(back @ basis)
        basis, _ = np.linalg.qr(table @ turned)
    left, values, right = np.linalg.svd((back @ basis).T, full_matrices=False)
    keep = min(SIZE, size)
    root = np.sqrt(values[:keep])
    outer[used_rows, :keep] = (basis @ left)[:, :keep] * root
    inner[used_columns, :keep] = right[:keep].T * root
    return outer, inner
