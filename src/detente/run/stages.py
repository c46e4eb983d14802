"""Say what is done with a page, from text to events: the table of contents of the text half.

::

    sources     read_bundles      files and folders → pages
    documents   read_documents    page → clean, dated document in a known language
                leave_known       documents that an earlier run stored are not coded again
                sign              document → signature, by which near copies are found
    sentences ┐
    actors    ├ code_events       document → events with their evidence
    events    ┘
    ─────────── here the worker's part ends; `detente.run.settle` goes on in order ──────────
    documents   settle            near copies keep their document row and lose their events
    store       append_all        documents, events, quotes, people introduced, rejections …

A stage is a function of one bundle: no file, no clock, no store. What it needs to know comes
with the `Task`. So the same list runs in this process, in a pool, or on another machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Final, Protocol, TypeAlias, TypeVar

from detente.errors import AssetError
from detente.records import Document, Page, Rejection, rejection

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from detente.events.coder import Coded
    from detente.run.inputs import Bundle

Made = TypeVar("Made")


class DocumentCoder(Protocol):
    """Be what turns documents into events."""

    def code(self, documents: Sequence[Document], *, run_id: str) -> list[Coded]:
        """Code documents; give one result for each, in order."""


LoadCoder: TypeAlias = Callable[[float | None], DocumentCoder]


def load_coder(threshold: float | None, actors: Path | None = None) -> DocumentCoder:
    """Load the coder that ships with the package; takes some seconds.

    Parameters
    ----------
    threshold : float or None
        Probability from which an event is kept; the coder's own if None.
    actors : Path, optional
        File of people added to the book.
    """
    from detente.events.coder import THRESHOLD, Coder

    return Coder.load(threshold=THRESHOLD if threshold is None else threshold, actors=actors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Hold what all bundles of a run have in common."""

    run_id: Annotated[str, "run"]
    now: Annotated[dt.date, "day on which the run was first started; UTC"]
    date: Annotated[dt.date | None, "day of publication to assume where none is given"] = None
    threshold: Annotated[float | None, "probability from which an event is kept"] = None
    known: Annotated[frozenset[str], "ids of documents that other runs stored"] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hold a bundle on its way through the stages; the last three grow in step."""

    number: Annotated[int, "0 for the first bundle of the run"]
    bytes_read: Annotated[int, "bytes on disk that it used up"]
    pages: Annotated[int, "pages read"]
    unread: Annotated[tuple[Page, ...], "pages not yet read into documents"]
    rejections: Annotated[tuple[Rejection, ...], "what could not be used so far"]
    known: Annotated[tuple[str, ...], "ids of documents left out: other runs stored them"] = ()
    documents: Annotated[tuple[Document, ...], "documents, each id once"] = ()
    signatures: Annotated[tuple[bytes, ...], "one a document; unsigned 32-bit, little-endian"] = ()
    coded: Annotated[tuple[Coded, ...], "one a document"] = ()


def work_on(bundle: Bundle, task: Task, coder: DocumentCoder) -> Work:
    """Send a bundle through all stages."""
    pages = tuple(item for item in bundle.items if isinstance(item, Page))
    rejected = tuple(item for item in bundle.items if isinstance(item, Rejection))
    work = Work(
        number=bundle.number,
        bytes_read=bundle.bytes_read,
        pages=len(pages),
        unread=pages,
        rejections=rejected,
    )
    for stage in STAGES:
        work = stage(work, task, coder)
    return work


def read_documents(work: Work, task: Task, coder: DocumentCoder) -> Work:  # noqa: ARG001
    """Make clean documents of pages; of documents with the same id the first is kept."""
    from detente.documents.read import read_page

    documents: dict[str, Document] = {}
    rejections = list(work.rejections)
    for page in work.unread:

        def read(page: Page = page) -> list[Document | Rejection]:
            return list(read_page(page, now=task.now, run_id=task.run_id, date=task.date))

        made = _attempt(read, page.source, "documents", "reading failed")
        for item in [made] if isinstance(made, Rejection) else made:
            if isinstance(item, Rejection):
                rejections.append(item)
            else:
                documents.setdefault(item.id, _repeatable(item))
    return replace(
        work, unread=(), documents=tuple(documents.values()), rejections=tuple(rejections)
    )


def _repeatable(document: Document) -> Document:
    """Round what differs between two readings: the language detector adds up in no fixed order."""
    return replace(document, language_probability=round(document.language_probability, 6))


def leave_known(work: Work, task: Task, coder: DocumentCoder) -> Work:  # noqa: ARG001
    """Drop documents that another run has stored: they were coded then."""
    fresh = tuple(document for document in work.documents if document.id not in task.known)
    known = tuple(document.id for document in work.documents if document.id in task.known)
    return replace(work, documents=fresh, known=known)


def sign(work: Work, task: Task, coder: DocumentCoder) -> Work:  # noqa: ARG001
    """Give each document the signature by which near copies of it are found."""
    from detente.documents.duplicates import signature

    values = (signature(document.text) for document in work.documents)
    return replace(work, signatures=tuple(value.astype("<u4").tobytes() for value in values))


def code_events(work: Work, task: Task, coder: DocumentCoder) -> Work:
    """Code all documents together; if that fails, one by one, so that only the bad one is lost."""
    if not work.documents:
        return work
    source = work.documents[0].source
    coded = _attempt(
        lambda: coder.code(work.documents, run_id=task.run_id), source, "events", "coder failed"
    )
    if isinstance(coded, Rejection):
        coded = [_code_one(document, task, coder) for document in work.documents]
    return replace(work, coded=tuple(coded))


def _code_one(document: Document, task: Task, coder: DocumentCoder) -> Coded:
    from detente.events.coder import Coded

    coded = _attempt(
        lambda: coder.code([document], run_id=task.run_id)[0],
        document.source,
        "events",
        "coder failed",
        document_id=document.id,
    )
    if isinstance(coded, Rejection):
        return Coded(
            document_id=document.id,
            events=[],
            quotes=[],
            introductions=[],
            rejections=[coded],
            sentences=0,
            parsed=0,
        )
    return coded


def _attempt(
    action: Callable[[], Made], source: str, stage: str, reason: str, document_id: str | None = None
) -> Made | Rejection:
    """Do something with one input; give a rejection in place of an exception.

    This is the one place where any exception is caught. Texts come from anywhere, the parsers
    below are not ours, and one bad text in a million must not cost the others; what it was is
    stored with its type and counts as a problem. A model that is absent or damaged is no
    property of the text and stops the run.
    """
    try:
        return action()
    except AssetError:
        raise
    except Exception as error:  # noqa: BLE001
        detail = f"{type(error).__name__}: {error}"
        return rejection(source, stage, reason, detail, document_id=document_id)


STAGES: Final = (read_documents, leave_known, sign, code_events)
"""What a worker does with a bundle, in order."""
