"""That meetings are counted by who of three states took part."""

from __future__ import annotations

import datetime as dt

import ibis

from detente.relations.case import day_number
from detente.relations.gatherings import gatherings_of

DAY = dt.date(2024, 4, 10)


def met(states: str, *, day: int = 0, level: str = "leader", precision: str = "day") -> dict:
    return {
        "day": DAY + dt.timedelta(days=day),
        "level": level,
        "states": states.split(),
        "day_precision": precision,
    }


def counted(*meetings: dict, before: int = 100):
    schema = {"day": "date", "level": "string", "states": "array<string>"}
    rows = ibis.memtable(list(meetings), schema={**schema, "day_precision": "string"})
    return gatherings_of(rows).table(
        ("JPN", "PHL", "USA"),
        level="leader",
        since=day_number(DAY),
        before=day_number(DAY) + before,
    )


def test_counts_meetings_by_who_took_part() -> None:
    found = counted(
        met("JPN PHL USA"),
        met("JPN USA"),
        met("JPN USA", day=1),
        met("CHL PER"),
        met("JPN USA", level="minister"),
        met("PHL USA", precision="month"),
        met("PHL USA", day=200),
    )
    assert found[1, 1, 1] == 1
    assert found[1, 0, 1] == 2
    assert found[0, 0, 0] == 1
    assert found.sum() == 4


def test_reports_of_one_day_are_one_meeting() -> None:
    assert counted(met("JPN USA"), met("JPN USA")).sum() == 1


def test_counts_nothing_where_nobody_met() -> None:
    assert counted(met("JPN USA", day=200)).sum() == 0
    assert counted(met("JPN USA", precision="year")).sum() == 0
