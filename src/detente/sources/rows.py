"""Read tables of texts: JSON lines, JSON, CSV; one row, one page."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.records import Page, Rejection, rejection
from detente.sources.decode import as_utf8, decode_line
from detente.sources.streams import Unreadable, lines

if TYPE_CHECKING:
    from detente.sources.limits import FieldNames, Limits

LOOKS_LIKE_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div|article|section|p)\b", re.I)
SHOWN = 80  # characters of a bad line that are shown


def json_lines(
    incoming: Iterable[bytes], source: str, fields: FieldNames, limits: Limits
) -> Iterator[Page | Rejection]:
    """Read one JSON object a line; a line that is none is rejected and the rest is read."""
    for number, line in lines(as_utf8(incoming), limits.line_bytes):
        place = f"{source}#{number}"
        if line is None:
            yield _too_long(place, limits)
        elif line.strip():
            yield _json_row(decode_line(line), place, fields)


def json_file(body: str, source: str, fields: FieldNames) -> Iterator[Page | Rejection]:
    """Read a file that is one JSON object, or a list of them."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("unreadable json", str(error)) from error
    if isinstance(content, list):
        for number, row in enumerate(content, start=1):
            yield _page(row, f"{source}#{number}", fields)
    else:
        yield _page(content, source, fields)


class _Lines:
    """Feed a CSV reader with lines, and know their numbers and which were too long."""

    def __init__(self, incoming: Iterable[bytes], limits: Limits) -> None:
        self._lines = lines(as_utf8(incoming), limits.line_bytes)
        self.number = 0
        self.too_long: list[int] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for number, line in self._lines:
            self.number = number
            if line is not None:
                return decode_line(line) + "\n"
            self.too_long.append(number)
        raise StopIteration


def csv_rows(
    incoming: Iterable[bytes], source: str, fields: FieldNames, limits: Limits, *, tabs: bool
) -> Iterator[Page | Rejection]:
    """Read a table with a header line; comma, semicolon, bar or tab are told by the header."""
    # The module has one limit for all readers; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), limits.line_bytes))
    feed = _Lines(incoming, limits)
    header_line = next(feed, "")
    delimiter = "\t" if tabs else _delimiter(header_line)
    try:
        header = next(csv.reader([header_line], delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable("wrong columns", f"the header cannot be read: {error}") from error
    names = [name.strip().casefold() for name in header]
    if not set(names) & {name.casefold() for name in fields.text}:
        raise Unreadable(
            "wrong columns",
            f"found {', '.join(names) or 'none'}; expected one of {', '.join(fields.text)}",
        )
    reader = csv.reader(feed, delimiter=delimiter)
    yield from _csv_body(reader, feed, names, source, fields=fields, limits=limits)


def _csv_body(
    reader: Iterator[list[str]],
    feed: _Lines,
    names: Sequence[str],
    source: str,
    *,
    fields: FieldNames,
    limits: Limits,
) -> Iterator[Page | Rejection]:
    while True:
        place = f"{source}#{feed.number + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield rejection(place, "sources", "bad line", str(error))
            continue
        finally:
            overlong, feed.too_long = feed.too_long, []
        yield from (_too_long(f"{source}#{number}", limits) for number in overlong)
        if cells is None:
            return
        if cells and len(cells) != len(names):
            detail = f"{len(cells)} columns, expected {len(names)}"
            yield rejection(place, "sources", "bad line", detail)
        elif cells:
            yield _page(dict(zip(names, cells, strict=True)), place, fields)


def _delimiter(header_line: str) -> str:
    return max(",;|\t", key=header_line.count)


def _too_long(place: str, limits: Limits) -> Rejection:
    return rejection(place, "sources", "line too long", f"more than {limits.line_bytes:,} bytes")


def _json_row(line: str, place: str, fields: FieldNames) -> Page | Rejection:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return rejection(place, "sources", "bad line", f"{error}: {line[:SHOWN]}")
    return _page(row, place, fields)


def _page(row: object, place: str, fields: FieldNames) -> Page | Rejection:
    """Make a page of a row, by the names that its fields may have."""
    if not isinstance(row, Mapping):
        return rejection(place, "sources", "bad line", f"no object: {str(row)[:SHOWN]}")
    named = {str(name).strip().casefold(): value for name, value in row.items()}
    text = _first(named, fields.text)
    if text is None:
        detail = f"fields: {', '.join(named)}"
        return rejection(place, "sources", "row without text", detail)
    return Page(
        source=place,
        media="html" if LOOKS_LIKE_HTML.match(text) else "txt",
        body=text,
        title=_first(named, fields.title),
        url=_first(named, fields.url),
        published=_first(named, fields.published),
        publisher=_first(named, fields.publisher),
        byline=_first(named, fields.byline),
        key=_first(named, fields.key),
    )


def _first(named: Mapping[str, object], candidates: Sequence[str]) -> str | None:
    """Give the first candidate that has a value, as text."""
    for name in candidates:
        if (value := _as_text(named.get(name.casefold()))) is not None:
            return value
    return None


def _as_text(value: object) -> str | None:
    """Read a value as text: numbers as written, lists joined, objects by their name."""
    if isinstance(value, Mapping):
        return _as_text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value))) or None
    if value is None or isinstance(value, bool):
        return None
    return str(value) if str(value).strip() else None
