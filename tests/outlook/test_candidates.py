import numpy as np
from outlook.graphs import small_graph

from detente.outlook.affinity import affinity_of, dots
from detente.outlook.candidates import candidates_of
from detente.outlook.facts import both_ways
from detente.outlook.knowledge import Knowledge
from detente.outlook.shortlist import COLUMNS, brief, fit_linear


def known(day=50):
    knowledge = Knowledge(both_ways(small_graph()))
    knowledge.learn(day)
    return knowledge, affinity_of(knowledge)


def test_candidates_are_sorted_without_doubles_and_hold_past_partners():
    knowledge, affinity = known()
    one, kind = np.array([3, 3, 8]), np.array([0, 1, 5])
    found = candidates_of(knowledge, affinity, one, kind)
    keys = found.query * knowledge.entities + found.object
    assert (np.diff(keys) > 0).all()
    both = knowledge.facts
    for row in range(3):
        partners = set(both.objects[(both.subjects == one[row]) & (both.days < 50)].tolist())
        assert partners <= set(found.object[found.query == row].tolist())


def test_who_was_never_seen_is_no_candidate():
    knowledge, affinity = known(day=1)
    found = candidates_of(knowledge, affinity, np.array([0]), np.array([0]))
    seen = set(knowledge.facts.objects[knowledge.facts.days < 1].tolist())
    assert set(found.object.tolist()) <= seen


def test_affinity_gives_the_weights_of_pairs_back():
    knowledge, affinity = known()
    pairs = knowledge.tallies["pair"]
    one, two = pairs.keys // knowledge.entities, pairs.keys % knowledge.entities
    weight = np.log1p(pairs.faded(np.arange(pairs.none), 50, 3))
    assert np.corrcoef(dots(*affinity.pair, one, two), weight)[0, 1] > 0.99


def test_affinity_of_nothing_is_zero():
    affinity = affinity_of(Knowledge(both_ways(small_graph())))
    assert not affinity.pair[0].any()


def test_the_shortlist_puts_the_likelier_first():
    knowledge, affinity = known()
    one = np.repeat(np.arange(knowledge.entities), 3)
    kind = np.tile(np.arange(3), knowledge.entities)
    found = candidates_of(knowledge, affinity, one, kind)
    rows = brief(knowledge, affinity, one, kind, found)
    assert rows.shape == (len(found.query), COLUMNS)
    usual = (found.object - 5 * one[found.query] - 7 * kind[found.query]) % knowledge.entities == 0
    score = fit_linear(rows, usual).score(rows)
    assert score[usual].mean() > score[~usual].mean() + 1
