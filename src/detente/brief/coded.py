"""Read events that other projects coded, so that they count in a brief and can be cited.

Such a row has no sentence. What can be shown for it is the row itself: its id, its code as given,
its parties, and who published it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.reports import Report
from detente.codes import Issue
from detente.errors import InvalidRecord
from detente.ontology.plover import quad_of, score_of
from detente.ontology.states import states
from detente.records import Actor, Event, Evidence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    import ibis

    from detente.records import Coded
    from detente.store.store import Store

MOST_ROWS: Final = 2000
"""Rows of other projects read to be named one by one, most mentioned first; all are counted."""


def coded_between(
    store: Store,
    among: Collection[str],
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
) -> list[Report]:
    """Give rows of [start, stop) with actor and recipient among these states.

    Parameters
    ----------
    among : collection of str
        State codes; rows between any two of them.
    """
    chosen = _usable(store, as_of)
    if chosen is None:
        return []
    inside = chosen.filter(
        chosen.day >= start,
        chosen.day < stop,
        chosen.actor_state.isin(list(among)),
        chosen.recipient_state.isin(list(among)),
    )
    return _read(store, inside)


def coded_of(
    store: Store, ids: Iterable[str], *, as_of: dt.date | None = None
) -> dict[str, Report]:
    """Give rows by their ids; ids that the store has not are left out."""
    wanted = sorted(set(ids))
    chosen = _usable(store, as_of) if wanted else None
    if chosen is None:
        return {}
    found = _read(store, chosen.filter(chosen.id.isin(wanted)))
    return {report.event.id: report for report in found}


def _usable(store: Store, as_of: dt.date | None) -> ibis.Table | None:
    """Give the rows that measures count; none where the store has no such rows.

    As `detente.relations.dyads.coded_pairs` chooses them.
    """
    if not store.has("coded"):
        return None
    coded = store.table("coded", as_of=as_of)
    if not store.count(coded.limit(1)):
        return None
    known = list(states())
    return coded.filter(
        coded.root.notnull(),
        coded.actor_state.isin(known),
        coded.recipient_state.isin(known),
        coded.actor_state != coded.recipient_state,
    )


def _read(store: Store, chosen: ibis.Table) -> list[Report]:
    most = chosen.order_by(chosen.mentions.desc(nulls_first=False), "day", "id").limit(MOST_ROWS)
    return [report_of(row) for row in store.rows("coded", most)]


def report_of(row: Coded) -> Report:
    """Give a row as a report: an event without a sentence, and the row in words.

    Raises
    ------
    InvalidRecord
        If it has no root: it tells of no act between two states.
    """
    root = row.root
    if root is None:
        raise InvalidRecord(f"row {row.id} has no root and cannot be told as an act")
    return Report(
        event=Event(
            id=row.id,
            root=root,
            mode=row.mode,
            status=row.status,
            actors=[_party(row.actor_name, row.actor_state, row.actor_sector)],
            recipients=[_party(row.recipient_name, row.recipient_state, row.recipient_sector)],
            about=[],
            day=row.day,
            day_precision=row.day_precision,
            known_at=row.known_at,
            issue=row.issue or Issue.DIPLOMACY,
            quad=quad_of(root),
            score=score_of(root) if row.score is None else row.score,
            probability=1.0,
            evidence=Evidence(document_id="", start=0, stop=0, quote=""),
            source=row.source,
        ),
        title=None,
        publisher=row.publisher,
        url=row.url,
        before="",
        after="",
        row=words_of(row),
        mentions=row.mentions or 1,
    )


def _party(name: str | None, state: str | None, sector: str | None) -> Actor:
    return Actor(text=name or state or "not named", state=state, sector=sector or "GOV")


def words_of(row: Coded) -> str:
    """Give a row in one line: source and id, code, parties as given, and what it says.

    For example "GDELT event 410412347, code 042: JAPAN towards UNITED STATES; 10 mentions".
    """
    code = f", code {row.code}" if row.code else ""
    actor = row.actor_name or row.actor_state or "not named"
    recipient = row.recipient_name or row.recipient_state or "not named"
    text = f": “{row.text}”" if row.text else ""
    mentions = f"; {row.mentions:,} mentions" if row.mentions and row.mentions > 1 else ""
    return (
        f"{row.source} event {row.original_id}{code}: {actor} towards {recipient}{text}{mentions}"
    )
