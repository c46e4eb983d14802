"""How far off probabilities are, and how far they would be by chance."""

from __future__ import annotations

import pytest
from eval.sentences import calibration_error, error_by_chance


def test_error_is_the_distance_of_what_was_said_from_what_came_true() -> None:
    right = [(0.75, True)] * 3 + [(0.75, False)]
    assert calibration_error(right) == pytest.approx(0.0)
    assert calibration_error([(0.95, False)] * 4) == pytest.approx(0.95)
    assert calibration_error([*right, *[(0.35, True)] * 4]) == pytest.approx(0.65 / 2)
    assert calibration_error([]) == 0.0


def test_few_events_look_ill_calibrated_by_chance() -> None:
    few, many = error_by_chance([0.6] * 20, draws=300), error_by_chance([0.6] * 500, draws=300)
    assert 0.05 < few["mean"] < few["most"] < 0.3
    assert many["most"] < few["mean"]
    assert few == error_by_chance([0.6] * 20, draws=300)
