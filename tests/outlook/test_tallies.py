import numpy as np
import pytest

from detente.outlook.tallies import AGE, COUNT, HALF_LIVES, NEVER, WIDTH, Tallies


def read(tally, key, day):
    out = np.zeros((1, WIDTH), np.float32)
    tally.read(tally.find(np.array([key])), day, out)
    return out[0]


def test_sums_fade_by_their_half_lives():
    tally = Tallies(np.array([7, 9, -1]))
    tally.add(tally.find(np.array([7, 7])), 3)
    seen = read(tally, 7, 13)
    assert seen[COUNT] == 2
    assert seen[AGE] == 10
    for number, life in enumerate(HALF_LIVES):
        assert seen[1 + number] == pytest.approx(2 * 0.5 ** (10 / life), rel=1e-5)


def test_later_facts_add_to_what_is_left():
    tally = Tallies(np.array([7]))
    for day in (0, 10):
        tally.add(tally.find(np.array([7])), day)
    assert read(tally, 7, 10)[2] == pytest.approx(1.5)


def test_what_never_happened_is_zero_and_old():
    tally = Tallies(np.array([7]))
    assert read(tally, 7, 5).tolist() == [0] * AGE + [NEVER]
    assert read(tally, 8, 5).tolist() == [0] * AGE + [NEVER]
    assert Tallies(np.array([-1])).find(np.array([3])).tolist() == [0]
