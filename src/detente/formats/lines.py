"""Read a table line by line where an engine gives up: bad lines are told apart by number."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Final

from detente.formats.layout import needs
from detente.formats.opening import STAGE
from detente.records import Rejection, rejection
from detente.sources.decode import HEAD, as_utf8, encoding_of
from detente.sources.limits import Limits
from detente.sources.streams import Unreadable, lines, pieces

if TYPE_CHECKING:
    from detente.formats.known import Shape

CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
"""What no line of text holds: all below the space but the tab."""
_CONTROLS_QUOTED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINES_OF_ROW: Final = 200
"""Most lines that a row of quoted cells may take; behind a stray mark no more are looked at."""
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
    header = shape.header
    with source.open("rb") as stream, out.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
        given = _decoded(lines(_pieces(stream), longest), place, longest)
        for row in _rows(given, shape, widths):
            if header:
                header = not row.text.strip()
                continue
            if row.bad is not None:
                yield row.bad
                continue
            if row.foreign:
                detail = "read as Windows-1252"
                yield rejection(row.where, STAGE, "not UTF-8", detail, counts_as_problem=False)
            cells = row.cells
            chosen = [cells[i] if i < len(cells) else "" for i in wanted]
            writer.writerow([row.number, *chosen])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Hold one line, or the lines of one row, and what is wrong with it."""

    number: Annotated[int, "number of its first line"]
    where: Annotated[str, "file and number of the line"]
    text: Annotated[str, "what stands there; without the line end"] = ""
    foreign: Annotated[bool, "whether it is no UTF-8"] = False
    cells: Annotated[list[str], "its cells"] = field(default_factory=list)
    bad: Annotated[Rejection | None, "why it cannot be read; null where it can"] = None


def _decoded(
    numbered: Iterable[tuple[int, bytes | None]], place: str, longest: int
) -> Iterator[_Row]:
    """Give lines as text."""
    for number, line in numbered:
        where = f"{place}#{number}"
        if line is None:
            bad = rejection(where, STAGE, "line too long", f"more than {longest:,} bytes")
            yield _Row(number=number, where=where, bad=bad)
            continue
        try:
            yield _Row(number=number, where=where, text=line.decode("utf-8"))
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            yield _Row(number=number, where=where, text=text, foreign=True)


def _rows(given: Iterable[_Row], shape: Shape, widths: set[int]) -> Iterator[_Row]:
    """Cut lines into cells; a quoted cell may go on over the next lines."""
    waiting = deque[_Row]()
    rest = iter(given)
    while (row := waiting.popleft() if waiting else next(rest, None)) is not None:
        if row.bad is not None:
            yield row
        elif not row.text.strip(" \r"):
            continue
        elif not shape.quoted:
            yield _cut(row, shape, widths)
        else:
            yield _cut_over_lines(row, waiting, rest, shape, widths)


def _cut_over_lines(
    row: _Row, waiting: deque[_Row], rest: Iterator[_Row], shape: Shape, widths: set[int]
) -> _Row:
    """Cut a row of quoted cells, with as many of the next lines as its last cell goes on.

    Lines that are looked at in vain wait to be rows of their own.
    """
    alone = _cut(row, shape, widths)
    if alone.bad is None or alone.bad.reason != "bad line":
        return alone
    parts, marks = [row], row.text.count('"')
    while marks % 2 and len(parts) < _LINES_OF_ROW:
        following = waiting.popleft() if waiting else next(rest, None)
        if following is None:
            break
        parts.append(following)
        if following.bad is not None:
            break
        marks += following.text.count('"')
    whole = replace(
        row,
        text="\n".join(part.text for part in parts),
        foreign=any(part.foreign for part in parts),
    )
    together = _cut(whole, shape, widths)
    if together.bad is not None or parts[-1].bad is not None:
        waiting.extendleft(reversed(parts[1:]))
        return alone
    return together


def _cut(row: _Row, shape: Shape, widths: set[int]) -> _Row:
    """Cut one row into its cells, or say why it cannot be read."""
    controls = _CONTROLS_QUOTED if shape.quoted else CONTROLS
    if controls.search(row.text):
        bad = rejection(row.where, STAGE, "control characters", row.text[:_SHOWN])
        return replace(row, bad=bad)
    try:
        cells = _cells(row.text, shape)
    except csv.Error as error:
        return replace(row, bad=rejection(row.where, STAGE, "bad line", str(error)))
    if len(cells) not in widths:
        expected = " or ".join(map(str, sorted(widths)))
        detail = f"{len(cells)} columns, expected {expected}"
        return replace(row, bad=rejection(row.where, STAGE, "wrong number of columns", detail))
    return replace(row, cells=cells)


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


def _cells(text: str, shape: Shape) -> list[str]:
    if not shape.quoted:
        return text.split(shape.delimiter)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=shape.delimiter, strict=True))
    if len(rows) != 1:
        raise csv.Error("a line end outside of quotation marks")
    return rows[0]
