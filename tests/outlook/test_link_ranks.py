import numpy as np
from outlook.graphs import small_graph

from detente.outlook.facts import both_ways
from detente.outlook.knowledge import Knowledge
from detente.outlook.link_ranks import draws_of, measured, ranks_of
from detente.outlook.reranker import Queries, Ranked


def ranked_by(scores):
    """Give one query with candidates 0, 1 … of those scores."""
    n = len(scores)
    return Ranked(
        query=np.zeros(n, np.int64),
        object=np.arange(n),
        score=np.array(scores, float),
        short=np.ones(n, bool),
    )


def asked(*objects):
    return Queries(
        subjects=np.array([0]),
        kinds=np.array([0]),
        rows=np.zeros(len(objects), np.int64),
        objects=np.array(objects),
    )


def ranks(scores, *objects, seed=0):
    knowledge = Knowledge(both_ways(small_graph()))
    knowledge.learn(50)
    draws = draws_of(knowledge.entities, seed)
    return ranks_of(ranked_by(scores), asked(*objects), knowledge, draws).tolist()


def test_the_best_has_rank_one():
    assert ranks([3, 2, 1], 0) == [1]
    assert ranks([3, 2, 1], 2) == [3]


def test_other_right_answers_of_the_day_are_left_out():
    assert ranks([3, 2, 1], 0, 2) == [1, 2]
    assert ranks([3, 2, 1], 0, 1, 2) == [1, 1, 1]


def test_ties_are_random_not_best():
    found = {ranks([1, 1, 1, 1], 2, seed=seed)[0] for seed in range(30)}
    assert found == {1, 2, 3, 4}


def test_who_is_no_candidate_stands_below_all_candidates():
    knowledge = Knowledge(both_ways(small_graph()))
    assert min(ranks([1, 1, 1], 9, 10)) >= 4
    assert max(ranks([1, 1, 1], 9, 10)) <= knowledge.entities - 1


def test_measures_of_nothing_are_not_numbers():
    assert all(np.isnan(value) for value in measured(np.zeros(0)).values())
