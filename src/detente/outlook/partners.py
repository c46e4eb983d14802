"""Name who comes next in any graph of dated facts, with probabilities and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

import numpy as np

from detente.errors import InputError
from detente.outlook.facts import Facts, Ints, Reals, both_ways
from detente.outlook.link_words import Labels, labels_of, reasons_for
from detente.outlook.recurrency import USUAL

if TYPE_CHECKING:
    from detente.outlook.reranker import Ranker

Method = Literal["auto", "recurrency", "trees"]
METHODS: Final = {
    "recurrency": "recurrency with usual partners, 1",
    "trees": "boosted trees over recency, frequency and structure, 1",
}
"""Name and version of each method, as it stands in a forecast."""
ENOUGH_FOR_TREES: Final = 20_000
"""Facts from which trees are fitted; with fewer, recurrency is as good and needs no time."""
PRIOR_ACTS: Final = 2.0
"""Acts by which the usual partners of all weigh beside the subject's own past."""
_WANTED, _TREES = 20_000, 100
"""Facts to learn from and trees: less than for scoring, so that an answer takes no minute."""
_HELD_OUT: Final = 600
_SHARPNESS: Final = tuple(1.2**step for step in range(-8, 13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Hold one answer to the question who comes next."""

    entity: Annotated[int, "number of the entity"]
    name: Annotated[str, "its name"]
    probability: Annotated[float, "that the next such act of the subject is with it; 0..1"]
    reasons: Annotated[tuple[str, ...], "what speaks for it, in words; strongest first"]
    method: Annotated[str, "name and version of the method"]


def next_partners(
    facts: Facts,
    subject: int,
    kind: int,
    day: int,
    *,
    most: int = 10,
    method: Method = "auto",
    seed: int = 0,
    labels: Labels | None = None,
    explained: int | None = None,
) -> list[Partner]:
    """Name who comes next in (subject, relation, ?) as of a day, with reasons.

    Parameters
    ----------
    facts : Facts
        Without inverse ones. Only days before `day` are looked at.
    subject, kind : int
        Numbers of the subject and of the relation; a relation plus `facts.relations` asks by
        whom.
    day : int
        First day that is not known.
    most : int
        How many answers at most.
    method : {"auto", "recurrency", "trees"}
        See `forecast_links`.
    labels : Labels, optional
        How relations are called; numbers if absent.
    explained : int, optional
        For how many answers reasons are given; all if absent.

    Returns
    -------
    list of Partner
        Likeliest first; only entities that have any chance.

    Raises
    ------
    InputError
        If subject or relation is not in the facts.
    """
    if not 0 <= subject < facts.entities or not 0 <= kind < 2 * facts.relations:
        raise InputError(f"no entity {subject} or no relation {kind} among the facts")
    known = both_ways(facts.chosen(facts.days < day))
    words = labels or labels_of([f"relation {number}" for number in range(facts.relations)])
    trees = method == "trees" or (method == "auto" and len(known) >= 2 * ENOUGH_FOR_TREES)
    if trees:
        chances = _by_trees(known, subject, kind, day, seed=seed)
    else:
        chances = _by_recurrency(known, subject, kind, day)
    order = np.argsort(-chances, kind="stable")[:most]
    told = most if explained is None else explained
    return [
        Partner(
            entity=int(two),
            name=facts.names[two],
            probability=float(chances[two]),
            reasons=reasons_for(known, subject, kind, int(two), day=day, labels=words)
            if n < told
            else (),
            method=METHODS["trees" if trees else "recurrency"],
        )
        for n, two in enumerate(order)
        if chances[two] > 0
    ]


def _by_recurrency(known: Facts, subject: int, kind: int, day: int) -> Reals:
    """Share the next act among the subject's own past partners and those usual for the act."""
    of_kind = known.kinds == kind
    own = of_kind & (known.subjects == subject)
    weight = np.exp2(-USUAL[0] * (day - known.days[own]))
    strict = np.bincount(known.objects[own], weight, known.entities)
    counts = np.bincount(known.objects[of_kind], minlength=known.entities).astype(float)
    pairs = np.bincount(known.objects[known.subjects == subject], minlength=known.entities)
    usual: Reals = counts + pairs
    usual[subject] = 0
    mixed: Reals = strict + PRIOR_ACTS * usual / max(float(usual.sum()), 1.0)
    return mixed / max(float(mixed.sum()), 1e-300)


def _by_trees(known: Facts, subject: int, kind: int, day: int, *, seed: int) -> Reals:
    """Fit trees on the latest days and turn their scores into shares.

    How sharply scores are read is chosen by the likelihood of the last days, which the trees
    did not learn from.
    """
    from detente.outlook.reranker import Ranker, training_days

    held = training_days(known, day, _HELD_OUT)
    ranker = Ranker(known, seed=seed)
    ranker.fit(int(held[0]), wanted=_WANTED, trees=_TREES)
    sharpness = _sharpness(ranker, held)
    ranker.go_to(day)
    ranked = ranker.rank(np.array([subject]), np.array([kind]))
    chances = np.zeros(known.entities)
    scores = ranked.score[ranked.short].astype(float) * sharpness
    weight = np.exp(scores - scores.max(initial=-np.inf))
    chances[ranked.object[ranked.short]] = weight / weight.sum()
    return chances


def _sharpness(ranker: Ranker, days: Ints) -> float:
    """Choose the factor on scores under which the last days were likeliest."""
    from detente.outlook.reranker import queries_of, right_among

    likelihood = np.zeros(len(_SHARPNESS))
    for day in days:
        ranker.go_to(int(day))
        for queries, _ in queries_of(ranker.facts, int(day)).parts():
            ranked = ranker.rank(queries.subjects, queries.kinds)
            right = right_among(ranked, queries, ranker.facts.entities)[ranked.short]
            query, score = ranked.query[ranked.short], ranked.score[ranked.short].astype(float)
            for number, factor in enumerate(_SHARPNESS):
                weight = np.exp((score - score.max(initial=0)) * factor)
                share = weight / np.bincount(query, weight)[query]
                likelihood[number] += np.log(np.maximum(share[right], 1e-9)).sum()
    return _SHARPNESS[int(np.argmax(likelihood))]
