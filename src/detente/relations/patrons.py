"""Measure whether a state keeps in with two patrons that are at odds: patron hedging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.codes import Issue
from detente.relations.attention import MEMORY_DAYS, counts_towards, shares_of
from detente.relations.balance import STRENGTH
from detente.relations.case import day_number
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, withheld
from detente.relations.placebos import rank_among, windows_before
from detente.relations.rates import SEED
from detente.relations.wording import (
    ISSUE_WORDS,
    VERY_LIKELY,
    counted,
    during,
    listed,
    named,
    number,
    percent,
)
from detente.relations.world import ISSUES

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.attention import Shares
    from detente.relations.case import Bools, Case, Floats
    from detente.relations.world import Columns

CANDIDATES: Final = 10
"""Partners, those with most cooperation, among which a rival patron is looked for."""
YEAR_DAYS: Final = 365
"""Days before the stop that say who is at odds with whom."""
UNIT: Final = "cooperative attention to the lesser of two patrons; 0..1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patrons:
    """Hold two patrons of a state by their numbers."""

    one: Annotated[int, "the first: who is asked about"]
    other: Annotated[int, "the second: at odds with the first"]
    apart: Annotated[float, "probability that the two are less cooperative than the world; 0..1"]


def warmth(cooperation: Floats, conflict: Floats, share: float, phi: float) -> Floats:
    """Give P(B > 0): the probability that pairs are more cooperative than the world.

    Parameters
    ----------
    cooperation, conflict : array
        Acts of each pair; tempered here by `phi`.
    share : float
        The world's share of cooperation; within (0, 1).
    phi : float
        Dispersion; at least 1.
    """
    from scipy.stats import beta

    a, b = cooperation / phi + STRENGTH * share, conflict / phi + STRENGTH * (1 - share)
    return np.asarray(beta.sf(share, a, b), dtype=float)


def tallies_of(acts: Columns, state: int, size: int, issue: int | None = None) -> Floats:
    """Count cooperation and conflict of one state with each other; shape (2, states)."""
    chosen = (acts.first == state) | (acts.second == state)
    if issue is not None:
        chosen &= acts.issue == issue
    other = np.where(acts.first == state, acts.second, acts.first)
    counts = [
        np.bincount(other[chosen & acts.of(kind)], minlength=size)
        for kind in ("cooperation", "conflict")
    ]
    return np.array(counts, dtype=float)


def world_share(acts: Columns, issue: int | None = None) -> float:
    """Give the share of cooperation among all acts, or those on one issue."""
    inside = np.ones(len(acts), dtype=bool) if issue is None else acts.issue == issue
    return float((acts.of("cooperation") & inside).sum() + 4) / float(inside.sum() + 5)


def patrons(case: Case) -> list[Finding]:
    """Give whether the first state keeps in with the second and with a rival of it (7b).

    The rival is named by the one who asks, or it is the one with which the first cooperates most
    among those, of its ten closest, that are at odds with the second.
    """
    chosen = chosen_patrons(case)
    if isinstance(chosen, str):
        return [withheld(case, "patrons", UNIT, chosen, n=0, evidence=[])]
    return [_patrons(case, chosen, None, None), *_crossed(case, chosen)]


def chosen_patrons(case: Case) -> Patrons | str:
    """Give the two patrons, or the reason why there are none."""
    world, size = case.world, len(case.world.states)
    stop, wish = day_number(case.stop), case.options.patrons
    acts = world.acts.within(max(case.day0, stop - YEAR_DAYS), stop)
    me, phi, share = world.number(case.first), case.spread["all"], world_share(acts)
    names = wish or (case.second, None)
    one = world.number(names[0])
    if me < 0 or one < 0:
        return f"nothing is told of {named(case.first if me < 0 else names[0])}"
    counts = tallies_of(acts, one, size)
    apart = 1 - warmth(counts[0], counts[1], share, phi)
    if names[1] is not None:
        other = world.number(names[1])
        if other < 0 or other in {me, one}:
            return f"nothing is told of {named(names[1])} as another patron"
        return Patrons(one=one, other=other, apart=float(apart[other]))
    mine = tallies_of(acts, me, size)[0]
    mine[[me, one]] = 0
    near = np.argsort(-mine, kind="stable")[:CANDIDATES]
    near = near[mine[near] >= FEWEST]
    other = next((int(k) for k in near if apart[k] >= VERY_LIKELY), -1)
    if other < 0:
        return (
            f"none of the states that {named(case.first)} cooperates with most is clearly at odds "
            f"with {named(names[0])}"
        )
    return Patrons(one=one, other=other, apart=float(apart[other]))


def _crossed(case: Case, chosen: Patrons) -> list[Finding]:
    """Give the cross-issue form where there is enough: security with one, economics with other."""
    ways = ((Issue.SECURITY, Issue.ECONOMY), (Issue.ECONOMY, Issue.SECURITY))
    made = [_patrons(case, chosen, left.value, right.value) for left, right in ways]
    return [one for one in made if one.value is not None]


def _patrons(case: Case, chosen: Patrons, left: str | None, right: str | None) -> Finding:
    world, size = case.world, len(case.world.states)
    start, stop = day_number(case.start), day_number(case.stop)
    me = world.number(case.first)
    acts = world.acts.within(start, stop)
    pairs = [(chosen.one, left), (chosen.other, right)]
    names = [world.states[k] for k, _ in pairs]
    masks = [_between(acts, me, k, issue) for k, issue in pairs]
    n, issue = int(sum(mask.sum() for mask in masks)), left and f"{left}-{right}"
    evidence = acts.evidence(masks[0] | masks[1], MOST_EVIDENCE)
    now = counts_towards(world.rows.within(start, stop), me, size)
    if min(int(mask.sum()) for mask in masks) < FEWEST or now.sum() < FEWEST:
        reason = (
            f"{counted(int(masks[0].sum()), 'act')} with {named(names[0])} and "
            f"{int(masks[1].sum()) or 'none'} with {named(names[1])}, and "
            f"{counted(int(now.sum()), 'one-way cooperative act')} "
            f"{during(case.start, case.stop)}; it takes {FEWEST} of each"
        )
        return withheld(
            case, "patrons", UNIT, reason, n=n, evidence=evidence, group=names, issue=issue
        )
    shares, warm = _parts(case, pairs, start, stop)
    draws = np.minimum(
        *(p * shares.draws(k, SEED)[0] for p, (k, _) in zip(warm, pairs, strict=True))
    )
    value = float(np.median(draws))
    low, high = np.quantile(draws, [0.05, 0.95])
    who = listed([_told(k, field) for k, field in zip(names, (left, right), strict=True)])
    sizes = [percent(shares.share(k)[0]) for k in (chosen.one, chosen.other)]
    reading = (
        f"{named(case.first)} between {who}: {listed(sizes)} of its one-way cooperation "
        f"{during(case.start, case.stop)}; more cooperative than the world with a probability of "
        f"{listed([percent(one) for one in warm])}; the two patrons are at odds with "
        f"{percent(chosen.apart)} (index {number(value)})."
    )
    return found(
        case, "patrons", UNIT, value, (float(low), float(high)),
        n=n, evidence=evidence, group=names, issue=issue, reading=reading,
        rank=rank_among(value, _earlier(case, pairs)),
    )  # fmt: skip


def _told(state: str, issue: str | None) -> str:
    return named(state) if issue is None else f"{named(state)} (on {ISSUE_WORDS[Issue(issue)]})"


def _between(acts: Columns, me: int, other: int, issue: str | None) -> Bools:
    mask: Bools = ((acts.first == me) & (acts.second == other)) | (
        (acts.first == other) & (acts.second == me)
    )
    return mask if issue is None else mask & (acts.issue == ISSUES[issue])


def _parts(
    case: Case, pairs: list[tuple[int, str | None]], start: int, stop: int
) -> tuple[Shares, list[float]]:
    """Give the attention shares in a window, and P(B > 0) with either patron."""
    world, size = case.world, len(case.world.states)
    me, acts = world.number(case.first), world.acts.within(start, stop)
    friendly = acts.of("cooperation")
    now = counts_towards(world.rows.within(start, stop), me, size)
    before = counts_towards(world.rows.within(start - MEMORY_DAYS, start), me, size)
    warm = []
    for patron, field in pairs:
        issue = None if field is None else ISSUES[field]
        own = _between(acts, me, patron, field)
        counts = [np.array(float((own & side).sum())) for side in (friendly, ~friendly)]
        share = world_share(acts, issue)
        warm.append(float(warmth(counts[0], counts[1], share, case.spread["all"])))
    return shares_of(now, before, phi=case.spread["cooperation"]), warm


def _earlier(case: Case, pairs: list[tuple[int, str | None]]) -> list[float]:
    """Give the index of earlier windows, from the means of its parts."""
    values = []
    for start, stop in windows_before(case, most=_MOST):
        shares, warm = _parts(case, pairs, start, stop)
        if shares.now.sum() > FEWEST / case.spread["cooperation"]:
            ends = [p * shares.share(k)[0] for p, (k, _) in zip(warm, pairs, strict=True)]
            values.append(min(ends))
    return values


_MOST: Final = 24
"""Earlier windows looked at for the rank."""
