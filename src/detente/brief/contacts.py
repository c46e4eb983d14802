"""Tell the contacts with people out of office: ex-leaders, candidates, party politicians."""

from __future__ import annotations

from detente.brief.calendar import event_claim
from detente.brief.claims import Gap, Section
from detente.brief.happenings import Happening
from detente.brief.readings import claims_of
from detente.brief.reports import parties
from detente.brief.scope import Scope
from detente.codes import Level, Sector
from detente.ontology.plover import COOPERATIVE, quad_of
from detente.records import Actor


def contacts(scope: Scope) -> Section:
    """Give contacts of one state with people of the other who do not govern."""
    told = tuple(event_claim("contacts", one) for one in out_of_office(scope))
    claims = told + claims_of("contacts", scope.named("hedging"), scope)
    gap = Gap(
        section="contacts",
        text="No contact with a politician out of office can be named.",
        reason=f"none between {scope.pair} was reported in {scope.period}",
    )
    return Section(
        key="contacts",
        title="Contacts with people out of office",
        reading=(
            "Meetings with candidates, former leaders and party politicians of the other state. "
            "Before an election they can be a way to be on terms with whoever may govern next."
        ),
        claims=claims,
        gaps=() if claims else (gap,),
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
