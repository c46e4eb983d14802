"""Hold a store open for pages, programs and assistants: connections, index, what was answered."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from detente.errors import DetenteError, InputError
from detente.serve import shelf
from detente.serve.index import Index, load
from detente.serve.memory import Memory
from detente.store.readers import Readers

if TYPE_CHECKING:
    from detente.relations.ground import Ground
    from detente.store.readers import Reader

Answer = TypeVar("Answer")

ANSWERS: Final = 2_000
"""Answers kept, those asked last; one takes some ten kilobytes."""
MEASURED: Final = 150
"""Briefs and measures kept; one takes some hundred kilobytes."""
PAGES: Final = 400
"""Drawn pages kept; one takes some fifty kilobytes."""
PONDERING: Final = 2
"""Briefs and measures made at a time, so that pages stay quick meanwhile."""
TURN_S: Final = 60.0
DAYS: Final = 90
"""Days of the period taken where none is given, as the commands do."""


class Library:
    """Answer questions about one store, to many threads at a time.

    Parameters
    ----------
    path : Path
        File of the store.
    write : bool
        Whether rows may be added.
    cache : Path, optional
        Folder of side files; that of the user by default.
    """

    def __init__(self, path: Path, *, write: bool = False, cache: Path | None = None) -> None:
        self.path, self.writes = path, write
        self._readers = Readers(path, side=cache or cache_folder(), write=write)
        self._index: Index | None = None
        self._ready = threading.Event()
        self._preparing: threading.Thread | None = None
        self._fault: DetenteError | None = None
        self._answers, self._pages = Memory(ANSWERS), Memory(PAGES)
        self._measured = Memory(MEASURED)
        self._writing, self._turns = threading.Lock(), threading.BoundedSemaphore(PONDERING)

    def prepare(self) -> None:
        """Compute or load what all pages need; takes seconds the first time for a store."""
        try:
            self._readers.build(shelf.plan(), shelf.VERSION)
            with self._readers.borrow() as store:
                self._index = load(store)
        except DetenteError as error:
            self._fault = error
        self._answers.clear()
        self._measured.clear()
        self._pages.clear()
        self._ready.set()

    def prepare_meanwhile(self) -> None:
        """Do the same in the background."""
        self._preparing = threading.Thread(target=self.prepare, daemon=True)
        self._preparing.start()

    def wait(self) -> None:
        """Return when everything is prepared, or could not be."""
        self._ready.wait()

    @property
    def index(self) -> Index:
        """Give the index; waits while it is made.

        Raises
        ------
        DetenteError
            If it cannot be made, or takes longer than a page should.
        """
        if not self._ready.wait(timeout=PATIENCE_S):
            raise NotReady("the store is being read for the first time; ask again in a while")
        if self._index is None:
            raise self._fault or InputError("the store could not be read")
        return self._index

    @contextmanager
    def store(self) -> Iterator[Reader]:
        """Lend a connection to this thread."""
        _ = self.index
        with self._readers.borrow() as reader:
            yield reader

    @contextmanager
    def ground(self, store: Reader) -> Iterator[Ground]:
        """Give the acts of all pairs on a connection, as `detente.relations` takes them."""
        from detente.relations.ground import Ground

        ground = Ground(store.kept("every_pair"))
        for name in ("pairs", "rows", "acts", "statements"):
            setattr(ground, name, store.kept(name))
        try:
            yield ground
        finally:
            ground.__exit__(None, None, None)

    def remember(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Give an answer, made once; who asks the same meanwhile waits for it."""
        return self._answers.remember(key, make)

    def recall(self, key: Hashable) -> Any:
        """Give an answer that took seconds to make, if it was made already; else none."""
        return self._measured.recall(key)

    def ponder(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Give an answer that takes seconds to make; two are made at a time, others wait.

        Raises
        ------
        NotReady
            If it does not come to its turn in a minute.
        """

        def in_turn() -> Answer:
            if not self._turns.acquire(timeout=TURN_S):
                raise NotReady("other pairs of states are being measured; ask again in a while")
            try:
                return make()
            finally:
                self._turns.release()

        return self._measured.remember(key, in_turn)

    def page(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Give a page as drawn before, or draw it."""
        return self._pages.remember(key, make)

    @contextmanager
    def writing(self) -> Iterator[Reader]:
        """Lend a connection that may add rows; afterwards everything is computed anew.

        Raises
        ------
        InputError
            If the library was opened for reading.
        """
        if not self.writes:
            raise InputError("this store is open for reading only; start with --write")
        with self._writing:
            with self.store() as store:
                yield store
            self._readers.settle()
            self.prepare()

    def period(self, start: dt.date | None, stop: dt.date | None) -> tuple[dt.date, dt.date]:
        """Give the period asked for; what is not given is 90 days up to the last one covered.

        Raises
        ------
        InputError
            If it ends before it starts.
        """
        covered = self.index.covered
        end = stop or (covered[1] if covered else dt.date(2000, 1, 1))
        try:
            begin = start or end - dt.timedelta(days=DAYS)
        except OverflowError:
            begin = dt.date.min
        if begin >= end:
            last = end - dt.timedelta(days=1) if end > dt.date.min else end
            raise InputError(f"the period starts on {begin} and ends before, on {last}")
        return begin, end

    def close(self) -> None:
        """Let go of the files."""
        self._readers.stop()
        if self._preparing is not None:
            self._preparing.join(CLOSING_S)
        self._readers.close()


class NotReady(DetenteError):
    """Say that the store is still being read."""


CLOSING_S: Final = 20.0
PATIENCE_S: Final = 15.0
"""Seconds that a page waits while the store is being read for the first time."""


def cache_folder() -> Path:
    """Give the folder of side files, as the desktop standard has it.

    Source: XDG Base Directory Specification 0.8.
    """
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "detente" / "serve"


def open_library(
    path: str | Path, *, write: bool = False, cache: Path | None = None, wait: bool = True
) -> Library:
    """Open a store for questions.

    Parameters
    ----------
    path : str or Path
        File of the store.
    write : bool
        Whether rows may be added.
    cache : Path, optional
        Folder of side files.
    wait : bool
        Whether to wait until everything is prepared; else it is prepared in the background.
    """
    library = Library(Path(path), write=write, cache=cache)
    if wait:
        library.prepare()
    else:
        library.prepare_meanwhile()
    return library
