"""Put days, names and sectors into the same plain words everywhere in a brief.

Words for numbers, periods and probabilities are those of `detente.relations.wording`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.codes import Level, Precision, Sector
from detente.ontology.states import name_of
from detente.relations.wording import (
    ISSUE_WORDS,
    LIKELY,
    PROBABILITY_WORDS,
    VERY_LIKELY,
    counted,
    during,
    listed,
    named,
    number,
    over,
    percent,
    sentence,
    word_for,
)

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "ISSUE_WORDS",
    "LIKELY",
    "PROBABILITY_WORDS",
    "VERY_LIKELY",
    "counted",
    "during",
    "has_words",
    "level_of",
    "listed",
    "number",
    "on_day",
    "over",
    "percent",
    "sector_of",
    "sentence",
    "the",
    "word_for",
]

_WITHOUT_ARTICLE: Final = frozenset({"IGO:NATO", "IGO:AUKUS", "IGO:BRICS"})
"""Bodies of states whose name stands alone; all others take "the"."""

_SECTORS: Final[dict[Sector, str]] = {
    Sector.MIL: "the armed forces",
    Sector.LEG: "lawmakers",
    Sector.JUD: "courts",
    Sector.COP: "the police",
    Sector.SPY: "the intelligence services",
    Sector.PTY: "politicians out of office",
    Sector.OPP: "the opposition",
    Sector.REB: "armed groups",
    Sector.BUS: "businesses",
    Sector.MED: "the media",
    Sector.EDU: "scholars and schools",
    Sector.NGO: "civic organisations",
    Sector.CVL: "the people",
    Sector.REL: "religious bodies",
}

_LEVELS: Final[dict[Level, str]] = {
    Level.LEADER: "the leader",
    Level.MINISTER: "a minister",
    Level.OFFICIAL: "an official",
    Level.OUT_OF_OFFICE: "a politician out of office",
}


def the(code: str) -> str:
    """Give the name of a state or body as it stands in a sentence.

    Examples
    --------
    >>> the("USA"), the("JPN"), the("IGO:EU")
    ('the United States', 'Japan', 'the European Union')
    """
    if not code.startswith("IGO:"):
        return named(code)
    return name_of(code) if code in _WITHOUT_ARTICLE else f"the {name_of(code)}"


def on_day(day: dt.date, precision: Precision = Precision.DAY) -> str:
    """Give a day as far as it is known.

    Examples
    --------
    >>> import datetime as dt
    >>> on_day(dt.date(2024, 4, 10)), on_day(dt.date(2024, 4, 1), Precision.MONTH)
    ('10 April 2024', 'April 2024')
    """
    if precision == Precision.YEAR:
        return f"{day.year}"
    if precision == Precision.MONTH:
        return f"{day:%B %Y}"
    return f"{day.day} {day:%B %Y}"


def sector_of(sector: str, code: str | None) -> str:
    """Give a sector of a state in words; the state itself for its government.

    Examples
    --------
    >>> sector_of("MIL", "USA"), sector_of("GOV", "JPN")
    ('the armed forces of the United States', 'Japan')
    """
    owner = the(code) if code else ""
    words = _SECTORS.get(Sector(sector))
    if words is None:
        return owner or "an unnamed party"
    return f"{words} of {owner}" if owner else words


def has_words(sector: str) -> bool:
    """Tell whether a sector has words of its own; a government stands for its state."""
    return Sector(sector) in _SECTORS


def level_of(level: str, code: str) -> str | None:
    """Give a representative of a state by rank; none where the rank is not known.

    Examples
    --------
    >>> level_of("leader", "JPN")
    'the leader of Japan'
    """
    words = _LEVELS.get(Level(level))
    return f"{words} of {the(code)}" if words else None
