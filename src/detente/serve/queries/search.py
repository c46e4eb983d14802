"""Answer what the search page asks: events or documents by words, party, root, issue and day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.ontology.states import state_named
from detente.relations.case import day_number
from detente.serve.answers import EventRow
from detente.serve.index import Wanted
from detente.serve.queries.rows import events_at
from detente.serve.words import snippet, texts_with, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.serve.index import Index, Ints
    from detente.serve.library import Library
    from detente.store.readers import Reader

PER_PAGE: Final = 25
MOST_PAGES: Final = 400
"""Pages that can be turned to; who wants more takes the table of the store."""


class Kind(StrEnum):
    """Name what is searched for."""

    EVENTS = "events"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Hold a piece of a text that was found."""

    text: Annotated[str, "the words"]
    found: Annotated[bool, "whether they were asked for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """Hold one document that was found."""

    id: Annotated[str, "id of the document"]
    title: Annotated[str | None, "headline"]
    publisher: Annotated[str | None, "who published it"]
    published: Annotated[dt.date | None, "day of publication"]
    events: Annotated[int, "events in it"]
    snippet: Annotated[list[Piece], "where the words stand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Hold one value by which the result can be narrowed down."""

    name: Annotated[str, "value"]
    count: Annotated[int, "events with it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Hold the answer of the search page."""

    kind: Annotated[Kind, "events | documents"]
    words: Annotated[list[str], "words looked for: all of them stand in the text"]
    states: Annotated[list[str], "codes of states and bodies that all take part"]
    total: Annotated[int, "how many were found"]
    page: Annotated[int, "page given; 1 for the newest"]
    pages: Annotated[int, "pages there are; 400 at most"]
    events: Annotated[list[EventRow], "events of this page, the newest first"]
    documents: Annotated[list[PaperRow], "documents of this page, the newest first"]
    roots: Annotated[list[Option], "roots of the events found"]
    issues: Annotated[list[Option], "issue areas of the events found"]


def search(
    library: Library,
    *,
    kind: Kind = Kind.EVENTS,
    q: str = "",
    states: Sequence[str] = (),
    root: str = "",
    issue: str = "",
    status: str = "",
    source: str = "",
    start: dt.date | None = None,
    stop: dt.date | None = None,
    page: int = 1,
) -> Search:
    """Give events or documents that fit everything asked for, the newest first.

    Parameters
    ----------
    q : str
        Words that all stand in the sentence of the event, or in the document.
    states : sequence of str
        States and bodies by code or name; all of them take part.
    """
    codes = tuple(party_named(one) for one in states if one.strip())
    words = words_in(q)
    given = {"root": root, "issue": issue, "status": status, "source": source}
    columns = {name: (value,) for name, value in given.items() if value}
    index = library.index
    with library.store() as store:
        found = None
        if kind is Kind.EVENTS and words:
            found = texts_with(store, "words_of_events", words)
        wanted = Wanted(states=codes, codes=columns, start=start, stop=stop, positions=found)
        chosen = index.choose(wanted)
        told = chosen
        if kind is Kind.DOCUMENTS:
            limited = bool(codes or columns)
            chosen = _papers(store, index, words, chosen if limited else None, start, stop)
            told = told[np.isin(index.papers[told], chosen)]
        pages = max(1, min(MOST_PAGES, -(-len(chosen) // PER_PAGE)))
        page = min(page, pages)
        shown = chosen[::-1][(page - 1) * PER_PAGE : page * PER_PAGE]
        events = events_at(library, store, shown) if kind is Kind.EVENTS else []
        papers = _rows(store, index, shown, words) if kind is Kind.DOCUMENTS else []
    return Search(
        kind=kind,
        words=words,
        states=list(codes),
        total=len(chosen),
        page=page,
        pages=pages,
        events=events,
        documents=papers,
        roots=_options(index, "root", told),
        issues=_options(index, "issue", told),
    )


def party_named(name: str) -> str:
    """Give the code of a state by code or name, or of a body by its code.

    Raises
    ------
    UnknownName
        If it is no state and no code of a body.
    """
    return name.strip() if name.strip().startswith("IGO:") else state_named(name).code


def _papers(  # noqa: PLR0917
    store: Reader,
    index: Index,
    words: list[str],
    events: Ints | None,
    start: dt.date | None,
    stop: dt.date | None,
) -> Ints:
    """Give the numbers of documents, in order of day."""
    chosen = np.arange(len(index.paper_ids))
    if words:
        chosen = texts_with(store, "words_of_papers", words)
    if events is not None:
        own = np.unique(index.papers[events])
        chosen = np.intersect1d(chosen, own[own >= 0])
    if start is not None:
        chosen = chosen[index.paper_days[chosen] >= day_number(start)]
    if stop is not None:
        chosen = chosen[index.paper_days[chosen] < day_number(stop)]
    return chosen


def _rows(store: Reader, index: Index, numbers: Ints, words: list[str]) -> list[PaperRow]:
    ids = index.paper_id_of(numbers)
    columns = ("id", "title", "text", "publisher", "original_publisher", "published")
    found = store.at("documents", index.paper_places[numbers], columns=columns).to_pylist()
    known = {one["id"]: one for one in found}
    told = np.bincount(index.papers[np.isin(index.papers, numbers)], minlength=1)
    return [
        PaperRow(
            id=row["id"],
            title=row["title"],
            publisher=row["original_publisher"] or row["publisher"],
            published=row["published"],
            events=int(told[number]) if number < len(told) else 0,
            snippet=[
                Piece(text=text, found=hit) for text, hit in snippet(row["text"][:200_000], words)
            ],
        )
        for number, row in ((n, known[one]) for n, one in zip(numbers, ids, strict=True))
    ]


def _options(index: Index, name: str, chosen: Ints) -> list[Option]:
    column = index.columns[name]
    numbers = column.numbers[chosen]
    counts = np.bincount(numbers[numbers >= 0], minlength=len(column.names))
    rows = [Option(name=column.names[n], count=int(c)) for n, c in enumerate(counts) if c]
    return sorted(rows, key=lambda row: (-row.count, row.name))
