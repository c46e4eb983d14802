"""Turn measures of `detente.relations` into claims: their reading, their numbers, their events."""

from __future__ import annotations

from collections.abc import Iterable

from detente.brief.claims import Claim, claim
from detente.brief.scope import Scope
from detente.records import Finding


def claims_of(section: str, findings: Iterable[Finding], scope: Scope) -> tuple[Claim, ...]:
    """Give a claim for each measure that has a value and evidence, in the order given."""
    valued = (finding for finding in findings if finding.value is not None)
    made = (claim_of(section, finding, scope) for finding in valued)
    return tuple(one for one in made if one is not None)


def claim_of(
    section: str, finding: Finding, scope: Scope, *, single: bool = False, label: str = ""
) -> Claim | None:
    """Give the reading of one measure as a claim; none if nothing can be cited for it.

    Parameters
    ----------
    single : bool
        Whether it is about one event on one day, so that its sentence is worth showing.
    label : str
        What stands before the sentence in a list.
    """
    sources = scope.cite(finding.evidence)
    if not sources or finding.n < 1:
        return None
    return claim(
        section,
        "{reading}",
        numbers={
            "indicator": finding.indicator,
            "issue": finding.issue,
            "value": finding.value,
            "unit": finding.unit,
            "rank": finding.rank,
            "exposure": finding.exposure,
        },
        words={"reading": finding.reading},
        low=finding.low,
        high=finding.high,
        n=finding.n,
        sources=sources,
        day=finding.start if single else None,
        label=label,
    )
