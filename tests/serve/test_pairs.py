from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from detente.relations.case import day_number
from detente.serve.index import Acts, Coded
from detente.serve.queries.counting import by_month
from detente.serve.queries.pairs import balance, count_pairs, states_of, surges

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


def test_a_surge_is_found_where_it_was() -> None:
    burst = [(30 + n, "CHN", "JPN", False) for n in range(14)]
    found = surges(acts_of([*QUIET, *burst]), STOP - dt.timedelta(days=90), STOP)
    assert len(found) == 1
    (one,) = found
    assert states_of(acts_of(QUIET), one.key) == ("CHN", "JPN")
    assert (one.side, one.acts) == ("conflict", 14)
    assert one.start <= STOP - dt.timedelta(days=43)
    assert one.last >= STOP - dt.timedelta(days=30)
    assert (one.last - one.start).days == 27


@pytest.mark.parametrize("rows", [[], QUIET, QUIET[:10], [(5000, "CHN", "JPN", False)]])
def test_nothing_stands_out_where_all_is_quiet_or_unknown(rows) -> None:
    assert surges(acts_of(rows), STOP - dt.timedelta(days=90), STOP) == []


def test_more_reports_of_all_pairs_are_no_surge_of_one() -> None:
    def doubled(first, second):
        old = [(7 * week + 30 + n, first, second, True) for week in range(56) for n in (0, 1)]
        return old + [(day, first, second, True) for day in range(1, 29) for _ in range(2)]

    rows = doubled("CHN", "JPN") + doubled("CHN", "USA") + doubled("JPN", "USA")
    assert surges(acts_of(rows), STOP - dt.timedelta(days=28), STOP) == []


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
