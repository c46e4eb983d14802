"""Turn the work on a bundle into rows: in order, each document once.

Of a reprint only that is kept which its original does not say in the same words: an update
brings news, a copy does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from detente.documents.duplicates import WORD
from detente.records import Document, Event, Introduction, Quote, Rejection, Signature, content_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.run.reprints import Reprints
    from detente.run.stages import Work


TOLD: Final = 0.5
"""Share of the word triples of a sentence from which on the original says it too."""


class Settled(NamedTuple):
    """Hold the rows of one bundle."""

    documents: Annotated[list[Document], "documents that are new, reprints marked"]
    signatures: Annotated[list[Signature], "signatures of the originals among them"]
    events: Annotated[list[Event], "events of originals, and of what reprints add"]
    quotes: Annotated[list[Quote], "direct quotes, likewise"]
    introductions: Annotated[list[Introduction], "people who are introduced, likewise"]
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
    texts: dict[str, str] = {}
    rejections = list(work.rejections)
    for document, value, coded in zip(work.documents, work.signatures, work.coded, strict=True):
        if document.id in seen:
            continue
        seen.add(document.id)
        signature = Signature(
            id=document.id,
            published=document.published,
            value=value,
            publisher=document.publisher,
            run_id=run_id,
        )
        original = reprints.original_of(signature)
        settled.documents.append(replace(document, reprint_of=original))
        if original is None:
            settled.signatures.append(signature)
            rejections.extend(coded.rejections)
        texts[document.id] = document.text
        told = "" if original is None else texts.get(original) or reprints.text_of(original)
        is_new = _news(told)
        settled.events.extend(filter(is_new, coded.events))
        settled.quotes.extend(filter(is_new, coded.quotes))
        settled.introductions.extend(filter(is_new, coded.introductions))
    marked = (_of_run(rejection, run_id) for rejection in rejections)
    settled.rejections.extend({rejection.id: rejection for rejection in marked}.values())
    return settled


def _news(told: str) -> Callable[[Event | Quote | Introduction], bool]:
    """Give the test whether a text does not say the words of a row, nor half of their triples."""
    if not told:
        return lambda row: True  # noqa: ARG005
    plain, known = _plain(told), _triples(told)

    def is_new(row: Event | Quote | Introduction) -> bool:
        words = row.evidence.quote
        own = _triples(words)
        return _plain(words) not in plain and len(own & known) < TOLD * len(own)

    return is_new


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def _triples(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return {tuple(words[start : start + 3]) for start in range(max(len(words) - 2, 1))}


def _of_run(rejection: Rejection, run_id: str) -> Rejection:
    """Make a rejection one of this run: a run that meets the same bad file says so again."""
    return replace(rejection, id=content_id(rejection.id, run_id), run_id=run_id)
