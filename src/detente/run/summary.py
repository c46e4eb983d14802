"""Say what came out of a run, from what it stored."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.codes import Precision, Status
from detente.ontology.states import name_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    import ibis

    from detente.records import Run
    from detente.store.store import Store

DYADS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Hold how often something was rejected for one reason."""

    stage: Annotated[str, "room that rejected it"]
    reason: Annotated[str, "short fixed phrase"]
    count: Annotated[int, "inputs"]
    counts_as_problem: Annotated[bool, "False for notes on input that was used all the same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Hold what came out of a run."""

    run: Annotated[Run, "the run"]
    known: Annotated[int, "documents met that the store held before"]
    is_coded_otherwise: Annotated[
        bool, "whether it held all of them, coded with another model or threshold"
    ]
    reprints: Annotated[int, "documents that are near copies of another"]
    undated: Annotated[int, "documents without a day of publication"]
    first_day: Annotated[dt.date | None, "first day of an event that happened; see `summarise`"]
    last_day: Annotated[dt.date | None, "last day of an event that happened"]
    reasons: Annotated[tuple[Reason, ...], "rejections by stage and reason, problems first"]
    dyads: Annotated[tuple[tuple[str, str, int], ...], "states with the most events, largest first"]

    @property
    def problems(self) -> int:
        """Give the number of rejections that count as problems."""
        return sum(reason.count for reason in self.reasons if reason.counts_as_problem)

    @property
    def sentences_per_second(self) -> float:
        """Give the rate over all starts, loading of the models included."""
        return self.run.sentences / self.run.seconds if self.run.seconds else 0.0

    def figures(self) -> dict[str, Any]:
        """Give the summary as names and plain values, in the order in which it is read."""
        run = self.run
        return {
            "run": run.id,
            "documents": run.documents,
            "already in the store": self.known,
            "reprints": self.reprints,
            "undated documents": self.undated,
            "sentences": run.sentences,
            "sentences analysed": run.parsed,
            "events": run.events,
            "first day": self.first_day,
            "last day": self.last_day,
            "problems": self.problems,
            "notes": sum(r.count for r in self.reasons if not r.counts_as_problem),
            "seconds": round(run.seconds, 1),
            "sentences a second": round(self.sentences_per_second, 1),
            **{f"{r.stage}: {r.reason}": r.count for r in self.reasons},
            **{f"{name_of(a)} – {name_of(b)}": count for a, b, count in self.dyads},
        }


def summarise(store: Store, run: Run, *, met: Mapping[str, int] | None = None) -> Summary:
    """Count what a run has stored.

    The first and the last day leave out events of which only the year is known and events of a
    day later than the one on which they were known: a wrong day or a plan taken for a fact.

    Parameters
    ----------
    store : Store
        Where its rows are.
    run : Run
        The run.
    met : Mapping of str to int, optional
        Documents met that the store held before, by the run that stored them, as
        `detente.run.local.code_paths` counts them.
    """
    import ibis

    documents, events = store.table("documents"), store.table("events")
    documents = documents.filter(documents.run_id == run.id)
    events = events.filter(events.run_id == run.id)
    kinds = documents.aggregate(
        reprints=documents.reprint_of.count(),
        undated=ibis.ifelse(documents.published.isnull(), 1, 0).sum(),
    )
    happened = events.filter(
        events.status == Status.HAPPENED.value,
        events.day <= events.known_at,
        events.day_precision != Precision.YEAR.value,
    )
    days = happened.aggregate(first=happened.day.min(), last=happened.day.max())
    (kind,), (day,) = store.arrow(kinds).to_pylist(), store.arrow(days).to_pylist()
    return Summary(
        run=run,
        known=sum((met or {}).values()),
        is_coded_otherwise=_is_coded_otherwise(store, run, met or {}),
        reprints=int(kind["reprints"]),
        undated=int(kind["undated"] or 0),
        first_day=day["first"],
        last_day=day["last"],
        reasons=tuple(_reasons(store, run.id)),
        dyads=tuple(_dyads(store, events)),
    )


def _is_coded_otherwise(store: Store, run: Run, met: Mapping[str, int]) -> bool:
    earlier = [run_id for run_id in met if run_id != run.id]
    if run.documents or not earlier:
        return False
    now = {"threshold": None, **_models(run)}
    runs = store.table("runs")
    rows = store.rows("runs", runs.filter(runs.id.isin(earlier)))
    # Runs of early versions have not written down their threshold: it counts as the same.
    return any({"threshold": now["threshold"], **_models(row)} != now for row in rows)


def _models(run: Run) -> dict[str, Any]:
    try:
        models = json.loads(run.models)
    except ValueError:
        return {}
    return models if isinstance(models, dict) else {}


def _reasons(store: Store, run_id: str) -> Iterable[Reason]:
    rejections = store.table("rejections")
    own = rejections.filter(rejections.run_id == run_id)
    counted = own.group_by(["stage", "reason", "counts_as_problem"]).aggregate(count=own.count())
    found = [Reason(**row) for row in store.arrow(counted).to_pylist()]
    return sorted(found, key=lambda r: (not r.counts_as_problem, -r.count, r.stage, r.reason))


def _dyads(store: Store, events: ibis.Table) -> Iterable[tuple[str, str, int]]:
    """Give the pairs of states that most events join; who acts makes no difference."""
    states = events.select(
        actors=events.actors.map(lambda actor: actor.state),
        recipients=events.recipients.map(lambda actor: actor.state),
    )
    counts: Counter[tuple[str, str]] = Counter()
    for row in store.arrow(states).to_pylist():
        acting = set(filter(None, row["actors"]))
        receiving = set(filter(None, row["recipients"])) or acting
        counts.update({(min(a, b), max(a, b)) for a in acting for b in receiving if a != b})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(first, second, count) for (first, second), count in ranked[:DYADS_SHOWN]]
