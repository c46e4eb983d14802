"""Watch all pairs of states: what is new since a day, with few false alarms."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.codes import Level
from detente.errors import InputError
from detente.relations.bursts import WINDOW as WEEK
from detente.relations.case import day_number, day_of
from detente.relations.discoveries import adjusted, lower
from detente.relations.findings import MOST_EVIDENCE
from detente.relations.formats_of_three import LEVEL_WORDS, formats_in, meetings
from detente.relations.ground import Ground
from detente.relations.hedging import contact_rows
from detente.relations.newness import changes, every_pair, flurries
from detente.relations.panel import panel_of
from detente.relations.shift import WINDOW
from detente.relations.wording import (
    counted,
    during,
    listed,
    named,
    number,
    on_day,
    percent,
    sentence,
)

if TYPE_CHECKING:
    import ibis

    from detente.relations.formats_of_three import Format
    from detente.relations.newness import Tests
    from detente.relations.panel import Panel

FALSE_SHARE: Final = 0.10
"""Share of what is told as a flurry or break that may be false (q)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Hold one new thing between states."""

    kind: Annotated[str, "flurry | break | first meeting | contact out of office"]
    first: Annotated[str, "state code; the caller's where a person calls"]
    second: Annotated[str | None, "state code; null for meetings of three or more"]
    group: Annotated[list[str], "states of a meeting; else empty"]
    issue: Annotated[str | None, "cooperation | conflict; null where it is neither"]
    start: Annotated[dt.date, "first day"]
    stop: Annotated[dt.date, "first day after it"]
    value: Annotated[float | None, "surge in standard deviations, or log Bayes factor"]
    rank: Annotated[float | None, "share of the pair's own earlier periods that are lower; 0..1"]
    probability: Annotated[float | None, "probability of so much by chance; 0..1"]
    false_share: Annotated[float | None, "least rate of false discoveries at which it is told"]
    n: Annotated[int, "acts or reports"]
    evidence: Annotated[list[str], "ids of the events"]
    reading: Annotated[str, "what it says in one line of plain English"]


def watch(
    events: ibis.Table | Ground, *, since: dt.date, stop: dt.date, share: float = FALSE_SHARE
) -> list[Sighting]:
    """Give what is new since a day over all pairs of states, using no event of a later day.

    Flurries end, and breaks show, on or after the day. Both are tested for every pair with at
    least five acts against periods as long before, and told as far as at most a tenth of what
    is told is expected to be false. First meetings and contacts are told as they are.

    Parameters
    ----------
    events : ibis.Table or Ground
        As `detente.relations.registry.measure` takes them.
    since, stop : date
        First day of what is new, first day no longer looked at.
    share : float
        Share of flurries, and of breaks, that may be false (q).

    Returns
    -------
    list of Sighting
        Flurries and breaks by probability, then meetings and contacts by day.

    Raises
    ------
    InputError
        If the period is empty.
    """
    if since >= stop:
        raise InputError(f"nothing can be new: since {since} is not before {stop}")
    with ExitStack() as held:
        ground = events if isinstance(events, Ground) else held.enter_context(Ground(events))
        panel = panel_of(ground, start=since, stop=stop)
        new = day_number(since) - panel.day0
        return [
            *_told(panel, every_pair(panel, new, flurries), "flurry", share),
            *_told(panel, every_pair(panel, new, changes, unsettled=WINDOW), "break", share),
            *_meetings(ground, since, stop),
            *_contacts(ground, since, stop),
        ]


def _told(panel: Panel, tests: Tests | None, kind: str, share: float) -> list[Sighting]:
    """Give the tests that pass, most unlikely first."""
    if tests is None:
        return []
    rates = adjusted(tests.probability)
    ranks = lower(tests.value, tests.placebos)
    passed = np.flatnonzero((rates <= share) & tests.ready)
    passed = passed[np.argsort(tests.probability[passed], kind="stable")]
    made = []
    for k in passed:
        begin = panel.day0 + int(tests.day[k])
        window = (begin, begin + WEEK) if kind == "flurry" else (begin - WINDOW, begin + WINDOW)
        n, ids = panel.acts_of(int(tests.pair[k]), tests.kind[k], *window)
        pair = (panel.first[tests.pair[k]], panel.second[tests.pair[k]])
        first, second = (panel.world.states[int(one)] for one in pair)
        start, stop = (day_of(day) for day in window)
        chance = percent(float(tests.probability[k]))
        who, what = listed([named(first), named(second)]), tests.kind[k]
        if kind == "flurry":
            told = (
                f"{who}: a flurry of {what} {during(start, stop)}: {counted(n, 'act')}, more "
                f"marked than {percent(float(ranks[k]))} of earlier periods (chance {chance})."
            )
        else:
            told = (
                f"{who}: a lasting change of {what} about {on_day(day_of(begin))}: "
                f"{_sides(panel, int(tests.pair[k]), what, begin)} (log Bayes factor "
                f"{number(float(tests.value[k]))}, chance {chance})."
            )
        made.append(
            Sighting(
                kind=kind, first=first, second=second, group=[], issue=what,
                start=start if kind == "flurry" else day_of(begin), stop=stop,
                value=float(tests.value[k]), rank=float(ranks[k]),
                probability=float(tests.probability[k]), false_share=float(rates[k]),
                n=n, evidence=ids[-MOST_EVIDENCE:], reading=sentence(told),
            )
        )  # fmt: skip
    return made


def _sides(panel: Panel, pair: int, kind: str, day: int) -> str:
    before, after = (
        panel.acts_of(pair, kind, start, start + WINDOW)[0] for start in (day - WINDOW, day)
    )
    return f"{counted(before, 'act')} in the {WINDOW} days before, {after or 'none'} after"


def _meetings(ground: Ground, since: dt.date, stop: dt.date) -> list[Sighting]:
    """Give the first meetings of three or more states at one level."""
    begin = ground.reaches_back_to
    if begin is None:
        return []
    rows = ground.kept("meetings", lambda: meetings(ground.events))
    every = formats_in(rows, begin, start=since, stop=stop)
    return [_meeting(one) for one in every if one.kind == "first"]


def _meeting(one: Format) -> Sighting:
    names = sorted(named(code) for code in one.states)
    who = listed(names) if len(names) <= 5 else counted(len(names), "state")
    return Sighting(
        kind="first meeting", first=one.states[0], second=None, group=list(one.states),
        issue=None, start=one.day, stop=one.day + dt.timedelta(days=1), value=None, rank=None,
        probability=None, false_share=None, n=len(one.event_ids),
        evidence=one.event_ids[-MOST_EVIDENCE:],
        reading=sentence(
            f"first meeting of {who} at {LEVEL_WORDS[one.level]} level: {on_day(one.day)} "
            f"({counted(len(one.event_ids), 'report')}; the store reaches back to "
            f"{on_day(one.since)})."
        ),
    )  # fmt: skip


def _contacts(ground: Ground, since: dt.date, stop: dt.date) -> list[Sighting]:
    """Give the contacts of leading persons with people out of office in another state."""
    rows = ground.kept("contacts", lambda: contact_rows(ground.pairs))
    out = rows.other_level == Level.OUT_OF_OFFICE.value
    governs = rows.caller_level != Level.OUT_OF_OFFICE.value
    chosen = rows.filter(out, governs, rows.day >= since, rows.day < stop)
    table = chosen.order_by("day", "first", "caller", "other", "root").to_pyarrow()
    return [
        Sighting(
            kind="contact out of office", first=row["first"], second=row["second"], group=[],
            issue=None, start=row["day"], stop=row["day"] + dt.timedelta(days=1), value=None,
            rank=None, probability=None, false_share=None, n=len(row["event_ids"]),
            evidence=sorted(row["event_ids"]),
            reading=sentence(
                f"{row['caller']} ({named(row['first'])}) and {row['other']}, out of office "
                f"({named(row['second'])}): {on_day(row['day'])} "
                f"({counted(len(row['event_ids']), 'report')})."
            ),
        )
        for row in table.to_pylist()
    ]  # fmt: skip
