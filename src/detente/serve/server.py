"""Run the dashboard as a web server on this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from detente.errors import InputError
from detente.serve.app import make_app
from detente.serve.safety import LOOPBACK

if TYPE_CHECKING:
    from detente.serve.library import Library

KEEP_ALIVE_S: Final = 15
MOST_AT_A_TIME: Final = 200
"""Requests taken at a time; more are told to come again."""


def run(
    library: Library,
    *,
    host: str = "127.0.0.1",
    port: int = 8600,
    told: Callable[[str], None] | None = None,
) -> None:
    """Answer until the process is told to stop.

    Parameters
    ----------
    library : Library
        What is asked.
    host : str
        Address to listen on.
    port : int
        Port; 0 takes a free one.
    told : callable, optional
        Called with the address of the dashboard when it can be asked.

    Raises
    ------
    InputError
        If the address cannot be listened on.
    """
    import uvicorn

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(MOST_AT_A_TIME)
    except OSError as error:
        listening.close()
        raise InputError(f"{host} port {port} cannot be listened on: {error}") from error
    shown = f"[{host}]" if ":" in host else host
    if told is not None:
        told(f"http://{shown}:{listening.getsockname()[1]}/")
    config = uvicorn.Config(
        make_app(library, hosts=(*LOOPBACK, shown)),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        limit_concurrency=MOST_AT_A_TIME,
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        return  # that is how it is meant to be stopped
    finally:
        listening.close()
