"""Print rows as a table, as JSON or as CSV."""

import csv
import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from detente.cli.edge import Format

WIDTH: Final = 120
"""Columns of a table that goes to a file or a pipe."""


def write_rows(
    rows: Sequence[Mapping[str, Any]], form: Format, *, columns: Sequence[str] | None = None
) -> None:
    """Print rows; a table shows `columns` only, the other forms all there is."""
    if form is Format.JSON:
        print(json.dumps([dict(row) for row in rows], default=_plain, ensure_ascii=False, indent=2))
    elif form is Format.CSV:
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(row.get(name)) for name in names} for row in rows)
    else:
        _table([{name: row.get(name) for name in columns or row} for row in rows])


def write_record(row: Mapping[str, Any], form: Format) -> None:
    """Print one record: as JSON one object, else one line a field."""
    if form is Format.JSON:
        print(json.dumps(dict(row), default=_plain, ensure_ascii=False, indent=2))
    elif form is Format.CSV:
        write_rows([{"name": name, "value": value} for name, value in row.items()], form)
    else:
        _table([{"name": n, "value": v} for n, v in row.items() if v is not None], head=False)


def _table(rows: Sequence[Mapping[str, Any]], *, head: bool = True) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from detente.brief.inert import visible

    if not rows:
        print("none")
        return

    def shown(value: Any) -> Text:  # texts come from anywhere: no markup, no controls
        return Text("\n".join(map(visible, _cell(value).splitlines())))

    table = Table(show_header=head, box=None, pad_edge=False, header_style="bold")
    for name in rows[0]:
        numeric = all(isinstance(row[name], int | float | None) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(shown, row.values()))
    Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list | tuple):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return str(value)


def _plain(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
