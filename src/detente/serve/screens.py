"""Answer readers: every question as a page, parts that pages fetch, and the page to try it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from detente.brief.reliability import LEAST
from detente.errors import InputError
from detente.serve.asking import (
    QUESTIONS,
    Held,
    OtherIn,
    Question,
    StateIn,
    next_partners,
    scenario,
    watch,
)
from detente.serve.pages import FILES, brief_view, given_in, record_view, render, static
from detente.serve.queries import dyad as dyads
from detente.serve.queries import outlook as outlooks
from detente.serve.queries import trial as trials

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

HTML = "text/html; charset=utf-8"
MOST_NEW: Final = 12
"""Entries of the watch list within another page; its own page has all."""


def add(app: FastAPI) -> None:
    """Add the routes for readers."""
    hidden: dict[str, Any] = {"include_in_schema": False}
    app.get("/dyad/{first}/{second}/outlook", **hidden)(_forecasts)
    app.get("/watch/part", **hidden)(_part("watch_part", watch, most=MOST_NEW))
    app.get("/state/{code}/next/part", **hidden)(_part("next_part", next_partners))
    app.get("/dyad/{first}/{second}/scenario/part", **hidden)(_part("scenario_part", scenario))
    for question in QUESTIONS:
        if question.page:
            app.get(question.path, **hidden)(_page(question))
    world = next(one for one in QUESTIONS if one.name == "world")
    app.get("/", **hidden)(_page(world))
    app.get("/dyad", **hidden)(_go)
    app.get("/state", **hidden)(_go)
    app.get("/try", **hidden)(_try_empty)
    app.post("/try", **hidden)(_try)
    app.post("/outlook/record", **hidden)(_record)
    app.get("/programs", **hidden)(_programs)
    app.get("/static/{name}", **hidden)(_static)


def _page(question: Question) -> Any:
    def page(request: Request, answer: Any) -> Response:
        library = request.app.state.library
        key = (question.name, request.url.path, request.url.query)
        body = library.page(
            key,
            lambda: render(
                question.name,
                request=request,
                here=question.name,
                answer=answer,
                given=given_in(request.url.query),
                writes=library.writes,
                **_more(library, question.name, answer),
            ),
        )
        return Response(body, media_type=HTML)

    page.__annotations__ = {
        "request": Request,
        "answer": Annotated[Any, Depends(question.ask)],
        "return": Response,
    }
    return page


def _more(library: Any, name: str, answer: Any) -> dict[str, Any]:
    """Give what a page shows beside its answer."""
    if name == "outlook":
        return {"chart": record_view(answer.record), "least": LEAST}
    return {"brief": _drawn(library, answer) if name == "dyad" else None}


def _drawn(library: Any, answer: Any) -> Any:
    """Give the brief of two states if it is there already; else the page asks for it."""
    start, stop = answer.period.start, answer.period.last + dt.timedelta(days=1)
    made = library.recall(("brief", answer.first, answer.second, start, stop, None))
    return brief_view(made) if made is not None else None


def _forecasts(library: Held, first: StateIn, second: OtherIn) -> Response:
    """Give the forecasts for two states as a part of a page."""
    made = outlooks.forecasts(library, first, second)
    codes = dyads.codes_of(first, second)
    body = render(
        "forecasts_part", forecasts=made, first=codes[0], second=codes[1], writes=library.writes
    )
    return Response(body, media_type=HTML)


def _part(template: str, ask: Callable[..., Any], **more: Any) -> Any:
    """Answer a question with a part of a page, which another page takes in."""

    def part(request: Request, answer: Any) -> Response:
        given = given_in(request.url.query)
        body = request.app.state.library.page(
            (template, request.url.path, request.url.query),
            lambda: render(template, answer=answer, given=given, **more),
        )
        return Response(body, media_type=HTML)

    part.__annotations__["answer"] = Annotated[Any, Depends(ask)]
    return part


def _go(first: str = "", second: str = "", code: str = "") -> Response:
    """Lead from the form that names states to their page."""
    from detente.ontology.states import state_named

    names = [name for name in (first, second, code) if name.strip()]
    if not names:
        return RedirectResponse("/", 303)
    if len(names) == 1:
        return RedirectResponse(f"/state/{state_named(names[0][:60]).code}", 303)
    one, other = dyads.codes_of(names[0][:60], names[1][:60])
    return RedirectResponse(f"/dyad/{one}/{other}", 303)


def _try_empty(request: Request, library: Held) -> Response:
    """Give the page to try it, empty."""
    body = render("trial", request=request, here="trial", answer=None, asked={},
                  writes=library.writes, most=trials.LONGEST)  # fmt: skip
    return Response(body, media_type=HTML)


async def _try(request: Request) -> Response:
    """Code a pasted text and draw its events over it."""
    return await run_in_threadpool(_try_text, request, await _form(request))


async def _form(request: Request) -> dict[str, str]:
    """Read the fields of a form; of several with one name the first.

    Raises
    ------
    InputError
        If there are more than any form of the dashboard has.
    """
    text = (await request.body()).decode("utf-8", "replace")
    try:
        fields = parse_qs(text, max_num_fields=8)
    except ValueError as error:
        raise InputError(f"the form cannot be read: {error}") from error
    return {name: values[0] for name, values in fields.items()}


def _try_text(request: Request, asked: dict[str, str]) -> Response:
    library, desk = request.app.state.library, request.app.state.desk
    title, text = asked.get("title", "")[:300], asked.get("text", "")
    text = text.replace("\r\n", "\n")
    day = read_day(asked.get("day", ""))
    answer = trials.trial(desk, text, title=title, day=day)
    if asked.get("keep"):
        kept = trials.keep(library, desk, text, title=title, day=day)
        if kept:
            return RedirectResponse(f"/document/{kept}", 303)
    body = render("trial", request=request, here="trial", answer=answer, asked=asked,
                  writes=library.writes, most=trials.LONGEST)  # fmt: skip
    return Response(body, media_type=HTML, headers={"Cache-Control": "no-store"})


def read_day(text: str) -> dt.date | None:
    """Read a day of a form; none if the field was left empty.

    Raises
    ------
    InputError
        If it is no day.
    """
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"{text[:40]!r} is no day; expected is YYYY-MM-DD") from error


async def _record(request: Request) -> Response:
    """Write forecasts for two states into the ledger."""
    fields = await _form(request)
    codes = dyads.codes_of(*(fields.get(name, "")[:60] for name in ("first", "second")))
    await run_in_threadpool(outlooks.record, request.app.state.library, *codes)
    return RedirectResponse(f"/outlook?first={codes[0]}&second={codes[1]}", 303)


def _programs(request: Request) -> Response:
    """List what programs can ask."""
    body = render("programs", request=request, here="", schema=request.app.openapi())
    return Response(body, media_type=HTML)


def _static(name: str) -> Response:
    """Give a file that pages load."""
    from starlette.exceptions import HTTPException

    found = static(name)
    if found is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "max-age=300"}
    return Response(found, media_type=FILES[name], headers=headers)
