from __future__ import annotations

import csv
import io
import json

import pytest


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
