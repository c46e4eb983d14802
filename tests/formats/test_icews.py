"""The table of ICEWS."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from formats.made import COLUMNS, adds_up, header, line, read, table

from detente.codes import Quad, Root, Status

if TYPE_CHECKING:
    from formats.made import Read

DAY = dt.date(2024, 4, 9)
ODD = [
    ({"Event ID": "NA"}, "no id"),
    ({"Event ID": "x1"}, "id is no number"),
    ({"Event Date": "2024-02-30"}, "impossible date"),
    ({"Event Date": "13/09/2024"}, "impossible date"),
    ({"Event Date": "NA"}, "impossible date"),
    ({"CAMEO Code": "0439"}, "unknown event code"),
    ({"CAMEO Code": ""}, "unknown event code"),
    ({"CAMEO Code": "042"}, "codes disagree"),
    ({"Intensity": "11"}, "impossible intensity"),
    ({"Latitude": "-91"}, "impossible place"),
    ({"Longitude": "east"}, "impossible place"),
]
ACTORS = [
    (("France", "Government", "France"), ("FRA", "GOV")),
    (("France", "NA", "France"), ("FRA", "GOV")),
    (("Police (Peru)", "Police,Government", "Peru"), ("PER", "COP")),
    (("Some firm", "Business,Social", "Japan"), ("JPN", "BUS")),
    (("Somebody", "", "Japan"), ("JPN", "UNK")),
    (
        ("United Nations", "International Government Organization,Global", "NA"),
        ("IGO:UN", "IGO"),
    ),
    (("Hong Kong", "NA", "Hong Kong"), ("HKG", "GOV")),
    (("Somebody", "Unheard Of", "Nowhere"), (None, "UNK")),
]


def numbered(rows, start: int) -> list[dict[str, str]]:
    return [{"Event ID": str(start + i), **row} for i, row in enumerate(rows)]


def source(name: str, sectors: str, country: str) -> dict[str, str]:
    return {"Source Name": name, "Source Sectors": sectors, "Source Country": country}


ROWS = [
    {"Event ID": "51", "City": "NA", "District": "NULL"},
    {"Event ID": "52", "Target Name": "", "Target Sectors": "", "Target Country": ""},
    {"Event ID": "53", **source("United Nations", "NA", "NA")},
    {"Event ID": "54", "CAMEO Code": "43"},
    {"Event ID": "55", "CAMEO Code": "10", "Event Text": "Make statement"},
    {"Event ID": "56", "CAMEO Code": "10", "Event Text": "Demand"},
    {"Event ID": "57", "CAMEO Code": "10", "Event Text": "NA"},
]


def by_id(found: Read, original_id: str):
    (row,) = [row for row in found.rows("g_rows.tab") if row.original_id == original_id]
    return row


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("icews")
    snakes = {name: name.lower().replace(" ", "_") for name in COLUMNS["icews"]}
    dates = [{"Event Date": day} for day in ("4/9/2024", "04/09/2024", "2024-04-09 00:00:00")]
    files = {
        "a.tab": table("icews", [{"Event ID": "1"}]),
        "b_headless.tab": line("icews", {"Event ID": "2"}) + "\n",
        "c_dates.tab": table("icews", numbered(dates, 10)),
        "d_odd.tab": table("icews", numbered([row for row, _ in ODD], 20)),
        "e_actors.tab": table("icews", numbered([source(*one) for one, _ in ACTORS], 40)),
        "f_snake.tab": header("icews", snakes) + "\n" + line("icews", {"Event ID": "50"}) + "\n",
        "g_rows.tab": table("icews", ROWS),
        "j_same_id.tab": table(
            "icews", [{"Event ID": "1", "Event Date": "2024-04-10"}, {"Event ID": "1"}]
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read([folder], folder.parent / "icews.duckdb")


@pytest.mark.parametrize(("name", "number"), [("a.tab", 2), ("b_headless.tab", 1)])
def test_reads_events(found, name, number) -> None:
    row = found.row(name)
    assert (row.source, row.id) == ("ICEWS", f"ICEWS:{row.original_id}:2024-04-09")
    assert (row.day, row.known_at, row.status) == (DAY, DAY, Status.HAPPENED)
    assert (row.code, row.root, row.mode) == ("043", Root.CONSULT, "visit")
    assert (row.quad, row.goldstein) == (Quad.VERBAL_COOPERATION, 2.8)
    assert (row.actor_name, row.actor_state, row.actor_sector) == (
        "Foreign Affairs (Chile)",
        "CHL",
        "GOV",
    )
    assert row.actor_code == "Executive,Foreign Ministry,Government"
    assert (row.recipient_state, row.recipient_sector) == ("PER", "MIL")
    assert (row.place, row.place_state) == ("Lima", "PER")
    assert (row.latitude, row.longitude) == (-12.05, -77.04)
    assert (row.publisher, row.text, row.url) == ("Harbour Wire", "Host a visit", None)
    assert row.row == number


def test_reads_days_as_all_years_write_them(found) -> None:
    assert {row.day for row in found.rows("c_dates.tab")} == {DAY}
    assert found.file("c_dates.tab").kept == 3


def test_rejects_each_odd_row_with_its_line_and_reason(found) -> None:
    reasons = found.reasons("d_odd.tab")
    assert reasons == [(number, reason) for number, (_, reason) in enumerate(ODD, 2)]


def test_finds_states_bodies_and_sectors_of_actors(found) -> None:
    rows = [(row.actor_state, row.actor_sector) for row in found.rows("e_actors.tab")]
    assert rows == [expected for _, expected in ACTORS]


def test_reads_the_names_of_columns_that_the_package_of_r_gives(found) -> None:
    assert found.file("f_snake.tab").format == "icews"
    row = found.row("f_snake.tab")
    assert (row.day, row.code, row.recipient_state) == (DAY, "043", "PER")


def test_takes_the_finest_place_that_is_given(found) -> None:
    assert by_id(found, "51").place == "Lima"  # the province


def test_keeps_one_id_apart_by_its_days(found) -> None:
    file = found.file("j_same_id.tab")
    assert (file.kept, file.repeats) == (1, 1)
    assert found.row("j_same_id.tab").id == "ICEWS:1:2024-04-10"


def test_gives_codes_that_lost_their_zero_back_in_full(found) -> None:
    assert [by_id(found, key).code for key in ("54", "55", "56", "57")] == [
        "043",
        "010",  # as its text says
        "10",
        "10",
    ]


def test_gives_nobody_no_sector(found) -> None:
    row = by_id(found, "52")
    assert (row.recipient_name, row.recipient_state) == (None, None)
    assert row.recipient_sector is None


def test_gives_a_body_its_sector_where_none_is_told(found) -> None:
    row = by_id(found, "53")
    assert (row.actor_state, row.actor_sector) == ("IGO:UN", "IGO")


def test_counts_every_row_once(found) -> None:
    assert not found.refused
    assert all(map(adds_up, found.files))
