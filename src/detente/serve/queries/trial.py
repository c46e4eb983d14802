"""Answer what the page to try it asks: the events of a text that somebody pasted."""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.errors import DetenteError, InputError
from detente.records import Page, content_id
from detente.serve.answers import EventRow
from detente.serve.queries.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.run.stages import DocumentCoder, Work
    from detente.serve.library import Library

LONGEST: Final = 20_000
"""Characters of a pasted text: some 3,000 words, a long article."""
PATIENCE_S: Final = 15.0
"""Seconds that a text waits for those before it, or for the models to be loaded."""


class Busy(DetenteError):
    """Say that the coder is not free yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Hold what the coder read in a text."""

    title: Annotated[str | None, "headline as given or found"]
    text: Annotated[str, "the text as it was read: cleaned"]
    published: Annotated[dt.date | None, "day of publication"]
    sentences: Annotated[int, "sentences read"]
    seconds: Annotated[float, "time it took, the models being loaded; seconds"]
    events: Annotated[list[EventRow], "events in order of their place in the text"]
    notes: Annotated[list[str], "what was amiss"]
    kept: Annotated[str | None, "id of the document, if it was stored"] = None


class Desk:
    """Hold the coder that reads pasted texts, one at a time; it is loaded in the background.

    Parameters
    ----------
    after : callable, optional
        Waited for before the models are loaded in the background, so that they do not take their
        memory at the same time as something else does.
    """

    def __init__(self, *, after: Callable[[], object] | None = None) -> None:
        self._after = after
        self._coder: DocumentCoder | None = None
        self._fault: DetenteError | None = None
        self._loaded = threading.Event()
        self._turn, self._begun = threading.Lock(), threading.Lock()

    def load(self) -> None:
        """Load the models, and read one sentence so that the first text finds them warm."""
        from detente.run.stages import load_coder

        try:
            self._coder = load_coder(None)
            self.read("Japan and the United States agreed on Monday to hold talks.", "", None)
        except DetenteError as error:
            self._fault = error
        self._loaded.set()

    def start(self) -> None:
        """Load the models in the background, if that was not begun already."""
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._load_then, daemon=True).start()

    def _load_then(self) -> None:
        if self._after is not None:
            self._after()
        self.load()

    def coder(self) -> DocumentCoder:
        """Give the coder; waits while it is loaded.

        Raises
        ------
        Busy
            If that takes too long.
        """
        if self._coder is None and not self._loaded.wait(PATIENCE_S):
            raise Busy("the models are being loaded; try again in some seconds")
        if self._coder is None:
            raise self._fault or Busy("the models could not be loaded")
        return self._coder

    def read(self, text: str, title: str, day: dt.date | None) -> Work:
        """Send a text through all stages, as `detente code` does.

        Raises
        ------
        Busy
            If others are read for too long.
        """
        from detente.run.inputs import Bundle
        from detente.run.stages import Task, work_on

        coder = self.coder()
        if not self._turn.acquire(timeout=PATIENCE_S):
            raise Busy("other texts are being read; try again in some seconds")
        try:
            page = Page(
                source="pasted text",
                media="txt",
                body=text,
                title=title or None,
                published=day.isoformat() if day else None,
            )
            today = dt.datetime.now(dt.UTC).date()
            task = Task(run_id="pasted", now=max(today, day or today))
            return work_on(Bundle(number=0, items=(page,), bytes_read=len(text)), task, coder)
        finally:
            self._turn.release()


def trial(desk: Desk, text: str, *, title: str = "", day: dt.date | None = None) -> Trial:
    """Code a pasted text and give its events; nothing is stored.

    Raises
    ------
    InputError
        If there is no text, or too much.
    """
    if not text.strip():
        raise InputError("there is no text; paste an article")
    if len(text) > LONGEST:
        raise InputError(
            f"the text has {len(text):,} characters; read are {LONGEST:,} at most: "
            f"use detente code for more"
        )
    desk.coder()
    clock = time.perf_counter()
    work = desk.read(text, title, day)
    seconds = time.perf_counter() - clock
    notes = [f"{one.reason}: {one.detail}" for one in work.rejections]
    if not work.documents:
        return Trial(
            title=title or None, text=text, published=day, sentences=0, seconds=seconds,
            events=[], notes=notes,
        )  # fmt: skip
    document, coded = work.documents[0], work.coded[0]
    rows = [row_of(asdict(one), asdict(document)) for one in coded.events]
    return Trial(
        title=document.title,
        text=document.text,
        published=document.published,
        sentences=coded.sentences,
        seconds=seconds,
        events=sorted(rows, key=lambda row: (row.start or 0, row.stop or 0, row.id)),
        notes=notes,
    )


def keep(
    library: Library, desk: Desk, text: str, *, title: str = "", day: dt.date | None = None
) -> str | None:
    """Store a pasted text with its events; give the id of its document.

    The text is written into a folder beside the store first, so that the document has a source
    that can be read again.
    """
    import json

    from detente.run.local import code_paths

    folder = library.path.with_name(f"{library.path.stem}-pasted")
    path = folder / f"{content_id(text, title, day)}.jsonl"
    with library.writing() as store:
        folder.mkdir(exist_ok=True)
        row = {"text": text, "title": title or None, "date": day.isoformat() if day else None}
        path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        coder = desk.coder()
        today = dt.datetime.now(dt.UTC).date()
        run = code_paths([path], store, now=today, load=lambda _: coder)
        documents = store.table("documents")
        found = store.arrow(documents.filter(documents.run_id == run.id).select("id"))
        kept = found["id"].to_pylist()
    return kept[0] if kept else None
