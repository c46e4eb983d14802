"""That every row of the fact tables is valid and every table has its card."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from detente import ontology
from detente.codes import Sector
from detente.ontology.roles import LEVEL_OF_OFFICE
from detente.ontology.states import organization_names, states
from detente.ontology.tables import day_or_none, rows_of

DATA = Path(next(iter(ontology.__path__))) / "data"
TABLES = sorted(path.stem for path in DATA.glob("*.csv"))
STATE_KINDS = {"name", "official", "adjective", "people", "alias", "capital", "seat", "metonym"}
INSTITUTION_KINDS = {
    "ministry", "parliament", "party", "army", "police", "spy", "court", "bank", "company",
    "group", "body",
}  # fmt: skip


def known_codes() -> set[str]:
    return {*states(), *organization_names()}


def strange(table: str, column: str, allowed: set[str]) -> dict[str, int]:
    """Give the cells of a column that are not allowed, with how many there are."""
    return dict(Counter(r[column] for r in rows_of(table) if r[column] not in allowed))


def test_has_all_tables_and_a_card_for_each() -> None:
    assert len(TABLES) >= 9
    assert sorted(path.stem for path in DATA.glob("*.toml")) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_card_names_every_column_in_order(table: str) -> None:
    card: dict[str, Any] = tomllib.loads((DATA / f"{table}.toml").read_text("utf-8"))
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    assert list(card["columns"]) == header
    assert all(card["columns"].values())
    for key in ("title", "what", "origin", "licence", "made_by", "checked_against"):
        assert card[key], key


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_whole_and_unique(table: str) -> None:
    rows = list(rows_of(table))
    assert all(None not in row and None not in row.values() for row in rows)
    assert all(cell == cell.strip() for row in rows for cell in row.values())
    assert len({tuple(row.values()) for row in rows}) == len(rows) > 0


@pytest.mark.parametrize("table", TABLES)
def test_days_are_dates_in_order(table: str) -> None:
    for row in rows_of(table):
        start, end = day_or_none(row.get("start", "")), day_or_none(row.get("end", ""))
        if start is not None and end is not None:
            assert start < end, row


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("memberships", ("organization", "state")),
        ("state_names", ("text",)),
        ("institutions", ("text",)),
    ],
)
def test_what_follows_starts_on_the_day_of_the_end(table: str, keys: tuple[str, ...]) -> None:
    starts = {(*(row[key] for key in keys), row["start"]) for row in rows_of(table)}
    for row in rows_of(table):
        if len(row["end"]) == len("2024-04-10"):
            behind = dt.date.fromisoformat(row["end"]) + dt.timedelta(days=1)
            assert (*(row[key] for key in keys), str(behind)) not in starts, row


@pytest.mark.parametrize(
    "table", ["states", "memberships", "state_names", "institutions", "offices"]
)
def test_card_says_that_spells_are_half_open(table: str) -> None:
    card = tomllib.loads((DATA / f"{table}.toml").read_text("utf-8"))
    assert card["columns"]["end"].startswith(
        ("first day no longer", "first day for which it no", "first day out")
    )


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("state_names", "code"),
        ("institutions", "code"),
        ("memberships", "state"),
        ("memberships", "organization"),
        ("offices", "state"),
        ("persons", "state"),
    ],
)
def test_codes_are_known(table: str, column: str) -> None:
    assert strange(table, column, known_codes() | {""}) == {}


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("state_names", "sector", set(Sector)),
        ("institutions", "sector", set(Sector)),
        ("organizations", "sector", set(Sector)),
        ("offices", "sector", set(Sector)),
        ("persons", "party_sector", {"PTY", "OPP"}),
        ("state_names", "kind", STATE_KINDS),
        ("institutions", "kind", INSTITUTION_KINDS),
        ("person_names", "kind", {"full", "reverse", "spelling", "acronym", "title-name", "list"}),
        ("offices", "precision", {"day", "month", "year"}),
        ("offices", "office", {*LEVEL_OF_OFFICE, "intelligence chief", "spouse"}),
        ("state_names", "case", {"", "0", "1"}),
        (
            "state_names",
            "ambiguity",
            {"", "person", "common", "us-state", "city", "several", "territory"},
        ),
    ],
)
def test_cells_are_from_the_list_on_the_card(table: str, column: str, allowed: set[str]) -> None:
    assert strange(table, column, allowed) == {}


def test_people_of_offices_and_names_are_listed() -> None:
    people = {row["person"] for row in rows_of("persons")}
    assert len(people) == len(list(rows_of("persons")))
    assert {row["person"] for row in rows_of("offices")} <= people
    assert {row["person"] for row in rows_of("person_names")} <= people


def test_everybody_held_an_office_and_has_a_name() -> None:
    people = {row["person"] for row in rows_of("persons")}
    assert people == {row["person"] for row in rows_of("offices")}
    assert people == {row["person"] for row in rows_of("person_names")}


def test_every_office_has_a_first_day() -> None:
    assert [row for row in rows_of("offices") if not row["start"]] == []


@pytest.mark.parametrize(
    "table", ["state_names", "institutions", "organizations", "not_actors", "common_names"]
)
def test_names_are_not_empty(table: str) -> None:
    assert all(row["text"] for row in rows_of(table))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-04-10", dt.date(2024, 4, 10)),
        ("2024-04", dt.date(2024, 4, 1)),
        ("2024", dt.date(2024, 1, 1)),
        ("", None),
    ],
)
def test_reads_a_day_month_or_year_as_its_first_day(text: str, day: dt.date | None) -> None:
    assert day_or_none(text) == day


@pytest.mark.parametrize("text", ["2024-02-30", "10 April", "20240"])
def test_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|month|isoformat|year"):
        day_or_none(text)
