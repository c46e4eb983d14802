"""Keep the tables in one DuckDB file: the default engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import StoreError
from detente.store.store import Store
from detente.store.tables import TABLES, Table, schema_of

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa


class DuckStore(Store):
    """Be a store in one DuckDB file, reached through Ibis."""

    def __init__(self, path: Path, *, write: bool) -> None:
        import duckdb
        import ibis

        if path.is_dir():
            raise StoreError(
                f"{path} is a folder; a store is one file, for example {path / 'news.duckdb'}"
            )
        if not write and not path.is_file():
            raise StoreError(
                f"there is no store at {path}; make one with: detente code … --store {path}"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._engine = ibis.duckdb.connect(path, read_only=not write)
        except duckdb.Error as error:
            raise StoreError(f"the store {path} cannot be opened: {error}") from error
        self._path = path
        self._tables = set(self._engine.list_tables())
        if not self._tables & set(TABLES) and (self._tables or not write):
            self.close()
            raise StoreError(_not_a_store(path, self._tables))
        if write:
            for table in TABLES.values():
                if table.name not in self._tables:
                    self._engine.create_table(table.name, schema=schema_of(table))
                    self._tables.add(table.name)

    def close(self) -> None:
        """Write everything and let go of the file."""
        self._engine.disconnect()

    def _table(self, table: Table) -> ibis.Table:
        if table.name not in self._tables:
            raise StoreError(
                f"the store {self._path} has no table {table.name}: an earlier version made it; "
                f"open it once for writing and the table is added"
            )
        expression: ibis.Table = self._engine.table(table.name)
        return expression

    def _append(self, table: Table, rows: pa.Table) -> int:
        if rows.num_rows == 0:
            return 0
        connection = self._engine.con
        connection.register("incoming", rows)
        columns = ", ".join(f'"{name}"' for name in rows.column_names)
        added = connection.execute(
            f"INSERT INTO {table.name} ({columns}) "  # noqa: S608  (names are the project's own)
            f"SELECT DISTINCT ON (id) {columns} FROM incoming "
            f"WHERE id NOT IN (SELECT id FROM {table.name})"
        ).fetchone()
        connection.unregister("incoming")
        return int(added[0]) if added else 0

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        import duckdb

        connection = self._engine.con
        connection.execute("BEGIN TRANSACTION")
        try:
            yield
        except duckdb.Error as error:
            connection.execute("ROLLBACK")
            raise StoreError(f"rows could not be stored: {error}") from error
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _arrow(self, expression: ibis.Table) -> pa.Table:
        computed: pa.Table = expression.to_pyarrow()
        return computed


def _not_a_store(path: Path, tables: set[str]) -> str:
    held = ", ".join(sorted(tables)[:5]) or "none"
    more = " …" if len(tables) > 5 else ""
    return (
        f"{path} is a DuckDB file but no store: its tables are {held}{more}, none of "
        f"{', '.join(TABLES)}; name another file"
    )
