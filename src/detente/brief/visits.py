"""Tell which meetings of leaders were part of an official visit that other sentences name."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.brief.happenings import leaders_meet
from detente.brief.phrases import NAMED_VISIT
from detente.codes import Precision, Root, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.brief.happenings import Happening
    from detente.brief.reports import Report

NEAR: Final = dt.timedelta(days=3)
"""A visit named by another sentence holds a meeting this far from its day at most.

Leaders' visits last two to five days, and the sentence may tell of the departure or the return.
Not tuned.
"""


def with_visits(happened: Iterable[Happening], announced: Iterable[Happening]) -> list[Happening]:
    """Give what happened, with the report of the visit that a leaders' meeting was part of.

    Only meetings of the leaders of just two states on a known day; the visit is named, as having
    happened or as planned, for a day near it, with one of the two leaders.
    """
    meetings = list(happened)
    naming = [
        (one, report)
        for one in (*meetings, *announced)
        if one.led and one.status in (Status.HAPPENED, Status.PLANNED)
        for report in one.reports
        if _names_visit(report)
    ]
    return _folded([replace(one, visit=_visit(one, naming)) for one in meetings])


def _folded(meetings: list[Happening]) -> list[Happening]:
    """Leave out the trip as such where the meeting that it was made for is told.

    "Left Tokyo on Monday for an official visit" and "met on Wednesday" are one visit; the meeting
    cites the sentence that names it.
    """
    visits = [one for one in meetings if one.visit is not None]
    return [
        one
        for one in meetings
        if not _is_trip(one)
        or all(one.states != visit.states or abs(one.day - visit.day) > NEAR for visit in visits)
    ]


def _is_trip(one: Happening) -> bool:
    """Tell whether it is talks by their root, but names the leader of one side alone."""
    alone = one.root is Root.CONSULT and len(one.led) == 1
    return alone and any(_names_visit(report) for report in one.reports)


def _names_visit(report: Report) -> bool:
    vague = report.event.day_precision in (Precision.REPORT, Precision.YEAR, Precision.UNKNOWN)
    return not vague and NAMED_VISIT.search(report.event.evidence.quote) is not None


def _visit(meeting: Happening, naming: list[tuple[Happening, Report]]) -> Report | None:
    of_two = len(meeting.states) == 2 and leaders_meet(meeting, meeting.states)
    if not of_two or meeting.precision != Precision.DAY:
        return None
    if any(NAMED_VISIT.search(report.event.evidence.quote) for report in meeting.reports):
        return None
    fitting = [
        (one.status != Status.HAPPENED, abs(one.day - meeting.day), report.event.id, report)
        for one, report in naming
        if one.states == meeting.states and abs(one.day - meeting.day) <= NEAR
    ]
    return min(fitting, key=lambda entry: entry[:3])[3] if fitting else None
