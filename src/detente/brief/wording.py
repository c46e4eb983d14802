"""Put numbers, days, names and probabilities into the same plain words everywhere.

The words for probabilities come from one table, so that "likely" means the same in every
sentence of every brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.codes import Level, Precision, Sector
from detente.ontology.states import name_of
from detente.relations.wording import counted, listed, named, number, over, sentence

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "PROBABILITY_WORDS",
    "counted",
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


def word_for(probability: float) -> str:
    """Give the words for a probability.

    Examples
    --------
    >>> word_for(0.96), word_for(0.7), word_for(0.5), word_for(0.02)
    ('almost certainly', 'likely', 'about as likely as not', 'almost certainly not')
    """
    return next(words for lowest, words in PROBABILITY_WORDS if probability >= lowest)


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


def level_of(level: str, code: str) -> str | None:
    """Give a representative of a state by rank; none where the rank is not known.

    Examples
    --------
    >>> level_of("leader", "JPN")
    'the leader of Japan'
    """
    words = _LEVELS.get(Level(level))
    return f"{words} of {the(code)}" if words else None
