"""Hold what all commands share: their common options, and how they stop."""

import datetime as dt
import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer

from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.store.store import Store

Given = ParamSpec("Given")
Result = TypeVar("Result")

PROBLEMS = 1
COULD_NOT_RUN = 2
STOPPED = 130
NONE_THERE = "detente: none of these paths is there; no store was made"


class Format(StrEnum):
    """Give the forms in which a command prints."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def read_day(text: str) -> dt.date:
    """Read a day as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; expected is YYYY-MM-DD") from error


StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        help="File of the store. By default DETENTE_STORE, then store in detente.toml, "
        "then detente.duckdb.",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")]


def stops_cleanly(command: Callable[Given, Result]) -> Callable[Given, Result]:
    """Turn the errors of the library into a message and an exit code, without a traceback."""

    @functools.wraps(command)
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except DetenteError as error:
            print(f"detente: {error}", file=sys.stderr)
            raise typer.Exit(COULD_NOT_RUN) from error
        except KeyboardInterrupt as error:
            print("detente: stopped; the same command goes on from here", file=sys.stderr)
            raise typer.Exit(STOPPED) from error

    return wrapped


def settings_with(store: Path | None = None, workers: int | None = None) -> "Settings":
    """Give the settings, with the options of a command before those of file and environment."""
    from dataclasses import replace

    from detente.settings import read_settings

    settings = read_settings()
    return replace(settings, store=store or settings.store, workers=workers or settings.workers)


def open_for_reading(store: Path | None) -> "Store":
    """Open the store that is asked for, or the one of the settings."""
    from detente.store.store import open_store

    return open_store(settings_with(store).store)


def is_there(path: Path) -> bool:
    """Tell whether a path leads to anything; True as well where looking is not allowed."""
    try:
        return path.exists()
    except OSError:
        return True


@contextmanager
def store_for(paths: list[Path], place: Path) -> "Iterator[Store]":
    """Open a store to be written; where neither it nor any path is there, none is made.

    The command runs all the same, with a store that passes, to count what is missing.
    """
    from detente.store.store import open_store

    has_place = any(is_there(path) for path in (*paths, place))
    with ExitStack() as open_things:
        if not has_place:
            place = Path(open_things.enter_context(TemporaryDirectory())) / "none.duckdb"
        yield open_things.enter_context(open_store(place, write=True))
    if not has_place:
        print(NONE_THERE, file=sys.stderr)


def today() -> dt.date:
    """Give the day it is; UTC."""
    return dt.datetime.now(dt.UTC).date()
