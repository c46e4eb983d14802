"""Command ``collect``: fetch new pages that feeds and lists name, and keep them in a folder."""

import datetime as dt
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.edge import PROBLEMS, Format, FormatOption, QuietOption, stops_cleanly

if TYPE_CHECKING:
    from detente.run.collect import Collected

SHOWN = 10
"""Problems that are shown with their address; `--format json` gives all."""


@stops_cleanly
def collect(
    feeds: Annotated[
        Path,
        typer.Argument(
            help="TOML file that lists feeds, pages and archives.", metavar="FEEDS.toml"
        ),
    ],
    *,
    into: Annotated[
        Path | None,
        typer.Option(
            help="Folder to add to. By default folder in the list, then collected beside it."
        ),
    ] = None,
    quiet: QuietOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Fetch the new pages of feeds, lists of addresses and WARC files into a folder.

    The folder is for `detente code`. Sites are asked politely: by their robots.txt, one request
    at a time, with pauses. A page that is in the folder is not fetched again; so after an
    interruption the same command goes on.

    Exit code 1: it ran, and something could not be had. What robots.txt closes is no problem.
    """
    from dataclasses import replace

    from detente.run.collect import collect as run
    from detente.sources.collect_list import read_list

    wanted = read_list(feeds)
    shows = sys.stderr.isatty() and not quiet
    done = run(
        wanted if into is None else replace(wanted, folder=into),
        now=lambda: dt.datetime.now(dt.UTC),
        told=(lambda place: print(f"reading {place}", file=sys.stderr)) if shows else _silent,
    )
    problems = [one for one in done.rejections if one.counts_as_problem]
    if quiet:
        for reason, count in Counter(f"{one.stage}: {one.reason}" for one in problems).items():
            print(f"{reason} {count}", file=sys.stderr)
    else:
        _write(done, form)
    if problems:
        raise typer.Exit(PROBLEMS)


def _silent(_: str) -> None:
    """Say nothing."""


def _write(done: "Collected", form: Format) -> None:
    from dataclasses import asdict

    from detente.cli.table import write_record, write_rows

    rejections = [asdict(one) for one in done.rejections]
    if form is Format.JSON:
        write_record({**done.figures(), "rejections": rejections}, form)
        return
    write_record(done.figures(), form)
    first = [row for row in rejections if row["counts_as_problem"]][:SHOWN]
    if first and form is Format.TABLE:
        print()
        write_rows(first, form, columns=("source", "reason", "detail"))
