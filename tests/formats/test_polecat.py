"""The table of POLECAT, in the spellings of its releases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from formats.made import POLECAT, adds_up, header, line, read, table

from detente.codes import Issue, Quad, Root

if TYPE_CHECKING:
    from formats.made import Read

DAY = dt.date(2024, 4, 9)
ODD = [
    ({"Event ID": "None"}, "no id"),
    ({"Event Date": "2024-04-31"}, "impossible date"),
    ({"Publication Date": "2024-13-10"}, "impossible publication date"),
    ({"Event Type": "DANCE"}, "unknown event type"),
    ({"Event Type": "None"}, "unknown event type"),
    ({"Intensity": "-10.1"}, "impossible intensity"),
    ({"Latitude": "91"}, "impossible place"),
]
NOBODY = {
    name: "None" for name in POLECAT if "Recipient" in name or name in {"Event Mode", "Contexts"}
}
ROOTS = [
    ({"Event Type": "DEMAND", "Event Mode": "None"}, (Root.REQUEST, None, "DEMAND")),
    ({"Event Type": "DISAPPROVE", "Event Mode": "None"}, (Root.ACCUSE, None, "DISAPPROVE")),
    ({"Event Type": "assault", "Event Mode": "Beat"}, (Root.ASSAULT, "beat", "assault-Beat")),
]


def by_id(found: Read, start: str):
    return [row for row in found.rows("c_rows.txt") if row.original_id.startswith(start)]


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("polecat")
    spelled = {"Intensity": "Event Intensity", "Quad Code": "Quad Class"}
    odd = [{"Event ID": f"d{i}", **row} for i, (row, _) in enumerate(ODD)]
    body = {"Actor Name": "United Nations", "Actor Country": "None", "Primary Actor Sector": "IGO"}
    files = {
        "a.txt": table("polecat", [{"Event ID": "a"}]),
        "b_spelled.txt": header("polecat", spelled)
        + "\n"
        + line("polecat", {"Event ID": "b"})
        + "\n",
        "c_rows.txt": table(
            "polecat",
            [
                {"Event ID": "c", **NOBODY},
                {"Event ID": "f", **body},
                {"Event ID": "g", "Contexts": "protest;economic"},
                {"Event ID": "h", "Country": "India", "Placename": "None", "City": "Pune"},
                *({"Event ID": "j", "Recipient Name": name} for name in "xyx"),
                *({"Event ID": f"e{i}", **row} for i, (row, _) in enumerate(ROOTS)),
            ],
        ),
        "d_odd.txt": table("polecat", odd),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    text = table("polecat", [{"Event ID": "i", "Placename": "Orléans", "Actor Name": "Zoë Müller"}])
    (folder / "i_western.txt").write_bytes(text.encode("cp1252"))
    return read([folder], folder.parent / "polecat.duckdb")


@pytest.mark.parametrize("name", ["a.txt", "b_spelled.txt"])
def test_reads_events_in_both_spellings(found, name) -> None:
    row = found.row(name)
    assert (row.source, row.id) == ("POLECAT", f"POLECAT:{name[0]}:France:Indian Army")
    assert (row.day, row.known_at) == (DAY, dt.date(2024, 4, 10))
    assert (row.code, row.root, row.mode) == ("CONSULT-visit", Root.CONSULT, "visit")
    assert (row.quad, row.goldstein) == (Quad.VERBAL_COOPERATION, 1.5)
    assert (row.contexts, row.issue) == ("economic;diplomatic", Issue.ECONOMY)
    assert (row.actor_name, row.actor_state, row.actor_sector) == ("France", "FRA", "GOV")
    assert (row.recipient_state, row.recipient_sector) == ("IND", "MIL")
    assert (row.place, row.place_state) == ("Delhi", "IND")
    assert (row.latitude, row.longitude, row.publisher) == (28.6, 77.2, "Harbour Wire")
    assert row.row == 2


def test_reads_none_as_nothing(found) -> None:
    row = by_id(found, "c")[0]
    assert (row.code, row.mode, row.contexts, row.issue) == ("CONSULT", None, None, None)
    assert (row.recipient_name, row.recipient_state, row.recipient_sector) == (None, None, None)


def test_rejects_each_odd_row_with_its_line_and_reason(found) -> None:
    reasons = found.reasons("d_odd.txt")
    assert reasons == [(number, reason) for number, (_, reason) in enumerate(ODD, 2)]


def test_reads_roots_of_the_earlier_edition_and_in_any_case(found) -> None:
    rows = [(row.root, row.mode, row.code) for row in by_id(found, "e")]
    assert rows == [expected for _, expected in ROOTS]


def test_knows_bodies_by_their_name(found) -> None:
    row = by_id(found, "f")[0]
    assert (row.actor_state, row.actor_sector) == ("IGO:UN", "IGO")


def test_takes_the_issue_of_the_first_context_that_has_one(found) -> None:
    assert by_id(found, "g")[0].issue == Issue.ECONOMY


def test_finds_the_place_by_code_or_by_name(found) -> None:
    row = by_id(found, "h")[0]
    assert (row.place, row.place_state) == ("Pune", "IND")


def test_reads_windows_1252(found) -> None:
    row = found.row("i_western.txt")
    assert (row.place, row.actor_name) == ("Orléans", "Zoë Müller")
    assert not found.reasons("i_western.txt")


def test_notes_that_it_read_windows_1252(found) -> None:
    assert found.notes("i_western.txt") == ["not UTF-8"]


def test_keeps_parties_of_one_event_apart(found) -> None:
    assert [row.recipient_name for row in by_id(found, "j")] == ["x", "y"]
    assert found.file("c_rows.txt").repeats == 1


def test_counts_every_row_once(found) -> None:
    assert not found.refused
    assert all(map(adds_up, found.files))
