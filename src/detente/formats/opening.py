"""Bring files of tables within reach of an engine: plain files on disk, one after the other."""

from __future__ import annotations

import codecs
import hashlib
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from detente.records import Rejection, rejection
from detente.sources.limits import Limits
from detente.sources.streams import Budget, Unreadable, bounded, gunzipped, pieces
from detente.sources.walk import is_hidden

STAGE: Final = "formats"
BESIDE: Final = frozenset({"entity2id.txt", "relation2id.txt", "stat.txt", "epoch.txt"})
"""Lists of names that quadruples need beside them; they hold no events."""
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_LOCAL_MAGIC: Final = b"PK\x03\x04"
_DEFLATED: Final = 8
_BAD_PACKING: Final = (
    zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, lzma.LZMAError, struct.error,
    zlib.error,
)  # fmt: skip
"""What unpacking raises where bytes are damaged; a name that is no text is a `ValueError`."""
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r"))
_EMPTY: Final = re.compile(rb"\n\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Hold one file that can be read, unpacked where it was packed."""

    place: Annotated[str, "path as given, with '!name' for a member of an archive"]
    origin: Annotated[Path, "where it lies, or would lie if it were not packed"]
    path: Annotated[Path, "where its plain bytes are"]
    size: Annotated[int, "size on disk; bytes"]
    cut: Annotated[str | None, "why its end is missing; null if it is whole"] = None


def files_in(paths: Iterable[str | Path]) -> Iterator[Path | Rejection]:
    """List the files of paths as given, folders sorted by name; hidden ones are left out."""
    for path in map(Path, paths):
        if path.is_dir():
            below = sorted(entry for entry in path.rglob("*") if entry.is_file())
            chosen = [entry for entry in below if not is_hidden(str(entry.relative_to(path)))]
            if not chosen:
                yield rejection(str(path), STAGE, "empty folder", "holds no file")
            yield from (entry for entry in chosen if entry.name not in BESIDE)
        elif path.is_file():
            yield path
        else:
            yield rejection(str(path), STAGE, "not found", "no such file or folder")


def opened(path: Path, room: Path, limits: Limits | None = None) -> Iterator[Opened | Rejection]:
    """Give the plain file or files that one path holds.

    Parameters
    ----------
    path : Path
        A plain file, one packed by gzip, or a zip archive. What is cut short or damaged is
        read as far as it goes.
    room : Path
        Folder for what is unpacked. Each file in it is gone once the next one is asked for.
    limits : Limits, optional
        Bounds of unpacking.
    """
    budget = Budget(limits or Limits())
    size = path.stat().st_size
    try:
        with path.open("rb") as stream:
            magic = stream.read(4)
            stream.seek(0)
            if magic.startswith(b"\x1f\x8b"):
                origin = path.with_suffix("") if path.suffix == ".gz" else path
                yield from _kept(
                    bounded(gunzipped(pieces(stream)), size, budget), str(path), origin, room, size
                )
            elif magic == _LOCAL_MAGIC or path.suffix.lower() == ".zip":
                yield from _members(path, room, budget)
            else:
                yield Opened(place=str(path), origin=path, path=path, size=size)
    except OSError as error:
        yield rejection(str(path), STAGE, "unreadable file", str(error))


def digest_of(path: Path) -> str:
    """Give the first 32 hexadecimal digits of what ``sha256sum`` prints for a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:32]


def is_plain(path: Path, *, quoted: bool = False) -> bool:
    """Tell whether a file is UTF-8 without control characters, and each line of it one row.

    Others are read line by line: DuckDB 1.5 ends with a fatal error where a bad byte stands behind
    the columns that are read, takes control characters for text, and passes over empty lines, so
    that its rows do not tell the lines.

    Parameters
    ----------
    path : Path
        The file, unpacked.
    quoted : bool
        Whether cells may stand in quotation marks, and so go on over several lines.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    last, marks = b"\n", 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                decoder.decode(piece)
                joined = last + piece
                if len(piece.translate(None, _CONTROLS)) < len(piece):
                    return False
                if not _has_only_whole_lines(joined):
                    return False
                if quoted and (marks or b'"' in piece):
                    *whole, rest = piece.split(b"\n")
                    for line in whole:
                        if (marks + line.count(b'"')) % 2:
                            return False
                        marks = 0
                    marks += rest.count(b'"')
                last = joined[-2:]
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not last.endswith(b"\r") and marks % 2 == 0


def _has_only_whole_lines(piece: bytes) -> bool:
    """Tell whether bytes hold no empty line, and no carriage return but at a line's end."""
    if _EMPTY.search(piece):  # faster than "in"
        return False
    if b"\r" not in piece:
        return True
    returns = piece.count(b"\r")
    if b"\n\r\n" in piece or piece.startswith(b"\r\n\r\n"):
        return False
    return returns - piece.endswith(b"\r") == piece.count(b"\r\n")


def _kept(
    unpacking: Iterator[bytes], place: str, origin: Path, room: Path, size: int
) -> Iterator[Opened | Rejection]:
    """Write what comes out to a file and give it, as far as it goes."""
    plain = room / "unpacked"
    cut, written = None, 0
    with plain.open("wb") as out:
        try:
            for piece in unpacking:
                written += out.write(piece)
        except Unreadable as error:
            cut = str(error)
    if cut is not None:
        _trim(plain)
    if cut is not None and plain.stat().st_size == 0:
        yield rejection(place, STAGE, "unreadable file", cut)
    else:
        yield Opened(place=place, origin=origin, path=plain, size=size, cut=cut)
    plain.unlink(missing_ok=True)


def _trim(path: Path) -> None:
    """Cut a file behind its last whole line."""
    with path.open("rb+") as stream:
        end = stream.seek(0, 2)
        while end > 0:
            start = max(0, end - (1 << 16))
            stream.seek(start)
            found = stream.read(end - start).rfind(b"\n")
            if found >= 0:
                stream.truncate(start + found + 1)
                return
            end = start
        stream.truncate(0)


def _members(path: Path, room: Path, budget: Budget) -> Iterator[Opened | Rejection]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield from _salvaged(path, room, budget, str(error))
        return
    with archive:
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
        infos = [info for info in infos if not info.is_dir() and not is_hidden(info.filename)]
        if not infos:
            yield rejection(str(path), STAGE, "empty file", "the archive has no members")
        for info in infos:
            unpacking = bounded(_unzipped(archive, info), info.compress_size, budget)
            place = f"{path}!{info.filename}"
            origin = path.parent / Path(info.filename).name
            yield from _kept(unpacking, place, origin, room, info.compress_size)


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            yield from pieces(stream)
    except _BAD_PACKING as error:
        raise Unreadable("unreadable zip", str(error)) from error


def _salvaged(path: Path, room: Path, budget: Budget, why: str) -> Iterator[Opened | Rejection]:
    """Read the first member of an archive whose directory, at its end, is missing."""
    with path.open("rb") as stream:
        head = stream.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(_LOCAL_MAGIC):
            yield rejection(str(path), STAGE, "unreadable zip", why)
            return
        fields = _LOCAL.unpack(head)
        method, name_size, extra_size = fields[3], fields[9], fields[10]
        name = stream.read(name_size).decode("utf-8", "replace")
        stream.seek(extra_size, 1)
        if method != _DEFLATED:
            yield rejection(str(path), STAGE, "unreadable zip", why)
            return

        def inflated() -> Iterator[bytes]:
            unpacker = zlib.decompressobj(wbits=-15)
            try:
                for piece in pieces(stream):
                    rest = piece
                    while rest and not unpacker.eof:
                        yield unpacker.decompress(rest, 1 << 16)
                        rest = unpacker.unconsumed_tail
            except zlib.error as error:
                raise Unreadable("unreadable zip", str(error)) from error
            raise Unreadable("unreadable zip", why)

        origin = path.parent / Path(name).name
        size = path.stat().st_size
        yield from _kept(bounded(inflated(), size, budget), f"{path}!{name}", origin, room, size)
