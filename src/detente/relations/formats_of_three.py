"""Find meetings of three or more states at one level, and say which are the first of their kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.codes import Level, Precision, Root, Status
from detente.relations.case import day_number
from detente.relations.dyads import DAILY
from detente.relations.findings import found, withheld
from detente.relations.gatherings import gatherings_of
from detente.relations.origins import lacking
from detente.relations.wording import counted, listed, named, on_day, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import ibis
    from numpy.typing import NDArray

    from detente.records import Finding
    from detente.relations.case import Case

LEVELS: Final = (Level.LEADER.value, Level.MINISTER.value, Level.OFFICIAL.value)
REVIVED_AFTER: Final = 731
"""Days without a meeting after which a format counts as revived: 24 months."""
SAME_MEETING: Final = 3
"""Days within which reports of one format are one meeting: summits last, papers report late."""
LEAST_MEETINGS: Final = 30
"""Earlier meetings of that level without which no expectation is computed."""
UNIT: Final = "-log10 of the chance of such a meeting"
LEVEL_WORDS: Final = {"leader": "leaders'", "minister": "ministers'", "official": "officials'"}
"""How a level reads before the word "level"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """Hold one meeting of a set of states at one level, and how new that is."""

    day: Annotated[dt.date, "first day"]
    states: Annotated[tuple[str, ...], "state codes in order"]
    level: Annotated[str, "leader | minister | official: the same for all states"]
    kind: Annotated[str, "first | revived | routine, as far as the store reaches back"]
    before: Annotated[dt.date | None, "day of the meeting before it; null if there is none"]
    before_precision: Annotated[Precision, "how exactly that day is known"] = Precision.DAY
    since: Annotated[dt.date, "first day covered by the store"]
    event_ids: Annotated[list[str], "ids of the events that report it"]


def meetings(events: ibis.Table) -> ibis.Table:
    """Give meetings of two or more states with the level at which they met.

    Parameters
    ----------
    events : ibis.Table
        The table ``events`` of a store, or pairs (`detente.relations.dyads.pairs_of`), of
        which meetings without any rank are left out. Meetings told long after they took place
        are kept: they refute a "first".

    Returns
    -------
    ibis.Table
        ``event_id``, ``day``, ``day_precision``, ``known_at``, ``states`` (list), ``size``,
        ``level`` (of all states, or ``mixed``). A state's level is that of its highest actor.
    """
    import ibis

    chosen = events.filter(
        events.root == Root.CONSULT.value,
        events.status == Status.HAPPENED.value,
        events.day.notnull(),
        events.day <= events.known_at,
    )
    entries = _of_pairs(chosen) if "first" in chosen.columns else _of_events(chosen)
    rank = entries.level.cases(
        (Level.LEADER.value, 3), (Level.MINISTER.value, 2), (Level.OFFICIAL.value, 1), else_=0
    )
    ranked = entries.mutate(rank=rank)
    sides = ranked.group_by("event_id", "day", "day_precision", "known_at", "state").aggregate(
        rank=ranked["rank"].max()
    )
    rows = sides.group_by("event_id", "day", "day_precision", "known_at").aggregate(
        states=sides.state.collect(), size=sides.count(),
        low=sides["rank"].min(), high=sides["rank"].max(),
    )  # fmt: skip
    name = rows.low.cases((3, "leader"), (2, "minister"), (1, "official"), else_="unknown")
    level = ibis.ifelse(rows.low == rows.high, name, "mixed")
    wide = rows.filter(rows.size >= 2)
    return wide.mutate(level=level, states=wide.states.sort()).drop("low", "high")


_WHEN: Final = ("day", "day_precision", "known_at")


def _of_events(chosen: ibis.Table) -> ibis.Table:
    """Give one row for each party of each event that is a state."""
    entries = chosen.select(
        *_WHEN, event_id="id", entry=chosen.actors.concat(chosen.recipients).unnest()
    )
    entries = entries.filter(entries.entry.state.notnull(), ~entries.entry.state.startswith("IGO:"))
    return entries.select(*_WHEN, "event_id", state=entries.entry.state, level=entries.entry.level)


def _of_pairs(chosen: ibis.Table) -> ibis.Table:
    """Give the same from pairs of states; pairs of which no rank is known are left out."""
    unknown = Level.UNKNOWN.value
    ranked = chosen.filter((chosen.first_level != unknown) | (chosen.second_level != unknown))
    sides = [
        ranked.select(*_WHEN, "event_id", state=ranked[side], level=ranked[f"{side}_level"])
        for side in ("first", "second")
    ]
    return sides[0].union(sides[1])


def formats(
    events: ibis.Table,
    *,
    start: dt.date,
    stop: dt.date,
    members: Collection[str] = (),
) -> list[Format]:
    """Give the meetings of three or more states in [start, stop), and how new each format is.

    Only meetings with all `members` among the states. "First" means first *in this store*,
    which reaches back to ``Format.since``; a meeting of older days that the store tells of as
    history counts as an earlier one.
    """
    since = events.known_at.min().to_pyarrow().as_py()
    return formats_in(meetings(events), since, start=start, stop=stop, members=members)


def formats_in(
    rows: ibis.Table,
    since: dt.date,
    *,
    start: dt.date,
    stop: dt.date,
    members: Collection[str] = (),
) -> list[Format]:
    """Give the same from meetings as `meetings` gives them; `since` is the first report's day."""
    wide = rows.filter(rows.day < stop, rows.size >= 3)
    for code in members:
        wide = wide.filter(wide.states.contains(code))
    groups: dict[tuple[tuple[str, ...], str], list[dict[str, Any]]] = {}
    for row in wide.order_by("day", "event_id").to_pyarrow().to_pylist():
        groups.setdefault((tuple(row["states"]), row["level"]), []).append(row)
    every = [
        one
        for (states, level), reports in groups.items()
        if level in LEVELS
        for one in _formats(states, level, reports, since, _of_unknown_rank(groups, states, level))
        if start <= one.day < stop
    ]
    return sorted(every, key=lambda one: (one.day, one.states, one.level))


def first_meetings(
    events: ibis.Table, *, start: dt.date, stop: dt.date, members: Collection[str] = ()
) -> list[Format]:
    """Give the meetings in [start, stop) whose format is the first in the store."""
    every = formats(events, start=start, stop=stop, members=members)
    return [one for one in every if one.kind == "first"]


def _of_unknown_rank(
    groups: Mapping[tuple[tuple[str, ...], str], Sequence[dict[str, Any]]],
    states: tuple[str, ...],
    level: str,
) -> list[dict[str, Any]]:
    """Give the meetings of these states of which the rank of some is not told.

    They may have been of any rank but the highest: who tells of leaders names them.
    """
    if level == Level.LEADER.value:
        return []
    return [
        one
        for rank in ("unknown", "mixed")
        for one in groups.get((states, rank), ())
        if one["day_precision"] in DAILY
    ]


def _formats(
    states: tuple[str, ...],
    level: str,
    reports: Sequence[dict[str, Any]],
    since: dt.date,
    others: Sequence[dict[str, Any]] = (),
) -> list[Format]:
    """Turn the reports of one format, in order of day, into its meetings.

    `others` are meetings that may have been of that format: they refute a "first".
    """
    dated = [one for one in reports if one["day_precision"] in DAILY]
    vague = [one for one in reports if one["day_precision"] not in DAILY]
    days = [one["day"] for one in dated]
    breaks = [i for i, (a, b) in enumerate(pairwise(days), 1) if (b - a).days > SAME_MEETING]
    result: list[Format] = []
    for low, high in pairwise([0, *breaks, len(dated)]):
        if low == high:
            continue
        day = days[low]
        over = {one["day"]: one["day_precision"] for one in vague if _ends(one) <= day}
        apart = day - dt.timedelta(days=SAME_MEETING)
        over |= {one["day"]: one["day_precision"] for one in others if one["day"] < apart}
        before = max([*days[:low], *over], default=None)
        known = before is None or before in days[:low]
        gap = None if before is None else (day - before).days
        kind = "first" if gap is None else "revived" if gap > REVIVED_AFTER else "routine"
        ids = [one["event_id"] for one in dated[low:high]]
        result.append(
            Format(
                day=day, states=states, level=level, kind=kind,
                before=before, before_precision=Precision.DAY if known else Precision(over[before]),
                since=since, event_ids=ids,
            )
        )  # fmt: skip
    return result


def _ends(report: dict[str, Any]) -> dt.date:
    """Give the first day after the month or year in which a meeting took place."""
    day: dt.date = report["day"]
    if report["day_precision"] == Precision.MONTH.value and day.month < 12:
        return day.replace(month=day.month + 1, day=1)
    return dt.date(day.year + 1, 1, 1)


def met_before(case: Case) -> ibis.Table:
    """Give all meetings of the ground of a case, computed once."""
    return case.ground.kept("meetings", lambda: meetings(case.ground.events))


def minilateral(case: Case) -> list[Finding]:
    """Give the meetings of three or more states with both, and how new they are (8)."""
    since = case.ground.reaches_back_to or case.since
    every = formats_in(
        met_before(case), since, start=case.start, stop=case.stop, members=(case.first, case.second)
    )
    if not every:
        reason = lacking(case.ground.origins, "ranks of those who meet") or (
            "no meeting of three or more states at one level with both is reported"
        )
        return [withheld(case, "minilateral", UNIT, reason, n=0, evidence=[])]
    return [_finding(case, one) for one in every]


def _finding(case: Case, one: Format) -> Finding:
    stop = one.day + dt.timedelta(days=1)
    told = _told(one)
    share = novelty(case, one)
    n, who = len(one.event_ids), list(one.states)
    if share is None:
        reason = "too few earlier meetings in the store to say how unlikely it was"
        return withheld(
            case, "minilateral", UNIT, reason,
            n=n, evidence=one.event_ids, group=who, reading=told, start=one.day, stop=stop,
        )  # fmt: skip
    value, low, high = share
    return found(
        case, "minilateral", UNIT, value, (low, high),
        n=n, evidence=one.event_ids, group=who, reading=told, start=one.day, stop=stop,
    )  # fmt: skip


def _told(one: Format) -> str:
    names = sorted(named(code) for code in one.states)
    who = listed(names) if len(names) <= 5 else f"{counted(len(names), 'state')}"
    level = LEVEL_WORDS[one.level]
    head = f"{'meeting' if one.kind == 'routine' else 'first meeting'} of {who} at {level} level"
    if one.kind == "revived" and one.before:
        head += f" since {_before(one.before, one.before_precision)}"
    tail = {
        "first": f"; the documents reach back to {on_day(one.since)}",
        "revived": "",
        "routine": (
            f"; the one before was {_before(one.before, one.before_precision, 'on ')}"
            if one.before
            else ""
        ),
    }[one.kind]
    reports = counted(len(one.event_ids), "report")
    return sentence(f"{head}: {on_day(one.day)} ({reports}){tail}.")


def _before(day: dt.date, precision: Precision, on: str = "") -> str:
    """Give the day of an earlier meeting as far as it is known."""
    if precision in DAILY:
        return f"{on}{on_day(day)}"
    told = f"{day:%B %Y}" if precision == Precision.MONTH else str(day.year)
    return f"in {told}" if on else told


def novelty(case: Case, one: Format) -> tuple[float, float, float] | None:
    """Give -log10 of the chance of a meeting of three, given how its pairs meet.

    The expectation is that of the log-linear model with all two-way terms and no three-way
    term, fitted to the meetings of that level before this one. None for more than three
    states, for fewer than 30 earlier meetings, or where some two never met before.
    """
    if len(one.states) != 3:
        return None
    rows = met_before(case)
    met = case.ground.once("gatherings", lambda: gatherings_of(rows))
    table = met.table(
        one.states, level=one.level, since=day_number(case.since), before=day_number(one.day)
    )
    pairs = [table.sum(axis=axis)[1, 1] for axis in range(3)]
    covered = (one.day - case.since).days
    if table.sum() < LEAST_MEETINGS or min(pairs) < 1 or covered < 1:
        return None
    length = max((case.stop - case.start).days, 1)
    return _surprise(float(without_threes(table)[1, 1, 1]), length / covered)


def without_threes(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit counts of presence (2 x 2 x 2) with all two-way margins and no three-way term.

    Source: iterative proportional fitting, Deming and Stephan (1940).
    """
    fitted = np.ones_like(table)
    for _ in range(200):
        for axis in range(3):
            wanted, got = table.sum(axis=axis), fitted.sum(axis=axis)
            ratio = np.divide(wanted, got, out=np.zeros_like(wanted), where=got > 0)
            fitted = fitted * np.expand_dims(ratio, axis)
    return fitted


def _surprise(expected: float, share: float) -> tuple[float, float, float]:
    """Give -log10 P(at least one) and its interval from the Gamma of the expected count."""
    from scipy.stats import gamma

    ends = [float(gamma.ppf(level, expected + 0.5)) for level in (0.95, 0.05)]
    rates = np.array([expected, *ends]) * share
    value, low, high = -np.log10(-np.expm1(-np.maximum(rates, 1e-9)))
    return float(value), min(float(low), float(value)), max(float(high), float(value))
