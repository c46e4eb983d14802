"""Tell the meetings of three or more states in which both took part, and which were the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.claims import Claim, Gap, Kind, Section
from detente.brief.readings import claim_of

if TYPE_CHECKING:
    from detente.brief.scope import Scope
    from detente.records import Finding

MOST_MEETINGS: Final = 6


def formats(scope: Scope) -> Section:
    """Give the meetings of three or more, first meetings of their kind before others."""
    firsts = first_meetings("formats", scope)
    others = [one for one in scope.named("minilateral") if not is_first(one, scope)]
    claims = firsts + _claims("formats", others, scope, Kind.WIDER_MEETING)
    gap = Gap(
        section="formats",
        text="No meeting of three or more states with both can be named.",
        reason=f"none with all at one level was reported {scope.period}",
    )
    return Section(
        key="formats",
        title="Meetings of three or more",
        reading=(
            "Meetings in which both took part together with further states, all at the same rank. "
            "“First” means first as far back as the documents reach."
        ),
        claims=tuple(claims[:MOST_MEETINGS]),
        gaps=() if claims else (gap,),
    )


def first_meetings(section: str, scope: Scope) -> list[Claim]:
    """Give the meetings that are the first of their kind in the store."""
    firsts = [one for one in scope.named("minilateral") if is_first(one, scope)]
    return _claims(section, firsts, scope, Kind.FIRST_MEETING)


def is_first(finding: Finding, scope: Scope) -> bool:
    """Tell whether a meeting is the first of those states at that level."""
    return any(
        one.day == finding.start and list(one.states) == finding.group
        and set(one.event_ids) == set(finding.evidence)
        for one in scope.measured.firsts
    )  # fmt: skip


def _claims(section: str, findings: list[Finding], scope: Scope, kind: Kind) -> list[Claim]:
    made = [claim_of(section, one, scope, single=True, kind=kind) for one in findings]
    return [one for one in made if one is not None]
