"""Run the dashboard on a port of this machine, and a browser that may reach nothing else."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest
import pytest_socket
from small_store import fill

from detente.serve.app import make_app
from detente.serve.library import open_library
from detente.serve.queries.trial import Desk

PICTURES = Path(__file__).parents[2] / "docs" / "how-to"


@pytest.fixture(autouse=True, scope="session")
def this_machine_only():
    """Open sockets for the browser and the server, to this machine only."""
    pytest_socket.enable_socket()
    yield
    pytest_socket.disable_socket()


@pytest.fixture(autouse=True)
def open_sockets() -> None:
    """Undo what pytest-socket does before each test."""
    pytest_socket.enable_socket()


def demo_store(folder: Path) -> Path | None:
    """Give the store that `make demo` leaves, if it is there; pictures show it."""
    path = Path(__file__).parents[2] / "out" / "demo.duckdb"
    return shutil.copy(path, folder / "demo.duckdb") if path.is_file() else None


@pytest.fixture(scope="session")
def address(tmp_path_factory) -> str:
    """Give the address of a dashboard on the small store, its coder loaded."""
    import uvicorn

    folder = tmp_path_factory.mktemp("browser")
    library = open_library(fill(folder / "news.duckdb"), cache=folder / "cache")
    desk = Desk()
    config = uvicorn.Config(make_app(library, desk=desk), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    desk.load()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    library.close()


@pytest.fixture(scope="session")
def browser():
    """Give Debian's chromium, or skip where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser, address):
    """Give an empty page; at the end it must have told no error and asked no other machine."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 860})
    faults: list[str] = []
    asked: list[str] = []

    def watch(route) -> None:
        asked.append(route.request.url)
        if route.request.url.startswith((address, "data:")):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", watch)
    opened = context.new_page()
    opened.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert not faults
    assert asked
    assert all(one.startswith((address, "data:")) for one in asked)
