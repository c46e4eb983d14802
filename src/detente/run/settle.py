"""Turn the work on a bundle into rows: in order, each document once, reprints without events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from detente.records import Document, Event, Introduction, Quote, Rejection, Signature, content_id

if TYPE_CHECKING:
    from detente.run.reprints import Reprints
    from detente.run.stages import Work


class Settled(NamedTuple):
    """Hold the rows of one bundle."""

    documents: Annotated[list[Document], "documents that are new, reprints marked"]
    signatures: Annotated[list[Signature], "signatures of the originals among them"]
    events: Annotated[list[Event], "events of the originals"]
    quotes: Annotated[list[Quote], "direct quotes in the originals"]
    introductions: Annotated[list[Introduction], "people whom the originals introduce"]
    rejections: Annotated[list[Rejection], "what could not be used"]

    def rows(self) -> dict[str, list[Any]]:
        """Give the rows by table."""
        return dict(self._asdict())


def settle(work: Work, reprints: Reprints, seen: set[str], run_id: str) -> Settled:
    """Decide which documents are new and which are reprints.

    Parameters
    ----------
    work : Work
        A bundle behind all stages. Bundles must come in the order of their numbers.
    reprints : Reprints
        Originals so far; takes in the new ones.
    seen : set of str
        Ids of all documents in the store; takes in the new ones.
    run_id : str
        Run that is written into the rows.
    """
    settled = Settled([], [], [], [], [], [])
    rejections = list(work.rejections)
    for document, value, coded in zip(work.documents, work.signatures, work.coded, strict=True):
        if document.id in seen:
            continue
        seen.add(document.id)
        signature = Signature(
            id=document.id, published=document.published, value=value, run_id=run_id
        )
        original = reprints.original_of(signature)
        settled.documents.append(replace(document, reprint_of=original))
        if original is None:
            settled.signatures.append(signature)
            settled.events.extend(coded.events)
            settled.quotes.extend(coded.quotes)
            settled.introductions.extend(coded.introductions)
            rejections.extend(coded.rejections)
    marked = (_of_run(rejection, run_id) for rejection in rejections)
    settled.rejections.extend({rejection.id: rejection for rejection in marked}.values())
    return settled


def _of_run(rejection: Rejection, run_id: str) -> Rejection:
    """Make a rejection one of this run: a run that meets the same bad file says so again."""
    return replace(rejection, id=content_id(rejection.id, run_id), run_id=run_id)
