"""Command ``export``."""

from __future__ import annotations

import csv
import json
import re
import shutil

import pytest
import typer
from factories import make_event, make_store

from detente.cli.main import app
from detente.codes import Status
from detente.run.export import FORMS


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    events = [
        make_event("JPN", "USA", id="a"),
        make_event("FRA", "DEU", id="b"),
        make_event("JPN", "KOR", id="c", status=Status.PLANNED),
    ]
    folder = tmp_path_factory.mktemp("made")
    make_store(folder, events).close()
    return folder / "news.duckdb"


@pytest.fixture
def store(made, tmp_path):
    return shutil.copy(made, tmp_path / "detente.duckdb")


def ids(path) -> list[str]:
    with path.open(newline="") as lines:
        return [row["original_id"] for row in csv.DictReader(lines)]


def test_writes_what_happened_as_csv(store, tmp_path, detente) -> None:
    result = detente("export", "out/events.csv")
    assert result.exit_code == 0, result.output
    assert (result.stdout, result.stderr.split()[:2]) == ("", ["2", "rows"])
    assert ids(tmp_path / "out" / "events.csv") == ["a", "b"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("Japan", "us"), ["a"]),
        (("JPN", "FRA"), []),
        (("--status", "planned", "--status", "happened"), ["a", "b", "c"]),
        (("--from", "2024-04-10", "--to", "2024-04-10", "--source", "detente"), ["a", "b"]),
        (("--as-of", "2024-04-09"), []),
    ],
)
def test_writes_what_is_chosen(store, tmp_path, detente, arguments, expected) -> None:
    result = detente("export", "a.csv", *arguments)
    assert result.exit_code == 0, result.output
    assert ids(tmp_path / "a.csv") == expected


def test_writes_another_form(store, tmp_path, detente) -> None:
    assert detente("export", "a.jsonl", "--as", "plover", "--quiet").output == ""
    lines = (tmp_path / "a.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]


def test_writes_parquet_in_folders(store, tmp_path, detente) -> None:
    assert detente("export", "tables", "--as", "parquet").exit_code == 0
    (path,) = (tmp_path / "tables").rglob("*.parquet")
    assert path.parent == tmp_path / "tables" / "year=2024" / "month=4"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.csv", "--as", "parqet"), "unknown form 'parqet'; did you mean parquet"),
        (("a.csv", "Japann"), "Japann"),
        (("detente.duckdb",), "there already; nothing was written"),
        (("a.csv", "--store", "absent.duckdb"), "there is no store"),
    ],
)
def test_says_why_it_could_not_run(store, detente, arguments, message) -> None:
    result = detente("export", *arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("detente: ")
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_help_names_all_forms() -> None:
    command = typer.main.get_command(app).commands["export"]
    (option,) = [one for one in command.params if "--as" in one.opts]
    assert all(re.search(rf"\b{form}\b", option.help) for form in FORMS)


def test_knows_no_other_status(store, detente) -> None:
    assert detente("export", "a.csv", "--status", "plannd").exit_code == 2
