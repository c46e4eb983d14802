from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.codes import Certainty, Issue, Precision, Quad, Root, Status
from detente.records import Actor, Document, Event, Evidence, rejection
from detente.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Fumio Kishida met Joe Biden at the White House on [bold]Wednesday[/bold]."


def document_on(number: int, day: dt.date) -> Document:
    return Document(
        id=f"d{number:015}",
        source=f"news.jsonl#{number}",
        title="Leaders meet\x1b[31m",
        text=TEXT,
        url=f"https://example.org/{number}",
        publisher="Harbour Wire",
        published=day,
        published_certainty=Certainty.GIVEN,
        language="en",
        language_probability=1.0,
        known_at=day,
        run_id="r",
    )


def event_on(number: int, day: dt.date) -> Event:
    return Event(
        id=f"e{number:015}",
        root=Root.CONSULT,
        mode="visit",
        status=Status.HAPPENED,
        actors=[Actor(text="Fumio Kishida", state="JPN", sector="GOV", level="leader")],
        recipients=[Actor(text="Joe Biden", state="USA", sector="GOV", level="leader")],
        about=[],
        day=day,
        day_precision=Precision.DAY,
        known_at=day,
        issue=Issue.DIPLOMACY,
        quad=Quad.VERBAL_COOPERATION,
        score=2.0,
        probability=0.9,
        evidence=Evidence(document_id=f"d{number:015}", start=0, stop=len(TEXT), quote=TEXT),
        run_id="r",
    )


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """Give a store with a year of meetings and some rejections."""
    path = tmp_path_factory.mktemp("cli") / "filled.duckdb"
    days = [dt.date(2023, 6, 1) + dt.timedelta(days=9 * number) for number in range(42)]
    rejected = [
        rejection(f"bad.jsonl#{number}", "sources", "bad line", "no json") for number in range(5)
    ]
    note = rejection("a.txt", "documents", "no date", counts_as_problem=False)
    with open_store(path, write=True) as store:
        store.append_all(
            {
                "documents": [document_on(number, day) for number, day in enumerate(days)],
                "events": [event_on(number, day) for number, day in enumerate(days)],
                "rejections": [*rejected, note],
            }
        )
    return path


@pytest.fixture
def detente(tmp_path, monkeypatch):
    """Run a command in an empty folder; give its result."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_STORE", raising=False)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])
