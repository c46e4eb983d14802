"""Ask whether a third state's acts towards both are followed by acts between them: brokerage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.case import day_number, day_of
from detente.relations.dyads import CLASSES
from detente.relations.echoes import MOST_ON, days_after, echo
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, pair_of, too_few, withheld
from detente.relations.wording import counted, during, named, number, percent

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.case import Case, Ints
    from detente.relations.world import World

AFTER_DAYS: Final = 30
"""Days after a broker's acts that are looked at."""
TOGETHER_DAYS: Final = 14
"""Days within which a broker has to act towards both."""
MEMORY_DAYS: Final = 5 * 365
"""Days before the stop that are looked at."""
BROKERS: Final = 3
UNIT: Final = "log-ratio of the rate after a third state turned to both"


def broker(case: Case) -> list[Finding]:
    """Give third states after whose turn to both the two cooperate more (11); not causal."""
    begin = max(case.day0, day_number(case.stop) - MEMORY_DAYS)
    world = case.world.within(begin, day_number(case.stop))
    own = case.own.of(CLASSES["cooperation"])
    days = own.chosen(own.daily & (own.days >= begin)).days - begin
    start = day_of(begin)
    if len(days) < FEWEST:
        reason = too_few(len(days), FEWEST, "act", start, case.stop, of=" of cooperation of both")
        return [withheld(case, "broker", UNIT, reason, n=len(days), evidence=[], start=start)]
    size = len(case.volume) - (begin - case.day0)
    made = [
        _broker(case, world, third, begin, (days, turns - begin))
        for third, turns in candidates(case, world, size)
    ]
    if made:
        return made
    who = named(case.options.third) if case.options.third else "no third state"
    verb = "did not turn" if case.options.third else "turned"
    reason = (
        f"{who} {verb} to both within {TOGETHER_DAYS} days {FEWEST} times "
        f"{during(start, case.stop)}, and not all the time"
    )
    return [withheld(case, "broker", UNIT, reason, n=len(days), evidence=[], start=start)]


def candidates(case: Case, world: World, size: int) -> list[tuple[int, Ints]]:
    """Give third states with the days on which they had turned to both, most often first.

    Left out are those that turn to both nearly all the time: there are no other days.
    """
    rows = world.rows
    ends = (world.number(case.first), world.number(case.second))
    friendly = rows.of("cooperation") & rows.daily & ~np.isin(rows.first, ends)
    towards = [friendly & (rows.second == end) for end in ends]
    counts = np.minimum(*(np.bincount(rows.first[m], minlength=len(world.states)) for m in towards))
    wanted = np.argsort(-counts, kind="stable")
    if case.options.third is not None:
        asked = world.number(case.options.third)
        wanted = np.array([asked]) if asked >= 0 else wanted[:0]
    made: list[tuple[int, Ints]] = []
    for third in wanted:
        if counts[third] < FEWEST or len(made) >= BROKERS:
            break
        turns = turned(*(np.unique(rows.days[m & (rows.first == third)]) for m in towards))
        after = days_after(turns - case.day0, AFTER_DAYS, len(case.volume))
        if len(turns) >= FEWEST and after[-size:].mean() <= MOST_ON:
            made.append((int(third), turns))
    return made


def turned(left: Ints, right: Ints) -> Ints:
    """Give the days on which a state acts towards one and had acted towards the other by then.

    Parameters
    ----------
    left, right : array
        Days of its acts towards either, in order.

    Examples
    --------
    >>> turned(np.array([10, 50]), np.array([20, 90])).tolist()
    [20]
    """

    def met(days: Ints, others: Ints) -> Ints:
        last = np.searchsorted(others, days, side="right") - 1
        near = np.where(last >= 0, days - others[np.maximum(last, 0)], TOGETHER_DAYS + 1)
        return days[near <= TOGETHER_DAYS]

    if not len(left) or not len(right):
        return np.zeros(0, dtype=np.int64)
    return np.unique(np.concatenate([met(left, right), met(right, left)]))


def _broker(case: Case, world: World, third: int, begin: int, days: tuple[Ints, Ints]) -> Finding:
    own, turns = days
    volume = case.volume[begin - case.day0 :]
    counts = np.bincount(own, minlength=len(volume)).astype(float)
    one = echo(
        counts, volume, days_after(turns, AFTER_DAYS, len(volume)), case.spread["cooperation"]
    )
    rows, code, start = world.rows, world.states[third], day_of(begin)
    ends = [world.number(case.first), world.number(case.second)]
    acts = rows.of("cooperation") & (rows.first == third) & np.isin(rows.second, ends)
    acts &= np.isin(rows.days, turns + begin)
    evidence = rows.evidence(acts, MOST_EVIDENCE)
    if one is None:
        reason = f"too few days are covered to compare those after {named(code)} turned to both"
        return withheld(
            case, "broker", UNIT, reason, n=len(own), evidence=evidence, group=[code], start=start
        )
    return found(
        case, "broker", UNIT, one.value, (one.low, one.high),
        n=len(own), evidence=evidence, group=[code], rank=one.rank, start=start,
        reading=(
            f"{pair_of(case)}: in the {AFTER_DAYS} days after {named(code)} turned to both "
            f"({counted(len(turns), 'day')} {during(start, case.stop)}) they cooperated "
            f"{number(float(np.exp(one.value)))} times as often as on other days (chance of so "
            f"much by shifted calendars {percent(one.probability)}); not causal."
        ),
    )  # fmt: skip
