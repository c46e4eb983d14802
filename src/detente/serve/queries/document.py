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
        found = store.find("documents", "id", [id]).to_pylist()
        if not found:
            raise UnknownName("document", id, ())
        row = found[0]
        events = _events(library, store, id)
        quotes = _quotes(store, id)
        copies = store.find("documents", "reprint_of", [id], columns=("id",))
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
        copies=copies["id"].to_pylist()[:20],
        events=events,
        quotes=quotes,
    )  # fmt: skip


def _events(library: Library, store: Reader, document_id: str) -> list[EventRow]:
    papers = store.kept("papers")
    found = store.arrow(papers.filter(papers.id == document_id).select("number"))
    if not len(found):
        return []
    positions = library.index.of_paper(found["number"][0].as_py())[:MOST_EVENTS]
    rows = events_at(library, store, positions)
    return sorted(rows, key=lambda row: (row.start or 0, row.stop or 0, row.id))


def _quotes(store: Reader, document_id: str) -> list[QuoteRow]:
    if not store.has("quotes"):
        return []
    quotes = store.table("quotes")
    own = quotes.filter(quotes.evidence["document_id"] == document_id).limit(100)
    rows = [
        QuoteRow(
            speaker=row["speaker"]["name"] or row["speaker"]["text"],
            words=row["words"],
            start=row["evidence"]["start"],
        )
        for row in store.arrow(own).to_pylist()
    ]
    return sorted(rows, key=lambda row: row.start)
