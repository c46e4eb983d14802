"""Print the answers of ``outlook``."""

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from detente.cli.edge import Format

if TYPE_CHECKING:
    from detente.outlook.ask import Answer, WhatIf
    from detente.records import Forecast


def row_of(forecast: "Forecast") -> dict[str, Any]:
    """Give one forecast as a row of a table."""
    return {
        "target": forecast.target,
        "from": forecast.start,
        "to": forecast.stop - dt.timedelta(days=1),
        "expected": round(forecast.mean, 2),
        "50 %": f"{forecast.low50:.0f} to {forecast.high50:.0f}",
        "90 %": f"{forecast.low90:.0f} to {forecast.high90:.0f}",
        "at least one": _percent(forecast.probability),
    }


def _percent(chance: float) -> str:
    if chance > 0.99:
        return "> 99 %"
    return f"{100 * chance:.0f} %" if chance >= 0.01 else "< 1 %"


def show_answer(answer: "Answer", form: Format) -> None:
    """Print forecasts; a table shows the mean of the last year beside them."""
    from detente.cli.table import write_rows

    if form is not Format.TABLE:
        write_rows([asdict(one) for one in (*answer.forecasts, *answer.baselines)], form)
        return
    rows = []
    for one in answer.forecasts:
        before = answer.last_year(one)
        rows.append({**row_of(one), "as last year": round(before.mean, 2) if before else None})
    write_rows(rows, form)
    if not rows:
        print("too little is known by that day: it takes three months of reports", file=sys.stderr)


def show_what_if(answer: "WhatIf", form: Format, *, quiet: bool) -> None:
    """Print base case, cases and mixture, then what they rest on."""
    from detente.cli.table import write_rows

    if form is not Format.TABLE:
        write_rows([asdict(one) for one in answer.forecasts], form)
        return
    rows = [
        {"case": one.condition or "base case", **row_of(one)}
        for one in sorted(answer.forecasts, key=lambda one: one.target != "cooperation")
    ]
    write_rows(rows, form)
    for line in () if quiet else lines_of(answer):
        print(line)


def lines_of(answer: "WhatIf") -> list[str]:
    """Say what the answer rests on, and what it cannot say."""
    from detente.outlook.telling import notes_of

    lines = []
    for head, remarks in notes_of(answer):
        lines += ["", head, *(f"- {remark}" for remark in remarks)]
    return lines


def show_next(records: Sequence[Any], form: Format) -> None:
    """Print whom a state deals with next, with reasons."""
    from detente.cli.table import write_rows

    names = ("rank", "partner", "probability", "reasons", "method")
    write_rows([{name: getattr(one, name) for name in names} for one in records], form)
