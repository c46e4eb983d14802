"""Choose the parties of a sentence between whom events are looked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from detente.codes import Level
from detente.records import Mention

MOST: Final = 12
"""Parties of a sentence that are looked at; what comes later is a list, not an actor."""


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
