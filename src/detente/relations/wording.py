"""Put states, periods, sizes and probabilities into plain English.

The words for probabilities come from one table, so that "likely" means the same in every
sentence of every room.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.codes import Issue
from detente.ontology.states import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PROBABILITY_WORDS: Final[tuple[tuple[float, str], ...]] = (
    (0.95, "almost certainly"),
    (0.90, "very likely"),
    (0.70, "likely"),
    (0.30, "about as likely as not"),
    (0.10, "unlikely"),
    (0.05, "very unlikely"),
    (0.00, "almost certainly not"),
)
"""Lowest probability at which each wording is used.

Source: the project's own table, symmetric about one half. It is stricter than the scale of
the US intelligence community (ICD 203, 2015: "likely" from .55, "very likely" from .80) and close
to that of the IPCC (guidance note, 2010: "likely" from .66, "very likely" from .90).
"""

VERY_LIKELY: Final = 0.9
"""Probability from which a side is said to be clear: "very likely" in the table."""

LIKELY: Final = 0.7
"""Probability from which a side is named at all: "likely" in the table."""

ISSUE_WORDS: Final[dict[Issue, str]] = {
    Issue.SECURITY: "security",
    Issue.ECONOMY: "trade and the economy",
    Issue.DIPLOMACY: "general diplomacy",
    Issue.RIGHTS: "rights and law",
    Issue.ENVIRONMENT: "climate, energy and resources",
    Issue.TECHNOLOGY: "technology",
    Issue.HEALTH: "health and relief",
    Issue.MIGRATION: "migration",
    Issue.CULTURE: "culture and education",
    Issue.DOMESTIC: "domestic affairs",
}
"""Issue areas as they stand after "on"."""

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


def during(start: dt.date, stop: dt.date) -> str:
    """Say when within a sentence, for a half-open period.

    Examples
    --------
    >>> during(dt.date(2024, 4, 1), dt.date(2024, 5, 1))
    'in April 2024'
    >>> during(dt.date(2024, 4, 10), dt.date(2024, 4, 11))
    'on 10 April 2024'
    >>> during(dt.date(2024, 4, 6), dt.date(2024, 4, 16))
    'between 6 and 15 April 2024'
    >>> during(dt.date(2024, 3, 1), dt.date(2024, 6, 1))
    'between 1 March and 31 May 2024'
    """
    last = stop - dt.timedelta(days=1)
    if last <= start:
        return f"on {on_day(start)}"
    text = over(start, stop)
    if "–" not in text:
        return f"in {text}"
    if start.year != last.year:
        begin = on_day(start)
    else:
        begin = f"{start.day}" if start.month == last.month else f"{start.day} {start:%B}"
    return f"between {begin} and {on_day(last)}"


def counted(n: int, word: str) -> str:
    """Give a number with its noun.

    Examples
    --------
    >>> counted(1, "event"), counted(3, "event"), counted(0, "event")
    ('1 event', '3 events', 'no events')
    """
    if n == 0:
        return f"no {word}s"
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"


def percent(share: float) -> str:
    """Give a share as a percentage, never rounding to certainty.

    Examples
    --------
    >>> percent(0.257), percent(0.9999), percent(0.0001), percent(1.0)
    ('26 %', '> 99 %', '< 1 %', '100 %')
    """
    if 0 < share < 0.01:
        return "< 1 %"
    if 0.99 < share < 1:
        return "> 99 %"
    return f"{share * 100:.0f} %"


def number(value: float) -> str:
    """Give a number with as many digits as can be read.

    Examples
    --------
    >>> number(12.34), number(3.21), number(-0.456)
    ('12', '3.2', '−0.46')
    """
    digits = 0 if abs(value) >= 10 else 1 if abs(value) >= 1 else 2
    return f"{value:,.{digits}f}".replace("-", "−")


def word_for(probability: float) -> str:
    """Give the words for a probability, rounded to whole per cent as it is shown.

    Examples
    --------
    >>> word_for(0.96), word_for(0.7), word_for(0.5), word_for(0.02)
    ('almost certainly', 'likely', 'about as likely as not', 'almost certainly not')
    """
    shown = round(probability, 2)
    return next(words for lowest, words in PROBABILITY_WORDS if shown >= lowest)


def certainty(probability: float) -> str:
    """Give the word for how sure one side is; "not clearly" below "likely".

    Examples
    --------
    >>> certainty(0.99), certainty(0.92), certainty(0.6)
    ('almost certainly', 'very likely', 'not clearly')
    """
    return word_for(probability) if probability >= LIKELY else "not clearly"
