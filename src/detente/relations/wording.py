"""Put states, periods and sizes into plain English."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.ontology.states import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITH_ARTICLE: Final = frozenset(
    (
        "USA",
        "GBR",
        "ARE",
        "NLD",
        "PHL",
        "BHS",
        "GMB",
        "MDV",
        "COM",
        "SLB",
        "MHL",
        "DOM",
        "COD",
    )
)


def named(code: str) -> str:
    """Give the name of a state as it stands within a sentence.

    Examples
    --------
    >>> named("USA"), named("JPN")
    ('the United States', 'Japan')
    """
    return f"the {name_of(code)}" if code in _WITH_ARTICLE else name_of(code)


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["Japan", "the Philippines", "the United States"])
    'Japan, the Philippines and the United States'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def sentence(text: str) -> str:
    """Let a text begin with a capital letter."""
    return text[:1].upper() + text[1:]


def on_day(day: dt.date) -> str:
    """Give a day as a reader says it.

    Examples
    --------
    >>> on_day(dt.date(2024, 4, 10))
    '10 April 2024'
    """
    return f"{day.day} {day:%B %Y}"


def over(start: dt.date, stop: dt.date) -> str:
    """Give a half-open period as a reader says it.

    Examples
    --------
    >>> over(dt.date(2024, 4, 1), dt.date(2024, 5, 1))
    'April 2024'
    >>> over(dt.date(2024, 1, 1), dt.date(2025, 1, 1))
    '2024'
    >>> over(dt.date(2024, 4, 3), dt.date(2024, 4, 18))
    '3–17 April 2024'
    """
    last = stop - dt.timedelta(days=1)
    if start.day == 1 and stop.day == 1:
        if (start.year, start.month) == (last.year, last.month):
            return f"{start:%B %Y}"
        if start.month == 1 and stop.month == 1 and last.year == start.year:
            return str(start.year)
    if last <= start:
        return on_day(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{on_day(last)}"
    if start.year == last.year:
        return f"{start.day} {start:%B} – {on_day(last)}"
    return f"{on_day(start)} – {on_day(last)}"


def counted(n: int, word: str) -> str:
    """Give a number with its noun.

    Examples
    --------
    >>> counted(1, "event"), counted(3, "event")
    ('1 event', '3 events')
    """
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


def number(value: float) -> str:
    """Give a number with as many digits as can be read.

    Examples
    --------
    >>> number(12.34), number(3.21), number(0.456)
    ('12', '3.2', '0.46')
    """
    if abs(value) >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def certainty(probability: float) -> str:
    """Give a word for how sure a statement is.

    Examples
    --------
    >>> certainty(0.99), certainty(0.92), certainty(0.6)
    ('almost certainly', 'very likely', 'not clearly')
    """
    steps = ((0.975, "almost certainly"), (0.9, "very likely"), (0.75, "probably"))
    return next((word for least, word in steps if probability >= least), "not clearly")
