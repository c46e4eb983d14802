import numpy as np
import pytest
from outlook.graphs import future_of, joined, small_graph

from detente.outlook.facts import both_ways
from detente.outlook.link_ranks import draws_of, measured, ranks_of
from detente.outlook.recurrency import Rates, recurrency_ranks
from detente.outlook.reranker import Ranker, queries_of, training_days

START = 50


def fitted(facts, seed=0):
    ranker = Ranker(both_ways(facts), seed=seed)
    ranker.fit(START, wanted=600, trees=15)
    return ranker


def scores(facts, seed=0):
    ranker = fitted(facts, seed)
    ranker.go_to(START)
    e, k = facts.entities, 2 * facts.relations
    return ranker.rank(np.repeat(np.arange(e), k), np.tile(np.arange(k), e)).score


def test_finds_the_usual_partners_about_as_well_as_recurrency():
    facts = both_ways(small_graph())
    ranker = fitted(small_graph())
    ranks = []
    for day in range(START, 60):
        ranker.go_to(day)
        for queries, _ in queries_of(facts, day).parts():
            ranked = ranker.rank(queries.subjects, queries.kinds)
            ranks.append(ranks_of(ranked, queries, ranker.knowledge, draws_of(facts.entities, 0)))
    ours = measured(np.concatenate(ranks))["mrr"]
    usual = recurrency_ranks(facts, Rates.usual(6), START, 60)
    assert len(np.concatenate(ranks)) == len(usual)
    assert ours > measured(usual)["mrr"] - 4


@pytest.mark.slow
def test_what_is_planted_after_the_training_changes_no_score_and_the_seed_settles_all():
    facts = small_graph(days=START)
    plain = scores(facts)
    assert np.array_equal(scores(joined(facts, future_of(facts, START))), plain)
    assert not np.array_equal(scores(facts, seed=1), plain)


def test_frozen_history_ends_where_it_is_frozen():
    facts = small_graph()
    frozen, open_ended = fitted(facts), fitted(facts)
    frozen.go_to(58, known_before=START)
    open_ended.go_to(58)
    known = [int(one.knowledge.tallies["object"].sums[:, 0].sum()) for one in (frozen, open_ended)]
    assert known == [2 * 12 * START, 2 * 12 * 58]
    assert frozen.knowledge.day == 58


def test_training_days_are_the_latest_and_at_most_half():
    facts = both_ways(small_graph(days=20))
    assert training_days(facts, 20, 100).tolist() == [16, 17, 18, 19]
    assert training_days(facts, 10, 10**6).tolist() == [5, 6, 7, 8, 9]
    assert training_days(facts, 2, 5).tolist() == [1]


def test_looks_closely_only_once_fitted():
    ranker = Ranker(both_ways(small_graph()))
    with pytest.raises(RuntimeError, match="fitted"):
        ranker.rank(np.array([0]), np.array([0]))
