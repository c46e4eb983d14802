import datetime as dt

import numpy as np
from eval.history import History
from eval.visits import Visit, bursts

from detente.codes import Quad
from detente.relations.case import Pool


def visit(state, day, role=""):
    start = dt.date(2010, 1, 1) + dt.timedelta(days=day)
    return Visit(state=state, start=start, end=start, names=frozenset(), line="", role=role)


def test_trips_that_stir_cooperation_rank_above_quiet_days():
    random = np.random.default_rng(0)
    own = np.flatnonzero(random.random(1500) < 0.1)
    trips = (400, 800, 1200)
    stirred = np.sort(np.concatenate([own, *(np.repeat([day, day + 1], 4) for day in trips)]))
    others = np.repeat(np.arange(1500), 20)
    history = History(
        start=dt.date(2010, 1, 1),
        days=1500,
        pool=Pool(
            days=others,
            cooperative=np.ones(len(others), dtype=bool),
            material=np.zeros(len(others), dtype=bool),
            issues=np.full(len(others), "none"),
            counts=np.ones(len(others), dtype=np.int64),
        ),
        acts={("JPN", "USA"): {Quad.VERBAL_COOPERATION.value: stirred}},
        statements={},
        facts={("JPN", "USA"): {Quad.VERBAL_COOPERATION.value: len(stirred)}},
    )
    found = bursts(
        history,
        {
            "president": [visit("JPN", day) for day in trips],
            "secretary": [visit("JPN", day) for day in (600, 1000)],
            "too early": [visit("JPN", 20)],
        },
    )
    assert found["president"]["hit"] == 1
    assert found["secretary"]["hit"] == 0
    assert found["president: dense pairs"]["n"] == 3
    assert "too early" not in found
