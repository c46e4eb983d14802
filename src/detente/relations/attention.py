"""Measure whom a state turns to: the share of each partner in its one-way cooperation."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.errors import InputError
from detente.relations.case import day_number, day_of
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, too_few, withheld
from detente.relations.ground import Ground
from detente.relations.panel import panel_of
from detente.relations.placebos import counts_in, rank_among, windows_before
from detente.relations.rates import SEED
from detente.relations.wording import VERY_LIKELY, counted, during, named, percent, sentence

if TYPE_CHECKING:
    import ibis

    from detente.records import Finding
    from detente.relations.case import Case, Floats
    from detente.relations.world import Columns

MEMORY_DAYS: Final = 3 * 365
"""Days before the period that say which share is usual."""
STRENGTH: Final = 2.0
"""Acts that the usual shares count for, all partners together."""
DRAWS: Final = 4000
UNIT: Final = "share of the first state's one-way cooperative acts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Hold the share of one partner in what a state does for others."""

    state: Annotated[str, "code of the partner"]
    share: Annotated[float, "share in the period; 0..1"]
    low: Annotated[float, "5th percentile"]
    high: Annotated[float, "95th percentile"]
    usual: Annotated[float | None, "share in the three years before; null if nothing is known"]
    rising: Annotated[float | None, "probability that the share is above the usual; 0..1"]
    trend: Annotated[str, "rising | falling | steady | unknown"]
    acts: Annotated[int, "one-way cooperative acts in the period"]
    evidence: Annotated[list[str], "ids of the events that report them"]
    reading: Annotated[str, "what it says in one line of plain English"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shares:
    """Hold shares of all partners: arrays by number of the state."""

    now: Annotated[Floats, "parameters of the Dirichlet distribution of the period"]
    before: Annotated[Floats | None, "the same of the years before; null if nothing is known"]

    def share(self, partner: int) -> tuple[float, float, float]:
        """Give the share of a partner and its 90 % interval."""
        from scipy.stats import beta

        a, whole = float(self.now[partner]), float(self.now.sum())
        if a <= 0 or whole - a <= 0:
            return (float(a > 0),) * 3
        low, high = (float(beta.ppf(level, a, whole - a)) for level in (0.05, 0.95))
        return a / whole, low, high

    def draws(self, partner: int, seed: int) -> tuple[Floats, Floats | None]:
        """Give draws of the share in the period and of the usual one."""
        random = np.random.default_rng([seed, partner])

        def drawn(one: Floats) -> Floats:
            a, rest = float(one[partner]), float(one.sum() - one[partner])
            return random.beta(max(a, 1e-9), max(rest, 1e-9), DRAWS)

        return drawn(self.now), None if self.before is None else drawn(self.before)

    def rising(self, partner: int) -> float | None:
        """Give the probability that a partner's share is above the usual one."""
        now, before = self.draws(partner, SEED)
        return None if before is None else float((now > before).mean())


def shares_of(now: Floats, before: Floats, *, phi: float, asked: int | None = None) -> Shares:
    """Give the shares of partners as Dirichlet distributions, now and before.

    Source: Dirichlet-multinomial model of a composition; the usual shares are its prior with
    the weight of two acts, and counts are tempered by the dispersion.

    Parameters
    ----------
    now, before : array, shape (states,)
        One-way cooperative acts towards each state in the period, and in the years before.
    phi : float
        Dispersion; at least 1.
    asked : int, optional
        A partner that takes part even if nothing was done for it.
    """
    partners = (now + before) > 0
    if asked is not None and asked >= 0:
        partners[asked] = True
    usual = np.where(partners, before / phi + 0.5, 0.0)
    usual = usual / max(usual.sum(), 1e-9)
    past = before / phi + STRENGTH * usual if before.sum() > 0 else None
    return Shares(now=now / phi + STRENGTH * usual, before=past)


def attention(case: Case) -> list[Finding]:
    """Give the share of each state in what the other does for all states (5, second half)."""
    return [_attention(case), _attention(case.swapped())]


def counts_towards(rows: Columns, state: int, states: int) -> Floats:
    """Count one-way cooperative acts of a state towards each other."""
    chosen = rows.courting & (rows.first == state)
    return np.bincount(rows.second[chosen], minlength=states).astype(float)


def pair_shares(case: Case, start: int, stop: int) -> tuple[Shares, Floats]:
    """Give the shares of the first state's partners in a window, and the counts in it."""
    world, size = case.world, len(case.world.states)
    one, other = world.number(case.first), world.number(case.second)
    now = counts_towards(world.rows.within(start, stop), one, size)
    before = counts_towards(world.rows.within(start - MEMORY_DAYS, start), one, size)
    return shares_of(now, before, phi=case.spread["cooperation"], asked=other), now


def _attention(case: Case) -> Finding:
    start, stop = day_number(case.start), day_number(case.stop)
    world = case.world
    one, other = world.number(case.first), world.number(case.second)
    rows = world.rows.within(start, stop)
    mine = rows.courting & (rows.first == one)
    n = int(mine.sum())
    if n < FEWEST or other < 0:
        of = f" of {named(case.first)}"
        reason = too_few(n, FEWEST, "one-way cooperative act", case.start, case.stop, of=of)
        if n >= FEWEST:
            reason = f"nothing is told of {named(case.second)}"
        return withheld(case, "attention", UNIT, reason, n=n, evidence=[])
    shares, now = pair_shares(case, start, stop)
    share, low, high = shares.share(other)
    chosen = mine & (rows.second == other)
    reading = (
        f"{named(case.first)}: {counted(int(now[other]), 'one-way cooperative act')} of "
        f"{n:,} {during(case.start, case.stop)} went to {named(case.second)}"
        f"{_change(shares, other)}."
    )
    return found(
        case, "attention", UNIT, share, (low, high),
        n=n, evidence=rows.evidence(chosen, MOST_EVIDENCE), reading=reading,
        rank=rank_among(now[other] / n, _earlier(case, one, other)),
    )  # fmt: skip


def _earlier(case: Case, one: int, other: int) -> list[float]:
    """Give the plain share in earlier windows with enough acts."""
    rows = case.world.rows
    mine = rows.courting & (rows.first == one)
    windows = windows_before(case)
    every = counts_in(rows.days[mine], windows)
    own = counts_in(rows.days[mine & (rows.second == other)], windows)
    return [float(a / b) for a, b in zip(own, every, strict=True) if b >= FEWEST]


def _change(shares: Shares, partner: int) -> str:
    rising = shares.rising(partner)
    if rising is None or shares.before is None:
        return ""
    usual = float(shares.before[partner] / shares.before.sum())
    way = _trend(rising)
    told = {"rising": "more than the", "falling": "less than the", "steady": "about the"}[way]
    return f"; {told} {percent(usual)} of the three years before"


def _trend(rising: float | None) -> str:
    if rising is None:
        return "unknown"
    if rising > VERY_LIKELY:
        return "rising"
    return "falling" if rising < 1 - VERY_LIKELY else "steady"


def partners(
    events: ibis.Table | Ground, state: str, *, start: dt.date, stop: dt.date
) -> list[Partner]:
    """Give the partners of a state with their shares, rising and falling, the largest first.

    Parameters
    ----------
    events : ibis.Table or Ground
        As `detente.relations.registry.measure` takes them.
    state : str
        State code.
    start, stop : date
        First day measured, first day no longer measured.

    Returns
    -------
    list of Partner
        Empty if fewer than five one-way cooperative acts of the state are told.

    Raises
    ------
    InputError
        If the period is empty.
    """
    if start >= stop:
        raise InputError(f"the period is empty: it starts on {start} and stops before {stop}")
    with ExitStack() as held:
        ground = events if isinstance(events, Ground) else held.enter_context(Ground(events))
        panel = panel_of(ground, start=start, stop=stop)
        world, one, size = panel.world, panel.world.number(state), len(panel.world.states)
        begin = max(day_number(start), panel.day0)
        end = panel.day0 + panel.size
        rows = world.rows.within(begin, end)
        now = counts_towards(rows, one, size)
        if one < 0 or now.sum() < FEWEST:
            return []
        before = counts_towards(world.rows.within(begin - MEMORY_DAYS, begin), one, size)
        shares = shares_of(now, before, phi=panel.spread("cooperation"))
        mine = rows.courting & (rows.first == one)
        made = [
            _partner(
                world.states[k],
                shares,
                int(k),
                acts=(int(now[k]), rows.evidence(mine & (rows.second == k), MOST_EVIDENCE)),
                days=(begin, end),
            )
            for k in np.flatnonzero((now > 0) | (before >= FEWEST))
        ]
    return sorted(made, key=lambda one: (-one.share, one.state))


def _partner(
    code: str,
    shares: Shares,
    number: int,
    *,
    acts: tuple[int, list[str]],
    days: tuple[int, int],
) -> Partner:
    share, low, high = shares.share(number)
    rising = shares.rising(number)
    usual = None if shares.before is None else float(shares.before[number] / shares.before.sum())
    trend = _trend(rising)
    start, stop = (day_of(day) for day in days)
    reading = (
        f"{named(code)}: {counted(acts[0], 'act')} {during(start, stop)}, {percent(share)} of all"
    )
    if usual is not None:
        reading += f" ({percent(usual)} in the three years before; {trend})"
    return Partner(
        state=code,
        share=share,
        low=low,
        high=high,
        usual=usual,
        rising=rising,
        trend=trend,
        acts=acts[0],
        evidence=acts[1],
        reading=sentence(f"{reading}."),
    )
