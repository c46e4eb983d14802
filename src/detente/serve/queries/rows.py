"""Read events by their place in the index, as rows with the sentence and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.brief.inert import safe_url
from detente.codes import Root
from detente.ontology.plover import COOPERATIVE, ROOTS, quad_of
from detente.serve.answers import EventRow, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.serve.index import Ints
    from detente.serve.library import Library
    from detente.store.readers import Reader

_PAPER = ("id", "title", "publisher", "original_publisher", "url")


def events_at(library: Library, store: Reader, positions: Ints | Sequence[int]) -> list[EventRow]:
    """Give the events at some places of the index, in the order asked for."""
    index, wanted = library.index, np.asarray(positions, dtype=np.int64)
    own = wanted[index.own[wanted]]
    papers = papers_at(library, store, np.unique(index.papers[own]))
    rows = {}
    for row in store.at("events", index.places[own]).to_pylist():
        rows[row["id"]] = row_of(row, papers.get(row["evidence"]["document_id"], {}))
    for row in store.at("coded", index.places[wanted[~index.own[wanted]]]).to_pylist():
        rows[row["id"]] = _coded(row)
    return [rows[one] for one in index.id_of(wanted) if one in rows]


def events_by_id(library: Library, store: Reader, ids: Iterable[str]) -> list[EventRow]:
    """Give events of all sources by id, in order; ids that the store has not are left out."""
    found = [store.numbers_of("ids", "position", one) for one in dict.fromkeys(ids)]
    return events_at(library, store, [one[0] for one in found if one])


def papers_at(library: Library, store: Reader, numbers: Ints) -> dict[str, dict[str, Any]]:
    """Give title, publisher and address of documents by id, without their text."""
    places = library.index.paper_places[numbers[numbers >= 0]]
    found = store.at("documents", places, columns=_PAPER).to_pylist()
    return {row["id"]: row for row in found}


def side_of(quad: str | None) -> str:
    """Give the side of a quad class."""
    if quad is None:
        return "none"
    return "cooperation" if quad in {one.value for one in COOPERATIVE} else "conflict"


def words_of(root: str | None) -> str:
    """Give a root in words."""
    return ROOTS[Root(root)].words if root else "public statement"


def row_of(row: dict[str, Any], paper: dict[str, Any]) -> EventRow:
    """Give an event as a row, from what its table and that of its document hold."""
    place = row["evidence"]
    return EventRow(
        id=row["id"],
        source=row["source"],
        day=row["day"],
        day_precision=row["day_precision"],
        known_at=row["known_at"],
        root=row["root"],
        words=words_of(row["root"]),
        mode=row["mode"],
        status=row["status"],
        side=side_of(quad_of(Root(row["root"])).value),
        issue=row["issue"],
        probability=row["probability"],
        actors=[_party(one) for one in row["actors"]],
        recipients=[_party(one) for one in row["recipients"]],
        sentence=place["quote"],
        start=place["start"],
        stop=place["stop"],
        document_id=place["document_id"],
        title=paper.get("title"),
        publisher=paper.get("original_publisher") or paper.get("publisher"),
        url=safe_url(paper.get("url")),
    )


def _party(actor: dict[str, Any]) -> Party:
    return Party(**{name: actor[name] for name in ("text", "state", "name", "office", "sector")})


def _coded(row: dict[str, Any]) -> EventRow:
    return EventRow(
        id=row["id"],
        source=row["source"],
        day=row["day"],
        day_precision=row["day_precision"],
        known_at=row["known_at"],
        root=row["root"],
        words=words_of(row["root"]),
        mode=row["mode"],
        status=row["status"],
        side=side_of(row["quad"]),
        issue=row["issue"],
        probability=1.0,
        actors=_given(row, "actor"),
        recipients=_given(row, "recipient"),
        sentence=row["text"],
        start=None,
        stop=None,
        document_id=None,
        title=None,
        publisher=row["publisher"],
        url=safe_url(row["url"]),
    )


def _given(row: dict[str, Any], who: str) -> list[Party]:
    name = row[f"{who}_name"] or row[f"{who}_code"] or row[f"{who}_state"]
    if name is None:
        return []
    state, sector = row[f"{who}_state"], row[f"{who}_sector"]
    return [Party(text=name, state=state, name=None, office=None, sector=sector)]
