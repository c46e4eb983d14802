import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store

from detente.codes import Root
from detente.relations.case import Options
from detente.relations.doubt import share, spread_of
from detente.relations.registry import measure

FIRST = dt.date(2017, 6, 1)


def test_interval_of_the_share_of_requests_holds_the_truth():
    random = np.random.default_rng(1)
    held = []
    for _ in range(600):
        truth = random.beta(2, 4)
        _, low, high = share(random.binomial(40, truth), 40, 1.0)
        held.append(low <= truth <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_one_sure_leader_leaves_nothing_open():
    assert spread_of(np.array([[1.0], [-1.0]]), np.array([1.0, 0.0])).tolist() == [0.0]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    random = np.random.default_rng(2)
    events = []
    for k in range(2400):
        day = FIRST + dt.timedelta(days=k)
        trump = day < dt.date(2021, 1, 20)
        if random.random() < (0.06 if trump else 0.2):
            events.append(make_event("DEU", "USA", root=Root.SUPPORT, day=day))
        if random.random() < 0.08:
            events.append(make_event("DEU", "USA", root=Root.REQUEST, day=day))
        events.append(make_event("FRA", "GBR", root=Root.SUPPORT, day=day))
    options = Options(chances=(("Donald Trump", 0.5), ("Somebody New", 0.5)))
    with make_store(tmp_path_factory.mktemp("leader"), events) as store:
        return measure(
            store.table("events"), "DEU", "USA",
            start=dt.date(2023, 1, 1), stop=dt.date(2023, 12, 1),
            indicators=["leader", "doubt"], options=options,
        )  # fmt: skip


def test_tells_what_changed_while_a_leader_governed(found):
    told = {one.reading: one for one in found if one.issue == "cooperation"}
    trump = next(one for reading, one in told.items() if "Donald Trump" in reading)
    biden = next(one for reading, one in told.items() if "Joe Biden" in reading)
    assert trump.value < 0 < biden.value
    assert trump.low < trump.value < trump.high
    assert trump.evidence
    assert any(one.issue == "balance" for one in found if one.indicator == "leader")


def test_tells_doubt_by_requests_and_by_who_may_come(found):
    asked, back, candidates = [one for one in found if one.indicator == "doubt"]
    assert asked.low < asked.value < asked.high
    assert back.withheld.startswith("no one-way act of the United States towards Germany")
    assert candidates.value > 0
    assert "nothing is known of Somebody New" in candidates.reading


def test_says_that_no_chances_were_given(tmp_path):
    with make_store(tmp_path, []) as store:
        findings = measure(
            store.table("events"), "DEU", "USA",
            start=dt.date(2023, 1, 1), stop=dt.date(2023, 2, 1), indicators=["doubt"],
        )  # fmt: skip
    assert "were given with their chances" in findings[2].withheld
