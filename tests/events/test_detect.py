"""Which sentences are worth analysing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from detente.actors.context import Context
from detente.events.detect import candidates

if TYPE_CHECKING:
    from detente.actors.book import Book


def passes(book: Book, text: str, home: str | None = None) -> bool:
    (found,) = candidates(
        "d", text, book.find(text), book, Context(day=dt.date(2024, 6, 12), home=home)
    )
    return found.passes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya attacked Chile.", True),
        ("Kenya’s president resigned.", True),
        ("Kenyan police arrested protesters.", True),
        ("He thanked Kenya for its aid.", True),
        ("The leaders met in Nairobi.", True),
        ("Kishida met Macron.", True),
        ("The Bank of Japan met Toyota.", True),
        ("Hamas and Fatah fought in Gaza.", True),
        ("Kenya is a land of the east.", False),
        ("The weather in Kenya was bad.", False),
        ("Ships crossed the South China Sea.", False),
        ("It rained for two days on end.", False),
        ("Kenya: Chile.", False),
        ("Chile Kenya", False),
        ("The minister resigned yesterday.", False),
        ("He said that it was over.", False),
        ("May and King said that it was over.", False),
        ("He met Emmanuel Macron.", True),
        ("Turkey’s president resigned.", True),
        ("Trump met Biden in the debate.", True),
        ("Joe Biden spoke long; Biden left.", False),
    ],
)
def test_lets_pass_what_can_hold_an_event_between_parties(
    book: Book, text: str, expected: bool
) -> None:
    assert passes(book, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We thank Japan for its aid.", True),
        ("Japan thanked China for its aid.", True),
        ("The President and our allies in Japan met.", True),
        ("We thank our troops for their aid.", False),
        ("The US army trained hard all day.", False),
        ("Japan had a good year again.", False),
    ],
)
def test_lets_pass_what_a_government_says_of_other_states(
    book: Book, text: str, expected: bool
) -> None:
    assert passes(book, text, home="USA") is expected


def test_gives_every_sentence_in_order_with_its_own_names(book: Book) -> None:
    text = "Kenya thanked Chile. It rained all day.\n\nPeru attacked Kenya."
    found = candidates("d", text, book.find(text), book, Context(day=dt.date(2024, 6, 12)))
    assert [(c.raw.index, c.passes) for c in found] == [(0, True), (1, False), (2, True)]
    for candidate in found:
        raw = candidate.raw
        assert text[raw.start : raw.start + len(raw.text)] == raw.text
        assert all(raw.text[hit.start : hit.stop] == hit.text for hit in candidate.hits)
    assert [[hit.text for hit in c.hits] for c in found] == [
        ["Kenya", "Chile"],
        [],
        ["Peru", "Kenya"],
    ]


def test_finds_nothing_in_an_empty_text(book: Book) -> None:
    assert candidates("d", "", [], book, Context(day=dt.date(2024, 6, 12))) == []
