"""List contacts of one state's leaders with people out of office in the other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.codes import Level, Root
from detente.relations.contrasts import summed_up
from detente.relations.dyads import actor_pairs
from detente.relations.findings import found, too_few, withheld
from detente.relations.origins import lacking
from detente.relations.wording import (
    certainty,
    counted,
    during,
    listed,
    named,
    number,
    on_day,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

    from detente.records import Finding
    from detente.relations.case import Case

ROOTS: Final = tuple(
    root.value for root in (Root.CONSULT, Root.SUPPORT, Root.AGREE, Root.COOPERATE)
)
CALLERS: Final = (Level.LEADER.value, Level.MINISTER.value, Level.OUT_OF_OFFICE.value)
"""Who reaches out: leaders, ministers, and party figures such as former leaders."""
FEWEST: Final = 10
"""Contacts below which no share is given: the roster of offices is the weak point."""
WIDEST: Final = 4.0
"""Width of the 90 % interval beyond which no value is given; log-odds.

From a seventh to seven times the usual odds (plus or minus 2) an interval says nothing of use:
shares near zero, such as 0 of 50 contacts before, leave widths of 8 to 14. At 10 contacts, 2 of
them out of office, the width is 4.5, at 30 contacts, 5 of them out of office, it is 2.9. Not tuned.
"""
UNIT: Final = "log-odds above what is usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Hold one contact of a leading person of one state with somebody of another."""

    day: Annotated[dt.date, "day"]
    root: Annotated[str, "root of the event"]
    first: Annotated[str, "state of the caller"]
    second: Annotated[str, "state of the person called on"]
    caller: Annotated[str, "name of the caller"]
    caller_level: Annotated[str, "leader | minister | out of office"]
    other: Annotated[str, "name of the person called on"]
    other_level: Annotated[str, "level of that person"]
    event_ids: Annotated[list[str], "ids of the events that report it"]


def contact_rows(events: ibis.Table) -> ibis.Table:
    """Give every cooperative contact of a leading person with a person of another state.

    Rows are contacts by CONSULT, SUPPORT, AGREE or COOPERATE that happened, whoever is named
    first, one row per day, two persons and root: ``day``, ``root``, ``first``, ``second``,
    ``caller``, ``caller_level``, ``other``, ``other_level``, ``event_ids``. Only persons whose
    level is known count.
    """
    pairs = actor_pairs(events.filter(events.root.isin(list(ROOTS))))
    sides = ("first", "second")
    ways = [_turned(pairs, one, other) for one, other in (sides, sides[::-1])]
    both = ways[0].union(ways[1])
    known = both.filter(
        both.caller_level.isin(list(CALLERS)), both.other_level != Level.UNKNOWN.value
    )
    grouped = known.group_by(
        "day", "root", "first", "second", "caller", "caller_level", "other", "other_level"
    )
    return grouped.aggregate(event_ids=known.event_id.collect(distinct=True))


def _turned(pairs: ibis.Table, one: str, other: str) -> ibis.Table:
    import ibis

    def name(side: str) -> Any:
        return ibis.coalesce(pairs[f"{side}_name"], pairs[f"{side}_text"])

    return pairs.select(
        event_id=pairs.event_id,
        day=pairs.day,
        root=pairs.root,
        first=pairs[one],
        second=pairs[other],
        caller=name(one),
        caller_level=pairs[f"{one}_level"],
        other=name(other),
        other_level=pairs[f"{other}_level"],
    )


def contacts(
    events: ibis.Table, first: str, second: str, *, start: dt.date, stop: dt.date
) -> list[Contact]:
    """List contacts of leading persons of `first` with people out of office in `second`."""
    rows = contact_rows(events)
    return _listed(rows.filter(rows.first == first, rows.second == second), start, stop)


def _listed(rows: ibis.Table, start: dt.date, stop: dt.date) -> list[Contact]:
    out = rows.other_level == Level.OUT_OF_OFFICE.value
    chosen = rows.filter(out, rows.day >= start, rows.day < stop)
    ordered = chosen.order_by("day", "caller", "other", "root").to_pyarrow().to_pylist()
    return [Contact(**{**row, "event_ids": sorted(row["event_ids"])}) for row in ordered]


def hedging(case: Case) -> list[Finding]:
    """Give, for each side, how much its leaders turn to people out of office in the other (7)."""
    rows = case.ground.kept("contacts", lambda: contact_rows(case.ground.pairs))
    kept = rows.filter(rows.second.isin([case.first, case.second]), rows.day < case.stop)
    return [_hedging(case, kept), _hedging(case.swapped(), kept)]


def _hedging(case: Case, rows: ibis.Table) -> Finding:
    host = rows.filter(rows.second == case.second)
    mine, now = host.first == case.first, host.day >= case.start
    out = host.other_level == Level.OUT_OF_OFFICE.value
    cells = host.group_by(mine=mine, now=now, out=out).aggregate(n=host.count()).to_pyarrow()
    counts = {(row["mine"], row["now"], row["out"]): row["n"] for row in cells.to_pylist()}
    listing = _listed(host.filter(host.first == case.first), case.start, case.stop)
    n = counts.get((True, True, True), 0) + counts.get((True, True, False), 0)
    evidence = list(dict.fromkeys(event for one in listing for event in one.event_ids))
    said = _said(case, listing, n)
    if n < FEWEST:
        few = too_few(n, FEWEST, "contact", case.start, case.stop, of=" of known rank")
        reason = (lacking(case.ground.origins, "persons or offices") if n == 0 else None) or few
        return withheld(case, "hedging", UNIT, reason, n=n, evidence=evidence, reading=f"{said}.")
    value, low, high, above = excess(counts)
    if high - low > WIDEST:
        reason = (
            f"with {counted(n, 'contact')} of known rank {during(case.start, case.stop)} and "
            f"those before, the 90 % interval is {number(high - low)} log-odds wide; no value is "
            f"given beyond {number(WIDEST)}"
        )
        return withheld(case, "hedging", UNIT, reason, n=n, evidence=evidence, reading=f"{said}.")
    sure = certainty(max(above, 1 - above))
    than = f"{sure} {'more' if value > 0 else 'less'} than usual and than others do"
    return found(
        case, "hedging", UNIT, value, (low, high),
        n=n, evidence=evidence, reading=f"{said}; {than}.",
    )  # fmt: skip


def excess(counts: dict[tuple[bool, bool, bool], int]) -> tuple[float, float, float, float]:
    """Give how far the share of out-of-office contacts rose above the rise others show.

    Parameters
    ----------
    counts : dict
        Contacts by (of the first state, in the period, with a person out of office).

    Returns
    -------
    value, low, high, above : float
        [logit h now - logit h before] of the state minus the same of all other states: an
        election season that everybody reacts to is taken out. Beta draws with Jeffreys' prior.
        `above` is the probability that it is above 0.
    """
    from scipy.special import logit

    from detente.relations.rates import SEED

    random = np.random.default_rng(SEED)

    def share(*, mine: bool, now: bool) -> Any:
        out, office = (counts.get((mine, now, way), 0) + 0.5 for way in (True, False))
        return logit(random.beta(out, office, 10_000))

    own = share(mine=True, now=True) - share(mine=True, now=False)
    others = share(mine=False, now=True) - share(mine=False, now=False)
    return summed_up(own - others)


def _said(case: Case, listing: Sequence[Contact], n: int) -> str:
    """Say who met whom."""
    if case.start >= case.stop:
        return sentence("the store has no report of the days asked for")
    people = f"people out of office in {named(case.second)}"
    ours = f"leading figures of {named(case.first)}"
    if not listing:
        return sentence(f"{ours}: no contact with {people} {during(case.start, case.stop)}")
    meetings = list(
        dict.fromkeys(f"{one.caller} with {one.other} ({on_day(one.day)})" for one in listing)
    )
    shown = [*meetings[:3], f"{len(meetings) - 3} more"] if len(meetings) > 3 else meetings
    return sentence(
        f"{ours}: {len(listing)} of {counted(n, 'contact')} were with {people} "
        f"{during(case.start, case.stop)}: {listed(shown)}"
    )
