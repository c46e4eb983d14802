"""Choose the parties of a sentence between whom events are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from detente.codes import Level
from detente.records import Actor, Mention, Sentence
from detente.sentences.encode import Marked

MOST: Final = 60
"""Parties of a sentence that are looked at; the longest lists of participants have fifty."""


def parties_of(mentions: Iterable[Mention], *, most: int = MOST) -> list[Mention]:
    """Give disjoint mentions in order; of two that overlap the longer stays.

    Examples
    --------
    >>> parties_of([])
    []
    """
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.stop, m.start)):
        if mention.stop > mention.start and all(
            mention.stop <= other.start or other.stop <= mention.start for other in kept
        ):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.start)[:most]


def without_subject(sentence: Sentence) -> bool:
    """Tell whether a sentence is a remark such as "Met with the President."."""
    if not sentence.tags or sentence.tags[0] in {"DT", "PRP", "PRP$", "IN", "RB", "CC"}:
        return False
    root = next(i for i, head in enumerate(sentence.heads) if head == i)
    return not any(
        head == root and label in {"nsubj", "nsubjpass"} and word != "visit"
        for head, label, word in zip(sentence.heads, sentence.labels, sentence.words, strict=True)
    )


def lead_of(sentence: Sentence, actor: Actor) -> Mention:
    """Give the party that a remark without a subject is about; it has no place in the text."""
    return Mention(
        document_id=sentence.document_id,
        sentence=sentence.index,
        start=0,
        stop=0,
        kind="lead",
        actors=(actor,),
    )


def marked_of(text: str, parties: Sequence[Mention]) -> Marked:
    """Give what the encoder reads of a sentence: behind the person that it is about, if so."""
    lead = parties[0].actors[0].text if parties and parties[0].kind == "lead" else ""
    shift = len(lead) + 1 if lead else 0
    spans = [(party.start + shift, party.stop + shift) for party in parties]
    if lead:
        spans[0] = (0, len(lead))
        first = text[:1].lower()
        return Marked(f"{lead} {first}{text[1:]}", tuple(spans))
    return Marked(text, tuple(spans))


def same_actor(first: Mention, second: Mention) -> bool:
    """Tell whether two mentions mean one and the same actor.

    A state and its government, leader or ministry are the same; its army, its people or its
    companies are not.
    """
    if not first.actors or not second.actors:
        return False
    return _keys(first) == _keys(second)


def _keys(mention: Mention) -> frozenset[tuple[str | None, str, str | None]]:
    keys = set()
    for actor in mention.actors:
        out = actor.person if actor.level == Level.OUT_OF_OFFICE else None
        text = actor.text.lower() if actor.state is None else None
        keys.add((actor.state, actor.sector, out or text))
    return frozenset(keys)
