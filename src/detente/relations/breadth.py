"""Measure through how many doors one state reaches another: the breadth of its audience."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.relations.case import day_number
from detente.relations.doors import AUDIENCES
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, too_few, withheld
from detente.relations.origins import lacking
from detente.relations.rates import SEED
from detente.relations.wording import (
    LIKELY,
    certainty,
    counted,
    during,
    listed,
    named,
    number,
    sentence,
)

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.case import Case, Floats

MEMORY_DAYS: Final = 731
"""Days before the period that say which breadth is usual: 24 months."""
PRIOR: Final = 0.5
"""Acts added to every audience: Jeffreys' prior."""
DRAWS: Final = 2000
UNIT: Final = "effective number of audiences; 1 to 9"
_SIZE: Final = len(AUDIENCES)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Breadth:
    """Hold a breadth with its draws, and what samples of the same size from before give."""

    value: Annotated[float, "exp of the expected entropy; 1..9"]
    draws: Annotated[Floats, "draws of the effective number"]
    usual: Annotated[Floats | None, "values of samples of the same size from the 24 months before"]

    @property
    def wider(self) -> float | None:
        """Give the share of those samples that are less broad; ties count half."""
        if self.usual is None:
            return None
        return float((self.usual < self.value).mean() + (self.usual == self.value).mean() / 2)


def effective(counts: Floats, phi: float) -> Floats:
    """Give exp of the expected entropy of Dirichlet(c / phi + 1/2), in closed form.

    Source: expectation of entropy under a Dirichlet distribution (Wolpert and Wolf 1995).

    Parameters
    ----------
    counts : array, shape (..., 9)
        Acts by audience.
    phi : float
        Dispersion; at least 1.

    Examples
    --------
    >>> np.round(effective(np.array([[900.0] + [0] * 8, [100.0] * 9]), 1.0), 1)
    array([1., 9.])
    """
    from scipy.special import digamma

    a = counts / phi + PRIOR
    whole = a.sum(axis=-1, keepdims=True)
    entropy = digamma(whole[..., 0] + 1) - (a / whole * digamma(a + 1)).sum(axis=-1)
    result: Floats = np.exp(entropy)
    return result


def broadness(now: Floats, before: Floats, phi: float) -> Breadth:
    """Give the breadth of acts by audience, against samples of the same size from before.

    Parameters
    ----------
    now, before : array, shape (9,)
        Acts by audience in the period, and in the 24 months before it.
    phi : float
        Dispersion; at least 1.
    """
    random = np.random.default_rng(SEED)
    shares = random.dirichlet(now / phi + PRIOR, DRAWS)
    logs = np.log(np.maximum(shares, 1e-300))
    usual = None
    if before.sum() >= FEWEST:
        past = random.dirichlet(before / phi + PRIOR, DRAWS)
        samples = random.multinomial(max(round(now.sum() / phi), 1), past)
        usual = effective(samples.astype(float), 1.0)
    return Breadth(
        value=float(effective(now, phi)), draws=np.exp(-(shares * logs).sum(axis=1)), usual=usual
    )


def breadth(case: Case) -> list[Finding]:
    """Give through how many doors each of the two reaches the other (6)."""
    return [_breadth(case), _breadth(case.swapped())]


def audiences(case: Case) -> tuple[Floats, Floats, list[str]]:
    """Give acts by audience in the period and in the 24 months before, and their event ids."""
    doors, world = case.ground.doors, case.world
    start, stop = day_number(case.start), day_number(case.stop)
    towards = (doors.first == world.number(case.first)) & (
        doors.second == world.number(case.second)
    )
    known = towards & (doors.audience >= 0) & (doors.days >= case.day0)
    now = known & (doors.days >= start) & (doors.days < stop)
    before = known & (doors.days >= start - MEMORY_DAYS) & (doors.days < start)
    counts = [
        np.bincount(doors.audience[mask], minlength=_SIZE).astype(float) for mask in (now, before)
    ]
    ids: list[Any] = doors.ids.take(np.flatnonzero(now)[-MOST_EVIDENCE:]).to_pylist()
    return counts[0], counts[1], list(dict.fromkeys(ids))


def _breadth(case: Case) -> Finding:
    now, before, evidence = audiences(case)
    n = int(now.sum())
    if n < FEWEST:
        reason = lacking(case.ground.origins, "sectors") if not before.sum() + n else None
        reason = reason or too_few(
            n, FEWEST, "act", case.start, case.stop,
            of=f" of {named(case.first)} towards a known sector of {named(case.second)}",
        )  # fmt: skip
        return withheld(case, "breadth", UNIT, reason, n=n, evidence=evidence)
    one = broadness(now, before, case.spread["cooperation"])
    low, high = np.quantile(one.draws, [0.05, 0.95])
    low, high = min(float(low), one.value), max(float(high), one.value)
    return found(
        case, "breadth", UNIT, one.value, (low, high),
        n=n, evidence=evidence, rank=one.wider, reading=_said(case, now, one),
    )  # fmt: skip


def _said(case: Case, now: Floats, one: Breadth) -> str:
    names = list(AUDIENCES)
    order = [int(k) for k in np.argsort(-now, kind="stable") if now[k] > 0]
    shown = listed([f"{names[k]} ({now[k]:.0f})" for k in order[:4]])
    rest = len(order) - 4
    shown += f" and {rest} more" if rest > 0 else ""
    text = (
        f"{named(case.first)} reached {named(case.second)} by "
        f"{counted(int(now.sum()), 'cooperative act')} {during(case.start, case.stop)} through "
        f"{shown}, as if through {number(one.value)} equal doors"
    )
    if one.wider is None:
        return sentence(f"{text}; too little is known of the 24 months before to compare.")
    sure = max(one.wider, 1 - one.wider)
    if sure < LIKELY:
        return sentence(f"{text}, about as many as samples of that size from the 24 months before.")
    way = "more" if one.wider > 0.5 else "fewer"
    return sentence(f"{text}; {certainty(sure)} {way} than in the 24 months before.")
