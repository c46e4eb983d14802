"""Write the events of a store as files that other tools read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.codes import Status
from detente.errors import InputError, UnknownName
from detente.formats import plover_json, quadruples
from detente.formats.flat import flat
from detente.formats.own import WRITTEN
from detente.formats.writing import HEADERLESS, WRITERS, own_rows, start_of, with_code
from detente.ontology.cameo import codes as cameo_codes
from detente.ontology.foreign import TERRITORIES
from detente.ontology.states import name_of

if TYPE_CHECKING:
    import datetime as dt

    import ibis

    from detente.store.store import Store

FORMS: Final = ("plover", "csv", "parquet", "quadruples", *WRITERS)
"""Names of what can be written."""


FOLDERS: Final = ("parquet", "quadruples")
"""Those that are a folder of files."""


def export(
    store: Store,
    form: str,
    target: Path,
    *,
    states: Sequence[str] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
    as_of: dt.date | None = None,
    sources: Sequence[str] = (),
    statuses: Sequence[str] = ("happened",),
) -> int:
    """Write events; give how many rows (lines of JSON for ``plover``).

    Parameters
    ----------
    store : Store
        Where the events are: our own, and those of other projects.
    form : str
        One of `FORMS`.
    target : Path
        File to be written; a folder for ``parquet`` and ``quadruples``.
    states : sequence of str
        Codes of states that all take part; empty: all events.
    first, last : date, optional
        First and last day, both included.
    as_of : date, optional
        Only what was known then.
    sources : sequence of str
        Only of these sources (``DETENTE``, ``GDELT`` …); empty: all.
    statuses : sequence of str
        Only of these statuses; formats of other projects know none, so plans would look like
        deeds there.

    Raises
    ------
    UnknownName
        If there is no such form or status.
    InputError
        If the target is there already, or its place cannot be written to.
    StoreError
        If it cannot be written.
    """
    if form not in FORMS:
        raise UnknownName("form", form, FORMS)
    empty = form in FOLDERS and target.is_dir() and not any(target.iterdir())
    if target.exists() and not empty:
        raise InputError(f"{target} is there already; nothing was written")
    unknown = next((one for one in statuses if one not in set(Status)), None)
    if unknown is not None:
        raise UnknownName("status", unknown, list(Status))
    rows = all_rows(store, as_of=as_of)
    for code in states:
        rows = rows.filter((rows.actor_state == code) | (rows.recipient_state == code))
    bounds = [
        *([rows.day >= first] if first else []),
        *([rows.day <= last] if last else []),
        *([rows.source.isin(list(sources))] if sources else []),
    ]
    rows = rows.filter(rows.status.isin(list(statuses)), *bounds)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return _written(store, rows, form, target)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error}") from error


def _written(store: Store, rows: ibis.Table, form: str, target: Path) -> int:
    if form == "plover":
        return _plover(store, rows, target)
    if form == "quadruples":
        return _quadruples(store, rows, target)
    if form in WRITERS:
        written = WRITERS[form](rows)
        store.write(written, target, delimiter="\t", header=form not in HEADERLESS)
    else:
        written = own_rows(rows.order_by([rows.day, rows.id]))
        if form == "parquet":
            target.mkdir(exist_ok=True)
            store.write(written, target, delimiter=None, partition=("year", "month"))
        else:
            store.write(written.drop("year", "month"), target)
    return store.count(written)


def all_rows(store: Store, *, as_of: dt.date | None = None) -> ibis.Table:
    """Give own events and those of other projects as rows of one actor and one counterpart."""
    import ibis

    own = flat(store.table("events", as_of=as_of), store.table("documents"))
    coded = store.table("coded", as_of=as_of)
    coded = coded.mutate(probability=ibis.literal(None, "float64"))
    return own.select(*WRITTEN).union(coded.select(*WRITTEN))


def _plover(store: Store, rows: ibis.Table, target: Path) -> int:
    written = 0
    with target.open("x", encoding="utf-8") as out:
        for line in _lines(store, rows):
            out.write(line + "\n")
            written += 1
    return written


def _lines(store: Store, rows: ibis.Table) -> Iterator[str]:
    own = rows.filter(rows.source == "DETENTE").select("original_id").distinct()
    events, documents = store.table("events"), store.table("documents")
    chosen = events.semi_join(own, events.id == own.original_id)
    where = documents.select(
        document_key=documents.id,
        title=documents.title,
        url=documents.url,
        publisher=documents.original_publisher.coalesce(documents.publisher),
    )
    chosen = chosen.mutate(document=chosen.evidence["document_id"])
    chosen = chosen.left_join(where, chosen.document == where.document_key)
    for event in store.arrow(chosen.order_by(["day", "id"])).to_pylist():
        yield plover_json.line_of(event, event)
    others = rows.filter(rows.source != "DETENTE", rows.root.notnull() | rows.code.notnull())
    order = ["day", "source", "original_id", "root", "code", "id"]
    yield from plover_json.lines_of_coded(store.arrow(others.order_by(order)).to_pylist())


def _quadruples(store: Store, rows: ibis.Table, target: Path) -> int:
    """Write states and bodies as entities, events of CAMEO as relations, days as times."""
    rows = with_code(rows)
    known = rows.filter(rows.actor_state.notnull(), rows.recipient_state.notnull())
    columns = known.select("actor_state", "recipient_state", "day", code=known.cameo).distinct()
    ordered = columns.order_by(["day", "actor_state", "recipient_state", "code"])
    found = store.arrow(ordered).to_pylist()
    if not found:
        raise InputError("no event has two states and a code of CAMEO; nothing was written")
    target.mkdir(exist_ok=True)
    start = start_of(found[0]["day"])
    entities, relations = dict[str, int](), dict[str, int]()
    names = cameo_codes()
    lines = []
    for row in found:
        if row["code"] not in names or not names[row["code"]].name:
            continue
        one = entities.setdefault(_name(row["actor_state"]), len(entities))
        two = entities.setdefault(_name(row["recipient_state"]), len(entities))
        relation = relations.setdefault(names[row["code"]].name, len(relations))
        lines.append(f"{one}\t{relation}\t{two}\t{(row['day'] - start).days}")
    _write(target / quadruples.ENTITIES, _listed(entities))
    _write(target / quadruples.RELATIONS, _listed(relations))
    _write(target / "stat.txt", [f"{len(entities)}\t{len(relations)}\t0"])
    _write(target / quadruples.EPOCH, [start.isoformat()])
    _write(target / "train.txt", lines)
    return len(lines)


def _name(code: str) -> str:
    return TERRITORIES.get(code) or name_of(code)


def _listed(names: dict[str, int]) -> Iterator[str]:
    return (f"{name.replace(' ', '_')}\t{number}" for name, number in names.items())


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
