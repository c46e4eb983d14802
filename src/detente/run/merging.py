"""Join the reports in a store to events, and keep that up as reports come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.events.merge import merge
from detente.events.reports import Report, report_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ibis

    from detente.records import Event
    from detente.store.store import Store


def update_merged(store: Store, run_id: str | None = None) -> int:
    """Join the reports of the states that a run tells of anew; give how many events that made.

    The result is that of joining all reports of the store, whatever came first.

    Parameters
    ----------
    store : Store
        Open for writing.
    run_id : str, optional
        Only states that stand together in an event of that run; all if absent.
    """
    import ibis
    import pyarrow as pa

    events = _keyed(store.table("events"))
    fresh = events if run_id is None else events.filter(events.run_id == run_id)
    told = store.arrow(fresh.select("key").distinct())["key"].to_pylist()
    keys = [key for key in told if key is not None and "," in key]
    if not keys:
        return 0
    wanted = ibis.memtable(pa.table({"key": keys}))
    chosen = events.semi_join(wanted, "key").drop("key")
    found = list(merge(reports_of(store, store.rows("events", chosen))))
    store.replace("merged", found, "key", keys)
    return len(found)


def reports_of(store: Store, events: Iterable[Event]) -> list[Report]:
    """Give what is compared of events, with the publisher and the original of their documents."""
    documents = store.table("documents")
    columns = documents.select(
        "id",
        publisher=documents.original_publisher.coalesce(documents.publisher),
        copy=documents.reprint_of.coalesce(documents.id),
    )
    known = {row["id"]: row for row in store.arrow(columns).to_pylist()}
    return [_report(event, known.get(event.evidence.document_id)) for event in events]


def _report(event: Event, document: dict[str, Any] | None) -> Report:
    where = document or {"publisher": None, "copy": event.evidence.document_id}
    return report_of(event, publisher=where["publisher"], copy=where["copy"])


def _keyed(events: ibis.Table) -> ibis.Table:
    """Add the key under which events of the same states are joined."""
    parties = events.actors.concat(events.recipients).map(lambda party: party["state"])
    states = parties.filter(lambda state: state.notnull()).unique().sort()
    return events.mutate(key=states.join(","))
