"""Answer with briefs: on two states, one state, a group or a week; pages, files, JSON and CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import quote

from fastapi import Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from detente.brief.claims import Brief
from detente.brief.groups import group_named
from detente.serve.asking import FIRST_DAY, LAST_DAY, Days, Held, OtherIn, StateIn
from detente.serve.forms import to_csv
from detente.serve.pages import brief_view, given_in, link, render
from detente.serve.queries import dyad as dyads
from detente.serve.queries import wide

if TYPE_CHECKING:
    from fastapi import FastAPI

HTML: Final = "text/html; charset=utf-8"
CSV: Final = "text/csv; charset=utf-8"
GroupNamed = Annotated[
    str,
    Path(max_length=200, examples=["Quad"],
         description="A body (Quad, G7, ASEAN), or states parted by commas (JPN,USA,PHL)."),
]  # fmt: skip
DayIn = Annotated[
    dt.date | None,
    Query(ge=FIRST_DAY, le=LAST_DAY, examples=["2024-04-10"],
          description="Any day: Monday to Sunday of its week. Not with from and to."),
]  # fmt: skip
AsOf = Annotated[
    dt.date | None,
    Query(alias="as-of", ge=FIRST_DAY, le=LAST_DAY, examples=["2024-05-01"],
          description="Use only what was known on that day or before."),
]  # fmt: skip


def dyad(library: Held, first: StateIn, second: OtherIn, days: Days, as_of: AsOf = None) -> Brief:
    """Compose the brief on two states."""
    return dyads.brief(library, first, second, start=days.start, stop=days.stop, as_of=as_of)


def state(library: Held, code: StateIn, days: Days, as_of: AsOf = None) -> Brief:
    """Compose the brief on one state and its partners."""
    return wide.state_brief(library, code, start=days.start, stop=days.stop, as_of=as_of)


def group(library: Held, name: GroupNamed, days: Days, as_of: AsOf = None) -> Brief:
    """Compose the brief on what passes between the members of a group."""
    return wide.group_brief(library, name, start=days.start, stop=days.stop, as_of=as_of)


def week(library: Held, days: Days, day: DayIn = None, as_of: AsOf = None) -> Brief:
    """Compose the brief on what changed between any two states; by default in the last 7 days."""
    return wide.week_brief(library, day=day, start=days.start, stop=days.stop, as_of=as_of)


KINDS: Final[tuple[tuple[str, str, Callable[..., Brief]], ...]] = (
    ("brief", "/dyad/{first}/{second}", dyad),
    ("state_brief", "/state/{code}", state),
    ("group_brief", "/group/{name}", group),
    ("week_brief", "/week", week),
)
"""Name, address, and what composes it."""

EXAMPLE: Final = {
    "title": "Japan and the United States, from 1 March to 31 May 2024",
    "kind": "dyad",
    "states": ["JPN", "USA"],
    "start": "2024-03-01",
    "stop": "2024-06-01",
    "sections": [
        {
            "key": "calendar",
            "title": "Calendar of main events",
            "claims": [
                {
                    "text": "Prime Minister Fumio Kishida met President Joe Biden.",
                    "n": 1,
                    "sources": [
                        {"document_id": "d1", "start": 0, "stop": 53, "quote": "Kishida met …"}
                    ],
                }
            ],
            "gaps": [],
        }
    ],
}
"""The form of a brief, cut short, for those who read the description of the API."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """Hold one claim as a row of a table."""

    section: Annotated[str, "key of the section"]
    kind: Annotated[str, "what it tells"]
    day: Annotated[dt.date | None, "day it is about, in a calendar"]
    label: Annotated[str, "what stands before the sentence: a day, an issue, a pair"]
    text: Annotated[str, "the sentence"]
    size: Annotated[str, "main number with its interval, where the sentence does not say it"]
    low: Annotated[float | None, "lower end of the interval of its main number"]
    high: Annotated[float | None, "upper end"]
    n: Annotated[int, "events it rests on"]
    events: Annotated[list[str], "ids of the events cited"]
    quotes: Annotated[list[str], "their words"]


def add(app: FastAPI, faults: dict[int | str, dict[str, Any]]) -> None:
    """Add the routes of briefs: pages and files, and the same for programs under ``/api``."""
    hidden: dict[str, Any] = {"include_in_schema": False}
    for name, path, compose in KINDS:
        told = (compose.__doc__ or "").split("\n")[0]
        example: dict[int | str, dict[str, Any]] = {
            200: {"content": {"application/json": {"example": EXAMPLE}}}
        }
        app.get(f"{path}/brief", **hidden)(_page(compose))
        app.get(f"{path}/brief.html", **hidden)(_file(compose))
        for prefix, ending, make in (
            ("", ".json", _json), ("/api", "", _json), ("", "/claims.csv", _csv),
            ("/api", "/claims.csv", _csv),
        ):  # fmt: skip
            app.get(
                f"{prefix}{path}/brief{ending}",
                include_in_schema=bool(prefix),
                operation_id=name if make is _json else f"{name}_claims_csv",
                tags=["answers" if make is _json else "tables"],
                summary=told if make is _json else f"{name}: claims as CSV",
                responses=faults | (example if make is _json else {}),
            )(make(compose))
    app.get("/week.json", **hidden)(_json(week))
    app.get("/group/{name}.json", **hidden)(_json(group))
    app.get("/week", **hidden)(_week)
    app.get("/group", **hidden)(_go)
    app.get("/group/{name}", **hidden)(_group)


def _asked(route: Callable[..., Response], compose: Callable[..., Brief]) -> Any:
    route.__annotations__["brief"] = Annotated[Any, Depends(compose)]
    return route


def _page(compose: Callable[..., Brief]) -> Any:
    def page(request: Request, brief: Any, part: bool = False) -> Response:
        """Give a brief as a page, or as the part that another page takes in."""
        template = "brief_part" if part else "brief"
        body = request.app.state.library.page(
            ("brief", template, request.url.path, request.url.query),
            lambda: render(
                template, request=request, here="", given=given_in(request.url.query),
                path=request.url.path, **brief_view(brief),
            ),
        )  # fmt: skip
        return Response(body, media_type=HTML)

    return _asked(page, compose)


def _file(compose: Callable[..., Brief]) -> Any:
    def file(brief: Any) -> Response:
        """Give a brief as one file that needs nothing else, to keep or print."""
        from detente.brief.render import to_html

        about = "-".join(brief.states[:6]) or "all"
        name = f"{about}-{brief.start}.html"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(to_html(brief), media_type=HTML, headers=headers)

    return _asked(file, compose)


def _json(compose: Callable[..., Brief]) -> Any:
    def json(brief: Any) -> Response:
        """Give a brief: sections of claims, each with its evidence, and what cannot be said."""
        from detente.brief.render import to_json

        return Response(to_json(brief), media_type="application/json")

    return _asked(json, compose)


def _csv(compose: Callable[..., Brief]) -> Any:
    def csv(brief: Any) -> Response:
        """Give the claims of a brief as a table."""
        headers = {"Content-Disposition": 'attachment; filename="claims.csv"'}
        return Response(to_csv(rows_of(brief), ClaimRow), media_type=CSV, headers=headers)

    return _asked(csv, compose)


def rows_of(brief: Brief) -> list[ClaimRow]:
    """Give the claims of a brief as rows."""
    return [
        ClaimRow(
            section=one.section,
            kind=str(one.kind),
            day=one.day,
            label=one.label,
            text=one.text,
            size=one.size,
            low=one.low,
            high=one.high,
            n=one.n,
            events=[source.event_id for source in one.sources],
            quotes=[source.quote or source.row for source in one.sources],
        )
        for one in brief.claims()
    ]


def _week(request: Request, library: Held, days: Days, day: DayIn = None) -> Response:
    """Give the page of a week, which asks for its brief."""
    start, stop = wide.week_of(library, day, days.start, days.stop)
    return _shell(request, title="What changed", path="/week", start=start, stop=stop, name="")


def _group(request: Request, library: Held, name: GroupNamed, days: Days) -> Response:
    """Give the page of a group, which asks for its brief."""
    start, stop = library.period(days.start, days.stop)
    group_named(name, stop - wide.DAY)  # says what is wrong with it at once
    path = request.url.path
    return _shell(request, title=f"Group: {name}", path=path, start=start, stop=stop, name=name)


def _go(request: Request, name: str = "") -> Response:
    """Lead from the form that names a group to its page."""
    given = {key: value for key, value in given_in(request.url.query).items() if key != "name"}
    path = f"/group/{quote(name.strip()[:200], safe=',')}" if name.strip() else "/"
    return RedirectResponse(link(path, given), 303)


def _shell(request: Request, *, start: dt.date, stop: dt.date, **values: Any) -> Response:
    given = given_in(request.url.query)
    body = render(
        "briefing", request=request, here=values["path"].split("/")[1], given=given,
        start=start, last=stop - wide.DAY, week=wide.WEEK, **values,
    )  # fmt: skip
    return Response(body, media_type=HTML)
