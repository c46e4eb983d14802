import datetime as dt

import numpy as np
import pytest

from detente.relations.turnovers import (
    LEAST_VARIANCE,
    PRIOR_DISPERSION,
    PRIOR_VARIANCE,
    Contrast,
    Pool,
    balance_shift,
    effect_variance,
    placebo_dispersion,
    pool_of,
    pooled,
    rate_shift,
    returned,
    share_beyond,
)


def test_rate_shift_is_the_log_ratio_of_the_months_around():
    counts = np.array([4.0] * 12 + [99.0] + [8.0] * 12)
    shift = rate_shift(counts, np.ones(25), 12)
    assert shift.value == pytest.approx(np.log(96.5 / 48.5))
    assert shift.variance == pytest.approx(1 / 48.5 + 1 / 96.5)


def test_rate_shift_takes_out_what_was_reported_in_all():
    counts = np.array([4.0] * 12 + [0.0] + [8.0] * 12)
    volume = np.array([1.0] * 13 + [2.0] * 12)
    assert abs(rate_shift(counts, volume, 12).value) < 0.01


def test_balance_shift_is_positive_where_conflict_gives_way():
    friendly, hostile = np.full(25, 2.0), np.array([3.0] * 13 + [1.0] * 12)
    assert balance_shift(friendly, hostile, 12).value == pytest.approx(np.log(36.5 / 12.5))


def contrasts(values, errors):
    return [
        Contrast(value=float(value), variance=float(error) ** 2)
        for value, error in zip(values, errors, strict=True)
    ]


def test_dispersion_is_that_of_placebos():
    random = np.random.default_rng(0)
    errors = random.uniform(0.1, 0.6, 4000)
    values = random.normal(0, errors * np.sqrt(5))
    found = pooled([], contrasts(values, errors), prior=0, least=0)
    assert found.dispersion == pytest.approx(5, rel=0.15)


def test_variance_of_effects_is_found_beyond_the_noise():
    random = np.random.default_rng(1)
    errors = random.uniform(0.1, 0.4, 5000)
    noise = random.normal(0, errors * np.sqrt(3))
    quiet = contrasts(random.normal(0, errors * np.sqrt(3)), errors)
    effects = random.normal(0, 0.5, 5000)
    moved = pooled(contrasts(effects + noise, errors), quiet, prior=0, least=0)
    still = pooled(contrasts(noise, errors), quiet, prior=0, least=0)
    assert moved.variance == pytest.approx(0.25, rel=0.15)
    assert still.variance < 0.02


def test_dispersion_makes_placebos_nominal():
    random = np.random.default_rng(0)
    errors = random.uniform(0.1, 0.6, 4000)
    values = random.normal(0, errors * np.sqrt(5))
    assert placebo_dispersion(values, errors) == pytest.approx(5, rel=0.15)


def test_variance_weighted_by_precision_is_found_beyond_the_noise():
    random = np.random.default_rng(1)
    errors = random.uniform(0.1, 0.4, 5000)
    noise = random.normal(0, errors * np.sqrt(3))
    effects = random.normal(0, 0.5, 5000)
    assert effect_variance(effects + noise, errors, 3.0) == pytest.approx(0.25, rel=0.15)
    assert effect_variance(noise, errors, 3.0) < 0.02


def test_without_any_turnover_the_assumptions_stand():
    found = pooled([], [])
    assert found.dispersion == pytest.approx(PRIOR_DISPERSION)
    assert found.variance == pytest.approx(PRIOR_VARIANCE)
    bare = pooled([], [], prior=0)
    assert (bare.dispersion, bare.variance) == (1.0, LEAST_VARIANCE)


def test_shares_of_larger_moves_are_told_where_there_are_moves():
    some = Pool(dispersion=1, variance=1, sizes=np.array([0.1, 0.5]), placebo=np.array([0.2]))
    assert some.exceeding(-0.3) == (0.5, 0.0)
    empty = Pool(dispersion=1, variance=1, sizes=np.zeros(0), placebo=np.zeros(0))
    assert empty.exceeding(0.1) == (None, None)


def test_turnovers_of_either_state_are_compared_and_quiet_dates_beside_them():
    starts = [dt.date(2019 + month // 12, month % 12 + 1, 1) for month in range(48)]
    counts = np.full((1, 48), 5.0)
    counts[0, 25:] = 10.0  # the United States changed its leader in month 24
    found = pool_of([("DEU", "USA")], counts, np.ones(48), starts)
    assert found.sizes.max() == pytest.approx(np.log(120.5 / 60.5))
    assert pool_of([("DEU", "USA")], counts * 0, np.ones(48), starts).sizes.size == 0
    assert pool_of([("ISL", "ISL")], counts[:, :20], np.ones(20), starts[:20]).placebo.size == 0


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
