"""Tell the contacts with people out of office: ex-leaders, candidates, party politicians."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.brief.calendar import event_claim
from detente.brief.claims import Gap, Section
from detente.brief.readings import claims_of, is_clear
from detente.brief.reports import parties
from detente.brief.wording import counted
from detente.codes import Level, Sector
from detente.ontology.plover import COOPERATIVE, quad_of

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.scope import Scope
    from detente.records import Actor


def contacts(scope: Scope) -> Section:
    """Give contacts of one state with people of the other who do not govern."""
    told = tuple(event_claim("contacts", one) for one in out_of_office(scope))
    clear = [one for one in scope.named("hedging") if is_clear(one)]
    claims = told + claims_of("contacts", clear, scope)
    gaps = [] if claims else [_none(scope)]
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


def _none(scope: Scope) -> Gap:
    return Gap(
        section="contacts",
        text="No contact with a politician out of office can be named.",
        reason=f"none between {scope.pair} was reported in {scope.period}",
    )


def _unclear(scope: Scope) -> Gap:
    known = max(one.n for one in scope.named("hedging"))
    return Gap(
        section="contacts",
        text="Whether such contacts are more frequent than usual cannot be said.",
        reason=f"{counted(known, 'contact')} of known rank in {scope.period} leave it open",
    )


def out_of_office(scope: Scope) -> list[Happening]:
    """Give the friendly contacts between the two in which somebody out of office takes part."""
    return [
        one
        for one in scope.happened
        if quad_of(one.root) in COOPERATIVE
        and any(_is_out(actor, scope) for actor in parties(one.event))
    ]


def _is_out(actor: Actor, scope: Scope) -> bool:
    political = actor.sector in (Sector.PTY, Sector.OPP)
    ours = actor.state in (scope.first, scope.second)
    return ours and (actor.level == Level.OUT_OF_OFFICE or (political and bool(actor.person)))
