"""Measure whether two states stand alike towards third states: structural alignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.case import day_number, day_of
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, pair_of, withheld
from detente.relations.placebos import rank_among
from detente.relations.rates import SEED
from detente.relations.wording import counted, during, number

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.case import Case, Floats
    from detente.relations.world import Columns

YEAR_DAYS: Final = 365
FEWEST_THIRDS: Final = 10
"""Third states below which no correlation is given."""
HEAVIEST: Final = 200.0
"""Acts beyond which a third state weighs no more."""
SMOOTHING: Final = 1.0
"""Acts added to each pair, at the world's share of cooperation."""
DRAWS: Final = 2000
SWEEPS: Final = 12
"""Passes in which the means of states are fitted; they settle in fewer than ten."""
UNIT: Final = "weighted correlation over third states; -1 to 1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ties:
    """Hold how cooperative each pair is beyond what is usual for either: square arrays."""

    residuals: Annotated[Floats, "log-odds of cooperation without the means of both states"]
    weights: Annotated[Floats, "acts of the pair"]


def tallies(acts: Columns, size: int) -> tuple[Floats, Floats]:
    """Count cooperation and conflict of every pair, in symmetric arrays of states."""
    counts = []
    for kind in ("cooperation", "conflict"):
        chosen = acts.of(kind)
        cells = acts.first[chosen] * size + acts.second[chosen]
        half = np.bincount(cells, minlength=size * size).reshape(size, size).astype(float)
        counts.append(half + half.T)
    return counts[0], counts[1]


def ties_of(cooperation: Floats, conflict: Floats) -> Ties:
    """Give residual log-odds of cooperation: r = log-odds - mu - row - column.

    Source: two-way additive fit by weighted backfitting; pairs weigh by the root of their acts.

    Parameters
    ----------
    cooperation, conflict : array, shape (states, states)
        Acts of each pair; symmetric.
    """
    weights = cooperation + conflict
    total = weights.sum()
    share = (cooperation.sum() + 1) / (total + 2)
    odds = np.log((cooperation + SMOOTHING * share) / (conflict + SMOOTHING * (1 - share)))
    heavy = np.sqrt(np.minimum(weights, HEAVIEST))
    mean = float((heavy * odds).sum() / max(heavy.sum(), 1e-9))
    effects = np.zeros(len(odds))
    sums = heavy.sum(axis=1) + 1.0  # one act's worth of prior towards no effect
    for _ in range(SWEEPS):
        rest = odds - mean - effects[None, :]
        effects = (effects + (heavy * rest).sum(axis=1) / sums) / 2
    return Ties(residuals=odds - mean - effects[:, None] - effects[None, :], weights=weights)


def alike(ties: Ties, one: int, other: int) -> tuple[Floats, Floats, Floats]:
    """Give the residuals of two states towards common third states, and the weights."""
    common = np.minimum(ties.weights[one], ties.weights[other])
    common[[one, other]] = 0
    thirds = np.flatnonzero(common > 0)
    weights = np.sqrt(np.minimum(common[thirds], HEAVIEST))
    return ties.residuals[one, thirds], ties.residuals[other, thirds], weights


def correlation(left: Floats, right: Floats, weights: Floats) -> Floats:
    """Give weighted correlations along the last axis.

    Examples
    --------
    >>> float(correlation(np.array([1.0, 2, 3]), np.array([2.0, 4, 6]), np.ones(3)).round(6))
    1.0
    """
    whole = np.maximum(weights.sum(axis=-1, keepdims=True), 1e-12)
    a = left - (weights * left).sum(axis=-1, keepdims=True) / whole
    b = right - (weights * right).sum(axis=-1, keepdims=True) / whole
    squares = (weights * a * a).sum(axis=-1) * (weights * b * b).sum(axis=-1)
    result: Floats = (weights * a * b).sum(axis=-1) / np.sqrt(np.maximum(squares, 1e-24))
    return result


def bootstrap(left: Floats, right: Floats, weights: Floats) -> Floats:
    """Give correlations of resamples of the third states."""
    size = len(weights)
    random = np.random.default_rng(SEED)
    drawn = random.integers(0, size, (DRAWS, size))
    return correlation(left[drawn], right[drawn], weights[drawn])


def structure(case: Case) -> list[Finding]:
    """Give whether the two are close to, and at odds with, the same third states (4b)."""
    stop = day_number(case.stop)
    start = max(case.day0, stop - YEAR_DAYS)
    world = case.world
    one, other = world.number(case.first), world.number(case.second)
    acts = world.acts.within(start, stop)
    first, last = day_of(start), case.stop
    if one < 0 or other < 0 or start >= stop:
        reason = "the store tells of no acts of both"
        return [withheld(case, "structure", UNIT, reason, n=0, evidence=[], start=first)]
    ties = ties_of(*tallies(acts, len(world.states)))
    left, right, weights = alike(ties, one, other)
    n, evidence = _evidence(acts, ties, one, other)
    if len(weights) < FEWEST_THIRDS or n < FEWEST:
        reason = (
            f"only {counted(len(weights), 'third state')} had acts with both "
            f"{during(first, last)}; it takes {FEWEST_THIRDS}"
        ).replace("only no", "no")
        return [withheld(case, "structure", UNIT, reason, n=n, evidence=evidence, start=first)]
    value = float(correlation(left, right, weights))
    low, high = np.quantile(bootstrap(left, right, weights), [0.05, 0.95])
    reading = (
        f"{pair_of(case)}: towards {counted(len(weights), 'third state')} they stand "
        f"{_words(float(low), float(high))} {during(first, last)} (correlation {number(value)}, "
        f"90 %: {number(float(low))} to {number(float(high))})."
    )
    return [
        found(
            case, "structure", UNIT, value, (min(float(low), value), max(float(high), value)),
            n=n, evidence=evidence, reading=reading, start=first,
            rank=rank_among(value, _earlier(case, one, other, start)),
        )
    ]  # fmt: skip


def _words(low: float, high: float) -> str:
    if low > 0:
        return "alike"
    return "apart" if high < 0 else "neither clearly alike nor apart"


def _evidence(acts: Columns, ties: Ties, one: int, other: int) -> tuple[int, list[str]]:
    """Give the number of acts with common third states, and the ids of the latest."""
    common = np.minimum(ties.weights[one], ties.weights[other]) > 0
    common[[one, other]] = False
    mine = np.isin(acts.first, [one, other]) & common[acts.second]
    theirs = np.isin(acts.second, [one, other]) & common[acts.first]
    mask = mine | theirs
    return int(mask.sum()), acts.evidence(mask, MOST_EVIDENCE)


def _earlier(case: Case, one: int, other: int, start: int) -> list[float]:
    """Give the correlation of earlier years, in steps of a quarter of a year."""
    world, values = case.world, []
    for begin in range(start - YEAR_DAYS // 4, case.day0 - 1, -(YEAR_DAYS // 4)):
        acts = world.acts.within(begin, begin + YEAR_DAYS)
        ties = ties_of(*tallies(acts, len(world.states)))
        left, right, weights = alike(ties, one, other)
        if len(weights) >= FEWEST_THIRDS:
            values.append(float(correlation(left, right, weights)))
        if len(values) >= _MOST_YEARS:
            break
    return values


_MOST_YEARS: Final = 16
"""Earlier years looked at for the rank: four years in steps of a quarter."""
