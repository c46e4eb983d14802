"""Answer what is new between any two states, as ``detente watch`` tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.ontology.states import state_named
from detente.relations.span import NEW_DAYS, last_day_covered
from detente.relations.watch import FALSE_SHARE
from detente.relations.watch import watch as watched
from detente.serve.answers import Period, WatchRow
from detente.serve.queries.rows import events_at

if TYPE_CHECKING:
    from detente.relations.watch import Sighting
    from detente.serve.library import Library

DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Hold what is new since a day."""

    period: Annotated[Period, "days looked at; earlier ones say what is usual"]
    state: Annotated[str, "only what this state takes part in; empty: all"]
    share: Annotated[float, "share of flurries, and of breaks, expected to be false at most; 0..1"]
    new: Annotated[list[WatchRow], "flurries and breaks by probability, then meetings and contacts"]


def watch(
    library: Library,
    *,
    start: dt.date | None = None,
    stop: dt.date | None = None,
    state: str = "",
) -> Watch:
    """Give what is new in [start, stop) between any two states, with the latest event of each.

    Parameters
    ----------
    start, stop : date, optional
        By default 14 days up to the last one that events cover.
    state : str
        Only what this state takes part in; code or name.
    """
    code = state_named(state).code if state.strip() else ""
    begin, end = days_of(library, start, stop)

    def make() -> Watch:
        found = sightings(library, start=begin, stop=end)
        return Watch(
            period=Period(start=begin, last=end - DAY),
            state=code,
            share=FALSE_SHARE,
            new=_rows(library, [one for one in found if not code or code in states_in(one)]),
        )

    return library.remember(watch_key(begin, end, code), make)


def watch_key(begin: dt.date, end: dt.date, code: str = "") -> tuple[str, dt.date, dt.date, str]:
    """Give the key under which an answer is remembered."""
    return ("watch", begin, end, code)


def sightings(library: Library, *, start: dt.date, stop: dt.date) -> list[Sighting]:
    """Give what is new in [start, stop); takes seconds the first time."""

    def make() -> list[Sighting]:
        with library.store() as store, library.ground(store) as ground:
            return watched(ground, since=start, stop=stop)

    return library.ponder(("sightings", start, stop), make)


def days_of(
    library: Library, start: dt.date | None, stop: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Give the days asked for; what is not given is as ``detente watch`` takes it.

    Raises
    ------
    InputError
        If they end before they start.
    """
    if stop is None:
        last = last_day(library)
        stop = last + DAY if last else None
    if start is None and stop is not None:
        start = dt.date.fromordinal(max(stop.toordinal() - NEW_DAYS, 1))
    return library.period(start, stop)


def last_day(library: Library) -> dt.date | None:
    """Give the last day that events cover, as the commands do; read once."""

    def make() -> dt.date | None:
        with library.store() as store:
            return last_day_covered(store)

    return library.remember(("last day",), make)


def states_in(one: Sighting | WatchRow) -> tuple[str, ...]:
    """Give the states that take part in something new."""
    return tuple(dict.fromkeys((one.first, *filter(None, (one.second,)), *one.group)))


def _rows(library: Library, found: list[Sighting]) -> list[WatchRow]:
    """Give sightings with the latest of the events that each rests on."""
    with library.store() as store:
        every = {event for one in found for event in one.evidence}
        places = store.places_of("ids", "position", sorted(every))
        tops = [
            max((places[event] for event in one.evidence if event in places), default=None)
            for one in found
        ]
        kept = sorted({place for place in tops if place is not None})
        told = {row.id: row for row in events_at(library, store, kept)}
    ids = dict(zip(kept, library.index.id_of(kept), strict=True))
    return [
        WatchRow(
            **{k: v for k, v in asdict(one).items() if k != "stop"},
            last=one.stop - DAY,
            latest=None if top is None else told.get(ids[top]),
        )
        for one, top in zip(found, tops, strict=True)
    ]
