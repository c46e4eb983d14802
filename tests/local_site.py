"""A web server on this machine that answers as a test tells it to."""

from __future__ import annotations

import datetime as dt
import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from detente.sources.asking import Bounds
from detente.sources.fetch import Fetcher, Manners
from detente.sources.kept import Kept

HTML = {"Content-Type": "text/html; charset=utf-8"}
NOW = dt.datetime(2024, 4, 12, 9, 30, tzinfo=dt.UTC)


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=lambda: dict(HTML))
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


class Site(ThreadingHTTPServer):
    """Answer each path with its replies in turn, the last one again and again; else with 404."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a client has gone."""

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def put(self, path: str, *replies: Reply | str | bytes) -> str:
        self.replies[path] = [
            one
            if isinstance(one, Reply)
            else Reply(body=one.encode() if isinstance(one, str) else one)
            for one in replies
        ]
        return self.url(path)

    def paths(self, *, robots: bool = False) -> list[str]:
        return [path for path, _ in self.asked if robots or path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        line = self.server.replies.get(self.path, [Reply(404)])
        reply = line.pop(0) if len(line) > 1 else line[0]
        if reply.write is not None:
            reply.write(self)
            return
        body, status = reply.body, reply.status
        if (tag := reply.headers.get("ETag")) and self.headers["If-None-Match"] == tag:
            body, status = b"", 304
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.shutdown()


class Clock:
    """Stand still unless somebody sleeps; remember how long."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def now(self) -> dt.datetime:
        return NOW + dt.timedelta(seconds=self.seconds - 1000)

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds


def fetcher(folder, clock: Clock, *, allow_private: bool = True, **options) -> Fetcher:
    bounds = {name: options.pop(name) for name in list(options) if hasattr(Bounds, name)}
    manners = Manners(
        contact="news@example.org",
        bounds=Bounds(**{"allow_private": allow_private, "connect_s": 2, **bounds}),
        **options,
    )
    return Fetcher(manners, Kept(folder), now=clock.now, clock=clock, sleep=clock.sleep)


def zipped(body: bytes) -> Reply:
    return Reply(body=gzip.compress(body), headers={**HTML, "Content-Encoding": "gzip"})
