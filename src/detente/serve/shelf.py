"""Compute once for a store what every page needs: a catalogue, words, and the acts of states.

All of it can be told from the store again; it lies in a side file (`detente.store.readers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.relations.dyads import acts, interstate, pairs_of

if TYPE_CHECKING:
    import ibis

    from detente.store.readers import Plan, Reader

VERSION: Final = "2"
"""To be raised when a table below changes."""
_COLUMNS: Final = (
    "id", "source", "day", "known_at", "root", "quad", "issue", "status", "probability",
)  # fmt: skip
_BREAKS: Final = r"[^\p{L}\p{N}]+"
LONGEST_WORD: Final = 40
"""Letters of a word that is looked up; longer ones are addresses and numbers run together."""


def plan() -> Plan:
    """Give the tables of the side file, in the order in which they are computed."""
    return (
        ("papers", _papers),
        ("catalog", _catalog),
        ("parties", _parties),
        ("told", _told),
        ("rows", lambda store: interstate(pairs_of(store))),
        ("acts", lambda store: acts(store.kept("rows"))),
        ("words_of_papers", _words_of_papers),
        ("words_of_events", _words_of_events),
    )


def _papers(store: Reader) -> ibis.Table:
    """Give the documents numbers in order of the day on which they were known."""
    import ibis

    documents = store.table("documents")
    order = ibis.window(order_by=[documents.known_at, documents.id])
    return documents.select("id", "known_at", number=ibis.row_number().over(order))


def _catalog(store: Reader) -> ibis.Table:
    """Give the events of all sources numbers by day; those without a day come first."""
    import ibis

    papers = store.kept("papers").select(document="id", paper="number")
    rows = _every(store).drop("states", "text").left_join(papers, "document")
    rows = rows.drop("document", "document_right")
    first = [rows.day.asc(nulls_first=True), rows.id]
    return rows.mutate(position=ibis.row_number().over(ibis.window(order_by=first)))


def _every(store: Reader) -> ibis.Table:
    """Give the events of all sources with what is looked up in them."""
    import ibis

    events = store.table("events")
    own = events.select(
        *_COLUMNS,
        document=events.evidence["document_id"],
        states=_states(events),
        text=events.evidence["quote"],
    )
    if not store.has("coded"):
        return own
    coded = store.table("coded")
    given = coded.mutate(
        probability=ibis.literal(1.0),
        document=ibis.literal(None, "string"),
        states=ibis.array([coded.actor_state, coded.recipient_state]),
    )
    return own.union(given.select(*(given[n].cast(t) for n, t in own.schema().items())))


def _states(events: ibis.Table) -> Any:
    return events.actors.concat(events.recipients).map(lambda party: party["state"])


def _numbered(store: Reader, column: str) -> ibis.Table:
    """Give a column of the events with their numbers; wide columns never go through a sort."""
    numbers = store.kept("catalog").select("id", "position")
    return _every(store).select("id", column).inner_join(numbers, "id").drop("id")


def _parties(store: Reader) -> ibis.Table:
    """Give the events of each state and body."""
    rows = _numbered(store, "states")
    rows = rows.select("position", state=rows.states.unique().unnest())
    return rows.filter(rows.state.notnull()).order_by("state", "position")


def _told(store: Reader) -> ibis.Table:
    """Give the merged event that each report belongs to."""
    if not store.has("merged"):
        return store.table("events").select(merged="id", report="id").limit(0)
    merged = store.table("merged")
    reports = merged.event_ids.concat(merged.attached).unnest()
    return merged.select(merged="id", report=reports).order_by("report")


def _words_of_papers(store: Reader) -> ibis.Table:
    documents = store.table("documents")
    text = documents.title.fill_null("") + " " + documents.text
    numbers = store.kept("papers").select("id", "number")
    return _words(documents.select("id", text=text).inner_join(numbers, "id"))


def _words_of_events(store: Reader) -> ibis.Table:
    rows = _numbered(store, "text").rename(number="position")
    return _words(rows.filter(rows.text.notnull()))


def _words(texts: ibis.Table) -> ibis.Table:
    """Give each word once for each text, in lower case, in order of word."""
    split = texts.text.lower().re_split(_BREAKS).unique()
    rows = texts.select("number", word=split.unnest())
    kept = rows.filter(rows.word != "", rows.word.length() <= LONGEST_WORD)
    return kept.order_by("word", "number")
