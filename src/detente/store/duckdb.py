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

        if not write and not path.is_file():
            raise StoreError(
                f"there is no store at {path}; make one with: detente code … --store {path}"
            )
        if path.is_dir():
            raise StoreError(
                f"{path} is a folder; a store is one file, for example {path / 'news.duckdb'}"
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._engine = ibis.duckdb.connect(path, read_only=not write)
        except duckdb.Error as error:
            raise StoreError(f"the store {path} cannot be opened: {error}") from error
        if write:
            existing = set(self._engine.list_tables())
            for table in TABLES.values():
                if table.name not in existing:
                    self._engine.create_table(table.name, schema=schema_of(table))

    def close(self) -> None:
        """Write everything and let go of the file."""
        self._engine.disconnect()

    def _table(self, table: Table) -> ibis.Table:
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
