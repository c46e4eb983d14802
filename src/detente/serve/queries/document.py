"""Answer what the page of a document asks: its text, with the events and quotes in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.brief.inert import safe_url
from detente.errors import UnknownName
from detente.serve.answers import EventRow
from detente.serve.queries.rows import events_at

if TYPE_CHECKING:
    from detente.serve.library import Library
    from detente.store.readers import Reader

MOST_EVENTS: Final = 400
MOST_QUOTES: Final = 100
MOST_COPIES: Final = 20
LONGEST: Final = 200_000
"""Characters of a document that are shown; the rest is left to the file it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """Hold what somebody is quoted as saying."""

    speaker: Annotated[str, "who speaks"]
    words: Annotated[str, "what is said"]
    start: Annotated[int, "offset of its sentence; characters"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Hold the answer of the page of a document."""

    id: Annotated[str, "id of the document"]
    title: Annotated[str | None, "headline"]
    text: Annotated[str, "clean text, 200,000 characters at most"]
    is_cut: Annotated[bool, "whether there is more text than is given"]
    publisher: Annotated[str | None, "who published this copy"]
    original_publisher: Annotated[str | None, "who published it first"]
    byline: Annotated[str | None, "author"]
    url: Annotated[str | None, "address"]
    published: Annotated[dt.date | None, "day of publication"]
    known_at: Annotated[dt.date, "day on which it was known"]
    reprint_of: Annotated[str | None, "document of which this is a near copy"]
    copies: Annotated[list[str], "documents that are near copies of this one"]
    events: Annotated[list[EventRow], "events in order of their place in the text"]
    quotes: Annotated[list[QuoteRow], "direct quotes"]


def document(library: Library, id: str) -> Document:  # noqa: A002
    """Give one document by its id.

    Raises
    ------
    UnknownName
        If there is none.
    """
    with library.store() as store:
        numbers = store.numbers_of("paper_ids", "number", id)
        if not numbers:
            raise UnknownName("document", id, ())
        row = store.at("documents", library.index.paper_places[numbers]).to_pylist()[0]
        positions = library.index.of_paper(numbers[0])[:MOST_EVENTS]
        events = events_at(library, store, positions)
        quotes = _quotes(store, id)
        copies = store.numbers_of("copies", "number", id)[:MOST_COPIES]
    return Document(
        **{
            name: row[name]
            for name in (
                "id", "title", "publisher", "original_publisher", "byline", "published",
                "known_at", "reprint_of",
            )
        },
        text=row["text"][:LONGEST],
        is_cut=len(row["text"]) > LONGEST,
        url=safe_url(row["url"]),
        copies=library.index.paper_id_of(copies),
        events=sorted(events, key=lambda one: (one.start or 0, one.stop or 0, one.id)),
        quotes=quotes,
    )  # fmt: skip


def _quotes(store: Reader, document_id: str) -> list[QuoteRow]:
    places = store.numbers_of("quoted", "place", document_id)[:MOST_QUOTES]
    rows = [
        QuoteRow(
            speaker=row["speaker"]["name"] or row["speaker"]["text"],
            words=row["words"],
            start=row["evidence"]["start"],
        )
        for row in store.at("quotes", places).to_pylist()
    ]
    return sorted(rows, key=lambda row: row.start)
