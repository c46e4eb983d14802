"""Measure who courts whom: cooperative acts with a direction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.codes import Root
from detente.relations.case import day_number
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, pair_of, too_few, withheld
from detente.relations.wording import LIKELY, certainty, counted, during, named

if TYPE_CHECKING:
    import ibis

    from detente.records import Finding
    from detente.relations.case import Case

PRIOR: Final = 0.5
"""Deeds added on each side (kappa): Jeffreys' prior for a share."""
UNIT: Final = "log-ratio; above 0 the first state courts the second"


def courting(rows: ibis.Table) -> ibis.Table:
    """Keep the cooperative acts that go one way: praise, aid, concessions, offers, visits.

    Meetings and agreements mean the same both ways and are dropped, except visits, which go to
    the host; so are joint acts and acts recorded in both directions on one day.

    Parameters
    ----------
    rows : ibis.Table
        As `detente.relations.dyads.interstate` gives them.
    """
    visit = (rows.root == Root.CONSULT.value) & (rows["mode"] == "visit")
    directed = ~rows.root.isin([Root.AGREE.value, Root.CONSULT.value]) | visit.fill_null(False)
    chosen = rows.filter(rows.quad.isin(list(CLASSES["cooperation"])), directed, ~rows.joint)
    mirrored = chosen.select(
        day=chosen.day, first=chosen.second, second=chosen.first, root=chosen.root
    )
    return chosen.anti_join(mirrored, ["day", "first", "second", "root"])


def courtship(case: Case) -> list[Finding]:
    """Give by how much the first state courts the second rather than the reverse (5)."""
    rows = case.world.rows.within(day_number(case.start), day_number(case.stop))
    one, other = case.world.number(case.first), case.world.number(case.second)
    out = rows.courting & (rows.first == one) & (rows.second == other)
    inward = rows.courting & (rows.first == other) & (rows.second == one)
    evidence = rows.evidence(out | inward, MOST_EVIDENCE)
    there, back = int(out.sum()), int(inward.sum())
    n = there + back
    if n < FEWEST:
        reason = too_few(n, FEWEST, "one-way cooperative act", case.start, case.stop)
        return [withheld(case, "courtship", UNIT, reason, n=n, evidence=evidence)]
    value, low, high, above = asymmetry(there, back, case.spread["cooperation"])
    ahead = case.first if value >= 0 else case.second
    sure = max(above, 1 - above)
    verdict = f"{named(ahead)} {certainty(sure)} courts more"
    if sure < LIKELY:
        verdict = "neither clearly courts more"
    reading = (
        f"{pair_of(case)}: {counted(there, 'one-way cooperative act')} by {named(case.first)} and "
        f"{back or 'none'} by {named(case.second)} {during(case.start, case.stop)}; {verdict}."
    )
    return [
        found(case, "courtship", UNIT, value, (low, high), n=n, evidence=evidence, reading=reading)
    ]


def asymmetry(there: float, back: float, phi: float) -> tuple[float, float, float, float]:
    """Give log[(D_ij + k) / (D_ji + k)], its 90 % interval, and P(above 0).

    The share of acts that go there is Beta(D_ij / phi + k, D_ji / phi + k); swapping the two
    states changes the sign of everything.

    Examples
    --------
    >>> value, low, high, above = asymmetry(12, 3, 1.0)
    >>> round(value, 2), low > 0, above > 0.95
    (1.27, True, True)
    """
    from scipy.special import logit
    from scipy.stats import beta

    a, b = there / phi + PRIOR, back / phi + PRIOR
    low, high = (float(logit(beta.ppf(level, a, b))) for level in (0.05, 0.95))
    return float(np.log(a / b)), low, high, float(beta.sf(0.5, a, b))
