"""Which state a name or code means, and who belonged to what when."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.errors import UnknownName
from detente.ontology.states import members_of, name_of, organization_names, state_named, states


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Japan", "JPN"),
        ("JAPAN", "JPN"),
        (" japan ", "JPN"),
        ("jp", "JPN"),
        ("jpn", "JPN"),
        ("UK", "GBR"),
        ("United Kingdom", "GBR"),
        ("us", "USA"),
        ("U.S.", "USA"),
        ("America", "USA"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Republic of Korea", "KOR"),
        ("North Korea", "PRK"),
        ("PRC", "CHN"),
        ("Taiwan", "TWN"),
        ("Kosovo", "XKX"),
        ("XK", "XKX"),
        ("Palestine", "PSE"),
        ("Holy See", "VAT"),
        ("Georgia", "GEO"),
        ("Swaziland", "SWZ"),
        ("Soviet Union", "SUN"),
    ],
)
def test_finds_a_state_by_code_or_name_in_any_case(name: str, code: str) -> None:
    assert state_named(name).code == code


@pytest.mark.parametrize(
    ("name", "near"),
    [("Jappan", "Japan"), ("Untied States", "United States"), ("Chna", "China"), ("Keny", "Kenya")],
)
def test_offers_near_names_for_an_unknown_state(name: str, near: str) -> None:
    with pytest.raises(UnknownName) as raised:
        state_named(name)
    assert near in raised.value.near


@pytest.mark.parametrize("name", ["", "Atlantis", "IGO:EU", "Japanese"])
def test_knows_no_state_where_there_is_none(name: str) -> None:
    with pytest.raises(UnknownName):
        state_named(name)


def test_finds_every_living_state_by_its_own_names() -> None:
    for code, state in states().items():
        if state.end is None:
            for name in (code, state.name, state.official, state.alpha2):
                assert state_named(name).code == code, name


def test_codes_have_three_letters_and_names_are_unique() -> None:
    assert all(len(code) == 3 and code.isupper() for code in states())
    names = [state.name for state in states().values()]
    assert len(set(names)) == len(names) == len(states())


@pytest.mark.parametrize(
    ("code", "day", "exists"),
    [
        ("JPN", "1850-01-01", True),
        ("SSD", "2011-07-08", False),
        ("SSD", "2011-07-09", True),
        ("DDR", "1990-10-02", True),
        ("DDR", "1990-10-03", False),
        ("SUN", "1985-01-01", True),
        ("SUN", "1991-12-25", True),
        ("SUN", "1991-12-26", False),
        ("RUS", "1991-12-26", True),
        ("CSK", "1992-12-31", True),
        ("CSK", "1993-01-01", False),
        ("CZE", "1993-01-01", True),
        ("XKX", "2008-02-16", False),
        ("XKX", "2008-02-17", True),
    ],
)
def test_knows_when_a_state_existed(code: str, day: str, exists: bool) -> None:
    assert states()[code].exists_on(dt.date.fromisoformat(day)) is exists


def test_a_state_no_longer_exists_on_the_end_of_the_table() -> None:
    for state in states().values():
        if state.end is not None:
            assert not state.exists_on(state.end)
            assert state.exists_on(state.end - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("JPN", "Japan"),
        ("IGO:EU", "European Union"),
        ("IGO:UN", "United Nations"),
        ("IGO:NATO", "North Atlantic Treaty Organization"),
        ("XXX", "XXX"),
        ("IGO:XXX", "XXX"),
    ],
)
def test_gives_the_short_name_of_a_code(code: str, name: str) -> None:
    assert name_of(code) == name


@pytest.mark.parametrize(
    ("body", "state", "day", "member"),
    [
        ("IGO:NATO", "FIN", "2023-04-03", False),
        ("IGO:NATO", "FIN", "2023-04-04", True),
        ("IGO:NATO", "SWE", "2024-03-06", False),
        ("IGO:NATO", "SWE", "2024-03-07", True),
        ("IGO:NATO", "POL", "1999-03-11", False),
        ("IGO:NATO", "POL", "1999-03-12", True),
        ("IGO:NATO", "USA", "2024-01-01", True),
        ("IGO:NATO", "UKR", "2024-01-01", False),
        ("IGO:EU", "GBR", "2019-01-01", True),
        ("IGO:EU", "GBR", "2020-01-31", True),
        ("IGO:EU", "GBR", "2020-02-01", False),
        ("IGO:EFTA", "AUT", "1994-12-31", True),
        ("IGO:EFTA", "AUT", "1995-01-01", False),
        ("IGO:EU", "AUT", "1995-01-01", True),
        ("IGO:EU", "HRV", "2013-06-30", False),
        ("IGO:EU", "HRV", "2013-07-01", True),
        ("IGO:G7", "JPN", "2024-01-01", True),
        ("IGO:G8", "RUS", "2013-01-01", True),
        ("IGO:G8", "RUS", "2015-01-01", False),
        ("IGO:ASEAN", "PHL", "2024-01-01", True),
    ],
)
def test_knows_the_members_of_a_body_on_a_day(
    body: str, state: str, day: str, member: bool
) -> None:
    assert (state in members_of(body, dt.date.fromisoformat(day))) is member


@pytest.mark.parametrize(
    ("body", "day", "size"),
    [
        ("IGO:NATO", "2024-06-01", 32),
        ("IGO:EU", "2019-01-01", 28),
        ("IGO:EU", "2024-01-01", 27),
        ("IGO:G7", "2024-01-01", 7),
        ("IGO:QUAD", "2024-01-01", 4),
        ("IGO:GCC", "2024-01-01", 6),
        ("IGO:ASEAN", "2024-01-01", 10),
        ("IGO:NATO", "1948-01-01", 0),
        ("IGO:XXX", "2024-01-01", 0),
    ],
)
def test_counts_the_members_of_a_body_on_a_day(body: str, day: str, size: int) -> None:
    assert len(members_of(body, dt.date.fromisoformat(day))) == size


def test_names_every_body_that_has_members() -> None:
    assert all(name_of(body) for body in organization_names())
    assert name_of("IGO:NATO") != "NATO"
