"""Command ``brief``: write a brief on two states."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.edge import FromOption, StoreOption, ToOption, open_for_reading, stops_cleanly
from detente.cli.measure import period

FileOption = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it to this file.")]


@stops_cleanly
def brief(
    first: Annotated[str, typer.Argument(help="A state: code or name.")],
    second: Annotated[str, typer.Argument(help="Another state.")],
    *,
    store: StoreOption = None,
    first_day: FromOption = None,
    last_day: ToOption = None,
    html: FileOption = None,
    markdown: FileOption = None,
    json: FileOption = None,
) -> None:
    """Write a brief on two states: every sentence with the sentences it rests on.

    Markdown to the screen, or files as asked for. By default over the last three months that
    the store covers.
    """
    from detente.brief.compose import compose
    from detente.brief.render import to_html, to_json, to_markdown
    from detente.ontology.states import state_named

    one, other = state_named(first).code, state_named(second).code
    with open_for_reading(store) as opened:
        start, stop = period(opened, first_day, last_day)
        composed = compose(opened, one, other, start=start, stop=stop)
    wanted = [(html, to_html), (markdown, to_markdown), (json, to_json)]
    if not any(path for path, _ in wanted):
        print(to_markdown(composed))
    for path, render in wanted:
        if path is not None:
            write(path, render(composed))
            print(path)


def write(path: Path, text: str) -> None:
    """Write a text file, making its folder.

    Raises
    ------
    InputError
        If it cannot be written there.
    """
    from detente.errors import InputError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error}") from error
