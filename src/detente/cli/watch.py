"""Command ``watch``: tell what is new between any two states."""

import datetime as dt
from dataclasses import asdict
from typing import Annotated

import typer

from detente.cli.edge import (
    Format,
    FormatOption,
    StoreOption,
    open_for_reading,
    read_day,
    stops_cleanly,
)
from detente.cli.period import AsOfOption

SHOWN = ("kind", "issue", "n", "false_share", "reading")


@stops_cleanly
def watch(
    *,
    store: StoreOption = None,
    since: Annotated[
        dt.date | None,
        typer.Option(
            "--since",
            parser=read_day,
            metavar="YYYY-MM-DD",
            help="First day of what is new; by default 14 days up to the last one covered.",
        ),
    ] = None,
    as_of: AsOfOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell the period.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Tell what is new since a day between any two states of the store.

    Flurries and breaks are tested for all pairs; at most a tenth of those told is expected to be
    false. First meetings of three or more, and contacts with people out of office, are told as
    they are. JSON and CSV also give the ids of the events.
    """
    from detente.cli.period import new_days
    from detente.cli.table import write_rows
    from detente.relations.dyads import pairs_of
    from detente.relations.span import NEW_DAYS
    from detente.relations.watch import watch as watched

    with open_for_reading(store) as opened:
        start, stop = new_days(opened, since, NEW_DAYS, as_of=as_of, quiet=quiet)
        sightings = watched(pairs_of(opened, as_of=as_of), since=start, stop=stop)
    write_rows([asdict(one) for one in sightings], form, columns=SHOWN)
