"""Compute once for a store what every page needs: a catalogue, words, and the acts of states.

All of it can be told from the store again; it lies in a side file (`detente.store.readers`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.relations.dyads import actor_pairs, acts, interstate, pairs_of, statements

if TYPE_CHECKING:
    import ibis

    from detente.store.readers import Plan, Reader

VERSION: Final = "6"
"""To be raised when a table below changes."""
_COLUMNS: Final = (
    "id", "source", "day", "known_at", "root", "quad", "issue", "status", "probability",
)  # fmt: skip
_BREAKS: Final = r"[^\p{L}\p{N}]+"
COMMON: Final = tuple(
    "a about after all also an and any are as at be been but by can for from had has have he her "
    "his if in into is it its more no not of on or our out s she so such than that the their them "
    "there these they this those to up us was we were what when which who will with would "
    "you".split()
)
"""Words that are no help in finding a text: half of all words of a text."""
LONGEST_WORD: Final = 40
"""Letters of a word that is looked up; longer ones are addresses and numbers run together."""


def plan() -> Plan:
    """Give the tables of the side file, in the order in which they are computed."""
    return (
        ("papers", _papers),
        ("paper_ids", lambda store: store.kept("papers").select("id", "number").order_by("id")),
        ("catalog", _catalog),
        ("ids", lambda store: store.kept("catalog").select("id", "position").order_by("id")),
        ("parties", _parties),
        ("told", _told),
        ("copies", _copies),
        ("quoted", _quoted),
        ("every_pair", pairs_of),
        ("pairs", lambda store: actor_pairs(store.kept("every_pair"))),
        ("rows", lambda store: interstate(store.kept("pairs"))),
        ("acts", lambda store: acts(store.kept("rows"))),
        ("statements", lambda store: statements(store.kept("every_pair"))),
        ("words_of_papers", _words_of_papers),
        ("words_of_events", _words_of_events),
    )


def _papers(store: Reader) -> ibis.Table:
    """Give the documents numbers in order of the day on which they were known."""
    import ibis

    documents = store.table("documents")
    order = ibis.window(order_by=[documents.known_at, documents.id])
    return documents.select(
        "id", "known_at", place=documents.rowid(), number=ibis.row_number().over(order)
    )


def _catalog(store: Reader) -> ibis.Table:
    """Give the events of all sources numbers by day; those without a day come first."""
    import ibis

    papers = store.kept("papers").select(document="id", paper="number")
    rows = _every(store).drop("states", "text").left_join(papers, "document")
    rows = rows.drop("document", "document_right")
    first = [rows.day.asc(nulls_first=True), rows.id]
    return rows.mutate(position=ibis.row_number().over(ibis.window(order_by=first)))


def _every(store: Reader) -> ibis.Table:
    """Give the events of all sources with what is looked up in them, and where they lie."""
    import ibis

    events = store.table("events")
    own = events.select(
        *_COLUMNS,
        document=events.evidence["document_id"],
        states=_states(events),
        text=events.evidence["quote"],
        place=events.rowid(),
        is_own=ibis.literal(True),
    )
    if not store.has("coded"):
        return own
    coded = store.table("coded")
    given = coded.mutate(
        probability=ibis.literal(1.0),
        document=ibis.literal(None, "string"),
        states=ibis.array([coded.actor_state, coded.recipient_state]),
        place=coded.rowid(),
        is_own=ibis.literal(False),
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
    rows = rows.select("position", state=rows.states.unnest())
    return rows.filter(rows.state.notnull()).distinct().order_by("state", "position")


def _told(store: Reader) -> ibis.Table:
    """Give the place of the merged event that each report belongs to."""
    if not store.has("merged"):
        events = store.table("events")
        return events.select(place=events.rowid(), id="id").limit(0)
    merged = store.table("merged")
    reports = merged.event_ids.concat(merged.attached).unnest()
    return merged.select(place=merged.rowid(), id=reports).order_by("id")


def _copies(store: Reader) -> ibis.Table:
    """Give the numbers of the near copies of each document."""
    documents = store.table("documents").select("id", original="reprint_of")
    copies = documents.filter(documents.original.notnull())
    joined = copies.inner_join(store.kept("papers"), "id")
    return joined.select("number", id=joined.original).order_by("id")


def _quoted(store: Reader) -> ibis.Table:
    """Give the places of the quotes of each document."""
    if not store.has("quotes"):
        events = store.table("events")
        return events.select(place=events.rowid(), id="id").limit(0)
    quotes = store.table("quotes")
    return quotes.select(place=quotes.rowid(), id=quotes.evidence["document_id"]).order_by("id")


def _words_of_papers(store: Reader) -> ibis.Table:
    documents = store.table("documents")
    text = documents.title.fill_null("") + " " + documents.text
    numbers = store.kept("papers").select("id", "number")
    return _words(documents.select("id", text=text).inner_join(numbers, "id"))


def _words_of_events(store: Reader) -> ibis.Table:
    rows = _numbered(store, "text").rename(number="position")
    return _words(rows.filter(rows.text.notnull()))


def _words(texts: ibis.Table) -> ibis.Table:
    """Give the words of each text as numbers, in order; those in every text are left out.

    Numbers of 64 bits sort many times faster than words; that two words share one is to be
    expected once in billions of words.
    """
    parts = texts.text.lower().re_replace(_BREAKS, " ").split(" ")  # twice as quick as re_split
    rows = texts.select("number", word=parts.unnest())
    kept = rows.filter(
        rows.word.length() > 1, rows.word.length() <= LONGEST_WORD, ~rows.word.isin(COMMON)
    )
    return kept.select("number", word=kept.word.hash()).order_by("word")
