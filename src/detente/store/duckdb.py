"""Keep the tables in one DuckDB file: the default engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.errors import StoreError
from detente.store.store import Store
from detente.store.tables import TABLES, Table, schema_of

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa


LINE_BYTES: Final = 20_000_000
"""Longest line of a text table; bytes."""


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
        self._passing: set[str] = set()
        self._viewed: dict[str, ibis.Table] = {}
        self._tables = set(self._engine.list_tables())
        if not self._tables & set(TABLES) and (self._tables or not write):
            self.close()
            raise StoreError(_not_a_store(path, self._tables))
        if write:
            for table in TABLES.values():
                if table.name not in self._tables:
                    self._engine.create_table(table.name, schema=schema_of(table))
                    self._tables.add(table.name)
                self._complete(table)

    def _complete(self, table: Table) -> None:
        """Add columns that the table of an earlier version lacks; old rows have nulls there."""
        from ibis.backends.sql.datatypes import DuckDBType

        there = set(self._engine.table(table.name).columns)
        for name, kind in schema_of(table).items():
            if name not in there:
                told = DuckDBType.to_string(kind.copy(nullable=True))
                self._engine.con.execute(f'ALTER TABLE {table.name} ADD COLUMN "{name}" {told}')

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

    def _has(self, table: Table) -> bool:
        return table.name in self._tables

    def _owns(self, path: Path) -> bool:
        own, whole = self._path.resolve(), path.resolve()
        beside = [own.with_name(own.name + ending) for ending in (".wal", ".tmp")]
        return whole in (own, *beside) or beside[1] in whole.parents

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

    def _remove(self, table: Table, column: str, values: Sequence[str]) -> None:
        self._engine.con.execute(
            f'DELETE FROM {table.name} WHERE "{column}" IN '  # noqa: S608
            f"(SELECT unnest(CAST($1 AS VARCHAR[])))",
            [list(values)],
        )

    def _delimited(
        self, path: Path, columns: Sequence[str], *, delimiter: str, quoted: bool, header: bool
    ) -> ibis.Table:
        quote = '"' if quoted else ""
        return self._engine.read_csv(
            path,
            columns=dict.fromkeys(columns, "VARCHAR"),
            delim=delimiter,
            quote=quote,
            escape=quote,
            header=header,
            auto_detect=False,
            strict_mode=True,
            null_padding=False,
            max_line_size=LINE_BYTES,
        )

    def _parquet(self, path: Path) -> ibis.Table:
        import duckdb

        try:
            return self._engine.read_parquet(path)
        except duckdb.Error as error:
            raise StoreError(f"the Parquet file {path} cannot be read: {error}") from error

    def _write(
        self,
        rows: ibis.Table,
        path: Path,
        *,
        delimiter: str | None,
        header: bool,
        partition: Sequence[str],
    ) -> None:
        import duckdb

        options: dict[str, object] = {}
        try:
            if delimiter is None:
                if partition:
                    options = {"partition_by": tuple(partition), "overwrite_or_ignore": True}
                rows.to_parquet(path, compression="zstd", **options)
            elif delimiter == "\t":  # no quotation marks: tools of other projects know none
                plain = {
                    name: rows[name].re_replace(r"[\t\r\n\"]+", " ")
                    for name, kind in rows.schema().items()
                    if kind.is_string()
                }
                rows.mutate(**plain).to_csv(path, delimiter=delimiter, header=header, quote="")
            else:
                rows.to_csv(path, delimiter=delimiter, header=header)
        except (duckdb.Error, OSError) as error:
            raise StoreError(f"{path} cannot be written: {error}") from error

    def _stage(self, name: str, rows: ibis.Table) -> int:
        import duckdb

        if name not in self._passing:
            self._engine.create_table(name, schema=rows.schema(), temp=True)
            self._passing.add(name)
        before = self.count(self._engine.table(name))
        try:
            self._engine.insert(name, rows)
        except duckdb.Error as error:
            raise StoreError(str(error)) from error
        return self.count(self._engine.table(name)) - before

    def _staged(self, name: str) -> ibis.Table:
        table = self._engine.table(name)
        return table.mutate(position=table.rowid())

    def _unstage(self, name: str) -> None:
        if name in self._passing:
            self._engine.drop_table(name)
            self._passing.remove(name)

    def _view(self, name: str, rows: ibis.Table) -> ibis.Table:
        import duckdb
        from ibis.expr.operations import InMemoryTable

        connection = self._engine.con
        try:
            for small in rows.op().find(InMemoryTable):
                connection.register(small.name, small.data.to_pyarrow(small.schema))
            text = self._engine.compile(rows)
            connection.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {text}')
        except duckdb.Error as error:
            raise StoreError(str(error)) from error
        self._viewed[name] = rows  # DuckDB drops what is in memory with the expression
        return self._engine.table(name)

    def _insert(self, table: Table, rows: ibis.Table) -> int:
        import duckdb

        kept = self._engine.table(table.name)
        before = self.count(kept)
        try:
            self._engine.insert(table.name, rows.select(*kept.columns))
        except duckdb.Error as error:
            raise StoreError(f"rows could not be stored: {error}") from error
        return self.count(kept) - before

    def _drop_repeats(self, table: Table, files: Sequence[str]) -> int:
        name = table.name
        new = ", ".join(f"'{file}'" for file in files)  # hexadecimal digits
        is_new, is_old = f"file IN ({new})", f"file NOT IN ({new})"
        found = self._engine.con.execute(
            f"SELECT count(*) - count(DISTINCT hash(id)), "  # noqa: S608
            f"(SELECT count(*) FROM {name} WHERE {is_old} AND id IN "
            f"(SELECT id FROM {name} WHERE {is_new})) FROM {name} WHERE {is_new}"
        ).fetchone()
        if not found or not (found[0] or found[1]):
            return 0
        gone = self._engine.con.execute(
            f"DELETE FROM {name} WHERE {is_new} AND rowid IN (SELECT rowid FROM "  # noqa: S608
            f"(SELECT rowid, row_number() OVER (PARTITION BY id ORDER BY {is_new}, "
            f'list_position([{new}], file), "row", rowid) AS turn FROM {name} '
            f"WHERE id IN (SELECT id FROM {name} WHERE {is_new})) WHERE turn > 1)"
        ).fetchone()
        return int(gone[0]) if gone else 0

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
