import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store
from relations.small_world import simulated
from scipy.stats import spearmanr

from detente.codes import Root
from detente.errors import InputError
from detente.relations.attention import partners, shares_of
from detente.relations.ground import Ground
from detente.relations.registry import measure

YEAR = {"start": dt.date(2023, 1, 1), "stop": dt.date(2024, 1, 1)}


def test_interval_holds_the_true_share():
    random = np.random.default_rng(0)
    held = []
    for _ in range(600):
        truth = random.dirichlet(np.full(6, 2.0))
        now, before = random.multinomial(60, truth), random.multinomial(150, truth)
        _, low, high = shares_of(now.astype(float), before.astype(float), phi=1.0).share(0)
        held.append(low <= truth[0] <= high)
    assert 0.85 <= np.mean(held) <= 0.96


def test_a_share_that_doubles_is_rising_and_one_that_stays_is_not():
    before = np.array([30.0, 70.0])
    assert shares_of(np.array([30.0, 20.0]), before, phi=1.0).rising(0) > 0.95
    assert 0.1 < shares_of(np.array([15.0, 35.0]), before, phi=1.0).rising(0) < 0.9


def test_without_a_past_nothing_is_rising():
    assert shares_of(np.array([3.0, 4.0]), np.zeros(2), phi=1.0).rising(0) is None


@pytest.fixture(scope="module")
def events():
    start = YEAR["start"]
    more = [
        make_event("JPN", "AUS", root=Root.AID, day=start + dt.timedelta(days=7 * k))
        for k in range(50)
    ]
    return [*simulated(), *more]


def test_partners_of_a_state_are_listed_the_largest_first(events, tmp_path):
    with make_store(tmp_path, events) as store:
        found = partners(store.table("events"), "JPN", **YEAR)
        assert partners(store.table("events"), "FRA", **YEAR) == []
        with pytest.raises(InputError):
            partners(store.table("events"), "JPN", start=YEAR["stop"], stop=YEAR["start"])
    assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)
    assert (found[0].state, found[0].trend) == ("AUS", "rising")
    assert found[0].low < found[0].share < found[0].high
    assert len(found[0].evidence) >= found[0].acts
    assert "Australia" in found[0].reading
    assert {one.trend for one in found[1:]} & {"falling", "steady"}


def test_a_third_of_the_sources_may_be_absent(events, tmp_path):
    random = np.random.default_rng(3)
    publishers = random.integers(0, 40, len(events))
    kept = [one for one, publisher in zip(events, publishers, strict=True) if publisher >= 12]
    with make_store(tmp_path, events) as every, make_store(tmp_path, kept, "less.duckdb") as less:
        shares = []
        for store in (every, less):
            with Ground(store.table("events")) as ground:
                shares.append(
                    {
                        (state, one.state): one.share
                        for state in ("JPN", "USA", "CHN", "RUS")
                        for one in partners(
                            ground, state, start=dt.date(2021, 1, 1), stop=YEAR["stop"]
                        )
                    }
                )
    common = sorted(shares[0].keys() & shares[1].keys())
    ranks = spearmanr([shares[0][key] for key in common], [shares[1][key] for key in common])
    assert ranks.statistic >= 0.9


def test_attention_is_given_for_both_sides(events, tmp_path):
    with make_store(tmp_path, events) as store:
        ours, theirs = measure(
            store.table("events"), "JPN", "AUS", **YEAR, indicators=["attention"]
        )
    assert (ours.first, theirs.first) == ("JPN", "AUS")
    assert ours.value > theirs.value
    assert ours.low < ours.value < ours.high
    assert ours.n > len(ours.evidence) >= 50
