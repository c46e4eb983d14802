"""Compare a leader's time in office with the rest: by days for one pair, by months for a scenario.

Source: definition 12 of the design note on indicators; what of it is luck is told by placebo
dates (`detente.relations.turnovers`), and shrinkage is that of `detente.relations.contrasts`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.ontology.tenures import Tenure, tenures
from detente.relations.balance import STRENGTH
from detente.relations.case import day_number
from detente.relations.contrasts import log_odds, rate_contrast, shrunk, sums_moved
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST
from detente.relations.rates import SEED
from detente.relations.turnovers import FEWEST_ACTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.relations.case import Bools, Case, Floats
    from detente.relations.turnovers import Pool

LEAST_DAYS: Final = 180
"""Covered days in office, and out of it, without which nothing is compared."""
APART_DAYS: Final = 270
"""Days, nine months, by which placebo dates lie away from the true ones."""
PLACEBOS: Final = 400
LEAST_MONTHS_EACH: Final = 6
"""Months of a leader's time, and of the rest, without which no shift is estimated."""
RETURNING: Final = 0.03
RETURNING_ERROR: Final = 0.11
"""Share of what a leader's first term changed that a second term showed again, less what dates
without a return show, and its standard error: ten leaders who came back, 236 pairs, ICEWS 2002-14
(``python -m eval.leaders``; ``docs/explain/validation.md``)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """Hold what one leader's days in office show, before it is shrunk."""

    tenure: Annotated[Tenure, "person and days"]
    inside: Annotated[Bools, "which covered days are in office"]
    raw: Annotated[float, "difference between days in office and the rest"]
    noise: Annotated[float, "its variance by counts, and by placebo dates where they are more"]
    placebos: Annotated[Floats, "the same difference at placebo dates"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """Hold daily sums from the first day covered."""

    cooperation: Annotated[Floats, "acts of the pair"]
    conflict: Annotated[Floats, "acts of the pair"]
    volume: Annotated[Floats, "reporting volume; 1 is the mean"]
    world: Annotated[Floats, "cooperation and conflict of all other pairs; shape (2, days)"]


def days_of(case: Case) -> Days:
    """Count the acts of the pair and of all others by day."""
    size = len(case.volume)

    def counted(days: np.ndarray[tuple[int], np.dtype[np.int64]], weights: Floats | None) -> Floats:
        counts = np.bincount(days - case.day0, weights=weights, minlength=size)[:size]
        result: Floats = counts.astype(float)
        return result

    own = {kind: counted(case.own.of(CLASSES[kind]).days, None) for kind in CLASSES}
    pool, friendly = case.pool, case.pool.cooperative
    weights = pool.counts.astype(float)
    every = np.stack([counted(pool.days[mask], weights[mask]) for mask in (friendly, ~friendly)])
    return Days(
        cooperation=own["cooperation"],
        conflict=own["conflict"],
        volume=case.volume,
        world=every - np.stack([own["cooperation"], own["conflict"]]),
    )


def contrasts(days: Days, inside: Bools, measure: str, phi: float) -> tuple[Floats, float]:
    """Give the difference between days in office and the rest, for every circular shift.

    Returns
    -------
    array, shape (days,)
        The first entry is the true one, the others are those of calendars moved by so many days.
    float
        Variance of the first by the counts alone, tempered by the dispersion.
    """
    ours, rest = sums_moved(days.cooperation, inside)
    if measure == "cooperation":
        seen, unseen = sums_moved(days.volume, inside)
        values, variance = rate_contrast(ours, seen, rest, unseen)
        return values, float(phi * variance[0])
    sides = []
    noise = 0.0
    conflict, friendly, hostile = (
        sums_moved(column, inside) for column in (days.conflict, *days.world)
    )
    for good, bad, warm, cold in zip((ours, rest), conflict, friendly, hostile, strict=True):
        share = (warm + 4) / (warm + cold + 5)
        odds, variance = log_odds(good / phi + STRENGTH * share, bad / phi + STRENGTH * (1 - share))
        sides.append(odds - np.log(share / (1 - share)))
        noise += float(variance[0])
    return sides[0] - sides[1], noise


def terms(case: Case, days: Days, leaders: Sequence[Tenure], measure: str) -> list[Term]:
    """Give what each leader's days in office show; those that cannot be compared are left out."""
    size, phi = len(case.volume), case.spread["cooperation" if measure == "cooperation" else "all"]
    numbers = np.arange(size) + case.day0
    made = []
    for one in leaders:
        end = day_number(one.end) if one.end else case.day0 + size
        inside = (numbers >= day_number(one.start)) & (numbers < end)
        every = days.cooperation + days.conflict
        enough = min(float(every[inside].sum()), float(every[~inside].sum())) >= FEWEST
        if min(int(inside.sum()), int((~inside).sum())) < LEAST_DAYS or not enough:
            continue
        values, noise = contrasts(days, inside, measure, phi)
        shifts = np.arange(APART_DAYS, size - APART_DAYS)
        random = np.random.default_rng(SEED)
        placebos = values[random.choice(shifts, PLACEBOS)] if len(shifts) else np.zeros(0)
        spread = float((placebos**2).mean()) if len(placebos) else 0.0
        made.append(
            Term(
                tenure=one, inside=inside, raw=float(values[0]), noise=max(noise, spread),
                placebos=placebos,
            )
        )  # fmt: skip
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Hold by how much a rate differs in one leader's time from the rest; logarithms."""

    raw: Annotated[float | None, "log rate ratio as counted; null: not covered"]
    mean: Annotated[float, "the same, shrunk; 0 if not covered"]
    error: Annotated[float, "its standard deviation"]
    months_in: Annotated[int, "complete months of that leader's time which are covered"]
    months_out: Annotated[int, "complete months of the rest"]
    acts_in: Annotated[float, "acts in those months"]
    acts_out: Annotated[float, "acts in the rest"]

    @property
    def same_sign(self) -> float:
        """Give the probability that the shift has the sign that is shown."""
        from scipy.stats import norm

        return float(norm.cdf(abs(self.mean) / self.error)) if self.error else 0.5


def shift_of(counts: Floats, volume: Floats, inside: Bools, pool: Pool) -> Shift:
    """Give the shift of a pair's rate in the months of a leader.

    Parameters
    ----------
    counts, volume : array, shape (months,)
        Acts of the pair and reporting volume.
    inside : array, shape (months,)
        Which months are the leader's, see `months_led`.
    pool : Pool
        What turnovers of leaders move, over all pairs.
    """
    numbers: dict[str, Any] = {
        "months_in": int(inside.sum()),
        "months_out": int((~inside).sum()),
        "acts_in": float(counts[inside].sum()),
        "acts_out": float(counts[~inside].sum()),
    }
    covered = min(numbers["months_in"], numbers["months_out"]) >= LEAST_MONTHS_EACH
    if not covered or counts.sum() < FEWEST_ACTS:
        return Shift(raw=None, mean=0.0, error=float(np.sqrt(pool.variance)), **numbers)
    raw, chance = rate_contrast(
        numbers["acts_in"],
        float(volume[inside].sum()),
        numbers["acts_out"],
        float(volume[~inside].sum()),
    )
    mean, error = shrunk(raw, pool.dispersion * chance, pool.variance)
    return Shift(raw=float(raw), mean=float(mean), error=float(error), **numbers)


def coming_back(shift: Shift, pool: Pool) -> Shift:
    """Give what to expect of a shift if the leader comes back: little of it did in the past.

    y* = y exp(rho theta), rho uncertain; what does not come back is as open as with any new leader.
    """
    if shift.raw is None:
        return shift
    anew = (1 - RETURNING**2) * pool.variance
    again = (RETURNING * shift.error) ** 2 + (RETURNING_ERROR * shift.mean) ** 2
    return replace(shift, mean=RETURNING * shift.mean, error=float(np.sqrt(anew + again)))


def months_led(starts: Sequence[dt.date], state: str, person: str) -> Bools:
    """Tell which months that begin on those days fall mostly into a person's time at the head."""
    led = np.zeros(len(starts), dtype=bool)
    for one in tenures(state):
        if one.person == person:
            middle = np.array(starts, dtype="datetime64[D]") + 15
            stop = one.end or dt.date.max
            led |= (middle >= np.datetime64(one.start)) & (middle < np.datetime64(stop))
    return led
