import numpy as np
import pytest

from detente.outlook.facts import both_ways, facts_of
from detente.outlook.knowledge import RULE_LIVES, RULE_PRIOR, Knowledge


def three_days():
    """Give: 0 does A to 1 on day 0, and B on day 2; 0 does A to 2 on day 3."""
    return both_ways(
        facts_of(
            np.array([0, 0, 0]), np.array([0, 1, 0]), np.array([1, 1, 2]), np.array([0, 2, 3]),
            names=("a", "b", "c"), relations=2,
        )
    )  # fmt: skip


def scores(knowledge, two, kind, day):
    pair = knowledge.tallies["pair"].find(np.array([two]))
    return knowledge.rule_scores(pair, np.array([kind]), day)[0]


def test_a_rule_is_learned_from_what_followed_on_the_same_pair():
    knowledge = Knowledge(three_days())
    knowledge.learn(4)
    for number, life in enumerate(RULE_LIVES):
        trust = 0.5 ** (2 / life) / (2 + RULE_PRIOR)
        assert scores(knowledge, 2, 1, 4)[2 * number] == pytest.approx(trust * 0.5 ** (1 / life))


def test_nothing_is_learned_of_later_days():
    knowledge = Knowledge(three_days())
    knowledge.learn(2)
    assert knowledge.followed.sum() == 0
    assert knowledge.tallies["triple"].sums[:, 0].sum() == 2
    assert scores(knowledge, 2, 1, 2).tolist() == [0] * 2 * len(RULE_LIVES)


def test_learning_in_steps_is_learning_at_once():
    once, steps = Knowledge(three_days()), Knowledge(three_days())
    once.learn(9)
    for day in range(10):
        steps.learn(day)
    assert np.array_equal(once.followed, steps.followed)
    for name, tally in once.tallies.items():
        assert np.array_equal(tally.sums, steps.tallies[name].sums)


def test_relations_of_other_pairs_say_nothing():
    knowledge = Knowledge(three_days())
    knowledge.learn(9)
    rows, kinds, ages = knowledge.recent(knowledge.tallies["pair"].find(np.array([2, 1])), 9)
    assert rows.tolist() == [0, 1, 1]
    assert kinds.tolist() == [0, 0, 1]
    assert ages.tolist() == [6, 9, 7]
