"""Command ``code``: read texts and store their events."""

import contextlib
import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.edge import (
    PROBLEMS,
    Format,
    FormatOption,
    QuietOption,
    StoreOption,
    read_day,
    settings_with,
    stops_cleanly,
    today,
)

FieldOption = Annotated[str | None, typer.Option(metavar="NAME", help="Field of jsonl and csv.")]


@stops_cleanly
def code(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH…")],
    *,
    store: StoreOption = None,
    date: Annotated[
        dt.date | None,
        typer.Option(
            parser=read_day, metavar="YYYY-MM-DD", help="Day of publication where none is given."
        ),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that code.")] = None,
    text_field: FieldOption = None,
    date_field: FieldOption = None,
    title_field: FieldOption = None,
    url_field: FieldOption = None,
    id_field: FieldOption = None,
    quiet: QuietOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Read texts (txt, md, html, jsonl, csv; also gz and zip) and store their events.

    A run that was stopped goes on with the same command. Exit code 1: it ran, and some input
    could not be used; `detente show rejections` lists it.
    """
    from dataclasses import replace

    from detente.cli.table import write_record
    from detente.run.local import code_paths
    from detente.run.progress import Silent, TerminalProgress
    from detente.run.summary import summarise
    from detente.sources.files import FieldNames
    from detente.store.store import open_store

    settings = settings_with(store, workers)
    named = {
        "text": text_field,
        "published": date_field,
        "title": title_field,
        "url": url_field,
        "key": id_field,
    }
    shows = sys.stderr.isatty() and not quiet
    with contextlib.ExitStack() as open_things:
        opened = open_things.enter_context(open_store(settings.store, write=True))
        progress = open_things.enter_context(TerminalProgress()) if shows else Silent()
        run = code_paths(
            paths,
            opened,
            now=today(),
            workers=settings.processes,
            fields=replace(FieldNames(), **{k: (v,) for k, v in named.items() if v}),
            date=date,
            threshold=settings.event_threshold,
            progress=progress,
        )
        summary = summarise(opened, run)
    if not quiet:
        write_record(summary.figures(), form)
    if summary.problems:
        raise typer.Exit(PROBLEMS)
