"""What files of other projects cover: days, batches, repeats."""

from __future__ import annotations

import datetime as dt

import pytest
from formats.made import NOW, PLOVER, json_line, line, table
from hypothesis import given
from hypothesis import strategies as st

from detente.run.coverage import coverage, missing_batches, shown
from detente.run.ingest import ingest_paths
from detente.store.store import open_store

START = dt.datetime(2024, 4, 10, tzinfo=dt.UTC)


def graph(number: int, day: str) -> str:
    return table("gdelt-gkg1", [{"EventIds": str(number), "Date": day}])


def event(number: int, day: int, **changes) -> str:
    return json_line(PLOVER, id=str(number), coded_date=f"2024-04-{day}", **changes)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Give the coverage of each format of a few files, by its name."""
    folder = tmp_path_factory.mktemp("files")
    files = {
        "20240410.gkg.csv": graph(1, "20240410") + line("gdelt-gkg1") + "\n",
        "20240412.gkg.csv": graph(2, "20240412") + line("gdelt-gkg1", {"EventIds": "1"}) + "\n",
        "20240415.gkg.csv": graph(3, "bad"),
        "20240410101500.mentions.CSV": line("gdelt-mentions") + "\n",
        "20240410111500.mentions.CSV": line("gdelt-mentions", {"SentenceID": "9"}) + "\n",
        "20240410.jsonl": event(1, 10) + event(2, 10),
        "20240412.jsonl": event(3, 12, event=["AGREE"]),
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    with open_store(folder.parent / "coverage.duckdb", write=True) as store:
        paths = [folder / name for name in files]
        read = list(ingest_paths(paths, store, now=NOW))
        return {one.format: one for one in coverage(store, read)}


def test_adds_up_the_files_of_each_format(found) -> None:
    assert list(found) == ["gdelt-gkg1", "gdelt-mentions", "plover"]
    one = found["gdelt-gkg1"]
    assert (one.files, one.rows, one.kept, one.repeats, one.rejected) == (3, 5, 3, 1, 1)


def test_tells_days_between_with_nothing(found) -> None:
    one = found["gdelt-gkg1"]
    assert (one.first_day, one.last_day) == (dt.date(2024, 4, 10), dt.date(2024, 4, 12))
    assert (one.days, one.days_missing) == (2, (dt.date(2024, 4, 11),))


def test_tells_batches_between_that_are_missing(found) -> None:
    assert found["gdelt-gkg1"].batches_missing == ("20240411", "20240413", "20240414")
    assert found["gdelt-mentions"].batches_missing == (
        "20240410103000",
        "20240410104500",
        "20240410110000",
    )


def test_tells_which_share_says_what_another_event_says(found) -> None:
    assert found["plover"].told_again == pytest.approx(1 / 3)
    assert found["gdelt-mentions"].told_again is None


def test_looks_for_no_gaps_where_there_are_no_batches(found) -> None:
    one = found["plover"]
    assert (one.days, one.days_missing, one.batches_missing) == (2, (), ())


@pytest.mark.parametrize(
    ("names", "minutes", "missing"),
    [
        ([], 15, []),
        (["20240410101500.CSV"], 15, []),
        (["20240410101500.CSV", "20240410103000.CSV"], 15, []),
        (["20240410101500.CSV", "20240410104500.CSV"], 15, ["20240410103000"]),
        (["20240410101500.CSV", "20240410104500.CSV"], 0, []),
        (["20240410.CSV", "20240410101500.CSV", "20240412.CSV"], 1440, ["20240411"]),
        (["20240229.CSV", "20240302.CSV"], 1440, ["20240301"]),
        (["20241399.CSV", "notes.txt", "2024.zip", "201303.zip"], 1440, []),
        (["20200101/20240410.CSV", "20200105/20240412.CSV"], 1440, ["20240411"]),
        (["a.zip!in/20240410.CSV", "a.zip!in/20240412.CSV"], 1440, ["20240411"]),
        (["19000101.CSV", "20990101.CSV"], 1440, []),
    ],
)
def test_reads_stamps_in_names_of_files(names, minutes, missing) -> None:
    assert missing_batches(names, minutes) == missing


@given(st.sets(st.integers(0, 200), min_size=2))
def test_missing_and_given_batches_fill_the_time_between(numbers) -> None:
    step = dt.timedelta(minutes=15)
    stamps = [(START + number * step).strftime("%Y%m%d%H%M%S") for number in sorted(numbers)]
    missing = missing_batches([f"{stamp}.export.CSV" for stamp in stamps], 15)
    assert not set(missing) & set(stamps)
    assert len(missing) + len(stamps) == max(numbers) - min(numbers) + 1
    assert missing == sorted(missing)


def test_shows_ten_gaps_at_most() -> None:
    assert shown(range(10)).endswith("9")
    assert shown(range(11)) == "11: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …"
