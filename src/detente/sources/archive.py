"""Open the members of a zip archive, one level of archives within it included."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from detente.records import Page, Rejection, rejection
from detente.sources.streams import Budget, Unreadable, bounded, pieces
from detente.sources.walk import is_hidden, kind_of

IN_MEMORY = 20_000_000  # an inner archive larger than this is put on disk; bytes
MOST_MEMBERS = 1_000_000

Reader = Callable[[Iterator[bytes], str, str], Iterator[Page | Rejection]]


def members(
    stream: IO[bytes],
    source: str,
    budget: Budget,
    read: Reader,
    *,
    on_bytes: Callable[[int], None],
    inner: bool = False,
) -> Iterator[Page | Rejection]:
    """Read every member of an archive, sorted by name; a broken one does not stop the rest.

    Parameters
    ----------
    stream : binary file, seekable
        The archive.
    read : callable
        Given the pieces of a member, its name and its place, yields what it holds.
    on_bytes : callable
        Told the packed size of each member behind it; bytes.
    inner : bool
        Whether this archive lies in another one; a third level is not opened.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("unreadable zip", str(error)) from error
    with archive:
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
        if len(infos) > MOST_MEMBERS:
            raise Unreadable("too large", f"{len(infos):,} members; at most {MOST_MEMBERS:,}")
        if not any(not info.is_dir() for info in infos):
            raise Unreadable("empty file", "the archive has no members")
        for info in infos:
            if not info.is_dir():
                place = f"{source}!{info.filename}"
                yield from _member(archive, info, place, budget, read, inner=inner)
            on_bytes(info.compress_size)


def _member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    place: str,
    budget: Budget,
    read: Reader,
    *,
    inner: bool,
) -> Iterator[Page | Rejection]:
    kind = kind_of(info.filename)
    if is_hidden(info.filename):
        yield rejection(place, "sources", "hidden file", "not read", counts_as_problem=False)
    elif kind is None:
        detail = "member of an archive"
        yield rejection(place, "sources", "unsupported file type", detail, counts_as_problem=False)
    elif kind == "zip" and inner:
        yield rejection(place, "sources", "nested too deep", "an archive in an archive in another")
    else:
        try:
            unpacked = bounded(_unzipped(archive, info), info.compress_size, budget)
            if kind == "zip":
                yield from _inner(unpacked, place, budget, read)
            else:
                yield from read(unpacked, info.filename, place)
        except Unreadable as error:
            yield rejection(place, "sources", error.reason, error.detail)


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            yield from pieces(stream)
    # RuntimeError: the member is encrypted; NotImplementedError: packed in a way not known here.
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error, RuntimeError) as error:
        raise Unreadable("unreadable zip", str(error)) from error


def _inner(
    unpacked: Iterator[bytes], place: str, budget: Budget, read: Reader
) -> Iterator[Page | Rejection]:
    with SpooledTemporaryFile(max_size=IN_MEMORY) as held:
        for piece in unpacked:
            held.write(piece)
        held.seek(0)
        yield from members(held, place, budget, read, on_bytes=lambda _: None, inner=True)
