import datetime as dt

import numpy as np
import pytest
from factories import make_store
from relations.small_world import WEST, simulated

from detente.records import Context
from detente.relations.blocs import Pairs, polarisation
from detente.relations.dyads import context_of
from detente.relations.groups import agreement, frustration, groups_of
from detente.relations.registry import measure
from detente.relations.voting import Point, distance
from detente.store.store import open_store

YEAR = {"start": dt.date(2023, 1, 1), "stop": dt.date(2024, 1, 1)}


def signed(random, size=24, blocs=3, noise=0.2):
    side = np.arange(size) % blocs
    ties = np.where(side[:, None] == side[None, :], 1.0, -1.0)
    flipped = np.triu(random.random((size, size)) < noise, 1)
    ties = np.where(flipped | flipped.T, -ties, ties)
    np.fill_diagonal(ties, 0.0)
    return ties, side


@pytest.mark.parametrize("blocs", [2, 3])
def test_finds_planted_groups(blocs):
    ties, side = signed(np.random.default_rng(0), blocs=blocs, noise=0.1)
    group = groups_of(ties)
    assert agreement(group, side) > 0.95
    assert frustration(ties, group) < 0.15


def test_groups_of_noise_agree_with_nothing():
    ties, side = signed(np.random.default_rng(1), noise=0.5)
    assert abs(agreement(groups_of(ties), side)) < 0.25


def test_the_order_of_states_does_not_matter():
    ties, _ = signed(np.random.default_rng(2), noise=0.1)
    order = np.random.default_rng(3).permutation(len(ties))
    turned = groups_of(ties[np.ix_(order, order)])
    assert agreement(groups_of(ties)[order], turned) == 1.0


def test_interval_holds_the_true_coefficient():
    random = np.random.default_rng(4)
    first, second = np.triu_indices(25, 1)
    bloc, held = np.arange(25) % 2, []
    same = (bloc[first] == bloc[second]).astype(float)
    for _ in range(100):
        own = random.normal(0, 0.4, 25)
        values = 0.6 * same + own[first] + own[second] + random.normal(0, 0.5, len(first))
        pairs = Pairs(
            first=first,
            second=second,
            balance=values,
            gravity=random.normal(3, 1, len(first)),
            acts=1,
        )
        value, error = polarisation(pairs, same)
        held.append(abs(value - 0.6) <= 1.645 * error)
    assert 0.83 <= np.mean(held) <= 0.98


def test_distance_holds_the_truth():
    random = np.random.default_rng(5)
    held = []
    for _ in range(300):
        one, other = random.normal(0, 1, 2)
        seen = [
            Point(id="x", value=value + random.normal(0, 0.2), sd=0.2, n=90)
            for value in (one, other + 3)
        ]
        _, low, high = distance(*seen)
        held.append(low <= abs(one - other - 3) <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def fact(number, state, measure_, value, year):
    return Context(
        id=f"{measure_}:{state}:{year}",
        source="made",
        state=state,
        day=dt.date(year, 1, 1),
        stop=dt.date(year + 1, 1, 1),
        known_at=dt.date(year + 1, 1, 1),
        measure=measure_,
        value=value,
        low=value - 0.2,
        high=value + 0.2,
        n=80,
        file="f",
        row=number,
    )


def test_regimes_and_votes_come_from_tables_that_are_given(tmp_path):
    events = simulated()
    path = tmp_path / "a.duckdb"
    with open_store(path, write=True) as store:
        store.append("events", events)
        states = sorted({one.actors[0].state for one in events})
        rows = [
            fact(k, state, "electoral democracy", 0.9 if state in WEST else 0.1, 2021)
            for k, state in enumerate(states)
        ]
        rows += [
            fact(k, state, "UN ideal point", value, year)
            for k, (state, value) in enumerate((("JPN", 0.8), ("USA", 2.0)))
            for year in (2021, 2022, 2023)
        ]
        store.append("context", rows)
    with open_store(path) as store:
        found = measure(
            store.table("events"), "JPN", "USA", **YEAR,
            indicators=["blocs", "voting"], context=context_of(store),
        )  # fmt: skip
    voting, regimes, groups = sorted(
        found, key=lambda one: (one.indicator == "blocs", one.issue != "regimes")
    )
    assert regimes.low > 0
    assert "agreement with regimes 1.0" in groups.reading
    assert voting.value == pytest.approx(1.2)
    assert voting.start == dt.date(2022, 1, 1)
    assert voting.evidence == ["UN ideal point:JPN:2022", "UN ideal point:USA:2022"]


def test_without_tables_the_reason_is_given(tmp_path):
    with make_store(tmp_path, []) as store:
        assert context_of(store) is None
        (found,) = measure(store.table("events"), "JPN", "USA", **YEAR, indicators=["voting"])
    assert found.withheld == "no table of UN ideal points was given"
