import datetime as dt

import numpy as np
from factories import make_event, make_store
from relations.small_world import day_at, simulated

from detente.codes import Root
from detente.relations.broker import turned
from detente.relations.case import Options
from detente.relations.echoes import days_after, echo
from detente.relations.ground import Ground
from detente.relations.registry import measure
from detente.relations.target import lift

DAYS = 900


def drawn(random, times):
    acts = np.sort(random.choice(DAYS, 25, replace=False))
    after = days_after(acts, 14, DAYS)
    counts = random.poisson(np.where(after, 0.2 * times, 0.2)).astype(float)
    return echo(counts, np.ones(DAYS), after, 1.0)


def test_days_after_begin_on_the_next_day():
    assert np.flatnonzero(days_after(np.array([3, 97]), 4, 100)).tolist() == [4, 5, 6, 7, 98, 99]


def test_interval_holds_the_true_ratio():
    random = np.random.default_rng(0)
    found = [drawn(random, 2.0) for _ in range(200)]
    assert 0.85 <= np.mean([one.low <= np.log(2) <= one.high for one in found]) <= 0.96
    assert np.mean([one.probability < 0.05 for one in found]) > 0.8


def test_chance_is_told_right_where_nothing_follows():
    random = np.random.default_rng(1)
    chances = [drawn(random, 1.0).probability for _ in range(200)]
    assert np.mean(np.array(chances) < 0.1) <= 0.17


def test_acts_on_nearly_all_days_leave_nothing_to_compare():
    assert echo(np.ones(DAYS), np.ones(DAYS), np.ones(DAYS, dtype=bool), 1.0) is None


def test_a_broker_has_to_turn_to_both_in_time():
    assert turned(np.array([10, 50]), np.array([20, 90])).tolist() == [20]
    assert turned(np.array([10]), np.array([25])).tolist() == []
    assert turned(np.array([], dtype=int), np.array([25])).tolist() == []


def test_interval_of_the_lift_holds_the_truth():
    random = np.random.default_rng(2)
    held = []
    for _ in range(400):
        shares = random.beta(3, 3, 2)
        told = random.binomial([60, 200], shares)
        _, low, high, _ = lift((told[0], 60), (told[1], 200), 1.0)
        odds = np.log(shares / (1 - shares))
        held.append(low <= odds[0] - odds[1] <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_tells_whom_cooperation_is_aimed_at_and_who_brings_two_together(tmp_path):
    events = simulated()
    for k in range(16):
        day = day_at(20 + 66 * k)
        events += [
            make_event("JPN", "KOR", root=Root.COOPERATE, day=day, about=["PRK"] if k % 3 else []),
            make_event("USA", "JPN", root=Root.SUPPORT, day=day - dt.timedelta(days=8)),
            make_event("USA", "KOR", root=Root.SUPPORT, day=day - dt.timedelta(days=5)),
        ]
    period = {"start": day_at(0), "stop": day_at(1090)}
    with make_store(tmp_path, events) as store, Ground(store.table("events")) as ground:
        aimed = measure(ground, "JPN", "KOR", **period, indicators=["target"])
        wish = Options(third="USA")
        (broker,) = measure(ground, "JPN", "KOR", **period, indicators=["broker"], options=wish)
    mention = [one for one in aimed if one.issue == "mention"]
    assert [one.group for one in mention] == [["PRK"]]
    assert mention[0].low > 0
    assert "North Korea" in mention[0].reading
    assert {one.issue for one in aimed} == {"mention", "response"}
    assert broker.group == ["USA"]
    assert broker.value > 0
    assert broker.rank > 0.9
    assert broker.reading.endswith("not causal.")
