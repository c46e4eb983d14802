"""The plain table that export writes, read back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from formats.made import COLUMNS, OWN, adds_up, read, table

from detente.codes import Precision, Quad, Root, Status

if TYPE_CHECKING:
    from formats.made import Read

ODD = [
    ({"id": ""}, "no id"),
    ({"day": "2024-02-30"}, "impossible date"),
    ({"known_at": ""}, "impossible date"),
    ({"root": "DANCE"}, "unknown event type"),
    ({"status": "dreamt"}, "unknown status"),
    ({"day_precision": "hour"}, "unknown precision"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("own")
    files = {
        "a.csv": table("detente", [{"id": "a"}]),
        "b_odd.csv": table("detente", [{"id": f"b{i}", **row} for i, (row, _) in enumerate(ODD)]),
        "c_folded.csv": table("detente", [{"id": "c1", "text": "One.\nTwo."}, {"id": "c2"}]),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    columns = {name: pa.array([OWN.get(name)], pa.string()) for name in COLUMNS["detente"]}
    columns |= {
        "id": pa.array(["d"]),
        "day": pa.array([dt.date(2024, 4, 9)]),
        "known_at": pa.array([dt.date(2024, 4, 10)]),
        "mentions": pa.array([3]),
        "score": pa.array([2.0]),
    }
    pq.write_table(pa.table(columns), folder / "d.parquet")
    pq.write_table(pa.table({"id": ["e"], "other": [1]}), folder / "e_other.parquet")
    return read([folder], folder.parent / "own.duckdb")


@pytest.mark.parametrize("name", ["a.csv", "d.parquet"])
def test_reads_csv_and_parquet(found, name) -> None:
    row = found.row(name)
    assert (row.id, row.source, row.original_id) == (name[0], "GDELT", "1")
    assert (row.day, row.day_precision) == (dt.date(2024, 4, 9), Precision.MONTH)
    assert (row.known_at, row.status) == (dt.date(2024, 4, 10), Status.PLANNED)
    assert (row.code, row.root, row.mode) == ("042", Root.CONSULT, "visit")
    assert (row.quad, row.score) == (Quad.VERBAL_COOPERATION, 2.0)
    assert (row.actor_name, row.actor_state) == ("Kyoto, city of", "JPN")
    assert (row.recipient_name, row.recipient_state) == (None, "USA")
    assert (row.mentions, row.text) == (3, 'They said "yes".')


def test_rejects_each_odd_row_with_its_line_and_reason(found) -> None:
    reasons = found.reasons("b_odd.csv")
    assert reasons == [(number, reason) for number, (_, reason) in enumerate(ODD, 2)]


def test_reads_a_cell_over_several_lines(found) -> None:
    assert [row.text for row in found.rows("c_folded.csv")] == ["One.\nTwo.", OWN["text"]]


def test_rejects_rows_of_another_parquet_file(found) -> None:
    file = found.file("e_other.parquet")
    assert (file.rows, file.kept, file.rejected) == (1, 0, 1)


def test_counts_every_row_once(found) -> None:
    assert not found.refused
    assert all(map(adds_up, found.files))


def test_rejects_a_word_that_no_record_may_hold(tmp_path) -> None:
    rows = [{"id": "a", "quad": "tea"}, {"id": "b", "issue": "tea"}]
    (tmp_path / "a.csv").write_text(table("detente", rows), encoding="utf-8")
    found = read([tmp_path / "a.csv"], tmp_path / "s.duckdb")
    assert found.file("a.csv").rejected == 2
