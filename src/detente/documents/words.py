"""Lay texts out as vectors of their content words, to tell how alike they are."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

WORD: Final = re.compile(r"\w+")
FUNCTION: Final = frozenset(
    """
    a about above across after again against ago all almost along already also although always am
    among an and another any anyone anything are around as at away back be became because become
    been before behind being below between both but by came can cannot come could day days did do
    does done down during each either else enough even ever every everyone everything few first
    for former from further get give given go going gone got had has have he her here hers herself
    him himself his how however i if in indeed instead into is it its itself just keep kept last
    later least less let like made make many may maybe me meanwhile might mine month months more
    most much must my myself near neither never new next no nobody none nor not nothing now of off
    often on once one only onto or other others our ours ourselves out over own per perhaps put
    quite rather re really said same say says saying second see seem seemed seems several she
    should since so some someone something soon still such take taken than that the their theirs
    them themselves then there therefore these they third this those though through thus to today
    together told tomorrow too toward towards two three under until unless up upon us used using
    very via was we week weeks well went were what whatever when where whether which while who
    whole whom whose why will with within without would year years yesterday yet you your yours
    yourself
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
"""Words that say nothing of what a text is about."""
_SHORTEST: Final = 3


def content(text: str, *, most: int | None = None) -> Counter[str]:
    """Count the content words of a text, in lower case.

    Parameters
    ----------
    text : str
        Any text.
    most : int, optional
        Only its first words, function words included.

    Examples
    --------
    >>> sorted(content("The two ministers met; the ministers signed."))
    ['met', 'ministers', 'signed']
    """
    words = WORD.findall(text)[:most]
    kept = (word.casefold() for word in words if len(word) >= _SHORTEST)
    return Counter(word for word in kept if word not in FUNCTION)


def vector(counts: Counter[str]) -> dict[str, float]:
    """Give counts as a vector of length 1: 1 + log of each count; empty for no words."""
    values = {word: 1 + math.log(count) for word, count in counts.items()}
    length = math.sqrt(sum(value * value for value in values.values()))
    return {word: value / length for word, value in values.items()} if length else {}


def likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """Give the cosine of two vectors; 0..1.

    Examples
    --------
    >>> a, b = (vector(content(t)) for t in ("Japan praised India", "Japan praised Chad"))
    >>> round(likeness(a, b), 2)
    0.67
    """
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return sum(value * long[word] for word, value in short.items() if word in long)
