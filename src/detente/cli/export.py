"""Command ``export``: write the events of the store as files that other tools read."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.edge import QuietOption, StoreOption, open_for_reading, stops_cleanly
from detente.cli.period import AsOfOption, FromOption, ToOption


@stops_cleanly
def export(
    target: Annotated[
        Path, typer.Argument(help="File to be written; a folder for parquet and quadruples.")
    ],
    states: Annotated[
        list[str] | None, typer.Argument(help="Only events with all of these states.")
    ] = None,
    *,
    store: StoreOption = None,
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="NAME",
            help="csv, parquet (in folders by year and month), plover (JSON lines), icews, "
            "polecat, gdelt1, gdelt2, or quadruples.",
        ),
    ] = "csv",
    first: FromOption = None,
    last: ToOption = None,
    as_of: AsOfOption = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only of this source: DETENTE, GDELT, ICEWS …")
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(help="Of this status; may be repeated. By default: happened."),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Write events as files for pandas, polars, DuckDB, R and the tools of other projects."""
    from detente.ontology.states import state_named
    from detente.run.export import export as write

    codes = [state_named(name).code for name in states or []]
    with open_for_reading(store) as opened:
        rows = write(
            opened,
            kind,
            target,
            states=codes,
            first=first,
            last=last,
            as_of=as_of,
            sources=[name.upper() for name in source or []],
            statuses=status or ("happened",),
        )
    if not quiet:
        print(f"{rows} rows in {target}", file=sys.stderr)
