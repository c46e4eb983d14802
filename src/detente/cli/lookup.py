"""Look up records and counts in a store, for the commands that show them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from detente.errors import InputError

if TYPE_CHECKING:
    from detente.store.store import Store

EXAMPLES: Final = 3


def record_of(store: "Store", table: str, beginning: str) -> Any:
    """Give the one record whose id begins so.

    Raises
    ------
    InputError
        If there is none, or more than one.
    """
    rows = store.table(table)
    found = list(store.rows(table, rows.filter(rows.id.startswith(beginning)).limit(2)))
    if len(found) != 1:
        how_many = "more than one id begins" if found else "no id begins"
        raise InputError(f"{how_many} with {beginning!r} among the {table} of this store")
    return found[0]


def events_with(
    store: "Store",
    states: Sequence[str],
    *,
    document: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
    limit: int = 50,
) -> list[dict[str, Any]]:
    """Give events in order of day and place in the text, one row each.

    Parameters
    ----------
    store : Store
        Where they are kept.
    states : sequence of str
        Codes of states that must all be party to the event.
    document : str
        Beginning of the id of the document; empty: all.
    first, last : date, optional
        First and last day of the events, both included.
    limit : int
        Rows at most; of more, the latest.
    """
    found = store.table("events")
    parties = found.actors.concat(found.recipients).map(lambda party: party.state)
    found = found.filter(found.evidence.document_id.startswith(document))
    for code in states:
        found = found.filter(parties.contains(code))
    if first is not None:
        found = found.filter(found.day >= first)
    if last is not None:
        found = found.filter(found.day <= last)
    found = found.order_by(found.day.desc(nulls_first=True), found.evidence.start.desc())
    rows = [asdict(event) for event in store.rows("events", found.limit(limit))]
    return [
        {
            "id": row["id"],
            "day": row["day"],
            "precision": row["day_precision"].value,
            "status": row["status"].value,
            "root": row["root"].value,
            "mode": row["mode"],
            "actors": [actor_line(actor) for actor in row["actors"]],
            "recipients": [actor_line(actor) for actor in row["recipients"]],
            "issue": row["issue"].value,
            "probability": row["probability"],
            "sentence": row["evidence"]["quote"],
            "document": row["evidence"]["document_id"],
        }
        for row in reversed(rows)
    ]


def quotes_of(store: "Store", speaker: str, *, limit: int = 50) -> list[dict[str, Any]]:
    """Give direct quotes by day, the latest ones, one row each.

    Parameters
    ----------
    store : Store
        Where they are kept.
    speaker : str
        Part of the speaker's name or words, in any case, or the code of a state; empty: all.
    limit : int
        Rows at most; of more, the latest.
    """
    found = store.table("quotes")
    if speaker:
        name = found.speaker["name"].fill_null("") + " " + found.speaker["text"]
        found = found.filter(
            (found.speaker["state"] == speaker.upper()) | name.lower().contains(speaker.lower())
        )
    found = found.order_by(found.known_at.desc(), found.evidence.start.desc()).limit(limit)
    return [
        {
            "id": quote.id,
            "day": quote.day,
            "speaker": actor_line(asdict(quote.speaker)),
            "verb": quote.verb,
            "words": quote.words,
            "document": quote.evidence.document_id,
        }
        for quote in reversed(list(store.rows("quotes", found)))
    ]


def actor_line(actor: dict[str, Any]) -> str:
    """Put an actor in one line: the words of the text and who that is."""
    known = (actor["name"], actor["office"], actor["state"], actor["sector"])
    return f"{actor['text']} ({', '.join(filter(None, known))})"


def rejected_by_reason(store: "Store") -> list[dict[str, Any]]:
    """Give how many inputs were rejected for each reason, with examples; problems first.

    An input that several runs rejected for the same reason counts once.
    """
    table = store.table("rejections")
    kind = ["counts_as_problem", "stage", "reason"]
    inputs = table.select(*kind, "source", "detail").distinct()
    examples = (inputs.source + ": " + inputs.detail).collect(order_by=inputs.source)
    counted = inputs.group_by(kind).aggregate(count=inputs.count(), examples=examples[:EXAMPLES])
    rows = store.arrow(counted).to_pylist()
    for row in rows:
        row["counts as"] = "problem" if row.pop("counts_as_problem") else "note"
    return sorted(rows, key=lambda row: (row["counts as"] == "note", -row["count"], row["reason"]))
