"""Measure how much two states do with or against each other, and whether that is much."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.relations.case import Case, Floats, by_month, day_number
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST, evidence_of, found, pair_of, too_few, withheld
from detente.relations.spread import DISCOUNT
from detente.relations.wording import counted, during, number, on_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.records import Finding

MEMORY_DAYS: Final = 731
"""Days of acts that a rate is said to rest on: older months weigh less than 8 %."""
YEAR_DAYS: Final = 365
DRAWS: Final = 4000
SEED: Final = 20240410
"""Seed of all draws of this room, so that the same events give the same interval."""


def engagement(case: Case) -> list[Finding]:
    """Give the rate of each class of acts at the end of the period (indicator 1)."""
    return [_engagement(case, kind) for kind in CLASSES]


def _engagement(case: Case, kind: str) -> Finding:
    unit = "acts a month at mean volume"
    every = case.own.of(CLASSES[kind])
    stop = day_number(case.stop)
    recent = every.within(stop - MEMORY_DAYS, stop)
    first = max(day_number(case.since), stop - MEMORY_DAYS)
    start = dt.date.fromordinal(case.stop.toordinal() - (stop - first))
    evidence, n = evidence_of(recent), len(recent)
    if n < FEWEST:
        reason = too_few(n, FEWEST, "act", start, case.stop, of=f" of {kind}")
        return withheld(
            case,
            "engagement",
            unit,
            reason,
            n=n,
            evidence=evidence,
            issue=kind,
            start=start,
            stop=case.stop,
        )
    exposure = by_month(case.volume, case.since)
    counts = monthly_counts(every.days, case.since, len(exposure))
    rates, low, high = discounted(counts, exposure, case.spread[kind])
    earlier = rates[6:-1]
    rank = float((earlier < rates[-1]).mean()) if len(earlier) >= 12 else None
    reading = (
        f"{pair_of(case)}: about {number(rates[-1])} acts of {kind} a month as of "
        f"{on_day(case.stop - dt.timedelta(days=1))} (90 %: {number(low)} to {number(high)}; "
        f"{counted(n, 'act')})."
    )
    return found(
        case, "engagement", unit, float(rates[-1]), (low, high),
        n=n, evidence=evidence, reading=reading, issue=kind, rank=rank, start=start, stop=case.stop,
    )  # fmt: skip


def monthly_counts(days: NDArray[np.int64], since: dt.date, months: int) -> Floats:
    """Count days by calendar month from that of `since` on."""
    index = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    index = index - ((since.year - 1970) * 12 + since.month - 1)
    return np.bincount(index, minlength=months)[:months].astype(float)


def discounted(counts: Floats, exposure: Floats, phi: float) -> tuple[Floats, float, float]:
    """Give the discounted rate at the end of each month, and the last one's 90 % interval.

    Source: discounted Gamma-Poisson, a = .9 a + y / phi, b = .9 b + E / phi (indicator 1).

    Parameters
    ----------
    counts, exposure : array, shape (months,)
        Deeds and reporting volume of each month.
    phi : float
        Dispersion; at least 1.
    """
    from scipy.stats import gamma

    past, seen, rates = 0.0, 0.0, np.zeros(len(counts))
    for month, (count, volume) in enumerate(zip(counts, exposure, strict=True)):
        past, seen = DISCOUNT * past + count / phi, DISCOUNT * seen + volume / phi
        rates[month] = past / seen
    low, high = (float(gamma.ppf(level, past + 0.5, scale=1 / seen)) for level in (0.05, 0.95))
    return rates, low, high


def closeness(case: Case) -> list[Finding]:
    """Give cooperation relative to what the activity of both would lead to expect (1b).

    Deeds here have no direction, so the expectation is n_i n_j / 2N: summed over all pairs it
    gives all acts, and 0 means as expected.
    """
    unit = "log-ratio to gravity; 0 is as expected"
    start = max(case.since, case.stop - dt.timedelta(days=YEAR_DAYS))
    own = case.own.of(CLASSES["cooperation"]).within(day_number(start), day_number(case.stop))
    n, evidence = len(own), evidence_of(own)
    if n < FEWEST:
        reason = too_few(n, FEWEST, "act", start, case.stop, of=" of cooperation")
        return [
            withheld(
                case, "closeness", unit, reason,
                n=n, evidence=evidence, issue="cooperation", start=start, stop=case.stop,
            )
        ]  # fmt: skip
    totals = _totals(case, start)
    value, low, high = gravity_ratio(n, *totals, phi=case.spread["cooperation"])
    times, least, most = (number(float(np.exp(one))) for one in (value, low, high))
    reading = (
        f"{pair_of(case)}: cooperation was {times} times what their activity towards all "
        f"states would lead one to expect (90 %: {least} to {most}; "
        f"{counted(n, 'act')} {during(start, case.stop)})."
    )
    return [
        found(
            case, "closeness", unit, value, (low, high),
            n=n, evidence=evidence, reading=reading, issue="cooperation",
            start=start, stop=case.stop,
        )
    ]  # fmt: skip


def _totals(case: Case, start: dt.date) -> tuple[int, int, int]:
    """Count cooperative acts of the first state, of the second, and of all, since a day."""
    every = case.acts
    year = every.filter(every.day >= start, every.quad.isin(list(CLASSES["cooperation"])))
    one = (year.first == case.first) | (year.second == case.first)
    other = (year.first == case.second) | (year.second == case.second)
    counts = year.aggregate(one=one.sum(), other=other.sum(), every=year.count()).to_pyarrow()
    one_n, other_n, every_n = (int(counts[name][0].as_py() or 0) for name in counts.column_names)
    return one_n, other_n, every_n


def closeness_of(n: NDArray[Any], one: NDArray[Any], other: NDArray[Any], every: float) -> Floats:
    """Give log[(n + 1) / (m + 1)], m = one x other / (2 every), of many pairs at once.

    Parameters
    ----------
    n : array, shape (pairs,)
        Acts of each pair.
    one, other : array, shape (pairs,)
        Acts of its first and of its second state towards all.
    every : float
        Acts of all pairs.
    """
    values: Floats = np.log((n + 1) / (one * other / (2 * every) + 1))
    return values


def gravity_ratio(
    n: int, one: int, other: int, every: int, *, phi: float
) -> tuple[float, float, float]:
    """Give log[(n + 1) / (m + 1)], m = one x other / (2 every), with its 90 % interval.

    The interval is a parametric bootstrap on counts tempered by `phi`.
    """
    random = np.random.default_rng(SEED)

    def drawn(count: int) -> Floats:
        draws: Floats = random.gamma(count / phi + 0.5, phi, DRAWS)
        return draws

    own = drawn(n)
    ends = (own + drawn(one - n)) * (own + drawn(other - n))
    rest = own + drawn(one - n) + drawn(other - n) + drawn(max(every - one - other + n, 0))
    draws = np.log((own + 1) / (ends / (2 * rest) + 1))
    value = float(closeness_of(np.array(n), np.array(one), np.array(other), every))
    low, high = np.quantile(draws, [0.05, 0.95])
    return value, min(float(low), value), max(float(high), value)
