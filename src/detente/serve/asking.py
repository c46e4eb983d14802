"""Say what can be asked and how: one function a question, for pages and programs alike.

FastAPI reads the parameters off these functions, for the pages as for ``/api``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Path, Query, Request

from detente.codes import Issue, Root, Status
from detente.errors import InputError
from detente.records import Finding, Forecast
from detente.serve.library import Library
from detente.serve.queries import ahead as aheads
from detente.serve.queries import document as documents
from detente.serve.queries import dyad as dyads
from detente.serve.queries import event as events
from detente.serve.queries import outlook as outlooks
from detente.serve.queries import runs as journals
from detente.serve.queries import search as searches
from detente.serve.queries import state as states
from detente.serve.queries import watch as watches
from detente.serve.queries import world as worlds
from detente.serve.queries.search import Kind

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


def library_of(request: Request) -> Library:
    """Give the library that the server answers from."""
    library: Library = request.app.state.library
    return library


Held = Annotated[Library, Depends(library_of)]


@dataclass(frozen=True)
class Span:
    """Hold the days asked for."""

    start: dt.date | None
    stop: dt.date | None


def span(
    from_day: Annotated[
        dt.date | None,
        Query(alias="from", ge=FIRST_DAY, le=LAST_DAY, description="First day.",
              examples=["2024-03-01"]),
    ] = None,
    to_day: Annotated[
        dt.date | None,
        Query(alias="to", ge=FIRST_DAY, le=LAST_DAY, description="Last day, included.",
              examples=["2024-05-31"]),
    ] = None,
) -> Span:  # fmt: skip
    """Read the period: by default the last 90 days covered."""
    return Span(start=from_day, stop=to_day + dt.timedelta(days=1) if to_day else None)


Days = Annotated[Span, Depends(span)]
StateIn = Annotated[
    str,
    Path(max_length=60, description="A state: ISO alpha-3 code or name.", examples=["JPN"]),
]
OtherIn = Annotated[str, Path(max_length=60, description="Another state.", examples=["USA"])]
IdIn = Annotated[str, Path(max_length=300, description="Its id.")]


def world(
    library: Held,
    days: Days,
    group: Annotated[
        str,
        Query(max_length=40, description="A body of states: its members only.", examples=["G7"]),
    ] = "",
    size: Annotated[int, Query(ge=2, le=40, description="States at most.")] = 20,
) -> worlds.World:
    """Give the most active states, and how each pair of them stands."""
    return library.remember(
        ("world", days, group, size),
        lambda: worlds.world(library, start=days.start, stop=days.stop, group=group, size=size),
    )


def watch(
    library: Held,
    days: Days,
    state: Annotated[
        str,
        Query(max_length=60, description="Only what this state takes part in.", examples=["JPN"]),
    ] = "",
) -> watches.Watch:
    """Tell what is new between any two states; by default in the last 14 days covered."""
    return watches.watch(library, start=days.start, stop=days.stop, state=state)


def state(library: Held, code: StateIn, days: Days) -> states.State:
    """Give what one state did with others in a period."""
    return library.remember(
        ("state", code, days),
        lambda: states.state(library, code, start=days.start, stop=days.stop),
    )


def dyad(library: Held, first: StateIn, second: OtherIn, days: Days) -> dyads.Dyad:
    """Count what two states did in a period, and give the latest events."""
    return library.remember(
        ("dyad", first, second, days),
        lambda: dyads.dyad(library, first, second, start=days.start, stop=days.stop),
    )


def findings(library: Held, first: StateIn, second: OtherIn, days: Days) -> list[Finding]:
    """Measure all indicators of two states: values with intervals, or why there is none."""
    return dyads.findings(library, first, second, start=days.start, stop=days.stop)


def event(library: Held, id: IdIn) -> events.Event:  # noqa: A002
    """Give an event: its sentence in place, all reports of it, what they disagree on."""
    return library.remember(("event", id), lambda: events.event(library, id))


def document(library: Held, id: IdIn) -> documents.Document:  # noqa: A002
    """Give a document with the events and quotes in it."""
    return documents.document(library, id)


def search(  # noqa: PLR0917  (parameters of an address)
    library: Held,
    days: Days,
    kind: Annotated[Kind, Query(alias="in", description="What to look for.")] = Kind.EVENTS,
    q: Annotated[
        str, Query(max_length=200, description="Words that all stand in the sentence or text.")
    ] = "",
    state: Annotated[
        list[str] | None,
        Query(max_length=6, description="States and bodies that all take part.",
              examples=[["JPN", "USA"]]),
    ] = None,
    root: Annotated[Root | None, Query(description="PLOVER root.")] = None,
    issue: Annotated[Issue | None, Query(description="Issue area.")] = None,
    status: Annotated[Status | None, Query(description="Deed, plan, possibility, denial.")] = None,
    source: Annotated[str, Query(max_length=40, description="Who coded it.")] = "",
    page: Annotated[int, Query(ge=1, le=searches.MOST_PAGES, description="Page.")] = 1,
) -> searches.Search:  # fmt: skip
    """Give events or documents that fit everything asked for, the newest first."""
    wanted = tuple(one[:60] for one in state or () if one.strip())
    return library.remember(
        ("search", kind, q, wanted, root, issue, status, source, days, page),
        lambda: searches.search(
            library,
            kind=kind,
            q=q,
            states=wanted,
            root=root.value if root else "",
            issue=issue.value if issue else "",
            status=status.value if status else "",
            source=source,
            start=days.start,
            stop=days.stop,
            page=page,
        ),
    )


def outlook(
    library: Held,
    first: Annotated[str, Query(max_length=60, description="Only forecasts for this state …")] = "",
    second: Annotated[str, Query(max_length=60, description="… and this one.")] = "",
) -> outlooks.Outlook:
    """Give the ledger of recorded forecasts with what happened."""
    return outlooks.outlook(library, first=first, second=second)


def forecasts(library: Held, first: StateIn, second: OtherIn) -> list[Forecast]:
    """Forecast the acts of two states in the next three months, from all that is known."""
    return outlooks.forecasts(library, first, second)


def scenario(  # noqa: PLR0917  (parameters of an address)
    library: Held,
    first: StateIn,
    second: OtherIn,
    what_if: Annotated[
        list[str],
        Query(alias="if", min_length=1, max_length=4, description="NAME leads STATE from "
              "YYYY-MM-DD; may be repeated.", examples=[["Trump leads USA from 2025-01-20"]]),
    ],
    chance: Annotated[
        list[float] | None,
        Query(max_length=4, description="Your probability of that condition; once for each."),
    ] = None,
    days: Annotated[int, Query(ge=1, le=365, description="Days ahead.")] = 90,
) -> aheads.Scenario:  # fmt: skip
    """Compare what is to be expected if somebody leads one of two states with the base case."""
    if any(not 0 <= one <= 1 for one in chance or ()):
        raise InputError("a chance is a probability between 0 and 1")
    asked = [one[:200] for one in what_if]
    return aheads.scenario(library, first, second, asked, chances=chance or (), days=days)


def next_partners(
    library: Held,
    code: StateIn,
    root: Annotated[Root, Query(description="Kind of act: PLOVER root.")] = Root.CONSULT,
    top: Annotated[int, Query(ge=1, le=50, description="How many to rank.")] = 10,
) -> aheads.Next:
    """Rank the states with which a state may deal next, with probabilities and reasons."""
    return aheads.next_partners(library, code, root, top=top)


def runs(library: Held) -> journals.Runs:
    """Give what was read into the store, with which models, and what could not be used."""
    return journals.runs(library)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Hold one question: where it is asked, what answers it, what of the answer is a table."""

    name: Annotated[str, "name; also that of its template"]
    path: Annotated[str, "address"]
    ask: Annotated[Callable[..., Any], "answers it"]
    tables: Annotated[tuple[str, ...], "fields of the answer that are tables"] = ()
    page: Annotated[bool, "whether it has a page"] = True


QUESTIONS: Final = (
    Question(name="world", path="/world", ask=world, tables=("states", "pairs")),
    Question(name="watch", path="/watch", ask=watch, tables=("new",)),
    Question(
        name="state",
        path="/state/{code}",
        ask=state,
        tables=("months", "partners", "issues", "roots", "events"),
    ),
    Question(
        name="findings",
        path="/dyad/{first}/{second}/findings",
        ask=findings,
        tables=("",),
        page=False,
    ),
    Question(
        name="forecasts",
        path="/dyad/{first}/{second}/forecasts",
        ask=forecasts,
        tables=("",),
        page=False,
    ),
    Question(
        name="scenario",
        path="/dyad/{first}/{second}/scenario",
        ask=scenario,
        tables=("cases",),
    ),
    Question(name="next", path="/state/{code}/next", ask=next_partners, tables=("partners",)),
    Question(
        name="dyad",
        path="/dyad/{first}/{second}",
        ask=dyad,
        tables=("months", "issues", "roots", "events", "announced"),
    ),
    Question(name="event", path="/event/{id:path}", ask=event, tables=("reports", "attached")),
    Question(
        name="document", path="/document/{id:path}", ask=document, tables=("events", "quotes")
    ),
    Question(name="search", path="/search", ask=search, tables=("events", "documents")),
    Question(name="outlook", path="/outlook", ask=outlook, tables=("ledger", "record")),
    Question(
        name="runs", path="/runs", ask=runs, tables=("tables", "runs", "rejections", "files")
    ),
)  # fmt: skip
