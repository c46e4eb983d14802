"""Work on bundles in this process or in several, and give the results in order."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from typing import TYPE_CHECKING, Final

from detente.errors import DetenteError
from detente.run.stages import LoadCoder, Task, Work, work_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from detente.run.inputs import Bundle
    from detente.run.stages import DocumentCoder


class Worker:
    """Work on bundles with one coder, loaded at the first bundle.

    Parameters
    ----------
    load : callable
        Loads the coder, given the probability from which an event is kept.
    task : Task
        What all bundles have in common.
    """

    def __init__(self, load: LoadCoder, task: Task) -> None:
        self._load, self._task = load, task
        self._coder: DocumentCoder | None = None

    def work(self, bundle: Bundle) -> Work:
        """Send one bundle through all stages."""
        if self._coder is None:
            self._coder = self._load(self._task.threshold)
        return work_on(bundle, self._task, self._coder)


def work_all(
    bundles: Iterable[Bundle], task: Task, *, workers: int, load: LoadCoder
) -> Iterator[Work]:
    """Work on all bundles; results come in the order of the bundles.

    Parameters
    ----------
    bundles : Iterable of Bundle
        Read as they are needed: at most ``2 * workers`` wait or are worked on at a time.
    task : Task
        What all bundles have in common.
    workers : int
        Processes; with 1 all is done in this one. More need a program that can be imported
        (``if __name__ == "__main__":``), because each process starts anew.
    load : callable
        Loads the coder; a function that can be imported by name.

    Raises
    ------
    DetenteError
        If a process ends without a result, as one does that takes more memory than there is.
    """
    if workers <= 1:
        worker = Worker(load, task)
        yield from (worker.work(bundle) for bundle in bundles)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_hold, initargs=(load, task)
    )
    try:
        yield from _in_order(pool, bundles, 2 * workers)
    except BrokenProcessPool as error:
        raise DetenteError(
            f"one of {workers} worker processes ended without a result, most often for want of "
            "memory; start the same command again with fewer workers, it goes on from here"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, bundles: Iterable[Bundle], most: int) -> Iterator[Work]:
    waiting: deque[Future[Work]] = deque()
    for bundle in bundles:
        waiting.append(pool.submit(_work, bundle))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_HELD: Final[list[Worker]] = []
"""The worker of this process: the one state of a module. A pool offers its processes no other
place for what outlives a call, and loading the models anew for each bundle takes seconds."""


def _hold(load: LoadCoder, task: Task) -> None:
    """Prepare a process of the pool."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _HELD[:] = [Worker(load, task)]


def _end_with_parent() -> None:
    """End this process once the main one is gone: after ``kill -9`` it would wait for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(bundle: Bundle) -> Work:
    return _HELD[0].work(bundle)
