"""Say who held which office on which day: the questions that a reader of the book asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.actors.book import Book, Office, Person
from detente.actors.context import actor_of
from detente.actors.load import load_book
from detente.codes import Sector
from detente.errors import UnknownName
from detente.ontology.roles import TITLES
from detente.ontology.states import state_named
from detente.records import Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

_OFFICES: Final = (
    "head of state",
    "head of government",
    "vice president",
    "foreign minister",
    "defense minister",
    "finance minister",
    "trade minister",
    "national security adviser",
    "cabinet secretary",
    "intelligence chief",
    "party leader",
    "candidate",
    "ambassador",
    "un ambassador",
    "speaker",
    "central bank governor",
    "spouse",
)
"""Offices of the book."""


def who_held(office: str, state: str, day: dt.date, *, book: Book | None = None) -> Person | None:
    """Give the person who held an office of a state on a day; None if the book does not know.

    Parameters
    ----------
    office : str
        A title of the press ("prime minister") or an office of the book ("head of government").
    state : str
        Code or name of a state, or code of a body ("IGO:NATO").
    day : date
        On a day of handover the successor.
    book : Book, optional
        The one that ships by default.

    Raises
    ------
    UnknownName
        If there is no such office or state.

    Examples
    --------
    >>> who_held("prime minister", "JPN", dt.date(2024, 4, 10)).name
    'Fumio Kishida'
    """
    wanted = office.strip().lower()
    offices: Sequence[str] = (wanted,) if wanted in _OFFICES else TITLES.get(wanted, ())
    if not offices:
        raise UnknownName("office", office, {*TITLES, *_OFFICES})
    code = state if state.startswith("IGO:") else state_named(state).code
    title = "" if wanted in _OFFICES else wanted
    return (book or load_book()).who_held(offices, code, day, title=title)


def offices_of(name: str, *, book: Book | None = None) -> tuple[Office, ...]:
    """Give the offices of a person, in order of their first day.

    Parameters
    ----------
    name : str
        Full name in any order, or id.
    book : Book, optional
        The one that ships by default.

    Raises
    ------
    UnknownName
        If no person or more than one bears that name.

    Examples
    --------
    >>> sorted({office.title for office in offices_of("Aso Taro")})[-2:]
    ['party vice president', 'prime minister']
    """
    return person_named(name, book=book).offices


def person_named(
    name: str, *, day: dt.date = dt.date.max, state: str = "", book: Book | None = None
) -> Person:
    """Give the person of that name or id.

    Raises
    ------
    UnknownName
        If no person or more than one bears that name.
    """
    chosen = book or load_book()
    person = chosen.people.get(name) or chosen.directory.find(name, day=day, state=state)
    if person is None:
        raise UnknownName("person", name, (known.name for known in chosen.people.values()))
    return person


def resolve_name(
    name: str, *, day: dt.date, title: str = "", state: str = "", book: Book | None = None
) -> Actor:
    """Say who a name from a list means on a day: person, state, institution or body.

    What the book does not know keeps the state that was given, if any, and sector UNK.

    Parameters
    ----------
    name : str
        As written, with or without a title before it.
    day : date
        Day as of which offices are looked up.
    title : str
        Title, if it stands apart.
    state : str
        Code of the state, if it is known; it chooses between people of one name.
    book : Book, optional
        The one that ships by default.

    Examples
    --------
    >>> aso = resolve_name("Aso Taro", day=dt.date(2024, 4, 23))
    >>> aso.state, aso.sector, aso.level
    ('JPN', 'PTY', <Level.OUT_OF_OFFICE: 'out of office'>)
    >>> resolve_name("the Pentagon", day=dt.date(2024, 4, 23)).sector
    'MIL'
    """
    chosen = book or load_book()
    person = chosen.directory.find(name, day=day, title=title, state=state)
    if person is not None:
        return actor_of(person, name, day)
    for text in (name, name.removeprefix("the ").removeprefix("The ")):
        for entry in chosen.entries(text):
            alive = (entry.start is None or entry.start <= day) and (
                entry.end is None or day < entry.end
            )
            if alive and entry.person is None and (entry.code or state):
                sector = entry.sector if entry.sector in Sector.__members__ else "UNK"
                return Actor(text=name, state=entry.code or state, sector=sector, name=text)
    return Actor(text=name, state=state or None, sector="UNK")
