from __future__ import annotations

import csv
import io
import json

import pytest
from worlds import world

from detente.cli.outlook_options import days_of
from detente.errors import InputError
from detente.outlook.baselines import BASELINES
from detente.outlook.targets import TARGETS
from detente.store.store import open_store


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("outlook") / "s.duckdb"
    with open_store(made, write=True) as store:
        store.append("events", world(days=300))
    return str(made)


def run(detente, *arguments, path):
    return detente("outlook", *arguments, "--store", path)


def forecasts(path):
    with open_store(path) as store:
        return list(store.rows("forecasts"))


def test_says_what_may_come_and_keeps_it(detente, path) -> None:
    result = run(detente, "JPN", "USA", "--horizon", "30d", "--as-of", "2021-08-31", path=path)
    assert result.exit_code == 0, result.output
    assert "cooperation" in result.stdout
    assert "2021-09-30" in result.stdout
    kept = forecasts(path)
    assert len(kept) == len(TARGETS) * (1 + len(BASELINES))
    run(detente, "states", "japan", "us", "--horizon", "30", "--as-of", "2021-08-31", path=path)
    assert forecasts(path) == kept


def test_gives_all_as_json_and_csv(detente, path) -> None:
    asked = ("JPN", "USA", "--target", "AID", "--no-keep", "--quiet")
    found = run(detente, *asked, "--format", "json", path=path)
    rows = json.loads(found.stdout)
    assert len(rows) == 1 + len(BASELINES)
    assert not found.stderr
    other = run(detente, *asked, "--format", "csv", path=path)
    assert len(list(csv.DictReader(io.StringIO(other.stdout)))) == len(rows)
    assert all(one.target != "AID" for one in forecasts(path))


def test_answers_what_if(detente, path) -> None:
    asked = ("USA", "JPN", "--if", "Trump leads USA from 2022-01-20", "--chance", "0.5")
    result = run(detente, *asked, path=path)
    assert result.exit_code == 0, result.output
    assert "base case" in result.stdout
    assert "Trump leads USA from 2022-01-20 (0.5)" in result.stdout
    assert "cover no month in which Donald Trump led" in " ".join(result.stdout.split())
    assert any(one.condition for one in forecasts(path))


def test_resolves_and_scores(detente, path) -> None:
    run(detente, "JPN", "USA", "--horizon", "20d", "--as-of", "2021-08-31", path=path)
    result = run(detente, "resolve", path=path)
    assert result.exit_code == 0, result.output
    assert "resolved now" in result.stdout
    assert "0 resolved now" in run(detente, "resolve", path=path).stdout.replace("none\n", "")
    rows = json.loads(run(detente, "score", "--format", "json", path=path).stdout)
    assert {row["target"] for row in rows} >= set(TARGETS)
    assert run(detente, "score", "--quiet", path=path).stdout == ""
    assert "skill" in run(detente, "score", path=path).stdout


def test_ranks_who_comes_next(detente, path) -> None:
    result = run(detente, "JPN", "--next", "consult", "--format", "json", path=path)
    assert result.exit_code == 0, result.output
    first, *others = json.loads(result.stdout)
    assert first["rank"] == 1
    assert first["reasons"]
    assert 0 < first["probability"] <= 1
    assert all(one["probability"] <= first["probability"] for one in others)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("JPN",), "two states"),
        (("JPN", "USA", "--horizon", "soon"), "no horizon"),
        (("JPN", "USA", "--horizon", "400d"), "1 to 365"),
        (("JPN", "USA", "--target", "peace"), "unknown target"),
        (("JPN", "USA", "--chance", "0.5"), "0 --if"),
        (("JPN", "USA", "--next", "consult"), "one state"),
        (("JPN", "--next", "conflict"), "takes a root"),
        (("JPN", "USA", "--if", "whatever"), "NAME leads STATE"),
        (("JPN", "Atlantis"), "unknown state"),
    ],
)
def test_says_what_does_not_fit(detente, path, arguments, words) -> None:
    result = run(detente, *arguments, path=path)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())


def test_an_empty_store_says_so(detente, tmp_path) -> None:
    with open_store(tmp_path / "s.duckdb", write=True):
        pass
    result = run(detente, "JPN", "USA", path=str(tmp_path / "s.duckdb"))
    assert result.exit_code == 2
    assert "no event between states" in result.output


def test_too_little_past_says_so(detente, path) -> None:
    result = run(detente, "JPN", "USA", "--as-of", "2021-01-20", path=path)
    assert result.exit_code == 0
    assert "three months" in result.output


def test_reads_days() -> None:
    assert days_of("90d") == days_of(" 90 ") == 90
    with pytest.raises(InputError):
        days_of("-3d")
