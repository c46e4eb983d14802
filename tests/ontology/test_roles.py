"""Which sector a word belongs to and which rank a title names."""

from __future__ import annotations

import pytest

from detente.codes import Level, Sector
from detente.ontology.roles import LEVEL_OF_OFFICE, SECTOR_OF_NOUN, TITLES, level_of_title
from detente.ontology.tables import rows_of


@pytest.mark.parametrize(
    ("noun", "sector"),
    [
        ("government", Sector.GOV),
        ("troops", Sector.MIL),
        ("lawmakers", Sector.LEG),
        ("court", Sector.JUD),
        ("police", Sector.COP),
        ("party", Sector.PTY),
        ("opposition", Sector.OPP),
        ("rebels", Sector.REB),
        ("companies", Sector.BUS),
        ("protesters", Sector.CVL),
        ("fighter", Sector.MIL),
        ("bomber", Sector.MIL),
        ("journalists", Sector.MED),
    ],
)
def test_knows_the_sector_of_a_noun(noun: str, sector: Sector) -> None:
    assert SECTOR_OF_NOUN[noun] == sector


def test_nouns_are_single_words_in_lower_case() -> None:
    assert all(noun == noun.lower() and " " not in noun for noun in SECTOR_OF_NOUN)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("prime minister", Level.LEADER),
        ("japanese prime minister", Level.LEADER),
        ("president", Level.LEADER),
        ("foreign minister", Level.MINISTER),
        ("secretary of state", Level.MINISTER),
        ("vice president", Level.MINISTER),
        ("vice-president", Level.MINISTER),
        ("deputy foreign minister", Level.OFFICIAL),
        ("deputy prime minister", Level.OFFICIAL),
        ("former president", Level.OUT_OF_OFFICE),
        ("ex-president", Level.OUT_OF_OFFICE),
        ("troops", Level.UNKNOWN),
        ("", Level.UNKNOWN),
    ],
)
def test_gives_the_rank_that_a_title_names(title: str, level: Level) -> None:
    assert level_of_title(title) == level


def test_titles_stand_for_offices_of_the_book() -> None:
    offices = {row["office"] for row in rows_of("offices")}
    assert {office for held in TITLES.values() for office in held} <= offices
    assert set(LEVEL_OF_OFFICE) <= offices
