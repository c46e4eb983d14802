"""Say in words who did what with whom, never more than the code and the quote allow."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from detente.brief.reports import Report, parties, states_of
from detente.brief.wording import (
    ISSUE_WORDS,
    has_words,
    level_of,
    listed,
    sector_of,
    sentence,
    the,
)
from detente.codes import Issue, Level, Root
from detente.ontology.plover import ROOTS
from detente.ontology.states import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.brief.happenings import Happening
    from detente.records import Actor

_MOST_NAMES: Final = 4
"""Parties named in one sentence; the rest is counted."""

_TOGETHER: Final[dict[Root, str]] = {
    Root.AGREE: "agreed or promised to cooperate",
    Root.SUPPORT: "backed or praised something together, or each other",
    Root.COOPERATE: "acted together",
}

_TOWARDS: Final[dict[Root, str]] = {
    Root.SUPPORT: "backed or praised",
    Root.COOPERATE: "cooperated with",
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

_PENAL: Final = re.compile(
    r"\b(?:sanction|tariff|embargo|boycott|ban(?:s|ned|ning)?\b|blacklist|penal|fine[sd]?\b|dut(?:y|ies)\b|"
    r"froze|freez|expel|convict|sentenc|visa|entity list|export control|restrict)",
    re.IGNORECASE,
)
"""Words without which a reduction of relations is not called a penal step."""

_MODES: Final[dict[tuple[Root, str], str]] = {
    (Root.ACCUSE, "disapprove"): "criticised or spoke against",
    (Root.ACCUSE, "allege"): "accused",
    (Root.ACCUSE, "investigate"): "opened or led an inquiry into",
    (Root.REQUEST, "assist"): "appealed for help or support to",
    (Root.REQUEST, "meet"): "asked for a meeting with",
}
"""Verbs where the mode tells more than the root."""

_ALONE: Final = "are reported together in one act, against whom is not said ({})"

_KINDS: Final = (
    ("call", re.compile(r"\b(?:tele)?phon|\bcall with\b|\bvideo|\bvirtual|\bspoke by\b", re.I)),
    (
        "visit",
        re.compile(r"\bhost|\bwelcom|\breceiv|\bguest|\bvisit|\barriv|\btravel|\btrip\b", re.I),
    ),
    (
        "meeting",
        re.compile(r"\bmet\b|\bmeet|\btalks?\b|\bsummit|\btrilateral|\bdinner|\bconferr", re.I),
    ),
)
"""Words of the quote that tell a call from a visit from a meeting; the first that fits counts."""

NAMED_VISIT: Final = re.compile(r"\b(state|official|working) visit\b", re.I)
"""Words that name a visit by its rank."""

_AT_HOME: Final = re.compile(r"\bhost|\bwelcom|\breceiv|\bguest", re.I)
_SIGNED: Final = re.compile(r"\bsign(?:ed|s|ing)\b|\bratif", re.I)

_MET: Final = {
    "call": "spoke by phone or video",
    "meeting": "met or held talks",
    "contact": "were in contact (meeting, visit, call or talks)",
}


def contact(happening: Happening) -> tuple[str, Report]:
    """Say what kind of contact it was, and which report says so.

    Returns
    -------
    str
        "state visit", "official visit", "working visit", "visit", "call", "meeting" or, if the
        words do not tell, "contact".
    Report
        The clearest report whose words tell it; that of the visit which the meeting was part of
        if no report of the meeting names the visit (see `detente.brief.visits`).
    """
    naming = [*happening.reports, *([happening.visit] if happening.visit else [])]
    for report in naming:
        found = NAMED_VISIT.search(report.event.evidence.quote)
        if found and _kind(happening.reports[0]) != "call":
            return f"{found[1].lower()} visit", report
    return _kind(happening.reports[0]), happening.reports[0]


def _kind(report: Report) -> str:
    quote = report.event.evidence.quote
    return next((kind for kind, words in _KINDS if words.search(quote)), "contact")


def told(happening: Happening) -> str:
    """Say what happened, for example "Japan and the United States met."."""
    event = happening.event
    if not happening.takers:
        text = _together(happening)
    else:
        text = f"{listed(named(event.actors))} {_towards(happening)} "
        text += listed(named(event.recipients))
    return f"{sentence(text)}{_issue(happening)}."


def noun(happening: Happening) -> str:
    """Name what is planned or thought possible, for example "Meeting … between A and B"."""
    event = happening.event
    words = ROOTS[happening.root].words
    if not happening.takers:
        text = f"{words}: {listed(named(parties(event)))}"
    else:
        text = f"{words}: {listed(named(event.actors))} towards {listed(named(event.recipients))}"
    return sentence(text) + _issue(happening)


def named(actors: Iterable[Actor]) -> list[str]:
    """Give the parties as words, each once; a state only where nobody of it is named."""
    everyone = list(actors)
    special = {actor.state for actor in everyone if not _is_plain(actor)}
    told = [one for one in everyone if not _is_plain(one) or one.state not in special]
    words = dict.fromkeys(_with_likes(actor, told) for actor in told)
    if len(words) <= _MOST_NAMES:
        return list(words)
    rest = len(words) - _MOST_NAMES + 1
    return [*list(words)[: _MOST_NAMES - 1], f"{rest} more"]


def _with_likes(actor: Actor, told: list[Actor]) -> str:
    """Name a party; the armed forces, people and so on of several states in one."""
    likes = [one for one in told if _is_unnamed(one) and one.sector == actor.sector]
    states = dict.fromkeys(the(one.state) for one in likes if one.state)
    if not _is_unnamed(actor) or len(states) < 2:
        return party(actor)
    return f"{sector_of(actor.sector, None)} of {listed(list(states))}"


def _is_unnamed(actor: Actor) -> bool:
    """Tell whether this is a sector of a state without a person, body or rank."""
    bare = actor.person is None and actor.name is None and actor.level == Level.UNKNOWN
    return bare and actor.state is not None and has_words(actor.sector)


def party(actor: Actor) -> str:
    """Name one party: person with office and state, body, or state.

    Examples
    --------
    >>> from detente.records import Actor
    >>> party(Actor(text="Kishida", state="JPN", sector="GOV", person="fumio-kishida",
    ...             name="Fumio Kishida", office="prime minister", level="leader"))
    'prime minister Fumio Kishida (Japan)'
    >>> from detente.records import Actor
    >>> party(Actor(text="Washington", state="USA", sector="GOV"))
    'the United States'
    """
    state = name_of(actor.state) if actor.state else "state not named"
    if actor.person and actor.name:
        if actor.level == Level.OUT_OF_OFFICE:
            return f"{actor.name} ({state}, out of office)"
        office = f"{actor.office} " if actor.office else ""
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
    if happening.root == Root.CONSULT:
        return _met(happening, who)
    if happening.root == Root.SUPPORT and _is_signed(happening):
        return f"{who} signed or ratified an agreement"
    return f"{who} {_TOGETHER.get(happening.root) or _ALONE.format(ROOTS[happening.root].words)}"


def _met(happening: Happening, who: str) -> str:
    kind, report = contact(happening)
    if not kind.endswith("visit"):
        return f"{who} {_MET[kind]}"
    event = happening.event
    one_comes = len(states_of(event.actors)) == 1 and event.recipients
    if kind == "visit" and one_comes and not _AT_HOME.search(report.event.evidence.quote):
        return f"{listed(named(event.actors))} visited {listed(named(event.recipients))}"
    return f"{who} met on {'an' if kind.startswith('o') else 'a'} {kind}"


def _is_signed(happening: Happening) -> bool:
    return bool(_SIGNED.search(happening.event.evidence.quote))


def _towards(happening: Happening) -> str:
    if happening.root == Root.SUPPORT and _is_signed(happening):
        return "signed or ratified an agreement with"
    if _is_put_off(happening):
        return "broke off, reduced or put off dealings with"
    mode = happening.event.mode
    return _MODES.get((happening.root, mode or ""), _TOWARDS[happening.root])


def kind_of(happening: Happening) -> str:
    """Name the kind of an act as a noun, as far as its quotes bear it out."""
    return _PUT_OFF if _is_put_off(happening) else ROOTS[happening.root].words


def kinds_of(kinds: Iterable[str]) -> str:
    """Name kinds of acts with their numbers; no number where there is one kind only.

    Examples
    --------
    >>> kinds_of(["refusal", "criticism", "refusal"]), kinds_of(["material help"])
    ('2 × refusal; 1 × criticism', 'material help')
    """
    ordered = sorted(Counter(kinds).items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ordered) == 1:
        return ordered[0][0]
    return "; ".join(f"{times} × {words}" for words, times in ordered)


_PUT_OFF: Final = "dealings broken off, reduced or put off"


def _is_put_off(happening: Happening) -> bool:
    quotes = " ".join(report.event.evidence.quote for report in happening.reports)
    return happening.root == Root.SANCTION and not happening.rows and not _PENAL.search(quotes)


_ISSUE_WORDS: Final[dict[Issue, str]] = {
    Issue.SECURITY: r"""
        secur defen[cs]e militar troops soldier arm(?:s|ed|y)\b weapon missile navy naval denuclear
        nuclear.(?:weapon|arm|test|threat|program|deterr)
        warship ship carrier bomb forces exercise patrol coast.guard alliance command attack invasi
        aggress war\b ceasefire truce peace conflict deterr terror drone jet air\b fight strike
        hostage escalat dangerous launch north.korea sea\b strait shoal territor
    """,
    Issue.ECONOMY: """
        trade tariff econom invest market steel export import financ bank tax business compan
        currency supply.chain fund loan debt sanction price industr purchase takeover billion
        million commerc car(?:s|maker) semiconductor chip
    """,
    Issue.RIGHTS: r"""
        right law court democra freedom liber prison detain justice press\b election repress
        prosecut genocid abuse journalist activist dissident
    """,
    Issue.ENVIRONMENT: r"""
        climate energy oil\b gas\b emission environment water\b fish mineral carbon electric
        forest resource pipeline renewable power.plant reactor
    """,
    Issue.TECHNOLOGY: r"""
        technolog space\b moon astronaut satellite chip semiconductor digital cyber
        artificial.intelligence AI\b quantum research scien comput internet telecom
    """,
    Issue.HEALTH: r"""
        health vaccin virus pandemic covid disease medic hospital humanitarian relief earthquake
        disaster aid\b doses food
    """,
    Issue.MIGRATION: "migra refugee border asylum visa deport citizen",
    Issue.CULTURE: r"""
        cultur educat universit school student museum sport olympic cherry tour scholar language
        film music art\b artist
    """,
}
"""Beginnings of words of which one must stand in a quote before its issue is named.

The issue is the likeliest of ten that the coder tells apart, without a probability of its own; a
sentence that holds no such word is not said to be about it. Not tuned. Domestic affairs and general
diplomacy are never named: between states they say nothing.
"""


def _issue(happening: Happening) -> str:
    """Name the issue if at least half of the reports give it and a quote bears it out."""
    issue = happening.event.issue
    words = _ISSUE_WORDS.get(issue)
    alike = sum(report.event.issue == issue for report in happening.reports)
    if words is None or 2 * alike < len(happening.reports):
        return ""
    pattern = re.compile(rf"\b(?:{'|'.join(words.split())})", re.IGNORECASE)
    quotes = (report.event.evidence.quote for report in happening.reports)
    told = any(pattern.search(quote) for quote in quotes) or happening.rows
    return f", on {ISSUE_WORDS[issue]}" if told else ""
