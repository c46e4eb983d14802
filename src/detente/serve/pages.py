"""Draw answers as pages, all text from articles escaped and made harmless."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, quote, urlencode

from detente.brief.inert import visible
from detente.brief.reliability import reliability_chart
from detente.codes import Precision, Status
from detente.ontology.plover import ROOTS
from detente.ontology.states import name_of, states
from detente.relations.wording import counted, number, percent, word_for
from detente.serve.pieces import paragraphs, shown
from detente.serve.queries.counting import issue_words
from detente.serve.queries.world import GROUPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import jinja2

    from detente.brief.claims import Brief, Chart
    from detente.serve.queries.outlook import Settled

NAVIGATION: Final = (
    ("world", "/", "World"),
    ("watch", "/watch", "Watch"),
    ("week", "/week", "Week"),
    ("search", "/search", "Search"),
    ("outlook", "/outlook", "Outlook"),
    ("runs", "/runs", "Runs"),
    ("trial", "/try", "Try it"),
)


def render(template: str, **values: Any) -> bytes:
    """Draw a page."""
    return environment().get_template(f"{template}.html").render(**values).encode()


def static(name: str) -> bytes | None:
    """Give a file that pages load; none if there is no such file."""
    if name not in FILES:
        return None
    return resources.files("detente.serve").joinpath("static", name).read_bytes()


FILES: Final = {
    "detente.css": "text/css; charset=utf-8",
    "theme.js": "text/javascript; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""Names and media types of the files that pages load; nothing else is served."""


@cache
def environment() -> jinja2.Environment:
    """Give the templates with what they may use."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters.update(
        visible=lambda text: visible(str(text)),
        prose=shown,
        day=day,
        number=number,
        percent=percent,
        counted=counted,
        likely=word_for,
        segment=lambda text: quote(str(text), safe=""),
    )
    made.globals.update(
        navigation=NAVIGATION,
        name_of=name_of,
        on_day=on_day,
        link=link,
        paragraphs=paragraphs,
        tone=tone,
        leaning=leaning,
        columns=columns,
        roots={root.value: meaning.words for root, meaning in ROOTS.items()},
        issues=issue_words(),
        statuses=[one.value for one in Status],
        groups=GROUPS,
        state_names=_state_names,
        is_state=lambda code: code in states(),
    )
    return made


def _template(name: str) -> str | None:
    found = resources.files("detente.serve").joinpath("templates", name)
    return found.read_text("utf-8") if found.is_file() else None


@cache
def _state_names() -> list[tuple[str, str]]:
    every = [(one.code, one.name) for one in states().values() if one.end is None]
    return sorted(every, key=lambda pair: pair[1])


def given_in(query: str) -> dict[str, Any]:
    """Give the filters of an address.

    Examples
    --------
    >>> given_in("q=a+b&state=JPN&state=USA")
    {'q': 'a b', 'state': ['JPN', 'USA']}
    """
    found = parse_qs(query)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def link(path: str, given: Mapping[str, Any] | None = None, **more: Any) -> str:
    """Give an address with its filters; what is empty is left out.

    Examples
    --------
    >>> link("/search", {"q": "a b", "page": 2}, page=None, state=["JPN", "USA"])
    '/search?q=a+b&state=JPN&state=USA'
    """
    values = {**(given or {}), **more}
    kept = {name: value for name, value in values.items() if value not in (None, "", [], ())}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def day(value: dt.date | None) -> str:
    """Give a day as a reader writes it."""
    return "day not known" if value is None else f"{value.day} {value:%b %Y}"


def on_day(value: dt.date | None, precision: str) -> str:
    """Give a day as far as it is known."""
    if value is None:
        return "day not known"
    if precision == Precision.YEAR.value:
        return f"{value.year}"
    return f"{value:%b %Y}" if precision == Precision.MONTH.value else day(value)


def tone(balance: float) -> str:
    """Give the class of the colour of a balance: from k3 (conflict) by t0 to c3 (cooperation).

    Examples
    --------
    >>> tone(-2.0), tone(0.1), tone(0.6)
    ('k3', 't0', 'c2')
    """
    step = min(3, int(abs(balance) / 0.25 + 0.5))
    return "t0" if step == 0 else f"{'c' if balance > 0 else 'k'}{step}"


def leaning(balance: float) -> str:
    """Say a balance in words, for those who do not see its colour.

    Examples
    --------
    >>> leaning(-2.0), leaning(0.1), leaning(0.6)
    ('far more conflict than elsewhere', 'as elsewhere', 'more cooperation than elsewhere')
    """
    step = int(tone(balance)[1])
    side = "cooperation" if balance > 0 else "conflict"
    how = ("", "somewhat more", "more", "far more")[step]
    return f"{how} {side} than elsewhere" if step else "as elsewhere"


def columns(months: Sequence[Any], width: int = 720, height: int = 120) -> dict[str, Any]:
    """Give the places of the columns of a chart of months, in units of its drawing."""
    most = max([month.cooperation + month.conflict for month in months] or [0])
    top = next(
        s * 10**p for p in range(12) for s in (1, 2, 3, 4, 5, 6, 8) if s * 10**p >= max(most, 4)
    )
    step = width / max(len(months), 1)
    bars = []
    for place, month in enumerate(months):
        good = height * month.cooperation / top
        bad = height * month.conflict / top
        bars.append(
            {
                "x": round(place * step + step * 0.14, 1),
                "width": round(step * 0.72, 1),
                "good": round(good, 1),
                "bad": round(bad, 1),
                "good_y": round(height - good, 1),
                "bad_y": round(height - good - bad, 1),
                "middle": round(place * step + step / 2, 1),
                "month": month,
            }
        )
    return {"bars": bars, "top": top, "half": top / 2, "width": width, "height": height}


def brief_view(brief: Brief) -> dict[str, Any]:
    """Give a brief with its charts drawn, by section."""
    charts: dict[str, list[dict[str, Any]]] = {}
    for chart in brief.charts:
        charts.setdefault(chart.section, []).append(drawn(chart))
    sources = {source: n for n, source in enumerate(brief.sources(), start=1)}
    return {"brief": brief, "charts": charts, "sources": sources}


def record_view(record: Sequence[Settled]) -> dict[str, Any] | None:
    """Give the chart of how settled forecasts did, drawn; none for too few."""
    chart = reliability_chart([(one.probability, one.came_true) for one in record])
    return None if chart is None else drawn(chart)


def drawn(chart: Chart) -> dict[str, Any]:
    """Give a chart as a page shows it."""
    import markupsafe

    from detente.brief.charts import svg

    picture = markupsafe.Markup(svg(chart))  # noqa: S704  (drawn by Vega, which escapes text)
    return {"title": chart.title, "alt": chart.alt, "svg": picture, "rows": chart.rows}
