from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.main import app
from detente.records import Evidence, Introduction, content_id
from detente.store.store import open_store


def run(*args: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["actors", *map(str, args)])
    assert result.exit_code == code, result.output
    return result.output


def introduced(document: str, name: str, day: dt.date, **other) -> Introduction:
    quote = f"Malta's energy minister, {name}"
    values = {"state": "MLT", "title": "energy minister", "sector": "GOV", "former": False, **other}
    return Introduction(
        id=content_id(document, name),
        name=name,
        day=day,
        known_at=day,
        evidence=Evidence(document_id=document, start=0, stop=len(quote), quote=quote),
        **values,
    )


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with a store in which two people are introduced."""
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "detente.duckdb", write=True) as store:
        store.append(
            "introductions",
            [
                introduced("d1", "Rosa Zammitello", dt.date(2024, 3, 1)),
                introduced("d2", "Rosa Zammitello", dt.date(2024, 5, 1), title="finance minister"),
                introduced("d2", "Rosà Zammitello", dt.date(2024, 5, 1)),
                introduced("d3", "Olaf Brundtveit", dt.date(2024, 4, 1), state="NOR"),
                introduced("d3", "Fumio Kishida", dt.date(2024, 4, 1), state="JPN"),
            ],
        )
    return tmp_path


def test_lists_who_was_learned_and_adds_them_after_review(place: Path) -> None:
    told = run("learned", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [row["name"] for row in rows] == ["Rosa Zammitello", "Olaf Brundtveit"]
    assert rows[0]["seen"] == "2"
    assert (rows[0]["first_seen"], rows[0]["last_seen"]) == ("2024-03-01", "2024-05-01")
    (place / "review.csv").write_text(told, encoding="utf-8")
    assert "2 rows added to detente-actors.csv" in run("add", "review.csv")
    assert run("learned").strip() == "none"
    shown = json.loads(run("show", "Rosa Zammitello", "--on", "2024-06-01", "--format", "json"))
    assert (shown["state"], shown["sector"]) == ("MLT", "GOV")


def test_lists_only_those_met_often_enough(place: Path) -> None:
    rows = json.loads(run("learned", "--least", 2, "--format", "json"))
    assert [row["name"] for row in rows] == ["Rosa Zammitello"]


def test_shows_a_person_on_a_day() -> None:
    shown = json.loads(run("show", "Aso Taro", "--on", "2024-04-23", "--format", "json"))
    assert shown["name"] == "Taro Aso"
    assert (shown["state"], shown["sector"], shown["level"]) == ("JPN", "PTY", "out of office")
    assert any("prime minister of JPN" in office for office in shown["offices"])


def test_shows_a_body() -> None:
    shown = json.loads(run("show", "the Pentagon", "--on", "2024-04-23", "--format", "json"))
    assert (shown["state"], shown["sector"]) == ("USA", "MIL")


def test_says_so_where_nobody_bears_the_name() -> None:
    assert "unknown person 'Zorkon Blurp'" in run("show", "Zorkon Blurp", code=2)


def test_says_one_line_a_problem_and_adds_nothing(place: Path) -> None:
    (place / "bad.csv").write_text("name,state\nAna Prvulovic,XQZ\n", encoding="utf-8")
    output = run("add", "bad.csv", code=2)
    assert "bad.csv is not taken, the book is as it was" in output
    assert "row 2: unknown state 'XQZ'" in output
    assert not (place / "detente-actors.csv").exists()


def test_refresh_shows_the_difference_and_writes_only_when_asked(
    place: Path, monkeypatch: pytest.MonkeyPatch, book
) -> None:
    from detente.actors.refresh import OFFICES
    from detente.ontology.states import states

    today = dt.datetime.now(dt.UTC).date()
    answer = [
        {"iso": code, "office": office, "personLabel": holder.name, "start": "2000-01-01"}
        for code, state in states().items()
        for office in OFFICES
        if state.end is None and (holder := book.who_held([office], code, today)) is not None
    ]
    new = {"personLabel": "Moana Terewai", "start": f"{today - dt.timedelta(days=1)}T00:00:00Z"}
    post = {"iso": "NZL", "office": "head of government"}
    answer.append({**post, **new})
    monkeypatch.setattr("detente.sources.sparql.ask", lambda *_, **__: answer)
    told = run("refresh", "--dry-run")
    assert "NZL head of government: Moana Terewai" in told
    assert not (place / "detente-actors.csv").exists()
    assert "1 rows added" in run("refresh")
    assert "Moana Terewai" in (place / "detente-actors.csv").read_text(encoding="utf-8")
    assert "0 are new" in run("refresh")


def test_refresh_keeps_the_book_where_the_answer_is_poor(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.sources.sparql.ask", lambda *_, **__: [])
    assert "nothing was changed" in run("refresh", code=2)
    assert not (place / "detente-actors.csv").exists()
