"""Command ``ingest``: read event data of other projects into the store."""

import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli import edge
from detente.cli.edge import PROBLEMS, Format

if TYPE_CHECKING:
    from detente.records import Ingested, Rejection
    from detente.store.store import Store


@edge.stops_cleanly
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, and folders with all below.", metavar="PATH…")
    ],
    *,
    store: edge.StoreOption = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="NAME",
            help="Format of all files: gdelt1, gdelt2, gdelt-mentions, gdelt-gkg1, gdelt-gkg2, "
            "icews, polecat, phoenix, petrarch2, plover, ngec, quadruples, dyad-day, dyad-year, "
            "partner-month, detente, context-ideal, context-sessions, context-alliances, "
            "context-vdem, context-polity, context-freedom, context-trade, context. By default "
            "each file is looked at.",
        ),
    ] = None,
    quiet: edge.QuietOption = False,
    form: edge.FormatOption = Format.TABLE,
) -> None:
    """Read event data of other projects: GDELT, ICEWS, POLECAT, Phoenix, PLOVER, quadruples.

    Files may be plain, .gz or .zip. A file that was read before is not read again; so after an
    interruption the same command goes on. The report says for each format what was read, kept
    and rejected, which days and batches are missing, and how much is told twice.

    Exit code 1: it ran, and some input could not be used; `detente show rejections` lists it.
    """
    from detente.cli.table import write_record, write_rows
    from detente.records import Ingested
    from detente.run.ingest import ingest_paths

    shows = sys.stderr.isatty() and not quiet
    files: list[Ingested] = []
    refused: list[Rejection] = []
    with edge.store_for(paths, edge.settings_with(store).store) as opened:
        told = (lambda path: print(f"reading {path}", file=sys.stderr)) if shows else None
        for one in ingest_paths(paths, opened, now=edge.today(), form=kind, on_file=told):
            if isinstance(one, Ingested):
                files.append(one)
            else:
                refused.append(one)
        report = _report(opened, files, refused)
    if not quiet:
        if form is Format.TABLE:
            for record in report["formats"]:
                write_record(record, form)
                print()
            write_rows(report["rejections"], form)
        elif form is Format.JSON:
            write_record(report, form)
        else:
            write_rows(report["files"], form)
    problems = [row for row in report["rejections"] if row["counts as"] == "problem"]
    if quiet:
        for row in problems:
            print(f"{row['reason']} {row['count']}", file=sys.stderr)
    if problems:
        raise typer.Exit(PROBLEMS)


def _report(
    store: "Store", files: "list[Ingested]", refused: "list[Rejection]"
) -> dict[str, list[dict[str, Any]]]:
    from detente.run.coverage import coverage, shown

    formats = []
    for found in coverage(store, files):
        record: dict[str, Any] = {**asdict(found)}
        record["days_missing"] = shown(found.days_missing)
        record["batches_missing"] = shown(found.batches_missing)
        again = found.told_again
        record["told_again"] = None if again is None else f"{again:.1%} of the kept events"
        formats.append({name.replace("_", " "): value for name, value in record.items()})
    table = store.table("rejections")
    own = table.filter(table.run_id.isin([file.id for file in files]))
    keys = ["reason", "counts_as_problem"]
    rows = own.group_by(keys).aggregate(count=own.count(), example=own.source.min())
    counts: Counter[tuple[str, bool]] = Counter()
    examples: dict[tuple[str, bool], str] = {}
    for row in store.arrow(rows).to_pylist():
        key = (row["reason"], row["counts_as_problem"])
        counts[key] += row["count"]
        examples[key] = row["example"]
    for one in refused:
        key = (one.reason, one.counts_as_problem)
        counts[key] += 1
        examples.setdefault(key, f"{one.source}: {one.detail}" if one.detail else one.source)
    rejections = [
        {
            "count": count,
            "counts as": "problem" if problem else "note",
            "reason": reason,
            "example": examples[reason, problem],
        }
        for (reason, problem), count in sorted(counts.items(), key=lambda item: -item[1])
    ]
    return {"formats": formats, "rejections": rejections, "files": [asdict(f) for f in files]}
