"""Find breaks: days on which the rate between two states changes and stays changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
from numpy.typing import NDArray

from detente.relations.case import by_month, day_number, day_of
from detente.relations.contrasts import summed_up
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST, evidence_of, found, pair_of, too_few, withheld
from detente.relations.placebos import FEWEST_PLACEBOS
from detente.relations.rates import SEED, monthly_counts
from detente.relations.spread import POOL_MONTHS
from detente.relations.wording import during, number, on_day, percent

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.case import Acts, Case

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WINDOW: Final = 91
"""Days on each side: three months. Three, six and twelve were tried; three found most."""
PARTS: Final = 3
"""Parts of each window that all have to show the change: a flurry that passes is no break."""
LASTING: Final = 1 / 3
"""Share of the mean change that each of those parts has to show. Not tuned."""
STRONG: Final = float(np.log(10))
"""Log Bayes factor from which two rates are said to explain more than one: ten to one.

Source: "strong" in the scale of Jeffreys (1961).
"""
LEVEL: Final = 0.05
"""Share of the pair's other days that may look as much like a break."""
DRAWS: Final = 4000
UNIT: Final = "log-ratio of the rate after to the rate before"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Levels:
    """Hold what every day of one or more pairs says of a break there; last axis: days."""

    days: Annotated[Ints, "days of a possible break, counted from the first day covered"]
    factors: Annotated[Floats, "log Bayes factor of two rates against one"]
    lasting: Annotated[NDArray[np.bool_], "whether all parts on both sides show the change"]
    before: Annotated[Floats, "acts in the window before"]
    after: Annotated[Floats, "acts in the window after"]
    seen: Annotated[Floats, "reporting volume of both windows; shape (2, …, days)"]

    @property
    def scores(self) -> Floats:
        """Give the factors, and no evidence where the change does not last."""
        return np.where(self.lasting, self.factors, np.minimum(self.factors, 0.0))


def levels(counts: Floats, volume: Floats, phi: Floats | float, *, step: int = 1) -> Levels:
    """Give the log Bayes factor of two rates against one at every day.

    Counts of either side are Poisson with a Gamma prior of one act at the mean rate of both;
    counts and volume are divided by the dispersion. Source: closed-form marginal likelihood of
    the Gamma-Poisson model.

    Parameters
    ----------
    counts, volume : array, shape (..., days)
        Acts and reporting volume of each covered day; volume 1 is the mean.
    phi : float or array, shape (..., 1)
        Dispersion; at least 1.
    step : int
        Days from one possible break to the next.
    """
    size = counts.shape[-1]
    days = np.arange(WINDOW, size - WINDOW + 1, step)
    acts, seen = (_running(column) for column in (counts, volume))
    before, after = (
        acts[..., days + shift + WINDOW] - acts[..., days + shift] for shift in (-WINDOW, 0)
    )
    exposed = [seen[..., days + shift + WINDOW] - seen[..., days + shift] for shift in (-WINDOW, 0)]
    lasting = _lasts(acts, seen, days, before / exposed[0], on=1)
    lasting &= _lasts(acts, seen, days, after / exposed[1], on=-1)
    return Levels(
        days=days,
        factors=log_factor(before, after, exposed[0], exposed[1], phi),
        lasting=lasting,
        before=before,
        after=after,
        seen=np.stack(np.broadcast_arrays(*exposed)),
    )


def _lasts(acts: Floats, seen: Floats, days: Ints, rate: Floats, *, on: int) -> NDArray[np.bool_]:
    """Tell whether all parts of the window on one side (after: 1) differ from the other's rate."""
    marks = [on * (WINDOW * part // PARTS) for part in range(PARTS + 1)]
    rises = np.stack(
        [
            on * (acts[..., days + b] - acts[..., days + a])
            - rate * on * (seen[..., days + b] - seen[..., days + a])
            for a, b in pairwise(marks)
        ]
    )
    least = rises.sum(axis=0) / PARTS * LASTING
    up = (rises >= least).all(axis=0) & (least > 0)
    return np.asarray(up | ((rises <= least).all(axis=0) & (least < 0)))


def steady_spread(counts: Floats, case: Case, phi: float) -> float:
    """Give the dispersion that is left when lasting changes are taken out, at most `phi`.

    The pair's own dispersion counts a lasting change as noise and would hide it. Here it is that
    of the difference of following months, shrunk to `phi` by 20 months. Source: successive
    differences (von Neumann 1941), with the variance of a count of its volume.
    """
    exposure = by_month(case.volume, case.since)
    months = monthly_counts(np.repeat(np.arange(len(counts)), counts.astype(int)) + case.day0,
                            case.since, len(exposure))  # fmt: skip
    steps = len(exposure) - 1
    if steps < 1:
        return phi
    seen = np.maximum(exposure, 1e-6)
    rates = months / seen
    squares = float((np.diff(rates) ** 2).sum())
    means = (months[1:] + months[:-1]) / (seen[1:] + seen[:-1])
    expected = float((means * (1 / seen[1:] + 1 / seen[:-1])).sum())
    own = squares / expected if expected > 0 else phi
    return float(max(1.0, min(phi, (steps * own + POOL_MONTHS * phi) / (steps + POOL_MONTHS))))


def log_factor(
    before: Floats, after: Floats, seen: Floats, seen_after: Floats, phi: Floats | float
) -> Floats:
    """Give the log Bayes factor of two rates against one.

    Examples
    --------
    >>> one = np.array([20.0])
    >>> float(log_factor(one, one * 4, one, one, 1.0)[0]) > 10
    True
    >>> float(log_factor(one, one, one, one, 1.0)[0]) < 0
    True
    """
    from scipy.special import gammaln

    mean = (before + after + 0.5) / (seen + seen_after)

    def marginal(acts: Floats, volume: Floats) -> Floats:
        y, e = acts / phi, volume / phi
        rate = 1 / mean  # prior Gamma(1, 1 / mean): one act at the mean rate
        result: Floats = np.log(rate) + gammaln(1 + y) - (1 + y) * np.log(rate + e)
        return result

    return (
        marginal(before, seen) + marginal(after, seen_after)
        - marginal(before + after, seen + seen_after)
    )  # fmt: skip


def _running(column: Floats) -> Floats:
    zero = np.zeros((*column.shape[:-1], 1))
    return np.concatenate([zero, np.cumsum(column, axis=-1)], axis=-1)


def shift(case: Case) -> list[Finding]:
    """Give the breaks that the period shows; failing that, the day most like one (13).

    A change shows after 91 days: days up to 91 before the period are looked at.
    """
    return [finding for kind in ("cooperation", "conflict") for finding in _shift(case, kind)]


def _shift(case: Case, kind: str) -> list[Finding]:
    own = case.own.of(CLASSES[kind])
    dated = own.chosen(own.daily)
    counts = np.bincount(dated.days - case.day0, minlength=len(case.volume)).astype(float)
    start, stop = day_number(case.start) - case.day0, day_number(case.stop) - case.day0
    phi = steady_spread(counts, case, case.spread[kind])
    scan = levels(counts, case.volume, phi)
    inside = np.flatnonzero((scan.days >= start - WINDOW) & (scan.days <= stop - WINDOW))
    period = dated.within(case.day0 + max(start - 2 * WINDOW, 0), case.day0 + stop)
    if not len(inside) or len(period) < FEWEST:
        reason = too_few(len(period), FEWEST, "act", case.start, case.stop, of=f" of {kind}")
        if len(period) >= FEWEST:
            reason = (
                f"no day of the period has {WINDOW} covered days before it and {WINDOW} after it"
            )
        return [
            withheld(
                case, "shift", UNIT, reason,
                n=len(period), evidence=evidence_of(period), issue=kind,
            )
        ]  # fmt: skip
    peaks = breaks(scan, inside)
    if peaks:
        return [_finding(case, kind, dated, (scan, phi), peak, broken=True) for peak in peaks]
    top = int(inside[np.argmax(scan.scores[inside])])
    return [_finding(case, kind, dated, (scan, phi), top, broken=False)]


def breaks(scan: Levels, inside: Ints) -> list[int]:
    """Give the places of breaks in a scan of one pair: strongest days at least 91 days apart."""
    scores = scan.scores
    chosen: list[int] = []
    for place in inside[np.argsort(-scores[inside], kind="stable")]:
        if scores[place] < STRONG:
            break
        if any(abs(int(scan.days[place] - scan.days[other])) < WINDOW for other in chosen):
            continue
        rank = place_rank(scan, int(place))
        if rank is None or rank >= 1 - LEVEL:
            chosen.append(int(place))
    return sorted(chosen)


def place_rank(scan: Levels, place: int) -> float | None:
    """Give the share of the pair's other days, a window away, that look less like a break."""
    away = np.abs(scan.days - scan.days[place]) > 2 * WINDOW
    if away.sum() < FEWEST_PLACEBOS * WINDOW:
        return None
    return float((scan.scores[away] < scan.scores[place]).mean())


def change(
    before: float, after: float, seen: tuple[float, float], phi: float
) -> tuple[float, float, float]:
    """Give the log-ratio of the rate after to that before, with its 90 % interval."""
    random = np.random.default_rng(SEED)
    rates = [
        random.gamma(acts / phi + 0.5, phi / volume, DRAWS)
        for acts, volume in ((before, seen[0]), (after, seen[1]))
    ]
    middle, low, high, _ = summed_up(np.log(rates[1] / rates[0]))
    return middle, low, high


def _finding(
    case: Case, kind: str, dated: Acts, scanned: tuple[Levels, float], place: int, *, broken: bool
) -> Finding:
    scan, phi = scanned
    day = case.day0 + int(scan.days[place])
    seen = (float(scan.seen[0, place]), float(scan.seen[1, place]))
    before, after = float(scan.before[place]), float(scan.after[place])
    value, low, high = change(before, after, seen, phi)
    around = dated.within(day - WINDOW, day + WINDOW)
    rank = place_rank(scan, place)
    window = (day_of(day - WINDOW), day_of(day + WINDOW))
    counts = f"{before:,.0f} acts of {kind} in the {WINDOW} days before, {after:,.0f} after"
    factor = f"log Bayes factor {number(float(scan.factors[place]))}"
    if broken:
        way = "rose" if value > 0 else "fell"
        rarity = "" if rank is None else f", above {percent(rank)} of the pair's other days"
        said = f"{pair_of(case)}: {kind} {way} on {on_day(day_of(day))} and stayed so: {counts} "
        said += f"({factor}{rarity})."
    else:
        said = f"{pair_of(case)}: no lasting change of {kind} {during(case.start, case.stop)}; "
        said += f"most like one is {on_day(day_of(day))}: {counts} ({factor})."
    start, stop = (day_of(day), window[1]) if broken else (case.start, case.stop)
    return found(
        case, "shift", UNIT, value, (low, high),
        n=len(around), evidence=evidence_of(around), reading=said, issue=kind, rank=rank,
        start=start, stop=min(stop, case.stop + dt.timedelta(days=WINDOW)),
        falls_short=not broken,
    )  # fmt: skip
