from __future__ import annotations

import datetime as dt

import numpy as np

from detente.relations.case import day_number
from detente.serve.index import Acts, Coded
from detente.serve.queries.counting import by_month
from detente.serve.queries.pairs import balance, count_pairs, states_of

STOP = dt.date(2024, 6, 1)
STATES = ("CHN", "JPN", "USA")


def acts_of(rows) -> Acts:
    """Make acts of (days before STOP, first, second, whether cooperation)."""
    columns = list(zip(*sorted(rows), strict=True)) or [(), (), (), ()]
    size = len(columns[0])
    coded = Coded(numbers=np.zeros(size, np.int16), names=("x",))
    return Acts(
        days=day_number(STOP) - np.array(columns[0], np.int32),
        first=np.array([STATES.index(one) for one in columns[1]], np.int16),
        second=np.array([STATES.index(one) for one in columns[2]], np.int16),
        states=STATES,
        quads=coded,
        roots=coded,
        issues=coded,
        cooperative=np.array(columns[3], bool),
    )


QUIET = [(7 * week + 3, "JPN", "USA", True) for week in range(60)]


def test_pairs_are_counted_by_side() -> None:
    acts = acts_of([*QUIET, (10, "CHN", "USA", False)])
    pairs = count_pairs(acts, acts.within(STOP - dt.timedelta(days=90), STOP))
    assert [states_of(acts, key) for key in pairs.keys] == [("CHN", "USA"), ("JPN", "USA")]
    assert pairs.cooperation.tolist() == [0, 13]
    assert pairs.conflict.tolist() == [1, 0]


def test_balance_is_drawn_towards_the_world() -> None:
    assert balance(1, 0, share=0.6) < balance(10, 0, share=0.6) < balance(100, 0, share=0.6)
    assert balance(0, 5, share=0.6) < 0
    assert abs(balance(60, 40, share=0.6)) < 1e-9


def test_months_end_with_the_period_and_sum_up() -> None:
    acts = acts_of(QUIET)
    months = by_month(acts, np.ones(len(acts.days), bool), STOP)
    assert months[-1].month == dt.date(2024, 5, 1)
    assert len(months) == 24
    assert sum(one.cooperation for one in months) == 60
