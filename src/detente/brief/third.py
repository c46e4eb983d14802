"""Tell which third states come in: against whom, for whom and about whom two or more act."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from detente.brief.calendar import event_claim
from detente.brief.claims import Claim, Gap, Kind, Section, claim
from detente.brief.happenings import in_order, is_sure, weightiest
from detente.brief.reports import cited
from detente.brief.sums import acts_towards
from detente.brief.wording import counted, listed, the

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from detente.brief.happenings import Happening
    from detente.brief.scope import Telling

MOST_STATES: Final = 5
MOST_EVENTS: Final = 3


def third(scope: Telling, states: Collection[str], whom: str) -> Section:
    """Give what at least two of some states do together towards others, and of whom they speak.

    Parameters
    ----------
    states : collection of str
        Codes of the states that the brief is about.
    whom : str
        How they act: "Japan and the United States together", "Japan together with others".
    """
    joint = [one for one in joint_acts(scope.happened, states) if is_sure(one)]
    by_target = _by_target(joint, states)
    claims = [acts_towards("third", whom, target, acts) for target, acts in by_target[:MOST_STATES]]
    heavy = weightiest(joint, MOST_EVENTS)
    claims += [event_claim("third", one) for one in in_order(heavy)]
    claims += _spoken_of(scope.happened, states)
    gap = Gap(
        section="third",
        text="No third state can be named towards which they acted together.",
        reason=f"no such joint act between {scope.pair} was reported {scope.period}",
    )
    return Section(
        key="third",
        title="Third parties",
        reading=(
            "What they do together towards others, friendly or not, as far as it is very likely "
            "read correctly or told by several reports; and which states their acts are said to "
            "concern. A text often leaves unsaid whom a step is aimed at; such steps are not here."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def joint_acts(happened: Iterable[Happening], states: Collection[str]) -> list[Happening]:
    """Give acts of at least two of the states towards somebody who is none of them.

    Of a single state, its acts together with any other state.
    """
    inside, fewest = set(states), min(2, len(states))
    return [
        one
        for one in happened
        if len(one.givers & inside) >= fewest
        and len(one.givers) > 1
        and one.takers
        and one.takers.isdisjoint(inside)
    ]


def _by_target(
    joint: Iterable[Happening], states: Collection[str]
) -> list[tuple[str, list[Happening]]]:
    found: dict[str, list[Happening]] = defaultdict(list)
    for one in joint:
        for target in one.takers - set(states):
            found[target].append(one)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _spoken_of(happened: Iterable[Happening], states: Collection[str]) -> list[Claim]:
    """Say which other states acts among them are said to concern."""
    inside = set(states)
    found: dict[str, list[Happening]] = defaultdict(list)
    for one in happened:
        if len(one.states & inside) < min(2, len(inside)):
            continue
        concerned = {code for report in one.reports for code in report.event.about}
        for code in concerned - one.states:
            found[code].append(one)
    if not found:
        return []
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:MOST_STATES]
    telling = [
        report
        for code, acts in ordered
        for one in acts
        for report in one.reports
        if code in report.event.about
    ]
    events = {one.event.id for acts in found.values() for one in acts}
    parts = [f"{the(code)} ({counted(len(acts), 'event')})" for code, acts in ordered]
    made = claim(
        "third",
        "Third states that acts among them are said to concern: {parts}.",
        kind=Kind.SUM,
        numbers={code: len(acts) for code, acts in ordered},
        words={"parts": listed(parts)},
        n=len(events),
        sources=cited(telling),
    )
    return [made]
