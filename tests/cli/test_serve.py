from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
import pytest_socket

PROGRAM = [sys.executable, "-W", "ignore", "-c", "from detente.cli.main import main; main()"]


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_needs_a_store(command, detente) -> None:
    result = detente(command, "--store", "none.duckdb")
    assert result.exit_code == 2
    assert "there is no store" in result.output


@pytest.fixture
def sockets():
    pytest_socket.enable_socket()
    yield
    pytest_socket.disable_socket()


@pytest.mark.usefixtures("sockets")
def test_serves_on_a_free_port_until_it_is_stopped(filled, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    command = [*PROGRAM, "serve", "--store", str(filled), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            told = server.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", told)[0]
            with urllib.request.urlopen(address, timeout=60) as answer:
                assert "Who deals with whom" in answer.read().decode()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)


@pytest.mark.usefixtures("sockets")
def test_port_in_use_is_told(filled, tmp_path, monkeypatch, detente) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = detente("serve", "--store", filled, "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "cannot be listened on" in result.output
