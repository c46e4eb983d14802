"""Keep direct quotes with who speaks.

A quote belongs to the nearest verb of speech outside it, and to the party that is its subject. A
quote whose speaker the sentence does not name is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from detente.records import Evidence, Quote, content_id

if TYPE_CHECKING:
    from detente.events.build import Reading
    from detente.records import Actor, Sentence

_QUOTED: Final = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")
_FEWEST: Final = 4
"""Words of a quote that is kept; fewer are a name or a word held up."""
_SPEECH: Final = frozenset(
    "say tell add warn state declare write note announce insist argue claim stress explain reply"
    " respond ask call describe remark comment assert vow pledge promise conclude acknowledge admit"
    " concede emphasize emphasise underline underscore reiterate tweet post quote recall observe"
    " maintain suggest urge demand complain caution affirm confirm deny dismiss accuse".split()
)


def quotes_in(reading: Reading, run_id: str) -> list[Quote]:
    """Give the direct quotes of a sentence whose speaker it names.

    Parameters
    ----------
    reading : Reading
        The analysed sentence with who is named in it.
    run_id : str
        Run that is written into them.
    """
    sentence, document = reading.sentence, reading.document
    spans = [
        (match.start(), match.end(), match[1] or match[2])
        for match in _QUOTED.finditer(sentence.text)
        if _is_speech(match[1] or match[2])
    ]
    if not spans:
        return []
    verbs = _speakers(reading, [(start, stop) for start, stop, _ in spans])
    found = []
    for start, stop, words in spans:
        near = sorted((_distance(sentence.starts[v], start, stop), v) for v in verbs)
        if near:
            speaker = verbs[near[0][1]]
            evidence = Evidence(
                document_id=document.id,
                start=sentence.start,
                stop=sentence.stop,
                quote=sentence.text,
            )
            found.append(
                Quote(
                    id=content_id("quote", document.id, sentence.start + start),
                    speaker=speaker,
                    words=words.strip(),
                    verb=sentence.lemmas[near[0][1]],
                    day=document.published,
                    known_at=document.known_at,
                    evidence=evidence,
                    run_id=run_id,
                )
            )
    return found


def _is_speech(words: str) -> bool:
    """Tell whether words in quotation marks can be speech: some, and no title of a thing."""
    parts = words.split()
    return len(parts) >= _FEWEST and 2 * sum(part[0].islower() for part in parts) >= len(parts)


def _speakers(reading: Reading, quoted: list[tuple[int, int]]) -> dict[int, Actor]:
    """Give the verbs of speech outside quotes, each with the party that is its subject."""
    sentence = reading.sentence
    found: dict[int, Actor] = {}
    for token, lemma in enumerate(sentence.lemmas):
        if lemma not in _SPEECH or _is_within(sentence.starts[token], quoted):
            continue
        subject = _subject(sentence, token)
        if subject is None or _is_within(sentence.starts[subject], quoted):
            continue
        at = sentence.starts[subject]
        named = [m for m in reading.mentions if m.start <= at < m.stop and len(m.actors) == 1]
        if named:
            found[token] = max(named, key=lambda mention: mention.stop - mention.start).actors[0]
    return found


def _subject(sentence: Sentence, verb: int) -> int | None:
    """Give the subject of a verb, or of the one that it is joined to by "and"."""
    for _ in range(3):
        for token, (head, label) in enumerate(zip(sentence.heads, sentence.labels, strict=True)):
            if head == verb and label == "nsubj":
                return token
        if sentence.labels[verb] != "conj":
            return None
        verb = sentence.heads[verb]
    return None


def _is_within(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < stop for start, stop in spans)


def _distance(offset: int, start: int, stop: int) -> int:
    return start - offset if offset < start else offset - stop
