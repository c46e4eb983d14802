"""Quadruples of the benchmarks of temporal graphs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from formats.made import adds_up, quadruples, read

from detente.codes import Root
from detente.errors import InputError
from detente.formats.quadruples import epoch_of, layout_for, party_of

if TYPE_CHECKING:
    from formats.made import Read

NEW_YEAR = dt.date(2014, 1, 1)


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("graphs")
    good = ["0\t1\t2\t0", "1\t0\t0\t24", "3\t2\t2\t48", "0\t1\t2\t0"]
    odd = ["9\t1\t2\t0", "0\t9\t2\t0", "0\t1\t2\t-24", "0\t1\t2\tx", "0\t1\t2", "0\t1\t2\t0\t0\t7"]
    quadruples(folder / "ICEWS14", good + odd)
    return read([folder], folder.parent / "graphs.duckdb")


def test_reads_numbers_as_names_and_hours_as_days(found) -> None:
    first, second, third = found.coded
    assert (first.source, first.original_id) == ("QUADRUPLES", "ICEWS14:0:1:2:0")
    assert (first.day, second.day, third.day) == tuple(
        NEW_YEAR + dt.timedelta(days=i) for i in range(3)
    )
    assert (first.code, first.root, first.mode) == ("042", Root.CONSULT, "visit")
    assert (first.actor_name, first.actor_state, first.actor_sector) == ("Japan", "JPN", "GOV")
    assert (first.recipient_name, first.recipient_state) == ("United States", "USA")
    assert (second.actor_state, second.actor_sector) == ("NGA", "CVL")
    assert (second.code, second.root) == ("010", None)
    assert (third.code, third.text) == (None, "Do something else")
    assert (third.actor_state, third.actor_sector) == (None, "UNK")
    assert [row.row for row in found.coded] == [1, 2, 3]


def test_leaves_out_the_lists_of_names_of_a_folder(found) -> None:
    assert not found.refused
    (file,) = found.files
    assert file.path.endswith("train.txt")


def test_rejects_each_odd_row_with_its_line_and_reason(found) -> None:
    assert found.reasons("train.txt") == [
        (5, "unknown entity"),
        (6, "unknown relation"),
        (7, "impossible time"),
        (8, "impossible time"),
        (9, "wrong number of columns"),
        (10, "wrong number of columns"),
    ]
    (file,) = found.files
    assert adds_up(file)
    assert (file.kept, file.repeats) == (3, 1)


def test_rejects_a_time_that_is_no_day(tmp_path) -> None:
    quadruples(tmp_path / "ICEWS14", ["0\t1\t2\t0", "0\t1\t2\t999999999999"])
    found = read([tmp_path / "ICEWS14"], tmp_path / "s.duckdb")
    assert found.reasons("train.txt") == [(2, "impossible time")]


def test_takes_no_hour_for_a_day(tmp_path) -> None:
    quadruples(tmp_path / "ICEWS14", [f"0\t1\t2\t{time}" for time in (0, 24, 48, 49)])
    found = read([tmp_path / "ICEWS14"], tmp_path / "s.duckdb")
    assert found.reasons("train.txt") == [(4, "impossible time")]
    assert [row.day.day for row in found.rows("train.txt")] == [1, 2, 3]


def test_tells_days_from_hours_behind_many_rows_of_the_first_day(tmp_path) -> None:
    quadruples(tmp_path / "ICEWS14", ["0\t1\t2\t0"] * 300 + [f"0\t1\t2\t{n}" for n in (1, 2)])
    found = read([tmp_path / "ICEWS14"], tmp_path / "s.duckdb")
    assert sorted({row.day.day for row in found.rows("train.txt")}) == [1, 2, 3]


@pytest.mark.parametrize(
    ("name", "times", "start", "steps"),
    [
        ("ICEWS14", [0, 24, 48], 2014, 24),
        ("ICEWS14", [0, 1, 24], 2014, 1),
        ("ICEWS14", [0, 24, 25, 48], 2014, 24),
        ("ICEWS05-15", [0, 1], 2005, 1),
        ("ICEWS18", [0, 24], 2018, 24),
        ("gdelt_2018", [0], 2018, 24),
    ],
)
def test_takes_the_first_year_from_the_name_of_the_folder(name, times, start, steps) -> None:
    assert epoch_of(Path(name), times) == (dt.date(start, 1, 1), steps)


def test_takes_the_first_day_from_the_file_beside_it(tmp_path) -> None:
    (tmp_path / "epoch.txt").write_text("2020-02-03\n")
    assert epoch_of(tmp_path, [0, 24]) == (dt.date(2020, 2, 3), 1)
    (tmp_path / "epoch.txt").write_text("soon")
    with pytest.raises(InputError, match="holds no day"):
        epoch_of(tmp_path, [0])


def test_says_what_is_missing_beside_it(tmp_path) -> None:
    with pytest.raises(InputError, match="tells no year"):
        layout_for(tmp_path / "bench", [0])
    with pytest.raises(InputError, match=r"entity2id\.txt beside them"):
        layout_for(tmp_path / "ICEWS14", [0])
    quadruples(tmp_path / "ICEWS14", [])
    (tmp_path / "ICEWS14" / "entity2id.txt").write_text("")
    with pytest.raises(InputError, match=r"entity2id\.txt holds no names"):
        layout_for(tmp_path / "ICEWS14", [0])
    quadruples(tmp_path / "ICEWS14", [])
    (tmp_path / "ICEWS14" / "relation2id.txt").unlink()
    with pytest.raises(InputError, match=r"relation2id\.txt beside them"):
        layout_for(tmp_path / "ICEWS14", [0])


def test_reads_lists_of_names_in_an_old_encoding(tmp_path) -> None:
    quadruples(tmp_path / "ICEWS14", [])
    (tmp_path / "ICEWS14" / "entity2id.txt").write_bytes("Côte\t0\n".encode("cp1252"))
    layout_for(tmp_path / "ICEWS14", [0])


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Japan", ("JPN", "GOV")),
        ("united states", ("USA", "GOV")),
        ("United Nations", ("IGO:UN", "IGO")),
        ("Police (Chile)", ("CHL", "COP")),
        ("Somebody (Chile)", ("CHL", "UNK")),
        ("Somebody (Nowhere)", (None, "UNK")),
        ("Protester", (None, "CVL")),
    ],
)
def test_tells_state_and_sector_by_the_name_alone(name, party) -> None:
    assert party_of(name) == party
