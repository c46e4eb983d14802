"""Leave out of what several do together who is only where, or about whom, or what they are called.

"Chinese and Indian officials held talks in Moscow, Russia": Russia held none. "On Haiti, they
discussed …", "agreed to coordinate on North Korea": both are topics. "India, Israel, the Emirates
and the United States met as the I2U2 Group": the group is not a fifth party.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.codes import Root
from detente.events.sides import token_at
from detente.ontology.states import members_of

if TYPE_CHECKING:
    import datetime as dt

    from detente.events.decode import Draft
    from detente.records import Mention, Sentence

_TOGETHER: Final = frozenset({Root.CONSULT, Root.AGREE, Root.COOPERATE})
_PLACES: Final = frozenset({"name", "place", "capital"})
"""Kinds of mention that may name where something happens."""
_WHERE: Final = frozenset({"in", "at", "near", "outside"})
_MEETINGS: Final = frozenset(
    "summit meeting conference session talk dialogue gathering forum ceremony visit trip stop"
    " retreat reception dinner exercise signing consultation event".split()
)
_BESIDE: Final = frozenset({"appos", "npadvmod", "nmod", "compound", "dep", "conj"})
"""How "Cambodia" may stand by "Phnom Penh", and "Canada" by "Alberta"."""
_ON: Final = frozenset({"on", "about", "regarding", "concerning", "over"})
_DISCUSS: Final = frozenset({"discuss", "address", "review"})
_TO_WHOM: Final = frozenset({"with", "between", "among", "amongst", "alongside", "to", "by"})
_WITH: Final = frozenset({"with", "alongside", "to"})
_FAR: Final = 8
"""Steps towards the root of a sentence that are looked at."""


def without_bystanders(
    sentence: Sentence, parties: list[Mention], draft: Draft, day: dt.date | None
) -> Draft:
    """Leave out of a joint act places, topics and the name of a group whose members are named.

    A party stays where, without it, no two states would be left, or no body.

    Parameters
    ----------
    sentence : Sentence
        The analysed sentence.
    parties : list of Mention
        Its parties.
    draft : Draft
        An event in terms of parties.
    day : date, optional
        Day on which members of a body are looked up; without it a group stays.
    """
    if draft.root not in _TOGETHER:
        return draft
    draft = _without_repeated(parties, draft)
    for is_bystander in (_is_place, is_topic, is_within_topic):
        left = [
            i for i in (*draft.actors, *draft.recipients) if not is_bystander(sentence, parties[i])
        ]
        draft = _only(draft, parties, left)
    if day is not None:
        named = _states(parties, (*draft.actors, *draft.recipients))
        groups = {body for body in named if _stands_for(named, body, day)}
        left = [
            i
            for i in (*draft.actors, *draft.recipients)
            if not _states(parties, (i,)) or not _states(parties, (i,)) <= groups
        ]
        draft = _only(draft, parties, left)
    return draft


def _without_repeated(parties: list[Mention], draft: Draft) -> Draft:
    """Leave out recipients that only repeat the actors: "they discussed what Zambia needs"."""
    acting = _states(parties, draft.actors)
    if draft.root is not Root.CONSULT or len(acting) < 2:
        return draft
    left = [i for i in draft.recipients if not _states(parties, (i,)) <= acting]
    return _only(draft, parties, [*draft.actors, *left])


def _only(draft: Draft, parties: list[Mention], left: list[int]) -> Draft:
    """Give a draft with some of its parties, if they are enough for an act of several."""
    kept = _states(parties, left)
    if len(left) == len(draft.actors) + len(draft.recipients):
        return draft
    if len(kept) < 2 and not any(code.startswith("IGO:") for code in kept):
        return draft
    actors = tuple(i for i in draft.actors if i in left)
    recipients = tuple(i for i in draft.recipients if i in left)
    if not actors:
        return draft
    pairs = tuple(p for p in draft.pairs if {p.actor, p.other} <= {*left, -1})
    return replace(draft, actors=actors, recipients=recipients, pairs=pairs or draft.pairs)


def _states(parties: list[Mention], chosen: tuple[int, ...] | list[int]) -> set[str]:
    return {actor.state for i in chosen for actor in parties[i].actors if actor.state}


def _is_place(sentence: Sentence, party: Mention) -> bool:
    """Tell whether a name says where people meet."""
    if party.kind not in _PLACES:
        return False
    token = token_at(sentence, party)
    for _ in range(_FAR):
        head = sentence.heads[token]
        if sentence.labels[token] == "pobj" and sentence.words[head].lower() in _WHERE:
            above = sentence.heads[head]
            return sentence.tags[above][0] == "V" or (
                sentence.lemmas[above].lower() in _MEETINGS or sentence.tags[above] == "NNP"
            )
        if sentence.labels[token] not in _BESIDE or head == token:
            return False
        token = head
    return False


def is_topic(sentence: Sentence, party: Mention) -> bool:
    """Tell whether a party is what others talk about or agree on."""
    token = token_at(sentence, party)
    for _ in range(_FAR):
        head, label = sentence.heads[token], sentence.labels[token]
        word = sentence.words[head].lower()
        if head == token or word in _TO_WHOM:
            return False
        if label == "pobj" and word in _ON:
            return True
        if label == "dobj" and sentence.lemmas[head] in _DISCUSS:
            return True
        if sentence.tags[head][0] == "V" and word != "including":
            return False
        token = head
    return False


def is_within_topic(sentence: Sentence, party: Mention) -> bool:
    """Tell whether a party stands anywhere in what is discussed.

    "They discussed the release of hostages held by Hamas", but not "discussed trade with Hamas",
    where either may be meant.
    """
    token, passed = token_at(sentence, party), list[int]()
    while sentence.heads[token] != token:
        head = sentence.heads[token]
        if sentence.lemmas[head] in _DISCUSS and sentence.tags[head][0] == "V":
            topic = sentence.labels[token] in {"dobj", "ccomp"}
            return topic and not any(
                sentence.heads[t] == token and sentence.words[t].lower() in _WITH for t in passed
            )
        passed.append(token)
        token = head
    return False


def _stands_for(named: set[str], body: str, day: dt.date) -> bool:
    """Tell whether states are named beside a body that are at least half of its members."""
    if not body.startswith("IGO:"):
        return False
    members, others = members_of(body, day), named - {body}
    return len(others) >= 2 and others <= members and 2 * len(others) >= len(members)
