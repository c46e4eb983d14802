"""Find long lists of parties, and shorten them for the encoder: members share one part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from detente.events.arguments import marked_of
from detente.records import Mention
from detente.sentences.encode import Marked

LISTED: Final = 4
"""States from which a run of names with nothing but commas between them is a list."""
LONG: Final = 7
"""Members from which a list is shortened; the encoder has seen shorter ones in training."""
AHEAD: Final = 3
"""Members of a long list, from its head, that the encoder sees; besides them the last one."""
MOST: Final = 12
"""Parties that the encoder sees; with all pairs of more, one sentence costs as much as many."""

_BETWEEN: Final = re.compile(
    r"""\s*[,;]?\s*
    (?:(?:[A-Z][\w’'.-]*|of|the|and|&)\s+){0,3}          # a title, a name that nobody knows
    (?:[A-Z][\w’'.-]*\s*[,;]\s*)?
    (?:(?:and|&|or|as\ well\ as)\s+)?(?:(?:the|of|[A-Z][\w’'.-]*)\s+){0,6}""",
    re.VERBOSE,
)
_PARTS: Final = re.compile(r"[,;&]|\b(?:and|or|as well as)\b")


def lists_in(text: str, parties: Sequence[Mention]) -> list[range]:
    """Give the lists among the parties of a sentence, as ranges of their indices.

    A list is a run of at least `LISTED` parties of different states, between whom stand commas,
    "and", titles and unknown names only. Grammar finds short lists better; of a long one the
    parser loses the thread.
    """
    found = []
    start = 0
    for at in range(1, len(parties) + 1):
        if at < len(parties) and _is_next(text, parties[at - 1], parties[at]):
            continue
        states = {actor.state for party in parties[start:at] for actor in party.actors} - {None}
        if len(states) >= LISTED:
            found.append(range(start, at))
        start = at
    return found


def _is_next(text: str, before: Mention, party: Mention) -> bool:
    """Tell whether a party stands next to another in a list."""
    if "pronoun" in {before.kind, party.kind} or "lead" in {before.kind, party.kind}:
        return False
    between = text[before.stop : party.start]
    return bool(_PARTS.search(between)) and _BETWEEN.fullmatch(between) is not None


def shortened(sentence: str, parties: Sequence[Mention]) -> tuple[Marked, list[int]]:
    """Give what the encoder reads of a sentence, and which of its parties are marked there.

    Of a long list the encoder reads the first members and the last: they say what part all of
    them take. At most `MOST` parties are marked; what comes later is seldom an actor.
    """
    text, shift, at = sentence, 0, 0
    kept: list[int] = []
    moved: list[Mention] = []
    for own in [*lists_in(sentence, parties), range(len(parties), len(parties))]:
        before = range(at, own.start)
        shown = own if len(own) < LONG else own[:AHEAD]
        for i in (*before, *shown):
            kept.append(i)
            moved.append(_moved(parties[i], shift))
        if len(own) >= LONG:
            cut, end = parties[own[AHEAD - 1]].stop, parties[own[-2]].stop
            text = text[: cut - shift] + text[end - shift :]
            shift += end - cut
            kept.append(own[-1])
            moved.append(_moved(parties[own[-1]], shift))
        at = own.stop
    return marked_of(text, moved[:MOST]), kept[:MOST]


def _moved(party: Mention, shift: int) -> Mention:
    return replace(party, start=party.start - shift, stop=party.stop - shift) if shift else party
