"""Command ``judge``: hold judgements against what is measured."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.edge import Format, FormatOption, StoreOption, open_for_reading, stops_cleanly
from detente.cli.period import AsOfOption

SHOWN = ("verdict", "says", "indicator", "expected", "value", "low", "high", "n", "reading")


@stops_cleanly
def judge(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Judgements, as TOML.")],
    *,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not count the verdicts.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Hold judgements against the store: supported, contradicted, or cannot say.

    A judgement is a sentence with the measure that would bear it out; how to write one is told
    in docs/how-to/check-a-judgement.md. JSON and CSV also give the ids of the events.
    """
    import sys

    from detente.cli.table import write_rows
    from detente.relations.dyads import context_of, pairs_of
    from detente.relations.judgements import Verdict, check, read_judgements

    judgements = read_judgements(file)
    with open_for_reading(store) as opened:
        checked = check(
            pairs_of(opened, as_of=as_of), judgements, context=context_of(opened, as_of=as_of)
        )
    write_rows([asdict(one) for one in checked], form, columns=SHOWN)
    if not quiet:
        counts = {verdict: sum(one.verdict is verdict for one in checked) for verdict in Verdict}
        told = ", ".join(f"{n} {verdict.value}" for verdict, n in counts.items())
        print(f"{len(checked)} judgements: {told}", file=sys.stderr)
