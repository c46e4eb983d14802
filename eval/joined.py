"""Count the reports that a store joins to events, and draw some to be read.

python -m eval.joined STORE [--since DAY] [--until DAY] [--sample N]

Reports are those of documents published from the first to the last day. Whether a joined event
is one event, a reader has to judge: its reports are printed with day, title and sentence.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterable
from pathlib import Path

from detente.events.merge import merge
from detente.events.reports import Report, report_of
from detente.records import Document, Event, Merged
from detente.store.store import open_store

SHOWN = 4
"""Reports of a joined event that are printed."""


def reports_between(
    documents: dict[str, Document], events: Iterable[Event], since: dt.date, until: dt.date
) -> list[Report]:
    """Give the reports of documents published between two days, the days included."""
    found = []
    for event in events:
        document = documents[event.evidence.document_id]
        if document.published is not None and since <= document.published <= until:
            copy = document.reprint_of or document.id
            found.append(report_of(event, publisher=document.publisher, copy=copy))
    return found


def counts_of(merged: list[Merged]) -> dict[str, int]:
    """Count reports, events, joined events and the reports in them."""
    joined = [one.reports for one in merged if one.reports > 1]
    return {
        "reports": sum(one.reports for one in merged),
        "events": len(merged),
        "joined_events": len(joined),
        "joined_reports": sum(joined),
    }


def show(event: Merged, events: dict[str, Event], documents: dict[str, Document]) -> None:
    """Print one joined event with the first of its reports."""
    print(
        f"\n{event.root.value} {event.status.value} {', '.join(event.states)}"
        f" {event.day} ({event.day_precision.value}), {event.reports} reports"
    )
    for key in event.event_ids[:SHOWN]:
        told = events[key]
        document = documents[told.evidence.document_id]
        quote = " ".join(told.evidence.quote.split())
        print(
            f"  [{document.published}] {told.root.value} {told.day} {told.probability:.2f}"
            f" {document.title or ''}: {quote}"
        )


def main() -> None:
    """Print counts, and a sample."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("store", type=Path)
    options.add_argument("--since", type=dt.date.fromisoformat, default=dt.date.min)
    options.add_argument("--until", type=dt.date.fromisoformat, default=dt.date.max)
    options.add_argument("--sample", type=int, default=0, help="joined events to print")
    options.add_argument("--seed", type=int, default=2024)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with open_store(given.store) as store:
        documents = {document.id: document for document in store.rows("documents")}
        events = {event.id: event for event in store.rows("events")}
    merged = list(merge(reports_between(documents, events.values(), given.since, given.until)))
    counts = counts_of(merged)
    if given.json:
        print(json.dumps(counts))
    else:
        for name, value in counts.items():
            print(f"{name:16}{value}")
    joined = [one for one in merged if one.reports > 1]
    random.Random(given.seed).shuffle(joined)
    for one in joined[: given.sample]:
        show(one, events, documents)


if __name__ == "__main__":
    main()
