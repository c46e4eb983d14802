"""Read events by their place in the index, as rows with the sentence and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    ids = library.index.id_of(positions)
    found = events_by_id(store, ids)
    return [found[one] for one in ids if one in found]


def events_by_id(store: Reader, ids: Iterable[str]) -> dict[str, EventRow]:
    """Give events of all sources by id; ids that the store has not are left out."""
    wanted = list(dict.fromkeys(ids))
    own = store.find("events", "id", wanted).to_pylist()
    papers = papers_of(store, (row["evidence"]["document_id"] for row in own))
    rows = {row["id"]: row_of(row, papers.get(row["evidence"]["document_id"], {})) for row in own}
    left = [one for one in wanted if one not in rows]
    if left and store.has("coded"):
        rows |= {row["id"]: _coded(row) for row in store.find("coded", "id", left).to_pylist()}
    return rows


def papers_of(store: Reader, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Give title, publisher and address of documents, without their text."""
    wanted = sorted(set(ids))
    found = store.find("documents", "id", wanted, columns=_PAPER) if wanted else None
    return {row["id"]: row for row in found.to_pylist()} if found is not None else {}


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
