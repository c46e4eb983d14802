"""People by names as lists write them."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.actors.book import Book
from detente.actors.names import split_title, words_of_name
from detente.actors.offices import offices_of, person_named, resolve_name, who_held
from detente.errors import UnknownName

APRIL = "2024-04-10"


@pytest.mark.parametrize(
    ("name", "day", "person"),
    [
        ("Fumio Kishida", APRIL, "fumio-kishida"),
        ("Kishida Fumio", APRIL, "fumio-kishida"),
        ("KISHIDA, Fumio", APRIL, "fumio-kishida"),
        ("Prime Minister Kishida", APRIL, "fumio-kishida"),
        ("Kishida", APRIL, "fumio-kishida"),
        ("Kishida", "2025-04-10", None),  # out of office: a Kishida could be any
        ("Zelensky", APRIL, "volodymyr-zelensky"),
        ("President Volodymyr Zelenskyy", APRIL, "volodymyr-zelensky"),
        ("Xi", APRIL, "xi-jinping"),
        ("Xi Jinping", APRIL, "xi-jinping"),
        ("MBS", APRIL, "mohammed-bin-salman"),
        ("King Abdullah", "2020-01-01", "abdullah-ii"),
        ("King Mohamed VI", APRIL, "mohammed-vi"),
        ("President Alberto K. Fujimori", "1995-01-01", "alberto-fujimori"),
        ("Prime Minister Justin P. J. Trudeau", APRIL, "justin-trudeau"),
        ("Prime Minister Anibal Antonio Cavaco e Silva", "1990-01-10", "anibal-cavaco-silva"),
        ("President Nicloas Sarkozy", "2010-01-10", "nicolas-sarkozy"),  # slip of the pen
        ("Hamad ibn Khalifah Al Thani", "2005-01-10", "hamad-bin-khalifa-al-thani"),
        ("Khalifah ibn Hamad Al Thani", "2005-01-10", "khalifa-bin-hamad-al-thani"),
        ("Prime Minister Major", "1995-01-10", "john-major"),
        ("President Lee", "2024-04-10", None),  # no president of that name on that day
        ("Jane Q. Nobody", APRIL, None),
        ("", APRIL, None),
    ],
)
def test_finds_the_person_meant_on_the_day(
    book: Book, name: str, day: str, person: str | None
) -> None:
    found = book.directory.find(name, day=dt.date.fromisoformat(day))
    assert (found.id if found else None) == person


def test_a_state_chooses_between_namesakes(book: Book) -> None:
    day = dt.date(2006, 1, 1)
    found = book.directory.find("King Abdullah", day=day, state="SAU")
    assert found is not None
    assert found.id == "abdullah-bin-abdulaziz"


@pytest.mark.parametrize(
    ("office", "state", "day", "person"),
    [
        ("prime minister", "JPN", APRIL, "fumio-kishida"),
        ("Prime Minister", "Japan", "2025-11-01", "sanae-takaichi"),
        ("head of government", "USA", APRIL, "joe-biden"),
        ("president", "USA", "2025-01-20", "donald-trump"),  # the successor on the day
        ("foreign minister", "KEN", "2005-01-01", None),
        ("prime minister", "GNB", "2015-01-01", "domingos-simoes-pereira"),  # beside a president
        ("secretary-general", "IGO:NATO", APRIL, "jens-stoltenberg"),
    ],
)
def test_tells_who_held_an_office(office: str, state: str, day: str, person: str | None) -> None:
    found = who_held(office, state, dt.date.fromisoformat(day))
    if person is None:
        assert found is None or found.code == state
    else:
        assert found is not None
        assert found.id == person


def test_unknown_offices_and_states_are_said() -> None:
    with pytest.raises(UnknownName, match="office"):
        who_held("grand vizier", "JPN", dt.date(2024, 4, 10))
    with pytest.raises(UnknownName, match="state"):
        who_held("president", "Atlantis", dt.date(2024, 4, 10))
    with pytest.raises(UnknownName, match="person"):
        person_named("Nobody at All")


def test_offices_come_in_order() -> None:
    offices = offices_of("Aso Taro")
    assert [office.start for office in offices] == sorted(office.start for office in offices)
    assert {"prime minister", "finance minister"} <= {office.title for office in offices}


@pytest.mark.parametrize(
    ("name", "day", "state", "sector"),
    [
        ("Taro Aso", "2024-04-23", "JPN", "PTY"),
        ("Taro Aso", "2009-04-23", "JPN", "GOV"),
        ("Barack Obama", "2013-12-31", "USA", "GOV"),
        ("Barack Obama", "2014-12-31", "USA", "GOV"),
        ("Donald Trump", "2014-12-31", "USA", "PTY"),
        ("the Pentagon", APRIL, "USA", "MIL"),
        ("Hamas", APRIL, "PSE", "REB"),
        ("NATO", APRIL, "IGO:NATO", "IGO"),
        ("Nippon Steel", APRIL, "JPN", "BUS"),
        ("Malacañang", APRIL, "PHL", "GOV"),
    ],
)
def test_sector_follows_the_day(name: str, day: str, state: str, sector: str) -> None:
    actor = resolve_name(name, day=dt.date.fromisoformat(day))
    assert (actor.state, actor.sector) in {(state, sector), (state, "OPP")}


def test_what_is_unknown_keeps_the_state_given() -> None:
    actor = resolve_name("Jane Q. Nobody", day=dt.date(2024, 4, 10), state="NZL")
    assert (actor.state, actor.sector, actor.person) == ("NZL", "UNK", None)


def test_titles_are_parted_from_names() -> None:
    assert split_title(words_of_name("Prime Minister Dr. Hubert A. Minnis")) == (
        "prime minister dr",
        ("hubert", "a", "minnis"),
    )
