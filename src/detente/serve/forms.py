"""Give tables as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of texts that a spreadsheet would compute.

Source: OWASP, CSV injection.
"""


def to_csv(rows: Sequence[Any], record: type) -> str:
    """Give records of one type as CSV; texts that a spreadsheet would compute begin with ``'``."""
    out = io.StringIO()
    names = [field.name for field in fields(record)]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([cell(value) for value in asdict(row).values()] for row in rows)
    return out.getvalue()


def cell(value: Any) -> str:
    """Give a value as the text of one cell.

    Examples
    --------
    >>> cell("=1+1"), cell(None), cell(-2.5), cell(["a", "b"])
    ("'=1+1", '', '-2.5', 'a; b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.6g}" if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        known = value.get("state") or value.get("text") or value.get("id")
        return _safe(str(known) if known else json.dumps(value, default=str))
    if isinstance(value, list | tuple):
        return _safe("; ".join(cell(one) for one in value))
    return _safe(str(value))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
