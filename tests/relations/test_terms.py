import datetime as dt

import numpy as np
import pytest

from detente.relations.terms import (
    LEAST_MONTHS_EACH,
    RETURNING,
    coming_back,
    contrasts,
    months_led,
    shift_of,
)
from detente.relations.turnovers import Pool

POOL = Pool(dispersion=2.0, variance=0.3, sizes=np.zeros(0), placebo=np.zeros(0))


def test_contrast_is_the_log_ratio_of_rates():
    class Days:
        cooperation = np.where(np.arange(1000) < 500, 2.0, 1.0)
        conflict = np.zeros(1000)
        volume = np.ones(1000)
        world = np.ones((2, 1000))

    values, noise = contrasts(Days, np.arange(1000) < 500, "cooperation", 1.0)
    assert values[0] == pytest.approx(np.log(2), abs=0.01)
    assert values[500] == pytest.approx(-np.log(2), abs=0.01)
    assert 0 < noise < 0.01


def test_months_of_a_tenure_are_those_mostly_in_it():
    starts = (dt.date(2006, 9, 1), dt.date(2006, 10, 1), dt.date(2007, 9, 1), dt.date(2007, 10, 1))
    assert months_led(starts, "JPN", "shinzo-abe").tolist() == [False, True, True, False]


def test_shift_is_shrunk_and_returns_in_part():
    counts = np.array([9.0] * 12 + [3.0] * 24)
    shift = shift_of(counts, np.ones(36), np.arange(36) < 12, POOL)
    assert shift.raw == pytest.approx(np.log(108.5 / 12) - np.log(72.5 / 24))
    assert 0 < shift.mean < shift.raw
    again = coming_back(shift, POOL)
    assert again.mean == pytest.approx(RETURNING * shift.mean)
    assert again.error > shift.error


def test_few_months_of_a_leader_give_no_shift():
    inside = np.arange(36) < LEAST_MONTHS_EACH - 1
    shift = shift_of(np.full(36, 5.0), np.ones(36), inside, POOL)
    assert (shift.raw, shift.mean) == (None, 0.0)
    assert shift.error == pytest.approx(np.sqrt(0.3))
    assert coming_back(shift, POOL) == shift
