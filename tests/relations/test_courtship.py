import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store
from scipy.special import logit

from detente.codes import Root
from detente.relations.courtship import asymmetry
from detente.relations.registry import measure

PERIOD = {"start": dt.date(2024, 1, 1), "stop": dt.date(2025, 1, 1)}


def courted(events, folder, first, second):
    with make_store(folder, events, name=f"{first}.duckdb") as store:
        (finding,) = measure(
            store.table("events"), first, second, **PERIOD, indicators=["courtship"]
        )
    return finding


def one_sided():
    start = PERIOD["start"]
    there = [
        make_event("JPN", "PHL", root=Root.AID, day=start + dt.timedelta(days=9 * step))
        for step in range(16)
    ]
    back = [
        make_event("PHL", "JPN", root=Root.SUPPORT, day=start + dt.timedelta(days=50 * step))
        for step in range(3)
    ]
    return there + back


def test_swapping_the_states_changes_the_sign(tmp_path):
    events = one_sided()
    ours, theirs = courted(events, tmp_path, "JPN", "PHL"), courted(events, tmp_path, "PHL", "JPN")
    assert ours.value == pytest.approx(-theirs.value)
    assert (ours.low, ours.high) == pytest.approx((-theirs.high, -theirs.low))
    assert ours.value > 0
    assert "Japan almost certainly courts more" in ours.reading
    assert "Japan almost certainly courts more" in theirs.reading


def test_meetings_and_mirrored_acts_do_not_count(tmp_path):
    day = dt.date(2024, 3, 1)
    events = [
        *one_sided(),
        make_event(["JPN", "PHL"], root=Root.SUPPORT, day=day),
        make_event("PHL", "JPN", root=Root.CONSULT, day=day),
        make_event("PHL", "JPN", root=Root.AGREE, day=day),
        make_event("PHL", "JPN", root=Root.COOPERATE, day=day),
        make_event("JPN", "PHL", root=Root.COOPERATE, day=day),
        make_event("PHL", "JPN", root=Root.ACCUSE, day=day),
    ]
    assert courted(events, tmp_path, "JPN", "PHL").n == 19


def test_a_visit_goes_to_the_host(tmp_path):
    visits = [
        make_event("PHL", "JPN", mode="visit", day=dt.date(2024, month, 4)) for month in range(1, 9)
    ]
    finding = courted(visits, tmp_path, "JPN", "PHL")
    assert (finding.n, finding.value < 0) == (8, True)


def test_interval_holds_the_truth():
    random = np.random.default_rng(0)
    held = []
    for _ in range(1500):
        truth = random.beta(2, 2)
        there = random.binomial(25, truth)
        _, low, high, _ = asymmetry(there, 25 - there, 1.0)
        held.append(low <= logit(truth) <= high)
    assert 0.85 <= np.mean(held) <= 0.95
