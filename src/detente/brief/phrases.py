"""Say in words who did what with whom, never more than the code and the quote allow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from detente.brief.happenings import Happening
from detente.brief.reports import parties, states_of
from detente.brief.wording import level_of, listed, sector_of, sentence, the
from detente.codes import Issue, Level, Root
from detente.ontology.plover import JOINT, ROOTS
from detente.ontology.states import name_of
from detente.records import Actor

_MOST_NAMES: Final = 4
"""Parties named in one sentence; the rest is counted."""

_TOGETHER: Final[dict[Root, str]] = {
    Root.AGREE: "agreed or promised to cooperate",
    Root.SUPPORT: "expressed support or signed an agreement",
    Root.COOPERATE: "acted together",
}

_TOWARDS: Final[dict[Root, str]] = {
    Root.CONCEDE: "announced a concession to",
    Root.AID: "gave material help to",
    Root.RETREAT: "stepped back in favour of",
    Root.REQUEST: "asked or demanded something of",
    Root.ACCUSE: "criticised or accused",
    Root.REJECT: "refused or opposed",
    Root.THREATEN: "threatened",
    Root.PROTEST: "protested against",
    Root.SANCTION: "took a penal step (sanction, tariff or break of relations) against",
    Root.MOBILIZE: "showed force against",
    Root.COERCE: "arrested, seized or restricted people or goods of",
    Root.ASSAULT: "used force against",
}

ISSUE_WORDS: Final[dict[Issue, str]] = {
    Issue.SECURITY: "security",
    Issue.ECONOMY: "trade and the economy",
    Issue.DIPLOMACY: "diplomacy",
    Issue.RIGHTS: "rights and law",
    Issue.ENVIRONMENT: "climate, energy and resources",
    Issue.TECHNOLOGY: "technology",
    Issue.HEALTH: "health and relief",
    Issue.MIGRATION: "migration",
    Issue.CULTURE: "culture and education",
    Issue.DOMESTIC: "domestic affairs",
}
"""Issue areas as they stand after "on"."""

_CALL = re.compile(r"\b(?:tele)?phon|\bcall with\b|\bvideo|\bvirtual|\bspoke by\b", re.IGNORECASE)
_HOST = re.compile(r"\bhost|\bwelcom|\breceiv|\bguest", re.IGNORECASE)
_VISIT = re.compile(r"\bvisit|\barriv|\btravel|\btrip\b", re.IGNORECASE)
_MEET = re.compile(
    r"\bmet\b|\bmeet|\btalks?\b|\bsummit|\btrilateral|\bdinner|\bsat down|\bconferr", re.IGNORECASE
)


def told(happening: Happening) -> str:
    """Say what happened, for example "Japan and the United States met."."""
    event = happening.event
    if happening.root in JOINT:
        text = _together(happening)
    else:
        objects = named(event.recipients) or ["a party not named"]
        text = f"{listed(named(event.actors))} {_TOWARDS[happening.root]} {listed(objects)}"
    return f"{sentence(text)}{_issue(happening)}."


def noun(happening: Happening) -> str:
    """Name what is planned or thought possible, for example "Meeting … between A and B"."""
    event = happening.event
    words = ROOTS[happening.root].words
    if happening.root in JOINT or not event.recipients:
        text = f"{words}: {listed(named(parties(event)))}"
    else:
        text = f"{words}: {listed(named(event.actors))} towards {listed(named(event.recipients))}"
    return sentence(text) + _issue(happening)


def named(actors: Iterable[Actor]) -> list[str]:
    """Give the parties as words, each once; a state only where nobody of it is named."""
    everyone = list(actors)
    special = {actor.state for actor in everyone if not _is_plain(actor)}
    words = dict.fromkeys(
        party(actor) for actor in everyone if not _is_plain(actor) or actor.state not in special
    )
    if len(words) <= _MOST_NAMES:
        return list(words)
    rest = len(words) - _MOST_NAMES + 1
    return [*list(words)[: _MOST_NAMES - 1], f"{rest} more"]


def party(actor: Actor) -> str:
    """Name one party: person with office and state, body, or state.

    Examples
    --------
    >>> party(Actor(text="Kishida", state="JPN", sector="GOV", person="fumio-kishida",
    ...             name="Fumio Kishida", office="prime minister", level="leader"))
    'Prime Minister Fumio Kishida (Japan)'
    >>> party(Actor(text="Washington", state="USA", sector="GOV"))
    'the United States'
    """
    state = name_of(actor.state) if actor.state else "state not named"
    if actor.person and actor.name:
        if actor.level == Level.OUT_OF_OFFICE:
            return f"{actor.name} ({state}, out of office)"
        office = f"{actor.office.title()} " if actor.office else ""
        return f"{office}{actor.name} ({state})"
    if actor.name and not _is_plain(actor):
        return f"{actor.name} ({state})"
    rank = level_of(actor.level, actor.state) if actor.state else None
    return rank or sector_of(actor.sector, actor.state)


def _is_plain(actor: Actor) -> bool:
    """Tell whether this is no more than a state as such."""
    if actor.person or actor.level != Level.UNKNOWN:
        return False
    own = actor.name is None or (actor.state is not None and actor.name == name_of(actor.state))
    return own and (actor.sector == "GOV" or (actor.state or "").startswith("IGO:"))


def _together(happening: Happening) -> str:
    who = listed(named(parties(happening.event)))
    if happening.root != Root.CONSULT:
        return f"{who} {_TOGETHER[happening.root]}"
    event, quote = happening.event, happening.event.evidence.quote
    if _CALL.search(quote):
        return f"{who} spoke by phone or video"
    if _HOST.search(quote):
        return f"{who} met on a visit"
    if _VISIT.search(quote):
        one_comes = len(states_of(event.actors)) == 1 and event.recipients
        visit = f"{listed(named(event.actors))} visited {listed(named(event.recipients))}"
        return visit if one_comes else f"{who} met on a visit"
    if _MEET.search(quote):
        return f"{who} met or held talks"
    return f"{who} were in contact (meeting, visit, call or talks)"


def _issue(happening: Happening) -> str:
    issue = happening.event.issue
    if issue == Issue.DIPLOMACY:
        return ""
    return f", on {ISSUE_WORDS[issue]}"


def the_pair(first: str, second: str) -> str:
    """Name two states together."""
    return f"{the(first)} and {the(second)}"
