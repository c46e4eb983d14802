"""Keep the journal of a run: what it is, which batches are done, how far it has come."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Final

import detente
from detente.records import Batch, Run, content_id
from detente.run.inputs import CHARACTERS_A_BATCH, ITEMS_A_BATCH, fingerprints

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from detente.sources.files import FieldNames
    from detente.store.store import Store

COMMAND: Final = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Hold which run this is and how much of it is done."""

    run_id: Annotated[str, "content hash of command, version, models, settings and inputs"]
    models: Annotated[str, "names, versions and checksums of the models, and threshold; JSON"]
    now: Annotated[dt.date, "day on which the run was first started; UTC"]
    done: Annotated[frozenset[int], "numbers of the batches that are stored"]


def plan_run(
    store: Store,
    paths: Iterable[str],
    *,
    now: dt.date,
    models: str,
    fields: FieldNames,
    date: dt.date | None,
    threshold: float | None,
    kept_from: float | None,
) -> Plan:
    """Tell which run this is and what of it an earlier start has stored.

    The id is the same for the same inputs and settings, so the same command goes on where it
    was stopped. The number of workers is no part of it. `threshold` is what was asked for,
    `kept_from` what holds; it is written down with the models.
    """
    settings = json.dumps(
        {
            "fields": asdict(fields),
            "date": date and date.isoformat(),
            "threshold": threshold,
            "batch": [ITEMS_A_BATCH, CHARACTERS_A_BATCH],
        },
        sort_keys=True,
    )
    run_id = content_id(COMMAND, detente.__version__, models, settings, *fingerprints(paths))
    batches = batches_of(store, run_id)
    return Plan(
        run_id=run_id,
        models=models if kept_from is None else _with_threshold(models, kept_from),
        now=min((batch.day for batch in batches), default=now),
        done=frozenset(batch.number for batch in batches),
    )


def _with_threshold(models: str, threshold: float) -> str:
    return json.dumps({**json.loads(models), "threshold": threshold})


def batches_of(store: Store, run_id: str) -> list[Batch]:
    """Give the stored batches of a run, in order."""
    batches = store.table("batches")
    chosen = batches.filter(batches.run_id == run_id).order_by("number")
    return list(store.rows("batches", chosen))


def close_run(store: Store, plan: Plan) -> Run:
    """Write the row of a run that is done, from its journal; give it."""
    batches = batches_of(store, plan.run_id)
    run = Run(
        id=plan.run_id,
        command=COMMAND,
        version=detente.__version__,
        models=plan.models,
        day=plan.now,
        seconds=sum(batch.seconds for batch in batches),
        documents=sum(batch.documents for batch in batches),
        sentences=sum(batch.sentences for batch in batches),
        parsed=sum(batch.parsed for batch in batches),
        events=sum(batch.events for batch in batches),
        rejections=sum(batch.rejections for batch in batches),
    )
    store.append("runs", [run])
    return run
