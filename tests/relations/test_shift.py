import datetime as dt

import numpy as np
from factories import make_event, make_store

from detente.codes import Root
from detente.relations.registry import measure
from detente.relations.shift import WINDOW, breaks, change, levels

DAYS = 1500


def test_interval_holds_the_true_change():
    random = np.random.default_rng(0)
    held = []
    for _ in range(400):
        before, after = random.uniform(15, 60, 2)
        counts = random.poisson([before, after])
        _, low, high = change(*counts.astype(float), (91.0, 91.0), 1.0)
        held.append(low <= np.log(after / before) <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_finds_the_day_on_which_the_rate_trebles():
    random = np.random.default_rng(1)
    found = []
    for _ in range(20):
        rates = np.where(np.arange(DAYS) < 1000, 0.15, 0.45)
        scan = levels(random.poisson(rates).astype(float), np.ones(DAYS), 1.0)
        inside = np.flatnonzero((scan.days > 900) & (scan.days < 1100))
        found += [int(scan.days[one]) for one in breaks(scan, inside)]
    assert len(found) >= 18
    assert np.median(np.abs(np.array(found) - 1000)) <= 15


def test_a_steady_rate_has_no_break():
    random = np.random.default_rng(2)
    alarms = 0
    for _ in range(40):
        scan = levels(random.poisson(0.3, DAYS).astype(float), np.ones(DAYS), 1.0)
        alarms += bool(breaks(scan, np.flatnonzero(scan.days >= DAYS - 2 * WINDOW)))
    assert alarms <= 4


def test_a_flurry_that_passes_is_no_break():
    counts = np.full(DAYS, 0.0)
    counts[::5] = 1
    counts[1000:1010] = 4
    scan = levels(counts, np.ones(DAYS), 2.0)
    inside = np.flatnonzero((scan.days > 960) & (scan.days <= 1010))
    assert not breaks(scan, inside)


def test_rates_follow_the_reporting_volume():
    random = np.random.default_rng(3)
    volume = np.where(np.arange(DAYS) < 1000, 1.0, 3.0)
    scan = levels(random.poisson(0.2 * volume).astype(float), volume, 1.0)
    assert not breaks(scan, np.flatnonzero(np.abs(scan.days - 1000) < 50))


def test_tells_a_break_in_a_store(tmp_path):
    first = dt.date(2020, 1, 1)
    days = [d for d in range(1300) if d % 12 == 0 or d > 1000]
    events = [
        make_event("IND", "CAN", root=Root.ACCUSE, day=first + dt.timedelta(days=d)) for d in days
    ]
    world = [
        make_event("USA", "GBR", root=Root.SUPPORT, day=first + dt.timedelta(days=d))
        for d in range(1300)
    ]
    with make_store(tmp_path, [*events, *world]) as store:
        found = measure(
            store.table("events"), "IND", "CAN",
            start=first + dt.timedelta(days=950), stop=first + dt.timedelta(days=1200),
            indicators=["shift"],
        )  # fmt: skip
    conflict = [one for one in found if one.issue == "conflict"]
    assert len(conflict) == 1
    assert abs((conflict[0].start - (first + dt.timedelta(days=1000))).days) <= 10
    assert conflict[0].low > 0
    assert "rose on" in conflict[0].reading
    assert not conflict[0].falls_short


def test_says_of_the_nearest_thing_to_a_break_that_it_falls_short(tmp_path):
    first = dt.date(2020, 1, 1)
    events = [
        make_event("IND", "CAN", root=Root.ACCUSE, day=first + dt.timedelta(days=day))
        for day in range(0, 1300, 12)
    ]
    with make_store(tmp_path, events) as store:
        found = measure(
            store.table("events"), "IND", "CAN",
            start=first + dt.timedelta(days=950), stop=first + dt.timedelta(days=1200),
            indicators=["shift"],
        )  # fmt: skip
    (conflict,) = [one for one in found if one.issue == "conflict"]
    assert conflict.value is not None
    assert conflict.falls_short
    assert "no lasting change of conflict" in conflict.reading
