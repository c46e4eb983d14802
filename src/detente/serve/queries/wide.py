"""Compose what is asked of more than two states: briefs on a state, a group, and a week."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from detente.errors import InputError
from detente.ontology.states import state_named
from detente.serve.queries.watch import last_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.brief.claims import Brief
    from detente.serve.library import Library

DAY: Final = dt.timedelta(days=1)
WEEK: Final = dt.timedelta(days=7)
MOST_STATES: Final = 40
"""States of a list; bodies may have more members."""


def state_brief(
    library: Library,
    code: str,
    *,
    start: dt.date | None = None,
    stop: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Brief:
    """Compose the brief on one state and its partners; takes seconds the first time."""
    from detente.brief.compose_wide import compose_state

    named = state_named(code)
    days = library.period(start, stop)
    return _made(library, ("brief", named.code), compose_state, named.code, days=days, as_of=as_of)


def group_brief(
    library: Library,
    name: str,
    *,
    start: dt.date | None = None,
    stop: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Brief:
    """Compose the brief on a group: a body ("Quad", "G7") or a list ("JPN,USA,PHL").

    Raises
    ------
    UnknownName
        If there is no such body or state.
    InputError
        If the body had no members, or the list is too long.
    """
    from detente.brief.compose_wide import compose_group
    from detente.brief.groups import group_named

    if name.count(",") >= MOST_STATES:
        raise InputError(f"a list may have {MOST_STATES} states")
    days = library.period(start, stop)
    spoken, states = group_named(name, days[1] - DAY)
    return _made(
        library, ("brief", "group", spoken, states), compose_group, states,
        days=days, as_of=as_of, name=spoken,
    )  # fmt: skip


def week_brief(
    library: Library,
    *,
    day: dt.date | None = None,
    start: dt.date | None = None,
    stop: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Brief:
    """Compose what changed between any two states: in the week of a day, or in some days.

    Without any of them: the last seven days that events cover.

    Raises
    ------
    InputError
        If a day and a first or last day are given.
    """
    from detente.brief.compose_wide import compose_week

    days = week_of(library, day, start, stop)
    return _made(library, ("brief", "week"), compose_week, days=days, as_of=as_of)


def week_of(
    library: Library, day: dt.date | None, start: dt.date | None, stop: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Give the days that a question for a week is about: Monday to Sunday of a day, or as given.

    Raises
    ------
    InputError
        If a day and a first or last day are given.
    """
    if day is not None:
        if start or stop:
            raise InputError("a day sets the week; give it, or first and last day")
        start = dt.date.fromordinal(max(day.toordinal() - day.weekday(), 1))
        stop = start + WEEK
    elif start is None:
        last = last_day(library) if stop is None else None
        stop = stop or (last + DAY if last else None)
        start = dt.date.fromordinal(max(stop.toordinal() - WEEK.days, 1)) if stop else None
    return library.period(start, stop)


def _made(
    library: Library,
    key: tuple[Any, ...],
    compose: Callable[..., Brief],
    *about: Any,
    days: tuple[dt.date, dt.date],
    as_of: dt.date | None,
    **more: Any,
) -> Brief:
    def make() -> Brief:
        with library.store() as store, ExitStack() as held:
            ground = held.enter_context(library.ground(store)) if as_of is None else None
            return compose(
                store, *about, start=days[0], stop=days[1], as_of=as_of, ground=ground, **more
            )

    return library.ponder((*key, *days, as_of), make)
