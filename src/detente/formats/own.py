"""Read back the plain table of coded events that `detente export` writes."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from detente.codes import Issue, Precision, Quad, Root, Status
from detente.formats.layout import (
    ADDED,
    Layout,
    bad_day,
    bad_number,
    bad_place,
    bad_whole,
    day_of,
    first_problem,
    number,
    shaped,
    whole,
)
from detente.records import Coded

if TYPE_CHECKING:
    import ibis

COLUMNS: Final = tuple(field.name for field in fields(Coded) if field.name not in ADDED)
WRITTEN: Final = (*COLUMNS, "probability")
"""What `detente export` writes: the probability of an event, too, which own events alone have."""


def events(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a table as `detente export` writes it."""
    values = {name: raw[name] for name in COLUMNS}
    for name in ("score", "goldstein", "latitude", "longitude"):
        values[name] = number(raw[name])
    for name in ("day", "known_at"):
        values[name] = day_of(raw[name])
    values["mentions"] = whole(raw.mentions)
    return shaped(
        raw,
        "coded",
        values,
        first_problem(
            (raw.id.isnull(), "no id"),
            (bad_day(values["day"]), "impossible date"),
            (bad_day(values["known_at"]), "impossible date"),
            (bad_number(raw.score, -10, 10), "impossible intensity"),
            (bad_number(raw.goldstein, -10, 10), "impossible intensity"),
            (bad_whole(raw.mentions), "impossible number"),
            (bad_place(raw.latitude, raw.longitude), "impossible place"),
            (raw.root.notnull() & ~raw.root.isin([r.value for r in Root]), "unknown event type"),
            (~raw.status.isin([s.value for s in Status]), "unknown status"),
            (raw.quad.notnull() & ~raw.quad.isin([q.value for q in Quad]), "unknown quad class"),
            (raw.issue.notnull() & ~raw.issue.isin([i.value for i in Issue]), "unknown issue"),
            (~raw.day_precision.isin([p.value for p in Precision]), "unknown precision"),
        ),
    )


LAYOUT: Final = Layout(
    name="detente",
    title="the plain table of detente export",
    table="coded",
    columns=COLUMNS,
    rows=events,
    delimiter=",",
    needed=("id", "source", "original_id", "root", "status", "day", "known_at"),
    minutes=0,
)
