"""The tables of Phoenix and of PETRARCH2."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from formats.made import COLUMNS, PETRARCH, adds_up, header, line, read, table

from detente.codes import Quad, Root
from detente.formats.known import shape_of

if TYPE_CHECKING:
    from formats.made import Read

DAY = dt.date(2024, 4, 9)
ODD = [
    ({"id_version": "NA"}, "no id"),
    ({"date": "20240431"}, "impossible date"),
    ({"code": "0429"}, "unknown event code"),
    ({"goldstein": "11"}, "impossible Goldstein score"),
    ({"lat": "91"}, "impossible place"),
]
ODD_PETRARCH = [
    ({"date": "20240431"}, "impossible date"),
    ({"code": "---"}, "unknown event code"),
    ({"target": "---"}, "no actors"),
]
SIDES = [
    ("USA", ("USA", "GOV")),
    ("USAMIL", ("USA", "MIL")),
    ("IGOUNO", ("IGO:UN", "IGO")),
    ("IGONAT", ("IGO:NATO", "IGO")),
    ("SYRREB", ("SYR", "REB")),
    ("NGO", (None, None)),
]


def petrarch(number: int, width: int, **changes: str) -> str:
    names = [name for name in COLUMNS["petrarch2"][: max(width, 8)] if width > 7 or name != "url"]
    row = {**PETRARCH, "ids": f"{number}_2", **changes}
    return "\t".join(row[name] for name in names) + "\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("phoenix")
    odd = [{"id_version": f"{i}_v1", **row} for i, (row, _) in enumerate(ODD)]
    newer = header("phoenix", {"id_version": "eventid", "date": "story_date"})
    files = {
        "a.txt": table("phoenix", [{"id_version": "11_v1"}]),
        "b_headless.txt": line("phoenix", {"id_version": "12_v1"}) + "\n",
        "c_odd.txt": table("phoenix", odd),
        "d_newer.txt": newer + "\n" + line("phoenix", {"id_version": "13_v1"}) + "\n",
        "e_bare.txt": table(
            "phoenix",
            [{"id_version": "14_v1", "placename": "", "goldstein": "", "target_agent": ""}],
        ),
        "m_8.txt": petrarch(1, 8)
        + "".join(petrarch(20 + i, 8, source=one) for i, (one, _) in enumerate(SIDES)),
        "n_7.txt": petrarch(2, 7),
        "p_odd.txt": "".join(petrarch(9, 8, **row) for row, _ in ODD_PETRARCH),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read([folder], folder.parent / "phoenix.duckdb")


@pytest.mark.parametrize(
    ("name", "number"), [("a.txt", 2), ("b_headless.txt", 1), ("d_newer.txt", 2)]
)
def test_reads_phoenix(found, name, number) -> None:
    row = found.row(name)
    assert (row.source, row.id) == ("PHOENIX", f"PHOENIX:{row.original_id}")
    assert (row.day, row.known_at) == (DAY, DAY)
    assert (row.code, row.root, row.mode) == ("042", Root.CONSULT, "visit")
    assert (row.quad, row.goldstein) == (Quad.VERBAL_COOPERATION, 1.9)
    assert (row.actor_code, row.actor_state, row.actor_sector) == ("KENGOV", "KEN", "GOV")
    assert (row.recipient_state, row.recipient_sector) == ("UGA", "MED")
    assert (row.place, row.place_state) == ("Nairobi", "KEN")
    assert (row.latitude, row.longitude) == (-1.25, 36.75)
    assert (row.publisher, row.url) == ("harbour_wire", "https://example.org/1")
    assert row.row == number


def test_fills_in_what_the_codes_tell(found) -> None:
    row = found.row("e_bare.txt")
    assert (row.place, row.goldstein) == ("Nairobi Area", 1.9)
    assert (row.recipient_state, row.recipient_sector) == ("UGA", "GOV")


def test_rejects_each_odd_row_with_its_line_and_reason(found) -> None:
    reasons = found.reasons("c_odd.txt")
    assert reasons == [(number, reason) for number, (_, reason) in enumerate(ODD, 2)]
    reasons = found.reasons("p_odd.txt")
    assert reasons == [(number, reason) for number, (_, reason) in enumerate(ODD_PETRARCH, 1)]


@pytest.mark.parametrize(("name", "url"), [("m_8.txt", "https://example.org/1"), ("n_7.txt", None)])
def test_reads_what_petrarch2_writes(found, name, url) -> None:
    assert found.file(name).format == "petrarch2"
    row = found.rows(name)[0]
    assert (row.source, row.day, row.code, row.root) == ("PETRARCH2", DAY, "042", Root.CONSULT)
    assert (row.actor_state, row.actor_sector) == ("EGY", "GOV")
    assert (row.recipient_state, row.recipient_sector) == ("ISR", "MIL")
    assert (row.publisher, row.url, row.row) == ("HARBOUR", url, 1)


def test_finds_states_bodies_and_sectors_in_codes(found) -> None:
    rows = [(row.actor_state, row.actor_sector) for row in found.rows("m_8.txt")[1:]]
    assert rows == [expected for _, expected in SIDES]


def test_reads_eleven_columns_of_petrarch2_when_told_so(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(petrarch(1, 11), encoding="utf-8")
    shape = shape_of(tmp_path / "a.txt", place=tmp_path / "a.txt", wanted="petrarch2")
    assert shape.columns == COLUMNS["petrarch2"]


def test_counts_every_row_once(found) -> None:
    assert not found.refused
    assert all(map(adds_up, found.files))
