"""Keep what was collected in a folder: only ever added to, and readable by ``detente code``.

The folder::

    2024-04-10.jsonl.gz     the pages collected on that day, as `detente code` reads them
    .collected/
        index.jsonl         one line an address: where, when, by whom, hash of the content
        raw/ab/abcd….gz     the content as received, by its hash
        failures.jsonl      one line for each time that an address failed
        archives.jsonl      one line a WARC file that was read to its end
        kept/               the latest answer of each feed and robots.txt

A run that was killed leaves at most one line or page half written; the next one takes it off.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import defaultdict
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from detente.errors import InputError
from detente.sources.addresses import page_key
from detente.sources.kept import write_whole
from detente.sources.streams import GZIP, PIECE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from detente.records import Page, Rejection
    from detente.sources.captures import Capture

HIDDEN: Final = ".collected"
PAGES: Final = ".jsonl.gz"
MOST_RATIO: Final = 100  # half of what `detente.sources.limits.Limits` lets a file expand
HEADERS: Final = ("content-type", "content-language", "last-modified", "etag", "server", "date")
"""Headers that are kept in the index."""


class Collection:
    """Add pages to a folder, and know which are there.

    Parameters
    ----------
    folder : Path
        Where; it need not be there.

    Raises
    ------
    InputError
        If the folder cannot be read or written, or another run is adding to it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hidden = folder / HIDDEN
        self._lock: IO[bytes] | None = None
        self._keys: dict[str, str] = {}
        self._hashes: dict[str, str] = {}
        self._archives: set[str] = set()
        self._failed_on: defaultdict[str, set[str]] = defaultdict(set)

    def __enter__(self) -> Collection:
        try:
            is_new = not self.hidden.exists()
            self.hidden.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.hidden / "lock")
            if not is_new:  # else the files, if there are any, are somebody else's
                self._mend()
            for line in _lines(self.hidden / "index.jsonl"):
                self._remember(line["url"], line["final_url"], line["hash"])
            for line in _lines(self.hidden / "failures.jsonl"):
                self._failed_on[page_key(line["url"])].add(line["at"][:10])
            self._archives = {line["key"] for line in _lines(self.hidden / "archives.jsonl")}
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.__exit__()
            raise InputError(f"{self.folder} cannot be used: {error}") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.close()

    def has_address(self, url: str) -> bool:
        """Tell whether a page of this address was collected."""
        return page_key(url) in self._keys

    def days_failed(self, url: str) -> int:
        """Give on how many days an address was asked for in vain."""
        return len(self._failed_on[page_key(url)])

    def has_archive(self, key: str) -> bool:
        """Tell whether a WARC file was read to its end."""
        return key in self._archives

    def address_of(self, capture: Capture) -> str | None:
        """Give the address under which this page or the same content was collected, if it was."""
        return self._keys.get(page_key(capture.final_url)) or self._hashes.get(capture.hash)

    def add(self, capture: Capture, page: Page, now: dt.datetime) -> None:
        """Add a page; of one that is there under another address, only that it is the same.

        Parameters
        ----------
        capture : Capture
            As received.
        page : Page
            As it is to be coded.
        now : datetime
            Time of the run, which names the file that it goes to; UTC.
        """
        if self.address_of(capture) is None:
            raw = self.hidden / "raw" / capture.hash[:2] / f"{capture.hash}.gz"
            day = self.folder / f"{now:%Y-%m-%d}{PAGES}"
            with self._writing():
                write_whole(raw, gzip.compress(capture.body, mtime=0))
                _append(day, _packed(_row(capture, page)))
        self._note("index", _indexed(capture))
        self._remember(capture.url, capture.final_url, capture.hash)

    def add_failure(self, url: str, refused: Rejection, now: dt.datetime) -> None:
        """Note that an address was asked for in vain."""
        at = now.isoformat(timespec="seconds")
        told = {"url": url, "at": at, "reason": refused.reason, "detail": refused.detail}
        self._note("failures", told)
        self._failed_on[page_key(url)].add(at[:10])

    def add_archive(self, key: str, place: str) -> None:
        """Note that a WARC file was read to its end."""
        self._note("archives", {"key": key, "file": place})
        self._archives.add(key)

    def _remember(self, url: str, final_url: str, digest: str) -> None:
        for key in (page_key(url), page_key(final_url)):
            self._keys.setdefault(key, final_url)
        self._hashes.setdefault(digest, final_url)

    def _note(self, name: str, told: dict[str, Any]) -> None:
        with self._writing():
            _append(self.hidden / f"{name}.jsonl", _line(told))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise InputError(f"{self.folder} cannot be written: {error}") from error

    def _mend(self) -> None:
        """Take off what a killed run left half written at the end of a file."""
        for path in self.hidden.glob("*.jsonl"):
            _cut(path, _end_of_lines(path))
        latest = sorted(self.folder.glob(f"????-??-??{PAGES}"))[-1:]
        for path in latest:
            _cut(path, _end_of_members(path))


def _row(capture: Capture, page: Page) -> bytes:
    """Give the line that `detente code` reads."""
    told = {
        "url": page.url,
        "title": page.title,
        "published": page.published,
        "publisher": page.publisher,
        "id": page.key,
        "fetched_at": capture.fetched_at.isoformat(timespec="seconds"),
        "text": page.body,
    }
    return _line({name: value for name, value in told.items() if value is not None})


def _indexed(capture: Capture) -> dict[str, Any]:
    return {
        "url": capture.url,
        "final_url": capture.final_url,
        "fetched_at": capture.fetched_at.isoformat(timespec="seconds"),
        "status": capture.status,
        "headers": {name: capture.headers[name] for name in HEADERS if name in capture.headers},
        "publisher": capture.publisher,
        "published": capture.published,
        "title": capture.title,
        "hash": capture.hash,
        "summary": capture.summary,
        "bytes": len(capture.body),
    }


def _line(told: dict[str, Any]) -> bytes:
    # Half of a pair of surrogates is no text that could be written.
    text = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return text + b"\n"


def _packed(line: bytes) -> bytes:
    """Pack a line; one that would expand too far for whoever reads the file is left as it is."""
    packed = gzip.compress(line, mtime=0)
    return packed if len(line) < MOST_RATIO * len(packed) else gzip.compress(line, 0, mtime=0)


def _append(path: Path, content: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(content)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        with path.open("rb") as stream:
            yield from map(json.loads, stream)


def _cut(path: Path, end: int) -> None:
    if end < path.stat().st_size:
        with path.open("r+b") as stream:
            stream.truncate(end)


def _end_of_lines(path: Path) -> int:
    """Give where the last whole line ends; bytes."""
    end = path.stat().st_size
    with path.open("rb") as stream:
        while end:
            start = max(end - PIECE, 0)
            stream.seek(start)
            found = stream.read(end - start).rfind(b"\n")
            if found >= 0:
                return start + found + 1
            end = start
    return 0


def _end_of_members(path: Path) -> int:
    """Give where the last whole member of a gzip file ends; bytes."""
    end = position = 0
    unpacker = zlib.decompressobj(wbits=GZIP)
    with path.open("rb") as stream:
        while packed := stream.read(PIECE):
            while packed:
                try:
                    unpacker.decompress(packed, PIECE)
                except zlib.error:
                    return end
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                position += len(packed) - len(rest)
                packed = rest
                if unpacker.eof:
                    end, unpacker = position, zlib.decompressobj(wbits=GZIP)
    return end


def _locked(path: Path) -> IO[bytes]:
    """Take the lock of a folder, which ends with this process; a system without locks has none."""
    stream = path.open("ab")
    try:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return stream
    except OSError as error:
        stream.close()
        raise InputError(f"another run is adding to {path.parents[1]}") from error
    return stream
