"""Weigh cooperation against conflict between two states, relative to the rest of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.codes import Issue
from detente.relations.case import Acts, Bools, Case, Floats, Ints, day_number
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST, evidence_of, found, pair_of, too_few, withheld
from detente.relations.rates import SEED
from detente.relations.wording import (
    ISSUE_WORDS,
    LIKELY,
    VERY_LIKELY,
    certainty,
    counted,
    during,
    number,
    percent,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.records import Finding

STRENGTH: Final = 20.0
"""Deeds that the world's share counts for in the balance of a pair (s in indicator 3)."""
POOL_STRENGTH: Final = 20.0
"""Deeds that the long-run share counts for in the world's share of one period."""
USUAL_SHARE: Final = (0.8, 4.0)
"""Share of cooperation assumed before anything is seen, and its weight in acts.

Conflict was .115 to .152 of ICEWS events 2005-14; news of two states is darker than that.
"""
LEAST_PLACEBOS: Final = 12
_EDGE: Final = 1e-9
"""Nearest to 0 or 1 that a share is taken to be, so that its log-odds are finite."""
UNIT: Final = "log-odds relative to the world of the period"
ALWAYS: Final = (None, "verbal", "material", Issue.SECURITY.value, Issue.ECONOMY.value)
"""Fields given even if they have to be withheld; other issues are given where they can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Hold running totals by day of one field, so that any window is a difference."""

    own: Annotated[NDArray[np.float64], "cooperation and conflict of the pair; shape (days + 1, 2)"]
    world: Annotated[NDArray[np.float64], "the same of all other pairs; shape (days + 1, 2)"]

    def window(self, start: int, stop: int) -> tuple[tuple[float, float], float]:
        """Give the pair's cooperation and conflict in a window and the world's share there."""
        own = self.own[stop] - self.own[start]
        world = self.world[stop] - self.world[start]
        usual, weight = USUAL_SHARE
        ever = self.world[-1]
        long_run = (ever[0] + usual * weight) / (ever.sum() + weight)
        share = (world[0] + POOL_STRENGTH * long_run) / (world.sum() + POOL_STRENGTH)
        return (float(own[0]), float(own[1])), float(share)


def balance(case: Case) -> list[Finding]:
    """Give the balance of cooperation and conflict: all, verbal, material, by issue (3)."""
    findings: list[Finding] = []
    for field in (*ALWAYS, *(issue.value for issue in Issue)):
        repeated = field in ALWAYS[3:] and any(finding.issue == field for finding in findings)
        if repeated or (field not in ALWAYS and len(_own(case, field)) < FEWEST):
            continue
        findings.append(_balance(case, field))
    return findings


def balanced(
    cooperation: float, conflict: float, share: float, phi: float
) -> tuple[float, float, float]:
    """Give logit[(C + s pi) / (C + K + s)] - logit(pi) with its 90 % interval.

    Parameters
    ----------
    cooperation, conflict : float
        Deeds of the pair; tempered here by `phi`.
    share : float
        The world's share of cooperation, pi; within (0, 1).
    phi : float
        Dispersion; at least 1.
    """
    from scipy.special import logit
    from scipy.stats import beta

    a, b = _posterior(cooperation, conflict, share, phi)
    ends = np.clip(beta.ppf([0.05, 0.95], a, b), _EDGE, 1 - _EDGE)
    low, high = (float(end - logit(share)) for end in logit(ends))
    return float(logit(a / (a + b)) - logit(share)), low, high


def balance_of(
    cooperation: Floats, conflict: Floats, share: float, *, phi: float, strength: float = STRENGTH
) -> Floats:
    """Give the balance of many pairs at once, without intervals.

    Parameters
    ----------
    cooperation, conflict : array, shape (pairs,)
        Acts of each pair; tempered here by `phi`.
    share : float
        The world's share of cooperation; within (0, 1).
    phi : float
        Dispersion; at least 1.
    strength : float
        Acts that the world's share counts for.

    Returns
    -------
    array, shape (pairs,)
        Log-odds relative to the world.
    """
    a = cooperation / phi + strength * share
    b = conflict / phi + strength * (1 - share)
    values: Floats = np.log(a / b) - np.log(share / (1 - share))
    return values


def _posterior(
    cooperation: float, conflict: float, share: float, phi: float
) -> tuple[float, float]:
    return cooperation / phi + STRENGTH * share, conflict / phi + STRENGTH * (1 - share)


def _balance(case: Case, field: str | None) -> Finding:
    own = _own(case, field)
    n, evidence = len(own), evidence_of(own)
    verbal = field in {"verbal", "material"}
    noun = f"{field} act" if verbal else "act"
    of = "" if verbal or field is None else f" on {ISSUE_WORDS[Issue(field)]}"
    if n < FEWEST:
        reason = too_few(n, FEWEST, noun, case.start, case.stop, of=of)
        return withheld(case, "balance", UNIT, reason, n=n, evidence=evidence, issue=field)
    tally = _tally(case, field)
    phi = case.spread["all"]
    start, stop = day_number(case.start) - case.day0, day_number(case.stop) - case.day0
    (cooperation, conflict), share = tally.window(start, stop)
    value, low, high = balanced(cooperation, conflict, share, phi)
    chance = _chance_above(cooperation, conflict, share, phi, above=value > 0)
    side = f"{certainty(chance)} more {'cooperative' if value > 0 else 'conflictual'} than the rest"
    if chance < LIKELY:
        side = "no clear difference from the rest"
    share_of, were = {0: ("none", "was"), 1: ("1", "was")}.get(
        int(cooperation), (f"{cooperation:,.0f}", "were")
    )
    reading = (
        f"{pair_of(case)}: {share_of} of {counted(n, noun)}{of} "
        f"{during(case.start, case.stop)} {were} cooperation, against {percent(share)} in the rest "
        f"of the world; {side}."
    )
    return found(
        case, "balance", UNIT, value, (low, high),
        n=n, evidence=evidence, reading=reading, issue=field,
        rank=_rank(tally, start, stop, phi, value),
    )  # fmt: skip


def _chance_above(
    cooperation: float, conflict: float, share: float, phi: float, *, above: bool
) -> float:
    """Give the probability that the pair's share is above (or below) the world's."""
    from scipy.stats import beta

    a, b = _posterior(cooperation, conflict, share, phi)
    return float(beta.sf(share, a, b) if above else beta.cdf(share, a, b))


def _rank(tally: Tally, start: int, stop: int, phi: float, value: float) -> float | None:
    """Rank the balance among the pair's earlier periods of the same length."""
    length = stop - start
    step = max(length // 2, 1)
    earlier = []
    for begin in range(start - length, -1, -step):
        (cooperation, conflict), share = tally.window(begin, begin + length)
        if cooperation + conflict >= FEWEST:
            earlier.append(balanced(cooperation, conflict, share, phi)[0])
    if len(earlier) < LEAST_PLACEBOS:
        return None
    return float((np.array(earlier) < value).mean())


def _in_field(field: str | None, material: Bools, issues: NDArray[Any]) -> Bools:
    if field is None:
        return np.ones(len(issues), dtype=bool)
    if field in {"verbal", "material"}:
        return material if field == "material" else ~material
    chosen: Bools = np.asarray(issues == field, dtype=bool)
    return chosen


def _own(case: Case, field: str | None) -> Acts:
    acts = case.period
    return acts.chosen(_in_field(field, _is_material(acts), acts.issues))


def _is_material(acts: Acts) -> Bools:
    return np.isin(acts.quads, [quad for quad in CLASSES if quad.startswith("material")])


def _tally(case: Case, field: str | None) -> Tally:
    own, pool = case.own, case.pool
    inside = _in_field(field, _is_material(own), own.issues)
    cooperative = np.isin(own.quads, CLASSES["cooperation"])
    ours = _running(case, own.days[inside], cooperative[inside], np.ones(int(inside.sum())))
    chosen = _in_field(field, pool.material, pool.issues)
    every = _running(
        case, pool.days[chosen], pool.cooperative[chosen], pool.counts[chosen].astype(float)
    )
    return Tally(own=ours, world=every - ours)


def _running(
    case: Case, days: Ints, cooperative: Bools, weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    table = np.zeros((len(case.volume) + 1, 2))
    np.add.at(table, (days - case.day0 + 1, (~cooperative).astype(int)), weights)
    return np.cumsum(table, axis=0)


def divergence(case: Case) -> list[Finding]:
    """Give how far security is ahead of economics in the balance of the two (3b)."""
    unit = "log-odds, security minus economy"
    parts = [_own(case, Issue.SECURITY.value), _own(case, Issue.ECONOMY.value)]
    n, evidence = sum(len(part) for part in parts), _evidence(case)
    least = min(len(part) for part in parts)
    if least < FEWEST:
        reason = (
            f"{counted(len(parts[0]), 'act')} on security and {len(parts[1]) or 'none'} on "
            f"economics {during(case.start, case.stop)}; it takes {FEWEST} of each"
            if case.start < case.stop
            else too_few(0, FEWEST, "act", case.start, case.stop)
        )
        return [withheld(case, "divergence", unit, reason, n=n, evidence=evidence)]
    security, economy = _draws(case, Issue.SECURITY.value), _draws(case, Issue.ECONOMY.value)
    gap = security - economy
    low, high = np.quantile(gap, [0.05, 0.95])
    value = float(gap.mean())
    up, down = float((security > 0).mean()), float((economy < 0).mean())
    reading = f"{pair_of(case)}: {_verdict(up, down, float((gap > 0).mean()))} (difference "
    reading += f"{number(value)} log-odds, 90 %: {number(float(low))} to {number(float(high))})."
    return [
        found(
            case, "divergence", unit, value, (float(low), float(high)),
            n=n, evidence=evidence, reading=reading,
        )
    ]  # fmt: skip


def _verdict(security_up: float, economy_down: float, security_ahead: float) -> str:
    if min(security_up, economy_down) > VERY_LIKELY:
        return "aligned on security, apart on economics"
    if min(1 - security_up, 1 - economy_down) > VERY_LIKELY:
        return "aligned on economics, apart on security"
    if security_ahead >= LIKELY:
        return f"{certainty(security_ahead)} closer on security than on economics"
    if 1 - security_ahead >= LIKELY:
        return f"{certainty(1 - security_ahead)} closer on economics than on security"
    return "no clear difference between security and economics"


def _draws(case: Case, field: str) -> NDArray[np.float64]:
    from scipy.special import logit

    start, stop = day_number(case.start) - case.day0, day_number(case.stop) - case.day0
    (cooperation, conflict), share = _tally(case, field).window(start, stop)
    a, b = _posterior(cooperation, conflict, share, case.spread["all"])
    seed = [SEED, int(field == Issue.ECONOMY.value)]
    shares = np.random.default_rng(seed).beta(a, b, 20_000)
    draws: NDArray[np.float64] = logit(np.clip(shares, _EDGE, 1 - _EDGE))
    return draws - logit(share)


def _evidence(case: Case) -> list[str]:
    acts = case.period
    return evidence_of(
        acts.chosen(np.isin(acts.issues, [Issue.SECURITY.value, Issue.ECONOMY.value]))
    )
