"""Order candidates by gradient-boosted trees over what was known before the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.outlook.affinity import REFIT_DAYS, Affinity, affinity_of
from detente.outlook.boosting import Trees, fit_ranking
from detente.outlook.candidates import Candidates, candidates_of
from detente.outlook.facts import Facts, Floats, Ints, first_of
from detente.outlook.knowledge import Knowledge
from detente.outlook.link_features import CATEGORIES, COARSE, FINE, coarse, fine

if TYPE_CHECKING:
    pass

SHORTLIST: Final = 120
"""Candidates that are looked at closely."""
TOP_KEPT, OTHERS_KEPT = 30, 40
"""Wrong candidates of a training query: those of the highest first score, and some others."""
TRAINING: Final = 40_000
"""Queries from which the order is learned: those of the latest days."""
FIRST_TRAINING: Final = 3_000
FIRST_TREES, TREES = 60, 350
CHUNK: Final = 1_000
"""Queries worked on at once; it bounds memory only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Hold scored candidates of queries of one day, sorted by query and object."""

    query: Annotated[Ints, "row of the query"]
    object: Annotated[Ints, "number of the candidate"]
    score: Annotated[Floats, "the higher the likelier; the shortlisted stand above the others"]
    rows: Annotated[Floats, "features of the shortlisted, in order; shape (…, len(FINE))"]
    shortlisted: Annotated[Ints, "places of the shortlisted"]


def queries_of(facts: Facts, day: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Give the different queries of one day, and row of the query and object of each fact."""
    start, stop = np.searchsorted(facts.days, [day, day + 1])
    width = 2 * facts.relations
    keys = facts.subjects[start:stop] * width + facts.kinds[start:stop]
    unique, rows = np.unique(keys, return_inverse=True)
    return unique // width, unique % width, rows, facts.objects[start:stop]


class Viewer:
    """Look at queries as of a day: candidates, shortlist and features.

    Parameters
    ----------
    facts : Facts
        With inverse ones.
    seed : int
        For the factorings.
    """

    def __init__(self, facts: Facts, *, seed: int = 0) -> None:
        self.facts, self.seed = facts, seed
        self.knowledge = Knowledge(facts)
        self.affinity: Affinity | None = None
        self.first: Trees | None = None

    def go_to(self, day: int) -> Affinity:
        """Learn all before `day`; work out affinities anew if they are old."""
        self.knowledge.learn(day)
        if self.affinity is None or day - self.affinity.day >= REFIT_DAYS:
            self.affinity = affinity_of(self.knowledge, seed=self.seed)
        return self.affinity

    def wide(self, subjects: Ints, kinds: Ints) -> tuple[Candidates, Floats]:
        """Give all candidates and their brief description."""
        assert self.affinity is not None
        found = candidates_of(self.knowledge, self.affinity, subjects, kinds)
        return found, coarse(self.knowledge, self.affinity, subjects, kinds, found)

    def close(self, subjects: Ints, kinds: Ints) -> tuple[Candidates, Floats, Ints, Floats]:
        """Give candidates, first scores, places of the shortlisted and their features."""
        found, rows = self.wide(subjects, kinds)
        assert self.first is not None and self.affinity is not None
        scores = self.first.score(rows)
        kept = np.flatnonzero(first_of(found.query, scores, SHORTLIST))
        short = Candidates(
            query=found.query[kept], object=found.object[kept], second=found.second[kept]
        )
        return (
            found,
            scores,
            kept,
            fine(self.knowledge, self.affinity, subjects, kinds, short, scores[kept]),
        )


def training_days(facts: Facts, stop: int, wanted: int) -> Ints:
    """Give the latest days before `stop` that hold so many facts, but at most half of all."""
    days, counts = np.unique(facts.days[facts.days < stop], return_counts=True)
    after = np.cumsum(counts[::-1])[::-1]
    return days[(after <= wanted) & (after <= after[0] / 2)]


def fit_first(viewer: Viewer, days: Ints, *, seed: int = 0) -> Trees:
    """Fit the few trees that make the shortlist."""
    parts = []
    random = np.random.default_rng(seed)
    for day in days:
        viewer.go_to(int(day))
        subjects, kinds, rows, objects = queries_of(viewer.facts, int(day))
        for chosen, asked in chunks(len(subjects), rows):
            found, table = viewer.wide(subjects[chosen], kinds[chosen])
            right = answers(found, rows[asked] - chosen.start, objects[asked], viewer)
            parts.append(sampled(found.query, table, right, table[:, 13], random))
    rows, right, sizes = (np.concatenate(part) for part in zip(*parts, strict=True))
    return fit_ranking(
        rows, right, sizes, names=COARSE, trees=FIRST_TREES, seed=seed,
        settings={"num_leaves": 31, "learning_rate": 0.1},
    )


def chunks(queries: int, rows: Ints) -> Iterator[tuple[slice, np.ndarray]]:
    """Give runs of queries, and which facts belong to each."""
    for start in range(0, queries, CHUNK):
        stop = min(start + CHUNK, queries)
        yield slice(start, stop), (rows >= start) & (rows < stop)


def answers(found: Candidates, rows: Ints, objects: Ints, viewer: Viewer) -> np.ndarray:
    """Tell which candidates came true."""
    width = viewer.knowledge.entities
    return np.isin(found.query * width + found.object, rows * width + objects)


def sampled(query, table, right, strength, random) -> tuple[Floats, Ints, Ints]:
    """Keep queries with an answer among the candidates, and part of the wrong candidates."""
    counts = np.bincount(query)
    solved = np.bincount(query, right)[query] > 0
    others = random.random(len(query)) < OTHERS_KEPT / np.maximum(counts[query] - TOP_KEPT, 1)
    kept = solved & (right | others | first_of(query, strength, TOP_KEPT))
    sizes = np.bincount(query[kept])
    return table[kept], right[kept].astype(np.int8), sizes[sizes > 0]
