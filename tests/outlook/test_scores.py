import numpy as np
import pytest

from detente.outlook.laws import Laws
from detente.outlook.scores import reliability, score, skill


def test_scores_of_a_certain_and_right_forecast_are_perfect():
    chances = np.array([[0.0, 0.0, 1.0, 0.0]])
    one = score(chances, np.array([2.0]))
    assert (one.crps[0], one.log[0], one.cover90[0], one.brier[0]) == (0, 0, 1, 0)


def test_crps_of_a_point_is_its_distance():
    chances = np.array([[0.0, 1.0, 0.0, 0.0, 0.0, 0.0]])
    assert score(chances, np.array([5.0])).crps[0] == 4
    assert score(chances, np.array([9.0])).crps[0] == 8  # beyond the counts told apart


def test_crps_is_the_formula_by_draws():
    random = np.random.default_rng(0)
    law = Laws(mean=np.array([3.0]), spread=np.array([0.7]))
    size = 1 / 0.7
    draws = random.negative_binomial(size, size / (size + 3), (2, 200_000))
    by_draws = np.abs(draws[0] - 6).mean() - np.abs(draws[0] - draws[1]).mean() / 2
    assert score(law.chances(), np.array([6.0])).crps[0] == pytest.approx(by_draws, abs=0.02)


def test_share_within_is_exact_for_right_forecasts():
    random = np.random.default_rng(1)
    means = random.gamma(0.5, 2, 20_000) + 0.01
    laws = Laws(mean=means, spread=np.full(len(means), 1.0))
    counts = random.negative_binomial(1, 1 / (1 + means)).astype(float)
    one = score(laws.chances(max(laws.most(), int(counts.max()))), counts)
    assert one.within90.mean() == pytest.approx(0.9, abs=0.01)
    assert one.cover90.mean() > one.within90.mean()


def test_skill_is_relative():
    assert skill(np.array([1.0]), np.array([4.0])) == 0.75
    assert skill(np.array([1.0]), np.array([0.0])) == 0


def test_reliability_compares_what_was_said_with_what_came():
    sure = np.array([0.05, 0.06, 0.95, 1.0])
    low, high = reliability(sure, np.array([0.0, 0, 1, 1]))
    assert (low.n, low.came, high.n, high.came) == (2, 0, 2, 1)
    assert high.said == pytest.approx(0.975)
