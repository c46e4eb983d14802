"""Tables of GDELT: events of both versions, mentions, and the knowledge graph."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import zipfile
from typing import TYPE_CHECKING

import pytest
from formats.made import COLUMNS, GDELT, adds_up, header, line, read, table

from detente.codes import Precision, Quad, Root, Status

if TYPE_CHECKING:
    from pathlib import Path

    from formats.made import Read

DAY = dt.date(2024, 4, 9)
ADDED = dt.date(2024, 4, 10)
NARROW = ("GLOBALEVENTID", "MonthYear", "QuadClass", "Actor1CountryCode", "Actor2CountryCode")
OTHER_SPELLING = {"GLOBALEVENTID": "GlobalEventID", "SQLDATE": "Day", "DATEADDED": "DateAdded"}
ODD = [
    ({"SQLDATE": "20240230"}, "impossible date"),
    ({"SQLDATE": "", "MonthYear": ""}, "impossible date"),
    ({"SQLDATE": "18990101", "Year": "1899"}, "impossible date"),
    ({"DATEADDED": "20241301000000"}, "impossible date of addition"),
    ({"SQLDATE": "20230409"}, "year and day disagree"),
    ({"EventCode": "999", "EventRootCode": "99"}, "unknown event code"),
    ({"EventCode": "", "QuadClass": ""}, "no event code"),
    ({"EventRootCode": "05"}, "codes disagree"),
    ({"QuadClass": "7"}, "unknown quad class"),
    ({"GoldsteinScale": "10.5"}, "impossible Goldstein score"),
    ({"GoldsteinScale": "nan"}, "impossible Goldstein score"),
    ({"GoldsteinScale": "high"}, "impossible Goldstein score"),
    ({"GLOBALEVENTID": ""}, "no id"),
    ({"GLOBALEVENTID": "abc"}, "id is no number"),
]
SIDES = [
    ({"Actor1CountryCode": "JPN", "Actor1Type1Code": ""}, ("JPN", "GOV")),
    ({"Actor1CountryCode": "ROM", "Actor1Type1Code": "BUS"}, ("ROU", "BUS")),
    ({"Actor1CountryCode": "HKG", "Actor1Type1Code": "COP"}, ("HKG", "COP")),
    ({"Actor1CountryCode": "PSE", "Actor1Type1Code": "INS"}, ("PSE", "REB")),
    (
        {"Actor1CountryCode": "", "Actor1KnownGroupCode": "UNO", "Actor1Type1Code": ""},
        ("IGO:UN", "IGO"),
    ),
    ({"Actor1CountryCode": "EUR", "Actor1Type1Code": ""}, (None, None)),
    ({"Actor1CountryCode": "", "Actor1Type1Code": "MED"}, (None, "MED")),
    ({"Actor1CountryCode": "", "Actor1Type1Code": "", "Actor1Code": ""}, (None, None)),
]


def numbered(rows, start: int) -> list[dict[str, str]]:
    return [{"GLOBALEVENTID": str(start + i), **row} for i, row in enumerate(rows)]


def by_id(found: Read, original_id: str):
    (row,) = [row for row in found.coded if row.original_id == original_id]
    return row


@pytest.fixture(scope="module")
def events(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("events")

    def one(version: str, number: int, **changes: str) -> str:
        return line(version, {"GLOBALEVENTID": str(number), **changes}) + "\n"

    files = {
        "a_58.CSV": one("gdelt1", 11),
        "c_both.CSV": line("gdelt1", {"GLOBALEVENTID": "13"}, width=57) + "\n" + one("gdelt1", 14),
        "d_narrow.csv": ",".join(NARROW) + "\n15,202404,4,RUS,UKR\n16,202413,4,RUS,UKR\n",
        "g_61.CSV": one("gdelt2", 21),
        "h_header.CSV": header("gdelt2") + "\n" + one("gdelt2", 22),
        "i_day.CSV": header("gdelt2", OTHER_SPELLING) + "\n" + one("gdelt2", 23),
        "j_odd.CSV": table("gdelt2", numbered([row for row, _ in ODD], 30)),
        "k_rows.CSV": table("gdelt2", numbered([row for row, _ in SIDES], 50))
        + one("gdelt2", 60, ActionGeo_Lat="999")
        + one("gdelt2", 61, EventCode="010", EventRootCode="01")
        + one("gdelt2", 62, DATEADDED=""),
        "d_zeros.csv": "GLOBALEVENTID,SQLDATE,QuadClass,EventCode,EventRootCode\n"
        "64,20240409,1,11,1\n65,20240409,3,11,11\n66,20240409,1,42,4\n67,20240409,1,42,04\n"
        "68.7,20240409,1,42,4\n69,20240409,1,42,5\n",
        "d_no_zero.csv": "GLOBALEVENTID,SQLDATE,QuadClass,EventCode\n63,20240409,1,42\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "e_packed.CSV.gz").write_bytes(gzip.compress(one("gdelt1", 17).encode()))
    with zipfile.ZipFile(folder / "f_packed.CSV.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("f.CSV", one("gdelt1", 18))
    return read([folder], folder.parent / "events.duckdb")


@pytest.mark.parametrize(
    ("name", "form", "header"),
    [
        ("a_58.CSV", "gdelt1", 0),
        ("e_packed.CSV.gz", "gdelt1", 0),
        ("f_packed.CSV.zip!f.CSV", "gdelt1", 0),
        ("g_61.CSV", "gdelt2", 0),
        ("h_header.CSV", "gdelt2", 1),
        ("i_day.CSV", "gdelt2", 1),
    ],
)
def test_reads_events_of_both_versions(events, name, form, header) -> None:
    file, row = events.file(name), events.row(name)
    assert (file.format, file.rows, file.kept) == (form, 1, 1)
    assert (row.source, row.id) == ("GDELT", f"GDELT:{row.original_id}")
    assert (row.day, row.day_precision, row.known_at) == (DAY, Precision.DAY, ADDED)
    assert (row.code, row.root, row.mode) == ("042", Root.CONSULT, "visit")
    assert (row.quad, row.status, row.goldstein) == (
        Quad.VERBAL_COOPERATION,
        Status.HAPPENED,
        1.9,
    )
    assert (row.actor_name, row.actor_code) == ("PRIME MINISTER", "JPNGOV")
    assert (row.actor_state, row.actor_sector) == ("JPN", "GOV")
    assert (row.recipient_name, row.recipient_code) == ("PENTAGON", "USAMIL")
    assert (row.recipient_state, row.recipient_sector) == ("USA", "MIL")
    assert (row.place, row.place_state) == ("Harbour, Somewhere", "JPN")
    assert (row.latitude, row.longitude) == (35.5, 139.25)
    assert (row.mentions, row.url) == (6, "https://example.org/1")
    assert (row.file, row.row) == (file.id, 1 + header)


def test_reads_years_in_which_there_was_no_address(events) -> None:
    assert [row.url for row in events.rows("c_both.CSV")] == [None, "https://example.org/1"]
    assert not events.reasons("c_both.CSV")


def test_reads_a_file_of_few_columns_and_the_month_alone(events) -> None:
    row = events.row("d_narrow.csv")
    assert (row.day, row.day_precision) == (dt.date(2024, 4, 1), Precision.MONTH)
    assert (row.code, row.root, row.quad) == (None, None, Quad.MATERIAL_CONFLICT)
    assert (row.actor_state, row.recipient_state) == ("RUS", "UKR")
    assert events.reasons("d_narrow.csv") == [(3, "impossible date")]


def test_rejects_each_odd_row_with_its_line_and_reason(events) -> None:
    reasons = events.reasons("j_odd.CSV")
    assert reasons == [(number, reason) for number, (_, reason) in enumerate(ODD, 1)]
    file = events.file("j_odd.CSV")
    assert (file.kept, file.rejected) == (0, len(ODD))


def test_shows_the_beginning_of_a_rejected_row(events) -> None:
    odd = [one for one in events.rejections if "j_odd" in one.source]
    (one,) = [one for one in odd if one.reason == "id is no number"]
    assert one.source.endswith(f"j_odd.CSV#{len(ODD)}")
    assert one.detail.startswith("abc | 20240409 | 202404 | 2024")
    assert one.run_id == events.file("j_odd.CSV").id


def test_finds_states_bodies_and_sectors_of_actors(events) -> None:
    rows = events.rows("k_rows.CSV")[: len(SIDES)]
    found = [(row.actor_state, row.actor_sector) for row in rows]
    assert found == [expected for _, expected in SIDES]


def test_knows_an_event_since_its_day_where_no_day_of_addition_is_given(events) -> None:
    assert by_id(events, "62").known_at == DAY


def test_gives_a_statement_no_root(events) -> None:
    row = by_id(events, "61")
    assert (row.code, row.root, row.mode) == ("010", None, None)


def test_gives_codes_that_lost_their_zero_back_in_full(events) -> None:
    assert events.row("d_no_zero.csv").code == "042"
    rows = events.rows("d_zeros.csv")
    assert [(row.original_id, row.code) for row in rows] == [
        ("64", "011"),
        ("65", "11"),
        ("66", "042"),
        ("67", "042"),
    ]


def test_takes_no_number_with_a_point_for_an_id(events) -> None:
    assert events.reasons("d_zeros.csv") == [(6, "id is no number"), (7, "codes disagree")]


def test_rejects_an_impossible_place(events) -> None:
    assert events.reasons("k_rows.CSV") == [(len(SIDES) + 1, "impossible place")]


def test_counts_every_row_once(events) -> None:
    assert not events.refused
    assert len(events.files) == 12
    assert all(map(adds_up, events.files))
    assert sum(file.kept for file in events.files) == len(events.coded)
    problems = [one for one in events.rejections if one.counts_as_problem]
    assert sum(file.rejected for file in events.files) == len(problems)


@pytest.fixture(scope="module")
def notices(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("notices")
    mention = "gdelt-mentions"
    odd = [
        {"GLOBALEVENTID": ""},
        {"MentionIdentifier": ""},
        {"MentionTimeDate": "20240230103000"},
        {"Confidence": "101"},
        {"SentenceID": "4.5"},
        {"MentionDocTone": "low"},
        {"SentenceID": "5", "MentionDocTranslationInfo": "srclc:fra;eng:A"},
    ]
    files = {
        "a_mentions.CSV": table(mention, 2),
        "b_header.csv": header(mention).lower().replace("\t", ",")
        + "\n"
        + line(mention, {"SentenceID": "9"}).replace("\t", ",")
        + "\n",
        "c_odd.CSV": table(mention, odd),
        "d_graph.csv": table("gdelt-gkg2", 2),
        "e_odd.csv": table("gdelt-gkg2", [{"DATE": "20240230000000"}]),
        "f_graph.csv": table("gdelt-gkg1", 2),
        "g_graph.csv": table("gdelt-gkg1", [{"EventIds": "9"}]).replace(
            "EventIds", "CAMEOEVENTIDS"
        ),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read([folder], folder.parent / "notices.duckdb")


def test_reads_mentions(notices) -> None:
    first, second = notices.rows("a_mentions.CSV")
    assert (first.source, first.original_id) == ("GDELT mentions", "1001")
    assert (first.day, first.known_at) == (ADDED, ADDED)
    assert (first.publisher, first.url) == ("example.org", "https://example.org/1")
    assert (first.sentence, second.sentence) == (1, 2)
    assert (first.confidence, first.tone, first.language) == (0.8, -2.5, None)


def test_reads_mentions_with_a_header_in_small_letters(notices) -> None:
    assert notices.file("b_header.csv").format == "gdelt-mentions"
    assert notices.row("b_header.csv").sentence == 9


def test_rejects_odd_mentions(notices) -> None:
    assert notices.reasons("c_odd.CSV") == [
        (1, "no id"),
        (2, "no document"),
        (3, "impossible date"),
        (4, "impossible confidence"),
        (5, "impossible number"),
        (6, "impossible number"),
    ]
    assert notices.row("c_odd.CSV").language == "srclc:fra;eng:A"


def test_reads_the_graph_of_version_2(notices) -> None:
    row = notices.rows("d_graph.csv")[0]
    assert (row.source, row.original_id) == ("GDELT graph", "20240410101500-1")
    assert (row.day, row.publisher, row.url) == (ADDED, "example.org", "https://example.org/1")
    assert (row.themes, row.persons) == ("LEADER;TREATY", "ann example;bo sample")
    assert (row.organizations, row.places) == ("some bank", "4#Tokyo#JA")
    assert (row.tone, row.quotations) == (-3.25, "10|20||we agree")
    assert notices.reasons("e_odd.csv") == [(1, "impossible date")]


def test_reads_the_graph_of_version_1_with_its_header(notices) -> None:
    assert [row.row for row in notices.rows("f_graph.csv")] == [2, 3]
    row = notices.rows("f_graph.csv")[0]
    assert (row.day, row.tone, row.themes) == (ADDED, 2.5, "LEADER")
    assert notices.row("g_graph.csv").original_id.endswith(":9")


def test_counts_every_notice_once(notices) -> None:
    assert not notices.refused
    assert all(map(adds_up, notices.files))


@pytest.mark.parametrize(
    ("form", "sample"),
    [
        ("gdelt1", "gdeltpyr_events1.csv"),
        ("gdelt2", "gdeltpyr_events2.csv"),
        ("gdelt-mentions", "gdeltpyr_mentions.csv"),
        ("gdelt-gkg2", "gdeltpyr_gkg2.csv"),
    ],
)
def test_columns_are_those_of_another_reader(shared: Path, form, sample) -> None:
    with (shared / "data" / "coded_events" / sample).open(encoding="utf-8") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    assert [name.casefold() for name in COLUMNS[form]] == [name.casefold() for name in names]


def test_rows_made_for_tests_name_only_columns_that_exist() -> None:
    assert set(GDELT) <= set(COLUMNS["gdelt1"])
