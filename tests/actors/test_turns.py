"""Who speaks in a transcript."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.actors.context import Context
from detente.actors.turns import turns_in

DAY = dt.date(2024, 4, 10)


@pytest.fixture
def voices(book):
    """Give a function that says as which state each turn of a transcript speaks."""

    def of(text: str, *, home: str | None = "USA", day: dt.date = DAY) -> list[str | None]:
        return [state for _, state in turns_in(text, book, Context(day=day, home=home))]

    return of


@pytest.mark.parametrize(
    ("label", "state"),
    [
        ("PRIME MINISTER KISHIDA:", "JPN"),
        ("PRIME MINISTER KISHIDA (as interpreted):", "JPN"),
        ("PRESIDENT VON DER LEYEN:", "IGO:EU"),
        ("PRESIDENT EL-SISI:", "EGY"),
        ("CHANCELLOR SCHOLZ:", "DEU"),
        ("PRESIDENT BIDEN:", "USA"),
        ("THE PRESIDENT:", "USA"),
        ("MR. SULLIVAN:", "USA"),
        ("SENIOR ADMINISTRATION OFFICIAL:", "USA"),
        ("PRIME MINISTER NOBODY:", None),
        ("AUDIENCE MEMBER:", None),
        ("Q ", None),
    ],
)
def test_a_label_says_for_whom_somebody_speaks(voices, label, state) -> None:
    assert voices(f"Tokyo\n\n{label}  We met here.\n") == [state]


def test_there_are_no_turns_in_the_press(voices) -> None:
    assert voices("PRIME MINISTER KISHIDA: We met.", home=None) == []


def test_a_word_in_capitals_within_a_line_begins_no_turn(voices) -> None:
    assert voices("The FACT SHEET: it says NATO: yes.\nWe met. Q and A followed.") == []


def test_the_context_hears_each_voice_in_its_place(book) -> None:
    text = "Remarks.\n\nPRESIDENT BIDEN: Welcome.\n\nPRIME MINISTER KISHIDA: We agree.\n\nQ Why?"
    context = Context(day=DAY, home="USA")
    context.turns = turns_in(text, book, context)
    heard = []
    for word in ("Remarks", "Welcome", "We agree", "Why"):
        context.hear(text.index(word))
        heard.append(context.voice)
    assert heard == ["USA", "USA", "JPN", None]
