"""Command ``measure``: give the indicators of two states."""

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.edge import (
    Format,
    FormatOption,
    FromOption,
    StoreOption,
    ToOption,
    open_for_reading,
    stops_cleanly,
)

if TYPE_CHECKING:
    from detente.store.store import Store

SHOWN = ("indicator", "issue", "value", "low", "high", "n", "reading")
MONTHS_3 = dt.timedelta(days=91)


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
    form: FormatOption = Format.TABLE,
) -> None:
    """Measure the relation of two states: values with intervals, or why there is none.

    By default over the last three months that the store covers. JSON and CSV also give the ids
    of the events that each value rests on.
    """
    from detente.cli.table import write_rows
    from detente.ontology.states import state_named
    from detente.relations.registry import measure as measured

    one, other = state_named(first).code, state_named(second).code
    with open_for_reading(store) as opened:
        start, stop = period(opened, first_day, last_day)
        findings = measured(
            opened.table("events"), one, other, start=start, stop=stop, indicators=indicator
        )
    rows = [asdict(finding) for finding in findings]
    if form is Format.TABLE:
        for row in rows:
            row["reading"] += f" No value: {row['withheld']}." if row["withheld"] else ""
    write_rows(rows, form, columns=SHOWN)


def period(
    store: "Store", first_day: dt.date | None, last_day: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Give the first day, and the first day no longer in the period.

    What is not given is taken from the store: the last day reported, and three months.
    """
    from detente.errors import InputError

    if last_day is None:
        events = store.table("events")
        (found,) = store.arrow(events.aggregate(day=events.known_at.max())).to_pylist()
        last_day = found["day"]
    if last_day is None:
        raise InputError("the store holds no events; code some texts first: detente code PATH…")
    start = first_day or last_day - MONTHS_3
    if start > last_day:
        raise InputError(f"--from {start} is later than --to {last_day}")
    return start, last_day + dt.timedelta(days=1)
