"""Say what came out of a run, from what it stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.codes import Status
from detente.ontology.states import name_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

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
    reprints: Annotated[int, "documents that are near copies of another"]
    undated: Annotated[int, "documents without a day of publication"]
    first_day: Annotated[dt.date | None, "day of the first event that happened"]
    last_day: Annotated[dt.date | None, "day of the last event that happened"]
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


def summarise(store: Store, run: Run) -> Summary:
    """Count what a run has stored."""
    import ibis

    documents, events = store.table("documents"), store.table("events")
    documents = documents.filter(documents.run_id == run.id)
    events = events.filter(events.run_id == run.id)
    kinds = documents.aggregate(
        reprints=documents.reprint_of.count(),
        undated=ibis.ifelse(documents.published.isnull(), 1, 0).sum(),
    )
    happened = events.filter(events.status == Status.HAPPENED.value)
    days = happened.aggregate(first=happened.day.min(), last=happened.day.max())
    (kind,), (day,) = store.arrow(kinds).to_pylist(), store.arrow(days).to_pylist()
    return Summary(
        run=run,
        reprints=int(kind["reprints"]),
        undated=int(kind["undated"] or 0),
        first_day=day["first"],
        last_day=day["last"],
        reasons=tuple(_reasons(store, run.id)),
        dyads=tuple(_dyads(store, events)),
    )


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
