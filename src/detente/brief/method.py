"""Say how a brief was made and from what: documents, publishers, days, versions, rejections."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from detente.brief.wording import PROBABILITY_WORDS, counted, listed, on_day, percent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from detente.records import Run
    from detente.store.store import Store

HOW_COUNTED = (
    "What a count is: one event is one act on one day between the two states, whoever reports it "
    "and however often. Only what is reported as done counts; plans, possibilities and denials are "
    "listed apart. A report that names no day of its event counts on the day of the report. Old "
    "history told again is left out."
)

HOW_SURE = (
    "How sure it is: who, what and when were read by a program, sentence by sentence; it errs, and "
    "the sentence quoted is there so that you can judge for yourself. “Likely read correctly” and "
    "the like say how sure the program is of its reading, where it is less than 90 % sure."
)


def method(
    store: Store, *, start: dt.date, stop: dt.date, as_of: dt.date | None = None
) -> tuple[str, ...]:
    """Give the method and data note, one paragraph an entry."""
    notes = (
        _documents(store, start=start, stop=stop, as_of=as_of),
        HOW_COUNTED,
        HOW_SURE,
        _words(),
        _versions(list(store.rows("runs"))),
        _rejections(store),
    )
    return tuple(note for note in notes if note)


def _documents(store: Store, *, start: dt.date, stop: dt.date, as_of: dt.date | None) -> str:
    documents = store.table("documents", as_of=as_of)
    events = store.table("events", as_of=as_of)
    inside = documents.filter(documents.known_at >= start, documents.known_at < stop)
    whole = _one(store, _summary(documents))
    part = _one(store, _summary(inside))
    if not whole["documents"]:
        return "The store holds no documents."
    held = counted(_one(store, events.aggregate(events=events.count()))["events"], "event")
    coded = f"The store holds {counted(whole['documents'], 'document')} of "
    coded += f"{counted(whole['publishers'], 'publisher')} and {held}; the documents became known "
    coded += f"from {on_day(whole['earliest'])} to {on_day(whole['latest'])}."
    days = (stop - start).days
    covered = f"{counted(part['documents'], 'document')} on {part['days']:,} of {days:,} days"
    return f"{coded} In the period of this brief there are {covered}."


def _summary(documents: Any) -> Any:
    return documents.aggregate(
        documents=documents.count(),
        publishers=documents.original_publisher.coalesce(documents.publisher).nunique(),
        days=documents.known_at.nunique(),
        earliest=documents.known_at.min(),
        latest=documents.known_at.max(),
    )


def _one(store: Store, expression: Any) -> dict[str, Any]:
    row: dict[str, Any] = store.arrow(expression).to_pylist()[0]
    return row


def _words() -> str:
    spans = [f"“{word}” from {percent(low)}" for low, word in PROBABILITY_WORDS if low > 0]
    return f"Words for probability: {listed(spans)}, below that “{PROBABILITY_WORDS[-1][1]}”."


def _versions(runs: Iterable[Run]) -> str:
    versions = sorted({run.version for run in runs})
    models = sorted({name for run in runs for name in _models(run.models)})
    if not versions:
        return ""
    used = f" with {listed(models)}" if models else ""
    return f"Coded by Détente {listed(versions)}{used}."


def _models(text: str) -> list[str]:
    """Give the names and versions in the JSON of a run."""
    try:
        value = json.loads(text)
    except ValueError:
        return []
    if isinstance(value, dict):
        return [f"{name} {_version(entry)}".strip() for name, entry in value.items()]
    return [str(entry) for entry in value] if isinstance(value, list) else []


def _version(entry: object) -> str:
    if isinstance(entry, dict):
        return str(entry.get("version", ""))
    return str(entry) if isinstance(entry, str | int | float) else ""


def _rejections(store: Store) -> str:
    rejections = store.table("rejections")
    problems = rejections.filter(rejections.counts_as_problem)
    counts = problems.group_by("reason").aggregate(times=problems.count())
    rows = sorted(store.arrow(counts).to_pylist(), key=lambda row: (-row["times"], row["reason"]))
    if not rows:
        return "No input was rejected."
    named = [f"{row['reason']} ({row['times']:,})" for row in rows[:6]]
    if len(rows) > 6:
        named.append(counted(len(rows) - 6, "further reason"))
    total = counted(sum(row["times"] for row in rows), "input")
    return f"Rejected and not used: {total}: {listed(named)}."
