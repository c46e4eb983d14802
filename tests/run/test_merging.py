"""That events are joined in the store, and that new reports join old events."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from factories import make_actor, make_event

from detente.codes import Level, Precision
from detente.relations.dyads import acts, interstate, pairs_of
from detente.run.merging import update_merged
from detente.store.store import open_store

DAY = dt.date(2024, 4, 10)
PARTIES = [
    make_actor("JPN", name="Kora", level=Level.LEADER),
    make_actor("USA", name="Belun", level=Level.LEADER),
]
WORDS = "Kora and Belun met in Tarn to discuss fishing rights and the new port."


def met(days: int = 0, run: str = "one", **more):
    day = DAY + dt.timedelta(days=days)
    precision = Precision.DAY if days == 0 else Precision.REPORT
    return replace(
        make_event(PARTIES, day=day, precision=precision, quote=WORDS, **more), run_id=run
    )


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "s.duckdb", write=True) as opened:
        yield opened


def merged(store) -> list:
    return sorted(store.rows("merged"), key=lambda event: event.id)


def test_joins_reports_and_measures_count_one_act(store) -> None:
    store.append("events", [met(0), met(2)])
    assert store.count(acts(interstate(pairs_of(store)))) == 2
    assert update_merged(store) == 1
    assert store.count(acts(interstate(pairs_of(store)))) == 1


def test_a_new_report_joins_the_old_event_and_running_again_changes_nothing(store) -> None:
    store.append("events", [met(0, id="a")])
    update_merged(store)
    store.append("events", [met(1, run="two", id="b")])
    update_merged(store, "two")
    (event,) = merged(store)
    assert event.event_ids == ["a", "b"]
    assert (event.known_at, event.last_report) == (DAY, DAY + dt.timedelta(days=1))
    update_merged(store)
    assert merged(store) == [event]


def test_a_run_leaves_other_states_as_they_are(store) -> None:
    store.append("events", [met(0), make_event("KEN", ["UGA"], id="k")])
    update_merged(store)
    store.append("events", [met(1, run="two")])
    update_merged(store, "two")
    assert {event.key for event in merged(store)} == {"JPN,USA", "KEN,UGA"}


def test_as_of_a_day_a_later_report_is_not_used(store) -> None:
    store.append("events", [met(1), met(2)])
    first = replace(met(3), day=DAY, day_precision=Precision.DAY)
    store.append("events", [first])
    update_merged(store)
    (event,) = merged(store)
    assert event.day == DAY
    earlier = interstate(pairs_of(store, as_of=DAY + dt.timedelta(days=2)))
    days = set(store.arrow(earlier.select("day"))["day"].to_pylist())
    assert days == {DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2)}


def test_an_empty_store_has_nothing_to_join(store) -> None:
    assert update_merged(store) == 0
