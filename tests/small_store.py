"""Make a small store for the dashboard, with reports of one event, hostile texts and forecasts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from factories import make_actor, make_event

from detente.codes import Certainty, Issue, Level, Precision, Quad, Root, Status
from detente.records import Coded, Document, Event, Evidence, Forecast, rejection
from detente.run.merging import update_merged
from detente.store.store import open_store

BEFORE, AFTER = "Officials spoke in the evening. ", " Nothing more was said.\n\nThe end."
HOSTILE = "<script>alert('x')</script> & \u202egnol\x07 \"quoted\" <img src=x onerror=alert(1)>"
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")

ANSWERS = (
    Root.REJECT, Root.THREATEN, Root.PROTEST, Root.SANCTION, Root.MOBILIZE, Root.COERCE,
    Root.ASSAULT,
)  # fmt: skip
"""Acts of one week, each of another kind, so that they are not one act told again."""


def told(
    number: int, event: Event, *, title: str = "A headline", publisher: str = "Kanto Report"
) -> tuple[Document, Event]:
    """Put an event into a document of its own."""
    quote = event.evidence.quote
    document = Document(
        id=f"d{number:04}",
        source=f"news.jsonl#{number}",
        title=title,
        text=BEFORE + quote + AFTER,
        url="javascript:alert(1)" if title == HOSTILE else f"https://example.org/{number}",
        publisher=publisher,
        published=event.known_at,
        published_certainty=Certainty.GIVEN,
        language="en",
        language_probability=1.0,
        known_at=event.known_at,
    )
    place = Evidence(
        document_id=document.id, start=len(BEFORE), stop=len(BEFORE) + len(quote), quote=quote
    )
    return document, replace(event, id=f"e{number:04}", evidence=place)


def everything() -> list[tuple[Document, Event]]:
    rows: list[tuple[Document, Event]] = []

    def add(event: Event, **more: str) -> None:
        rows.append(told(len(rows), event, **more))

    for week in range(70):
        day = dt.date(2023, 1, 2) + dt.timedelta(days=7 * week)
        add(make_event(["JPN", "USA"], day=day, quote=f"Japan and America held talks on {day}."))
        accused = f"China accused America over steel on {day}."
        add(make_event("CHN", "USA", root=Root.ACCUSE, day=day, quote=accused, issue=Issue.ECONOMY))
    april = dt.date(2024, 4, 10)
    for number, publisher in enumerate(("Kanto Report", "Harbour Wire", "Pacific Ledger")):
        quote = f"Fumio Kishida met Joe Biden in Washington, said report {number}."
        day = april if number < 2 else april + dt.timedelta(days=1)
        add(make_event([KISHIDA], [BIDEN], day=day, known_at=april + dt.timedelta(1), quote=quote),
            publisher=publisher)  # fmt: skip
    for number in range(12):
        day = april + dt.timedelta(days=number)
        quote = f"Manila protested to Beijing about shoal {number}."
        add(make_event("PHL", "CHN", root=Root.ACCUSE, day=day, quote=quote))
    add(make_event("JPN", "PRK", day=april, quote=HOSTILE), title=HOSTILE, publisher=HOSTILE)
    add(
        make_event(
            ["JPN", "USA"], day=dt.date(2024, 6, 1), known_at=dt.date(2024, 5, 1),
            status=Status.PLANNED, precision=Precision.MONTH, quote="They will meet in June.",
        )
    )  # fmt: skip
    for number, root in enumerate(ANSWERS):
        day = dt.date(2024, 4, 22) + dt.timedelta(days=number)
        said = f"Beijing answered Washington on {day}: it came to {root.value.lower()}."
        add(make_event("CHN", "USA", root=root, day=day, quote=said))
    return rows


def forecast(number: int, start: dt.date, mean: float) -> Forecast:
    return Forecast(
        id=f"f{number}", made_on=start - dt.timedelta(days=1), target="cooperation", first="JPN",
        second="USA", start=start, stop=start + dt.timedelta(days=28), method="test", mean=mean,
        low50=mean - 1, high50=mean + 1, low90=mean - 2, high90=mean + 2, probability=0.9,
    )  # fmt: skip


CODED = Coded(
    id="GDELT:1/2", source="GDELT", original_id="1", code="042", root=Root.CONSULT,
    quad=Quad.VERBAL_COOPERATION, day=dt.date(2024, 4, 12), known_at=dt.date(2024, 4, 12),
    actor_name="JAPAN", actor_state="JPN", recipient_name="FRANCE", recipient_state="FRA",
    file="f", row=1,
)  # fmt: skip


def fill(path: Path) -> Path:
    """Write the store."""
    rows = everything()
    with open_store(path, write=True) as store:
        store.append_all(
            {
                "documents": [document for document, _ in rows],
                "events": [event for _, event in rows],
                "rejections": [rejection("bad.jsonl#1", "sources", "bad line", HOSTILE)],
                "forecasts": [
                    forecast(1, dt.date(2023, 9, 1), 4.0),
                    forecast(2, dt.date(2023, 10, 1), 40.0),
                    forecast(3, dt.date(2030, 1, 1), 4.0),
                ],
                "coded": [CODED],
            }
        )
        update_merged(store)
    return path
