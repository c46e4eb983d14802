"""Measure what changes between two states while one leader governs: the leader's share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.ontology.tenures import Tenure, tenures
from detente.relations.balance import STRENGTH
from detente.relations.case import day_number, day_of
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST, evidence_of, found, pair_of, withheld
from detente.relations.placebos import rank_among
from detente.relations.rates import SEED
from detente.relations.wording import LIKELY, certainty, during, listed, named, number, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Finding
    from detente.relations.case import Bools, Case, Floats

LEAST_DAYS: Final = 180
"""Covered days in office, and out of it, without which nothing is compared."""
APART_DAYS: Final = 270
"""Days, nine months, by which placebo dates lie away from the true ones."""
PLACEBOS: Final = 400
DRAWS: Final = 4000
WIDTH: Final = 0.5
"""Scale of the half-Cauchy prior of tau, how much leaders differ; log-rate. Not tuned."""
MEASURES: Final = ("cooperation", "balance")
UNIT: Final = "log-ratio of rates of cooperation; balance: difference in log-odds"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """Hold what one leader's days in office show, before it is shrunk."""

    tenure: Annotated[Tenure, "person and days"]
    inside: Annotated[Bools, "which covered days are in office"]
    raw: Annotated[float, "difference between days in office and the rest"]
    noise: Annotated[float, "its variance by counts, and by placebo dates where they are more"]
    placebos: Annotated[Floats, "the same difference at placebo dates"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shrunk:
    """Hold draws of the shrunk difference of each leader."""

    thetas: Annotated[Floats, "shape (leaders, draws)"]
    tau: Annotated[Floats, "draws of how much leaders differ; shape (draws,)"]


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

    def moved(column: Floats) -> tuple[Floats, Floats]:
        spectrum = np.fft.rfft(column) * np.conj(np.fft.rfft(inside.astype(float)))
        sums = np.maximum(np.fft.irfft(spectrum, len(column)), 0.0)
        return sums, np.maximum(column.sum() - sums, 0.0)

    ours, rest = moved(days.cooperation)
    if measure == "cooperation":
        seen, unseen = moved(days.volume)
        values = np.log((ours + 0.5) / seen) - np.log((rest + 0.5) / unseen)
        return values, float(phi / (ours[0] + 0.5) + phi / (rest[0] + 0.5))
    sides = []
    noise = 0.0
    for good, bad, friendly, hostile in zip(
        (ours, rest), moved(days.conflict), moved(days.world[0]), moved(days.world[1]), strict=True
    ):
        share = (friendly + 4) / (friendly + hostile + 5)
        a, b = good / phi + STRENGTH * share, bad / phi + STRENGTH * (1 - share)
        sides.append(np.log(a / b) - np.log(share / (1 - share)))
        noise += float(1 / a[0] + 1 / b[0])
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


def shrunk(raw: Floats, noise: Floats) -> Shrunk:
    """Give draws of differences shrunk towards none: theta ~ N(0, tau^2), raw ~ N(theta, noise).

    Source: normal shrinkage, theta = raw tau^2 / (tau^2 + noise); tau is averaged over a
    half-Cauchy prior on a grid, so that few leaders do not fix it.

    Parameters
    ----------
    raw, noise : array, shape (leaders,)
        Differences and their variances.
    """
    grid = np.geomspace(0.01, 4.0, 80)
    total = grid[:, None] ** 2 + noise[None, :]
    fit = -0.5 * (np.log(total) + raw[None, :] ** 2 / total).sum(axis=1)
    weight = fit - np.log(1 + (grid / WIDTH) ** 2) + np.log(grid)
    weight = np.exp(weight - weight.max())
    random = np.random.default_rng(SEED)
    tau = random.choice(grid, DRAWS, p=weight / weight.sum())
    keep = tau[None, :] ** 2 / (tau[None, :] ** 2 + noise[:, None])
    errors = random.standard_normal((len(raw), DRAWS)) * np.sqrt(keep * noise[:, None])
    return Shrunk(thetas=keep * raw[:, None] + errors, tau=tau)


def leader(case: Case) -> list[Finding]:
    """Give what changes while the leaders of either state govern (12): a contrast, no cause."""
    days = days_of(case)
    leaders = [one for state in (case.first, case.second) for one in _covered(case, state)]
    findings = []
    for measure in MEASURES:
        every = terms(case, days, leaders, measure)
        shown = _shown(case, every)
        if not shown:
            continue
        draws = shrunk(np.array([one.raw for one in every]), np.array([one.noise for one in every]))
        findings += [_finding(case, every[k], draws.thetas[k], measure) for k in shown]
    if findings:
        return findings
    return [withheld(case, "leader", UNIT, _missing(case, leaders), n=0, evidence=[])]


def _missing(case: Case, leaders: Sequence[Tenure]) -> str:
    names = [one.name for one in leaders]
    who = listed(names[-3:]) if names else "no leader known to the book"
    return (
        f"it takes {LEAST_DAYS} covered days in office and as many out of it with {FEWEST} acts in "
        f"each; the store covers {during(case.since, case.stop)} ({who})"
        if case.since < case.stop
        else "the store has no report of the days asked for"
    )


def _covered(case: Case, state: str) -> list[Tenure]:
    """Give the terms of a state's leaders that touch the days covered."""
    return [
        one
        for one in tenures(state)
        if one.start < case.stop and (one.end is None or one.end > case.since)
    ]


def _shown(case: Case, every: Sequence[Term]) -> list[int]:
    """Give those in office in the period, the ones before them, and those asked about."""
    wanted = {name.casefold() for name, _ in case.options.chances}
    shown = []
    for state in (case.first, case.second):
        own = [k for k, one in enumerate(every) if one.tenure.state == state]
        in_period = [
            k
            for k in own
            if every[k].tenure.end is None or every[k].tenure.end > case.start  # type: ignore[operator]
        ]
        before = [k for k in own if k not in in_period][-1:]
        named_ones = [
            k for k in own if {every[k].tenure.name.casefold(), every[k].tenure.person} & wanted
        ]
        shown += sorted({*in_period, *before, *named_ones})
    return shown


def _finding(case: Case, one: Term, theta: Floats, measure: str) -> Finding:
    low, middle, high = (float(q) for q in np.quantile(theta, [0.05, 0.5, 0.95]))
    above = float((theta > 0).mean())
    covered = np.flatnonzero(one.inside)
    first, last = (day_of(case.day0 + int(covered[k])) for k in (0, -1))
    own = case.own.within(day_number(first), day_number(last) + 1)
    acts = own.of(CLASSES["cooperation"]) if measure == "cooperation" else own
    sure = max(above, 1 - above)
    if measure == "cooperation":
        told = f"{number(float(np.exp(middle)))} times the cooperation of other days"
    else:
        told = f"a balance of {number(middle)} log-odds against other days"
    verdict = f"{certainty(sure)} {'more' if above > 0.5 else 'less'}"
    if sure < LIKELY:
        verdict = "no clear difference"
    rank = rank_among(one.raw, one.placebos)
    beyond = "" if rank is None else f"; above {percent(rank)} of placebo dates"
    return found(
        case, "leader", UNIT, middle, (low, high),
        n=len(acts), evidence=evidence_of(acts), issue=measure, rank=rank,
        start=first, stop=last + dt.timedelta(days=1),
        reading=(
            f"{pair_of(case)} while {one.tenure.name} governed {named(one.tenure.state)}: {told} "
            f"after shrinkage; {verdict}{beyond}."
        ),
    )  # fmt: skip
