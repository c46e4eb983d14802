"""What a store promises, whatever it is asked."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codes import Issue, Precision, Quad, Root, Status
from detente.errors import StoreError, UnknownName
from detente.records import Actor, Document, Event, Evidence, Forecast, rejection
from detente.store.store import Store, open_store
from detente.store.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = dt.date(2024, 4, 10)
QUOTE = "Norway thanked Chile."


def document(number: int, known_at: dt.date = DAY) -> Document:
    return Document(
        id=f"d{number}",
        source=f"{number}.txt",
        text=QUOTE,
        language="en",
        language_probability=1.0,
        published=known_at,
        known_at=known_at,
    )


def event(number: int, known_at: dt.date = DAY) -> Event:
    return Event(
        id=f"e{number}",
        root=Root.SUPPORT,
        status=Status.HAPPENED,
        actors=[Actor(text="Norway", state="NOR", sector="GOV")],
        recipients=[Actor(text="Chile", state="CHL", sector="GOV")],
        about=[],
        day=known_at,
        day_precision=Precision.REPORT,
        known_at=known_at,
        issue=Issue.DIPLOMACY,
        quad=Quad.VERBAL_COOPERATION,
        score=3.8,
        probability=0.8,
        evidence=Evidence(document_id="d1", start=0, stop=len(QUOTE), quote=QUOTE),
    )


def forecast(number: int, made_on: dt.date = DAY) -> Forecast:
    return Forecast(
        id=f"f{number}",
        made_on=made_on,
        target="verbal cooperation",
        first="NOR",
        second="CHL",
        start=made_on + dt.timedelta(days=1),
        stop=made_on + dt.timedelta(days=28),
        method="mean 1",
        mean=1.0,
        low50=0.0,
        high50=2.0,
        low90=0.0,
        high90=3.0,
        probability=0.6,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, write=True) as opened:
        yield opened


def ids(store: Store, name: str, **options: Any) -> list[str]:
    return sorted(row.id for row in store.rows(name, store.table(name, **options)))


def test_gives_a_view_that_follows_what_it_looks_at(store: Store) -> None:
    import ibis

    small = ibis.memtable(
        {"key": ["e1"], "said": ["yes"]}, schema={"key": "string", "said": "string"}
    )
    events = store.table("events")
    view = store.view("shown", events.inner_join(small, events.id == small.key).select("said"))
    assert store.count(view) == 0
    store.append("events", [event(1), event(2)])
    assert store.arrow(view).to_pylist() == [{"said": "yes"}]
    view = store.view("shown", small.select("key"))
    assert store.arrow(view).to_pylist() == [{"key": "e1"}]
    assert "shown" not in store.counts()


def test_knows_its_own_files(store: Store, path: Path) -> None:
    beside = [path, path.with_name("news.duckdb.wal"), path.with_name("news.duckdb.tmp") / "1"]
    assert all(map(store.owns, beside))
    assert not store.owns(path.with_name("news.csv"))
    assert not store.owns(path.with_name("news.duckdb2"))


def test_starts_with_every_table_empty(store: Store) -> None:
    assert store.counts() == dict.fromkeys(TABLES, 0)


def test_adding_twice_changes_nothing(store: Store) -> None:
    rows = [event(1), event(2)]
    assert store.append("events", rows) == 2
    before = list(store.rows("events"))
    assert store.append("events", rows) == 0
    assert list(store.rows("events")) == before


def test_keeps_the_first_of_two_rows_with_one_id(store: Store) -> None:
    first, second = document(1), replace(document(1), title="another")
    assert store.append("documents", [first]) == 1
    assert store.append("documents", [second, document(2)]) == 1
    assert [row.title for row in store.rows("documents")] == [None, None]


def test_adds_a_row_once_that_comes_twice_in_one_batch(store: Store) -> None:
    assert store.append("events", [event(1), event(1), event(2)]) == 2
    assert ids(store, "events") == ["e1", "e2"]


def test_adding_nothing_is_no_error(store: Store) -> None:
    assert store.append("events", []) == 0
    assert store.append_all({}) == {}
    assert store.append("events", iter([event(1)])) == 1


def test_tells_how_many_rows_each_table_gained(store: Store) -> None:
    added = store.append_all(
        {"documents": [document(1), document(2)], "events": [event(1)], "rejections": []}
    )
    assert added == {"documents": 2, "events": 1, "rejections": 0}
    assert store.counts() | added == store.counts()


def test_adds_to_no_table_if_one_of_them_is_unknown(store: Store) -> None:
    with pytest.raises(UnknownName):
        store.append_all({"documents": [document(1)], "event": [event(1)]})
    assert store.counts()["documents"] == 0


def test_adds_to_no_table_if_one_of_the_rows_is_no_such_record(store: Store) -> None:
    with pytest.raises(AttributeError):
        store.append_all({"documents": [document(1)], "events": [document(2)]})
    assert store.counts() == dict.fromkeys(TABLES, 0)
    assert store.append("documents", [document(1)]) == 1


@pytest.mark.parametrize("make", [document, event, forecast])
def test_gives_what_was_known_on_a_day(store: Store, make: Any) -> None:
    name = {document: "documents", event: "events", forecast: "forecasts"}[make]
    later = DAY + dt.timedelta(days=1)
    store.append(name, [make(1), make(2, later)])
    first, second = (make(number).id for number in (1, 2))
    assert ids(store, name, as_of=DAY - dt.timedelta(days=1)) == []
    assert ids(store, name, as_of=DAY) == [first]
    assert ids(store, name, as_of=later) == ids(store, name) == [first, second]


def test_gives_rejections_as_of_any_day(store: Store) -> None:
    store.append("rejections", [rejection("a.txt", "sources", "empty file")])
    assert len(ids(store, "rejections", as_of=dt.date(1900, 1, 1))) == 1


@settings(max_examples=10, deadline=None)
@given(st.lists(st.dates(), min_size=1, max_size=5), st.dates())
def test_never_gives_what_was_known_later(
    tmp_path_factory: pytest.TempPathFactory, known: list[dt.date], as_of: dt.date
) -> None:
    path = tmp_path_factory.mktemp("as_of") / "a.duckdb"
    with open_store(path, write=True) as store:
        store.append("events", [event(number, day) for number, day in enumerate(known)])
        given_days = [
            row.known_at for row in store.rows("events", store.table("events", as_of=as_of))
        ]
    assert sorted(given_days) == sorted(day for day in known if day <= as_of)


def test_keeps_rows_when_closed(path: Path) -> None:
    with open_store(path, write=True) as store:
        store.append("events", [event(1)])
    with open_store(path) as store:
        assert list(store.rows("events")) == [event(1)]
    with open_store(path, write=True) as store:
        assert store.append("events", [event(1)]) == 0


def test_makes_the_folders_above_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "news.duckdb"
    open_store(str(path), write=True).close()
    assert path.is_file()


def test_refuses_to_read_a_store_that_is_not_there(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store at"):
        open_store(path)
    assert not path.exists()


@pytest.mark.parametrize("write", [True, False])
def test_refuses_a_file_that_is_no_store(path: Path, write: bool) -> None:
    path.write_text("not a database, but long enough to look like a file of some kind" * 100)
    with pytest.raises(StoreError):
        open_store(path, write=write)


def test_refuses_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path, write=True)


def test_says_folder_to_a_reader_too(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_refuses_to_add_when_opened_for_reading(path: Path) -> None:
    open_store(path, write=True).close()
    with open_store(path) as store:
        with pytest.raises(StoreError, match="could not be stored"):
            store.append("events", [event(1)])
        assert store.counts()["events"] == 0


@pytest.mark.parametrize("write", [True, False])
def test_refuses_a_database_that_holds_other_tables(path: Path, write: bool) -> None:
    import duckdb

    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE cats (name VARCHAR)")
    with pytest.raises(StoreError, match="its tables are cats, none of documents"):
        open_store(path, write=write)
    with duckdb.connect(path) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("cats",)]


def test_refuses_to_read_an_empty_database(path: Path) -> None:
    import duckdb

    duckdb.connect(path).close()
    with pytest.raises(StoreError, match="its tables are none"):
        open_store(path)
    with open_store(path, write=True) as store:
        assert store.counts()["events"] == 0


def test_says_which_table_an_older_store_lacks_and_adds_it(path: Path) -> None:
    import duckdb

    open_store(path, write=True).close()
    with duckdb.connect(path) as connection:
        connection.execute("DROP TABLE forecasts")
    with open_store(path) as store:
        assert store.count(store.table("events")) == 0
        with pytest.raises(StoreError, match="has no table forecasts"):
            store.counts()
    with open_store(path, write=True) as store:
        assert store.counts()["forecasts"] == 0


def test_names_the_near_tables(store: Store) -> None:
    with pytest.raises(UnknownName, match="did you mean events"):
        store.table("evens")


_HOLD = """
import sys
from detente.store.store import open_store
with open_store(sys.argv[1], write=True):
    print("open", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_writer(path: Path) -> Iterator[None]:
    """Let another program hold the store open for writing."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        try:
            yield
        finally:
            other.stdin.write(b"\n")
            other.stdin.flush()


def test_refuses_a_store_that_another_program_writes_to(path: Path) -> None:
    with another_writer(path):
        with pytest.raises(StoreError, match="cannot be opened"):
            open_store(path, write=True)
        with pytest.raises(StoreError, match="cannot be opened"):
            open_store(path)
    with open_store(path, write=True) as store:
        assert store.append("events", [event(1)]) == 1
