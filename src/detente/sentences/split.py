"""Cut the text of a document into sentences, cheaply: no model is needed for this."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final

_NUMBER_OF_AN_ITEM: Final = re.compile(r"\s*(?:\d{1,2}|[ivx]{1,4})\.[ \t]*")


@dataclass(frozen=True, slots=True)
class Span:
    """Hold where one sentence stands in its document."""

    start: Annotated[int, "offset of its first character; characters"]
    stop: Annotated[int, "offset behind its last character; characters"]


def split(text: str, *, longest: int = 1200) -> list[Span]:
    """Cut a text into sentences, in order, without surrounding white space.

    Parameters
    ----------
    text : str
        Clean text of a document.
    longest : int
        Characters of the longest sentence. What is longer (a table, a list without full
        stops) is cut at line ends, and, where there are none, at spaces.

    Examples
    --------
    >>> text = "Mr. Abe met Gov. Smith. They spoke."
    >>> [text[span.start : span.stop] for span in split(text)]
    ['Mr. Abe met Gov. Smith.', 'They spoke.']
    """
    from sentencex import get_sentence_boundaries

    bounds: list[tuple[int, int]] = []
    plain = re.sub(r"[^\S\x00-\x7f]", " ", text)  # sentencex 1.0 panics on "'S\xa0."
    for boundary in get_sentence_boundaries("en", plain):
        start, stop = boundary["start_index"], boundary["end_index"]
        if bounds and stop > start and not text[start].isspace() and not text[start - 1].isspace():
            start = bounds.pop()[0]  # "Japan-U." | "S. talks": a cut inside a word is none
        elif bounds and stop > start and _NUMBER_OF_AN_ITEM.fullmatch(text, *bounds[-1]):
            start = bounds.pop()[0]  # "1." | "Lift the tariff."
        bounds.append((start, stop))
    return [span for start, stop in bounds for span in _pieces(text, start, stop, longest)]


def _pieces(text: str, start: int, stop: int, longest: int) -> list[Span]:
    piece = text[start:stop]
    start += len(piece) - len(piece.lstrip())
    stop = start + len(piece.strip())
    if stop <= start:
        return []
    if stop - start <= longest:
        return [Span(start, stop)]
    cut = text.rfind("\n", start + 1, start + longest)
    if cut < 0:
        cut = text.rfind(" ", start + 1, start + longest)
    if cut < 0:
        cut = start + longest
    return _pieces(text, start, cut, longest) + _pieces(text, cut, stop, longest)
