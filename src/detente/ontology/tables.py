"""Read the fact tables that ship with the package."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of ``ontology/data/<name>.csv`` as they stand."""
    path = files("detente.ontology") / "data" / f"{name}.csv"
    with path.open(encoding="utf-8") as lines:
        table = csv.reader(lines)
        header = next(table)
        for row in table:
            yield dict(zip(header, row, strict=True))


@cache
def fingerprint() -> str:
    """Give the checksum of all fact tables together; hexadecimal."""
    digest = hashlib.sha256()
    folder = files("detente.ontology") / "data"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".csv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def day_or_none(text: str) -> dt.date | None:
    """Read an ISO day, month or year as its first day; an empty cell is none.

    Examples
    --------
    >>> day_or_none("2024-04-10"), day_or_none("2024")
    (datetime.date(2024, 4, 10), datetime.date(2024, 1, 1))
    """
    if not text:
        return None
    return dt.date.fromisoformat(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))
