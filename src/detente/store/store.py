"""Keep tables: the waist between the text half and the table half.

`Store` fixes what every engine does; an engine adds the few hooks below. All tables are
append-only with content-hash ids, so the same rows may be added again without effect.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

    Engines implement the abstract hooks; everything else is final, so that every engine means
    the same.
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
    def has(self, name: str) -> bool:
        """Tell whether the store has a table; one made by an earlier version may lack it."""
        return self._has(table_named(name))

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
    def replace(self, name: str, rows: Iterable[Any], column: str, values: Sequence[str]) -> None:
        """Put records in the place of those with certain values in a column; all or nothing.

        Only for tables that are computed from others.

        Parameters
        ----------
        name : str
            A table.
        rows : Iterable of records
            What it shall hold.
        column : str
            A column of text.
        values : sequence of str
            Rows with one of these values there are taken out first.
        """
        table = table_named(name)
        with self._transaction():
            self._remove(table, column, values)
            self._append(table, to_arrow(rows, table))

    @final
    def owns(self, path: Path) -> bool:
        """Tell whether a file is part of the store itself."""
        return self._owns(path)

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
    def delimited(
        self,
        path: Path,
        columns: Sequence[str],
        *,
        delimiter: str,
        quoted: bool = False,
        header: bool = False,
    ) -> ibis.Table:
        """Give the columns of a text table as text; nothing is read before it is staged.

        Parameters
        ----------
        path : Path
            A plain file, UTF-8.
        columns : sequence of str
            Names of its columns, in order; an empty cell is null.
        delimiter : str
            What parts cells.
        quoted : bool
            Whether cells may stand in quotation marks.
        header : bool
            Whether the first line is left out.
        """
        return self._delimited(path, columns, delimiter=delimiter, quoted=quoted, header=header)

    @final
    def parquet(self, path: Path) -> ibis.Table:
        """Give the rows of a Parquet file; nothing is read before it is staged."""
        return self._parquet(path)

    @final
    def write(
        self,
        rows: ibis.Table,
        path: Path,
        *,
        delimiter: str | None = ",",
        header: bool = True,
        partition: Sequence[str] = (),
    ) -> None:
        """Write rows to a text table or to Parquet.

        Parameters
        ----------
        rows : ibis.Table
            What is written.
        path : Path
            A file; a folder with `partition`.
        delimiter : str or None
            What parts cells; None writes Parquet.
        header : bool
            Whether the first line names the columns.
        partition : sequence of str
            Columns by whose values files are parted in folders ``name=value``; Parquet only.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        self._write(rows, path, delimiter=delimiter, header=header, partition=partition)

    @final
    def stage(self, name: str, rows: ibis.Table) -> int:
        """Add rows to a passing table, made if absent; give how many. All or none are added.

        Raises
        ------
        StoreError
            If a row cannot be read: not UTF-8, or another number of columns.
        """
        return self._stage(name, rows)

    @final
    def staged(self, name: str) -> ibis.Table:
        """Give a passing table, with the column ``position``: 0 for its first row."""
        return self._staged(name)

    @final
    def unstage(self, name: str) -> None:
        """Drop a passing table if it is there."""
        self._unstage(name)

    @final
    def view(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Give a passing view of an expression, which is then worked out once for all its uses.

        Nothing is computed before the view is used. A view of that name is replaced.
        """
        return self._view(name, rows)

    @final
    def load(
        self,
        name: str,
        rows: ibis.Table,
        refused: ibis.Table,
        *,
        files: Sequence[str],
        expected: int | None,
        closing: Callable[[int], Mapping[str, list[Any]]],
    ) -> int:
        """Add rows to a table, what is refused to the rejections, and what is to be noted.

        All of it is stored, or nothing.

        Parameters
        ----------
        name : str
            A table with a column ``file``.
        rows : ibis.Table
            With the table's columns. Ids may come twice: the first in order of file and row
            stays.
        refused : ibis.Table
            With the columns of ``rejections``.
        files : sequence of str
            Ids of the files that the rows come from, in order; none of them is in the table.
        expected : int, optional
            How many rows there are if none is refused: with so many, `refused` is not computed.
        closing : callable
            Called when the rows are there, with the number left out because their id was there
            already or came twice; gives table and records that are added with them.

        Returns
        -------
        int
            How many rows were left out.
        """
        table = table_named(name)
        with self._transaction():
            given = self._insert(table, rows)
            if given != expected:
                self._insert(table_named("rejections"), refused)
            repeats = self._drop_repeats(table, files) if given else 0
            for other, records in closing(repeats).items():
                noted = table_named(other)
                self._append(noted, to_arrow(records, noted))
            return repeats

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
    def _owns(self, path: Path) -> bool:
        """Tell whether a file is part of the store itself."""

    @abstractmethod
    def _has(self, table: Table) -> bool:
        """Tell whether the table is there."""

    @abstractmethod
    def _append(self, table: Table, rows: pa.Table) -> int:
        """Add rows whose id is not there yet; give how many."""

    @abstractmethod
    def _remove(self, table: Table, column: str, values: Sequence[str]) -> None:
        """Take out rows with one of some values in a column."""

    @abstractmethod
    def _delimited(
        self, path: Path, columns: Sequence[str], *, delimiter: str, quoted: bool, header: bool
    ) -> ibis.Table:
        """Give the columns of a text table as text."""

    @abstractmethod
    def _parquet(self, path: Path) -> ibis.Table:
        """Give the rows of a Parquet file."""

    @abstractmethod
    def _write(
        self,
        rows: ibis.Table,
        path: Path,
        *,
        delimiter: str | None,
        header: bool,
        partition: Sequence[str],
    ) -> None:
        """Write rows to a text table or to Parquet."""

    @abstractmethod
    def _stage(self, name: str, rows: ibis.Table) -> int:
        """Add rows to a passing table; give how many."""

    @abstractmethod
    def _staged(self, name: str) -> ibis.Table:
        """Give a passing table with its column ``position``."""

    @abstractmethod
    def _unstage(self, name: str) -> None:
        """Drop a passing table."""

    @abstractmethod
    def _view(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Give a passing view of an expression."""

    @abstractmethod
    def _insert(self, table: Table, rows: ibis.Table) -> int:
        """Add rows without looking at their ids; give how many."""

    @abstractmethod
    def _drop_repeats(self, table: Table, files: Sequence[str]) -> int:
        """Take rows of new files back out whose id stands in an earlier row; give how many."""

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
