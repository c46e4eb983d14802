from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from detente.errors import InputError
from detente.serve.safety import HEADERS


@pytest.mark.parametrize(
    "address", ["/", "/nothing", "/api/world", "/static/page.js", "/search.json"]
)
def test_every_answer_has_the_headers(client, address) -> None:
    answer = client.get(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "", "localhost.evil:8600"]
)
def test_other_names_are_refused(app, host) -> None:
    client = TestClient(app, base_url="http://127.0.0.1")
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Détente" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8600", "127.0.0.1", "[::1]:8600", "LOCALHOST"])
def test_names_of_this_machine_are_answered(app, host) -> None:
    client = TestClient(app, base_url="http://127.0.0.1")
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://example.org"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_other_pages_cannot_post(client, headers) -> None:
    answer = client.post("/try", data={"text": "Japan met America."}, headers=headers)
    assert answer.status_code == 403
    fine = {"origin": "http://127.0.0.1:8600", "sec-fetch-site": "same-origin"}
    assert client.post("/try", data={"text": "Japan met."}, headers=fine).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["../app.py", "%2e%2e%2fapp.py", "..%5capp.py", "/etc/passwd", "detente.css/..", "news.duckdb"],
)
def test_no_other_file_is_served(client, name) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_long_addresses_and_large_bodies_are_refused(client) -> None:
    assert client.get("/search?q=" + "a" * 5000).status_code == 414
    assert client.post("/api/code", content=b"x" * 500_000).status_code == 413
    assert client.get("/search?q=" + "a" * 201).status_code == 422


def test_reading_only_by_default(client, library) -> None:
    answer = client.post("/outlook/record", data={"first": "JPN", "second": "USA"})
    assert answer.status_code == 422
    assert "--write" in answer.text
    kept = client.post("/try", data={"text": "Japan met America.", "keep": "1"})
    assert kept.status_code == 422
    with pytest.raises(InputError, match="--write"), library.writing():
        pass


def test_forms_with_too_many_fields_are_refused(client) -> None:
    answer = client.post("/try", data={f"f{n}": "x" for n in range(20)})
    assert answer.status_code == 422
