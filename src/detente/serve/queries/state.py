"""Answer what the page of a state asks: with whom it deals, and on what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.codes import Status
from detente.ontology.states import state_named
from detente.serve.answers import CountRow, EventRow, MonthRow, PairRow, Period
from detente.serve.index import Wanted
from detente.serve.queries.counting import by_issue, by_month, by_root
from detente.serve.queries.rows import events_at
from detente.serve.queries.world import DAY, pair_rows

if TYPE_CHECKING:
    from detente.serve.library import Library

LATEST: Final = 8
PARTNERS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Hold the answer of the page of a state."""

    code: Annotated[str, "state code"]
    name: Annotated[str, "short name"]
    period: Annotated[Period, "days counted"]
    acts: Annotated[int, "acts with other states in the period"]
    cooperation: Annotated[int, "of these, cooperation"]
    conflict: Annotated[int, "of these, conflict"]
    share: Annotated[float, "share of cooperation among acts of all states; 0..1"]
    months: Annotated[list[MonthRow], "acts of 24 months up to the end of the period"]
    partners: Annotated[list[PairRow], "counterparts, the busiest first"]
    issues: Annotated[list[CountRow], "acts by issue area"]
    roots: Annotated[list[CountRow], "acts by root"]
    events: Annotated[list[EventRow], "latest events of the period, the newest first"]


def state(
    library: Library, code: str, *, start: dt.date | None = None, stop: dt.date | None = None
) -> State:
    """Give what one state did with others in a period.

    Raises
    ------
    UnknownName
        If there is no such state.
    """
    named = state_named(code)
    begin, end = library.period(start, stop)
    acts = library.index.acts
    own, inside = acts.with_state(named.code), acts.within(begin, end)
    chosen = own & inside
    share = float(acts.cooperative[inside].mean()) if inside.any() else 0.5
    wanted = Wanted(
        states=(named.code,), codes={"status": (Status.HAPPENED.value,)}, start=begin, stop=end
    )
    with library.store() as store:
        latest = events_at(library, store, library.index.choose(wanted)[-LATEST:][::-1])
    good = int((chosen & acts.cooperative).sum())
    return State(
        code=named.code,
        name=named.name,
        period=Period(start=begin, last=end - DAY),
        acts=int(chosen.sum()),
        cooperation=good,
        conflict=int(chosen.sum()) - good,
        share=share,
        months=by_month(acts, own, end),
        partners=pair_rows(acts, chosen, share)[:PARTNERS],
        issues=by_issue(acts, chosen),
        roots=by_root(acts, chosen),
        events=latest,
    )
