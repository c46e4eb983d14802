"""Read event data of other projects into a store, and say what came of each file."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.errors import DetenteError, InputError, StoreError, UnknownName
from detente.formats.known import Shape, shape_of
from detente.formats.layout import JsonLayout, Layout, blank, completed, needs
from detente.formats.lines import checked, columns_of
from detente.formats.object_lines import rows_of_lines
from detente.formats.opening import STAGE, Opened, digest_of, files_in, is_plain, opened
from detente.records import Coded, Ingested, Rejection, rejection

if TYPE_CHECKING:
    import datetime as dt

    import ibis

    from detente.store.store import Store

ROWS_AT_ONCE: Final = 1_000_000
"""Rows of small files that are gathered before they are stored together: looking for repeats
reads all ids that are there."""
_INCOMING: Final = "waiting"
_SHAPED: Final = "shaped"
_SHOWN: Final = 4
"""Columns of a bad row that its rejection shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """Hold one file whose rows wait to be stored."""

    file: Annotated[Ingested, "the file, without what was kept"]
    base: Annotated[int, "position of its first row among those that wait"]
    header: Annotated[int, "lines before the first row"]
    rejections: Annotated[list[Rejection], "what could not be read"]


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """Hold the files of one format whose rows wait."""

    layout: Annotated[Layout, "the format"]
    name: Annotated[str, "passing table of their rows"]
    waiting: Annotated[list[_Waiting], "the files"] = field(default_factory=list)
    rows: Annotated[int, "their rows that could be read"] = 0


def ingest_paths(
    paths: Iterable[str | Path],
    store: Store,
    *,
    now: dt.date,
    form: str | None = None,
    on_file: Callable[[str], None] | None = None,
) -> Iterator[Ingested | Rejection]:
    """Read files of event data; what was read before, by its bytes, is not read again.

    Parameters
    ----------
    paths : Iterable of str or Path
        Files and folders; packed by gzip or zip or not. The files of the store are passed over.
    store : Store
        Open for writing.
    now : date
        Today; UTC.
    form : str, optional
        Name of the format of all files (`detente.formats.known.NAMES`); guessed if absent.
    on_file : callable, optional
        Told each file before it is read.

    Yields
    ------
    Ingested
        One for each file that was read, once its rows are stored.
    Rejection
        One for each file that could not be used, or was read before (a note, no problem). It
        is stored too.

    Raises
    ------
    UnknownName
        If there is no format of that name.
    """
    with TemporaryDirectory() as folder:
        reader = _Reader(store, now, Path(folder))
        for entry in files_in(paths):
            if isinstance(entry, Rejection):
                yield reader.refused(entry)
                continue
            if store.owns(entry):
                continue
            if on_file is not None:
                on_file(str(entry))
            for one in opened(entry, reader.room):
                if isinstance(one, Rejection):
                    yield reader.refused(one)
                else:
                    yield from reader.read(one, form)
        yield from reader.flush()


class _Reader:
    """Gather rows of files and store them."""

    def __init__(self, store: Store, now: dt.date, room: Path) -> None:
        self.room = room
        self._store, self._now = store, now
        files = store.table("files")
        self._known = set(store.arrow(files.select(files.id))["id"].to_pylist())
        self._gathered: list[_Gathered] = []
        self._passing = 0

    def refused(self, one: Rejection) -> Rejection:
        self._store.append("rejections", [one])
        return one

    def read(self, one: Opened, form: str | None) -> Iterator[Ingested | Rejection]:
        began = time.perf_counter()
        digest = digest_of(one.path)
        if digest in self._known:
            detail = "the same bytes are in the store"
            yield self.refused(
                rejection(one.place, STAGE, "read before", detail, counts_as_problem=False)
            )
            return
        try:
            shape = shape_of(one.path, place=one.origin, wanted=form)
        except UnknownName:
            raise
        except InputError as error:
            yield self.refused(rejection(one.place, STAGE, "no known format", str(error)))
            return
        self._known.add(digest)
        file = Ingested(
            id=digest, path=one.place, format=shape.layout.name, size=one.size, rows=0, kept=0,
            repeats=0, rejected=0, day=self._now,
        )  # fmt: skip
        if isinstance(shape.layout, JsonLayout):
            yield self._json(one, shape.layout, file, began)
            return
        gathered = self._gathered_of(shape.layout)
        try:
            self._add(one, shape, gathered, file, began)
        except (DetenteError, ValueError, csv.Error) as error:
            yield self.refused(rejection(one.place, STAGE, "unreadable file", str(error)))
        if gathered.layout.several:
            yield from self._flushed(gathered)
        elif sum(one.rows for one in self._gathered) >= ROWS_AT_ONCE:
            yield from self.flush()

    def _gathered_of(self, layout: Layout) -> _Gathered:
        """Give the files of that format that wait."""
        for one in self._gathered:
            if one.layout == layout:
                return one
        self._passing += 1
        made = _Gathered(layout=layout, name=f"{_INCOMING}_{self._passing}")
        self._gathered.append(made)
        return made

    def _add(
        self, one: Opened, shape: Shape, gathered: _Gathered, file: Ingested, began: float
    ) -> None:
        found: list[Rejection] = []
        try:
            if not shape.parquet and not is_plain(one.path, quoted=shape.quoted):
                raise StoreError(f"{one.place} is not plain UTF-8")
            rows = self._stage(self._scan(one.path, shape), gathered, file.id)
        except StoreError:
            if shape.parquet:
                raise
            tidy = self.room / "checked"
            found = list(checked(one.path, shape, one.place, tidy))
            columns = columns_of(shape)
            raw = self._store.delimited(tidy, columns, delimiter="\t", quoted=True)
            rows = self._stage(raw, gathered, file.id)
            tidy.unlink()
        if one.cut is not None:
            found.append(rejection(one.place, STAGE, "cut short", f"{one.cut}; {rows} rows read"))
        bad = sum(r.counts_as_problem for r in found) - (one.cut is not None)
        took = time.perf_counter() - began
        gathered.waiting.append(
            _Waiting(
                file=replace(file, rows=rows + bad, rejected=bad, seconds=took),
                base=gathered.rows,
                header=int(shape.header),
                rejections=found,
            )
        )
        gathered.rows += rows

    def _scan(self, path: Path, shape: Shape) -> ibis.Table:
        if shape.parquet:
            return self._store.parquet(path)
        names = [name or f"unused{i}" for i, name in enumerate(shape.columns)]
        raw = self._store.delimited(
            path, names, delimiter=shape.delimiter, quoted=shape.quoted, header=shape.header
        )
        return raw.select(*(name for name in names if name in needs(shape.table)))

    def _stage(self, raw: ibis.Table, gathered: _Gathered, digest: str) -> int:
        import ibis

        layout = gathered.layout
        row = raw["row"].cast("int64") if "row" in raw.columns else ibis.literal(None, "int64")
        full = completed(raw, layout)
        columns = {name: full[name].cast("string") for name in needs(layout)}
        return self._store.stage(
            gathered.name, full.select(**columns, file=ibis.literal(digest), row=row)
        )

    def flush(self) -> Iterator[Ingested]:
        """Store what waits; give the files."""
        for gathered in list(self._gathered):
            yield from self._flushed(gathered)

    def _flushed(self, gathered: _Gathered) -> Iterator[Ingested]:
        waiting, layout = gathered.waiting, gathered.layout
        self._gathered.remove(gathered)
        if not waiting:
            return
        began = time.perf_counter()
        rows = layout.rows(blank(self._raw(gathered), layout.nulls))
        shaped = self._store.view(_SHAPED, rows)
        good = shaped.filter(shaped.problem.isnull())
        bad = shaped.filter(shaped.problem.notnull())
        refused = _rejections(bad, {one.file.id: one.file.path for one in waiting})
        if layout.several:
            refused = refused.distinct(on="id", keep="first")
        done: list[Ingested] = []

        def closing(repeats: int) -> dict[str, list[Any]]:
            done.extend(self._counted(gathered, repeats, began))
            found = [replace(r, run_id=one.file.id) for one in waiting for r in one.rejections]
            return {"files": done, "rejections": found}

        files = [one.file.id for one in waiting]
        self._store.load(
            layout.table,
            good,
            refused,
            files=files,
            expected=None if layout.several else gathered.rows,
            closing=closing,
        )
        self._store.unstage(gathered.name)
        yield from done

    def _raw(self, gathered: _Gathered) -> ibis.Table:
        """Give the rows that wait, with the number of their line and the beginning of it."""
        import ibis
        import pyarrow as pa

        layout, waiting = gathered.layout, gathered.waiting
        staged = self._store.staged(gathered.name)
        known = ibis.memtable(
            pa.table(
                {
                    "file_key": [one.file.id for one in waiting],
                    "before": [one.header + 1 - one.base for one in waiting],
                }
            )
        )
        joined = staged.inner_join(known, staged.file == known.file_key)
        cells = [joined[name].coalesce("") for name in needs(layout)[:_SHOWN]]
        shown = cells[0]
        for cell in cells[1:]:
            shown = shown + " | " + cell
        row = joined.row.coalesce(joined.position + joined.before)
        return joined.mutate(row=row, shown=shown.substr(0, 200)).drop(
            "file_key", "before", "position"
        )

    def _counted(self, gathered: _Gathered, repeats: int, began: float) -> Iterator[Ingested]:
        """Give the files that wait with what was kept of them."""
        layout = gathered.layout
        files = [one.file.id for one in gathered.waiting]
        table, refused = self._store.table(layout.table), self._store.table("rejections")
        table = table.filter(table.file.isin(files))
        refused = refused.filter(refused.run_id.isin(files))
        day = table["start" if layout.table == "tallies" else "day"]
        counts = table.group_by("file").aggregate(
            kept=table.count(), first=day.min(), last=day.max()
        )
        kept = {row["file"]: row for row in self._store.arrow(counts).to_pylist()}
        counts = refused.group_by("run_id").aggregate(n=refused.count())
        bad = {row["run_id"]: row["n"] for row in self._store.arrow(counts).to_pylist()}
        share = (time.perf_counter() - began) / max(len(files), 1)
        for one in gathered.waiting:
            own = kept.get(one.file.id, {"kept": 0, "first": None, "last": None})
            rejected = bad.get(one.file.id, 0)
            given = one.file.rows - one.file.rejected - rejected
            yield replace(
                one.file,
                kept=own["kept"],
                rejected=one.file.rejected + rejected,
                repeats=repeats if layout.several else given - own["kept"],
                first_day=own["first"],
                last_day=own["last"],
                seconds=one.file.seconds + share,
            )

    def _json(self, one: Opened, layout: JsonLayout, file: Ingested, began: float) -> Ingested:
        """Read JSON lines; all of them are stored, or none."""
        found: list[Coded] = []
        refused: list[Rejection] = []
        events = 0
        for rows, bad in rows_of_lines(one.path, layout, one.place):
            events += 1
            found += [replace(row, file=file.id) for row in rows]
            refused += [bad] if bad else []
        if one.cut is not None:
            refused.append(rejection(one.place, STAGE, "cut short", one.cut))
        kept = self._store.append("coded", found)
        days = [c.day for c in found]
        done = replace(
            file,
            rows=events,
            kept=kept,
            repeats=len(found) - kept,
            rejected=sum(r.counts_as_problem for r in refused) - (one.cut is not None),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
            seconds=time.perf_counter() - began,
        )
        self._store.append_all(
            {"files": [done], "rejections": [replace(r, run_id=file.id) for r in refused]}
        )
        return done


def _rejections(bad: ibis.Table, paths: dict[str, str]) -> ibis.Table:
    """Turn rows with a problem into rows of the table of rejections."""
    import ibis
    import pyarrow as pa

    known = ibis.memtable(pa.table({"place_key": list(paths), "place_path": list(paths.values())}))
    joined = bad.inner_join(known, bad.file == known.place_key)
    line = joined["row"].cast("string")
    return joined.select(
        id=joined.file + ":" + line + ":" + joined.problem,
        source=joined.place_path + "#" + line,
        document_id=ibis.literal(None, "string"),
        stage=ibis.literal(STAGE),
        reason=joined.problem,
        detail=joined.shown,
        counts_as_problem=ibis.literal(True),
        run_id=joined.file,
    )
