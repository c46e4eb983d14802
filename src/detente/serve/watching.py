"""List the pairs that stand out at the end of a period, each with what it rests on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.codes import Status
from detente.ontology.states import name_of
from detente.relations.wording import counted, during, number
from detente.serve.answers import EventRow, WatchRow
from detente.serve.index import Wanted
from detente.serve.queries.pairs import Surge, states_of, surges
from detente.serve.queries.rows import events_at

if TYPE_CHECKING:
    from detente.serve.library import Library
    from detente.store.readers import Reader

MOST: Final = 12
SIDES: Final = {
    "cooperation": ("verbal cooperation", "material cooperation"),
    "conflict": ("verbal conflict", "material conflict"),
}


def watch(
    library: Library,
    store: Reader,
    *,
    start: dt.date,
    stop: dt.date,
    state: str | None = None,
    most: int = MOST,
) -> list[WatchRow]:
    """Give the pairs of which four weeks in [start, stop) stand out, the strongest first."""
    acts = library.index.acts
    found = surges_of(library, start, stop)
    chosen = [one for one in found if state is None or state in states_of(acts, one.key)][:most]
    latest = [_latest(library, one) for one in chosen]
    told = {row.id: row for row in events_at(library, store, [n for n in latest if n is not None])}
    ids = library.index.id_of([0 if n is None else n for n in latest])
    return [
        _row(library, one, None if n is None else told.get(key))
        for one, n, key in zip(chosen, latest, ids, strict=True)
    ]


def surges_of(library: Library, start: dt.date, stop: dt.date) -> list[Surge]:
    """Give the surges of a period, computed once."""
    acts = library.index.acts
    return library.remember(("surges", start, stop), lambda: surges(acts, start, stop))


def _latest(library: Library, surge: Surge) -> int | None:
    """Give the place in the index of the latest event that a surge rests on."""
    codes = {"status": (Status.HAPPENED.value,), "quad": SIDES[surge.side]}
    wanted = Wanted(
        states=states_of(library.index.acts, surge.key),
        codes=codes,
        start=surge.start,
        stop=surge.last + dt.timedelta(days=1),
    )
    found = library.index.choose(wanted)
    return int(found[-1]) if len(found) else None


def _row(library: Library, surge: Surge, latest: EventRow | None) -> WatchRow:
    first, second = states_of(library.index.acts, surge.key)
    start, stop = surge.start, surge.last + dt.timedelta(days=1)
    usual = number(surge.usual) if surge.usual >= 0.05 else "almost none"
    return WatchRow(
        first=first,
        second=second,
        side=surge.side,
        start=start,
        last=surge.last,
        acts=surge.acts,
        usual=surge.usual,
        surge=surge.score,
        reading=(
            f"{name_of(first)} and {name_of(second)}: {counted(surge.acts, 'act')} of "
            f"{surge.side} {during(start, stop)} where {usual} would be usual."
        ),
        latest=latest,
    )
