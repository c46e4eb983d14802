"""A coder that is quick: one event a document, for tests of the order of work.

It stands in a file of its own because processes of a pool import it by name.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from pathlib import Path

from detente.codes import Issue, Precision, Quad, Root, Status
from detente.errors import AssetMissing
from detente.events.coder import Coded
from detente.records import (
    Actor,
    Document,
    Event,
    Evidence,
    Introduction,
    content_id,
    rejection,
)

MODELS = '{"quick": "1"}'


class QuickCoder:
    def __init__(self, pause_s: float = 0.0) -> None:
        self.pause_s = pause_s

    def code(self, documents, *, run_id: str) -> list[Coded]:
        time.sleep(self.pause_s)
        together = len(documents)
        return [self._code(document, run_id, together) for document in documents]

    def _code(self, document: Document, run_id: str, together: int) -> Coded:
        if "unparsable" in document.text:
            raise ValueError("a text that no coder understands")
        if "fatal" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        note = rejection(document.source, "events", "quick note", document_id=document.id)
        return Coded(
            document_id=document.id,
            events=[event_of(document, run_id, together)],
            quotes=[],
            introductions=[introduction_of(document, run_id)],
            rejections=[note] if "noted" in document.text else [],
            sentences=document.text.count("."),
            parsed=1,
        )


def introduction_of(document: Document, run_id: str) -> Introduction:
    """Give a person whom every document introduces."""
    return Introduction(
        id=content_id("introduction", document.id),
        name="Ian Borg",
        state="MLT",
        title="foreign minister",
        sector="GOV",
        former=False,
        day=document.published,
        known_at=document.known_at,
        evidence=Evidence(document_id=document.id, start=0, stop=4, quote=document.text[:4]),
        run_id=run_id,
    )


def event_of(document: Document, run_id: str, together: int) -> Event:
    """Give an event whose probability shows with how many documents it was coded."""
    return Event(
        id=content_id("event", document.id),
        root=Root.CONSULT,
        status=Status.HAPPENED,
        actors=[Actor(text="Japan", state="JPN", sector="GOV")],
        recipients=[Actor(text="the United States", state="USA", sector="GOV")],
        about=[],
        day=document.published or dt.date(2024, 1, 1),
        day_precision=Precision.REPORT,
        known_at=document.known_at,
        issue=Issue.SECURITY,
        quad=Quad.VERBAL_COOPERATION,
        score=1.0,
        probability=together / 100,
        evidence=Evidence(document_id=document.id, start=0, stop=10, quote=document.text[:10]),
        run_id=run_id,
    )


def load(threshold: float | None) -> QuickCoder:
    return QuickCoder()


def load_slowly(threshold: float | None) -> QuickCoder:
    Path(os.environ["QUICK_CODER_PIDS"], str(os.getpid())).touch()
    return QuickCoder(pause_s=0.15)


def load_nothing(threshold: float | None) -> QuickCoder:
    raise AssetMissing("the encoder is not on this machine")
