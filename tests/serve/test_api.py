from __future__ import annotations

import csv
import io

import pytest

from detente.serve.asking import QUESTIONS
from detente.serve.forms import to_csv

GIVEN = {"code": "JPN", "first": "JPN", "second": "USA", "id:path": "e0003"}


ASKED = {"scenario": "?if=Trump+leads+USA+from+2024-06-01"}


def address(question) -> str:
    given = {**GIVEN, "id:path": "d0003"} if question.name == "document" else GIVEN
    path = question.path
    for name, value in given.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def asked(question) -> str:
    return ASKED.get(question.name, "")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_page_has_its_json_and_the_api_gives_the_same(client, question) -> None:
    path = address(question)
    told = client.get(f"/api{path}{asked(question)}")
    assert told.status_code == 200
    assert told.json() == client.get(f"{path}.json{asked(question)}").json()


@pytest.mark.parametrize(
    ("question", "name"),
    [(one, name) for one in QUESTIONS for name in one.tables],
    ids=lambda one: getattr(one, "name", one) or "rows",
)
def test_table_has_its_csv(client, question, name) -> None:
    path = address(question) + (f"/{name}.csv" if name else ".csv") + asked(question)
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(answer.text)))
    told = client.get(f"/api{address(question)}{asked(question)}").json()
    assert len(rows) - 1 == len(told[name] if name else told)
    assert client.get(f"/api{path}").text == answer.text


def test_openapi_names_all_with_examples_and_types(client) -> None:
    schema = client.get("/api/openapi.json").json()
    paths = schema["paths"]
    assert {f"/api{question.path.replace(':path', '')}" for question in QUESTIONS} <= {
        path.replace(":path", "") for path in paths
    }
    assert all(path.startswith("/api/") for path in paths)
    assert "State" in schema["components"]["schemas"]
    told = schema["components"]["schemas"]["EventRow"]["properties"]["sentence"]
    assert told["description"] == "the sentence it rests on, as written"
    assert paths["/api/state/{code}"]["get"]["parameters"][0]["schema"]["examples"]
    told = paths["/api/group/{name}/brief"]["get"]
    assert told["parameters"][0]["schema"]["examples"] == ["Quad"]
    assert told["responses"]["200"]["content"]["application/json"]["example"]["sections"]


def test_code_gives_events_of_a_text(client) -> None:
    told = client.post("/api/code", json={"text": "Japan met America.", "day": "2024-04-10"}).json()
    assert told["events"][0]["root"] == "CONSULT"
    assert client.post("/api/code", json={"text": " "}).status_code == 422
    assert client.post("/api/code", json={"text": "a" * 20_001}).status_code == 422
    assert client.post("/api/code", json={}).status_code == 422


def test_cells_that_a_spreadsheet_would_compute_are_quoted() -> None:
    from detente.serve.queries.search import Piece

    told = to_csv([Piece(text="=HYPERLINK(1)", found=True), Piece(text="-x", found=False)], Piece)
    assert told.split("\r\n") == ["text,found", "'=HYPERLINK(1),true", "'-x,false", ""]


def test_searches_of_pages_and_programs_agree(client) -> None:
    told = client.get("/api/search?q=steel&in=events&page=2").json()
    assert told["total"] == 70
    assert told["page"] == 2
    assert [one["name"] for one in told["roots"]] == ["ACCUSE"]
    both = client.get("/api/search?state=Japan&state=USA&status=planned").json()
    assert [one["id"] for one in both["events"]] == ["e0156"]
    assert client.get("/api/search?source=GDELT").json()["events"][0]["id"] == "GDELT:1/2"
