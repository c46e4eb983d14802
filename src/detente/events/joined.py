"""Make one event of its reports, and say on what they disagree."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from detente.codes import Precision, Root, Status
from detente.events.reports import Report
from detente.ontology.plover import quad_of
from detente.records import Merged

Named = TypeVar("Named", Root, str)


def merged(group: Sequence[Report], attached: Sequence[Report]) -> Merged:
    """Make one event of the reports of it and of the plans and denials that are about it."""
    ordered = sorted(group, key=lambda report: (report.known_at, report.id))
    day, precision = _day_of(ordered)
    roots = Counter[Root]()
    modes = Counter[str]()
    for report in ordered:
        roots[report.root] += 1
        if report.mode:
            modes[report.mode] += 1
    publishers = {report.publisher or report.copy for report in ordered}
    copies = {report.copy for report in ordered}
    root = _most(roots)
    return Merged(
        key=key_of(ordered[0].states),
        quad=quad_of(root),
        id=min(report.id for report in ordered),
        event_ids=[report.id for report in ordered],
        attached=sorted(report.id for report in attached),
        root=root,
        mode=_most(modes) if modes else None,
        status=ordered[0].status,
        states=sorted(ordered[0].states),
        day=day,
        day_precision=precision,
        known_at=ordered[0].known_at,
        last_report=ordered[-1].known_at,
        reports=len(ordered),
        publishers=min(len(publishers), len(copies)),
        disagreements=_disagreements(ordered, attached),
    )


def _most(counts: Counter[Named]) -> Named:
    """Give what is counted most; of equals the first by name."""
    return min(counts, key=lambda name: (-counts[name], name))


def key_of(states: Iterable[str]) -> str:
    """Give the key under which events of the same states are joined.

    Examples
    --------
    >>> key_of({"USA", "JPN"})
    'JPN,USA'
    """
    return ",".join(sorted(states))


def _day_of(reports: Sequence[Report]) -> tuple[dt.date | None, Precision]:
    """Give the day that most name, by the most exact reports; of equals the earliest."""
    for precision in (Precision.DAY, Precision.REPORT, Precision.MONTH, Precision.YEAR):
        days = [r.day for r in reports if r.precision is precision and r.day]
        if days and precision is Precision.DAY:
            counts = Counter(days)
            return min(counts, key=lambda day: (-counts[day], day)), precision
        if days:
            return min(days), precision
    return None, Precision.UNKNOWN


def _disagreements(reports: Sequence[Report], attached: Sequence[Report]) -> list[str]:
    """Say on what the reports do not agree, one line each."""
    found = []
    days = sorted({r.day for r in reports if r.precision is Precision.DAY and r.day})
    if len(days) > 1:
        found.append(f"day: {', '.join(map(str, days))}")
    tolls = sorted({number for report in reports for number in report.toll})
    if len(tolls) > 1:
        found.append(f"number of people: {', '.join(f'{number:,}' for number in tolls)}")
    roots = sorted({report.root.value for report in reports})
    if len(roots) > 1:
        found.append(f"root: {', '.join(roots)}")
    denied = [report for report in attached if report.status is Status.DENIED]
    if denied:
        found.append(f"status: denied by {len(denied)} of {len(reports) + len(denied)} reports")
    return found
