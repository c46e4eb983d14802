"""List the formats that are read, and tell which one a file has."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from detente.errors import InputError, UnknownName
from detente.formats import (
    context,
    gdelt,
    icews,
    json_lines,
    own,
    phoenix,
    polecat,
    quadruples,
    tallies,
)
from detente.formats.layout import JsonLayout, Layout, matched
from detente.sources.decode import decode_line

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Final[tuple[Layout, ...]] = (
    *gdelt.LAYOUTS,
    icews.LAYOUT,
    polecat.LAYOUT,
    *phoenix.LAYOUTS,
    *tallies.LAYOUTS,
    *context.LAYOUTS,
    own.LAYOUT,
)
LAYOUTS: Final[Mapping[str, Layout | JsonLayout]] = {
    **{layout.name: layout for layout in TABLES},
    **{layout.name: layout for layout in json_lines.LAYOUTS},
}
NAMES: Final = (*LAYOUTS, "quadruples")
"""Names by which a format can be asked for."""

HEAD: Final = 1 << 20
"""Bytes of a file that are looked at to tell its format."""
PARQUET: Final = b"PAR1"
_LOOKED_AT: Final = 200
_NUMBER: Final = re.compile(r" *-?[0-9]{1,18} *")
_LEAST: Final = 0.5
"""Share of the rows looked at that must fit a format without a header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Hold how one file is to be read."""

    layout: Annotated[Layout | JsonLayout, "the format"]
    columns: Annotated[tuple[str, ...], "name of each column; '' for one that is not used"] = ()
    delimiter: Annotated[str, "what parts columns"] = "\t"
    header: Annotated[bool, "whether the first line names the columns"] = False
    quoted: Annotated[bool, "whether cells stand in quotation marks"] = False
    parquet: Annotated[bool, "whether it is a Parquet file"] = False

    @property
    def table(self) -> Layout:
        """Give the format of a table.

        Raises
        ------
        InputError
            If the file holds JSON lines.
        """
        if isinstance(self.layout, JsonLayout):
            raise InputError(f"{self.layout.title} are no table")
        return self.layout


def shape_of(path: Path, *, place: Path, wanted: str | None = None) -> Shape:
    """Tell the format of a plain file by its first lines.

    Parameters
    ----------
    path : Path
        The file, unpacked.
    place : Path
        Where it came from, for messages and for what lies beside it.
    wanted : str, optional
        Name of the format that it must have; without one it is guessed.

    Raises
    ------
    UnknownName
        If there is no format of the name wanted.
    InputError
        If no format fits, or not the one wanted.
    """
    if wanted is not None and wanted not in NAMES:
        raise UnknownName("format", wanted, NAMES)
    try:
        return _shape_of(path, place, wanted)
    except (csv.Error, ValueError) as error:
        raise InputError(f"{place.name}: no format fits; {error}") from error


def _shape_of(path: Path, place: Path, wanted: str | None) -> Shape:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    name = place.name
    if head.startswith(PARQUET):
        if wanted not in (None, own.LAYOUT.name):
            raise InputError(f"{name}: a Parquet file is no {wanted}")
        return Shape(layout=own.LAYOUT, parquet=True)
    csv.field_size_limit(max(csv.field_size_limit(), HEAD))
    lines = [decode_line(line.rstrip(b"\r")).lstrip("\ufeff") for line in head.split(b"\n")]
    if len(head) == HEAD:
        lines = lines[:-1]  # the last one may be cut
    every = [line for line in lines if line.strip()]
    lines = every[:_LOOKED_AT]
    if not lines:
        raise InputError(f"{name}: the file is empty")
    if lines[0].lstrip().startswith("{"):
        return _of_json(lines, name, wanted)
    if wanted != "quadruples":
        found = _with_header(lines, wanted) or _without_header(lines, wanted)
        if found is not None:
            return found
    if wanted in (None, "quadruples") and (found := _of_quadruples(lines, every, place)):
        return found
    begin = lines[0][:100]
    expected = (
        f"the file is no {wanted}" if wanted else f"no format fits; read are {', '.join(NAMES)}"
    )
    raise InputError(f"{name}: {expected}; it starts with {begin!r}")


def _of_json(lines: Sequence[str], name: str, wanted: str | None) -> Shape:
    for line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue
        keys = set(row) if isinstance(row, dict) else set()
        for layout in json_lines.LAYOUTS:
            if layout.keys <= keys and wanted in (None, layout.name):
                return Shape(layout=layout)
    raise InputError(f"{name}: no JSON lines of {wanted or 'PLOVER or NGEC'}")


def _with_header(lines: Sequence[str], wanted: str | None) -> Shape | None:
    """Give the format whose needed columns the first line names; the most columns count."""
    best: tuple[int, Shape] | None = None
    for delimiter in "\t,;":
        cells = _header(lines[0], delimiter)
        for layout in TABLES:
            names = matched(cells, layout)
            if wanted in (None, layout.name) and set(layout.needed) <= set(names):
                known = [name for name in names if name]
                shape = Shape(
                    layout=layout,
                    columns=tuple(name or "" for name in _once(names)),
                    delimiter=delimiter,
                    header=True,
                    quoted=delimiter != "\t",
                )
                if best is None or len(set(known)) > best[0]:
                    best = (len(set(known)), shape)
    return best[1] if best else None


def _header(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # longer than a header may be, or with a carriage return
        return []


def _once(names: Sequence[str | None]) -> list[str | None]:
    """Leave a name only where it stands first."""
    return [name if name not in names[:i] else None for i, name in enumerate(names)]


def _without_header(lines: Sequence[str], wanted: str | None) -> Shape | None:
    """Give the format that most rows fit by their number of columns and first cell."""
    best: tuple[float, Shape] | None = None
    for delimiter in "\t,":
        rows = [line.split(delimiter) for line in lines]
        for layout in TABLES:
            if not layout.widths or wanted not in (None, layout.name):
                continue
            fits = sum(
                len(row) in layout.widths
                and (layout.first is None or re.fullmatch(layout.first, row[0]) is not None)
                for row in rows
            ) / len(rows)
            if fits >= _LEAST and (best is None or fits > best[0]):
                columns = _petrarch(rows) if layout.name == "petrarch2" else layout.columns
                shape = Shape(layout=layout, columns=columns, delimiter=delimiter)
                best = (fits, shape)
    return best[1] if best else None


def _petrarch(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Give the columns of PETRARCH2 by their number; the address may be left out."""
    width = max((len(row) for row in rows), key=[len(row) for row in rows].count)
    if width == 7:
        return tuple(name for name in phoenix.PETRARCH[:8] if name != "url")
    return phoenix.PETRARCH[:width]


def _of_quadruples(lines: Sequence[str], every: Sequence[str], place: Path) -> Shape | None:
    rows = [line.strip().split("\t") for line in lines]
    numbers = [[int(cell) for cell in row if _NUMBER.fullmatch(cell)] for row in rows]
    good = [row for row, cells in zip(numbers, rows, strict=True) if len(row) == len(cells) >= 4]
    if len(good) < _LEAST * len(rows):
        return None
    width = len(good[0])
    if width > 5:
        return None
    cells = [row[3] for line in every if len(row := line.split("\t")) >= 4]
    times = [int(cell) for cell in cells if _NUMBER.fullmatch(cell)]
    layout = quadruples.layout_for(place.parent, times)
    return Shape(layout=layout, columns=quadruples.COLUMNS[:width])
