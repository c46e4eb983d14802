"""Code files into a store on this machine; what was stopped goes on where it was."""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from detente.records import Batch, Run, content_id
from detente.run.inputs import Bundle, read_bundles
from detente.run.journal import Plan, close_run, plan_run
from detente.run.known import Known
from detente.run.merging import update_merged
from detente.run.progress import Progress, Silent, Tally
from detente.run.reprints import Reprints
from detente.run.settle import settle
from detente.run.stages import LoadCoder, Task, Work, load_coder
from detente.run.workers import work_all
from detente.sources.files import FieldNames, size_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from detente.store.store import Store


def code_paths(
    paths: Iterable[str | Path],
    store: Store,
    *,
    now: dt.date,
    workers: int = 1,
    fields: FieldNames | None = None,
    date: dt.date | None = None,
    threshold: float | None = None,
    actors: Path | None = None,
    progress: Progress | None = None,
    load: LoadCoder = load_coder,
    models: str | None = None,
    met: Counter[str] | None = None,
) -> Run:
    """Read files and folders, code their events, and store all that was found.

    Each batch is stored as a whole or not at all. A run that was stopped in any way goes on
    with the same call and ends with the same documents, events and rejections; one that is
    done changes nothing.

    Parameters
    ----------
    paths : Iterable of str or Path
        Files and folders; their order decides which of two near copies is the original.
    store : Store
        Open for writing.
    now : date
        Today; UTC. A run that goes on keeps the day of its first start.
    workers : int
        Processes that code; the result does not depend on it.
    fields : FieldNames, optional
        Names of the fields of jsonl and csv rows.
    date : date, optional
        Day of publication to assume where none is given.
    threshold : float, optional
        Probability from which an event is kept; by default the coder's own.
    actors : Path, optional
        File of people added to the book.
    progress : Progress, optional
        Told how far it has come behind each batch.
    load, models : optional
        Another coder: a function that loads it and can be imported by name, and what is
        written down about it, a JSON object.
    met : Counter of str, optional
        Takes in how many documents were met that the store held before this start, by the id
        of the run that stored them. They are not coded again.

    Returns
    -------
    Run
        What was done, all starts together. What was rejected is in the store.
    """
    listed, fields = [str(path) for path in paths], fields or FieldNames()
    kept_from = threshold
    if models is None:
        models, kept_from = _coder_in_use(threshold, actors)
    if actors is not None and load is load_coder:
        load = partial(load_coder, actors=actors)
    plan = plan_run(
        store,
        listed,
        now=now,
        models=models,
        fields=fields,
        date=date,
        threshold=threshold,
        kept_from=kept_from,
    )
    known = Known(store, plan, Counter() if met is None else met)
    ledger = _Ledger(store, plan, known, progress or Silent(), size_of(listed))
    # Workers skip only what *other* runs stored: so a bundle holds the same documents on every
    # start, and quantised models, whose figures depend on what is encoded together, give the
    # same events.
    task = Task(
        run_id=plan.run_id, now=plan.now, date=date, threshold=threshold, known=known.others
    )
    bundles = ledger.new(read_bundles(listed, fields=fields))
    for work in work_all(bundles, task, workers=workers, load=load):
        ledger.commit(work)
    update_merged(store, plan.run_id)
    return close_run(store, plan)


def _coder_in_use(threshold: float | None, actors: Path | None) -> tuple[str, float]:
    """Give the models of the package's coder and the probability from which it keeps events."""
    from detente.events.coder import THRESHOLD, models_in_use

    return models_in_use(actors), THRESHOLD if threshold is None else threshold


class _Ledger:
    """Write the batches of one run into the store, in order."""

    def __init__(
        self, store: Store, plan: Plan, known: Known, progress: Progress, bytes_total: int
    ) -> None:
        self._store, self._plan, self._known, self._progress = store, plan, known, progress
        self._tally = Tally(bytes_total=bytes_total)
        self._reprints = Reprints(store, plan.run_id)
        self._seen = known.ids
        self._clock = time.perf_counter()

    def new(self, bundles: Iterable[Bundle]) -> Iterator[Bundle]:
        """Give the bundles that are not stored yet."""
        for bundle in bundles:
            if bundle.number in self._plan.done:
                self._reprints.replay(bundle.items)
                self._known.replay(bundle.items)
                self._tally = self._tally.skipping(bundle.bytes_read)
                self._progress.show(self._tally)
                self._clock = time.perf_counter()
            else:
                yield bundle

    def commit(self, work: Work) -> None:
        """Store all rows of a bundle at once, with its entry in the journal."""
        run_id = self._plan.run_id
        settled = settle(work, self._reprints, self._seen, run_id)
        clock = time.perf_counter()
        batch = Batch(
            id=content_id(run_id, work.number),
            run_id=run_id,
            number=work.number,
            day=self._plan.now,
            pages=work.pages,
            documents=len(settled.documents),
            sentences=sum(coded.sentences for coded in work.coded),
            parsed=sum(coded.parsed for coded in work.coded),
            events=len(settled.events),
            rejections=len(settled.rejections),
            seconds=clock - self._clock,
        )
        self._store.append_all({**settled.rows(), "batches": [batch]})
        self._known.meet(work.known)
        self._clock = clock
        self._tally = self._tally.adding(batch, work.bytes_read)
        self._progress.show(self._tally)
