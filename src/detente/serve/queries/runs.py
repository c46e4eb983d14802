"""Answer what the page of runs asks: what was read, with which models, and what was not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

if TYPE_CHECKING:
    import ibis

    from detente.serve.library import Library
    from detente.store.readers import Reader

MOST: Final = 100
EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """Hold one run."""

    id: Annotated[str, "id of the run"]
    command: Annotated[str, "what was run"]
    version: Annotated[str, "version of the package"]
    models: Annotated[str, "names, versions and checksums of the models; JSON"]
    day: Annotated[dt.date, "day on which it was first started"]
    seconds: Annotated[float, "time spent; seconds"]
    documents: Annotated[int, "documents coded"]
    sentences: Annotated[int, "sentences read"]
    events: Annotated[int, "events stored"]
    rejections: Annotated[int, "rejections stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """Hold one reason for which inputs were rejected."""

    stage: Annotated[str, "room that rejected them"]
    reason: Annotated[str, "short fixed phrase"]
    inputs: Annotated[int, "inputs; each once, however many runs met it"]
    counts_as_problem: Annotated[bool, "false for notes on input that was used all the same"]
    examples: Annotated[list[str], "sources with what was found"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """Hold one file of another project's data."""

    path: Annotated[str, "where it lay"]
    format: Annotated[str, "as which it was read"]
    day: Annotated[dt.date, "day on which it was read"]
    rows: Annotated[int, "rows read"]
    kept: Annotated[int, "rows stored"]
    rejected: Annotated[int, "rows that could not be used"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """Hold how many rows a table has."""

    name: Annotated[str, "name of the table"]
    rows: Annotated[int, "rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """Hold the answer of the page of runs."""

    tables: Annotated[list[TableRow], "tables of the store"]
    runs: Annotated[list[RunRow], "runs, the latest first; 100 at most"]
    rejections: Annotated[list[ReasonRow], "what could not be used, problems first"]
    files: Annotated[list[FileRow], "files of other projects, the latest first; 100 at most"]


def runs(library: Library) -> Runs:
    """Give what was read into the store."""

    def make() -> Runs:
        with library.store() as store:
            return Runs(
                tables=[TableRow(name=n, rows=c) for n, c in _counts(store).items()],
                runs=[_run(row) for row in _latest(store, "runs")],
                rejections=_reasons(store),
                files=[_file(row) for row in _latest(store, "files")],
            )

    return library.remember(("runs",), make)


def _counts(store: Reader) -> dict[str, int]:
    from detente.store.tables import TABLES

    return {name: store.count(store.table(name)) for name in TABLES if store.has(name)}


def _latest(store: Reader, name: str) -> list[dict[str, Any]]:
    if not store.has(name):
        return []
    table = store.table(name)
    rows = store.arrow(table.order_by(table.day.desc(), table.id).limit(MOST)).to_pylist()
    return list(rows)


def _run(row: dict[str, Any]) -> RunRow:
    return RunRow(**{name: row[name] for name in RunRow.__dataclass_fields__})


def _file(row: dict[str, Any]) -> FileRow:
    return FileRow(**{name: row[name] for name in FileRow.__dataclass_fields__})


def _reasons(store: Reader) -> list[ReasonRow]:
    table = store.table("rejections")
    kind = ["counts_as_problem", "stage", "reason"]
    inputs: ibis.Table = table.select(*kind, "source", "detail").distinct()
    examples = (inputs.source + ": " + inputs.detail).collect(order_by=inputs.source)
    counted = inputs.group_by(kind).aggregate(inputs=inputs.count(), examples=examples[:EXAMPLES])
    rows = [ReasonRow(**row) for row in store.arrow(counted).to_pylist()]
    return sorted(rows, key=lambda row: (not row.counts_as_problem, -row.inputs, row.reason))
