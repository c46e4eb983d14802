"""Code documents: compose names, parties, roots, status and day into events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Self

from detente.actors.book import Book
from detente.actors.load import load_book
from detente.assets import asset_named, read_asset
from detente.codes import Root, Status
from detente.events.arguments import same_actor
from detente.events.build import Reading, build_event
from detente.events.clauses import by_clause
from detente.events.decode import NOBODY, Pair, decode
from detente.events.judge import Judged, Weights, judge, load_weights, signs_of
from detente.events.lists import shortened
from detente.events.quotes import quotes_in
from detente.events.reading import Opened, introductions_of, open_document, read_sentences
from detente.ontology.tables import fingerprint
from detente.records import Document, Event, Introduction, Mention, Quote, Rejection
from detente.sentences.encode import Encoder
from detente.sentences.parse import Parser

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD: Final = 0.35
"""Probability of an event from which it is stored; chosen on the development sentences and on
`eval/gold` (`python -m eval.sentences … --threshold`) among .2, .25, .3, .35 and .4: nearly the
best F1 on the development sentences, and no event in any of 108 sentences that hold none. To be
chosen again with a new model."""
CONTACTS: Final = 0.7
"""The same for contacts that are said to have taken place, on which bursts and formats rest:
from here on nine in ten that were read in the texts of the White House did (`eval.visits
--sample`; from .5 on 85 of 100)."""
_DOUBTFUL: Final = 0.1
"""Probability of the best pair from which an event is built and judged at all."""
_MODELS: Final = ("coder-encoder", "coder-pairs", "coder-tokenizer", "coder-judge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Hold what became of one document."""

    document_id: Annotated[str, "document"]
    events: Annotated[list[Event], "events in order of their sentences"]
    quotes: Annotated[list[Quote], "direct quotes with who speaks"]
    introductions: Annotated[list[Introduction], "people whom the book does not know"]
    rejections: Annotated[list[Rejection], "what could not be coded"]
    sentences: Annotated[int, "sentences read"]
    parsed: Annotated[int, "sentences that could hold two parties and were analysed"]


class Coder:
    """Hold the loaded models; one for a process is enough.

    Parameters
    ----------
    book : Book
        Names of states, people and bodies.
    parser : Parser
        Analyses sentences.
    encoder : Encoder
        Encodes sentences and classifies pairs of parties.
    weights : Weights
        By which events are judged.
    threshold : float
        Probability from which an event is kept; of contacts said to have taken place `CONTACTS`
        at least.
    """

    def __init__(
        self,
        book: Book,
        parser: Parser,
        encoder: Encoder,
        weights: Weights,
        *,
        threshold: float = THRESHOLD,
    ) -> None:
        self._book, self._parser, self._encoder = book, parser, encoder
        self._weights, self._threshold = weights, threshold

    @classmethod
    def load(cls, *, threshold: float = THRESHOLD, actors: Path | None = None) -> Self:
        """Load the models that ship with the package; takes some seconds.

        Parameters
        ----------
        threshold : float
            Probability from which an event is kept.
        actors : Path, optional
            File of people added to the book.
        """
        encoder, pairs, tokenizer = (read_asset(name) for name in _MODELS[:3])
        return cls(
            load_book(actors),
            Parser(),
            Encoder(encoder, pairs, tokenizer.decode("utf-8")),
            load_weights(),
            threshold=threshold,
        )

    @property
    def models(self) -> str:
        """Give names, versions and checksums of the models, as JSON."""
        return models_in_use()

    def code(self, documents: Sequence[Document], *, run_id: str = "") -> list[Coded]:
        """Code documents together; each by itself gives the same events.

        Parameters
        ----------
        documents : sequence of Document
            Documents with clean text.
        run_id : str
            Run that is written into the events.

        Returns
        -------
        list of Coded
            One for each document, in the order given.
        """
        opened = [open_document(document, self._book) for document in documents]
        readings = self._read(opened)
        quotes = {
            key: [quote for reading in own for quote in quotes_in(reading, run_id)]
            for key, own in readings.items()
        }
        events = {key: self._events(own, run_id) for key, own in readings.items()}
        return [
            Coded(
                document_id=own.document.id,
                events=events[own.document.id],
                quotes=quotes[own.document.id],
                introductions=introductions_of(own, run_id),
                rejections=[],
                sentences=len(own.candidates),
                parsed=sum(candidate.passes for candidate in own.candidates),
            )
            for own in opened
        ]

    def read(self, documents: Sequence[Document]) -> dict[str, list[Reading]]:
        """Give the sentences of documents with what is said of their parties, by document."""
        return self._read([open_document(document, self._book) for document in documents])

    def _read(self, opened: Sequence[Opened]) -> dict[str, list[Reading]]:
        readings: dict[str, list[Reading]] = {own.document.id: [] for own in opened}
        for reading in read_sentences(opened, self._parser):
            readings[reading.document.id].append(reading)
        self._draft([reading for own in readings.values() for reading in own])
        return readings

    def _events(self, readings: list[Reading], run_id: str) -> list[Event]:
        """Give the events of one document that are likely enough."""
        found = judged_events(readings, run_id)
        naming = sum(bool(reading.parties) for reading in readings)
        events = judge(list(found.values()), naming, self._weights)
        return [event for event in events if event.probability >= self._least(event)]

    def _least(self, event: Event) -> float:
        """Give the probability from which an event is kept."""
        took_place = event.root == Root.CONSULT and event.status == Status.HAPPENED
        return max(self._threshold, CONTACTS) if took_place else self._threshold

    def _draft(self, readings: list[Reading]) -> None:
        """Classify all pairs of parties and make drafts of events."""
        wanted = [reading for reading in readings if reading.parties]
        read = [shortened(r.sentence.text, r.parties) for r in wanted]
        vectors = self._encoder.encode([marked for marked, _ in read])
        pairs = [
            list(_pairs([reading.parties[i] for i in kept], own))
            for reading, (_, kept), own in zip(wanted, read, vectors, strict=True)
        ]
        chances = self._classify(pairs, vectors)
        at = 0
        for reading, (_, kept), own in zip(wanted, read, pairs, strict=True):
            judged = [
                Pair(
                    kept[actor],
                    NOBODY if other == NOBODY else kept[other],
                    *(values[at + i] for values in chances),
                )
                for i, (actor, other) in enumerate(own)
            ]
            at += len(own)
            reading.pairs = judged
            reading.drafts = [
                part
                for draft in decode(judged, threshold=_DOUBTFUL)
                for part in by_clause(reading.sentence, reading.parties, draft)
            ]

    def _classify(
        self, pairs: list[list[tuple[int, int]]], vectors: list[NDArray[np.float32]]
    ) -> tuple[NDArray[np.float32], ...]:
        import numpy as np

        flat = [(k, a, o) for k, own in enumerate(pairs) for a, o in own]
        if not flat:
            empty = np.empty((0, 1), np.float32)
            return empty, empty, empty
        width = vectors[flat[0][0]].shape[1]
        nobody = np.zeros(width, np.float32)
        sentence = np.stack([vectors[k][0] for k, _, _ in flat])
        actor = np.stack([vectors[k][1 + a] for k, a, _ in flat])
        other = np.stack([nobody if o == NOBODY else vectors[k][1 + o] for k, _, o in flat])
        return tuple(_softmax(v) for v in self._encoder.classify(sentence, actor, other))


def judged_events(readings: Iterable[Reading], run_id: str) -> dict[str, Judged]:
    """Give all events of a document by their ids, each with what speaks for it."""
    found: dict[str, Judged] = {}
    for reading in readings:
        for draft in reading.drafts:
            event = build_event(reading, draft, run_id)
            if event is not None and event.id not in found:
                signs = signs_of(reading, draft, event)
                found[event.id] = Judged(event, signs, reading.sentence.start)
    return found


def _pairs(parties: Sequence[Mention], vectors: NDArray[np.float32]) -> Iterable[tuple[int, int]]:
    """Give the ordered pairs of parties that may be in an event together."""
    import numpy as np

    seen = [i for i in range(len(parties)) if not np.isnan(vectors[1 + i, 0])]
    for actor in seen:
        yield actor, NOBODY
        for other in seen:
            if actor != other and not same_actor(parties[actor], parties[other]):
                yield actor, other


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: NDArray[np.float32] = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def models_in_use(actors: Path | None = None) -> str:
    """Give names, versions and checksums of the coder's models and of the book, as JSON."""
    cards = [asset_named(name) for name in _MODELS]
    models = {card.name: f"{card.version}:{card.sha256[:12]}" for card in cards}
    added = (
        {} if actors is None else {"actors": hashlib.sha256(actors.read_bytes()).hexdigest()[:12]}
    )
    return json.dumps({**models, "book": fingerprint()[:12], **added})
