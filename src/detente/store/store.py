"""Keep tables: the waist between the text half and the table half.

`Store` fixes what every engine does; an engine adds the few hooks below. All tables are
append-only with content-hash ids, so the same rows may be added again without effect.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, final

from detente.store.tables import TABLES, Table, from_arrow, table_named, to_arrow

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa


class Store(ABC):
    """Hold the tables of one project.

    Engines implement the five hooks ``_table``, ``_append``, ``_transaction``, ``_arrow`` and
    ``close``; everything else is final, so that every engine means the same.
    """

    @final
    def table(self, name: str, *, as_of: dt.date | None = None) -> ibis.Table:
        """Give a table as an expression.

        Parameters
        ----------
        name : str
            One of `detente.store.tables.TABLES`.
        as_of : date, optional
            Give only rows known on that day or before: what was known then.

        Raises
        ------
        UnknownName
            If there is no such table.
        """
        table = table_named(name)
        expression = self._table(table)
        if as_of is not None and table.known_at is not None:
            expression = expression.filter(expression[table.known_at] <= as_of)
        return expression

    @final
    def append(self, name: str, rows: Iterable[Any]) -> int:
        """Add records that are not there yet; give how many were added."""
        return self.append_all({name: list(rows)})[name]

    @final
    def append_all(self, rows: Mapping[str, list[Any]]) -> dict[str, int]:
        """Add records to several tables at once: all of them or, if it fails, none."""
        with self._transaction():
            return {
                name: self._append(table_named(name), to_arrow(added, table_named(name)))
                for name, added in rows.items()
            }

    @final
    def rows(self, name: str, expression: ibis.Table | None = None) -> Iterator[Any]:
        """Give records of a table, or of an expression with that table's columns."""
        table = table_named(name)
        chosen = self._table(table) if expression is None else expression
        yield from from_arrow(self.arrow(chosen), table)

    @final
    def arrow(self, expression: ibis.Table) -> pa.Table:
        """Compute an expression and give its rows as an Arrow table."""
        return self._arrow(expression)

    @final
    def counts(self) -> dict[str, int]:
        """Give the number of rows of each table."""
        return {name: self.count(self.table(name)) for name in TABLES}

    @final
    def count(self, expression: ibis.Table) -> int:
        """Give the number of rows of an expression."""
        counted = self.arrow(expression.aggregate(rows=expression.count()))
        return int(counted["rows"][0].as_py())

    @final
    def __enter__(self) -> Self:
        return self

    @final
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Write everything and let go of the files."""

    @abstractmethod
    def _table(self, table: Table) -> ibis.Table:
        """Give the whole table as an expression."""

    @abstractmethod
    def _append(self, table: Table, rows: pa.Table) -> int:
        """Add rows whose id is not there yet; give how many."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[None]:
        """Give a block in which all additions succeed or none does."""

    @abstractmethod
    def _arrow(self, expression: ibis.Table) -> pa.Table:
        """Compute an expression."""


@contextmanager
def no_transaction() -> Iterator[None]:
    """Be a block without a transaction, for engines that have none."""
    yield


def open_store(path: str | Path, *, write: bool = False) -> Store:
    """Open the store at a path with the embedded engine.

    Parameters
    ----------
    path : str or Path
        A file; by custom it ends in ``.duckdb``. With `write` it is made if absent.
    write : bool
        Whether rows may be added. While one program writes, no other opens the store, not
        even to read it; without a writer any number may read. Nobody waits: who comes second
        gets an error.

    Raises
    ------
    StoreError
        If it is absent (and `write` is false), is a folder or no store, or another program
        writes to it (or, with `write`, reads it).
    """
    from detente.store.duckdb import DuckStore

    return DuckStore(Path(path), write=write)
