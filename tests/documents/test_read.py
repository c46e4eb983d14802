"""From a raw page to a document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codes import Certainty
from detente.documents.read import LONGEST_TEXT, read_page
from detente.records import Document, Page, Rejection

SHARED = Path(__file__).parents[2].parent / "shared"
NOW = dt.date(2024, 6, 1)
STORY = (
    "Chile and Norway signed a treaty on fisheries on Monday.\n\n"
    "The ministers met in Oslo for two hours. They plan to meet again in May."
)


def read(page: Page, **options: object) -> tuple[Document | None, list[Rejection]]:
    made = list(read_page(page, now=NOW, **options))  # type: ignore[arg-type]
    documents = [entry for entry in made if isinstance(entry, Document)]
    assert len(documents) <= 1
    notes = [entry for entry in made if isinstance(entry, Rejection)]
    return (documents[0] if documents else None), notes


def page(body: str = STORY, media: str = "txt", **fields: str | None) -> Page:
    return Page(source="a.txt", media=media, body=body, **fields)  # type: ignore[arg-type]


def test_makes_a_document_of_a_page() -> None:
    given = page(
        f"OSLO, April 8 (NTB) - {STORY}\n\nThis article was originally published by Example News.",
        published="2024-04-08",
        title="Treaty signed",
        url="https://example.org/a",
        key="7",
    )
    document, notes = read(given, run_id="r1")
    assert not notes
    assert document is not None
    assert document.text == STORY
    assert (document.title, document.key, document.source) == ("Treaty signed", "7", "a.txt")
    assert (document.publisher, document.original_publisher) == ("NTB", "Example News")
    assert (document.published, document.known_at) == (dt.date(2024, 4, 8), dt.date(2024, 4, 8))
    assert document.published_certainty == Certainty.GIVEN
    assert document.language == "en"
    assert document.run_id == "r1"


def test_codes_an_undated_text_and_counts_it() -> None:
    document, (note,) = read(page())
    assert document is not None
    assert (document.published, document.known_at) == (None, NOW)
    assert (note.reason, note.counts_as_problem) == ("no date", False)
    assert note.document_id == document.id


def test_uses_the_date_that_the_user_assumes() -> None:
    document, notes = read(page(), date=dt.date(2024, 4, 1))
    assert document is not None
    assert not notes
    assert document.published == document.known_at == dt.date(2024, 4, 1)
    assert document.published_certainty == Certainty.ASSUMED


def test_codes_a_text_from_the_future_without_date() -> None:
    document, (note,) = read(page(published="2030-01-01"))
    assert document is not None
    assert (document.published, document.known_at) == (None, NOW)
    assert (note.reason, note.counts_as_problem) == ("future date", True)


def test_reads_a_web_page_with_its_date() -> None:
    html = (
        '<html><head><meta property="article:published_time" content="2024-04-08T10:00:00Z">'
        '<meta property="og:site_name" content="Example News"></head><body><article>'
        + "".join(
            f"<p>{part} It was a long day for all who took part in it.</p>"
            for part in STORY.split("\n\n")
        )
        + "</article></body></html>"
    )
    document, notes = read(page(html, media="html"))
    assert document is not None
    assert not notes
    assert document.publisher == "Example News"
    assert document.published == dt.date(2024, 4, 8)
    assert document.published_certainty == Certainty.EXTRACTED
    assert document.text.count("\n\n") == 1


@pytest.mark.parametrize(
    ("body", "media", "reason"),
    [
        ("<html><body></body></html>", "html", "no article text"),
        ("<div", "html", "no article text"),
        ("Advertisement\n\nExit mobile version", "txt", "empty text"),
        ("***\n\n— — —", "txt", "empty text"),
        ("", "txt", "empty text"),
        (
            "Der Minister traf am Mittwoch den Präsidenten und sprach mit ihm über den Vertrag.",
            "txt",
            "language not supported",
        ),
    ],
)
def test_rejects_what_holds_no_english_text(body: str, media: str, reason: str) -> None:
    document, (note,) = read(page(body, media=media))
    assert document is None
    assert note.reason == reason
    assert note.counts_as_problem


def test_names_the_language_that_it_does_not_read() -> None:
    _, (note,) = read(page("Le ministre a rencontré le président pour parler du traité de paix."))
    assert note.detail.startswith("fr, probability ")


def test_cuts_a_text_that_is_too_long_with_a_note() -> None:
    body = "The ministers met again. " * (LONGEST_TEXT // 24)
    document, notes = read(page(body, published="2024-04-08"))
    assert document is not None
    assert len(document.text) <= LONGEST_TEXT
    assert [(note.reason, note.counts_as_problem) for note in notes] == [("text cut", False)]


def test_gives_the_same_text_the_same_id() -> None:
    first, _ = read(page(published="2024-04-08"))
    again, _ = read(page(f"Advertisement\n\n{STORY}", published="April 8, 2024"))
    other, _ = read(page(published="2024-04-09"))
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.id == again.id != other.id


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["txt", "md", "html"]), st.text(max_size=30))
def test_always_says_something(body: str, media: str, published: str) -> None:
    assert list(read_page(page(body, media=media, published=published), now=NOW))


def test_reads_the_article_of_the_issue() -> None:
    path = SHARED / "data/articles/japan_us_april_2024.txt"
    if not path.exists():
        pytest.skip(f"needs {path}")
    document, _ = read(page(path.read_text("utf-8")))
    assert document is not None
    assert document.original_publisher == "The Conversation"
    assert document.byline == "Mary M. McCarthy, Drake University"
    assert document.title is not None
    assert document.title.startswith("Japan")
    assert document.text.startswith("April 2024 proved")
    assert document.text.endswith("more difficult to achieve.")
