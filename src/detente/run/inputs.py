"""Cut what is read into batches that are the same on every start of a run."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from detente.records import Page, Rejection
from detente.sources.files import FieldNames, read_paths
from detente.sources.walk import files_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ITEMS_A_BATCH: Final = 32
CHARACTERS_A_BATCH: Final = 250_000
"""Some 2,300 sentences, 10 to 20 seconds of one core: what a killed run loses a worker, and how
often progress moves. Batches are part of a run's identity: other sizes make another run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Hold what is sent to a worker at once."""

    number: Annotated[int, "0 for the first bundle of the run"]
    items: Annotated[tuple[Page | Rejection, ...], "pages and what could not be read, in order"]
    bytes_read: Annotated[int, "bytes on disk that it used up"]


def read_bundles(paths: Sequence[str], *, fields: FieldNames) -> Iterator[Bundle]:
    """Read files and folders as bundles; one ends with its 32nd item or its 250,000th letter."""
    consumed = _Consumed()
    number, items, letters = 0, list[Page | Rejection](), 0
    for item in read_paths(paths, fields=fields, on_bytes=consumed.add):
        items.append(item)
        letters += len(item.body) if isinstance(item, Page) else len(item.detail)
        if len(items) >= ITEMS_A_BATCH or letters >= CHARACTERS_A_BATCH:
            yield Bundle(number=number, items=tuple(items), bytes_read=consumed.take())
            number, items, letters = number + 1, [], 0
    if items:
        yield Bundle(number=number, items=tuple(items), bytes_read=consumed.take())


def fingerprints(paths: Iterable[str]) -> Iterator[str]:
    """Give a line for each file that will be read: its path, its size, the hash of its content.

    A file that was edited is another input even if it kept its size, and a run over it another
    run.
    """
    for entry in files_under(paths):
        yield _fingerprint(entry) if isinstance(entry, Path) else entry.id


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "blake2b").hexdigest()[:32]
            return f"{path} {stream.tell()} {digest}"
    except OSError:
        return f"{path} unreadable"


class _Consumed:
    """Count the bytes used up since they were last taken."""

    def __init__(self) -> None:
        self._bytes = 0

    def add(self, count: int) -> None:
        self._bytes += count

    def take(self) -> int:
        taken, self._bytes = self._bytes, 0
        return taken
