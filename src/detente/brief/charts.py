"""Draw the charts of a brief: as data for Vega-Lite, and as SVG without any script.

The colours are those of Okabe and Ito (2008), which readers with any colour vision can tell
apart. Texts and lines use three fixed greys. A page may map each of these colours to another for
a dark background, by ``[fill="#0072B2"]`` and so on in its style sheet.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from detente.brief.claims import Chart

INK: Final = "#1f2328"
MUTED: Final = "#57606a"
GRID: Final = "#d8dee4"
COOPERATION: Final = "#0072B2"
CONFLICT: Final = "#D55E00"
PAPER: Final = "#ffffff"

_WIDTH: Final = 620
_CONFIG: Final[dict[str, Any]] = {
    "background": "transparent",
    "font": "Helvetica Neue, Helvetica, Arial, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "domainColor": MUTED,
        "gridColor": GRID,
        "labelColor": MUTED,
        "labelFontSize": 11,
        "tickColor": GRID,
        "titleColor": MUTED,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": 11,
        "orient": "top",
        "symbolSize": 80,
        "symbolType": "square",
        "title": None,
    },
    "text": {"color": INK, "fontSize": 11},
}


def spec(chart: Chart) -> dict[str, Any]:
    """Give a chart as a Vega-Lite specification with its data in it."""
    drawn: Any = _DRAWN[chart.kind](chart)
    specification: dict[str, Any] = drawn.properties(description=chart.alt).to_dict()
    specification["config"] = _CONFIG
    return specification


def svg(chart: Chart) -> str:
    """Draw a chart as one ``<svg>`` element without scripts or remote parts."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec(chart))
    inline = re.sub(r' xmlns(?::xlink)?="[^"]*"', "", drawn)
    return inline.replace(' class="marks"', ' aria-hidden="true" focusable="false"', 1)


def _data(rows: Iterable[Mapping[str, Any]]) -> Any:
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows])


def _timeline(chart: Chart) -> Any:
    """Draw weeks: cooperation upwards, conflict downwards, flurries behind, events above."""
    import altair as alt

    rows: list[dict[str, Any]] = [
        {
            "start": row["week"],
            "stop": _later(str(row["week"]), 6),
            "acts": _signed(row),
            "none": 0,
            "side": row["side"],
        }
        for row in chart.rows
    ]
    top = max(*(abs(row["acts"]) for row in rows if row["acts"] >= 0), 4) * 1.3
    floor = min(*(row["acts"] for row in rows), -1) - 0.13 * top
    begin = min(str(row["start"]) for row in rows)
    day: dict[str, Any] = {
        "title": None,
        "axis": alt.Axis(format="%b %y", tickCount="month", grid=False),
    }
    scale = alt.Scale(domain=[floor, top], nice=False)
    bars = (
        alt.Chart(_data(rows), width=_WIDTH, height=190)
        .mark_bar()
        .encode(
            x=alt.X("start:T", **day),
            x2="stop:T",
            y=alt.Y("acts:Q", title=_UP_DOWN, scale=scale, axis=_count_axis("abs")),
            y2="none:Q",
            color=alt.Color("side:N", scale=_sides(chart)),
        )
    )
    zero = alt.Chart(_data([{"y": 0}])).mark_rule(color=MUTED).encode(y="y:Q")
    return alt.layer(*_bands(chart, begin, floor, top), bars, zero, *_events(chart, floor, top))


_UP_DOWN: Final = "acts a week"


def _signed(row: Mapping[str, Any]) -> float:
    return float(row["acts"]) * (-1 if row["side"] == "conflict" else 1)


def _later(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _sides(chart: Chart) -> Any:
    import altair as alt

    return alt.Scale(domain=list(chart.sides), range=[COOPERATION, CONFLICT])


def _count_axis(function: str) -> Any:
    import altair as alt

    return alt.Axis(
        tickCount=5, tickMinStep=1, labelExpr=f"format({function}(datum.value), ',.0f')"
    )


def _bands(chart: Chart, begin: str, floor: float, top: float) -> list[Any]:
    """Draw the period of the brief and its flurries as bands behind the columns."""
    import altair as alt

    layers = []
    for what, colour, words in (
        ("period", GRID, "period of this brief"),
        ("flurry", MUTED, "flurry"),
    ):
        marks = [
            {**mark, "day": max(str(mark["day"]), begin), "low": floor, "high": top}
            for mark in chart.marks
            if mark["what"] == what and str(mark["stop"]) > begin
        ]
        if not marks:
            continue
        for mark in marks:
            mark["words"] = words
            if what == "flurry" and mark.get("side") == "conflict":
                mark["words"] = "flurry of conflict"
        base = alt.Chart(_data(marks))
        layers.append(
            base.mark_rect(color=colour, opacity=0.35 if what == "period" else 0.22).encode(
                x="day:T", x2="stop:T", y=alt.Y("low:Q"), y2="high:Q"
            )
        )
        at, down, ink = ("high", -6, MUTED) if what == "period" else ("low", -5, INK)
        layers.append(
            base.mark_text(align="left", dx=3, dy=down, color=ink).encode(
                x="day:T", y=f"{at}:Q", text="words:N"
            )
        )
    return layers


def _events(chart: Chart, floor: float, top: float) -> list[Any]:
    """Draw the numbers of the main events above the columns, in two rows where they are near."""
    import altair as alt

    marks = [dict(mark) for mark in chart.marks if mark["what"] == "event"]
    if not marks:
        return []
    step = (top - floor) * 0.1
    last = [dt.date.min, dt.date.min, dt.date.min]
    for mark in sorted(marks, key=lambda one: str(one["day"])):
        day = dt.date.fromisoformat(str(mark["day"]))
        level = next((n for n, d in enumerate(last) if (day - d).days > _NEAR), 0)
        last[level] = day
        mark["y"] = top - step * (0.6 + level)
    base = alt.Chart(_data(marks)).encode(x="day:T", y="y:Q")
    return [
        base.mark_point(shape="circle", filled=True, size=230, color=INK, opacity=1),
        base.mark_text(color=PAPER, fontSize=10, fontWeight="bold", baseline="middle").encode(
            text="number:N"
        ),
    ]


_NEAR: Final = 10
"""Days between two numbers of events below which they stand in different rows."""


def _balance(chart: Chart) -> Any:
    import altair as alt

    issue = alt.Y("field:N", title=None, sort=[str(row["field"]) for row in chart.rows])
    rows = alt.Chart(_data(chart.rows), width=_WIDTH - 110, height=alt.Step(26))
    title = "← more conflict than is usual   ·   more cooperation than is usual →"
    odds = "(datum.value < 0 ? '÷ ' : '× ') + format(exp(abs(datum.value)), '.0f')"
    axis = alt.Axis(
        values=[math.log(2) * step for step in range(-5, 6)],
        labelExpr=f"datum.value == 0 ? 'as usual' : {odds}",
        title=title,
    )
    colour = alt.condition("datum.value >= 0", alt.value(COOPERATION), alt.value(CONFLICT))
    interval = rows.mark_rule(strokeWidth=3).encode(
        x=alt.X("low:Q", axis=axis), x2="high:Q", y=issue, color=colour
    )
    point = rows.mark_point(filled=True, size=90, opacity=1).encode(
        x="value:Q", y=issue, color=colour
    )
    zero = rows.mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x=alt.datum(0))
    return zero + interval + point


def _two_sides(chart: Chart) -> Any:
    """Draw bars to the left and to the right of the names of fields, each with its number."""
    import altair as alt

    left, right = chart.sides
    meant = chart.sides == ("cooperation", "conflict")
    names = list(dict.fromkeys(str(row["field"]) for row in chart.rows))
    most = max([*(float(row["acts"] or 0) for row in chart.rows), 1])
    rows = [{**row, "text": f"{row['acts']:,}" if row["acts"] else ""} for row in chart.rows]
    field = alt.Y("field:N", sort=names, axis=None)
    half = (_WIDTH - _MIDDLE) // 2

    def side(name: str, colour: str, *, leftward: bool) -> Any:
        scale = alt.Scale(domain=[0, most * 1.12], reverse=leftward, nice=False)
        base = alt.Chart(
            _data(row for row in rows if row["side"] == name),
            width=half,
            height=alt.Step(24),
            title=alt.Title(name, anchor="end" if leftward else "start", color=colour, fontSize=12),
        ).encode(x=alt.X("acts:Q", scale=scale, axis=None), y=field)
        label = base.mark_text(
            align="right" if leftward else "left", dx=-5 if leftward else 5, color=INK
        ).encode(text="text:N")
        return base.mark_bar(color=colour, height=14) + label

    middle = (
        alt.Chart(_data({"field": name} for name in names), width=_MIDDLE, height=alt.Step(24))
        .mark_text(color=INK, limit=_MIDDLE - 6)
        .encode(y=field, text="field:N")
    )
    parts = (
        side(left, COOPERATION, leftward=True),
        middle,
        side(right, CONFLICT if meant else COOPERATION, leftward=False),
    )
    return alt.hconcat(*parts, spacing=0)


_MIDDLE: Final = 170
"""Width of the column of names between two sides; pixels."""


def _formats(chart: Chart) -> Any:
    """Draw states on a ring, joined where they met; those of the brief are dark."""
    import altair as alt

    at = _ring([str(mark["state"]) for mark in chart.marks])
    links = [
        {
            "x": at[str(row["first"])][0],
            "y": at[str(row["first"])][1],
            "x2": at[str(row["second"])][0],
            "y2": at[str(row["second"])][1],
            "meetings": row["meetings"],
            "kind": chart.sides[0] if row["first of its kind"] else chart.sides[1],
        }
        for row in chart.rows
    ]
    dots: list[dict[str, Any]] = [
        {**mark, "x": at[str(mark["state"])][0], "y": at[str(mark["state"])][1]}
        for mark in chart.marks
    ]
    for dot in dots:
        middle = "top" if dot["y"] > 0 else "bottom"
        dot["side"] = "right" if dot["x"] > 0.2 else "left" if dot["x"] < -0.2 else middle
    scale = alt.Scale(domain=[-1.9, 1.9], nice=False)
    across: dict[str, Any] = {"axis": None, "scale": scale}
    down: dict[str, Any] = {"axis": None, "scale": alt.Scale(domain=[-1.25, 1.25], nice=False)}
    kinds = [kind for kind in chart.sides if any(link["kind"] == kind for link in links)]
    colours = [COOPERATION if kind == chart.sides[0] else MUTED for kind in kinds]
    lines = (
        alt.Chart(_data(links), width=_WIDTH, height=270)
        .mark_rule(opacity=0.75)
        .encode(
            x=alt.X("x:Q", **across),
            x2="x2:Q",
            y=alt.Y("y:Q", **down),
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth(
                "meetings:Q",
                scale=alt.Scale(domain=[1, 5], range=[1.5, 7], clamp=True),
                legend=None,
            ),
            color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=colours)),
        )
    )
    base = alt.Chart(_data(dots)).encode(x="x:Q", y="y:Q")
    points = base.mark_point(filled=True, opacity=1, size=150).encode(
        color=alt.condition("datum.centre", alt.value(INK), alt.value(MUTED))
    )
    names = [
        base.transform_filter(f"datum.side == '{side}'")
        .mark_text(fontSize=12, color=INK, **placed)
        .encode(text="name:N")
        for side, placed in _PLACED.items()
        if any(dot["side"] == side for dot in dots)
    ]
    return alt.layer(lines, points, *names)


_PLACED: Final[dict[str, dict[str, Any]]] = {
    "right": {"align": "left", "dx": 12},
    "left": {"align": "right", "dx": -12},
    "top": {"align": "center", "dy": -15},
    "bottom": {"align": "center", "dy": 18},
}


def _ring(states: list[str]) -> dict[str, tuple[float, float]]:
    """Place states on a ring, the first at the top, in order of the clock."""
    turn = 2 * math.pi / max(len(states), 1)
    return {
        state: (math.sin(turn * place), math.cos(turn * place))
        for place, state in enumerate(states)
    }


def _reliability(chart: Chart) -> Any:
    import altair as alt

    def percent(name: str, title: str | None) -> Any:
        channel = alt.X if name == "given" else alt.Y
        return channel(
            f"{name}:Q",
            title=title,
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
        )

    rows = [{**row, "came": row["came true"]} for row in chart.rows]
    base = alt.Chart(_data(rows), width=250, height=230)
    x = percent("given", "probability that was given")
    y = percent("came", "share that came true")
    ideal = (
        alt.Chart(_data([{"given": 0, "came": 0}, {"given": 1, "came": 1}]))
        .mark_line(color=MUTED, strokeDash=[4, 3], strokeWidth=1)
        .encode(x=x, y=y)
    )
    interval = base.mark_rule(strokeWidth=3, color=COOPERATION).encode(
        x=x, y=alt.Y("low:Q"), y2="high:Q"
    )
    point = base.mark_point(filled=True, size=90, opacity=1, color=COOPERATION).encode(x=x, y=y)
    count = base.mark_text(align="left", dx=9, color=MUTED).encode(x=x, y=y, text="forecasts:N")
    return ideal + interval + point + count


_DRAWN: Final[dict[str, Callable[[Chart], Any]]] = {
    "timeline": _timeline,
    "balance": _balance,
    "two sides": _two_sides,
    "formats": _formats,
    "reliability": _reliability,
}
"""How each kind of chart is drawn."""
