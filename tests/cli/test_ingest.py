"""Command ``ingest``."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
import typer
from formats.made import PLOVER, json_line, json_table, line, table

from detente.cli.main import app
from detente.formats.known import NAMES
from detente.store.store import open_store


@pytest.fixture
def events(tmp_path):
    """Give a folder with two batches of mentions, one bad row among them."""
    folder = tmp_path / "events"
    folder.mkdir()
    row = line("gdelt-mentions", {"SentenceID": "9", "Confidence": "101"})
    (folder / "20240410101500.mentions.CSV").write_text(table("gdelt-mentions", 2) + row + "\n")
    last = line("gdelt-mentions", {"MentionTimeDate": "20240412104500", "SentenceID": "1"})
    again = line("gdelt-mentions", {"SentenceID": "2"})
    (folder / "20240412104500.mentions.CSV").write_text(f"{last}\n{again}\n")
    return folder


@pytest.fixture
def good(tmp_path):
    (tmp_path / "good.jsonl").write_text(json_table("plover", 3))
    return tmp_path / "good.jsonl"


def test_reads_event_data_and_finds_nothing_amiss(good, detente) -> None:
    result = detente("ingest", good)
    assert result.exit_code == 0, result.output
    words = [one.split(maxsplit=1) for one in result.stdout.splitlines() if one.strip()]
    told = {words[0]: words[-1].strip() for words in words}
    assert (told["format"], told["rows"], told["kept"]) == ("plover", "3", "3")
    assert (told["repeats"], told["rejected"]) == ("0", "0")
    assert "told again" in result.stdout
    assert result.stdout.rstrip().endswith("none")


def test_reports_in_json_what_became_of_every_file(events, detente) -> None:
    result = detente("ingest", events, "--format", "json")
    assert result.exit_code == 1, result.output
    report = json.loads(result.stdout)
    (found,) = report["formats"]
    counts = {name: found[name] for name in ("files", "rows", "kept", "repeats", "rejected")}
    assert counts == {"files": 2, "rows": 5, "kept": 2, "repeats": 2, "rejected": 1}
    assert (found["first day"], found["last day"]) == ("2024-04-10", "2024-04-10")
    assert found["days missing"] == "none"
    assert found["batches missing"].startswith("193: 20240410103000, 20240410104500")
    assert found["told again"] is None
    (bad,) = report["rejections"]
    assert (bad["count"], bad["counts as"], bad["reason"]) == (
        1,
        "problem",
        "impossible confidence",
    )
    assert bad["example"].endswith("20240410101500.mentions.CSV#3")
    assert [file["rows"] for file in report["files"]] == [3, 2]
    assert all(file["format"] == "gdelt-mentions" for file in report["files"])


def test_gives_one_row_a_file_in_csv(good, detente) -> None:
    result = detente("ingest", good, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["path"], row["format"], row["rows"], row["kept"]) == (str(good), "plover", "3", "3")


def test_prints_nothing_but_problems_when_quiet(good, tmp_path, detente) -> None:
    result = detente("ingest", good, "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    (tmp_path / "bad.jsonl").write_text(json_line(PLOVER, date=None) + json_line(PLOVER, id=None))
    result = detente("ingest", tmp_path / "bad.jsonl", tmp_path / "absent", "--quiet")
    assert (result.exit_code, result.stdout) == (1, "")
    assert sorted(result.stderr.splitlines()) == ["no date 1", "no id 1", "not found 1"]


def test_notes_what_was_read_before(good, detente) -> None:
    detente("ingest", good)
    result = detente("ingest", good, "--format", "json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert (report["formats"], report["files"]) == ([], [])
    (note,) = report["rejections"]
    assert (note["count"], note["counts as"], note["reason"]) == (1, "note", "read before")
    assert str(good) in note["example"]


def test_keeps_the_rows_in_the_store_that_is_named(good, tmp_path, detente) -> None:
    assert detente("ingest", good, "--store", tmp_path / "here.duckdb").exit_code == 0
    with open_store(tmp_path / "here.duckdb") as store:
        counts = store.counts()
    assert (counts["coded"], counts["files"]) == (3, 1)
    assert not (tmp_path / "detente.duckdb").exists()


def test_shows_later_what_was_rejected(events, detente) -> None:
    detente("ingest", events)
    result = detente("show", "rejections")
    assert result.exit_code == 0
    assert "impossible confidence" in result.stdout


def test_takes_a_file_for_what_it_is_said_to_be(good, detente) -> None:
    assert detente("ingest", good, "--as", "plover").exit_code == 0
    result = detente("ingest", good, "--as", "ngec", "--store", "other.duckdb")
    assert result.exit_code == 1
    assert "no known format" in result.stdout


def test_knows_no_other_format(good, detente) -> None:
    result = detente("ingest", good, "--as", "plovr")
    assert result.exit_code == 2
    assert result.stderr.startswith("detente: unknown format 'plovr'; did you mean plover")


def test_says_why_it_could_not_run(good, tmp_path, detente) -> None:
    result = detente("ingest", good, "--store", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith("detente: ")
    assert "Traceback" not in result.output


def test_help_names_all_formats() -> None:
    command = typer.main.get_command(app).commands["ingest"]
    (option,) = [one for one in command.params if "--as" in one.opts]
    listed = re.search(r"Format of all files: (.+?)\.", option.help)[1].split(", ")
    assert set(listed) == set(NAMES)


def test_passes_over_its_own_store(good, detente) -> None:
    assert detente("ingest", ".").exit_code == 0


def test_makes_no_store_when_no_path_is_there(tmp_path, detente) -> None:
    assert detente("ingest", "nowhere").exit_code == 1
    assert not list(tmp_path.iterdir())
