"""Collect pages: read feeds and lists, fetch what is new, keep it, and say what came of it."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from detente.records import Rejection, content_id, rejection
from detente.run.collection import Collection
from detente.sources.addresses import host_of, page_key
from detente.sources.captures import Capture, page_of
from detente.sources.feeds import Entry, entries_of
from detente.sources.fetch import Fetcher
from detente.sources.kept import Kept, renewed
from detente.sources.streams import Unreadable
from detente.sources.urls import read_urls
from detente.sources.warc import read_warc

if TYPE_CHECKING:
    from detente.sources.collect_list import CollectList, Listed

Found = TypeVar("Found")
STAGE: Final = "sources"
LISTED: Final = ("title", "published", "publisher", "summary")
BROKEN: Final = "unreadable feed"
ROBOTS: Final = "refused by robots"
NOT_ITS_OWN: Final = (
    ROBOTS,
    "asked to wait",
    "host given up",
    "private address",
    "untrusted address",
)
"""Reasons that lie with a host or with the list, so that they do not count against a page."""
MOST_DAYS: Final = 3
"""Days on which an address is asked for in vain; then it is asked for no more."""


@dataclass(slots=True)
class Collected:
    """Hold what came of one run."""

    folder: Annotated[Path, "where the pages are"]
    feeds: Annotated[int, "feeds listed"] = 0
    feeds_read: Annotated[int, "feeds that gave entries, changed or not"] = 0
    feeds_unchanged: Annotated[int, "feeds of these that had not changed"] = 0
    archives: Annotated[int, "WARC files listed"] = 0
    archives_unchanged: Annotated[int, "WARC files of these that were read before"] = 0
    listed: Annotated[int, "pages that feeds, lists and archives named, each once"] = 0
    new: Annotated[int, "pages added"] = 0
    unchanged: Annotated[int, "pages that were there already"] = 0
    refused: Annotated[int, "pages that robots.txt closes"] = 0
    given_up: Annotated[int, "pages not asked for any more, having failed before"] = 0
    failed: Annotated[int, "pages that were not to be had"] = 0
    rejections: Annotated[list[Rejection], "what could not be used, and notes"] = field(
        default_factory=list
    )

    def figures(self) -> dict[str, Any]:
        """Give what a run prints: what was read, what is new, and each reason with its count."""
        reasons = Counter((one.stage, one.reason) for one in self.rejections)
        return {
            "folder": str(self.folder),
            "feeds": self.feeds,
            "feeds read": self.feeds_read,
            "feeds unchanged": self.feeds_unchanged,
            "archives": self.archives,
            "archives unchanged": self.archives_unchanged,
            "pages listed": self.listed,
            "pages new": self.new,
            "pages unchanged": self.unchanged,
            "pages refused by robots": self.refused,
            "pages given up": self.given_up,
            "pages failed": self.failed,
            "problems": self.problems,
            **{f"{stage}: {reason}": n for (stage, reason), n in sorted(reasons.items())},
        }

    @property
    def problems(self) -> int:
        """Give how many of the rejections are problems."""
        return sum(one.counts_as_problem for one in self.rejections)


def collect(
    wanted: CollectList,
    *,
    now: Callable[[], dt.datetime],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    told: Callable[[str], None] = lambda _: None,
) -> Collected:
    """Collect what a list names and the folder does not hold yet.

    Parameters
    ----------
    wanted : CollectList
        The list.
    now, clock, sleep : callable
        The time (UTC), seconds that only go up, and waiting.
    told : callable
        Told each address and path before it is read.

    Raises
    ------
    InputError
        If the folder cannot be used.
    """
    with Collection(wanted.folder) as collection:
        kept = Kept(collection.hidden / "kept")
        fetcher = Fetcher(wanted.manners, kept, now=now, clock=clock, sleep=sleep)
        run = _Run(collection, fetcher, kept, now, told)
        entries = list(run.distinct(run.entries(wanted)))
        for entry in in_turn(entries):
            run.fetch(entry)
        for archive in wanted.archives:
            run.read(archive, wanted.manners.bounds.most_bytes)
    return run.done


def in_turn(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Go round the hosts, one page of each at a time, so that pauses cost little.

    Examples
    --------
    >>> [one.url[7:] for one in in_turn(Entry(url=f"http://{u}") for u in ("a/1", "a/2", "b/1"))]
    ['a/1', 'b/1', 'a/2']
    """
    hosts: defaultdict[str, deque[Entry]] = defaultdict(deque)
    for entry in entries:
        hosts[host_of(entry.url)].append(entry)
    while hosts:
        for host in list(hosts):
            yield hosts[host].popleft()
            if not hosts[host]:
                del hosts[host]


class _Run:
    """Do the steps of one run and count what comes of them."""

    def __init__(
        self,
        collection: Collection,
        fetcher: Fetcher,
        kept: Kept,
        now: Callable[[], dt.datetime],
        told: Callable[[str], None],
    ) -> None:
        self._collection, self._fetcher, self._kept = collection, fetcher, kept
        self._now, self._told = now, told
        self.done = Collected(collection.folder)

    def entries(self, wanted: CollectList) -> Iterator[Entry]:
        """Give the pages that are listed: single ones, those of files, those of feeds."""
        yield from wanted.pages
        for listed in wanted.lists:
            yield from self._sorted(read_urls(Path(listed.place), publisher=listed.publisher))
        for listed in wanted.feeds:
            self.done.feeds += 1
            yield from self._feed(listed)

    def distinct(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Pass on each page once and only if it is to be fetched; count the others."""
        seen: set[str] = set()
        for entry in entries:
            key = page_key(entry.url)
            if key in seen:
                continue
            seen.add(key)
            self.done.listed += 1
            if self._collection.has_address(entry.url):
                self.done.unchanged += 1
            elif (days := self._collection.days_failed(entry.url)) >= MOST_DAYS:
                self.done.given_up += 1
                detail = f"failed on {days} days"
                note = rejection(entry.url, STAGE, "given up", detail, counts_as_problem=False)
                self.done.rejections.append(note)
            else:
                yield entry

    def fetch(self, entry: Entry) -> None:
        """Fetch one page and keep it."""
        self._told(entry.url)
        try:
            capture = self._fetcher.page(entry.url)
            listing = {name: getattr(entry, name) for name in LISTED}
            self._keep(replace(capture, **listing))
        except Unreadable as error:
            closed = error.reason == ROBOTS
            one = self._reject(entry.url, error, counts_as_problem=not closed)
            self.done.refused += closed
            self.done.failed += not closed
            if error.reason not in NOT_ITS_OWN:
                self._collection.add_failure(entry.url, one, self._now())

    def read(self, archive: Listed, most_bytes: int) -> None:
        """Keep the pages of a WARC file that was not read before."""
        self.done.archives += 1
        path = Path(archive.place)
        try:
            stat = path.stat()
            key = content_id(path.resolve(), stat.st_size, stat.st_mtime_ns)
            if self._collection.has_archive(key):
                self.done.archives_unchanged += 1
                return
            self._told(archive.place)
            with path.open("rb") as stream:
                found = read_warc(
                    stream, archive.place, most_bytes=most_bytes, publisher=archive.publisher
                )
                for capture in self._sorted(found):
                    self._keep_archived(capture)
        except OSError as error:
            one = rejection(archive.place, STAGE, "unreadable file", str(error))
            self.done.rejections.append(one)
        else:
            self._collection.add_archive(key, archive.place)

    def _keep_archived(self, capture: Capture) -> None:
        self.done.listed += 1
        if self._collection.has_address(capture.url):
            self.done.unchanged += 1
            return
        try:
            self._keep(capture)
        except Unreadable as error:
            self.done.failed += 1
            self._reject(capture.url, error)

    def _keep(self, capture: Capture) -> None:
        page = page_of(capture)
        other = self._collection.address_of(capture)
        self._collection.add(capture, page, self._now())
        if other is None:
            self.done.new += 1
            return
        self.done.unchanged += 1
        if page_key(other) != page_key(capture.final_url):
            one = rejection(
                capture.url, STAGE, "same content", f"as {other}", counts_as_problem=False
            )
            self.done.rejections.append(one)

    def _feed(self, listed: Listed) -> Iterator[Entry]:
        self._told(listed.place)
        try:
            feed, has_changed = renewed(self._kept, listed.place, self._fetcher.feed)
        except Unreadable as error:
            self._reject(listed.place, error)
            return
        refused = len(self.done.rejections)
        entries = list(self._sorted(entries_of(feed, publisher=listed.publisher)))
        is_read = not any(one.reason == BROKEN for one in self.done.rejections[refused:])
        self.done.feeds_read += is_read
        self.done.feeds_unchanged += is_read and not has_changed
        yield from entries

    def _sorted(self, found: Iterable[Found | Rejection]) -> Iterator[Found]:
        """Pass on what can be used, and put the rest to the rejections."""
        for one in found:
            if isinstance(one, Rejection):
                self.done.rejections.append(one)
            else:
                yield one

    def _reject(
        self, source: str, error: Unreadable, *, counts_as_problem: bool = True
    ) -> Rejection:
        one = rejection(
            source, STAGE, error.reason, error.detail, counts_as_problem=counts_as_problem
        )
        self.done.rejections.append(one)
        return one
