"""Command ``serve``: show a store in the browser, and answer programs."""

import sys
from typing import Annotated

import typer

from detente.cli.edge import QuietOption, StoreOption, settings_with, stops_cleanly

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@stops_cleanly
def serve(
    *,
    store: StoreOption = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than this machine's on your own risk.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8600,
    write: Annotated[
        bool, typer.Option("--write", help="Allow to keep pasted articles and to record forecasts.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Show a store in the browser: world, states, pairs, events, documents, outlook, runs.

    The same answers are given to programs as JSON and CSV under /api. Only this machine can ask,
    unless another address is given; nothing is changed, unless with --write.
    """
    from detente.serve.library import open_library
    from detente.serve.server import run

    library = open_library(settings_with(store).store, write=write, wait=False)
    try:
        if host not in LOOPBACK:
            print(f"detente: everybody who reaches {host} can read this store", file=sys.stderr)
        told = None if quiet else lambda address: print(f"{address}  (Ctrl+C stops)")
        run(library, host=host, port=port, told=told)
    finally:
        library.close()
