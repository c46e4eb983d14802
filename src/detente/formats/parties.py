"""Say which state and sector an actor belongs to, where another project gives its name alone.

Archives of quadruples have no column for the state: it stands in brackets behind a role
(``Citizen (Nigeria)``), or has to be known, as for ``Angela Merkel``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from detente.codes import Sector
from detente.formats import codes
from detente.ontology.roles import SECTOR_OF_NOUN
from detente.ontology.states import states
from detente.ontology.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.actors.book import Person

_STATE: Final = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)\s*$")
_NO_MEMBERS: Final = frozenset({"capital", "family", "people", "place", "person", "adjective"})
"""Kinds of names that are, alone, no party to an event."""
_LATER: Final = dt.date(2030, 1, 1)
"""Stands for the end of a term that lasts."""
_FEWEST_WORDS: Final = 2
"""Words of a person's name below which it may mean several people."""


@cache
def party_of(name: str) -> tuple[str | None, str]:
    """Give state or body and sector of an actor by its name alone.

    Persons and institutions are those of the book of actors. A name alone tells no day, so a
    person stands for the state or body served longest.

    Examples
    --------
    >>> party_of("Citizen (Nigeria)"), party_of("Japan"), party_of("Angela Merkel")
    (('NGA', 'CVL'), ('JPN', 'GOV'), ('DEU', 'GOV'))
    """
    whole = _place(name)
    if whole is not None:
        return whole, (Sector.IGO if whole.startswith("IGO:") else Sector.GOV).value
    found = _STATE.search(name)
    if found is None:
        return _in_book(name)
    state = _place(found[1].strip()) or _in_book(found[1].strip())[0]
    for word in re.findall(r"[a-z]+", name.casefold().split("(")[0]):
        if word in SECTOR_OF_NOUN:
            return state, SECTOR_OF_NOUN[word].value
    return state, Sector.UNK.value


def _place(name: str) -> str | None:
    """Give the state or body of that name, also written "Congo, Republic of"."""
    known = codes.of_names().get(name.casefold())
    if known is not None:
        return str(known["state"])
    last, _, first = name.partition(", ")
    turned = f"{first.removeprefix('the ')} {last}" if first else name
    for text in (name, turned, name.partition(" (")[0]):
        if text.casefold() in _states():
            return _states()[text.casefold()]
    return None


@cache
def _states() -> Mapping[str, str]:
    """Give the state of each name, official name and alias, in lower case."""
    kinds = {"name", "official", "alias"}
    known = {
        row["text"].casefold(): row["code"]
        for row in rows_of("state_names")
        if row["kind"] in kinds
    }
    return known | {state.name.casefold(): code for code, state in states().items()}


def _in_book(name: str) -> tuple[str | None, str]:
    """Give state and sector of a person or institution that the book knows by that name."""
    from detente.actors.load import load_book

    entries = [e for e in load_book().entries(name) if e.kind not in _NO_MEMBERS and e.code]
    if len({entry.code for entry in entries}) == 1 and not entries[0].ambiguity:
        return entries[0].code, entries[0].sector
    person = _person(name)
    if person is None:
        nouns = re.findall(r"[a-z]+", name.casefold())
        sectors = (SECTOR_OF_NOUN[word] for word in nouns if word in SECTOR_OF_NOUN)
        return None, next(sectors, Sector.UNK).value
    return _belongs(person)


def _belongs(person: Person) -> tuple[str, str]:
    """Give the state or body that a person served longest, and the sector there."""
    terms = [(o, ((o.end or _LATER) - o.start).days) for o in person.offices]
    served: Counter[tuple[str, str]] = Counter()
    for office, days in terms:
        served[office.code, office.sector] += days
    return max(served, key=lambda one: served[one]) if served else (person.code, person.sector)


def _person(name: str) -> Person | None:
    """Give the one person of the book with the same words in the name, whatever their order."""
    from detente.actors.load import load_book
    from detente.actors.names import split_title, words_of_name

    words = words_of_name(name)
    for shape in (words, split_title(words)[1]):
        bearers = _by_words().get(frozenset(shape), ())
        if len(bearers) == 1:
            return load_book().people[next(iter(bearers))]
    return load_book().person_named(name)


@cache
def _by_words() -> Mapping[frozenset[str], set[str]]:
    """Give who bears a name of just these words: no accents, hyphens or order."""
    from detente.actors.load import load_book
    from detente.actors.names import words_of_name

    texts = [(row["text"], row["person"]) for row in rows_of("person_names")]
    texts += [(person.name, person.id) for person in load_book().people.values()]
    known: dict[frozenset[str], set[str]] = {}
    for text, person in texts:
        words = words_of_name(text)
        if len(words) >= _FEWEST_WORDS:
            known.setdefault(frozenset(words), set()).add(person)
    return known
