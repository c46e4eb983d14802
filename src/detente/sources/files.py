"""Read files and folders: one text, one page; what cannot be read becomes a rejection."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

from detente.records import Page, Rejection, rejection
from detente.sources.archive import members
from detente.sources.decode import decode
from detente.sources.limits import FieldNames, Limits
from detente.sources.rows import csv_rows, json_file, json_lines
from detente.sources.streams import Budget, Unreadable, bounded, gunzipped, pieces, whole
from detente.sources.walk import PACKED, files_under, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["FieldNames", "Limits", "read_paths", "size_of"]


def size_of(paths: Iterable[str | Path]) -> int:
    """Add up the sizes on disk of all files that `read_paths` would read; bytes."""
    return sum(entry.stat().st_size for entry in files_under(paths) if isinstance(entry, Path))


def read_paths(
    paths: Iterable[str | Path],
    *,
    fields: FieldNames | None = None,
    limits: Limits | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Page | Rejection]:
    """Read texts from files and folders, in constant memory and always in the same order.

    Text, Markdown, HTML, JSON, JSON lines, CSV and TSV are read, each also with ``.gz`` or in
    a zip archive. Nothing raises: what cannot be read comes as a `Rejection`, and the rest is
    read on.

    Parameters
    ----------
    paths : Iterable of str or Path
        Files and folders. A folder is read with all below it, sorted by name.
    fields : FieldNames, optional
        Names of the fields of rows; by default the usual ones.
    limits : Limits, optional
        Bounds on lines, texts and archives.
    on_bytes : callable, optional
        Told how many bytes on disk were used up since the last call; all calls together come
        to `size_of` the paths.
    """
    for entry in files_under(paths):
        if isinstance(entry, Rejection):
            yield entry
        else:
            yield from _read_file(entry, fields or FieldNames(), limits or Limits(), on_bytes)


def _read_file(
    path: Path, fields: FieldNames, limits: Limits, on_bytes: Callable[[int], None] | None
) -> Iterator[Page | Rejection]:
    meter = _Meter(on_bytes)
    size = 0
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            if size == 0:
                raise Unreadable("empty file", "0 bytes")
            yield from _read_stream(path, stream, meter, fields=fields, limits=limits)
    except Unreadable as error:
        yield rejection(str(path), "sources", error.reason, error.detail)
    except OSError as error:
        yield rejection(str(path), "sources", "unreadable file", str(error))
    meter.reach(size)


def _read_stream(
    path: Path, stream: IO[bytes], meter: _Meter, *, fields: FieldNames, limits: Limits
) -> Iterator[Page | Rejection]:
    budget, size = Budget(limits), path.stat().st_size

    def read(incoming: Iterator[bytes], name: str, place: str) -> Iterator[Page | Rejection]:
        if name.lower().endswith(PACKED):
            incoming = bounded(gunzipped(incoming), size, budget)
        yield from _contents(incoming, kind_of(name), place, fields, limits)

    if kind_of(path.name) == "zip":
        yield from members(stream, str(path), budget, read, on_bytes=meter.add)
    else:
        yield from read(meter.watch(stream), path.name, str(path))


def _contents(
    incoming: Iterator[bytes], kind: str | None, place: str, fields: FieldNames, limits: Limits
) -> Iterator[Page | Rejection]:
    """Read one unpacked file of a known kind."""
    if kind == "jsonl":
        yield from _not_empty(json_lines(incoming, place, fields, limits))
    elif kind in ("csv", "tsv"):
        yield from _not_empty(csv_rows(incoming, place, fields, limits, tabs=kind == "tsv"))
    else:
        body = decode(whole(incoming, limits.text_bytes), html=kind == "html")
        if not body.strip():
            raise Unreadable("empty file", "nothing but blanks")
        if kind == "json":
            yield from _not_empty(json_file(body, place, fields))
        else:
            yield Page(source=place, media=kind or "txt", body=body)


def _not_empty(rows: Iterator[Page | Rejection]) -> Iterator[Page | Rejection]:
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007
        yield row
    if not count:
        raise Unreadable("empty file", "no rows")


class _Meter:
    """Report the bytes used up of one file, each byte once."""

    def __init__(self, on_bytes: Callable[[int], None] | None) -> None:
        self._report = on_bytes
        self._reached = 0

    def add(self, count: int) -> None:
        """Report so many more."""
        self._reached += count
        if self._report and count:
            self._report(count)

    def reach(self, position: int) -> None:
        """Report what is missing up to a position."""
        self.add(max(position - self._reached, 0))

    def watch(self, stream: IO[bytes]) -> Iterator[bytes]:
        """Pass a file on in pieces and report each behind it."""
        for piece in pieces(stream):
            yield piece
            self.add(len(piece))
