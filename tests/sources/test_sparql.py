"""A local server answers as the service does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from detente.errors import InputError
from detente.sources.sparql import ask

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROW = {"iso": {"type": "literal", "value": "JPN"}, "start": {"type": "literal", "value": "2024"}}
FORM = {"head": {"vars": ["iso", "start", "end"]}, "results": {"bindings": [ROW]}}


class Service(ThreadingHTTPServer):
    """Answer with what a test has put in line; remember what was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.line: list[tuple[int, bytes]] = []
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)["query"][0]
        self.server.asked.append((query, dict(self.headers)))
        status, body = self.server.line.pop(0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def test_gives_rows_by_variable(service: Service) -> None:
    service.line = [(200, json.dumps(FORM).encode())]
    assert ask("SELECT ?a { }", endpoint=service.address) == [{"iso": "JPN", "start": "2024"}]
    query, headers = service.asked[0]
    assert query == "SELECT ?a { }"
    assert headers["Accept"] == "application/sparql-results+json"
    assert "detente" in headers["User-Agent"]


def test_tries_again_where_the_service_is_busy(service: Service) -> None:
    service.line = [(429, b""), (503, b""), (200, json.dumps(FORM).encode())]
    assert len(ask("q", endpoint=service.address, pause_s=0.01)) == 1
    assert len(service.asked) == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ([(400, b"Malformed query")], "answers with status 400"),
        ([(500, b"")] * 5, "gives no answer"),
        ([(200, b"<html>")], "is no result of SPARQL"),
        ([(200, b'{"results": {"bindings": [{"iso": "JPN"}]}}')], "is no result of SPARQL"),
    ],
)
def test_says_what_is_wrong_with_an_answer(service: Service, line, words: str) -> None:
    service.line = list(line)
    with pytest.raises(InputError, match=words):
        ask("q", endpoint=service.address, pause_s=0.01)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/sparql", "no address"])
def test_says_that_nobody_answers(address: str) -> None:
    with pytest.raises(InputError, match="gives no answer"):
        ask("q", endpoint=address, pause_s=0.001)
