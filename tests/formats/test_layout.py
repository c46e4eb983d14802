"""Cells of text tables turned into days and numbers, in the engine."""

from __future__ import annotations

import datetime as dt

import ibis
import pytest

from detente.formats.layout import (
    bad_day,
    bad_number,
    bad_place,
    day8,
    day_of,
    full_code,
    matched,
    number,
    whole,
    with_lookups,
)
from detente.formats.polecat import LAYOUT

DAY = dt.date(2024, 4, 9)


def computed(reading, cells):
    cells = ibis.memtable({"cell": cells}, schema={"cell": "string"})
    return cells.mutate(found=reading(cells.cell)).to_pyarrow()["found"].to_pylist()


@pytest.mark.parametrize(
    ("reading", "given"),
    [
        (
            day_of,
            {
                "2024-04-09": DAY,
                "2024-04-09 23:59:59": DAY,
                "20240409": DAY,
                "4/9/2024": DAY,
                "04/09/2024": DAY,
                "12/31/2017": dt.date(2017, 12, 31),
                "13/9/2024": None,
                "2/30/2024": None,
                "4/9/24": None,  # no century
                "123/1/2024": None,
                "2024-04-091": None,
                "2024-04-09T10:15:00Z": DAY,
                "2024-02-30": None,
                "2024-13-01": None,
                "20240230": None,
                "4/9": None,
                "today": None,
                "/": None,
                "-": None,
                "": None,
            },
        ),
        (
            day8,
            {
                "20240409": DAY,
                "20240409101500": DAY,
                "20240230": None,
                "2024": None,
                "abcdefgh": None,
                "": None,
            },
        ),
        (
            whole,
            {"12": 12, "-3": -3, "007": 7, "11.7": None, "1e3": None, "9" * 19: None, "": None},
        ),
        (number, {"1": 1.0, "-2.5": -2.5, "1e3": 1000.0, "": None, "x": None, "1,5": None}),
    ],
    ids=["day_of", "day8", "whole", "number"],
)
def test_reads_cells(reading, given) -> None:
    assert dict(zip(given, computed(reading, list(given)), strict=True)) == given


@pytest.mark.parametrize("cell", ["2024041", "20240409xyz", "202404091"])
def test_takes_only_eight_digits_or_fourteen_for_a_day(cell) -> None:
    assert computed(day8, [cell]) == [None]


def test_tells_days_that_press_cannot_report() -> None:
    days = [None, dt.date(1899, 12, 31), dt.date(1900, 1, 1), DAY, dt.date(2100, 1, 1)]
    table = ibis.memtable({"day": days}, schema={"day": "date"})
    found = table.mutate(bad=bad_day(table.day)).to_pyarrow()["bad"].to_pylist()
    assert found == [True, True, False, False, True]


def test_tells_numbers_out_of_bounds_but_lets_empty_cells_pass() -> None:
    cells = ["10", "-10", "10.1", "x", "nan", "inf", None]
    found = computed(lambda cell: bad_number(cell, -10, 10), cells)
    assert found == [False, False, True, True, True, True, False]
    assert computed(number, ["nan", "inf"]) == [None, None]


def test_knows_columns_by_other_spellings_and_in_any_case() -> None:
    header = ["\ufeffevent id", " Event Date ", "EVENT INTENSITY", "Quad Class", "", "Mood"]
    known = ["Event ID", "Event Date", "Intensity", "Quad Code", None, None]
    assert matched(header, LAYOUT) == known


def test_gives_codes_the_zero_back_that_their_root_tells() -> None:
    rows = {
        "code": ["11", "11", "011", "42", "42", None],
        "root": ["1", "11", "1", "04", None, "4"],
    }
    table = ibis.memtable(rows, schema={"code": "string", "root": "string"})
    found = table.mutate(full=full_code(table.code, table.root)).to_pyarrow()["full"].to_pylist()
    assert found == ["011", "11", "011", "042", "42", None]


def test_tells_places_that_are_not_on_earth() -> None:
    rows = {"north": ["90", "91", "0", None, "x"], "east": ["-180", "0", "180.5", None, None]}
    table = ibis.memtable(rows, schema={"north": "string", "east": "string"})
    found = table.mutate(bad=bad_place(table.north, table.east)).to_pyarrow()["bad"].to_pylist()
    assert found == [False, True, True, False, True]


def test_looks_several_keys_up_at_once_and_keeps_rows_without() -> None:
    rows = {"a": ["x", "y", None], "b": ["y", "z", "y"]}
    table = ibis.memtable(rows, schema={"a": "string", "b": "string"})
    small = {"x": {"n": 1}, "y": {"n": 2}}
    found = with_lookups(table, {"one": (table.a, small), "two": (table.b, small)}).to_pyarrow()
    columns = (found[name].to_pylist() for name in ("b", "one_n", "two_n"))
    rows = sorted(zip(*columns, strict=True), key=str)
    assert rows == [("y", 1, 2), ("y", None, 2), ("z", 2, None)]
