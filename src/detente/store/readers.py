"""Let many threads read one store, beside tables that were computed from it once.

DuckDB gives each connection its own results and temporary tables, so threads must not share
one. `Readers` opens the file once and lends connections of it, each to one thread at a time.
What is dear to compute lies in a second file, the *side file*, which all of them see. It can be
made again at any time.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from detente.errors import StoreError
from detente.records import content_id
from detente.store.duckdb import DuckStore
from detente.store.store import open_store
from detente.store.tables import table_named

if TYPE_CHECKING:
    import duckdb
    import ibis
    import pyarrow as pa
    from numpy.typing import NDArray

MEMORY: Final = "450MB"
"""What the engine may keep in memory before it writes to disk; the rest of the dashboard, with
the models of the coder, takes about as much again."""
BUILDING: Final = "900MB"
"""The same while the side file is computed."""
THREADS: Final = 2
"""Processors for one question: more would help one reader and hinder the others."""
CONNECTIONS: Final = 6
"""Threads that read at a time; more of them wait for each other in the engine anyhow."""
_HOME: Final = "store"


Plan: TypeAlias = "Sequence[tuple[str, Callable[[Reader], ibis.Table]]]"


class Reader(DuckStore):
    """Be one connection to a store that others read at the same time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path, side: str) -> None:
        import ibis

        connection.execute(f"USE {_HOME}")
        connection.execute("SET enable_progress_bar = false")
        self._side = side
        self._engine = ibis.duckdb.from_connection(connection)
        self._path = path
        self._passing: set[str] = set()
        self._tables = set(self._engine.list_tables())

    def interrupt(self) -> None:
        """Break off what another thread computes on this connection."""
        self._engine.con.interrupt()

    def kept(self, name: str) -> ibis.Table:
        """Give a table of the side file."""
        found: ibis.Table = self._engine.table(name, database=f"{self._side}.main")
        return found

    def keep(self, name: str, rows: ibis.Table) -> None:
        """Compute rows into a table of the side file; only while that is made."""
        import ibis

        query = ibis.to_sql(rows, dialect="duckdb")
        self._engine.con.execute(f'CREATE TABLE {self._side}.main."{name}" AS {query}')

    def at(
        self, name: str, places: Sequence[int] | NDArray[np.int64], *, columns: Sequence[str] = ()
    ) -> pa.Table:
        """Give the rows of a table at some places (``rowid``), in any order.

        Parameters
        ----------
        name : str
            A table.
        places : sequence of int
            As the side file holds them; they hold as long as nothing is written.
        columns : sequence of str
            Columns to give; all by default.
        """
        if name not in self._tables or not len(places):
            return _none(name)
        chosen = ", ".join(f'"{one}"' for one in columns) or "*"
        found: pa.Table = self._engine.con.execute(
            f"SELECT {chosen} FROM {table_named(name).name} WHERE rowid "  # noqa: S608
            f"IN (SELECT unnest(CAST($1 AS BIGINT[])))",
            [[int(one) for one in places]],
        ).to_arrow_table()
        return found

    def numbers_of(self, name: str, column: str, key: str) -> list[int]:
        """Give a column of numbers of the rows of a side table with that id, in order."""
        found = self._engine.con.execute(
            f'SELECT "{column}" FROM {self._side}.main."{name}" WHERE id = $1',  # noqa: S608
            [key],
        ).fetchall()
        return sorted(int(row[0]) for row in found)

    def places_of(self, name: str, column: str, keys: Sequence[str]) -> dict[str, int]:
        """Give a column of numbers of the rows of a side table by id; ids it has not are left out.

        Where an id has several rows, it is one of them.
        """
        found = self._engine.con.execute(
            f'SELECT id, "{column}" FROM {self._side}.main."{name}" '  # noqa: S608
            "WHERE id IN (SELECT unnest(CAST($1 AS VARCHAR[])))",
            [list(keys)],
        ).fetchall()
        return {str(key): int(number) for key, number in found}

    def numbers_with(self, name: str, word: str) -> NDArray[np.int64]:
        """Give the numbers of the texts that hold a word, each once, in order."""
        import ibis

        key = self._engine.compile(ibis.literal(word).hash())
        found = self._engine.con.execute(
            f'SELECT number FROM {self._side}.main."{name}" WHERE word = ({key})'  # noqa: S608
        ).fetchnumpy()
        return np.unique(np.asarray(found["number"], dtype=np.int64))


@cache
def _none(name: str) -> pa.Table:
    from detente.store.tables import to_arrow

    return to_arrow([], table_named(name))


class Readers:
    """Hold a store open for many threads.

    Parameters
    ----------
    path : Path
        File of the store.
    side : Path
        Folder of side files.
    write : bool
        Whether rows may be added, by one thread at a time.

    Raises
    ------
    StoreError
        As `detente.store.store.open_store` does.
    """

    def __init__(self, path: Path, *, side: Path, write: bool = False) -> None:
        import duckdb

        with open_store(path, write=write):
            pass  # says in words what is wrong with it, and adds columns that it lacks
        self.path, self._folder, self._turn = path.resolve(), side, 0
        self._stops = False
        self._root = duckdb.connect(
            ":memory:",
            config={"memory_limit": MEMORY, "threads": THREADS},
        )
        mode = "" if write else " (READ_ONLY)"
        try:
            self._root.execute(f"ATTACH {_quoted(self.path)} AS {_HOME}{mode}")
        except duckdb.Error as error:
            self._root.close()
            raise StoreError(f"the store {path} cannot be opened: {error}") from error
        self._free: queue.Queue[Reader] = queue.Queue()
        self._every: list[Reader] = []

    def build(self, plan: Plan, version: str) -> None:
        """Compute the side file, unless that of this state of the store is there, and show it.

        Called again after rows were added; who reads meanwhile reads the former one to the end.

        Parameters
        ----------
        plan : sequence of pairs
            Names and functions that give expressions; a later one may stand on earlier ones,
            by `Reader.kept`.
        version : str
            Of the plan: what was computed by another one is made again.
        """
        made = self._file(version)
        if not made.is_file():
            self._compute(plan, made)
        self._turn += 1
        alias = f"side{self._turn}"
        self._root.execute(f"ATTACH {_quoted(made)} AS {alias} (READ_ONLY)")
        free: queue.Queue[Reader] = queue.Queue()
        for _ in range(CONNECTIONS):
            free.put(self._reader(alias))
        self._free = free

    def _reader(self, alias: str) -> Reader:
        reader = Reader(self._root.cursor(), self.path, alias)
        self._every.append(reader)
        return reader

    def _file(self, version: str) -> Path:
        """Name the side file by what it was computed from: the store as it is now."""
        files = (self.path, self.path.with_name(f"{self.path.name}.wal"))
        marks = [(s.st_size, s.st_mtime_ns) for s in (f.stat() for f in files if f.is_file())]
        return self._folder / f"{content_id(self.path)}-{content_id(version, marks)}.duckdb"

    def _compute(self, plan: Plan, made: Path) -> None:
        import duckdb

        made.parent.mkdir(parents=True, exist_ok=True)
        for old in made.parent.glob(f"{content_id(self.path)}-*"):
            old.unlink(missing_ok=True)  # who reads it still has it open
        passing = made.with_suffix(".part")
        self._root.execute(f"SET memory_limit = '{BUILDING}'")
        self._root.execute(f"ATTACH {_quoted(passing)} AS making")
        builder = self._reader("making")
        try:
            for name, expression in plan:
                if self._stops:
                    raise StoreError("stopped while the store was being prepared")
                builder.keep(name, expression(builder))
        except duckdb.Error as error:
            raise StoreError(f"the store {self.path} cannot be prepared: {error}") from error
        finally:
            self._every.remove(builder)
            builder.close()
            self._root.execute("DETACH making")
            self._root.execute(f"SET memory_limit = '{MEMORY}'")
        passing.replace(made)

    @contextmanager
    def borrow(self, timeout_s: float = 20.0) -> Iterator[Reader]:
        """Lend a connection to one thread.

        Raises
        ------
        StoreError
            If none comes free in time.
        """
        free = self._free
        try:
            reader = free.get(timeout=timeout_s)
        except queue.Empty as error:
            raise StoreError(
                f"the store {self.path.name} is busy: no connection came free in {timeout_s:.0f} s"
            ) from error
        try:
            yield reader
        finally:
            free.put(reader)

    def settle(self) -> None:
        """Write what was added into the file of the store, so that `build` sees it."""
        self._root.cursor().execute(f"CHECKPOINT {_HOME}")

    def stop(self) -> None:
        """Break off what is being computed."""
        self._stops = True
        for reader in tuple(self._every):
            reader.interrupt()

    def close(self) -> None:
        """Let go of the files; nothing may be computed any more."""
        for reader in self._every:
            reader.close()
        self._root.close()


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
