"""Turn measures of `detente.relations` into claims: their reading, their numbers, their events."""

from __future__ import annotations

from collections.abc import Iterable

from detente.brief.claims import Claim, Gap, claim
from detente.brief.scope import Scope
from detente.records import Finding


def claims_of(section: str, findings: Iterable[Finding], scope: Scope) -> tuple[Claim, ...]:
    """Give a claim for each measure that has a value and evidence, in the order given."""
    made = (measured(section, finding, scope) for finding in findings)
    return tuple(one for one in made if one is not None)


def measured(section: str, finding: Finding, scope: Scope, *, label: str = "") -> Claim | None:
    """Give one measure as a claim; none if it is withheld or nothing can be cited for it."""
    sources = scope.cite(finding.evidence)
    if finding.value is None or not sources or finding.n < 1:
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
        label=label,
    )


def gap_of(section: str, finding: Finding) -> Gap:
    """Give a measure without a value, or without anything to cite, as a gap."""
    reason = finding.withheld or "no event of the store can be cited for it"
    return Gap(section=section, text=finding.reading, reason=reason)
