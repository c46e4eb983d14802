"""Read a table line by line where an engine gives up: bad lines are told apart by number."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from detente.formats.layout import needs
from detente.formats.opening import STAGE
from detente.records import Rejection, rejection
from detente.sources.decode import HEAD, as_utf8, encoding_of
from detente.sources.limits import Limits
from detente.sources.streams import Unreadable, lines, pieces

if TYPE_CHECKING:
    from detente.formats.known import Shape

CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SHOWN: Final = 80


def checked(
    source: Path, shape: Shape, place: str, out: Path, limits: Limits | None = None
) -> Iterator[Rejection]:
    """Write the good lines of a table to a file an engine reads, and give the bad ones.

    Parameters
    ----------
    source : Path
        The table, unpacked.
    shape : Shape
        How it is laid out.
    place : str
        Where it came from, for the rejections.
    out : Path
        File to be written: tabs, quotation marks, no header; the first column is the number
        of the line, then those columns that the layout reads and the file has.

    Yields
    ------
    Rejection
        One for each line that cannot be read; and a note, no problem, for each that was no
        UTF-8 and was read as Windows-1252.
    """
    layout = shape.table
    wanted = [i for i, name in enumerate(shape.columns) if name in needs(layout)]
    widths = {len(shape.columns)} if shape.header else set(layout.widths)
    widths.add(len(shape.columns))
    longest = (limits or Limits()).line_bytes
    csv.field_size_limit(max(csv.field_size_limit(), longest))
    with source.open("rb") as stream, out.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
        for number, line in lines(_pieces(stream), longest):
            if number == 1 and shape.header:
                continue
            where = f"{place}#{number}"
            if line is None:
                yield rejection(where, STAGE, "line too long", f"more than {longest:,} bytes")
                continue
            if not line.strip():
                continue
            text, foreign = _decoded(line)
            if CONTROLS.search(text):
                yield rejection(where, STAGE, "control characters", text[:_SHOWN])
                continue
            try:
                cells = _cells(text, shape)
            except csv.Error as error:
                yield rejection(where, STAGE, "bad line", str(error))
                continue
            if len(cells) not in widths:
                expected = " or ".join(map(str, sorted(widths)))
                detail = f"{len(cells)} columns, expected {expected}"
                yield rejection(where, STAGE, "wrong number of columns", detail)
                continue
            if foreign:
                detail = "read as Windows-1252"
                yield rejection(where, STAGE, "not UTF-8", detail, counts_as_problem=False)
            writer.writerow([number, *(cells[i] if i < len(cells) else "" for i in wanted)])


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Give the bytes of a file; UTF-16 and a mark at the beginning are turned into UTF-8.

    Other encodings are told line by line: one odd byte says nothing of the other lines.
    """
    try:
        name = encoding_of(stream.read(HEAD))
    except Unreadable:
        name = "binary"
    stream.seek(0)
    marked = name == "utf-8-sig" or name.startswith("utf-16")
    return as_utf8(pieces(stream)) if marked else pieces(stream)


def columns_of(shape: Shape) -> tuple[str, ...]:
    """Give the columns of the file that `checked` writes."""
    wanted = needs(shape.table)
    return ("row", *(name for name in shape.columns if name in wanted))


def _decoded(line: bytes) -> tuple[str, bool]:
    try:
        return line.decode("utf-8"), False
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace"), True


def _cells(text: str, shape: Shape) -> list[str]:
    if not shape.quoted:
        return text.split(shape.delimiter)
    return next(csv.reader([text], delimiter=shape.delimiter, strict=True), [])
