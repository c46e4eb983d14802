from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict

import pytest
import typer

from detente.cli.main import app
from detente.sources.limits import FieldNames
from detente.sources.walk import ARCHIVE, MEDIA, PACKED
from detente.store.store import open_store


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.jsonl"
    text = (
        "U.S. President Joe Biden met Japanese Prime Minister Fumio Kishida at the White House on "
        "Wednesday. The two leaders agreed to deepen the alliance and to meet again in autumn."
    )
    path.write_text(json.dumps({"story": text, "when": "2024-04-10"}))
    return path


def test_codes_a_text_and_finds_nothing_amiss(story, detente) -> None:
    fields = ("--text-field", "story", "--date-field", "when")
    result = detente("code", story, *fields, "--workers", 1, "--format", "json")
    assert result.exit_code == 0, result.output
    summary = json.loads(result.stdout)
    assert summary["documents"] == 1
    assert summary["problems"] == 0


def test_tells_by_its_exit_code_that_input_was_bad(tmp_path, detente) -> None:
    (tmp_path / "empty.txt").touch()
    arguments = ("code", tmp_path / "empty.txt", tmp_path / "absent", "--workers", 1)
    result = detente(*arguments, "--format", "csv")
    assert result.exit_code == 1, result.output
    rows = dict(csv.reader(io.StringIO(result.stdout)))
    assert (rows["sources: empty file"], rows["sources: not found"]) == ("1", "1")
    silent = detente(*arguments, "--quiet")
    assert (silent.exit_code, silent.stdout) == (1, "")
    assert silent.stderr.splitlines() == ["sources: empty file 1", "sources: not found 1"]


def test_says_that_all_was_coded_earlier_with_another_threshold(
    story, monkeypatch, detente
) -> None:
    arguments = ("code", story, "--text-field", "story", "--date-field", "when", "--workers", 1)
    form = ("--format", "json")
    detente(*arguments)
    again = detente(*arguments, *form)
    assert json.loads(again.stdout)["already in the store"] == 1
    assert again.stderr == ""
    monkeypatch.setenv("DETENTE_EVENT_THRESHOLD", "0.95")
    other = detente(*arguments, *form)
    summary = json.loads(other.stdout)
    assert (summary["documents"], summary["already in the store"]) == (0, 1)
    assert "another model/threshold; use a new store" in other.stderr
    assert detente(*arguments, "--quiet").output == ""


def test_makes_no_store_when_no_path_is_there(tmp_path, detente) -> None:
    arguments = ("code", "nowhere", "nor/here", "--workers", 1, "--store", "new/s.duckdb")
    result = detente(*arguments, "--format", "json")
    assert result.exit_code == 1, result.output
    assert json.loads(result.stdout)["sources: not found"] == 2
    assert "no store was made" in result.stderr
    assert not list(tmp_path.iterdir())


def test_keeps_in_a_store_that_is_there_that_no_path_was(tmp_path, detente) -> None:
    (tmp_path / "empty.txt").touch()
    detente("code", "empty.txt", "--workers", 1)
    assert detente("code", "nowhere", "--workers", 1).exit_code == 1
    assert "nowhere" in detente("show", "rejections").stdout


def test_reads_publisher_and_author_from_fields_of_any_name(tmp_path, detente) -> None:
    text = "The ministers of Chile and Peru signed a treaty in Lima on Monday."
    row = {"text": text, "paper": "Harbour Wire", "writer": "A. Example", "date": "2024-04-10"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    fields = ("--publisher-field", "paper", "--byline-field", "writer")
    assert detente("code", "a.jsonl", *fields, "--workers", 1).exit_code == 0
    with open_store(tmp_path / "detente.duckdb") as store:
        (document,) = store.rows("documents")
    assert (document.publisher, document.byline) == ("Harbour Wire", "A. Example")


def test_help_names_all_formats_and_all_usual_names() -> None:
    command = typer.main.get_command(app).commands["code"]
    assert set(re.findall(r"\.[a-z]+\b", command.help)) == {*MEDIA, PACKED, ARCHIVE}
    helps = " ".join(one.help for one in command.params if one.name.endswith("_field"))
    for names in asdict(FieldNames()).values():
        assert f"replaces the usual names {', '.join(names)}." in helps


def test_says_why_it_could_not_run(story, tmp_path, detente) -> None:
    result = detente("code", story, "--store", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith("detente: ")
    assert "Traceback" not in result.output


def test_stores_where_the_environment_says(tmp_path, monkeypatch, detente) -> None:
    (tmp_path / "empty.txt").touch()
    monkeypatch.setenv("DETENTE_STORE", str(tmp_path / "here.duckdb"))
    detente("code", tmp_path / "empty.txt", "--workers", 1)
    assert (tmp_path / "here.duckdb").is_file()
    assert not (tmp_path / "detente.duckdb").exists()
