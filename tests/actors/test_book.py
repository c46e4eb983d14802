"""What the book finds in a text, and who held which office."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from detente.actors.book import Book


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Japan's prime minister", ["Japan"]),
        ("Japan’s prime minister", ["Japan"]),
        ("xJapan Japan2 Japans", []),
        ("the US thanked us", ["US"]),
        ("U.S. and U.S.A. troops", ["U.S.", "U.S.A."]),
        ("Papua New Guinea, Guinea-Bissau, Equatorial Guinea", None),
        ("Papua New Guinea", ["Papua New Guinea"]),
        ("Guinea‑Bissau", ["Guinea-Bissau"]),
        ("Côte d’Ivoire", ["Côte d'Ivoire"]),
        ("South Sudan and Sudan", ["South Sudan", "Sudan"]),
        ("Niger, Nigeria and Nigerians", ["Niger", "Nigeria", "Nigerians"]),
        ("Somalia Romanesque Indian Chinatown", ["Somalia", "Indian"]),
        ("Sea of Japan, South China Sea, Gulf of Mexico", []),
        ("Mexico City", ["Mexico City"]),
        ("police in Lyon, Kano police", ["Lyon", "Kano"]),
        ("Kim\nJong Un", ["Kim Jong Un"]),
        ("Kim Jong-un", ["Kim Jong-un"]),
        ("Shinzō Abe and KISHIDA Fumio", ["Shinzō Abe", "KISHIDA Fumio"]),
        ("Northern Ireland", ["Northern Ireland"]),
        ("Hurricane Henri, Typhoon Xi", []),
        ("", []),
        ("Xi’an", []),
    ],
)
def test_finds_whole_names_longest_first(book: Book, text: str, names: list[str] | None) -> None:
    found = [hit.text for hit in book.find(text)]
    if names is None:
        names = ["Papua New Guinea", "Guinea-Bissau", "Equatorial Guinea"]
    assert found == names


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Japan", "South", "Korea", "’s ", "-", " ", "Kim Jong Un", "é", ".", "\n"])
    )
)
def test_hits_are_ordered_and_do_not_overlap(book: Book, parts: list[str]) -> None:
    text = "".join(parts)
    hits = book.find(text)
    assert all(0 <= hit.start < hit.stop <= len(text) for hit in hits)
    assert all(a.stop <= b.start for a, b in pairwise(hits))
    assert all(hit.stop - hit.start == len(hit.text) for hit in hits)
    assert all(book.entries(hit.text) for hit in hits)


def test_knows_no_entries_of_what_it_has_not(book: Book) -> None:
    assert book.entries("Brobdingnag") == []


@pytest.mark.parametrize(
    ("office", "code", "day", "person"),
    [
        ("head of government", "JPN", "2024-09-30", "fumio-kishida"),
        ("head of government", "JPN", "2024-10-01", "shigeru-ishiba"),
        ("head of state", "JPN", "2019-04-30", "akihito"),
        ("head of state", "JPN", "2019-05-01", "naruhito"),
        ("head of state", "USA", "2025-01-19", "joe-biden"),
        ("head of state", "USA", "2025-01-20", "donald-trump"),
        ("foreign minister", "USA", "2018-04-26", "mike-pompeo"),
        ("vice president", "USA", "2023-01-01", "kamala-harris"),
        ("head of government", "GBR", "2022-10-24", "liz-truss"),
        ("head of government", "GBR", "2022-10-25", "rishi-sunak"),
        ("head of state", "GBR", "2022-09-07", "elizabeth-ii"),
        ("head of state", "GBR", "2022-09-08", "charles-iii"),
        ("head of state", "PHL", "2022-06-29", "rodrigo-duterte"),
        ("head of state", "PHL", "2022-06-30", "ferdinand-marcos-jr"),
        ("head of government", "ISR", "2021-12-01", "naftali-bennett"),
        ("head of government", "IGO:UN", "2024-05-01", "antonio-guterres"),
        ("head of government", "JPN", "1950-01-01", None),
        ("no such office", "JPN", "2024-01-01", None),
        ("head of government", "ATL", "2024-01-01", None),
    ],
)
def test_says_who_held_an_office_on_a_day(
    book: Book, office: str, code: str, day: str, person: str | None
) -> None:
    found = book.who_held([office], code, dt.date.fromisoformat(day))
    assert (found.id if found else None) == person


def test_tries_offices_in_the_order_given(book: Book) -> None:
    day = dt.date(2024, 1, 1)
    offices = ["head of state", "head of government"]
    first, second = (book.who_held(order, "DEU", day) for order in (offices, offices[::-1]))
    assert first is not None
    assert second is not None
    assert (first.id, second.id) == ("frank-walter-steinmeier", "olaf-scholz")


def test_gives_the_highest_office_where_a_person_holds_two(book: Book) -> None:
    office = book.people["fumio-kishida"].office_on(dt.date(2021, 11, 5))
    assert office is not None
    assert office.office == "head of government"


def test_gives_no_office_to_who_holds_none(book: Book) -> None:
    assert book.people["shinzo-abe"].office_on(dt.date(2021, 1, 1)) is None
