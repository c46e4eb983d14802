import datetime as dt
import json

import numpy as np
import pytest
from factories import make_event, make_store
from scipy.stats import nbinom
from worlds import MADE_ON, START, world

from detente.codes import Issue, Root
from detente.outlook.baselines import (
    EVER,
    LAST_YEAR,
    LIKE_LAST_YEAR,
    base_rate,
    baseline_forecasts,
    ever_poisson,
    last_year_poisson,
    like_last_year,
)
from detente.outlook.counts import expected, forecast_counts, law_of, weighted, weighted_means
from detente.outlook.laws import interval
from detente.outlook.spreads import PRIOR, dispersion, likeliest, odds
from detente.outlook.targets import ROOTS as EVERY_ROOT
from detente.outlook.targets import TARGETS
from detente.relations.dyads import CLASSES


def forecasts(store, made_on=MADE_ON, method=forecast_counts, **more):
    return method(store.table("events"), "JPN", "USA", made_on=made_on, **more)


def forecasts_of(folder, events, made_on=MADE_ON, **more):
    with make_store(folder, events) as store:
        return forecasts(store, made_on, **more)


def test_forecasts_every_target_and_horizon(ring):
    every = forecasts(ring)
    assert {one.target for one in every} == set(TARGETS)
    assert len(every) == len({one.id for one in every}) == len(TARGETS) * 4
    whole = [one for one in every if one.stop == dt.date(2024, 4, 1) and one.start.month == 1]
    for one in whole:
        assert one.low90 <= one.low50 <= one.mean <= one.high50 <= one.high90
        assert one.mean == pytest.approx(len(CLASSES[one.target]) * 0.1 * 91, rel=0.45)
        assert one.probability > 0.95


def test_forecasts_days_roots_and_issues(ring):
    wanted = ["ACCUSE", "cooperation", "cooperation: diplomacy", "cooperation: security"]
    every = forecasts(ring, days=30, targets=wanted)
    means = {one.target: one.mean for one in every}
    assert list(means) == wanted
    assert all((one.stop - one.start).days == 30 for one in every)
    assert means["ACCUSE"] == pytest.approx(3, rel=0.45)
    assert means["cooperation: diplomacy"] == means["cooperation"]
    assert means["cooperation: security"] < 0.1


def test_says_what_it_was_made_from(ring):
    one = forecasts(ring, days=30)[0]
    inputs = json.loads(one.inputs)
    assert inputs["windows"] == 36
    assert inputs["window_days"] == 30
    assert inputs["acts"] > inputs["own"] > 0
    assert one.version
    assert one.spread > 0


def test_every_root_can_be_asked_for(ring):
    assert len(forecasts(ring, days=7, targets=EVERY_ROOT)) == len(Root)


def test_a_week_is_less_than_a_year(ring):
    means = [forecasts(ring, days=days)[0].mean for days in (7, 365)]
    assert means[0] == pytest.approx(0.2 * 7, rel=0.5)
    assert means[1] == pytest.approx(0.2 * 365, rel=0.35)


def test_intervals_hold_what_came():
    random = np.random.default_rng(1)
    held, sure, came = [], [], []
    for _ in range(25):
        rates = random.gamma(2, 2, (30, 1)) * np.exp(
            random.normal(0, 0.08, (30, 43)).cumsum(axis=1)
        )
        counts = random.negative_binomial(3, 3 / (3 + rates)).astype(float)
        chances = weighted(counts[:, :40]).chances()
        low, high = interval(chances, 0.9)
        held.append((low <= counts[:, 40]) & (counts[:, 40] <= high))
        sure.append(1 - chances[:, 0])
        came.append(counts[:, 40] > 0)
    assert 0.87 <= np.mean(held) <= 0.95
    assert np.mean(sure) == pytest.approx(np.mean(came), abs=0.05)


def test_dispersion_is_found_again():
    random = np.random.default_rng(2)
    rates = random.gamma(4, 2, (80, 1))
    counts = random.negative_binomial(2, 2 / (2 + rates), (80, 60)).astype(float)
    spread = dispersion(counts, expected(counts), odds(counts))
    assert np.median(spread) == pytest.approx(0.5, abs=0.15)


def test_spread_falls_with_activity():
    random = np.random.default_rng(3)
    mean = np.repeat([0.2, 5.0], 400)
    size = np.repeat([0.1, 4.0], 400)
    counts = random.negative_binomial(size, size / (size + mean)).astype(float)
    level, slope = likeliest(counts, mean, np.repeat([-2.5, 3.0], 400))
    assert level > 0 > slope
    assert np.exp(level + slope * 3.0) == pytest.approx(0.25, rel=0.5)


def test_spread_of_a_store_without_past_errors_is_the_assumption():
    table = np.ones((2, 4))
    spread = dispersion(table, expected(table), odds(table))
    assert spread == pytest.approx(np.exp(PRIOR[0] + PRIOR[1] * odds(table)[:, -1]))


def test_a_shift_is_followed():
    counts = np.concatenate([np.full((1, 24), 2.0), np.full((1, 12), 8.0)], axis=1)
    assert 5 < expected(counts)[0, -1] < 7.5
    assert weighted_means(counts, 0.8)[0, -1] > weighted_means(counts, 0.97)[0, -1]


def test_no_forecast_without_a_past(ring, tmp_path):
    assert forecasts(ring, START + dt.timedelta(days=59)) == []
    assert forecasts_of(tmp_path, []) == []


def test_a_pair_without_a_past_gets_a_small_number(ring):
    every = forecast_counts(ring.table("events"), "JPN", "BRA", made_on=MADE_ON)
    assert all(0 < one.mean < 0.6 for one in every)


def test_issue_of_rows_is_read(tmp_path):
    events = [
        make_event("JPN", "USA", root=Root.AID, issue=issue, day=START + dt.timedelta(days=day))
        for day in range(0, 700, 5)
        for issue in (Issue.SECURITY,)
    ]
    wanted = ["cooperation: security", "cooperation: economy"]
    one, other = forecasts_of(tmp_path, events, dt.date(2022, 11, 30), days=30, targets=wanted)
    assert one.mean == pytest.approx(6, rel=0.2)
    assert other.mean < 0.1


def test_baseline_is_the_mean_of_the_last_year(ring):
    plain = forecasts(ring, method=baseline_forecasts)
    own = [
        event
        for event in world()
        if event.actors[0].state == "JPN" and event.day >= dt.date(2023, 1, 1) and event.score > 0
    ]
    found = {
        one.method: one
        for one in plain
        if one.target == "cooperation" and one.stop == dt.date(2024, 2, 1)
    }
    assert set(found) == {LAST_YEAR, LIKE_LAST_YEAR, EVER}
    assert found[LAST_YEAR].mean == found[LIKE_LAST_YEAR].mean == pytest.approx(len(own) / 12)
    assert len(found[LIKE_LAST_YEAR].past) == 12


@pytest.mark.parametrize("method", [last_year_poisson, like_last_year, ever_poisson, base_rate])
def test_baselines_give_one_law_a_pair(method):
    table = np.tile(np.arange(24.0), (3, 1))
    for parts in (1, 3):
        laws = method(table, 0, parts, 1.0)
        assert laws.mean.shape == (3,)
        assert laws.chances().sum(axis=1) == pytest.approx(1)
    assert like_last_year(table).mean == pytest.approx(17.5)
    assert like_last_year(table, 0, 3).mean == pytest.approx(52.5)


def test_law_comes_back_from_the_record(ring):
    for one in forecasts(ring, days=30):
        law = law_of(one)
        (low,), (high,) = interval(law.chances(), 0.9)
        assert (low, high) == (one.low90, one.high90)
        size = 1 / one.spread
        chance = 1 - nbinom.pmf(0, size, size / (size + one.mean))
        assert one.probability == pytest.approx(chance, abs=1e-3)
