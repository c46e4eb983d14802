import numpy as np
import pytest

from detente.outlook.calibrate import UNCHANGED, corrected, learned
from detente.outlook.laws import Laws


def outcomes(mean, spread, n=2000):
    size = 1 / spread
    return np.random.default_rng(0).negative_binomial(size, size / (size + mean), n).astype(float)


def test_finds_the_factors_again():
    counts = outcomes(6.0, 1.0)
    found = learned(np.full(2000, 3.0), np.full(2000, 0.25), counts)
    assert found.mean == pytest.approx(2, rel=0.1)
    assert found.spread == pytest.approx(4, rel=0.2)


def test_few_forecasts_change_nothing_and_some_change_little():
    assert learned(np.ones(9), np.ones(9), np.full(9, 5.0)) == UNCHANGED
    few = learned(np.full(30, 3.0), np.full(30, 0.25), outcomes(6.0, 1.0, 30))
    assert 1 < few.mean < 2


def test_corrects_negative_binomials_only():
    by = learned(np.full(2000, 3.0), np.full(2000, 0.25), outcomes(6.0, 1.0))
    law = Laws(mean=np.ones(2), spread=np.ones(2))
    assert corrected(law, by).mean == pytest.approx(by.mean)
    assert corrected(law, UNCHANGED) is law
    past = Laws(mean=np.ones(1), spread=np.ones(1), past=np.ones((1, 3)))
    assert corrected(past, by) is past
