"""Read a file of addresses: one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.records import Rejection, rejection
from detente.sources.addresses import LONGEST, checked
from detente.sources.decode import as_utf8, decode_line
from detente.sources.feeds import Entry
from detente.sources.streams import Unreadable, lines, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REMARK: Final = "#"


def read_urls(path: Path, *, publisher: str | None = None) -> Iterator[Entry | Rejection]:
    """Read the addresses of a file, in its order; empty lines and those with # are passed over.

    Nothing raises: what is no address, and a file that cannot be read, come as a `Rejection`.

    Parameters
    ----------
    path : Path
        A text file with one address a line.
    publisher : str, optional
        Publisher of all its pages.
    """
    try:
        with path.open("rb") as stream:
            for number, line in lines(as_utf8(pieces(stream)), 4 * LONGEST):
                text = "" if line is None else decode_line(line).strip()
                if line is not None and (not text or text.startswith(REMARK)):
                    continue
                try:
                    yield Entry(url=checked(text), publisher=publisher)
                except Unreadable as error:
                    place = f"{path}#{number}"
                    yield rejection(place, "sources", error.reason, error.detail)
    except Unreadable as error:
        yield rejection(str(path), "sources", error.reason, error.detail)
    except OSError as error:
        yield rejection(str(path), "sources", "unreadable file", str(error))
