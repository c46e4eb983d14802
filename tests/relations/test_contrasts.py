import numpy as np
import pytest

from detente.relations.contrasts import (
    log_odds,
    rate_contrast,
    shrunk,
    shrunk_draws,
    summed_up,
    sums_moved,
)


def test_contrast_of_rates_is_a_log_ratio():
    ratio, variance = rate_contrast(20, 10, 10, 10)
    assert ratio == pytest.approx(np.log(20.5 / 10.5))
    assert variance == pytest.approx(1 / 20.5 + 1 / 10.5)


def test_contrasts_are_given_for_many_at_once():
    ratios, variances = rate_contrast(np.array([20.0, 5.0]), 10.0, np.array([10.0, 5.0]), 10.0)
    assert ratios[0] == pytest.approx(rate_contrast(20, 10, 10, 10)[0])
    assert ratios[1] == 0
    assert variances[1] > variances[0]


def test_log_odds_turn_their_sign_with_the_sides():
    assert log_odds(6.0, 2.0)[0] == pytest.approx(-log_odds(2.0, 6.0)[0])
    assert log_odds(6.0, 2.0)[1] == pytest.approx(1 / 6 + 1 / 2)


def test_sums_of_a_moved_set_are_those_of_moving_it_by_hand():
    random = np.random.default_rng(0)
    column, inside = random.poisson(2.0, 60).astype(float), np.arange(60) < 13
    sums, rest = sums_moved(column, inside)
    by_hand = [column[np.roll(inside, step)].sum() for step in range(60)]
    assert sums == pytest.approx(np.array(by_hand))
    assert sums + rest == pytest.approx(column.sum())


def test_shrunk_effects_hold_the_truth_nine_times_in_ten():
    random = np.random.default_rng(2)
    errors = random.uniform(0.1, 0.6, 4000)
    truth = random.normal(0, 0.4, 4000)
    seen = truth + random.normal(0, errors * np.sqrt(4))
    value, sd = shrunk(seen, 4.0 * errors**2, 0.16)
    assert 0.85 <= np.mean(np.abs(truth - value) <= 1.645 * sd) <= 0.95
    assert (np.abs(value) < np.abs(seen)).all()


def test_nothing_is_left_of_an_effect_where_leaders_vary_in_nothing():
    value, sd = shrunk(np.array([1.5]), np.array([0.16]), 0.0)
    assert value[0] == sd[0] == 0


def test_interval_holds_the_true_difference():
    random = np.random.default_rng(0)
    held = []
    for _ in range(150):
        tau = abs(random.standard_cauchy()) * 0.5
        noise = random.uniform(0.02, 0.3, 8)
        theta = random.normal(0, min(tau, 3), 8)
        draws = shrunk_draws(theta + random.normal(0, np.sqrt(noise)), noise).thetas
        low, high = np.quantile(draws, [0.05, 0.95], axis=1)
        held += list((low <= theta) & (theta <= high))
    assert 0.85 <= np.mean(held) <= 0.95


def test_noisy_differences_shrink_more():
    draws = shrunk_draws(np.array([1.0, 1.0]), np.array([0.05, 2.0])).thetas
    assert 0 < np.median(draws[1]) < np.median(draws[0]) < 1


def test_draws_are_summed_up_by_median_interval_and_sign():
    middle, low, high, above = summed_up(np.arange(-1.0, 20.0))
    assert (middle, low, high) == (9, 0, 18)
    assert above == pytest.approx(19 / 21)
