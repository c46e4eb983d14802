"""Command ``brief``: write a brief on two states, one state, a group or a week."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.edge import StoreOption, open_for_reading, read_day, stops_cleanly
from detente.cli.period import AsOfOption, FromOption, ToOption, period

if TYPE_CHECKING:
    from detente.brief.claims import Brief
    from detente.store.store import Store

FileOption = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it to this file.")]


class BriefFormat(StrEnum):
    """Give the forms of a brief."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@stops_cleanly
def brief(
    first: Annotated[str | None, typer.Argument(help="A state: code or name.")] = None,
    second: Annotated[
        str | None, typer.Argument(help="Another state; without it, all partners of the first.")
    ] = None,
    *,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="A group instead of states: a body (Quad, G7, ASEAN) or a list (JPN,USA,PHL).",
        ),
    ] = None,
    week: Annotated[
        dt.date | None,
        typer.Option(
            parser=read_day,
            metavar="YYYY-MM-DD",
            help="What changed between any two states in the week, Monday to Sunday, of a day.",
        ),
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="The same for the days from --from to --to.")
    ] = False,
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
    """Write a brief on two states, one state, a group, or a week, with all its evidence.

    To the screen, or to files as asked for. By default over the last 90 days that the events
    of the store cover.
    """
    from detente.brief.render import to_html, to_json, to_markdown

    asked = _asked(first, second, group, changed=changed or week is not None)
    if week is not None:
        first_day, last_day = _week_of(week, first_day, last_day)
    with open_for_reading(store) as opened:
        start, stop = period(opened, first_day, last_day, as_of=as_of, quiet=quiet)
        composed = asked(opened, start=start, stop=stop, as_of=as_of)
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


def _asked(
    first: str | None, second: str | None, group: str | None, *, changed: bool
) -> "Callable[..., Brief]":
    """Give the function that composes the brief asked for, with its states filled in.

    Raises
    ------
    InputError
        If nothing is asked for, or several things are.
    """
    from detente.brief.compose import compose
    from detente.brief.compose_wide import compose_group, compose_state, compose_week
    from detente.brief.groups import group_named
    from detente.errors import InputError

    if sum([first is not None, group is not None, changed]) != 1:
        raise InputError(
            "say what the brief is about: two states, one state, --group NAME, --week DAY or "
            "--changed, and only one of them"
        )
    if changed:
        return compose_week
    if group is not None:

        def of_group(store: "Store", *, stop: dt.date, **days: Any) -> "Brief":
            name, states = group_named(group, stop - dt.timedelta(days=1))
            return compose_group(store, states, name=name, stop=stop, **days)

        return of_group
    if second is None:
        return lambda store, **days: compose_state(store, str(first), **days)
    return lambda store, **days: compose(store, str(first), second, **days)


def _week_of(
    day: dt.date, first_day: dt.date | None, last_day: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Give Monday and Sunday of the week of a day.

    Raises
    ------
    InputError
        If a first or last day is given as well.
    """
    from detente.errors import InputError

    if first_day or last_day:
        raise InputError("--week sets the days; with --from and --to say --changed instead")
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


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
