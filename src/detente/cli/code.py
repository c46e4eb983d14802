"""Command ``code``: read texts and store their events."""

import datetime as dt
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import edge, fields
from detente.cli.edge import PROBLEMS, Format, read_day

CODED_OTHERWISE = "coded earlier with another model/threshold; use a new store to code again"


@edge.stops_cleanly
def code(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, and folders with all below.", metavar="PATH…")
    ],
    *,
    store: edge.StoreOption = None,
    date: Annotated[
        dt.date | None,
        typer.Option(
            parser=read_day, metavar="YYYY-MM-DD", help="Day of publication where none is given."
        ),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that code.")] = None,
    text_field: fields.TextField = None,
    date_field: fields.DateField = None,
    title_field: fields.TitleField = None,
    url_field: fields.UrlField = None,
    id_field: fields.IdField = None,
    publisher_field: fields.PublisherField = None,
    byline_field: fields.BylineField = None,
    quiet: edge.QuietOption = False,
    form: edge.FormatOption = Format.TABLE,
) -> None:
    """Read texts and store their events.

    Files that are read: .txt .md .markdown .html .htm .jsonl .ndjson .json .csv .tsv; each of
    them also with .gz, or in a .zip.

    A run that was stopped goes on with the same command. Exit code 1: it ran, and some input
    could not be used; `detente show rejections` lists it.
    """
    from detente.cli.table import write_record
    from detente.run.local import code_paths
    from detente.run.progress import Silent, TerminalProgress
    from detente.run.summary import summarise

    settings, met = edge.settings_with(store, workers), Counter[str]()
    shows = sys.stderr.isatty() and not quiet
    with ExitStack() as open_things:
        opened = open_things.enter_context(edge.store_for(paths, settings.store))
        progress = open_things.enter_context(TerminalProgress()) if shows else Silent()
        run = code_paths(
            paths,
            opened,
            now=edge.today(),
            workers=settings.processes,
            fields=fields.field_names(
                text=text_field,
                published=date_field,
                title=title_field,
                url=url_field,
                key=id_field,
                publisher=publisher_field,
                byline=byline_field,
            ),
            date=date,
            threshold=settings.event_threshold,
            actors=settings.added_actors,
            progress=progress,
            met=met,
        )
        summary = summarise(opened, run, met=met)
    if not quiet:
        write_record(summary.figures(), form)
        if summary.is_coded_otherwise:
            print(CODED_OTHERWISE, file=sys.stderr)
    for reason in summary.reasons if quiet else ():
        if reason.counts_as_problem:
            print(f"{reason.stage}: {reason.reason} {reason.count}", file=sys.stderr)
    if summary.problems:
        raise typer.Exit(PROBLEMS)
