"""Derive the tables of the store from the records, so that no column is written twice.

A table's schema is `ibis.schema` of its record. Every table is append-only and keyed by
``id``, a content hash: adding a row twice changes nothing. Only ``merged`` is computed from
others, and its rows are replaced as reports come in.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from detente import records
from detente.errors import UnknownName

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Hold what the store must know of one table."""

    name: Annotated[str, "name in the store"]
    record: Annotated[type, "record of one row"]
    known_at: Annotated[str | None, "column that says when a row was known; null: always"]
    partition: Annotated[str | None, "day column by which files are partitioned"] = None


TABLES: Final[dict[str, Table]] = {
    table.name: table
    for table in (
        Table(name="documents", record=records.Document, known_at="known_at", partition="known_at"),
        Table(name="events", record=records.Event, known_at="known_at", partition="day"),
        Table(name="quotes", record=records.Quote, known_at="known_at"),
        Table(name="introductions", record=records.Introduction, known_at="known_at"),
        Table(name="rejections", record=records.Rejection, known_at=None),
        Table(name="signatures", record=records.Signature, known_at=None),
        Table(name="batches", record=records.Batch, known_at=None),
        Table(name="runs", record=records.Run, known_at=None),
        Table(name="merged", record=records.Merged, known_at="last_report"),
        Table(name="coded", record=records.Coded, known_at="known_at", partition="day"),
        Table(name="tallies", record=records.Tally, known_at=None),
        Table(name="context", record=records.Context, known_at="known_at"),
        Table(name="notices", record=records.Notice, known_at="known_at", partition="day"),
        Table(name="files", record=records.Ingested, known_at=None),
        Table(name="forecasts", record=records.Forecast, known_at="made_on"),
    )
}


def table_named(name: str) -> Table:
    """Give the table of that name.

    Raises
    ------
    UnknownName
        If there is none.
    """
    if name not in TABLES:
        raise UnknownName("table", name, TABLES)
    return TABLES[name]


def schema_of(table: Table) -> ibis.Schema:
    """Give the columns and their types."""
    import ibis

    return ibis.schema(table.record)


def meanings_of(record: type) -> dict[str, str]:
    """Give the meaning of each field of a record, as its annotation says."""
    hints = get_type_hints(record, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


def to_arrow(rows: Iterable[Any], table: Table) -> pa.Table:
    """Turn records into one Arrow table with the table's schema."""
    import pyarrow as pa

    columns = [field.name for field in fields(table.record)]
    values: dict[str, list[Any]] = {name: [] for name in columns}
    for row in rows:
        for name in columns:
            values[name].append(_plain(getattr(row, name)))
    return pa.table(values, schema=schema_of(table).to_pyarrow())


def from_arrow(arrow: pa.Table, table: Table) -> Iterator[Any]:
    """Turn rows of an Arrow table back into records, in order."""
    for row in arrow.to_pylist():
        yield _record(table.record, row)


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _record(record: type, row: dict[str, Any]) -> Any:
    hints = _hints(record)
    return record(**{name: _value(hints[name], value) for name, value in row.items()})


@cache
def _hints(record: type) -> dict[str, Any]:
    """Give the types of the fields of a record; working them out takes longer than the rest."""
    return get_type_hints(record)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _value(next(arg for arg in get_args(hint) if arg is not type(None)), value)
    if origin is list:
        return [_value(get_args(hint)[0], item) for item in value]
    if isinstance(hint, type):
        if issubclass(hint, StrEnum):
            return hint(value)
        if is_dataclass(hint):
            return _record(hint, value)
        if hint is dt.date and isinstance(value, dt.datetime):
            return value.date()
    return value
