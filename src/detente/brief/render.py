"""Make pages of a brief: Markdown with footnotes, JSON, or one HTML file that needs nothing else.

Text from articles is never trusted: it is escaped, its unseen characters are replaced, it keeps
its own reading direction; the page forbids every script and every load from elsewhere.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import asdict
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from detente.brief.inert import markdown, safe_url, visible
from detente.brief.wording import counted, on_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

    from detente.brief.claims import Brief, Chart, Claim, Section


_COUNTED: Final = "(?:act|event|report|contact)s?"
"""Words behind the number of what a claim rests on, where its sentence gives it."""


_KICKERS: Final = {
    "dyad": "brief on two states",
    "state": "brief on a state",
    "group": "brief on a group of states",
    "week": "what changed",
}


def to_json(brief: Brief) -> str:
    """Give a brief as JSON with all its numbers and evidence; days as YYYY-MM-DD."""
    return json.dumps(asdict(brief), default=_plain, ensure_ascii=False, indent=2) + "\n"


def to_markdown(brief: Brief) -> str:
    """Give a brief as Markdown with one footnote for each place cited."""
    text = _templates(html=False).get_template("brief.md.j2").render(**_view(brief))
    return text.strip() + "\n"


def to_html(brief: Brief) -> str:
    """Give a brief as one HTML file: charts inline, no script, nothing loaded from elsewhere."""
    import markupsafe

    style = _template_text("brief.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    drawings: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for chart in brief.charts:
        drawings[chart.section].append(_drawing(chart))
    page = _templates(html=True).get_template("brief.html.j2")
    return page.render(
        **_view(brief),
        style=markupsafe.Markup(style),  # noqa: S704  (our own file)
        policy=policy,
        drawings=drawings,
    )


def _templates(*, html: bool) -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template_text),
        autoescape=html,  # noqa: S701  (Markdown is escaped by its own filter)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(md=markdown, visible=visible)
    return environment


def _template_text(name: str) -> str:
    return resources.files("detente.brief").joinpath("templates", name).read_text("utf-8")


def _drawing(chart: Chart) -> dict[str, Any]:
    import markupsafe

    from detente.brief.charts import svg

    columns = list(chart.rows[0]) if chart.rows else []
    return {
        "title": chart.title,
        "alt": chart.alt,
        "key": chart.key,
        "svg": markupsafe.Markup(svg(chart)),  # noqa: S704  (drawn by Vega, which escapes text)
        "columns": columns,
        "table": [[_cell(row[name]) for name in columns] for row in chart.rows],
    }


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _view(brief: Brief) -> dict[str, Any]:
    """Give what both templates show: claims with the numbers of their evidence."""
    numbers = {source: number for number, source in enumerate(brief.sources(), start=1)}
    anchors: dict[int, list[tuple[str, str]]] = defaultdict(list)
    sections = []
    for section in brief.sections:
        claims = [
            _claim_view(one, f"{section.key}-{place}", numbers)
            for place, one in enumerate(section.claims, start=1)
        ]
        for one in claims:
            for number in one["numbers"]:
                anchors[number].append((one["anchor"], one["name"]))
        sections.append(_section_view(section, claims))
    sources = [
        {
            **asdict(source),
            "number": number,
            "day": on_day(source.day) if source.day else "day not known",
            "title": source.title or "without title",
            "publisher": source.publisher or ("" if source.row else "publisher not known"),
            "url": safe_url(source.url),
            "cited_in": anchors[number],
        }
        for source, number in numbers.items()
    ]
    return {
        "brief": {"title": brief.title, "sections": sections, "method": brief.method},
        "kicker": _KICKERS[brief.kind],
        "when": _when(brief),
        "sources": sources,
    }


def _section_view(section: Section, claims: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "reading": section.reading,
        "gaps": section.gaps,
        "claims": claims,
    }


def _claim_view(claim: Claim, anchor: str, numbers: Mapping[Any, int]) -> dict[str, Any]:
    single = claim.day is not None
    return {
        "anchor": anchor,
        "name": anchor.replace("-", " "),
        "text": _unbroken(claim.text),
        "label": claim.label,
        "numbers": [numbers[source] for source in claim.sources],
        "quote": claim.sources[0].quote if single else "",
        "rests": _rests(claim, single=single),
    }


def _unbroken(text: str) -> str:
    """Keep a number and its sign of per cent on one line."""
    return text.replace(" %", "\u00a0%")


def _rests(claim: Claim, *, single: bool) -> str:
    """Give the main number with its interval, and n where the sentence does not say it."""
    said = re.search(rf"(?<![\d.,]){claim.n:,} (?:[\w-]+ ){{0,3}}?{_COUNTED}\b", claim.text)
    count = "" if single or said else f"n = {claim.n:,}"
    return _unbroken("; ".join(part for part in (claim.size, count) if part))


def _when(brief: Brief) -> str:
    known = f"As known on {on_day(brief.as_of)} · " if brief.as_of else ""
    places = counted(len(brief.sources()), "place")
    said = counted(len(brief.claims()), "sentence")
    return f"{known}{said} resting on {places} in the documents"


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
