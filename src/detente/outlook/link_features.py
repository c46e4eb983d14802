"""Describe candidates by what was known before the day: how often, how lately, how near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.outlook.affinity import dots
from detente.outlook.facts import Floats, Ints
from detente.outlook.knowledge import RULE_LIVES
from detente.outlook.tallies import HALF_LIVES, WIDTH

if TYPE_CHECKING:
    from detente.outlook.affinity import Affinity
    from detente.outlook.candidates import Candidates
    from detente.outlook.knowledge import Knowledge

_READ: Final = ("count", *(f"faded_{life:g}" for life in HALF_LIVES), "age")
FINE_KINDS: Final = (
    "triple",
    "inverse",
    "pair",
    "forward",
    "relation_object",
    "object",
    "subject_relation",
    "subject_country",
    "relation_country",
    "country_object",
    "country_triple",
    "countries",
    "relation_noun",
    "subject_noun",
)
_RULES: Final = tuple(
    f"rules_{life:g}.{what}" for life in RULE_LIVES for what in ("sum", "largest")
)
_OTHER: Final = (
    *_RULES,
    "affinity.pair",
    "affinity.back",
    "affinity.like",
    "affinity.short",
    "affinity.acts",
    "affinity.habits",
    "ways",
    "same_country",
    "relation",
    "candidates",
)
RANKED: Final = (
    "triple.faded_40",
    "pair.faded_10",
    "relation_object.faded_40",
    "country_triple.faded_40",
    "rules_20.sum",
    "affinity.acts",
    "affinity.habits",
    "ways",
    "first_score",
)
FINE: Final = (
    *(f"{kind}.{what}" for kind in FINE_KINDS for what in _READ),
    *_OTHER,
    "first_score",
    *(f"{name}.{what}" for name in RANKED for what in ("place", "share")),
)
"""Names of the features by which the shortlist is ordered."""


def fine(
    knowledge: Knowledge,
    affinity: Affinity,
    subjects: Ints,
    kinds: Ints,
    found: Candidates,
    *,
    scores: Floats,
) -> Floats:
    """Describe the shortlisted; `scores` are those by which they were; shape (…, len(FINE))."""
    one, kind, two = subjects[found.query], kinds[found.query], found.object
    out = np.empty((len(two), len(FINE)), np.float32)
    keys = knowledge.keys(one, kind, two)
    keys["inverse"] = knowledge.keys(one, knowledge.inverse(kind), two)["triple"]
    places = {}
    for number, name in enumerate(FINE_KINDS):
        tally = knowledge.tallies["triple" if name == "inverse" else name]
        places[name] = tally.find(keys[name])
        tally.read(places[name], knowledge.day, out[:, WIDTH * number : WIDTH * (number + 1)])
    column = WIDTH * len(FINE_KINDS)
    others = [
        *knowledge.rule_scores(places["pair"], kind, knowledge.day).T,
        dots(*affinity.pair, one, two),
        dots(affinity.pair[1], affinity.pair[0], one, two),
        dots(affinity.pair[1], affinity.pair[1], one, two),
        dots(*affinity.short, one, two),
        dots(*affinity.acts, one, places["relation_object"]),
        dots(*affinity.habits, places["subject_relation"], two),
        found.second,
        knowledge.country[one] == np.where(knowledge.country[two] < 0, -2, knowledge.country[two]),
        kind,
        np.bincount(found.query)[found.query],
        scores,
    ]
    for values in others:
        out[:, column] = values
        column += 1
    _compare(out, found.query, column)
    return out


def _compare(out: Floats, query: Ints, column: int) -> None:
    """Write place and share within the query of the features that are to be compared."""
    _, starts, counts = np.unique(query, return_index=True, return_counts=True)
    begin = np.repeat(starts, counts)
    for name in RANKED:
        values = out[:, FINE.index(name)]
        order = np.lexsort((-values, query))
        out[order, column] = np.arange(len(query)) - begin
        total = np.repeat(np.maximum.reduceat(values, starts), counts)
        if name == "first_score":
            out[:, column + 1] = values - total
        else:
            out[:, column + 1] = values / np.maximum(total, 1e-6)
        column += 2
