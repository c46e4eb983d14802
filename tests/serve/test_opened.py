from __future__ import annotations

import asyncio
import json

import pytest
from mcp import Client

import detente
from detente.errors import InputError, UnknownName
from detente.serve.tools import make_server


@pytest.fixture(scope="module")
def opened(path, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("xdg")))
        with detente.open(path) as store:
            yield store


def test_dyad_gives_brief_findings_events_and_outlook(opened) -> None:
    pair = opened.dyad("Japan", "USA")
    assert (pair.first, pair.second) == ("JPN", "USA")
    brief = pair.brief("2024-03-01", "2024-04-30")
    assert brief.claims()
    assert brief is pair.brief("2024-03-01", "2024-04-30")
    assert len(pair.events("2024-04-10", "2024-04-11")) == 3
    assert {row["indicator"] for row in pair.findings()} >= {"engagement", "balance"}
    assert pair.outlook().to_list()[0]["first"] == "JPN"


def test_rows_are_arrow_and_a_frame_of_pandas(opened) -> None:
    rows = opened.events("steel", states=["China"], start="2023-02-01", last="2023-02-28")
    assert rows.arrow.num_rows == 4
    frame = rows.to_pandas()
    assert list(frame["day"]) == sorted(frame["day"])
    assert "4 rows" in repr(rows)
    assert len(opened.table("documents")) == 164


def test_briefs_on_a_state_a_group_and_a_week(opened) -> None:
    days = ("2024-04-01", "2024-04-30")
    assert opened.brief("Japan", *days).kind == "state"
    assert opened.brief("Quad", *days).states == ("AUS", "IND", "JPN", "USA")
    assert opened.brief(["China", "USA"], *days).states == ("CHN", "USA")
    week = opened.brief()
    assert (str(week.start), str(week.stop)) == ("2024-04-23", "2024-04-30")
    assert week.claims()
    with pytest.raises(UnknownName, match="state"):
        opened.brief("Atlantis")


def test_what_may_come(opened) -> None:
    pair = opened.dyad("Japan", "USA")
    asked = [f"{name} leads USA from 2024-06-01" for name in ("Trump", "Biden")]
    told = pair.what_if(*asked, chances=[0.4, 0.5])
    assert {one.case for one in told.cases} > {"base case", *asked}  # and their mixture
    with pytest.raises(InputError, match="as many chances"):
        pair.what_if("Trump leads USA", chances=[0.4, 0.5])
    ranked = opened.next("China", "accuse", top=3).to_list()
    assert [row["rank"] for row in ranked] == list(range(1, len(ranked) + 1))
    assert ranked[0]["partner"] == "USA"
    with pytest.raises(UnknownName):
        opened.next("China", "dance")


def test_watch_says_the_same_as_the_command(opened, path) -> None:
    from typer.testing import CliRunner

    from detente.cli.main import app

    told = CliRunner().invoke(app, ["watch", "--store", str(path), "--format", "json"])
    rows = json.loads(told.stdout)
    assert "flurry" in {row["kind"] for row in rows}
    assert [row["reading"] for row in opened.watch()] == [row["reading"] for row in rows]


def test_polars_if_installed(opened) -> None:
    pytest.importorskip("polars")
    assert opened.dyad("JPN", "USA").events().to_polars().height


def test_questions_that_make_no_sense_are_refused(opened) -> None:
    with pytest.raises(UnknownName):
        opened.dyad("JPN", "Atlantis")
    with pytest.raises(InputError):
        opened.dyad("JPN", "JPN")
    with pytest.raises(InputError, match="no day"):
        opened.dyad("JPN", "USA").events("soon")


def call(server, tool: str, **given):
    async def go():
        async with Client(server) as client:
            return await client.call_tool(tool, given)

    return asyncio.run(go())


@pytest.fixture(scope="module")
def server(library, desk):
    return make_server(library, desk)


def test_tools_are_documented(server) -> None:
    async def go():
        async with Client(server) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(go())
    assert {tool.name for tool in tools} == {
        "find_events", "read_document", "measure_dyad", "brief", "brief_wide", "watch",
        "busiest_pairs", "forecast", "what_if", "who_comes_next",
        "code_text",
    }  # fmt: skip
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert all(
            "description" in one or name == "page"
            for name, one in tool.input_schema["properties"].items()
        )


@pytest.mark.parametrize(
    ("tool", "given", "evidence"),
    [
        ("find_events", {"words": "steel", "states": ["CHN"]}, "China accused America over steel"),
        ("read_document", {"id": "d0003"}, "China accused America over steel"),
        ("measure_dyad", {"first": "JPN", "second": "USA"}, '"evidence"'),
        ("brief", {"first": "JPN", "second": "USA"}, "[^1]"),
        ("brief_wide", {"about": "JPN,USA,PHL"}, "[^1]"),
        ("watch", {"state": "China"}, "Beijing answered Washington"),
        ("busiest_pairs", {"first_day": "2024-04-01"}, '"cooperation"'),
        ("forecast", {"first": "JPN", "second": "USA"}, '"inputs"'),
        ("what_if", {"first": "JPN", "second": "USA",
                     "conditions": ["Trump leads USA from 2024-06-01"]}, '"base case"'),
        ("who_comes_next", {"state": "JPN"}, '"USA"'),
        ("code_text", {"text": "Japan met America."}, "Japan met America."),
    ],
)  # fmt: skip
def test_tools_answer_with_evidence(server, tool, given, evidence) -> None:
    answer = call(server, tool, **given)
    assert not answer.is_error
    assert evidence in answer.content[0].text


def test_tools_tell_what_was_wrong(server) -> None:
    answer = call(server, "measure_dyad", first="JPN", second="Jappan")
    assert answer.is_error
    assert "did you mean Japan" in answer.content[0].text


def test_documents_are_read_in_parts(server, monkeypatch) -> None:
    monkeypatch.setattr("detente.serve.tools.LONGEST", 20)
    part = json.loads(call(server, "read_document", id="d0003").content[0].text)
    assert part["next_start"] == 20
    rest = json.loads(call(server, "read_document", id="d0003", start=20).content[0].text)
    assert not rest["text"].startswith(part["text"])
