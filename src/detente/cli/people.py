"""Look up people for the commands that show them."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.errors import UnknownName

if TYPE_CHECKING:
    from detente.actors.book import Book
    from detente.records import Introduction
    from detente.store.store import Store


def learned_people(store: "Store", book: "Book", *, least: int = 1) -> list[dict[str, Any]]:
    """Give the people whom the texts introduce and the book does not know.

    Parameters
    ----------
    store : Store
        Where introductions are kept.
    book : Book
        Those whom it knows are left out.
    least : int
        Documents at least that introduce a person.

    Returns
    -------
    list of dict
        One a person: the columns of `detente.actors.additions`, those who are met most first.
    """
    from detente.actors.names import unaccented

    found: dict[tuple[str, str], list[Introduction]] = defaultdict(list)
    for one in store.rows("introductions"):
        found[unaccented(one.name), one.state].append(one)
    rows = [
        _learned(told, state)
        for (_, state), told in found.items()
        if book.directory.find(told[0].name, day=dt.date.max, state=state) is None
    ]
    rows = [row for row in rows if row["seen"] >= least]
    return sorted(rows, key=lambda row: (-row["seen"], row["name"], row["state"]))


def _learned(told: "list[Introduction]", state: str) -> dict[str, Any]:
    told = sorted(told, key=lambda one: (one.known_at, one.id))
    spellings = [name for name, _ in Counter(one.name for one in told).most_common()]
    last = told[-1]
    in_office = [one for one in told if not one.former and one.day is not None]
    return {
        "name": spellings[0],
        "family": spellings[0].split()[-1],
        "state": state,
        "office": "",
        "title": last.title,
        "start": str(in_office[0].day) if in_office else "",
        "end": "",
        "sector": last.sector,
        "party_sector": "PTY" if last.sector == "GOV" else last.sector,
        "spellings": "; ".join(spellings[1:]),
        "seen": len({one.evidence.document_id for one in told}),
        "first_seen": told[0].known_at,
        "last_seen": last.known_at,
        "evidence": " ".join(last.evidence.quote.split()),
    }


def shown_person(name: str, day: dt.date, state: str, book: "Book") -> dict[str, Any]:
    """Give who a name means on a day, with all offices if it is a person.

    Raises
    ------
    UnknownName
        If the book does not know the name, or several bear it.
    """
    from detente.actors.context import actor_of
    from detente.actors.offices import person_named, resolve_name

    try:
        person = person_named(name, day=day, state=state, book=book)
    except UnknownName:
        actor = resolve_name(name, day=day, state=state, book=book)
        if actor.name is None:
            raise
        return {"name": actor.name, "on": day, "state": actor.state, "sector": actor.sector}
    actor = actor_of(person, person.name, day)
    return {
        "name": person.name,
        "id": person.id,
        "on": day,
        "state": actor.state,
        "sector": actor.sector,
        "office": actor.office,
        "level": str(actor.level),
        "offices": [
            f"{held['title']} of {held['code']} ({held['office']}), "
            f"{held['start']} to {held['end'] or 'today'}, {held['sector']}"
            for held in map(asdict, person.offices)
        ],
    }
