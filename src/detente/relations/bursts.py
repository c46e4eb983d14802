"""Find flurries: weeks with far more acts between two states than the half-year before.

Source: the variance-stabilised surge of indicator 2. The first and last day of a flurry are
those of the stretch that the raised rate of its strongest window explains best, against the
usual rate (a scan statistic; Kulldorff 1997).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.case import MONTH_DAYS, Acts, Case, Floats, Ints, case_of, day_number, day_of
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST, evidence_of, found, pair_of, too_few, withheld
from detente.relations.wording import counted, during, number, percent

if TYPE_CHECKING:
    import ibis

    from detente.records import Finding

WINDOW: Final = 7
"""Days of a window. 5, 7, 10 and 14 were tried on trips of Secretaries of State and visits of
foreign leaders to Washington, where 5 and 7 were alike and 10 and 14 worse, with the list of
turning points in view; see the page on validation."""
HISTORY: Final = 182
"""Days before a window that say what is usual; 90 to 365 were tried in the same way."""
STATEMENT: Final = 0.5
"""Weight of a neutral statement about each other against an act of the class; 0 to 1 were tried
in the same way. A crisis or a visit is talked about before and besides being acted out."""
LEAST_HISTORY: Final = 90
"""Days of coverage before a window without which nothing is usual."""
APART: Final = 75
"""Days around a window whose other windows are no placebo for it."""
LEAST_PLACEBOS: Final = 180
"""Placebo windows below which no rank is given."""
LEVEL: Final = 0.05
"""Share of a pair's quiet windows that may count as a flurry by chance."""
UNIT: Final = "standard deviations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Hold one flurry."""

    kind: Annotated[str, "class of acts: cooperation, conflict or a quad class"]
    first_day: Annotated[dt.date, "first day"]
    last_day: Annotated[dt.date, "last day, included"]
    peak: Annotated[dt.date, "day with most acts"]
    count: Annotated[int, "acts from first to last day"]
    expected: Annotated[float, "acts expected there from the half-year before"]
    score: Annotated[float, "surge of its strongest window; standard deviations"]
    rank: Annotated[float | None, "share of the pair's placebo windows that are lower; 0..1"]
    probability: Annotated[float, "probability of such a window by chance; 0..1"]
    event_ids: Annotated[list[str], "ids of the events that report it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Hold the surge of every window of a pair's history: columns of equal length."""

    starts: Annotated[Ints, "first day of each window, counted from the first day covered"]
    scores: Annotated[Floats, "surge; standard deviations"]
    counts: Annotated[Floats, "acts in the window, statements included by their weight"]
    usual: Annotated[Floats, "the same a day at mean volume in the half-year before"]


def bursts(
    events: ibis.Table,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    kinds: tuple[str, ...] = ("cooperation", "conflict"),
) -> list[Burst]:
    """Give the flurries between two states in [start, stop), in order of day."""
    with case_of(events, first, second, start=start, stop=stop) as case:
        every = [burst for kind in kinds for burst in bursts_of(case, kind)]
    return sorted(every, key=lambda burst: (burst.first_day, burst.kind))


def bursts_of(case: Case, kind: str, *, level: float = LEVEL) -> list[Burst]:
    """Give the flurries of one class of acts in the period of a case."""
    days = _daily(case, kind)
    scan = _scan(days, case, kind)
    inside = _inside(scan, case)
    chances = np.array([chance(scan, index)[0] for index in inside])
    lit = inside[(chances <= level) & (scan.counts[inside] >= 1)] if len(inside) else inside
    groups = np.split(lit, np.flatnonzero(np.diff(scan.starts[lit]) >= WINDOW) + 1)
    every = [_burst(case, kind, days, scan, group) for group in groups if len(group)]
    return [burst for burst in every if burst.count >= FEWEST]


def burst(case: Case) -> list[Finding]:
    """Give one finding per flurry of the period; failing that, the strongest window (2)."""
    findings: list[Finding] = []
    for kind in ("cooperation", "conflict"):
        every = bursts_of(case, kind)
        findings.extend(_finding(case, one) for one in every)
        if not every:
            findings.append(_calm(case, kind))
    return findings


def scan_of(counts: Floats, volume: Floats, phi: float) -> Scan:
    """Give the surge of every week.

    z = (2 / sqrt phi) [sqrt(y + 3/8) - sqrt(mu + 3/8)], mu from the 182 days before.

    Parameters
    ----------
    counts, volume : array, shape (days,)
        Acts (see `weighted`) and reporting volume of each covered day; volume 1 is the mean.
    phi : float
        Dispersion; at least 1.
    """
    starts = np.arange(LEAST_HISTORY, max(len(counts) - WINDOW + 1, LEAST_HISTORY))
    acts, seen = (np.concatenate([[0.0], np.cumsum(column)]) for column in (counts, volume))
    early = np.maximum(starts - HISTORY, 0)
    usual = (acts[starts] - acts[early]) / (seen[starts] - seen[early])
    inside = acts[starts + WINDOW] - acts[starts]
    expected = usual * (seen[starts + WINDOW] - seen[starts])
    scores = 2 / np.sqrt(phi) * (np.sqrt(inside + 0.375) - np.sqrt(expected + 0.375))
    return Scan(starts=starts, scores=scores, counts=inside, usual=usual)


def chance(scan: Scan, index: int) -> tuple[float, float | None]:
    """Give the probability of a window as strong by chance, and its rank among placebos.

    Placebos are the pair's own windows more than 75 days away; with fewer than 180 of them the
    probability is that of a normal score and there is no rank.
    """
    away = np.abs(scan.starts - scan.starts[index]) > APART
    placebos = scan.scores[away]
    if len(placebos) < LEAST_PLACEBOS:
        from scipy.stats import norm

        return float(norm.sf(scan.scores[index])), None
    as_strong = int((placebos >= scan.scores[index]).sum())
    rank = float((placebos < scan.scores[index]).mean())
    return (as_strong + 1) / (len(placebos) + 1), rank


def weighted(acts: Floats, statements: Floats) -> Floats:
    """Give what each day weighs in a scan: its acts of a class and neutral statements."""
    return acts + STATEMENT * statements


def _scan(days: Acts, case: Case, kind: str) -> Scan:
    counts = weighted(_counts(days, case), case.statements)
    return scan_of(counts, case.volume, case.spread[kind])


def _daily(case: Case, kind: str) -> Acts:
    """Give the acts of a class whose day is known."""
    own = case.own.of(CLASSES[kind])
    return own.chosen(own.daily)


def _counts(days: Acts, case: Case) -> Floats:
    return np.bincount(days.days - case.day0, minlength=len(case.volume)).astype(float)


def _inside(scan: Scan, case: Case) -> Ints:
    """Give the windows whose middle lies in the period."""
    middle = scan.starts + case.day0 + WINDOW // 2
    return np.flatnonzero((middle >= day_number(case.start)) & (middle < day_number(case.stop)))


def _burst(case: Case, kind: str, days: Acts, scan: Scan, group: Ints) -> Burst:
    """Join overlapping windows to one flurry and find its first and last day."""
    top = int(group[np.argmax(scan.scores[group])])
    begin, end = int(scan.starts[group[0]]), int(scan.starts[group[-1]]) + WINDOW
    counts, volume = _counts(days, case)[begin:end], case.volume[begin:end]
    first = int(scan.starts[top])
    acts_before = _counts(days, case)[max(first - HISTORY, 0) : first].sum()
    usual = acts_before / case.volume[max(first - HISTORY, 0) : first].sum() * volume
    usual = usual + 0.5 / MONTH_DAYS
    times = _counts(days, case)[first : first + WINDOW].sum() / (usual.mean() * WINDOW)
    low, high = densest(counts, usual, max(float(times), 2.0))
    chosen = days.within(case.day0 + begin + low, case.day0 + begin + high)
    probability, rank = chance(scan, top)
    return Burst(
        kind=kind,
        first_day=day_of(case.day0 + begin + low),
        last_day=day_of(case.day0 + begin + high - 1),
        peak=day_of(case.day0 + begin + low + int(np.argmax(counts[low:high]))),
        count=len(chosen),
        expected=float(usual[low:high].sum()),
        score=float(scan.scores[top]),
        rank=rank,
        probability=probability,
        event_ids=evidence_of(chosen),
    )


def densest(counts: Floats, usual: Floats, times: float) -> tuple[int, int]:
    """Give [start, stop) of the stretch that `times` the usual rate explains best."""
    gains = np.concatenate([[0.0], np.cumsum(counts * np.log(times) - (times - 1) * usual)])
    lowest = np.minimum.accumulate(gains)
    stop = int(np.argmax(gains - lowest))
    start = int(np.argmin(gains[: stop + 1]))
    return (start, stop) if stop > start else (0, len(counts))


def _finding(case: Case, one: Burst) -> Finding:
    stop = one.last_day + dt.timedelta(days=1)
    rarity = ""
    if one.rank is not None:
        share = "any" if one.rank == 1 else percent(one.rank)
        rarity = f", more marked than {share} of their weeks at other times"
    return found(
        case, "burst", UNIT, one.score, (one.score - 1.645, one.score + 1.645),
        n=one.count,
        evidence=one.event_ids,
        reading=(
            f"{pair_of(case)}: a flurry of {one.kind} {during(one.first_day, stop)}: "
            f"{counted(one.count, 'act')} where {number(one.expected)} would be usual{rarity}."
        ),
        issue=one.kind,
        rank=one.rank,
        start=one.first_day,
        stop=stop,
    )  # fmt: skip


def _calm(case: Case, kind: str) -> Finding:
    days = _daily(case, kind)
    scan = _scan(days, case, kind)
    inside = _inside(scan, case)
    period = days.within(day_number(case.start), day_number(case.stop))
    if not len(inside) or len(period) < FEWEST:
        reason = too_few(len(period), FEWEST, "act", case.start, case.stop, of=f" of {kind}")
        if len(period) >= FEWEST:
            reason = f"the store covers less than {LEAST_HISTORY} days before the period"
        return withheld(
            case, "burst", UNIT, reason, n=len(period), evidence=evidence_of(period), issue=kind
        )
    top = int(inside[np.argmax(scan.scores[inside])])
    score = float(scan.scores[top])
    return found(
        case, "burst", UNIT, score, (score - 1.645, score + 1.645),
        n=len(period),
        evidence=evidence_of(period),
        reading=(
            f"{pair_of(case)}: no flurry of {kind} {during(case.start, case.stop)}: "
            f"{counted(len(period), 'act')}, and no week stands out."
        ),
        issue=kind,
        rank=chance(scan, top)[1],
    )  # fmt: skip
