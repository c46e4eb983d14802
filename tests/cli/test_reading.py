from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest

from detente.codes import Precision
from detente.records import Actor, Evidence, Quote
from detente.store.store import open_store

PERIOD = ("--from", "2024-03-01", "--to", "2024-05-26")


@pytest.mark.parametrize("names", [("JPN", "USA"), ("Japan", "us"), ("japan", "United States")])
def test_measures_states_given_by_code_or_name(names, filled, detente) -> None:
    result = detente("measure", *names, *PERIOD, "--store", filled, "--format", "json")
    assert result.exit_code == 0, result.output
    findings = json.loads(result.stdout)
    assert {(finding["first"], finding["second"]) for finding in findings} >= {("JPN", "USA")}
    rates = [finding for finding in findings if finding["indicator"] == "engagement"]
    assert {finding["stop"] for finding in rates} == {"2024-05-27"}  # the last day is included


@pytest.fixture
def uneven(filled, tmp_path):
    """Give a store whose last event, on 26 May, has others of odd days behind it."""
    with open_store(filled) as store:
        events = sorted(store.rows("events"), key=lambda event: event.day)[:-1]
    last = replace(events[-1], known_at=dt.date(2026, 1, 1))
    later = {"known_at": dt.date(2026, 1, 1), "status": "planned"}
    odd = [
        replace(last, id="far", day=dt.date(2027, 5, 1), **later),
        replace(last, id="year", day=dt.date(2025, 1, 1), day_precision=Precision.YEAR),
        replace(last, id="none", day=None, day_precision=Precision.UNKNOWN),
    ]
    with open_store(tmp_path / "uneven.duckdb", write=True) as store:
        store.append("events", [*events, *odd])
    return tmp_path / "uneven.duckdb"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "period: 2024-02-27 to 2024-05-26;"),
        (("--as-of", "2024-03-01"), "period: 2023-11-29 to 2024-02-26;"),
        (("--to", "2024-03-30"), "period: 2024-01-01 to 2024-03-30;"),
        (("--from", "2024-05-01"), "period: 2024-05-01 to 2024-05-26;"),
        (PERIOD, ""),
        (("--quiet",), ""),
    ],
)
@pytest.mark.parametrize("command", ["measure", "brief"])
def test_tells_the_period_it_chose(command, options, told, uneven, detente) -> None:
    arguments = (command, "JPN", "USA", *options, "--store", uneven, "--format", "json")
    result = detente(*arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)
    assert result.stderr[: result.stderr.find(";") + 1] == told


def test_refuses_a_first_day_behind_the_last_one_covered(uneven, detente) -> None:
    result = detente("measure", "JPN", "USA", "--from", "2025-01-01", "--store", uneven)
    assert result.exit_code == 2
    assert "later than 2024-05-26, the last day that events cover" in result.stderr


def test_needs_a_period_where_no_event_was_known(filled, detente) -> None:
    arguments = ("--as-of", "2020-01-01", "--store", filled)
    result = detente("measure", "JPN", "USA", *arguments)
    assert result.exit_code == 2
    assert "no event with a day known by 2020-01-01" in result.stderr
    assert detente("brief", "JPN", "USA", *arguments, *PERIOD).exit_code == 0


def test_measures_and_briefs_only_what_was_known_then(filled, detente) -> None:
    options = ("--store", filled, "--format", "json")
    arguments = ("measure", "JPN", "USA", *PERIOD, "--indicator", "engagement", *options)
    (whole, *_), (then, *_) = (
        json.loads(detente(*arguments, *more).stdout) for more in ((), ("--as-of", "2024-04-01"))
    )
    assert 0 < then["n"] < whole["n"]
    result = detente("brief", "JPN", "USA", *PERIOD, *options, "--as-of", "2024-04-01")
    assert json.loads(result.stdout)["as_of"] == "2024-04-01"


def test_measures_one_indicator_over_the_last_months(filled, detente) -> None:
    arguments = ("measure", "JPN", "USA", "--indicator", "engagement", "--store", filled)
    rows = list(csv.DictReader(io.StringIO(detente(*arguments, "--format", "csv").stdout)))
    assert {row["indicator"] for row in rows} == {"engagement"}
    assert "engagement" in detente(*arguments).stdout


@pytest.mark.parametrize("command", ["measure", "brief"])
def test_lists_near_names_of_an_unknown_state(command, filled, detente) -> None:
    result = detente(command, "Jappan", "USA", *PERIOD, "--store", filled)
    assert result.exit_code == 2
    assert "unknown state 'Jappan'" in result.stderr
    assert "Japan" in result.stderr


def test_lists_near_names_of_an_unknown_indicator(filled, detente) -> None:
    result = detente("measure", "JPN", "USA", "--indicator", "engagements", "--store", filled)
    assert result.exit_code == 2
    assert "did you mean engagement" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("measure", "JPN", "USA"),
        ("brief", "JPN", "USA"),
        ("show", "event", "e"),
        ("show", "document", "d"),
        ("show", "rejections"),
    ],
)
def test_says_that_there_is_no_store(arguments, detente) -> None:
    result = detente(*arguments, "--store", "absent.duckdb")
    assert result.exit_code == 2
    assert "absent.duckdb" in result.stderr


def test_refuses_a_period_that_ends_before_it_starts(filled, detente) -> None:
    turned = ("--from", "2024-05-31", "--to", "2024-03-01")
    assert detente("measure", "JPN", "USA", *turned, "--store", filled).exit_code == 2


def test_writes_a_brief_to_the_screen(filled, detente) -> None:
    result = detente("brief", "JPN", "USA", *PERIOD, "--store", filled)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("# ")
    assert "Harbour Wire" in result.stdout


def test_writes_a_brief_to_files(filled, tmp_path, detente) -> None:
    files = ("--html", "new/b.html", "--markdown", "b.md", "--json", "b.json")
    result = detente("brief", "JPN", "USA", *PERIOD, "--store", filled, *files)
    assert result.stdout.split() == ["new/b.html", "b.md", "b.json"]
    assert "<html" in (tmp_path / "new/b.html").read_text()
    assert json.loads((tmp_path / "b.json").read_text())["first"] == "JPN"
    assert detente("brief", "JPN", "USA", "--store", filled, *files, "--quiet").output == ""


def test_prints_a_brief_in_the_form_asked_for(filled, detente) -> None:
    arguments = ("brief", "JPN", "USA", *PERIOD, "--store", filled, "--format")
    assert "<html" in detente(*arguments, "html").stdout
    assert json.loads(detente(*arguments, "json").stdout)["second"] == "USA"


@pytest.mark.parametrize(
    ("arguments", "kind", "title"),
    [
        (("JPN", *PERIOD), "state", "Japan, "),
        (("--group", "JPN,USA", *PERIOD), "group", "Japan and the United States, "),
        (("--group", "Quad", *PERIOD), "group", "The Quadrilateral Security Dialogue, "),
        (("--week", "2024-04-10"), "week", "What changed, 8–14 April 2024"),
        (("--changed", *PERIOD), "week", "What changed, "),
    ],
)
def test_writes_briefs_on_a_state_a_group_and_a_week(arguments, kind, title, filled, detente):
    result = detente("brief", *arguments, "--store", filled, "--format", "json")
    assert result.exit_code == 0, result.output
    brief = json.loads(result.stdout)
    assert brief["kind"] == kind
    assert brief["title"].startswith(title)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "say what the brief is about"),
        (("JPN", "--changed"), "only one of them"),
        (("--week", "2024-04-10", "--from", "2024-04-01"), "--week sets the days"),
        (("--group", "Quadd", *PERIOD), "unknown group 'Quadd'"),
    ],
)
def test_a_brief_is_about_one_thing(arguments, told, filled, detente):
    result = detente("brief", *arguments, "--store", filled)
    assert result.exit_code == 2
    assert told in result.stderr


def test_shows_an_event_with_its_evidence(filled, detente) -> None:
    result = detente("show", "event", "e000000000000007", "--store", filled)
    assert result.exit_code == 0, result.output
    for part in ("[bold]Wednesday[/bold]", "Fumio Kishida (JPN, GOV)", "https://example.org/7"):
        assert part in result.stdout
    assert "\x1b[31m" not in result.stdout
    form = ("--format", "json")
    event = json.loads(
        detente("show", "event", "e000000000000007", "--store", filled, *form).stdout
    )
    assert event["evidence"]["document_id"] == "d000000000000007"


def test_shows_a_document_by_the_beginning_of_its_id(filled, detente) -> None:
    form = ("--format", "json")
    result = detente("show", "document", "d00000000000003", "--store", filled, *form)
    assert result.exit_code == 2
    result = detente("show", "document", "d000000000000039", "--store", filled, *form)
    assert json.loads(result.stdout)["events"] == ["e000000000000039"]


def test_shows_rejections_by_reason(filled, detente) -> None:
    result = detente("show", "rejections", "--store", filled, "--format", "json")
    bad_line, no_date = json.loads(result.stdout)
    assert (bad_line["reason"], bad_line["count"], bad_line["counts as"]) == (
        "bad line",
        5,
        "problem",
    )
    assert bad_line["examples"] == [f"bad.jsonl#{number}: no json" for number in range(3)]
    assert no_date["counts as"] == "note"
    assert "bad line" in detente("show", "rejections", "--store", filled).stdout
    quiet = detente("show", "rejections", "--store", filled, "--quiet").stdout
    assert "bad line" in quiet
    assert "no date" not in quiet


@pytest.mark.parametrize(
    ("speaker", "count"), [((), 2), (("JPN",), 1), (("kishida",), 1), (("Nobody",), 0)]
)
def test_lists_quotes_with_who_speaks(speaker, count, tmp_path, detente) -> None:
    day = dt.date(2024, 4, 10)
    quotes = [
        Quote(
            id=f"q{state}",
            speaker=Actor(text=text, state=state, sector="GOV", name=name),
            words="We will meet again soon",
            verb="say",
            day=day,
            known_at=day,
            evidence=Evidence(document_id="d", start=0, stop=4, quote="text"),
        )
        for state, text, name in (("JPN", "he", "Fumio Kishida"), ("USA", "Washington", None))
    ]
    with open_store(tmp_path / "quotes.duckdb", write=True) as store:
        store.append("quotes", quotes)
    result = detente(
        "show", "quotes", *speaker, "--store", tmp_path / "quotes.duckdb", "--format", "json"
    )
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.stdout)) == count
