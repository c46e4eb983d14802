import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from detente.outlook.laws import POISSON, Laws, interval, mixed

positive = st.floats(0.01, 50)


def law(mean, spread=POISSON):
    return Laws(mean=np.array([mean]), spread=np.array([spread]))


@given(positive, st.floats(0.01, 5))
def test_chances_sum_to_one_and_have_the_mean(mean, spread):
    chances = law(mean, spread).chances()[0]
    assert chances.sum() == pytest.approx(1)
    assert chances @ np.arange(len(chances)) == pytest.approx(mean, rel=0.01)


def test_small_spread_is_poisson():
    assert law(3.0).chances(20)[0] == pytest.approx(poisson.pmf(np.arange(21), 3), abs=1e-5)


def test_past_counts_are_as_likely():
    one = Laws(mean=np.array([1.5]), spread=np.array([1.0]), past=np.array([[0.0, 1, 1, 4]]))
    assert one.chances(5)[0].tolist() == [0.25, 0.5, 0, 0, 0.25, 0]
    assert one.row(0).most() == 5


def test_what_lies_above_is_put_into_the_last():
    assert law(30.0).chances(10)[0][-1] > 0.99


def test_mixture_weighs():
    chances = mixed([law(1.0), law(5.0)], [0.25, 0.75])[0]
    assert chances[0] == pytest.approx(0.25 * np.exp(-1) + 0.75 * np.exp(-5), rel=1e-3)


@given(positive, st.floats(0.01, 3))
def test_intervals_nest_and_hold_the_middle(mean, spread):
    chances = law(mean, spread).chances()
    inner, outer = interval(chances, 0.5), interval(chances, 0.9)
    median = np.argmax(np.cumsum(chances[0]) >= 0.5)
    assert outer[0] <= inner[0] <= inner[1] <= outer[1]
    assert outer[0] <= median <= outer[1]


def test_ninety_percent_intervals_hold_ninety_percent_on_average():
    random = np.random.default_rng(0)
    means, spreads = random.gamma(2, 3, 4000), random.uniform(0.1, 2, 4000)
    laws = Laws(mean=means, spread=spreads)
    size = 1 / spreads
    counts = random.negative_binomial(size, size / (size + means))
    low, high = interval(laws.chances(), 0.9)
    assert np.mean((low <= counts) & (counts <= high)) == pytest.approx(0.9, abs=0.03)
    assert nbinom.ppf(0.95, size, size / (size + means)).mean() >= high.mean()
