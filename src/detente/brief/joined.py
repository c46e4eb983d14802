"""Bring together what the table ``merged`` knows to be one event, and on what reports disagree.

Happenings of one event and one root become one: ten reports of a visit that name three days are
one visit. Agreements and talks of one summit stay apart: they are different things to tell.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.brief.reports import clearest
from detente.brief.wording import on_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.brief.happenings import Happening
    from detente.brief.reports import Report
    from detente.records import Merged
    from detente.store.store import Store

_SPAN: Final = dt.timedelta(days=31)
"""How far the day of an event may lie from that which one of its reports names."""

_WORDS: Final = {"day": "the day", "number of people": "the number of people"}


def merged_of(
    store: Store, reports: Iterable[Report], *, as_of: dt.date | None = None
) -> dict[str, Merged]:
    """Give the merged event of each report by its id; reports that stand alone are left out."""
    wanted = {one.event.id: one.event.day for one in reports if not one.row and one.event.day}
    if not wanted or not store.has("merged"):
        return {}
    table = store.table("merged", as_of=as_of)
    several = table.filter(
        (table.event_ids.length() > 1) | (table.attached.length() > 0),
        table.day >= min(wanted.values()) - _SPAN,
        table.day <= max(wanted.values()) + _SPAN,
    )
    found: dict[str, Merged] = {}
    for row in store.rows("merged", several):
        found.update(dict.fromkeys(wanted.keys() & row.event_ids, row))
    return found


def joined(happenings: Iterable[Happening], merged: Mapping[str, Merged]) -> list[Happening]:
    """Give happenings with those of one merged event, root and status as one, in order of day.

    Parameters
    ----------
    merged : Mapping
        The merged event of each report, by id of the report.
    """
    groups: dict[object, list[Happening]] = defaultdict(list)
    for one in happenings:
        known = [merged[event] for event in sorted(one.ids) if event in merged]
        key: object = (known[0].id, one.root, one.status) if known else one.event.id
        groups[key].append(one)
    made = [_one(group, merged) for group in groups.values()]
    return sorted(made, key=lambda one: (one.day, one.event.id))


def _one(group: list[Happening], merged: Mapping[str, Merged]) -> Happening:
    whole = next((merged[event] for one in group for event in one.ids if event in merged), None)
    if whole is None:
        return group[0]
    best = max(group, key=lambda one: (one.day == whole.day, one.documents, one.weight, one.day))
    reports = clearest(report for one in group for report in one.reports)
    ordered = sorted(reports, key=lambda report: report.event.id not in best.ids)
    return replace(
        best,
        reports=tuple(ordered),
        led=best.led.union(*(one.led for one in group)) if best.led else best.led,
        differing=differing(whole),
    )


def differing(whole: Merged) -> tuple[str, ...]:
    """Say in words on what the reports of an event disagree.

    Other roots are left out: that one paper tells of the talks and another of what was agreed is
    no disagreement.
    """
    told = []
    for line in whole.disagreements:
        what, _, values = line.partition(": ")
        if what == "day":
            days = [dt.date.fromisoformat(value) for value in values.split(", ")]
            told.append(f"the day: {_either([on_day(day) for day in days])}")
        elif what == "status":
            told.append("whether it happened: " + values)
        elif what in _WORDS:
            told.append(f"{_WORDS[what]}: {values}")
    return tuple(told)


def _either(words: list[str]) -> str:
    """Join words that exclude each other; the last with "or"."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
