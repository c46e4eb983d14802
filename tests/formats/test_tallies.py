"""Numbers a pair of states and period."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from formats.made import adds_up, read, table

from detente.codes import Quad

if TYPE_CHECKING:
    from formats.made import Read


YEARS = [
    {},
    {"year": "2013.0"},
    {"year": "2014", "matlConf": ""},
    {"year": "2015", "verbCoop": "-1"},
    {"year": "2016", "i_iso3c": "", "j_iso3c": ""},
    {"i": "Nowhere", "i_iso3c": ""},
    {"year": "soon"},
    {"year": "nan"},
    {"year": "1e300"},
    {"year": "2017", "i_iso3c": "ARG"},
]


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("tallies")
    files = {
        "a_days.csv": table(
            "dyad-day",
            [
                {"date": "2024-02-29"},
                {"date": "2024-02-30"},
                {"iso3_b": "XYZ"},
                {"score": "high"},
                {"date": "2024-03-01", "iso3_a": "chl"},
            ],
        ),
        "b_nan.csv": table("dyad-day", [{"date": "2024-03-02", "score": "nan"}]),
        "c_months.csv": table(
            "partner-month",
            [
                {"MonthYear": "202412"},
                {"MonthYear": "202413"},
                {"Actor2CountryCode": "???"},
                {"QuadClass": "9"},
                {"RecordCount": ""},
                {"MonthYear": "202412", "SubEventType": ""},
            ],
        ),
        "m_years.csv": table("dyad-year", YEARS),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read([folder], folder.parent / "tallies.duckdb")


def test_reads_a_score_a_day(found) -> None:
    first, second = found.rows("a_days.csv")
    assert (first.first, first.second, first.directed) == ("CHL", "PER", False)
    assert (first.start, first.stop) == (dt.date(2024, 2, 29), dt.date(2024, 3, 1))
    assert (first.measure, first.value, first.row) == ("score", -3.5, 2)
    assert (second.first, second.row) == ("CHL", 6)
    assert found.reasons("a_days.csv") == [
        (3, "impossible date"),
        (4, "unknown state"),
        (5, "no number"),
    ]


def test_rejects_a_score_that_is_no_number(found) -> None:
    assert found.reasons("b_nan.csv") == [(2, "no number")]


def test_reads_counts_a_month(found) -> None:
    first, second = found.rows("c_months.csv")
    assert (first.first, first.second, first.directed) == (None, "PER", True)
    assert (first.start, first.stop) == (dt.date(2024, 12, 1), dt.date(2025, 1, 1))
    assert (first.measure, first.code, first.value) == (Quad.MATERIAL_CONFLICT, "190", 7.0)
    assert second.code is None
    assert found.reasons("c_months.csv") == [
        (3, "impossible date"),
        (4, "unknown state"),
        (5, "unknown quad class"),
        (6, "no number"),
    ]


def test_reads_counts_a_year_as_four_numbers_a_row(found) -> None:
    rows = [row for row in found.tallies if row.row in {2, 3} and row.directed and row.first]
    assert [row.row for row in sorted(rows, key=lambda row: row.row)] == [2] * 4 + [3] * 4
    assert {row.measure: row.value for row in rows if row.row == 2} == {
        Quad.VERBAL_COOPERATION: 6.0,
        Quad.MATERIAL_COOPERATION: 1.0,
        Quad.VERBAL_CONFLICT: 2.0,
        Quad.MATERIAL_CONFLICT: 0.0,
    }
    assert {(row.first, row.second) for row in rows} == {("CHL", "PER")}
    assert {(row.start, row.stop) for row in rows if row.row == 2} == {
        (dt.date(2012, 1, 1), dt.date(2013, 1, 1))
    }


def test_keeps_the_good_numbers_of_a_row(found) -> None:
    rows = found.rows("m_years.csv")
    assert Counter(row.row for row in rows) == {2: 4, 3: 4, 4: 3, 5: 3, 6: 4}
    reasons = set(found.reasons("m_years.csv"))
    assert reasons >= {(4, "no number"), (5, "impossible number")}


def test_finds_states_by_their_names_where_codes_are_missing(found) -> None:
    rows = [row for row in found.rows("m_years.csv") if row.row == 6]
    assert {(row.first, row.second) for row in rows} == {("CHL", "PER")}
    assert (7, "unknown state") in found.reasons("m_years.csv")


def test_rejects_a_year_that_is_none_and_a_code_of_another_state(found) -> None:
    reasons = set(found.reasons("m_years.csv"))
    assert (11, "codes disagree") in reasons
    assert reasons >= {(8, "impossible date"), (9, "impossible date"), (10, "impossible date")}


def test_rejects_a_row_once(found) -> None:
    assert found.reasons("m_years.csv").count((7, "unknown state")) == 1
    assert len({one.id for one in found.rejections}) == len(found.rejections)


def test_counts_every_row_once(found) -> None:
    assert not found.refused
    assert all(adds_up(file) for file in found.files if file.format != "dyad-year")
    assert found.file("m_years.csv").kept == 18
