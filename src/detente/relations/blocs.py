"""Measure whether the world falls into blocs: like regimes together, and groups that it forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.balance import STRENGTH
from detente.relations.case import day_number
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, withheld
from detente.relations.groups import agreement, frustration, groups_of
from detente.relations.patrons import world_share
from detente.relations.spread import PRIOR
from detente.relations.structure import tallies
from detente.relations.wording import counted, during, listed, named, number, percent

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import ibis

    from detente.records import Finding
    from detente.relations.case import Bools, Case, Floats, Ints

FEWEST_STATES: Final = 10
FEWEST_PAIRS: Final = 30
SCALES: Final[dict[str, float]] = {
    "electoral democracy": 0.5,
    "polity score": 6.0,
    "freedom score": 9.0,
}
"""Regime scores in order of preference, and the value from which a state counts as a democracy.

Source: .5 of V-Dem's polyarchy index is the bar of Regimes of the World (Lührmann and others
2018); 6 of Polity is its own; 9 of Freedom House's total turned round is about "free".
"""
MEMORY_YEARS: Final = 3
"""Years that a score holds on if no later one is given."""
NOISY: Final = 0.2
"""Log-odds below which a pair counts as neither cooperative nor conflictual. Not tuned."""
SHOWN: Final = 3
UNIT: Final = (
    "log-odds of cooperation of like regimes above unlike ones; groups: share of ties against them"
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Hold pairs of states with enough acts: columns of equal length."""

    first: Annotated[Ints, "number of one state"]
    second: Annotated[Ints, "number of the other"]
    balance: Annotated[Floats, "log-odds of cooperation relative to the world"]
    gravity: Annotated[Floats, "log of the acts that the activity of both would lead to expect"]
    acts: Annotated[int, "acts of all of them"]


def pairs_of_world(cooperation: Floats, conflict: Floats, share: float, phi: float) -> Pairs:
    """Give the balance of every pair with at least five acts.

    Parameters
    ----------
    cooperation, conflict : array, shape (states, states)
        Acts of each pair; symmetric.
    share : float
        The world's share of cooperation; within (0, 1).
    phi : float
        Dispersion; at least 1.
    """
    acts = cooperation + conflict
    one, other = np.nonzero(np.triu(acts, 1) >= FEWEST)
    a = cooperation[one, other] / phi + STRENGTH * share
    b = conflict[one, other] / phi + STRENGTH * (1 - share)
    each = acts.sum(axis=1)
    return Pairs(
        first=one,
        second=other,
        balance=np.log(a / b) - np.log(share / (1 - share)),
        gravity=np.log(each[one] * each[other] / max(acts.sum(), 1.0) + 1),
        acts=int(acts[one, other].sum()),
    )


def polarisation(pairs: Pairs, same: Floats) -> tuple[float, float]:
    """Give the coefficient of like regimes on balance, and its standard error.

    Source: least squares with an effect for each state and the log of gravity; the error is a
    jackknife that leaves out one state at a time, because pairs that share a state are not
    independent.

    Parameters
    ----------
    pairs : Pairs
        Pairs whose regimes are known.
    same : array, shape (pairs,)
        1 where both are of the same bloc, else 0.
    """
    used, places = np.unique(np.concatenate([pairs.first, pairs.second]), return_inverse=True)
    one, other = places.reshape(2, -1)
    size = len(used)
    design = np.zeros((len(same), size + 3))
    design[np.arange(len(same)), one] += 1.0
    design[np.arange(len(same)), other] += 1.0
    design[:, size], design[:, size + 1], design[:, size + 2] = 1.0, pairs.gravity, same
    ridge = 1e-3 * np.eye(size + 3)  # state effects and constant overlap
    squares, products = design.T @ design + ridge, design.T @ pairs.balance
    value = float(np.linalg.solve(squares, products)[-1])
    left_out = []
    for state in range(size):
        mine = design[(one == state) | (other == state)]
        target = pairs.balance[(one == state) | (other == state)]
        left = np.linalg.solve(squares - mine.T @ mine, products - mine.T @ target)
        left_out.append(left[-1])
    spread = np.array(left_out) - np.mean(left_out)
    return value, float(np.sqrt((size - 1) / size * (spread**2).sum()))


def regimes_of(context: ibis.Table, *, stop: dt.date) -> tuple[str, Mapping[str, bool]]:
    """Give which scale is used, and for each state whether it is a democracy by then.

    Parameters
    ----------
    context : ibis.Table
        The table ``context`` of a store.
    stop : date
        First day whose knowledge is not used.
    """
    oldest = stop.replace(year=stop.year - 1 - MEMORY_YEARS, month=1, day=1)
    rows = context.filter(
        context.measure.isin(list(SCALES)), context.known_at < stop, context.day >= oldest
    )
    table = rows.select("measure", "state", "day", "value").order_by("day").to_pyarrow()
    scores: dict[str, dict[str, bool]] = {}
    for row in table.to_pylist():
        bar = SCALES[row["measure"]]
        scores.setdefault(row["measure"], {})[row["state"]] = row["value"] >= bar
    return next(((name, scores[name]) for name in SCALES if name in scores), ("", {}))


def blocs(case: Case) -> list[Finding]:
    """Give how far the world falls into blocs in the period (10), by regime and unsupervised."""
    start, stop = day_number(case.start), day_number(case.stop)
    world = case.world
    acts = world.acts.within(start, stop)
    cooperation, conflict = tallies(acts, len(world.states))
    share = world_share(acts)
    pairs = pairs_of_world(cooperation, conflict, share, PRIOR)
    evidence = acts.reports(np.arange(len(acts))[-MOST_EVIDENCE:], MOST_EVIDENCE)
    busy = np.unique(np.concatenate([pairs.first, pairs.second]))
    if len(busy) < FEWEST_STATES or len(pairs.first) < FEWEST_PAIRS:
        reason = (
            f"{counted(len(pairs.first), 'pair')} of {counted(len(busy), 'state')} had {FEWEST} "
            f"acts {during(case.start, case.stop)}; it takes {FEWEST_PAIRS} pairs of "
            f"{FEWEST_STATES} states"
            if case.start < case.stop
            else "the store has no report of the days asked for"
        )
        return [withheld(case, "blocs", UNIT, reason, n=pairs.acts, evidence=evidence)]
    regime, bloc = _by_regime(case, pairs, evidence)
    return [regime, _by_groups(case, pairs, busy, bloc, evidence)]


def _known(case: Case) -> tuple[str, Mapping[str, bool]]:
    return ("", {}) if case.context is None else regimes_of(case.context, stop=case.stop)


def _by_regime(case: Case, pairs: Pairs, evidence: list[str]) -> tuple[Finding, Mapping[str, bool]]:
    scale, bloc = _known(case)
    states = case.world.states
    known = np.array([state in bloc for state in states])
    if not bloc:
        reason = "no table of regime scores was given"
        return withheld(
            case, "blocs", UNIT, reason, n=pairs.acts, evidence=evidence, issue="regimes"
        ), bloc
    inside = known[pairs.first] & known[pairs.second]
    chosen = _chosen(pairs, inside)
    side = np.array([bloc.get(state, False) for state in states])
    same = (side[chosen.first] == side[chosen.second]).astype(float)
    if inside.sum() < FEWEST_PAIRS or same.min() == same.max():
        reason = f"too few pairs with known {scale} on both sides to compare"
        return withheld(
            case, "blocs", UNIT, reason, n=pairs.acts, evidence=evidence, issue="regimes"
        ), bloc
    value, error = polarisation(chosen, same)
    low, high = value - 1.645 * error, value + 1.645 * error
    way = "more cooperative" if value > 0 else "less cooperative"
    clear = "" if low > 0 or high < 0 else ", not clearly"
    return found(
        case, "blocs", UNIT, value, (low, high),
        n=pairs.acts, evidence=evidence, issue="regimes",
        reading=(
            f"the world of this store {during(case.start, case.stop)}: pairs of like regimes "
            f"({scale}) were {number(float(np.exp(abs(value))))} times {way} than others{clear} "
            f"({counted(int(inside.sum()), 'pair')}; by odds, each state's own mean taken out)."
        ),
    ), bloc  # fmt: skip


def _chosen(pairs: Pairs, mask: Bools) -> Pairs:
    return Pairs(
        first=pairs.first[mask],
        second=pairs.second[mask],
        balance=pairs.balance[mask],
        gravity=pairs.gravity[mask],
        acts=pairs.acts,
    )


def _by_groups(
    case: Case, pairs: Pairs, busy: Ints, bloc: Mapping[str, bool], evidence: list[str]
) -> Finding:
    """Give the share of ties against the groups that cooperation itself forms."""
    states = [case.world.states[int(k)] for k in busy]
    weights = weights_of(pairs, busy)
    group = groups_of(weights)
    value = frustration(weights, group)
    draws = [frustration(w, group) for w in _left_out(weights)]
    spread = np.array(draws) - np.mean(draws)
    reach = 1.645 * float(np.sqrt((len(busy) - 1) / len(busy) * (spread**2).sum()))
    members = [[s for s, g in zip(states, group, strict=True) if g == k] for k in range(SHOWN)]
    busiest = np.abs(weights).sum(axis=1)
    order = {state: float(-busiest[k]) for k, state in enumerate(states)}
    told = "; ".join(
        listed([named(s) for s in sorted(one, key=lambda s: order[s])[:4]])
        + (f" and {len(one) - 4} more" if len(one) > 4 else "")
        for one in members
        if one
    )
    match = ""
    if bloc:
        both = np.array([state in bloc for state in states])
        sides = np.array([int(bloc.get(state, False)) for state in states])
        match = f"; agreement with regimes {number(agreement(group[both], sides[both]))}"
    return found(
        case, "blocs", UNIT, value, (max(value - reach, 0.0), min(value + reach, 1.0)),
        n=pairs.acts, evidence=evidence, issue="groups",
        reading=(
            f"the world of this store {during(case.start, case.stop)} falls into "
            f"{counted(int(group.max()) + 1, 'group')} by its own cooperation ({told}); "
            f"{percent(value)} of ties go against them{match}."
        ),
    )  # fmt: skip


def weights_of(pairs: Pairs, busy: Ints) -> Floats:
    """Give signed weights between busy states; 0 where a pair is near the world's mean."""
    places = {int(state): place for place, state in enumerate(busy)}
    weights = np.zeros((len(busy), len(busy)))
    for one, other, balance in zip(pairs.first, pairs.second, pairs.balance, strict=True):
        if abs(balance) >= NOISY:
            left, right = places[int(one)], places[int(other)]
            weights[left, right] = weights[right, left] = balance
    return weights


def _left_out(weights: Floats) -> list[Floats]:
    made = []
    for state in range(len(weights)):
        kept = weights.copy()
        kept[state], kept[:, state] = 0.0, 0.0
        made.append(kept)
    return made
