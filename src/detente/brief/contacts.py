"""Tell the contacts with people out of office: ex-leaders, candidates, party politicians."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.calendar import event_claim
from detente.brief.claims import Gap, Kind, Section
from detente.brief.readings import claims_of, is_clear
from detente.brief.reports import parties
from detente.brief.wording import counted
from detente.codes import Level
from detente.ontology.plover import COOPERATIVE, quad_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.brief.happenings import Happening
    from detente.brief.scope import Scope, Telling
    from detente.records import Actor, Event


def contacts(scope: Scope) -> Section:
    """Give contacts of one state with people of the other who do not govern."""
    told = tuple(event_claim("contacts", one, Kind.OUT_OF_OFFICE) for one in out_of_office(scope))
    clear = [one for one in scope.named("hedging") if is_clear(one)]
    claims = told + claims_of("contacts", clear, scope)
    gaps = [] if claims else [no_contact(scope)]
    if told and not clear:
        gaps.append(_unclear(scope))
    return Section(
        key="contacts",
        title="Contacts with people out of office",
        reading=(
            "Meetings with candidates, former leaders and party politicians of the other state. "
            "Before an election they can be a way to be on terms with whoever may govern next."
        ),
        claims=claims,
        gaps=tuple(gaps),
    )


def no_contact(scope: Telling) -> Gap:
    """Say that no such contact can be named."""
    return Gap(
        section="contacts",
        text="No contact with a politician out of office can be named.",
        reason=f"none between {scope.pair} was reported {scope.period}",
    )


def _unclear(scope: Scope) -> Gap:
    known = max(one.n for one in scope.named("hedging"))
    return Gap(
        section="contacts",
        text="Whether such contacts are more frequent than usual cannot be said.",
        reason=f"{counted(known, 'contact')} of known rank {scope.period} leave it open",
    )


def out_of_office(scope: Telling) -> list[Happening]:
    """Give the friendly contacts with somebody out of office in another state.

    That person must be met, not only be named beside one who governs the same state; further
    states may take part.
    """
    return [
        one
        for one in scope.happened
        if one.unofficial
        and quad_of(one.root) in COOPERATIVE
        and any(
            meets(one.event, host, guest)
            for host in one.unofficial
            for guest in one.states - {host}
            if scope.asks(host, guest)
        )
        and not is_in_office(one, scope.happened)
    ]


def is_in_office(contact: Happening, happened: Iterable[Happening]) -> bool:
    """Tell whether those out of office govern, by other reports, on that day or later.

    A text of the autumn calls "former" who governed in the spring that it looks back on.
    """
    out = {
        actor.person for actor in parties(contact.event) if actor.level == Level.OUT_OF_OFFICE
    } - {None}
    governing = {
        actor.person
        for one in happened
        if one.day >= contact.day
        for report in one.reports
        for actor in parties(report.event)
        if actor.level in _GOVERNING
    }
    return bool(out) and out <= governing


_GOVERNING: Final = frozenset({Level.LEADER, Level.MINISTER, Level.OFFICIAL})


def meets(event: Event, host: str, guest: str) -> bool:
    """Tell whether somebody out of office in `host` faces somebody of `guest`."""
    sides = [event.actors, event.recipients]
    if not event.recipients:
        sides = [event.actors, event.actors]
    return any(
        _stands_for(host, own) and any(actor.state == guest for actor in other)
        for own, other in (sides, sides[::-1])
    )


def _stands_for(state: str, side: list[Actor]) -> bool:
    """Tell whether on this side somebody out of office, and nobody in office, is of the state."""
    levels = {actor.level for actor in side if actor.state == state}
    return Level.OUT_OF_OFFICE in levels and levels.isdisjoint(_GOVERNING)
