"""Collect what cannot be said, each reason once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from detente.brief.claims import Gap, Section
from detente.brief.wording import listed, on_day, sentence, the
from detente.relations.registry import INDICATORS

if TYPE_CHECKING:
    from detente.brief.scope import Scope
    from detente.records import Finding


def unsaid(scope: Scope) -> Section:
    """Give the measures that are withheld, with what was missing."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for finding in scope.measured.findings:
        if finding.withheld is not None:
            reasons[finding.withheld].append(_title(finding))
    gaps = [
        Gap(
            section="unsaid",
            text=f"{sentence(listed(list(dict.fromkeys(titles))))}.",
            reason=reason,
        )
        for reason, titles in reasons.items()
    ]
    return Section(
        key="unsaid",
        title="What cannot be said",
        reading=(
            "Measures that were asked for and are withheld, because too little is known. Silence "
            "in the documents is not proof that nothing happened."
        ),
        gaps=tuple(gaps),
    )


def _title(finding: Finding) -> str:
    if finding.indicator == "minilateral" and finding.n:
        return f"how unusual the meeting of {on_day(finding.start)} was"
    if finding.indicator == "hedging" and finding.second:
        return (
            f"whether {the(finding.first)} turns more than usual to people out of office in "
            f"{the(finding.second)}"
        )
    title = INDICATORS[finding.indicator].title.lower()
    return f"{title} ({finding.issue})" if finding.issue else title
