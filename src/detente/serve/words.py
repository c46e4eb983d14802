"""Find texts by their words, through the word lists of the side file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.serve.shelf import COMMON, LONGEST_WORD

if TYPE_CHECKING:
    from detente.serve.index import Ints
    from detente.store.readers import Reader

MOST_WORDS: Final = 12
"""Words of a question that are looked up; more narrow nothing down."""


def words_in(text: str) -> list[str]:
    """Give the words of a question that are looked up, each once: no letters, no common words.

    Examples
    --------
    >>> words_in("the U.S. tariff on Steel, steel")
    ['tariff', 'steel']
    """
    found = re.findall(r"[^\W_]+", text.lower())
    kept = (one for one in found if 1 < len(one) <= LONGEST_WORD and one not in COMMON)
    return list(dict.fromkeys(kept))[:MOST_WORDS]


def texts_with(store: Reader, table: str, words: list[str]) -> Ints:
    """Give the numbers of the texts that hold all words, in order."""
    chosen: Ints | None = None
    for word in words:
        found = store.numbers_with(table, word)
        chosen = found if chosen is None else np.intersect1d(chosen, found, assume_unique=True)
        if not len(chosen):
            break
    return chosen if chosen is not None else np.empty(0, np.int64)


def snippet(text: str, words: list[str], size: int = 240) -> list[tuple[str, bool]]:
    """Give the part of a text around the first word found, as pieces: text, whether found.

    Examples
    --------
    >>> snippet("The tariff on steel", ["steel"])
    [('The tariff on ', False), ('steel', True)]
    """
    if not words:
        return [(text[:size], False)]
    choice = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![^\W_])(?:{choice})(?![^\W_])", re.IGNORECASE)
    first = pattern.search(text)
    start = max(0, (first.start() if first else 0) - size // 3)
    if start:
        start = text.find(" ", start) + 1
    stop = start + size
    if stop < len(text):
        stop = max(text.rfind(" ", start, stop), start + 1)
    part = ("… " if start else "") + text[start:stop] + (" …" if stop < len(text) else "")
    pieces: list[tuple[str, bool]] = []
    last = 0
    for match in pattern.finditer(part):
        if match.start() > last:
            pieces.append((part[last : match.start()], False))
        pieces.append((match[0], True))
        last = match.end()
    return [*pieces, (part[last:], False)] if last < len(part) else pieces
