"""Give a small store, its dashboard, and a client that asks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import pytest_socket
from fastapi.testclient import TestClient
from run.quick_coder import QuickCoder
from small_store import fill

from detente.serve.app import make_app
from detente.serve.library import open_library
from detente.serve.queries.trial import Desk


@pytest.fixture(scope="session")
def path(tmp_path_factory) -> Path:
    """Give the file of the store."""
    return fill(tmp_path_factory.mktemp("serve") / "news.duckdb")


@pytest.fixture
def own(path, tmp_path) -> Path:
    """Give a copy of the store, to write to."""
    return Path(shutil.copy(path, tmp_path / "s.duckdb"))


@pytest.fixture(scope="session")
def library(path, tmp_path_factory):
    """Give the library of the store."""
    opened = open_library(path, cache=tmp_path_factory.mktemp("cache"))
    yield opened
    opened.close()


class QuickDesk(Desk):
    """Be a desk with the coder of the tests of runs, which needs no models."""

    def load(self) -> None:
        self._coder = QuickCoder()
        self._loaded.set()


@pytest.fixture(scope="session")
def desk() -> Desk:
    """Give a desk that is ready."""
    made = QuickDesk()
    made.load()
    return made


@pytest.fixture(scope="session")
def app(library, desk):
    """Give the dashboard."""
    return make_app(library, desk=desk)


@pytest.fixture
def client(app) -> TestClient:
    """Give a client that asks from this machine."""
    return TestClient(app, base_url="http://127.0.0.1:8600", follow_redirects=False)


@pytest.fixture(autouse=True)
def only_this_machine() -> None:
    """Open sockets for the server's own tests, to this machine only."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
