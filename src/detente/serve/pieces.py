"""Cut a text into pieces, so that a page can draw events over it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from detente.brief.inert import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.serve.answers import EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Hold a part of a paragraph that the same events rest on."""

    text: Annotated[str, "the words, harmless"]
    numbers: Annotated[tuple[int, ...], "numbers of the events that end here, from 1"] = ()
    kind: Annotated[str, "cooperation | conflict | both | open | empty: no event"] = ""
    asked: Annotated[bool, "whether the event asked for rests on it"] = False


def shown(text: str) -> str:
    r"""Give text with everything unseen replaced, its blanks and ends of lines kept.

    Examples
    --------
    >>> shown("a \u202eb\n\nc\x00")
    'a \ufffdb\n\nc\ufffd'
    """
    return re.sub(r"[^ \n\t]+", lambda part: _seen(part[0]), text)


def _seen(word: str) -> str:
    return "".join(visible(letter) or "\ufffd" for letter in word) if not word.isalnum() else word


def paragraphs(text: str, events: Sequence[EventRow], asked: str = "") -> list[list[Piece]]:
    """Cut a text at its empty lines and where sentences of events begin or end.

    Parameters
    ----------
    text : str
        Text of the document.
    events : sequence of EventRow
        Events with their places in it; the first has number 1.
    asked : str
        Id of the event that is to be marked.
    """
    spans = [
        (one.start, min(one.stop, len(text)), number, one)
        for number, one in enumerate(events, start=1)
        if one.start is not None and one.stop is not None and one.start < one.stop <= len(text)
    ]
    breaks = [(m.start(), m.end()) for m in re.finditer(r"\n{2,}", text)]
    edges = {0, len(text), *(e for b in breaks for e in b), *(e for s in spans for e in s[:2])}
    ordered = sorted(edges)
    made: list[list[Piece]] = [[]]
    gaps = dict(breaks)
    for start, stop in pairwise(ordered):
        if any(b <= start < e for b, e in _near(breaks, start)):
            if gaps.get(start) is not None and made[-1]:
                made.append([])
            continue
        on = [(s, e, n, one) for s, e, n, one in spans if s <= start and stop <= e]
        made[-1].append(
            Piece(
                text=shown(text[start:stop]),
                numbers=tuple(n for _, e, n, _ in on if e == stop),
                kind=_kind([one for *_, one in on]),
                asked=any(one.id == asked for *_, one in on),
            )
        )
    return [one for one in made if one]


def _near(breaks: list[tuple[int, int]], place: int) -> list[tuple[int, int]]:
    from bisect import bisect_right

    at = bisect_right(breaks, (place, 10**9)) - 1
    return breaks[at : at + 1] if at >= 0 else []


def _kind(events: list[EventRow]) -> str:
    if not events:
        return ""
    done = {one.side for one in events if one.status == "happened"}
    if not done:
        return "open"
    return next(iter(done)) if len(done) == 1 else "both"
