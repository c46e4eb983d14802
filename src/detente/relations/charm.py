"""Flag a charm offensive: more acts than usual, one-sided, and through more doors than usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.breadth import audiences, broadness
from detente.relations.case import day_number
from detente.relations.courtship import PRIOR
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, too_few, withheld
from detente.relations.origins import lacking
from detente.relations.placebos import counts_in, rank_among, windows_before
from detente.relations.rates import SEED
from detente.relations.wording import VERY_LIKELY, counted, during, listed, named, percent, sentence

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.breadth import Breadth
    from detente.relations.case import Case, Floats

DRAWS: Final = 2000
HISTORY: Final = 365
"""Days before the period that say how much is usual."""
SURGE: Final = 0.10
"""Share of the pair's earlier windows that may hold as many acts by chance."""
ONE_SIDED: Final = 0.95
"""Probability with which the first state has to do more than the second."""
UNIT: Final = "log-ratio; the least of rise, courtship and breadth"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Charm:
    """Hold the three parts as joint draws; each is above 0 where its condition holds."""

    rise: Annotated[Floats, "log of acts over what is usual"]
    courtship: Annotated[Floats, "log of acts there over acts back"]
    breadth: Annotated[Floats, "log of breadth over that of samples of the same size from before"]

    @property
    def least(self) -> Floats:
        """Give the least of the three of each draw: above 0 only where all three hold."""
        return np.minimum(np.minimum(self.rise, self.courtship), self.breadth)


def charm_of(
    there: float, back: float, usual: tuple[float, float], wide: Breadth, *, phi: float
) -> Charm:
    """Give joint draws of rise, courtship and breadth.

    Parameters
    ----------
    there, back : float
        One-way cooperative acts of the first state and of the second in the period.
    usual : tuple of float
        Acts of the first state in the year before, and its exposure relative to the period.
    wide : Breadth
        Breadth of the first state's acts; with samples from before.
    phi : float
        Dispersion; at least 1.
    """
    random = np.random.default_rng(SEED)
    ours = random.gamma(there / phi + PRIOR, phi, DRAWS)
    theirs = random.gamma(back / phi + PRIOR, phi, DRAWS)
    before = random.gamma(usual[0] / phi + PRIOR, phi, DRAWS) / max(usual[1], 1e-9)
    samples = wide.draws if wide.usual is None else wide.usual
    doors = np.log(random.permutation(wide.draws)[:DRAWS] / random.permutation(samples)[:DRAWS])
    return Charm(rise=np.log(ours / before), courtship=np.log(ours / theirs), breadth=doors)


def charm(case: Case) -> list[Finding]:
    """Say for each of the two whether it is on a charm offensive towards the other (5b)."""
    return [_charm(case), _charm(case.swapped())]


def _charm(case: Case) -> Finding:
    world = case.world
    one, other = world.number(case.first), world.number(case.second)
    start, stop = day_number(case.start), day_number(case.stop)
    rows = world.rows
    out = rows.courting & (rows.first == one) & (rows.second == other)
    days_out = rows.days[out]
    inward = rows.days[rows.courting & (rows.first == other) & (rows.second == one)]
    windows = [(start, stop), (max(start - HISTORY, case.day0), start)]
    there, before = counts_in(days_out, windows)
    back = counts_in(inward, windows)[0]
    now, past, doors = audiences(case)
    evidence = rows.evidence(out & (rows.days >= start) & (rows.days < stop), MOST_EVIDENCE)
    evidence = list(dict.fromkeys([*evidence, *doors]))
    reason = _missing(case, there, now, past)
    if reason:
        return withheld(case, "charm", UNIT, reason, n=int(there), evidence=evidence)
    volume = np.concatenate([[0.0], np.cumsum(case.volume)])
    seen = [volume[b - case.day0] - volume[a - case.day0] for a, b in windows]
    wide = broadness(now, past, case.spread["cooperation"])
    parts = charm_of(
        there, back, (before, seen[1] / max(seen[0], 1e-9)), wide, phi=case.spread["cooperation"]
    )
    earlier = counts_in(days_out, windows_before(case))
    rank = rank_among(there, earlier)
    middle = float(np.median(parts.least))
    low, high = np.quantile(parts.least, [0.05, 0.95])
    return found(
        case, "charm", UNIT, middle, (float(low), float(high)),
        n=int(there), evidence=evidence, rank=rank,
        reading=_said(case, parts, wide, rank, (int(there), int(back))),
    )  # fmt: skip


def _missing(case: Case, there: float, now: Floats, past: Floats) -> str | None:
    """Say what is missing; none if nothing is."""
    if there < FEWEST:
        of = f" of {named(case.first)} towards {named(case.second)}"
        return too_few(int(there), FEWEST, "one-way cooperative act", case.start, case.stop, of=of)
    if now.sum() >= FEWEST and past.sum() >= FEWEST:
        return None
    known = lacking(case.ground.origins, "sectors") if not now.sum() + past.sum() else None
    return known or (
        f"of {int(now.sum())} acts in the period and {int(past.sum())} in the 24 months before the "
        f"sector is known; it takes {FEWEST} of each"
    )


def _said(
    case: Case, parts: Charm, wide: Breadth, rank: float | None, acts: tuple[int, int]
) -> str:
    there, back = acts
    share = float((parts.least > 0).mean())
    surge = rank >= 1 - SURGE if rank is not None else float((parts.rise > 0).mean()) >= 1 - SURGE
    held = {
        "a rise above the usual": surge,
        "more acts there than back": float((parts.courtship > 0).mean()) > ONE_SIDED,
        "more doors than usual": (wide.wider or 0.0) > VERY_LIKELY,
    }
    told = (
        f"{counted(there, 'one-way cooperative act')} {during(case.start, case.stop)}, "
        f"{back or 'none'} back"
    )
    head = f"{named(case.first)} towards {named(case.second)}: {told}"
    if all(held.values()):
        return sentence(
            f"{head}: a charm offensive, with a rise above the usual and more doors than usual "
            f"({percent(share)} that all three hold)."
        )
    absent = listed([name for name, holds in held.items() if not holds])
    return sentence(f"{head}: no charm offensive; not clear is {absent}.")
