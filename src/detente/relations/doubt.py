"""Measure doubt about a commitment: what a state asks of a patron, and who may come there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.codes import Root
from detente.ontology.tenures import tenures
from detente.relations.case import day_number
from detente.relations.contrasts import shrunk_draws, summed_up
from detente.relations.findings import MOST_EVIDENCE, evidence_of, found, too_few, withheld
from detente.relations.placebos import counts_in, rank_among, windows_before
from detente.relations.terms import days_of, terms
from detente.relations.wording import counted, during, listed, named, number, percent
from detente.relations.world import ROOTS

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.case import Case, Floats

FEWEST: Final = 10
"""One-way acts below which no share is given."""
MUTUAL: Final = (Root.AGREE, Root.CONSULT)
"""Roots that are no one-way acts, whoever is named first."""
ASKING: Final = (Root.REQUEST,)
"""Roots by which an ally asks for reassurance, or for more: appeals and demands."""
UNIT: Final = "share of requests, 0..1; candidates: variance of the log-rate of cooperation"


def doubt(case: Case) -> list[Finding]:
    """Give what either asks of the other, and how much hangs on who governs the second (12b)."""
    return [_asked(case), _asked(case.swapped()), _candidates(case)]


def _asked(case: Case) -> Finding:
    rows, start, stop = case.world.rows, day_number(case.start), day_number(case.stop)
    one, other = (case.world.number(state) for state in (case.first, case.second))
    towards = (rows.first == one) & (rows.second == other) & ~rows.joint
    towards &= ~np.isin(rows.root, [ROOTS[root.value] for root in MUTUAL])
    asks = towards & np.isin(rows.root, [ROOTS[root.value] for root in ASKING])
    inside = (rows.days >= start) & (rows.days < stop)
    n, asked = int((towards & inside).sum()), int((asks & inside).sum())
    evidence = rows.evidence(asks & inside, MOST_EVIDENCE)
    of = f" of {named(case.first)} towards {named(case.second)}"
    if n < FEWEST:
        reason = too_few(n, FEWEST, "one-way act", case.start, case.stop, of=of)
        return withheld(case, "doubt", UNIT, reason, n=n, evidence=evidence)
    value, low, high = share(asked, n, case.spread["all"])
    windows = windows_before(case)
    every, before = (counts_in(rows.days[mask], windows) for mask in (towards, asks))
    earlier = [
        share(a, b, case.spread["all"])[0]
        for a, b in zip(before, every, strict=True)
        if b >= FEWEST
    ]
    rank = rank_among(value, earlier)
    rarity = "" if rank is None else f"; more than in {percent(rank)} of earlier periods"
    return found(
        case, "doubt", UNIT, value, (low, high),
        n=n, evidence=evidence, rank=rank,
        reading=(
            f"{named(case.first)}: {asked or 'none'} of {counted(n, 'one-way act')} towards "
            f"{named(case.second)} {during(case.start, case.stop)} asked or demanded "
            f"something{rarity}."
        ),
    )  # fmt: skip


def share(asked: float, every: float, phi: float) -> tuple[float, float, float]:
    """Give the share of requests with its 90 % interval: Beta with Jeffreys' prior, tempered.

    Examples
    --------
    >>> [round(one, 2) for one in share(5, 20, 1.0)]
    [0.26, 0.12, 0.43]
    """
    from scipy.stats import beta

    a, b = asked / phi + 0.5, (every - asked) / phi + 0.5
    low, high = (float(beta.ppf(level, a, b)) for level in (0.05, 0.95))
    return a / (a + b), low, high


def spread_of(thetas: Floats, chances: Floats) -> Floats:
    """Give the variance of differences between leaders, weighted by their chances.

    Parameters
    ----------
    thetas : array, shape (leaders, draws)
        Draws of each leader's difference, or one expected value each.
    chances : array, shape (leaders,)
        How likely each is to govern; they are made to add up to 1.

    Examples
    --------
    >>> spread_of(np.array([[1.0], [-1.0]]), np.array([0.5, 0.5])).tolist()
    [1.0]
    """
    weights = (chances / chances.sum())[:, None]
    mean = (weights * thetas).sum(axis=0)
    result: Floats = (weights * (thetas - mean) ** 2).sum(axis=0)
    return result


def _candidates(case: Case) -> Finding:
    """Give the variance of the second state's possible leaders, from chances given by the user."""
    chances = case.options.chances
    if len(chances) < 2 or sum(chance for _, chance in chances) <= 0:
        reason = f"no two leaders who may govern {named(case.second)} were given with their chances"
        return withheld(case, "doubt", UNIT, reason, n=0, evidence=[], issue="candidates")
    known = terms(case, days_of(case), tenures(case.second), "cooperation")
    if not known:
        reason = (
            f"no leader of {named(case.second)} governed long enough within the days covered to "
            "say how much leaders differ"
        )
        return withheld(case, "doubt", UNIT, reason, n=0, evidence=[], issue="candidates")
    drawn = shrunk_draws(
        np.array([one.raw for one in known]), np.array([one.noise for one in known])
    )
    places = {
        key: k
        for k, one in enumerate(known)
        for key in (one.tenure.name.casefold(), one.tenure.person)
    }
    random = np.random.default_rng(len(chances))
    thetas = np.stack(
        [
            drawn.thetas[places[name.casefold()]]
            if name.casefold() in places
            else drawn.tau * random.standard_normal(len(drawn.tau))
            for name, _ in chances
        ]
    )
    values = spread_of(thetas, np.array([chance for _, chance in chances]))
    middle, low, high, _ = summed_up(values)
    new = [name for name, _ in chances if name.casefold() not in places]
    unknown = f" (nothing is known of {listed(new)}, who may differ as others did)" if new else ""
    who = listed([f"{name} ({percent(chance)})" for name, chance in chances])
    return found(
        case, "doubt", UNIT, middle, (low, high),
        n=len(case.own), evidence=evidence_of(case.own), issue="candidates",
        reading=(
            f"{named(case.first)} and who may govern {named(case.second)}: {who}; cooperation "
            f"would differ by a factor of about {number(float(np.exp(np.sqrt(middle))))}{unknown}."
        ),
    )  # fmt: skip
