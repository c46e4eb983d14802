"""Say which parties of a draft stand on which side: lists, hosts and guests, owners."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.codes import Level, Quad, Root
from detente.events.lists import lists_in
from detente.ontology.plover import JOINT, quad_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from detente.events.decode import Draft
    from detente.records import Actor, Mention, Sentence

_BESIDE: Final = frozenset({"appos", "compound", "conj", "nmod"})
"""How a name may stand by the noun that says what its bearer is to somebody."""


_CONFLICTS: Final = frozenset({Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT})


_HOSTING: Final = frozenset({"welcome", "receive", "host"})


def without_owners(sentence: Sentence, parties: list[Mention], draft: Draft) -> Draft:
    """Leave out who stands in an act against somebody only as the one whose friend that is.

    In "the killing of my friend, Prime Minister Abe" the speaker kills nobody.
    """
    if quad_of(draft.root) not in _CONFLICTS:
        return draft
    tokens = {i: token_at(sentence, parties[i]) for i in (*draft.actors, *draft.recipients)}

    def is_owner(party: int, others: tuple[int, ...]) -> bool:
        token = tokens[party]
        if sentence.tags[token] != "PRP$":
            return False
        owned = sentence.heads[token]
        near = {owned, sentence.heads[owned]} if sentence.labels[owned] in _BESIDE else {owned}
        beside = {t for t, head in enumerate(sentence.heads) if head == owned}
        near |= {t for t in beside if sentence.labels[t] in _BESIDE}
        return any(tokens[other] in near for other in others)

    actors, recipients = draft.actors, draft.recipients
    return replace(
        draft,
        actors=tuple(i for i in actors if not is_owner(i, recipients)),
        recipients=tuple(i for i in recipients if not is_owner(i, actors)),
    )


def with_whole_lists(sentence: Sentence, parties: list[Mention], draft: Draft) -> Draft:
    """Add to each side of a draft the parties that stand in one list with a member of it.

    In "met Kishida, Yoon and Marcos" all three are met, or none. A list that has members on both
    sides of a joint act is a list of those who act together.
    """
    first = [first_of_list(sentence, token_at(sentence, party)) for party in parties]
    for own in lists_in(sentence.text, parties):
        first[own.start : own.stop] = [first[own.start]] * len(own)
    sides = [set(draft.actors), set(draft.recipients)]
    lists = [{first[i] for i in side} for side in sides]
    if draft.root in JOINT and lists[0] & lists[1]:
        together = {i for i in sides[1] if first[i] in lists[0]}
        sides = [sides[0] | together, sides[1] - together]
        lists = [{first[i] for i in side} for side in sides]
    for party, start in enumerate(first):
        inside = [start in own for own in lists]
        listed = first.count(start) > 1 and parties[party].kind != "lead"
        if listed and sum(inside) == 1 and party not in sides[0] | sides[1]:
            sides[inside.index(True)].add(party)
    actors, recipients = (tuple(sorted(side)) for side in sides)
    return replace(draft, actors=actors, recipients=recipients)


def first_of_list(sentence: Sentence, token: int) -> int:
    """Give the first member of the list that a token is in, by coordination."""
    while sentence.labels[token] == "conj" and sentence.heads[token] != token:
        token = sentence.heads[token]
    return token


def are_guests(sentence: Sentence, verb: int, parties: list[Mention], draft: Draft) -> bool:
    """Tell whether those met are guests of those who act: a visitor acts, whoever tells of it."""
    if not draft.recipients:
        return False
    guests = _guests(sentence, verb, parties)
    return any(i in guests for i in draft.recipients) and not any(i in guests for i in draft.actors)


def guests_apart(sentence: Sentence, verb: int, parties: list[Mention], draft: Draft) -> Draft:
    """Part guests from hosts where a draft has both as those who meet: "was received by"."""
    if draft.root != Root.CONSULT or draft.recipients:
        return draft
    guests = _guests(sentence, verb, parties)
    actors = tuple(i for i in draft.actors if i in guests)
    hosts = tuple(i for i in draft.actors if i not in guests)
    return replace(draft, actors=actors, recipients=hosts) if actors and hosts else draft


def _guests(sentence: Sentence, verb: int, parties: list[Mention]) -> set[int]:
    """Give the parties whom a verb of hosting has as those received."""
    if sentence.lemmas[verb] not in _HOSTING:
        return set()
    objects = {
        t
        for t, (head, label) in enumerate(zip(sentence.heads, sentence.labels, strict=True))
        if head == verb and label in {"dobj", "nsubjpass"}
    }
    tokens = [first_of_list(sentence, token_at(sentence, party)) for party in parties]
    return {i for i, token in enumerate(tokens) if token in objects}


def receives(sentence: Sentence, verb: int, parties: list[Mention], draft: Draft) -> bool:
    """Tell whether somebody is welcomed in person: that is a meeting, not praise of an act."""
    if draft.root != Root.SUPPORT or sentence.lemmas[verb] not in _HOSTING:
        return False
    objects = {t for t, head in enumerate(sentence.heads) if head == verb}
    objects = {t for t in objects if sentence.labels[t] in {"dobj", "nsubjpass"}}
    return any(
        token_at(sentence, parties[i]) in objects
        and any(actor.person or actor.level == Level.LEADER for actor in parties[i].actors)
        for i in (*draft.actors, *draft.recipients)
    )


def stays_at_home(parties: list[Mention], draft: Draft) -> bool:
    """Tell whether who comes or goes does so within the own state: that is no visit."""
    places = [parties[i] for i in draft.recipients]
    if not places or any(place.kind not in {"place", "capital"} for place in places):
        return False
    there = {actor.state for place in places for actor in place.actors}
    return {actor.state for i in draft.actors for actor in parties[i].actors} == there


def named_alone(parties: list[Mention], indices: tuple[int, ...]) -> set[tuple[str, str]]:
    """Give state and sector of parties that are each named alone."""
    return {
        (actor.state, actor.sector)
        for i in indices
        if parties[i].kind != "pronoun" and len(parties[i].actors) == 1
        for actor in parties[i].actors
        if actor.state
    }


def actors_of(
    parties: list[Mention],
    indices: tuple[int, ...],
    *,
    without: Collection[tuple[str | None, str]] = (),
) -> list[Actor]:
    """Give the distinct actors of some parties.

    A name stands before a pronoun, and a person before the bare name of their government. Who is
    faced by name is none of those who act as a group: in "The leaders condemned North Korea" its
    leader is not among them, even if the sentence before named it.
    """
    chosen = sorted((parties[i] for i in indices), key=lambda party: party.kind == "pronoun")
    distinct: dict[object, Actor] = {}
    for party in chosen:
        grouped = len(party.actors) > 1
        for actor in party.actors:
            if not (grouped and (actor.state, actor.sector) in without):
                distinct.setdefault(key_of(actor), actor)
    people = {actor.state for actor in distinct.values() if actor.person and actor.sector == "GOV"}
    return [a for a in distinct.values() if a.person or a.sector != "GOV" or a.state not in people]


def key_of(actor: Actor) -> tuple[str | None, str, str | None]:
    """Give what tells an actor from others: state, sector, and person or name."""
    name = actor.person or (None if actor.state else actor.text.lower())
    return actor.state, actor.sector, name


def token_at(sentence: Sentence, party: Mention) -> int:
    """Give the token that heads a party within its sentence."""
    inside = [
        i
        for i, start in enumerate(sentence.starts)
        if start < party.stop and start + len(sentence.words[i]) > party.start
    ]
    if not inside:
        return next(i for i, head in enumerate(sentence.heads) if head == i)
    return next((i for i in inside if sentence.heads[i] not in inside), inside[-1])
