import pytest

from detente.brief.charts import CONFLICT, COOPERATION, GRID, INK, MUTED, spec, svg
from detente.brief.claims import Chart

MONTHS = Chart(
    kind="engagement", section="engagement", title="t", alt="what it shows",
    rows=tuple(
        {"month": f"2024-{month:02d}-01", "side": side, "acts": month, "flurry": mark}
        for month, mark in ((3, ""), (4, "yes"), (5, ""))
        for side in ("cooperation", "conflict")
    ),
)  # fmt: skip
ISSUES = Chart(
    kind="balance", section="balance", title="t", alt="what it shows",
    rows=(
        {"field": "security", "value": 0.8, "low": 0.1, "high": 1.5, "n": 20},
        {"field": "<b>trade</b>", "value": -0.4, "low": -1.0, "high": 0.2, "n": 9},
    ),
)  # fmt: skip


@pytest.mark.parametrize("chart", [MONTHS, ISSUES])
def test_draws_without_script_style_or_address(chart):
    drawn = svg(chart)
    assert drawn.startswith("<svg")
    assert drawn.endswith("</svg>")
    for word in ("<script", "style=", "href", "http", "<b>", "url("):
        assert word not in drawn


@pytest.mark.parametrize("chart", [MONTHS, ISSUES])
def test_uses_only_colours_that_the_style_sheet_knows(chart):
    import re

    drawn = re.findall(r"#[0-9a-fA-F]{3,6}\b", svg(chart))
    assert set(drawn) <= {INK, MUTED, GRID, COOPERATION, CONFLICT}


def test_marks_the_flurry_once_and_carries_its_description():
    assert svg(MONTHS).count("▼ flurry") == 1
    assert spec(MONTHS)["description"] == "what it shows"
