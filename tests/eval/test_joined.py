"""Which reports are counted, and how many are joined."""

from __future__ import annotations

import datetime as dt

from eval.joined import counts_of, reports_between, show
from factories import make_actor, make_event

from detente.events.merge import merge
from detente.records import Document

DAY = dt.date(2024, 4, 10)
PARTIES = [make_actor("JPN", name="Kora"), make_actor("USA", name="Belun")]


def reported(document: str, published: dt.date):
    quote = "Kora and Belun met in Tarn to discuss fishing rights."
    return (
        Document(
            id=document,
            source="x",
            text=quote,
            language="en",
            language_probability=1.0,
            published=published,
            known_at=published,
        ),
        make_event(PARTIES, id=f"event {document}", document_id=document, quote=quote, day=DAY),
    )


def test_counts_reports_of_the_period_and_those_that_are_joined(capsys) -> None:
    made = [reported("a", DAY), reported("b", DAY), reported("c", dt.date(2025, 1, 1))]
    documents = {document.id: document for document, _ in made}
    events = {event.id: event for _, event in made}
    reports = reports_between(documents, events.values(), DAY, DAY)
    assert len(reports) == 2
    merged = list(merge(reports))
    assert counts_of(merged) == {
        "reports": 2, "events": 1, "joined_events": 1, "joined_reports": 2,
    }  # fmt: skip
    show(merged[0], events, documents)
    assert capsys.readouterr().out.count("fishing rights") == 2
