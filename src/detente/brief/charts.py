"""Draw the charts of a brief: as data for Vega-Lite, and as SVG without any script.

The colours are those of Okabe and Ito (2008), which readers with any colour vision can tell
apart. Texts and lines use three fixed greys. A page may map each of the five to another for
a dark background, by ``[fill="#0072B2"]`` and so on in its style sheet.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from detente.brief.claims import Chart

INK: Final = "#1f2328"
MUTED: Final = "#57606a"
GRID: Final = "#d8dee4"
COOPERATION: Final = "#0072B2"
CONFLICT: Final = "#D55E00"

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
    drawn: Any = {"engagement": _engagement, "balance": _balance}[chart.kind](chart)
    specification: dict[str, Any] = drawn.properties(description=chart.alt).to_dict()
    specification["config"] = _CONFIG
    return specification


def svg(chart: Chart) -> str:
    """Draw a chart as one ``<svg>`` element without scripts or remote parts."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec(chart))
    inline = re.sub(r' xmlns(?::xlink)?="[^"]*"', "", drawn)
    return inline.replace(' class="marks"', ' aria-hidden="true" focusable="false"', 1)


def _rows(chart: Chart) -> Any:
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in chart.rows])


def _engagement(chart: Chart) -> Any:
    import altair as alt

    sides = alt.Scale(domain=["cooperation", "conflict"], range=[COOPERATION, CONFLICT])
    month = alt.X(
        "month:O",
        title=None,
        timeUnit="yearmonth",
        axis=alt.Axis(format="%b %y", labelAngle=0, labelOverlap="greedy", ticks=False),
        scale=alt.Scale(paddingInner=0.25),
    )
    count = alt.Y("acts:Q", title="acts a month", axis=alt.Axis(tickCount=4, format="d"))
    bars = (
        alt.Chart(_rows(chart), width=_WIDTH, height=150)
        .mark_bar()
        .encode(x=month, y=count, color=alt.Color("side:N", scale=sides))
    )
    label = (
        alt.Chart(_rows(chart))
        .transform_joinaggregate(total="sum(acts)", groupby=["month"])
        .transform_filter("datum.flurry")
        .transform_aggregate(total="max(total)", groupby=["month"])
        .mark_text(dy=-7, text="▼ flurry", color=INK, fontWeight="bold")
        .encode(x=month, y="total:Q")
    )
    return bars + label


def _balance(chart: Chart) -> Any:
    import altair as alt

    issue = alt.Y("field:N", title=None, sort=[str(row["field"]) for row in chart.rows])
    rows = alt.Chart(_rows(chart), width=_WIDTH - 110, height=alt.Step(26))
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
