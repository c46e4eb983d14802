"""Read a file of JSON lines object by object: bad lines are told apart by number."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.formats.opening import STAGE
from detente.records import Coded, Rejection, rejection
from detente.sources.decode import decode_line
from detente.sources.limits import Limits
from detente.sources.streams import lines, pieces

if TYPE_CHECKING:
    from detente.formats.layout import JsonLayout


def rows_of_lines(
    path: Path, layout: JsonLayout, place: str
) -> Iterator[tuple[list[Coded], Rejection | None]]:
    """Give for each line that is not empty its rows, and why it has none.

    Parameters
    ----------
    path : Path
        The file, unpacked.
    layout : JsonLayout
        How an object is laid out.
    place : str
        Where the file came from, for the rejections.
    """
    longest = Limits().line_bytes
    with path.open("rb") as stream:
        for number, line in lines(pieces(stream), longest):
            where = f"{place}#{number}"
            if line is None:
                detail = f"over {longest:,} bytes"
                yield [], rejection(where, STAGE, "line too long", detail)
            elif line.strip():
                yield _rows_of(line, number, layout, where)


def _rows_of(
    line: bytes, number: int, layout: JsonLayout, where: str
) -> tuple[list[Coded], Rejection | None]:
    try:
        row = _object(line)
    except (ValueError, RecursionError) as error:
        return [], rejection(where, STAGE, "bad line", str(error))
    try:
        rows = list(layout.read(row, number))
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        known = type(error) is ValueError
        reason = str(error).split(":", maxsplit=1)[0] if known else "bad line"
        return [], rejection(where, STAGE, reason, str(error))
    if not rows:
        detail = "the line says that it holds no event"
        return [], rejection(where, STAGE, "no event", detail, counts_as_problem=False)
    return rows, None


def _object(line: bytes) -> Mapping[str, Any]:
    """Read one object; raise `ValueError` where it is none, or holds half a character."""
    row = json.loads(decode_line(line).removeprefix("\ufeff"))
    json.dumps(row, ensure_ascii=False).encode()
    if not isinstance(row, dict):
        raise ValueError(f"no object but {type(row).__name__}")
    return row
