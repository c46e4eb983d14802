"""Bring together what the table ``merged`` knows to be one event, and on what reports disagree.

Happenings of one event and one root become one: ten reports of a visit that name three days are
one visit. Agreements and talks of one summit stay apart: they are different things to tell.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.brief.reports import clearest, parties
from detente.brief.wording import on_day
from detente.codes import Level, Precision, Root

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.brief.happenings import Happening
    from detente.brief.reports import Report
    from detente.records import Merged
    from detente.store.store import Store

_WEEK: Final = dt.timedelta(days=7)
"""How late a report without a day may be of what three states or more did; not tuned."""

_SPAN: Final = dt.timedelta(days=31)
"""How far the day of an event may lie from that which one of its reports names."""


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

    What ministers or officials do stays apart from what leaders do.

    Parameters
    ----------
    merged : Mapping
        The merged event of each report, by id of the report.
    """
    groups: dict[object, list[Happening]] = defaultdict(list)
    for one in happenings:
        known = [merged[event] for event in sorted(one.ids) if event in merged]
        key: object = one.event.id
        if known:
            key = known[0].id, one.root, one.status, _is_below_leaders(one)
        groups[key].append(one)
    made = [_one(group, merged) for group in groups.values()]
    return _without_vague(sorted(made, key=lambda one: (one.day, one.event.id)))


def _is_below_leaders(one: Happening) -> bool:
    levels = {actor.level for actor in parties(one.event)}
    return not one.led and not levels.isdisjoint({Level.MINISTER, Level.OFFICIAL})


def _without_vague(found: list[Happening]) -> list[Happening]:
    """Join what is told without its day to what the same states did on a day near it.

    "When Kishida visited Washington in April" behind the visit of 10 April is of that visit.
    """
    taken: dict[str, list[Report]] = defaultdict(list)
    kept = []
    for one in found:
        same = [other for other in found if _is_again(one, other)]
        if same:
            best = max(same, key=lambda other: (other.weight, other.event.id))
            taken[best.event.id].extend(one.reports)
        else:
            kept.append(one)
    return [replace(one, reports=(*one.reports, *taken[one.event.id])) for one in kept]


def _is_again(vague: Happening, dated: Happening) -> bool:
    """Tell whether one without a day is what the same states did on a known day.

    Of talks, and of all that three states or more do together: such sets seldom act twice in a
    week.
    """
    rare = len(vague.states) > 2 and not vague.takers and not dated.takers
    alike = (
        vague.root == dated.root
        and vague.status == dated.status
        and dated.precision == Precision.DAY
        and vague.states == dated.states
        and vague.led <= dated.led
        and vague.unofficial == dated.unofficial
    )
    if not alike or not (vague.root == Root.CONSULT or rare):
        return False
    if vague.precision == Precision.MONTH:
        return (vague.day.year, vague.day.month) == (dated.day.year, dated.day.month)
    late = dt.timedelta(0) <= vague.day - dated.day <= _WEEK
    return rare and vague.precision == Precision.REPORT and late


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
        differing=differing(ordered, whole),
    )


def differing(reports: Iterable[Report], whole: Merged) -> tuple[str, ...]:
    """Say in words on what the reports of an event disagree; the days are those they name.

    Other roots are left out: that one paper tells of the talks and another of what was agreed is
    no disagreement.
    """
    named = {r.event.day for r in reports if r.event.day_precision == Precision.DAY}
    days = sorted(day for day in named if day)
    told = [f"the day ({_days(days)})"] if len(days) > 1 else []
    for line in whole.disagreements:
        what, _, values = line.partition(": ")
        if what == "status":
            told.append(f"whether it happened ({values})")
        elif what == "number of people":
            told.append(f"the number of people ({values})")
    return tuple(told)


def _days(days: list[dt.date]) -> str:
    """Give days of one month with the month once: "8, 9 or 10 April 2024"."""
    last = days[-1]
    short = [
        str(day.day) if (day.year, day.month) == (last.year, last.month) else on_day(day)
        for day in days[:-1]
    ]
    return _either([*short, on_day(last)])


def _either(words: list[str]) -> str:
    """Join words that exclude each other; the last with "or"."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
