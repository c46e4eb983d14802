"""Tell what the two states refused, demanded, criticised or did against each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from detente.brief.calendar import event_claim
from detente.brief.claims import Claim, Gap, Kind, Section, claim
from detente.brief.phrases import kind_of, kinds_of
from detente.brief.reports import cited
from detente.brief.wording import counted, sentence, the
from detente.ontology.plover import COOPERATIVE, quad_of

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.scope import Scope
    from detente.codes import Root

MOST_EVENTS: Final = 6


def contention(scope: Scope) -> Section:
    """Give refusals, demands, sanctions and other acts of one of the two against the other."""
    against = conflicts(scope)
    counts = [_count(scope, *pair) for pair in _directions(scope)]
    claims = [one for one in counts if one is not None]
    weighty = sorted(against, key=lambda one: (-one.weight, one.day, one.event.id))[:MOST_EVENTS]
    claims += [
        event_claim("contention", one)
        for one in sorted(weighty, key=lambda one: (one.day, one.event.id))
    ]
    gap = Gap(
        section="contention",
        text=f"No refusal, demand, criticism or sanction between {scope.pair} can be named.",
        reason=f"none was reported {scope.period}, which does not mean that there was none",
    )
    return Section(
        key="contention",
        title="Refusals, demands and sanctions",
        reading=(
            "Acts of one state, or of people and firms of it, against the other. A demand of an "
            "ally counts here too: asking is a sign of a difference, not of hostility."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def conflicts(scope: Scope) -> list[Happening]:
    """Give what one of the two did against the other."""
    return [
        one
        for one in scope.happened
        if quad_of(one.root) not in COOPERATIVE and _opposed(one, scope.first, scope.second)
    ]


def _opposed(happening: Happening, first: str, second: str) -> bool:
    return any(
        giver in happening.givers - happening.takers
        and taker in happening.takers - happening.givers
        for giver, taker in ((first, second), (second, first))
    )


def _directions(scope: Scope) -> tuple[tuple[str, str], tuple[str, str]]:
    return (scope.first, scope.second), (scope.second, scope.first)


def _count(scope: Scope, giver: str, taker: str) -> Claim | None:
    acts = [one for one in conflicts(scope) if giver in one.givers and taker in one.takers]
    if not acts:
        return None
    kinds: dict[Root, int] = defaultdict(int)
    for one in acts:
        kinds[one.root] += 1
    ordered = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0].value))
    return claim(
        "contention",
        "{giver} towards {taker}: {count} ({kinds}).",
        kind=Kind.SUM,
        numbers={"acts": len(acts), **{root.value: number for root, number in ordered}},
        words={
            "giver": sentence(the(giver)),
            "taker": the(taker),
            "count": counted(len(acts), "act"),
            "kinds": kinds_of(kind_of(one) for one in acts),
        },
        n=len(acts),
        sources=cited(report for one in acts for report in one.reports),
    )
