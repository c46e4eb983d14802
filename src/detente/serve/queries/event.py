"""Answer what the page of an event asks: its sentence in place, all reports, what differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.errors import UnknownName
from detente.serve.answers import EventRow
from detente.serve.queries.rows import events_by_id

if TYPE_CHECKING:
    from detente.serve.library import Library
    from detente.store.readers import Reader

CONTEXT: Final = 600
"""Characters of the document shown before and behind the sentence."""
MOST_REPORTS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Hold the event that several reports tell of."""

    id: Annotated[str, "least id of its reports"]
    states: Annotated[list[str], "states and bodies that take part"]
    day: Annotated[dt.date | None, "day that most reports name"]
    day_precision: Annotated[str, "how exactly it is known"]
    known_at: Annotated[dt.date, "day of the first report"]
    last_report: Annotated[dt.date, "day of the last report"]
    reports: Annotated[int, "reports, copies included"]
    publishers: Annotated[int, "independent publishers"]
    disagreements: Annotated[list[str], "on what the reports do not agree"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Hold the answer of the page of an event."""

    event: Annotated[EventRow, "the event as this sentence states it"]
    before: Annotated[str, "text of the document before the sentence"]
    after: Annotated[str, "text behind it"]
    happened: Annotated[Happened | None, "the event with all its reports, if joined"]
    reports: Annotated[list[EventRow], "other reports of it, 60 at most"]
    attached: Annotated[list[EventRow], "plans and denials that are about it"]


def event(library: Library, id: str) -> Event:  # noqa: A002
    """Give one event by its id.

    Raises
    ------
    UnknownName
        If there is none.
    """
    with library.store() as store:
        found = events_by_id(library, store, [id])
        if not found:
            raise UnknownName("event", id, ())
        row = found[0]
        before, after = _around(library, store, row)
        happened, reports, attached = _reports(library, store, id)
    return Event(
        event=row,
        before=before,
        after=after,
        happened=happened,
        reports=reports,
        attached=attached,
    )


def _around(library: Library, store: Reader, row: EventRow) -> tuple[str, str]:
    if row.document_id is None or row.start is None or row.stop is None:
        return "", ""
    numbers = store.numbers_of("paper_ids", "number", row.document_id)
    places = library.index.paper_places[numbers]
    found = store.at("documents", places, columns=("text",)).to_pylist()
    if not found:
        return "", ""
    text = found[0]["text"]
    return text[max(0, row.start - CONTEXT) : row.start], text[row.stop : row.stop + CONTEXT]


def _reports(
    library: Library, store: Reader, own: str
) -> tuple[Happened | None, list[EventRow], list[EventRow]]:
    places = store.numbers_of("told", "place", own)
    merged = store.at("merged", places[:1]).to_pylist()
    if not merged:
        return None, [], []
    row = merged[0]
    happened = Happened(**{name: row[name] for name in Happened.__dataclass_fields__})
    others = [one for one in row["event_ids"] if one != own][:MOST_REPORTS]
    attached = [one for one in row["attached"] if one != own][:MOST_REPORTS]
    return (
        happened,
        events_by_id(library, store, others),
        events_by_id(library, store, attached),
    )
