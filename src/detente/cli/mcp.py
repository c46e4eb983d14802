"""Command ``mcp``: let an assistant ask a store, with evidence."""

from detente.cli.edge import StoreOption, settings_with, stops_cleanly


@stops_cleanly
def mcp(*, store: StoreOption = None) -> None:
    """Answer an assistant over standard input and output (Model Context Protocol).

    Its tools find events, measure and brief two states, list what stands out, read documents and
    code a text; each answer holds the sentences it rests on.
    """
    from detente.serve.library import open_library
    from detente.serve.tools import make_server

    library = open_library(settings_with(store).store, wait=False)
    try:
        make_server(library).run("stdio")
    finally:
        library.close()
