import numpy as np
import pytest

from detente.relations.turnovers import (
    balance_shift,
    effect_variance,
    placebo_dispersion,
    rate_shift,
    returned,
    share_beyond,
    shrunk,
)


def test_rate_shift_is_the_log_ratio_of_the_months_around():
    counts = np.array([4.0] * 12 + [99.0] + [8.0] * 12)
    shift = rate_shift(counts, np.ones(25), 12)
    assert shift.value == pytest.approx(np.log(96.5 / 48.5))
    assert shift.error == pytest.approx(np.sqrt(1 / 48.5 + 1 / 96.5))


def test_rate_shift_takes_out_what_was_reported_in_all():
    counts = np.array([4.0] * 12 + [0.0] + [8.0] * 12)
    volume = np.array([1.0] * 13 + [2.0] * 12)
    assert abs(rate_shift(counts, volume, 12).value) < 0.01


def test_balance_shift_is_positive_where_conflict_gives_way():
    friendly, hostile = np.full(25, 2.0), np.array([3.0] * 13 + [1.0] * 12)
    assert balance_shift(friendly, hostile, 12).value == pytest.approx(np.log(36.5 / 12.5))


def test_dispersion_makes_placebos_nominal():
    random = np.random.default_rng(0)
    errors = random.uniform(0.1, 0.6, 4000)
    values = random.normal(0, errors * np.sqrt(5))
    assert placebo_dispersion(values, errors) == pytest.approx(5, rel=0.15)


def test_variance_of_effects_is_found_beyond_the_noise():
    random = np.random.default_rng(1)
    errors = random.uniform(0.1, 0.4, 5000)
    noise = random.normal(0, errors * np.sqrt(3))
    effects = random.normal(0, 0.5, 5000)
    assert effect_variance(effects + noise, errors, 3.0) == pytest.approx(0.25, rel=0.15)
    assert effect_variance(noise, errors, 3.0) < 0.02


def test_shrunk_effects_hold_the_truth_nine_times_in_ten():
    random = np.random.default_rng(2)
    errors = random.uniform(0.1, 0.6, 4000)
    truth = random.normal(0, 0.4, 4000)
    seen = truth + random.normal(0, errors * np.sqrt(4))
    value, sd = shrunk(seen, errors, 0.16, 4.0)
    assert 0.85 <= np.mean(np.abs(truth - value) <= 1.645 * sd) <= 0.95
    assert (np.abs(value) < np.abs(seen)).all()


def test_nothing_is_left_of_an_effect_where_leaders_vary_in_nothing():
    value, sd = shrunk(np.array([1.5]), np.array([0.2]), 0.0, 4.0)
    assert value[0] == sd[0] == 0


def test_five_in_a_hundred_placebos_are_beyond_the_band():
    random = np.random.default_rng(3)
    quiet = random.normal(0, 1, 2000)
    assert share_beyond(quiet, quiet) == pytest.approx(0.05, abs=0.002)
    assert share_beyond(random.normal(0, 3, 2000), quiet) > 0.4


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_coefficient_of_returned_leaders_is_free_of_the_shared_time_between(rho):
    random = np.random.default_rng(4)

    def terms(n, carried):
        effect, between = random.normal(0, 0.5, n), random.normal(0, 0.3, n)
        own = random.normal(0, 0.5, n) * np.sqrt(1 - carried**2)
        return effect - between, carried * effect + own - between

    first, second = terms(3000, rho)
    quiet = terms(3000, 0.0)
    found = returned(first, second, np.arange(3000) % 12, *quiet)
    assert found.leaders == 12
    assert found.placebo > 0.15
    assert found.rho == pytest.approx(rho * 0.25 / 0.34, abs=0.07)
