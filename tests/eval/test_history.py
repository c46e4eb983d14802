import datetime as dt

import numpy as np
import pytest
from eval.history import History, Occasion, figures, history_of, ranked, strongest
from formats.made import quadruples

from detente.codes import Quad
from detente.relations.bursts import LEAST_HISTORY, WINDOW
from detente.relations.case import Pool

START, DAYS = dt.date(2010, 1, 1), 1500
PAIR = ("JPN", "USA")


def history(days, *, quad=Quad.VERBAL_COOPERATION, statements=()):
    """Make an archive in which one pair acts on the days given, and others all the time."""
    others = np.repeat(np.arange(DAYS), 20)
    return History(
        start=START,
        days=DAYS,
        pool=Pool(
            days=others,
            cooperative=np.ones(len(others), dtype=bool),
            material=np.zeros(len(others), dtype=bool),
            issues=np.full(len(others), "none"),
            counts=np.ones(len(others), dtype=np.int64),
        ),
        acts={PAIR: {quad.value: np.sort(np.array(days, dtype=np.int64))}},
        statements={PAIR: np.array(statements, dtype=np.int64)},
        facts={PAIR: {quad.value: len(days)}},
    )


def usual(seed=0):
    return np.flatnonzero(np.random.default_rng(seed).random(DAYS) < 0.15).tolist()


def event(day, kind="cooperation"):
    return Occasion(pair=PAIR, day=START + dt.timedelta(days=day), kind=kind, label="")


def test_a_planted_surge_ranks_above_all_quiet_days():
    found = ranked(history(usual() + [700, 701, 702, 703] * 4), [event(700)], before=3, after=10)
    assert found.ranks[0] > 0.99
    assert figures(found)["hit"] == 1


def test_a_surge_of_the_other_class_is_no_hit():
    planted = history(usual(), quad=Quad.VERBAL_COOPERATION)
    found = ranked(planted, [event(700, "conflict")], before=3, after=10)
    assert found.ranks[0] == 0.5


def test_five_in_a_hundred_quiet_days_are_false_alarms():
    found = ranked(history(usual()), [event(700)], before=3, after=10)
    assert found.false_alarms[0] == pytest.approx(0.05, abs=0.01)


def test_random_days_rank_in_the_middle():
    archive = history(usual(1))
    days = np.random.default_rng(2).integers(200, DAYS - 50, 200)
    found = [ranked(archive, [event(int(day))], before=3, after=10).ranks[0] for day in days]
    assert np.mean(found) == pytest.approx(0.5, abs=0.05)


def test_statements_lift_a_week():
    quiet, spoken = history(usual()), history(usual(), statements=[700] * 6)
    ranks = [ranked(h, [event(700)], before=0, after=0).ranks[0] for h in (quiet, spoken)]
    assert ranks[1] > ranks[0]


def test_days_outside_the_archive_have_no_rank():
    found = ranked(history(usual()), [event(-10), event(DAYS + 10)], before=3, after=10)
    assert np.isnan(found.ranks).all()
    assert figures(found)["hit"] == 0


def test_strongest_week_is_sought_on_the_days_told():
    scan = history([*usual(), *[700] * 9]).scan(PAIR, "cooperation")
    first = int(scan.starts[0])
    assert first == LEAST_HISTORY
    top = int(scan.starts[np.argmax(scan.scores)])
    assert 700 - WINDOW < top <= 700
    peaks = strongest(scan, DAYS, before=3, after=10)
    assert peaks[top + 3] == peaks[top - 10] == scan.scores.max()
    assert peaks[top + 4] < scan.scores.max()


def test_reads_an_archive_as_the_program_reads_it(tmp_path):
    lines = ["0\t1\t2\t0", "2\t1\t0\t0", "0\t0\t2\t24", "0\t1\t2\t480", "1\t1\t0\t480"]
    quadruples(tmp_path / "ICEWS14", lines)
    found = history_of(tmp_path / "ICEWS14")
    assert found.start == dt.date(2014, 1, 1)
    assert found.acts_of(PAIR, "cooperation").sum() == 2
    assert found.statements[PAIR].tolist() == [1]
    assert found.count(PAIR) == 4
    assert found.count(PAIR, "cooperation") == 3
