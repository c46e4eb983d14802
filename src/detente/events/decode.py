"""Turn probabilities of pairs into events: who acts together, and to whom.

Pairs with the same root that share a party belong to one event, so a meeting of three is one
event and not six rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.codes import Issue, Root, Status
from detente.ontology.plover import JOINT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NOBODY: Final = -1
"""Stands for 'no recipient' in a pair."""
LEAST: Final = 0.3
"""Probability of its likeliest root from which a pair is believed and takes part in an event. Of
.2, .25, .3 and .35 on the development sentences (`python -m eval.sentences`), .3 gave the best F1.
To be chosen again with a new model."""
WEAK: Final = 0.6
"""Share of the probability of the best pair of an event below which another pair is none of it:
who is named beside a visitor does not visit. Of 0 and .4 to .8 on the development sentences, on
`eval/gold` and on the sentences kept from training .6 gave the best F1 of all."""
LABELS: Final[tuple[Root, ...]] = tuple(Root)
STATUSES: Final[tuple[Status, ...]] = tuple(Status)
ISSUES: Final[tuple[Issue, ...]] = tuple(Issue)


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold what the classifier says of one ordered pair of parties."""

    actor: Annotated[int, "index of the party that would act"]
    other: Annotated[int, "index of the party acted on; -1: nobody"]
    roots: Annotated[NDArray[np.float32], "probabilities of none and the 16 roots"]
    statuses: Annotated[NDArray[np.float32], "probabilities of the four statuses, given an event"]
    issues: Annotated[NDArray[np.float32], "probabilities of the ten issue areas, given an event"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold one event in terms of parties of the sentence."""

    root: Annotated[Root, "root"]
    actors: Annotated[tuple[int, ...], "indices of parties"]
    recipients: Annotated[tuple[int, ...], "indices of parties; empty for a joint act"]
    probability: Annotated[float, "probability of the root, for its best pair; 0..1"]
    pairs: Annotated[tuple[Pair, ...], "pairs it was made of"]


def decode(pairs: list[Pair], *, threshold: float, least: float = LEAST) -> list[Draft]:
    """Make events of pairs.

    Parameters
    ----------
    pairs : list of Pair
        All ordered pairs of one sentence.
    threshold : float
        Probability that an event must have to be kept: that of the likeliest root of its best pair.
    least : float
        Probability that the likeliest root of a pair must have, lowered to the threshold.
    """
    least = min(least, threshold)
    believed: dict[Root, list[tuple[float, Pair]]] = {}
    for pair in pairs:
        best = int(pair.roots[1:].argmax())
        probability = float(pair.roots[1 + best])
        if probability >= least:
            believed.setdefault(LABELS[best], []).append((probability, pair))
    drafts = []
    for root, found in believed.items():
        for cluster in _standing(found):
            draft = _draft(root, cluster)
            if draft is not None and draft.probability >= threshold:
                drafts.append(draft)
    return drafts


def _standing(found: list[tuple[float, Pair]]) -> list[list[tuple[float, Pair]]]:
    """Group pairs, and leave out those that are weak beside the best one of their group."""
    groups = []
    for cluster in _clusters(found):
        best = max(probability for probability, _ in cluster)
        kept = [item for item in cluster if item[0] >= WEAK * best]
        groups += [cluster] if len(kept) == len(cluster) else _clusters(kept)
    return groups


def _clusters(found: list[tuple[float, Pair]]) -> list[list[tuple[float, Pair]]]:
    """Group pairs that share a party on the same side; those with nobody join by their actor."""
    clusters: list[list[tuple[float, Pair]]] = []
    with_other = [item for item in found if item[1].other != NOBODY]
    for item in with_other:
        touching = [c for c in clusters if any(_touch(item[1], pair) for _, pair in c)]
        merged = [item, *(member for cluster in touching for member in cluster)]
        clusters = [c for c in clusters if c not in touching]
        clusters.append(merged)
    taken = {party for _, pair in with_other for party in (pair.actor, pair.other)}
    alone = [item for item in found if item[1].other == NOBODY and item[1].actor not in taken]
    if alone:
        clusters.append(alone)
    return clusters


def _touch(first: Pair, second: Pair) -> bool:
    same_side = first.actor == second.actor or first.other == second.other
    return same_side or (first.actor == second.other and first.other == second.actor)


def _draft(root: Root, cluster: list[tuple[float, Pair]]) -> Draft | None:
    weight_as_actor: dict[int, float] = {}
    weight_as_other: dict[int, float] = {}
    for probability, pair in cluster:
        weight_as_actor[pair.actor] = weight_as_actor.get(pair.actor, 0.0) + probability
        if pair.other != NOBODY:
            weight_as_other[pair.other] = weight_as_other.get(pair.other, 0.0) + probability
    both = set(weight_as_actor) & set(weight_as_other)
    if root in JOINT and both:
        actors, recipients = set(weight_as_actor) | set(weight_as_other), set()
    else:
        actors = {p for p, w in weight_as_actor.items() if w >= weight_as_other.get(p, 0.0)}
        recipients = set(weight_as_other) - actors
    if not actors:
        return None
    return Draft(
        root=root,
        actors=tuple(sorted(actors)),
        recipients=tuple(sorted(recipients)),
        probability=max(probability for probability, _ in cluster),
        pairs=tuple(pair for _, pair in cluster),
    )
