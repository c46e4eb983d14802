"""Make documents of raw pages: extract, clean, date, tell the language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.documents.clean import clean
from detente.documents.dates import Dating, published_on
from detente.documents.extract import extract
from detente.documents.language import detect_language
from detente.records import Document, Page, Rejection, content_id, rejection

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

LONGEST_TEXT = 2_000_000  # characters of a text that are read; a novel has less
LANGUAGES_READ = ("en", "und")


def read_page(
    page: Page, *, now: dt.date, run_id: str = "", date: dt.date | None = None
) -> Iterator[Document | Rejection]:
    """Make a document of a page, with notes on what was amiss.

    Parameters
    ----------
    page : Page
        As a source gave it.
    now : date
        Day of the run; no text can be published later, and an undated one counts as known
        since then.
    run_id : str
        Run that reads it.
    date : date, optional
        Day of publication to assume where none is given.

    Yields
    ------
    Document or Rejection
        At most one document, the notes on it first; a rejection alone where the page holds no
        text that can be used.
    """
    for made in _read(page, now, date):
        yield replace(made, run_id=run_id)


def _read(page: Page, now: dt.date, date: dt.date | None) -> Iterator[Document | Rejection]:
    extracted_date: str | None = None
    if page.media == "html":
        found = extract(page.body, now=now)
        if found is None:
            yield rejection(page.source, "documents", "no article text", "nothing found in HTML")
            return
        extracted_date = found.published
        page = replace(
            page,
            media="txt",
            body=found.text,
            title=page.title or found.title,
            byline=page.byline or found.byline,
            publisher=page.publisher or found.publisher,
            url=page.url or found.url,
        )
    if len(page.body) > LONGEST_TEXT:
        detail = f"{len(page.body):,} characters; read are the first {LONGEST_TEXT:,}"
        yield rejection(page.source, "documents", "text cut", detail, counts_as_problem=False)
    dating = published_on(page.published, extracted_date, date, now=now, source=page.source)
    yield from _document(page, dating, now)


def _document(page: Page, dating: Dating, now: dt.date) -> Iterator[Document | Rejection]:
    cleaned = clean(page.body[:LONGEST_TEXT], title=page.title, byline=page.byline)
    if not any(letter.isalnum() for letter in cleaned.text):
        detail = f"{len(page.body):,} characters before cleaning"
        yield rejection(page.source, "documents", "empty text", detail)
        return
    language = detect_language(cleaned.text)
    document = Document(
        id=content_id(cleaned.text, cleaned.title, dating.day, page.url),
        source=page.source,
        key=page.key,
        title=cleaned.title,
        text=cleaned.text,
        url=page.url,
        publisher=page.publisher or cleaned.agency,
        byline=cleaned.byline,
        original_publisher=cleaned.original_publisher,
        published=dating.day,
        published_certainty=dating.certainty,
        language=language.code,
        language_probability=language.probability,
        known_at=now if dating.day is None else dating.day,
    )
    if language.code not in LANGUAGES_READ:
        detail = f"{language.code}, probability {language.probability:.2f}"
        yield rejection(page.source, "documents", "language not supported", detail)
        return
    if dating.note is not None:
        yield replace(dating.note, document_id=document.id)
    yield document
