"""Part a draft whose parties take part in different clauses: two acts of one actor.

"Modi, who visited Moscow in July, telephoned Zelensky on Monday" tells a visit and a call, each
with its own day. The classifier gives both pairs the same root, and pairs that share a party are
one event (`decode.py`) unless the grammar speaks against it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.codes import Root
from detente.events.decode import LABELS, NOBODY
from detente.events.sides import token_at
from detente.events.status import event_verb
from detente.ontology.plover import JOINT

if TYPE_CHECKING:
    from detente.events.decode import Draft, Pair
    from detente.records import Mention, Sentence

_APART: Final = frozenset({"relcl", "advcl"})
"""How a verb hangs on a party or on another verb where it tells something of its own."""
_WHEN: Final = frozenset({"after", "before", "since", "while", "following"})
"""Prepositions before a verb that tells something of its own: "hours after breaking off ties"."""

_ENDING: Final = frozenset({"break", "cut", "sever", "end", "suspend"})
_TIES: Final = frozenset({"tie", "relation", "link"})


def by_clause(sentence: Sentence, parties: list[Mention], draft: Draft) -> list[Draft]:
    """Give a draft, or its parts where one party acts in a main clause and in a clause beside it.

    It is parted only if all its pairs share that party and no state takes part in both clauses.

    Parameters
    ----------
    sentence : Sentence
        The analysed sentence.
    parties : list of Mention
        Its parties.
    draft : Draft
        An event in terms of parties.
    """
    if any(pair.other == NOBODY for pair in draft.pairs):
        return [draft]
    hubs = set.intersection(*({pair.actor, pair.other} for pair in draft.pairs))
    if len(hubs) != 1:
        return [draft]
    (hub,) = hubs
    groups: dict[int, list[Pair]] = {}
    for pair in draft.pairs:
        other = pair.other if pair.actor == hub else pair.actor
        groups.setdefault(_clause(sentence, token_at(sentence, parties[other])), []).append(pair)
    if len(groups) < 2 or not any(_is_apart(sentence, verb) for verb in groups):
        return [draft]
    states = [_states(parties, pairs, hub) for pairs in groups.values()]
    if not all(states) or len(set().union(*states)) < sum(map(len, states)):
        return [draft]
    at = 1 + LABELS.index(draft.root)
    parts = [
        replace(
            draft,
            actors=tuple(i for i in draft.actors if i == hub or _is_in(pairs, i)),
            recipients=tuple(i for i in draft.recipients if i == hub or _is_in(pairs, i)),
            probability=max(float(pair.roots[at]) for pair in pairs),
            pairs=tuple(pairs),
        )
        for pairs in groups.values()
    ]
    return [_as_severed(sentence, parties, part, hub) for part in parts]


def _as_severed(sentence: Sentence, parties: list[Mention], part: Draft, hub: int) -> Draft:
    """Take the end of ties for what it is beside a new friendship: "after breaking off ties"."""
    others = tuple(i for i in (*part.actors, *part.recipients) if i != hub)
    verbs = {event_verb(sentence, [token_at(sentence, parties[i])]) for i in others}
    if part.root not in JOINT or not all(_severs(sentence, verb) for verb in verbs):
        return part
    return replace(part, root=Root.SANCTION, actors=(hub,), recipients=others)


def _severs(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb ends the ties of states."""
    objects = {
        sentence.lemmas[t]
        for t, head in enumerate(sentence.heads)
        if head == verb and sentence.labels[t] == "dobj"
    }
    return sentence.lemmas[verb] in _ENDING and bool(objects & _TIES)


def _clause(sentence: Sentence, token: int) -> int:
    """Give the verb of the clause that a word stands in: of the main one or of one beside it."""
    verb = event_verb(sentence, [token])
    while not _is_apart(sentence, verb) and sentence.heads[verb] != verb:
        verb = sentence.heads[verb]
    return verb


def _is_apart(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb opens a clause that tells something of its own."""
    label, above = sentence.labels[verb], sentence.words[sentence.heads[verb]].lower()
    return label in _APART or (label == "pcomp" and above in _WHEN)


def _is_in(pairs: list[Pair], party: int) -> bool:
    return any(party in {pair.actor, pair.other} for pair in pairs)


def _states(parties: list[Mention], pairs: list[Pair], hub: int) -> set[str]:
    others = {pair.other if pair.actor == hub else pair.actor for pair in pairs}
    return {actor.state for i in others for actor in parties[i].actors if actor.state}
