"""Features of a day must know nothing of that day or later; a leak must not go unseen."""

import numpy as np
import pytest
from outlook.graphs import future_of, joined, small_graph

from detente.outlook.affinity import affinity_of
from detente.outlook.candidates import candidates_of
from detente.outlook.facts import both_ways
from detente.outlook.knowledge import TALLIES, Knowledge
from detente.outlook.link_features import FINE, fine
from detente.outlook.shortlist import brief

DAY = 40


def features(facts, leak=None):
    """Describe all queries of one day; `leak` names the part that sees one day too many."""
    knowledge = Knowledge(both_ways(facts))
    knowledge.learn(DAY)
    affinity = affinity_of(knowledge)
    if leak is not None:
        ahead = Knowledge(both_ways(facts))
        ahead.learn(DAY + 1)
        ahead.day = DAY
        if leak == "affinity":
            affinity = affinity_of(ahead)
        elif leak == "rules":
            knowledge.followed, knowledge.seen = ahead.followed, ahead.seen
        elif leak == "learn":
            knowledge = ahead
        else:
            knowledge.tallies[leak] = ahead.tallies[leak]
    one = np.repeat(np.arange(facts.entities), 2 * facts.relations)
    kind = np.tile(np.arange(2 * facts.relations), facts.entities)
    found = candidates_of(knowledge, affinity, one, kind)
    short = brief(knowledge, affinity, one, kind, found)
    close = fine(knowledge, affinity, one, kind, found, scores=short[:, 2])
    return found.query, found.object, short, close


def sees_the_future(leak=None):
    """Tell whether facts planted on the day itself and later change what is described."""
    facts = small_graph()
    past = facts.chosen(facts.days < DAY)
    planted = joined(past, future_of(past, DAY))
    return not all(
        ours.shape == theirs.shape and np.array_equal(ours, theirs)
        for ours, theirs in zip(features(past, leak), features(planted, leak), strict=True)
    )


def test_planted_facts_of_the_day_and_later_change_nothing():
    assert not sees_the_future()


@pytest.mark.parametrize("leak", [*TALLIES, "affinity", "rules", "learn"])
def test_any_part_that_sees_one_day_too_many_is_caught(leak):
    assert sees_the_future(leak)


def test_facts_of_the_day_before_are_seen():
    facts = small_graph()
    past = facts.chosen(facts.days < DAY)
    fewer = facts.chosen(facts.days < DAY - 1)
    assert not np.array_equal(features(past)[3], features(fewer)[3])


def test_every_column_has_a_name_and_a_number():
    _, _, _, close = features(small_graph())
    assert close.shape[1] == len(FINE) == len(set(FINE))
    assert np.isfinite(close).all()


def test_counts_are_those_of_the_history():
    facts = small_graph()
    query, found, _, close = features(facts)
    both = both_ways(facts)
    known = both.days < DAY
    for row in range(0, len(query), 97):
        one, kind = divmod(int(query[row]), 2 * facts.relations)
        same = known & (both.subjects == one) & (both.kinds == kind)
        same &= both.objects == found[row]
        assert close[row, FINE.index("triple.count")] == same.sum()
        if same.any():
            assert close[row, FINE.index("triple.age")] == DAY - both.days[same].max()
