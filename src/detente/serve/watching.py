"""List the pairs that stand out at the end of a period, each with what it rests on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.codes import Status
from detente.ontology.states import name_of
from detente.relations.wording import counted, during, number
from detente.serve.answers import WatchRow
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
    return [_row(library, store, one) for one in chosen]


def surges_of(library: Library, start: dt.date, stop: dt.date) -> list[Surge]:
    """Give the surges of a period, computed once."""
    acts = library.index.acts
    return library.remember(("surges", start, stop), lambda: surges(acts, start, stop))


def _row(library: Library, store: Reader, surge: Surge) -> WatchRow:
    first, second = states_of(library.index.acts, surge.key)
    start, stop = surge.start, surge.last + dt.timedelta(days=1)
    codes = {"status": (Status.HAPPENED.value,), "quad": SIDES[surge.side]}
    wanted = Wanted(states=(first, second), codes=codes, start=start, stop=stop)
    latest = events_at(library, store, library.index.choose(wanted)[-1:])
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
        latest=latest[0] if latest else None,
    )
