"""Command ``state``: tell whom a state turns to."""

from dataclasses import asdict
from typing import Annotated

import typer

from detente.cli.edge import Format, FormatOption, StoreOption, open_for_reading, stops_cleanly
from detente.cli.period import AsOfOption, FromOption, ToOption, period

SHOWN = ("state", "share", "low", "high", "usual", "trend", "acts", "reading")


@stops_cleanly
def state(
    name: Annotated[str, typer.Argument(help="A state: code or name.")],
    *,
    store: StoreOption = None,
    first_day: FromOption = None,
    last_day: ToOption = None,
    as_of: AsOfOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell the period.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Tell whom a state turns to: shares of its one-way cooperation, rising and falling.

    By default over the last 90 days that the events of the store cover, against the three years
    before. JSON and CSV also give the ids of the events.
    """
    from detente.cli.table import write_rows
    from detente.ontology.states import state_named
    from detente.relations.attention import partners
    from detente.relations.dyads import pairs_of

    code = state_named(name).code
    with open_for_reading(store) as opened:
        start, stop = period(opened, first_day, last_day, as_of=as_of, quiet=quiet)
        rows = partners(pairs_of(opened, as_of=as_of), code, start=start, stop=stop)
    write_rows([asdict(one) for one in rows], form, columns=SHOWN)
