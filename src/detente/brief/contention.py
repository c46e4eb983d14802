"""Tell what states refused, demanded, criticised or did against each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from detente.brief.calendar import event_claim
from detente.brief.claims import Gap, Section
from detente.brief.happenings import in_order, weightiest
from detente.brief.sums import acts_towards
from detente.brief.wording import the
from detente.ontology.plover import COOPERATIVE, quad_of

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.scope import Scope, Telling
    from detente.brief.wide import Wide

Way = tuple[str, str]
"""Who acts, and against whom."""

MOST_EVENTS: Final = 6
MOST_DIRECTIONS: Final = 6


def contention(scope: Scope) -> Section:
    """Give refusals, demands, sanctions and other acts of one of the two against the other."""
    ways = [(scope.first, scope.second), (scope.second, scope.first)]
    return _section(scope, "Refusals, demands and sanctions", "the other", ways)


def contentions(scope: Wide) -> Section:
    """Give refusals, demands and sanctions by direction, those with most acts first."""
    ways = sorted(by_way := _by_way(scope), key=lambda way: (-len(by_way[way]), way))
    return _section(scope, "Refusals, demands, sanctions and force", "another", ways)


def _section(scope: Telling, title: str, other: str, ways: list[Way]) -> Section:
    """Count the acts by direction, in that order, and tell the weightiest by day."""
    by_way = _by_way(scope)
    claims = [
        acts_towards("contention", the(giver), taker, by_way[giver, taker])
        for giver, taker in [way for way in ways if way in by_way][:MOST_DIRECTIONS]
    ]
    weighty = weightiest(conflicts(scope), MOST_EVENTS)
    claims += [event_claim("contention", one) for one in in_order(weighty)]
    gap = Gap(
        section="contention",
        text=f"No refusal, demand, criticism or sanction between {scope.pair} can be named.",
        reason=f"none was reported {scope.period}, which does not mean that there was none",
    )
    return Section(
        key="contention",
        title=title,
        reading=(
            f"Acts of one state, or of people and firms of it, against {other}. A demand of an "
            "ally counts here too: asking is a sign of a difference, not of hostility."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def conflicts(scope: Telling) -> list[Happening]:
    """Give what one state did against another, of those that the brief is about."""
    return [
        one for one in scope.happened if quad_of(one.root) not in COOPERATIVE and _ways(one, scope)
    ]


def _ways(one: Happening, scope: Telling) -> list[Way]:
    givers, takers = one.givers - one.takers, one.takers - one.givers
    return sorted((a, b) for a in givers for b in takers if scope.asks(a, b))


def _by_way(scope: Telling) -> dict[Way, list[Happening]]:
    by_way: dict[Way, list[Happening]] = defaultdict(list)
    for one in conflicts(scope):
        for way in _ways(one, scope):
            by_way[way].append(one)
    return by_way
