"""Tell on which issues the two states agree and on which they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.claims import Chart, Claim, Section, claim
from detente.brief.readings import chance_of_sign, claims_of, size_of
from detente.brief.wording import ISSUE_WORDS, LIKELY, counted, listed
from detente.codes import Issue

if TYPE_CHECKING:
    from detente.brief.scope import Scope
    from detente.records import Finding

MANNERS: Final = ("verbal", "material")


def balance(scope: Scope) -> Section:
    """Give the balance of cooperation over conflict, for all and by issue."""
    told = _told(scope)
    clear = [one for one in told if chance_of_sign(one) >= LIKELY]
    unclear = [one for one in told if chance_of_sign(one) < LIKELY]
    gaps = scope.named("divergence")
    return Section(
        key="balance",
        title="Where they agree and where they differ",
        reading=(
            "The share of cooperation among the acts of the two, against the share among all other "
            "pairs of states in the same period and field. Right of the middle: more cooperation "
            "than is usual; the bar holds the true place with 90 % probability."
        ),
        claims=(
            *claims_of("balance", clear, scope),
            *_unclear(unclear, scope),
            *claims_of("balance", gaps, scope),
        ),
    )


def _told(scope: Scope) -> list[Finding]:
    """Give the balances worth a sentence: words and deeds only where both are known."""
    known = [one for one in scope.named("balance") if one.value is not None]
    manner = [one for one in known if one.issue in MANNERS]
    return [one for one in known if one.issue not in MANNERS or len(manner) == len(MANNERS)]


def _unclear(findings: list[Finding], scope: Scope) -> tuple[Claim, ...]:
    """Give one sentence for all that differs from elsewhere neither way."""
    if len(findings) < 2:
        return claims_of("balance", findings, scope)
    sources = scope.cite(dict.fromkeys(event for one in findings for event in one.evidence))
    if not sources:
        return ()
    parts = [f"{_field(one)} ({size_of(one)}; {counted(one.n, 'act')})" for one in findings]
    made = claim(
        "balance",
        "No clear difference from the rest of the world {parts}.",
        numbers={str(one.issue or "all"): one.value for one in findings},
        words={"parts": listed(parts)},
        n=max(one.n for one in findings),
        sources=sources,
    )
    return (made,)


def _field(finding: Finding) -> str:
    if finding.issue is None:
        return "in all acts"
    if finding.issue in MANNERS:
        return f"in {finding.issue} acts"
    return f"on {ISSUE_WORDS[Issue(finding.issue)]}"


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
    return balance_row(finding, field)


def balance_row(finding: Finding, field: str) -> dict[str, float | int | str | None] | None:
    """Give one mark of a chart of balances, under a name; none without a value."""
    if finding.value is None:
        return None
    return {
        "field": field,
        "value": finding.value,
        "low": finding.low,
        "high": finding.high,
        "n": finding.n,
    }
