import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store
from worlds import MADE_ON, ROOTS, world

import detente.outlook.targets as targets
from detente.codes import Root
from detente.outlook.backtest import forecasts_from, leaks, rolling, scored
from detente.outlook.baselines import BASELINES, ever_poisson
from detente.outlook.boosted_counts import Boosted, features
from detente.outlook.counts import METHOD, forecast_counts, weighted

EVERY = {METHOD: weighted, **BASELINES}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Give a store in which rows become known, or happen, just after the day of the forecast."""
    next_day = MADE_ON + dt.timedelta(days=1)
    late = [make_event("JPN", "USA", root=root, day=next_day) for root in ROOTS]
    late += [
        make_event(
            "JPN", "USA", root=Root.PROTEST, day=MADE_ON - dt.timedelta(days=day), known_at=next_day
        )
        for day in range(5)
    ]
    with make_store(tmp_path_factory.mktemp("planted"), [*world(days=400), *late]) as store:
        yield store.table("events")


def test_no_method_sees_a_row_of_the_future(planted):
    assert leaks(planted, "JPN", "USA", EVERY, made_on=MADE_ON) == []


def test_seeing_one_day_too_many_is_found_out(planted, monkeypatch):
    def too_much(pairs, made_on):
        return pairs.filter(pairs.known_at <= made_on + dt.timedelta(days=1), pairs.day <= made_on)

    monkeypatch.setattr(targets, "seen", too_much)
    assert leaks(planted, "JPN", "USA", EVERY, made_on=MADE_ON) == sorted(EVERY)


def test_planted_rows_count_once_they_are_known(planted):
    day = MADE_ON + dt.timedelta(days=20)
    then, later = (
        forecast_counts(planted, "JPN", "USA", made_on=made_on, days=30, targets=["PROTEST"])
        for made_on in (MADE_ON, day)
    )
    assert later[0].mean > then[0].mean


def test_a_feature_does_not_change_with_later_windows():
    random = np.random.default_rng(0)
    table = random.poisson(2, (20, 40)).astype(float)
    other = table.copy()
    other[:, 30:] = 99
    assert np.array_equal(features(table)[:31], features(other)[:31])
    assert not np.array_equal(features(table)[31], features(other)[31])


@pytest.mark.parametrize("method", [weighted, ever_poisson, Boosted()])
def test_forecasts_of_an_origin_do_not_change_with_later_windows(method):
    random = np.random.default_rng(0)
    table = random.poisson(2, (30, 40)).astype(float)
    other = table.copy()
    other[:, 30:] = 99
    (one,), (two,) = (list(rolling(t, {"": method}, origins=[30])) for t in (table, other))
    assert np.array_equal(one[2].mean, two[2].mean)
    assert np.array_equal(one[2].spread, two[2].spread)
    assert (two[3] == 99).all()


def test_rolls_over_origins_and_scores_each_method():
    random = np.random.default_rng(0)
    table = random.negative_binomial(1, 0.3, (40, 40)).astype(float)
    scores = scored(rolling(table, EVERY, origins=range(24, 60), first=1, parts=2))
    assert set(scores) == set(EVERY)
    assert all(len(one.crps) == 40 * 14 for one in scores.values())
    assert scores[METHOD].crps.mean() < min(
        one.crps.mean() for name, one in scores.items() if "Poisson" in name and name != METHOD
    )


def test_boosting_is_the_same_each_time_and_learns_only_now_and_then():
    random = np.random.default_rng(0)
    table = random.poisson(random.gamma(2, 2, (50, 1)), (50, 40)).astype(float)
    assert np.array_equal(Boosted()(table).mean, Boosted()(table).mean)
    lazy = Boosted(every=6)
    lazy(table[:, :30])
    made = dict(lazy._learned)
    lazy(table[:, :33])
    assert lazy._learned == made
    lazy(table[:, :37])
    assert lazy._learned != made
    assert np.corrcoef(lazy(table).mean, table.mean(axis=1))[0, 1] > 0.8


def test_forecasts_from_past_days_as_if_it_were_then(ring):
    days = [dt.date(2022, 6, 30), dt.date(2023, 6, 30)]
    made = forecasts_from(
        ring.table("events"), "JPN", "USA", EVERY, origins=days, days=30, targets=["cooperation"]
    )
    assert [one.made_on for one in made[:: len(EVERY)]] == days
    assert len(made) == 2 * len(EVERY)
