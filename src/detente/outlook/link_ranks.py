"""Rank right answers among all entities: time-aware filter, ties in random order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.outlook.facts import Reals

if TYPE_CHECKING:
    from detente.outlook.knowledge import Knowledge
    from detente.outlook.reranker import Queries, Ranked


def ranks_of(ranked: Ranked, queries: Queries, knowledge: Knowledge, draws: Reals) -> Reals:
    """Give the rank of each right answer, 1 for the best.

    Other answers that are right on the same day are left out. Entities that are no candidates
    stand below all candidates, in order of how often they were seen with the relation.

    Parameters
    ----------
    ranked : Ranked
        Scored candidates of the queries.
    queries : Queries
        Queries and right answers.
    knowledge : Knowledge
        For the order of the rest.
    draws : array, shape (entities,)
        Random number of each entity; breaks ties.
    """
    e = knowledge.entities
    keys = ranked.query * e + ranked.object
    wanted = queries.rows * e + queries.objects
    wrong = ~np.isin(keys, wanted)
    order = np.lexsort((-draws[ranked.object], -ranked.score, ranked.query))
    passed = np.cumsum(wrong[order])
    starts = np.searchsorted(ranked.query, np.arange(len(queries.subjects) + 1))
    before = np.append(0, passed)[starts]
    rank = np.zeros(len(keys))
    rank[order] = 1 + passed - wrong[order] - before[ranked.query[order]]
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found = keys[places] == wanted
    ranks = np.where(found, rank[places], 0)
    for row in np.flatnonzero(~found):
        query = int(queries.rows[row])
        named = slice(starts[query], starts[query + 1])
        level = _rest(knowledge, int(queries.kinds[query])) + draws
        mine = level[queries.objects[row]]
        level[ranked.object[named]] = -1
        level[queries.objects[queries.rows == query]] = -1
        ranks[row] = 1 + wrong[named].sum() + (level > mine).sum()
    return np.asarray(ranks, np.float64)


def _rest(knowledge: Knowledge, kind: int) -> Reals:
    """Give how often each entity was the object of a relation."""
    tally, e = knowledge.tallies["relation_object"], knowledge.entities
    start, stop = np.searchsorted(tally.keys, [kind * e, (kind + 1) * e])
    level = np.zeros(e)
    level[tally.keys[start:stop] % e] = tally.sums[start:stop, 0]
    return level


def measured(ranks: Reals) -> dict[str, float]:
    """Give mean reciprocal rank and hits among the first 1, 3 and 10, in percent.

    Examples
    --------
    >>> measured(np.array([1.0, 4.0]))
    {'mrr': 62.5, 'hits1': 50.0, 'hits3': 50.0, 'hits10': 100.0}
    """
    if not len(ranks):
        return dict.fromkeys(("mrr", "hits1", "hits3", "hits10"), float("nan"))
    hits = {f"hits{most}": 100 * float((ranks <= most).mean()) for most in (1, 3, 10)}
    return {"mrr": 100 * float((1 / ranks).mean()), **hits}


def draws_of(entities: int, seed: int) -> Reals:
    """Draw the random order of entities that breaks ties."""
    return np.random.default_rng(seed).random(entities)
