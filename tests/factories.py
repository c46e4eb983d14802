"""Make events and stores for tests, with everything defaulted that a test does not care about."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import TYPE_CHECKING

from detente.codes import Issue, Level, Precision, Quad, Root, Sector, Status
from detente.ontology.plover import quad_of, score_of
from detente.records import Actor, Event, Evidence
from detente.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_NUMBERS = count()

ROOT_OF = {
    Quad.VERBAL_COOPERATION: Root.SUPPORT,
    Quad.MATERIAL_COOPERATION: Root.AID,
    Quad.VERBAL_CONFLICT: Root.ACCUSE,
    Quad.MATERIAL_CONFLICT: Root.SANCTION,
}


def make_actor(
    state: str | None,
    *,
    level: Level = Level.UNKNOWN,
    name: str | None = None,
    sector: Sector = Sector.GOV,
) -> Actor:
    """Make one party; a name also makes its person id."""
    person = None if name is None else name.casefold().replace(" ", "-")
    text = name or state or "somebody"
    return Actor(text=text, state=state, sector=sector, person=person, name=name, level=level)


def make_event(
    actors: Sequence[Actor | str] | str = "JPN",
    recipients: Sequence[Actor | str] | str = (),
    *,
    root: Root = Root.CONSULT,
    day: dt.date | None = dt.date(2024, 4, 10),
    known_at: dt.date | None = None,
    id: str | None = None,  # noqa: A002
    mode: str | None = None,
    status: Status = Status.HAPPENED,
    precision: Precision = Precision.DAY,
    issue: Issue = Issue.DIPLOMACY,
    probability: float = 0.9,
    about: Sequence[str] = (),
    quote: str = "It happened.",
    document_id: str | None = None,
) -> Event:
    """Make one event; states may be given as codes; it is known on its day unless said.

    Its id is new each time unless given.
    """
    number = next(_NUMBERS)
    return Event(
        id=id or f"event-{number:06d}",
        root=root,
        mode=mode,
        status=status,
        actors=_parties(actors),
        recipients=_parties(recipients),
        about=list(about),
        day=day,
        day_precision=precision,
        known_at=known_at or day or dt.date(2024, 4, 10),
        issue=issue,
        quad=quad_of(root),
        score=score_of(root),
        probability=probability,
        evidence=Evidence(
            document_id=document_id or f"document-{number:06d}",
            start=0,
            stop=len(quote),
            quote=quote,
        ),
    )


def make_store(folder: Path, events: Iterable[Event], name: str = "news.duckdb") -> Store:
    """Make a store of those events and open it for reading; close it or use it in `with`."""
    path = folder / name
    with open_store(path, write=True) as store:
        store.append("events", events)
    return open_store(path)


def _parties(parties: Sequence[Actor | str] | str) -> list[Actor]:
    every = [parties] if isinstance(parties, str) else parties
    return [make_actor(one) if isinstance(one, str) else one for one in every]
