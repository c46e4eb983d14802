"""Judge how likely an event is right as it is told: its root, its status and who took part.

The classifier judges two marks of a sentence at a time. Whether the event is right hangs on more:
on all the marks that stand for the same states, on how sure the status is, on parties that had to
be guessed from what stands before, and on whether the document tells the same elsewhere. These
signs are weighed by a logistic regression (`training/judge.py`), whose weights are the asset
``coder-judge``.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Final

from detente.assets import read_asset
from detente.codes import Root, Status
from detente.events.decode import LABELS, NOBODY, Draft, Pair
from detente.ontology.plover import JOINT

if TYPE_CHECKING:
    from detente.events.build import Reading
    from detente.records import Event, Mention

FEW: Final = 3
"""Sentences with parties up to which a document is too short to tell a thing twice."""
SOMETIMES: Final = ("told_again", "same_states")
"""Signs that the rest of a document gives, if it has one."""
_EDGE: Final = 0.001
"""Probabilities are taken to be this far from 0 and 1 at least, so that logits stay small."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the regression: the logit of the probability is the constant and the weighted signs."""

    constant: Annotated[float, "logit where all signs are 0"]
    weights: Annotated[dict[str, float], "weight of each sign"]
    usual: Annotated[dict[str, float], "mean of the signs that not every document gives"]

    def chance(self, signs: dict[str, float]) -> float:
        """Give the probability that an event with these signs is right; 0..1."""
        known = {**self.usual, **signs}
        logit = self.constant + sum(self.weights[name] * known[name] for name in self.weights)
        return 1 / (1 + math.exp(-logit))


def load_weights() -> Weights:
    """Load the weights that ship with the package."""
    return Weights(**json.loads(read_asset("coder-judge")))


@dataclass(slots=True)
class Judged:
    """Hold an event of a document with what speaks for it."""

    event: Annotated[Event, "the event, with the probability of its best pair"]
    signs: Annotated[dict[str, float], "signs within its sentence"]
    start: Annotated[int, "offset of its sentence; characters"]
    states: Annotated[frozenset[str], "states and bodies on both sides"] = field(init=False)

    def __post_init__(self) -> None:
        sides = (*self.event.actors, *self.event.recipients)
        self.states = frozenset(actor.state for actor in sides if actor.state)


def judge(found: Sequence[Judged], sentences: int, weights: Weights) -> list[Event]:
    """Give the events of one document with the probability that each is right as it is told.

    Parameters
    ----------
    found : sequence of Judged
        All events of the document, the doubtful ones too.
    sentences : int
        Sentences of the document that name parties.
    weights : Weights
        Of the regression.

    Returns
    -------
    list of Event
        One for each, in the order given.
    """
    by_states: dict[frozenset[str], list[Judged]] = defaultdict(list)
    for one in found:
        by_states[one.states].append(one)
    events = []
    for one in found:
        echoes = echoes_in(one, by_states[one.states]) if sentences > FEW else {}
        chance = weights.chance({**one.signs, **echoes})
        events.append(replace(one.event, probability=round(chance, 4)))
    return events


def echoes_in(one: Judged, found: Sequence[Judged]) -> dict[str, float]:
    """Give how surely other sentences of a document tell the same, or any act of these states."""
    event = one.event
    elsewhere = [
        other.event for other in found if other.start != one.start and other.states == one.states
    ]
    same = [e for e in elsewhere if e.root == event.root and e.status == event.status]
    return {
        "told_again": max((e.probability for e in same), default=0.0),
        "same_states": max((e.probability for e in elsewhere), default=0.0),
    }


def signs_of(reading: Reading, draft: Draft, event: Event) -> dict[str, float]:
    """Give the signs by which an event is judged, of its own sentence.

    Parameters
    ----------
    reading : Reading
        The sentence, with what the classifier says of all pairs of its parties.
    draft, event : Draft, Event
        The event in terms of parties, and as it was built.
    """
    parties, context = reading.parties, reading.last
    at = 1 + LABELS.index(draft.root)
    best = max(draft.pairs, key=lambda pair: pair.roots[at])
    alike = [pair for pair in reading.pairs if _stands_for(parties, pair, best, draft.root)]
    missed = math.prod(1 - float(pair.roots[at]) for pair in alike)
    acting = [parties[i] for i in (*draft.actors, *draft.recipients)]
    named = {actor.state for party in parties for actor in party.actors if actor.state}
    told = {actor.state for actor in (*event.actors, *event.recipients) if actor.state}
    others = [
        other.probability
        for other in reading.drafts
        if other is not draft and _on_sides(parties, other) == _on_sides(parties, draft)
    ]
    shared = [_states(party) for party in acting if len(_states(party)) > 1]
    titled = context.titled | {context.home}
    statuses = [sum(float(p.statuses[i]) for p in draft.pairs) for i in range(len(Status))]
    return {
        "best_pair": _logit(draft.probability),
        "all_pairs": _logit(1 - missed),
        "any_act": _logit(max(1 - float(pair.roots[0]) for pair in (*alike, best))),
        "other_root": sorted(float(chance) for chance in best.roots[1:])[-2],
        "other_act": max(others, default=0.0),
        "status": _logit(max(statuses) / len(draft.pairs)),
        "planned": float(event.status == Status.PLANNED),
        "hypothetical": float(event.status == Status.HYPOTHETICAL),
        "contact": float(draft.root == Root.CONSULT),
        "pronoun": float(any(party.kind == "pronoun" for party in acting)),
        "one_state": float(len(told) == 1),
        "many_states": float(len(told) > 2),
        "shared_mark": float(bool(shared)),
        "shared_elsewhere": float(any(not states <= titled for states in shared)),
        "unknown": float(any(not _states(party) for party in acting)),
        "bystanders": math.log1p(len(named - told)),
        "place": math.log1p(min(party.start for party in acting)),
        "quotes": float("“" in reading.sentence.text or '"' in reading.sentence.text),
    }


def _logit(chance: float) -> float:
    chance = min(max(chance, _EDGE), 1 - _EDGE)
    return math.log(chance / (1 - chance))


def _states(party: Mention) -> frozenset[str]:
    return frozenset(actor.state for actor in party.actors if actor.state)


def _on_sides(parties: list[Mention], draft: Draft) -> frozenset[str]:
    """Give the states of all parties of a draft."""
    return frozenset().union(*(_states(parties[i]) for i in (*draft.actors, *draft.recipients)))


def _stands_for(parties: list[Mention], pair: Pair, best: Pair, root: Root) -> bool:
    """Tell whether a pair is of the same states as another; in a joint act either way round."""

    def same(first: int, second: int) -> bool:
        if NOBODY in (first, second) or first == second:
            return first == second
        return bool(_states(parties[first])) and _states(parties[first]) == _states(parties[second])

    if same(pair.actor, best.actor) and same(pair.other, best.other):
        return True
    return root in JOINT and same(pair.actor, best.other) and same(pair.other, best.actor)
