"""Command ``measure``: give the indicators of two states."""

from dataclasses import asdict
from typing import Annotated

import typer

from detente.cli.edge import Format, FormatOption, StoreOption, open_for_reading, stops_cleanly
from detente.cli.period import AsOfOption, FromOption, ToOption, period

SHOWN = ("indicator", "issue", "value", "low", "high", "n", "reading")


@stops_cleanly
def measure(
    first: Annotated[str, typer.Argument(help="A state: code or name.")],
    second: Annotated[str, typer.Argument(help="Another state.")],
    *,
    store: StoreOption = None,
    indicator: Annotated[
        list[str] | None, typer.Option(help="Only this indicator; may be repeated.")
    ] = None,
    first_day: FromOption = None,
    last_day: ToOption = None,
    as_of: AsOfOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell the period.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Measure the relation of two states: values with intervals, or why there is none.

    By default over the last 90 days that the events of the store cover. JSON and CSV also give
    the ids of the events that each value rests on.
    """
    from detente.cli.table import write_rows
    from detente.ontology.states import state_named
    from detente.relations.dyads import pairs_of
    from detente.relations.registry import measure as measured

    one, other = state_named(first).code, state_named(second).code
    with open_for_reading(store) as opened:
        start, stop = period(opened, first_day, last_day, as_of=as_of, quiet=quiet)
        pairs = pairs_of(opened, as_of=as_of)
        findings = measured(pairs, one, other, start=start, stop=stop, indicators=indicator)
    rows = [asdict(finding) for finding in findings]
    if form is Format.TABLE:
        for row in rows:
            row["reading"] += f" No value: {row['withheld']}." if row["withheld"] else ""
    write_rows(rows, form, columns=SHOWN)
