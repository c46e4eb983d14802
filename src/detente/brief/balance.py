"""Tell on which issues the two states agree and on which they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.brief.claims import Chart, Section
from detente.brief.phrases import ISSUE_WORDS
from detente.brief.readings import claims_of
from detente.codes import Issue

if TYPE_CHECKING:
    from detente.brief.scope import Scope
    from detente.records import Finding


def balance(scope: Scope) -> Section:
    """Give the balance of cooperation over conflict, for all and by issue."""
    findings = [*scope.named("divergence"), *scope.named("balance"), *scope.named("courtship")]
    return Section(
        key="balance",
        title="Where they agree and where they differ",
        reading=(
            "The share of cooperation among the acts of the two, against the share among all other "
            "pairs of states in the same period and field. Right of the middle: more cooperation "
            "than is usual; the bar holds the true place with 90 % probability."
        ),
        claims=claims_of("balance", findings, scope),
    )


def balance_chart(scope: Scope) -> Chart | None:
    """Give the balance by issue with its interval; none if it is known for no issue."""
    rows = [row for row in map(_row, scope.named("balance")) if row]
    if not rows:
        return None
    told = "; ".join(f"{row['field']} {row['value']:+.2f}" for row in rows)
    return Chart(
        kind="balance",
        section="balance",
        title=f"Cooperation between {scope.pair} by issue, against what is usual elsewhere",
        alt=(
            "Points with bars of 90 % intervals on a scale of log-odds, zero being as usual: "
            f"{told}."
        ),
        rows=tuple(rows),
    )


def _row(finding: Finding) -> dict[str, float | int | str | None] | None:
    if finding.value is None:
        return None
    if finding.issue is None:
        field = "all issues"
    elif finding.issue in Issue.__members__.values():
        field = ISSUE_WORDS[Issue(finding.issue)]
    else:
        return None
    return {
        "field": field,
        "value": finding.value,
        "low": finding.low,
        "high": finding.high,
        "n": finding.n,
    }
