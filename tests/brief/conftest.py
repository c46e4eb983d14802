"""Make small stores in which every event stands in a document."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from factories import make_actor, make_event

import detente.brief.compose as composing
from detente.brief.claims import Brief
from detente.brief.compose import compose
from detente.brief.measuring import Measured, measure_pair
from detente.codes import Certainty, Issue, Level, Precision, Root, Status
from detente.records import Document, Event, Evidence
from detente.relations.dyads import pairs_of
from detente.relations.ground import Ground
from detente.store.store import Store, open_store

START, STOP = dt.date(2024, 3, 1), dt.date(2024, 6, 1)
BEFORE = "Officials spoke in the evening. "
AFTER = " Nothing more was said."
PUBLISHERS = ("Kanto Report", "Harbour Wire", "Pacific Ledger")

KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
MARCOS = make_actor("PHL", level=Level.LEADER, name="Ferdinand Marcos Jr.")
ASO = make_actor("JPN", level=Level.OUT_OF_OFFICE, name="Taro Aso")
TRUMP = make_actor("USA", level=Level.OUT_OF_OFFICE, name="Donald Trump")


def in_document(
    event: Event, *, title: str = "A headline", publisher: str = "Kanto Report"
) -> tuple[Document, Event]:
    """Put the quote of an event into a document of its own."""
    quote = event.evidence.quote
    document = Document(
        id=event.evidence.document_id,
        source=f"{event.id}.txt",
        title=title,
        text=BEFORE + quote + AFTER,
        url=f"https://example.org/{event.id}",
        publisher=publisher,
        published=event.known_at,
        published_certainty=Certainty.GIVEN,
        language="en",
        language_probability=1.0,
        known_at=event.known_at,
    )
    place = Evidence(
        document_id=document.id,
        start=len(BEFORE),
        stop=len(BEFORE) + len(quote),
        quote=quote,
    )
    return document, replace(event, evidence=place)


Told = list[tuple[Document, Event]]


def told_events() -> Told:
    """Give a quiet year between Japan and the United States, and a busy April 2024."""
    told: Told = []

    def tell(event: Event, publisher: int = 0, title: str = "A headline") -> None:
        named = replace(event, id=f"e{len(told):04d}")
        place = replace(event.evidence, document_id=f"d{len(told):04d}")
        told.append(
            in_document(
                replace(named, evidence=place), title=title, publisher=PUBLISHERS[publisher]
            )
        )

    for week in range(64):
        day = dt.date(2023, 1, 2) + dt.timedelta(days=7 * week)
        tell(make_event(["JPN", "USA"], day=day, quote=f"Japan and the US held talks on {day}."))
        tell(
            make_event("CHN", "USA", root=Root.ACCUSE, day=day, quote=f"China was angry on {day}."),
            publisher=1,
        )
    april = dt.date(2024, 4, 10)
    visit = "President Joe Biden received Fumio Kishida on Wednesday for an official visit."
    tell(make_event([KISHIDA], [BIDEN], day=april, quote=visit))
    host = "Joe Biden hosted the Japanese prime minister on Wednesday."
    tell(make_event([KISHIDA], [BIDEN], day=april, quote=host), publisher=1)
    for number in range(18):
        day = april + dt.timedelta(days=number % 9 - 4)
        words = f"Tokyo and Washington agreed on plan {number} on {day}."
        root = Root.COOPERATE if number % 2 else Root.AGREE
        event = make_event(["JPN", "USA"], root=root, day=day, quote=words, issue=Issue.SECURITY)
        tell(event, publisher=number % 3)
    three = "The leaders of Japan, the Philippines and the US met for the first time on Thursday."
    tell(make_event([KISHIDA, BIDEN, MARCOS], day=dt.date(2024, 4, 11), quote=three), publisher=1)
    tower = "Taro Aso, a former prime minister, met Donald Trump in New York on Tuesday."
    tell(make_event([ASO], [TRUMP], day=dt.date(2024, 4, 23), quote=tower), publisher=2)
    steel = "Joe Biden came out against the sale of U.S. Steel to Nippon Steel."
    refusal = make_event(
        [BIDEN], ["JPN"], root=Root.REJECT, day=dt.date(2024, 3, 14), quote=steel,
        issue=Issue.ECONOMY, precision=Precision.REPORT,
    )  # fmt: skip
    tell(refusal)
    plan = "Kishida and Biden are to meet again in June."
    tell(
        make_event(
            [KISHIDA, BIDEN], day=dt.date(2024, 6, 1), known_at=dt.date(2024, 5, 6), quote=plan,
            status=Status.PLANNED, precision=Precision.MONTH,
        )
    )  # fmt: skip
    fear = "A second Trump presidency could impose tariffs on Japan."
    tell(
        make_event(
            [TRUMP], ["JPN"], root=Root.SANCTION, day=None, known_at=dt.date(2024, 5, 6),
            quote=fear, status=Status.HYPOTHETICAL, precision=Precision.UNKNOWN,
        )
    )  # fmt: skip
    return told


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with the events of `told_events`."""
    path = tmp_path_factory.mktemp("brief") / "news.duckdb"
    fill(path, told_events())
    with open_store(path) as store:
        yield store


@pytest.fixture(scope="session")
def brief(library) -> Brief:
    """Give the brief on Japan and the United States from that store."""
    return compose(library, "JPN", "USA", start=START, stop=STOP)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the file of a store with all its tables and no rows."""
    path = tmp_path_factory.mktemp("blank") / "news.duckdb"
    open_store(path, write=True).close()
    return path


@pytest.fixture(scope="session")
def empty_brief(blank: Path) -> Brief:
    """Give the brief on Japan and the United States from a store that knows nothing."""
    with open_store(blank) as store:
        return compose(store, "Japan", "us", start=START, stop=STOP)


@pytest.fixture(scope="session")
def told() -> Callable[..., tuple[Document, Event]]:
    """Give a function that puts an event into a document of its own."""
    return in_document


@pytest.fixture(scope="module")
def stored(
    tmp_path_factory: pytest.TempPathFactory, blank: Path
) -> Iterator[Callable[[Told], Store]]:
    """Give a function that makes a store of documents with their events."""
    with ExitStack() as stack:

        def make(told: Told) -> Store:
            path = shutil.copy(blank, tmp_path_factory.mktemp("stored") / "news.duckdb")
            fill(path, told)
            return stack.enter_context(open_store(path))

        yield make


@pytest.fixture(scope="session")
def bare(blank: Path) -> Iterator[tuple[Ground, Measured]]:
    """Give the open ground of a store without rows, and what it says of two states."""
    with open_store(blank) as store, Ground(pairs_of(store)) as ground:
        yield ground, measure_pair(ground, "JPN", "USA", start=START, stop=STOP)


@pytest.fixture
def retold(
    stored: Callable[[Told], Store],
    bare: tuple[Ground, Measured],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Brief]:
    """Give a function that composes a brief on Japan and the United States from a few events.

    For tests of what happened: its measures are those of a store without rows, which take most
    of the time of a brief, and change nothing in what is told of single events.
    """
    ground, measured = bare
    monkeypatch.setattr(composing, "measure_pair", lambda *given, **days: measured)
    monkeypatch.setattr(composing, "forecast_counts", lambda *given, **days: [])

    def retell(*events: Event) -> Brief:
        store = stored([in_document(event) for event in events])
        return compose(store, "JPN", "USA", start=START, stop=STOP, ground=ground)

    return retell


def fill(path: Path, told: Told) -> None:
    """Write documents and events into a store."""
    documents = list({document.id: document for document, _ in told}.values())
    with open_store(path, write=True) as store:
        store.append_all({"documents": documents, "events": [event for _, event in told]})
