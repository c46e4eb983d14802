import datetime as dt

import numpy as np
import pytest
from factories import make_store
from relations.small_world import simulated

from detente.relations.ground import Ground
from detente.relations.registry import measure
from detente.relations.structure import alike, bootstrap, correlation, ties_of

YEAR = {"start": dt.date(2023, 1, 1), "stop": dt.date(2024, 1, 1)}


def two_sides(random, size=30, acts=40):
    side = np.arange(size) % 2
    chance = np.where(side[:, None] == side[None, :], 0.8, 0.3)
    upper = np.triu(random.binomial(acts, chance), 1).astype(float)
    good = upper + upper.T
    whole = acts * (1 - np.eye(size))
    return good, whole - good


def test_two_of_one_side_stand_alike_and_two_of_both_apart():
    ties = ties_of(*two_sides(np.random.default_rng(0)))
    assert correlation(*alike(ties, 0, 2)) > 0.7
    assert correlation(*alike(ties, 0, 1)) < -0.7


def test_means_of_states_are_taken_out():
    random = np.random.default_rng(1)
    good, bad = two_sides(random)
    good[0] += 200
    good[:, 0] += 200
    ties = ties_of(good, bad)
    heavy = np.sqrt(np.minimum(ties.weights, 200.0))
    assert abs((heavy[0] * ties.residuals[0]).sum() / heavy[0].sum()) < 0.2


def test_interval_holds_the_true_correlation():
    random = np.random.default_rng(2)
    held = []
    for _ in range(200):
        both = random.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 60)
        low, high = np.quantile(bootstrap(both[:, 0], both[:, 1], np.ones(60)), [0.05, 0.95])
        held.append(low <= 0.5 <= high)
    assert 0.85 <= np.mean(held) <= 0.95


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    folder = tmp_path_factory.mktemp("structure")
    with make_store(folder, simulated()) as store, Ground(store.table("events")) as opened:
        yield opened


def test_measures_a_pair_of_a_store(ground):
    (same,) = measure(ground, "JPN", "GBR", **YEAR, indicators=["structure"])
    (other,) = measure(ground, "JPN", "RUS", **YEAR, indicators=["structure"])
    assert same.value > 0 > other.value
    assert same.low < same.value < same.high
    assert same.evidence
    assert "10 third states" in same.reading


def test_patrons_at_odds_are_found_and_may_be_named(ground):
    from detente.relations.case import Options

    found = measure(ground, "JPN", "USA", **YEAR, indicators=["patrons"])
    assert found[0].withheld.startswith("none of the states that Japan cooperates with most")
    named = Options(patrons=("GBR", "CHN"))
    (one, *_) = measure(ground, "JPN", "USA", **YEAR, indicators=["patrons"], options=named)
    assert one.group == ["GBR", "CHN"]
    assert 0 <= one.low <= one.value <= one.high <= 1


def test_the_world_of_two_sides_falls_into_two_groups(ground):
    found = measure(ground, "JPN", "USA", **YEAR, indicators=["blocs"])
    regimes, groups = found
    assert regimes.withheld == "no table of regime scores was given"
    assert "2 groups" in groups.reading
    assert groups.value < 0.2


def test_too_few_third_states_are_said(tmp_path):
    events = [
        one
        for one in simulated()
        if {one.actors[0].state, one.recipients[0].state} <= {"USA", "JPN"}
    ]
    with make_store(tmp_path, events) as store:
        (found,) = measure(store.table("events"), "JPN", "USA", **YEAR, indicators=["structure"])
    assert "third state" in found.withheld
