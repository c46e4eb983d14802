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
    patrons: Annotated[
        tuple[str, str] | None, typer.Option(help="Two patrons between which the first stands.")
    ] = None,
    third: Annotated[
        str | None, typer.Option(help="A third state, as target and as broker.")
    ] = None,
    chance: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=0.5",
            help="A leader who may govern the second state, with the chance; may be repeated.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not tell the period.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Measure the relation of two states: values with intervals, or why there is none.

    By default over the last 90 days that the events of the store cover. JSON and CSV also give
    the ids of the events that each value rests on. Votes and regimes count if a table of them was
    ingested.
    """
    from detente.cli.table import write_rows
    from detente.ontology.states import state_named
    from detente.relations.case import Options
    from detente.relations.dyads import context_of, pairs_of
    from detente.relations.registry import measure as measured

    one, other = state_named(first).code, state_named(second).code
    options = Options(
        patrons=None if patrons is None else (_code(patrons[0]), _code(patrons[1])),
        third=None if third is None else _code(third),
        chances=tuple(_chance(text) for text in chance or ()),
    )
    with open_for_reading(store) as opened:
        start, stop = period(opened, first_day, last_day, as_of=as_of, quiet=quiet)
        pairs = pairs_of(opened, as_of=as_of)
        context = context_of(opened, as_of=as_of)
        findings = measured(
            pairs,
            one,
            other,
            start=start,
            stop=stop,
            indicators=indicator,
            context=context,
            options=options,
        )
    rows = [asdict(finding) for finding in findings]
    if form is Format.TABLE:
        for row in rows:
            row["reading"] += f" No value: {row['withheld']}." if row["withheld"] else ""
    write_rows(rows, form, columns=SHOWN)


def _code(name: str) -> str:
    from detente.ontology.states import state_named

    return state_named(name).code


def _chance(text: str) -> tuple[str, float]:
    """Read a name and a chance.

    Raises
    ------
    InputError
        If it is none of the kind.
    """
    from detente.errors import InputError

    name, _, share = text.rpartition("=")
    try:
        value = float(share)
    except ValueError:
        value = -1.0
    if not name.strip() or not 0 <= value <= 1:
        raise InputError(f"--chance {text!r}: expected is NAME=0.5, the chance between 0 and 1")
    return name.strip(), value
