import numpy as np
import pytest
from outlook.graphs import future_of, joined, small_graph

from detente.outlook.facts import both_ways
from detente.outlook.recurrency import (
    Rates,
    fit_rates,
    recurrency_ranks,
    recurrency_scores,
)

START = 45


def by_definition(facts, rates, start, seed=0):
    draws = np.random.default_rng(seed).random(facts.entities)
    ranks = []
    for place in np.flatnonzero(facts.days >= start):
        one, kind, two, day = (
            int(getattr(facts, name)[place]) for name in ("subjects", "kinds", "objects", "days")
        )
        scores = recurrency_scores(facts, one, kind, day, rates)
        asked = (facts.subjects == one) & (facts.kinds == kind) & (facts.days == day)
        others = np.zeros(facts.entities, bool)
        others[facts.objects[asked]] = True
        others[two] = False
        close = np.isclose(scores, scores[two], rtol=1e-9, atol=0)
        above = ((scores > scores[two]) & ~close) | (close & (draws > draws[two]))
        ranks.append(1 + int((above & ~others).sum()))
    return ranks


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999, 1.0])
def test_ranks_are_those_of_the_definition(share):
    facts = both_ways(small_graph(days=50, a_day=8))
    n = 2 * facts.relations
    rates = Rates(decay=np.full(n, 0.05), share=np.full(n, share))
    assert recurrency_ranks(facts, rates, START, 50).tolist() == by_definition(facts, rates, START)


def test_what_comes_later_changes_no_rank():
    facts = small_graph(days=50)
    rates = Rates.usual(2 * facts.relations)
    plain = recurrency_ranks(both_ways(facts), rates, START, 50)
    planted = both_ways(joined(facts, future_of(facts, 50)))
    assert recurrency_ranks(planted, rates, START, 50).tolist() == plain.tolist()


def test_ties_are_broken_by_the_seed_and_not_in_favour():
    facts = both_ways(small_graph(days=50))
    rates = Rates.usual(2 * facts.relations)
    ranks = [recurrency_ranks(facts, rates, START, 50, seed=seed) for seed in (0, 0, 1)]
    assert ranks[0].tolist() == ranks[1].tolist()
    assert ranks[0].tolist() != ranks[2].tolist()


def test_chosen_rates_are_no_worse_where_they_were_chosen():
    facts = both_ways(small_graph(days=50))
    chosen = fit_rates(facts, START, 50)
    usual = Rates.usual(2 * facts.relations)
    reached = [(1 / recurrency_ranks(facts, rates, START, 50)).mean() for rates in (chosen, usual)]
    assert reached[0] >= reached[1]
