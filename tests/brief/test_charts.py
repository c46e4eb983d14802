from importlib.resources import files

import pytest

from detente.brief.charts import CONFLICT, COOPERATION, GRID, INK, MUTED, PAPER, spec, svg
from detente.brief.claims import Chart
from detente.brief.reliability import reliability_chart

WEEKS = Chart(
    kind="timeline", section="engagement", title="t", alt="what it shows",
    rows=tuple(
        {"week": f"2024-04-{day:02d}", "side": side, "acts": day}
        for day in (1, 8, 15)
        for side in ("cooperation", "conflict")
    ),
    marks=(
        {"what": "period", "day": "2024-03-01", "stop": "2024-06-01"},
        {"what": "flurry", "day": "2024-04-08", "stop": "2024-04-15", "side": "cooperation"},
        {"what": "event", "day": "2024-04-10", "number": 1},
        {"what": "event", "day": "2024-04-11", "number": 2},
    ),
    key=("10 April 2024: a visit.", "11 April 2024: a summit."),
)  # fmt: skip
ISSUES = Chart(
    kind="balance", section="balance", title="t", alt="what it shows",
    rows=(
        {"field": "security", "value": 0.8, "low": 0.1, "high": 1.5, "n": 20},
        {"field": "<b>trade</b>", "value": -0.4, "low": -1.0, "high": 0.2, "n": 9},
    ),
)  # fmt: skip

SIDES = Chart(
    kind="two sides", section="doors", title="t", alt="what it shows", sides=("Japan", "Kenya"),
    rows=(
        {"field": "the leader", "side": "Japan", "acts": 3},
        {"field": "<b>firms</b>", "side": "Kenya", "acts": 0},
    ),
)  # fmt: skip
FORMATS = Chart(
    kind="formats", section="formats", title="t", alt="what it shows",
    sides=("first", "known before"),
    rows=(
        {"first": "JPN", "second": "USA", "meetings": 2, "first of its kind": "yes"},
        {"first": "JPN", "second": "PHL", "meetings": 1, "first of its kind": ""},
    ),
    marks=tuple(
        {"state": code, "name": name, "centre": centre}
        for code, name, centre in (
            ("JPN", "Japan", "yes"), ("PHL", "Philippines", ""), ("USA", "<b>US</b>", "")
        )
    ),
)  # fmt: skip
RECORD = reliability_chart([(0.9, True)] * 16 + [(0.1, False)] * 8 + [(0.1, True)])
EVERY = [WEEKS, ISSUES, SIDES, FORMATS, RECORD]


@pytest.mark.parametrize("chart", EVERY, ids=lambda chart: chart.kind)
def test_draws_without_script_style_or_address(chart):
    drawn = svg(chart)
    assert drawn.startswith("<svg")
    assert drawn.endswith("</svg>")
    for word in ("<script", "style=", "href", "http", "<b>", "url("):
        assert word not in drawn


@pytest.mark.parametrize("chart", EVERY, ids=lambda chart: chart.kind)
def test_uses_only_colours_that_the_style_sheet_knows(chart):
    import re

    drawn = re.findall(r"#[0-9a-fA-F]{3,6}\b", svg(chart))
    assert set(drawn) <= {INK, MUTED, GRID, COOPERATION, CONFLICT, PAPER}


def test_marks_flurry_and_numbered_events_once_and_carries_its_description():
    drawn = svg(WEEKS)
    assert drawn.count(">flurry<") == 1
    assert all(f">{number}</text>" in drawn for number in (1, 2))
    assert spec(WEEKS)["description"] == "what it shows"


def test_the_style_sheet_knows_every_colour_in_light_and_dark():
    style = files("detente.brief").joinpath("templates", "brief.css").read_text("utf-8")
    for colour in (INK, MUTED, GRID, COOPERATION, CONFLICT, PAPER):
        assert f'[fill="{colour}"]' in style
        assert f'[stroke="{colour}"]' in style


def test_reliability_says_what_was_given_and_what_came_true():
    low, high = RECORD.rows
    assert (low["given"], low["forecasts"]) == (pytest.approx(0.1), 9)
    assert low["came true"] == pytest.approx(1 / 9)
    assert high["came true"] == 1.0
    assert low["low"] < 1 / 9 < low["high"]
    assert "given 90 %, came true 100 % of 16" in RECORD.alt


def test_reliability_of_few_forecasts_is_not_drawn():
    assert reliability_chart([(0.5, True)] * 19) is None
