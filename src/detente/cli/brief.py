"""Command ``brief``: write a brief on two states."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.edge import StoreOption, open_for_reading, stops_cleanly
from detente.cli.period import AsOfOption, FromOption, ToOption, period

FileOption = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it to this file.")]


class BriefFormat(StrEnum):
    """Give the forms of a brief."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@stops_cleanly
def brief(
    first: Annotated[str, typer.Argument(help="A state: code or name.")],
    second: Annotated[str, typer.Argument(help="Another state.")],
    *,
    store: StoreOption = None,
    first_day: FromOption = None,
    last_day: ToOption = None,
    as_of: AsOfOption = None,
    html: FileOption = None,
    markdown: FileOption = None,
    json: FileOption = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Tell neither the period nor the files written.")
    ] = False,
    form: Annotated[
        BriefFormat, typer.Option("--format", help="What to print where no file is asked for.")
    ] = BriefFormat.MARKDOWN,
) -> None:
    """Write a brief on two states: every sentence with the sentences it rests on.

    To the screen, or to files as asked for. By default over the last 90 days that the events
    of the store cover.
    """
    from detente.brief.compose import compose
    from detente.brief.render import to_html, to_json, to_markdown
    from detente.ontology.states import state_named

    one, other = state_named(first).code, state_named(second).code
    with open_for_reading(store) as opened:
        start, stop = period(opened, first_day, last_day, as_of=as_of, quiet=quiet)
        composed = compose(opened, one, other, start=start, stop=stop, as_of=as_of)
    renderings = {
        BriefFormat.HTML: (html, to_html),
        BriefFormat.MARKDOWN: (markdown, to_markdown),
        BriefFormat.JSON: (json, to_json),
    }
    files = [(path, render) for path, render in renderings.values() if path is not None]
    for path, render in files:
        write(path, render(composed))
        if not quiet:
            print(path)
    if not files:
        _, render = renderings[form]
        print(render(composed).rstrip("\n"))


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
