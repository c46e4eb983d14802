"""Answer what the page of two states asks: counts and events at once, findings and brief."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.codes import Status
from detente.errors import InputError
from detente.ontology.states import state_named
from detente.serve.answers import CountRow, EventRow, MonthRow, Period
from detente.serve.index import Wanted
from detente.serve.queries.counting import by_issue, by_month, by_root
from detente.serve.queries.pairs import balance
from detente.serve.queries.rows import events_at
from detente.serve.queries.world import DAY

if TYPE_CHECKING:
    from detente.brief.claims import Brief
    from detente.records import Finding
    from detente.serve.library import Library

LATEST: Final = 10
OPEN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Hold what is counted of two states."""

    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    first_name: Annotated[str, "short name"]
    second_name: Annotated[str, "short name"]
    period: Annotated[Period, "days counted"]
    acts: Annotated[int, "acts between the two in the period"]
    cooperation: Annotated[int, "of these, cooperation"]
    conflict: Annotated[int, "of these, conflict"]
    balance: Annotated[float, "log-odds of cooperation against all acts of the period"]
    share: Annotated[float, "share of cooperation among acts of all states; 0..1"]
    events_in_all: Annotated[int, "events with both, of the period and happened"]
    months: Annotated[list[MonthRow], "acts of 24 months up to the end of the period"]
    issues: Annotated[list[CountRow], "acts by issue area"]
    roots: Annotated[list[CountRow], "acts by root"]
    events: Annotated[list[EventRow], "latest events of the period, the newest first"]
    announced: Annotated[list[EventRow], "plans and possibilities told last"]


def codes_of(first: str, second: str) -> tuple[str, str]:
    """Give the codes of two different states.

    Raises
    ------
    UnknownName
        If a state is not known.
    InputError
        If both are one.
    """
    one, other = state_named(first), state_named(second)
    if one.code == other.code:
        raise InputError(f"a relation needs two different states; both are {one.name}")
    return one.code, other.code


def dyad(
    library: Library,
    first: str,
    second: str,
    *,
    start: dt.date | None = None,
    stop: dt.date | None = None,
) -> Dyad:
    """Count what two states did in a period, and give the latest events."""
    codes = codes_of(first, second)
    begin, end = library.period(start, stop)
    acts = library.index.acts
    own, inside = acts.with_state(codes[0]) & acts.with_state(codes[1]), acts.within(begin, end)
    chosen = own & inside
    good = int((chosen & acts.cooperative).sum())
    share = float(acts.cooperative[inside].mean()) if inside.any() else 0.5
    done = library.index.choose(
        Wanted(states=codes, codes={"status": (Status.HAPPENED.value,)}, start=begin, stop=end)
    )
    open_ones = library.index.choose(
        Wanted(states=codes, codes={"status": (Status.PLANNED.value, Status.HYPOTHETICAL.value)})
    )
    with library.store() as store:
        latest = events_at(library, store, done[-LATEST:][::-1])
        announced = events_at(library, store, open_ones[-OPEN:][::-1])
    total = int(chosen.sum())
    return Dyad(
        first=codes[0],
        second=codes[1],
        first_name=state_named(codes[0]).name,
        second_name=state_named(codes[1]).name,
        period=Period(start=begin, last=end - DAY),
        acts=total,
        cooperation=good,
        conflict=total - good,
        balance=float(balance(good, total - good, share=share)),
        share=share,
        events_in_all=len(done),
        months=by_month(acts, own, end),
        issues=by_issue(acts, chosen),
        roots=by_root(acts, chosen),
        events=latest,
        announced=announced,
    )


def findings(
    library: Library,
    first: str,
    second: str,
    *,
    start: dt.date | None = None,
    stop: dt.date | None = None,
) -> list[Finding]:
    """Measure all indicators of two states: values with intervals, or why there is none."""
    from detente.relations.registry import measure

    codes = codes_of(first, second)
    begin, end = library.period(start, stop)

    def make() -> list[Finding]:
        with library.store() as store, library.ground(store) as ground:
            return measure(ground, *codes, start=begin, stop=end)

    return library.ponder(("findings", *codes, begin, end), make)


def brief(
    library: Library,
    first: str,
    second: str,
    *,
    start: dt.date | None = None,
    stop: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Brief:
    """Compose the brief on two states; takes seconds the first time."""
    from detente.brief.compose import compose

    codes = codes_of(first, second)
    begin, end = library.period(start, stop)

    def make() -> Brief:
        with library.store() as store, ExitStack() as held:
            ground = held.enter_context(library.ground(store)) if as_of is None else None
            return compose(store, *codes, start=begin, stop=end, as_of=as_of, ground=ground)

    return library.ponder(("brief", *codes, begin, end, as_of), make)
