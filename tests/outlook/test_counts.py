import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store
from scipy.stats import nbinom

from detente.codes import Root
from detente.outlook.baselines import last_year
from detente.outlook.counts import dispersion, forecast_counts, predicted, weighted_means
from detente.outlook.targets import TARGETS, horizons

START = dt.date(2021, 1, 1)
MADE_ON = dt.date(2023, 12, 31)
ROOTS = (Root.SUPPORT, Root.AID, Root.ACCUSE, Root.SANCTION)


def world(seed=0, days=1095, rate=0.1):
    random = np.random.default_rng(seed)
    states = ("JPN", "USA", "CHN", "KOR")
    return [
        make_event(one, other, root=root, day=START + dt.timedelta(days=day))
        for day in range(days)
        for one, other in zip(states, (*states[1:], states[0]), strict=True)
        for root in ROOTS
        if random.random() < rate
    ]


def forecasts(folder, events, made_on=MADE_ON, name="news.duckdb", method=forecast_counts):
    with make_store(folder, events, name) as store:
        return method(store.table("events"), "JPN", "USA", made_on=made_on)


def test_forecasts_every_target_and_horizon(tmp_path):
    every = forecasts(tmp_path, world())
    assert {one.target for one in every} == set(TARGETS)
    assert len(every) == len({one.id for one in every}) == len(TARGETS) * 4
    whole = [one for one in every if one.stop == dt.date(2024, 4, 1) and one.start.month == 1]
    for one in whole:
        assert one.low90 <= one.low50 <= one.mean <= one.high50 <= one.high90
        assert one.mean == pytest.approx(len(TARGETS[one.target]) * 0.1 * 91, rel=0.45)
        assert one.probability > 0.95


def test_a_row_of_the_future_changes_nothing(tmp_path):
    events = world()
    later = MADE_ON + dt.timedelta(days=20)
    planted = [make_event("JPN", "USA", root=root, day=later) for root in ROOTS for _ in range(9)]
    planted += [
        make_event(
            "JPN", "USA", root=Root.PROTEST, day=MADE_ON - dt.timedelta(days=day), known_at=later
        )
        for day in range(30)
    ]
    plain = forecasts(tmp_path, events, name="plain")
    assert forecasts(tmp_path, events + planted, name="planted") == plain
    seen = forecasts(tmp_path, events + planted, later, name="seen")
    assert [one.mean for one in seen] != [one.mean for one in plain]


def test_intervals_hold_what_came():
    random = np.random.default_rng(1)
    held, sure, came = [], [], []
    for _ in range(60):
        rates = random.gamma(2, 2, (20, 1)) * np.exp(
            random.normal(0, 0.08, (20, 43)).cumsum(axis=1)
        )
        counts = random.negative_binomial(3, 3 / (3 + rates)).astype(float)
        for row in range(8):
            table = np.roll(counts[:, :40], -row, axis=0)
            (_, mean, spread), *_ = predicted(table, horizons(MADE_ON))
            size = 1 / spread
            law = nbinom(size, size / (size + mean))
            held.append(law.ppf(0.05) <= counts[row, 40] <= law.ppf(0.95))
            sure.append(1 - law.pmf(0))
            came.append(counts[row, 40] > 0)
    assert 0.87 <= np.mean(held) <= 0.97
    assert np.mean(sure) == pytest.approx(np.mean(came), abs=0.05)


def test_dispersion_is_found_again():
    random = np.random.default_rng(2)
    rates = random.gamma(4, 2, (80, 1))
    counts = random.negative_binomial(2, 2 / (2 + rates), (80, 60)).astype(float)
    assert dispersion(counts, weighted_means(counts), 0, 1) == pytest.approx(0.5, abs=0.15)


def test_a_shift_is_followed():
    counts = np.concatenate([np.full((1, 24), 2.0), np.full((1, 12), 8.0)], axis=1)
    assert weighted_means(counts)[0, -1] == pytest.approx(6.3, abs=0.4)


def test_no_forecast_without_a_past(tmp_path):
    assert forecasts(tmp_path, world(days=60), START + dt.timedelta(days=59)) == []
    assert forecasts(tmp_path, [], name="empty") == []


def test_a_pair_without_a_past_gets_a_small_number(tmp_path):
    with make_store(tmp_path, world()) as store:
        every = forecast_counts(store.table("events"), "JPN", "BRA", made_on=MADE_ON)
    assert all(0 < one.mean < 0.5 for one in every)


def test_baseline_is_the_mean_of_the_last_year(tmp_path):
    events = world()
    plain = forecasts(tmp_path, events, method=last_year)
    own = [
        event
        for event in events
        if event.actors[0].state == "JPN" and event.day >= dt.date(2023, 1, 1) and event.score > 0
    ]
    (one,) = [f for f in plain if f.target == "cooperation" and f.stop == dt.date(2024, 2, 1)]
    assert one.mean == pytest.approx(len(own) / 12)
    assert "12 months" in one.method
