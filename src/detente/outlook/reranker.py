"""Order candidates by gradient-boosted trees over what was known before the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from detente.outlook.affinity import REFIT_DAYS, Affinity, affinity_of
from detente.outlook.boosting import TREES, Trees, fit_ranking
from detente.outlook.candidates import Candidates, candidates_of
from detente.outlook.facts import Facts, Flags, Floats, Ints, Reals, first_of
from detente.outlook.knowledge import Knowledge
from detente.outlook.link_features import FINE, fine
from detente.outlook.shortlist import Linear, brief, fit_linear

SHORTLIST: Final = 100
"""Candidates that are looked at closely."""
TOP_KEPT, OTHERS_KEPT = 20, 20
"""Wrong candidates of a training query: those of the highest first score, and some others."""
TRAINING: Final = 60_000
"""Facts, with inverse ones, from which the order is learned: those of the latest days."""
FIRST_TRAINING: Final = 4_000
"""Facts from which the shortlist is learned: those of the days before."""
CHUNK: Final = 1_000
"""Queries worked on at once; it bounds memory only."""
_ABOVE: Final = 1e4


@dataclass(frozen=True, slots=True, kw_only=True)
class Queries:
    """Hold the different queries of one day and the facts that answer them."""

    subjects: Annotated[Ints, "subject of each query"]
    kinds: Annotated[Ints, "relation of each query"]
    rows: Annotated[Ints, "row of the query, for every fact"]
    objects: Annotated[Ints, "right answer, for every fact"]

    def parts(self) -> Iterator[tuple[Queries, Flags]]:
        """Give runs of queries, and which facts belong to each."""
        for start in range(0, len(self.subjects), CHUNK):
            chosen = slice(start, start + CHUNK)
            facts = (self.rows >= start) & (self.rows < start + CHUNK)
            part = Queries(
                subjects=self.subjects[chosen],
                kinds=self.kinds[chosen],
                rows=self.rows[facts] - start,
                objects=self.objects[facts],
            )
            yield part, facts


def queries_of(facts: Facts, day: int) -> Queries:
    """Give the queries of one day."""
    start, stop = np.searchsorted(facts.days, [day, day + 1])
    width = 2 * facts.relations
    keys = facts.subjects[start:stop] * width + facts.kinds[start:stop]
    unique, rows = np.unique(keys, return_inverse=True)
    return Queries(
        subjects=unique // width, kinds=unique % width, rows=rows, objects=facts.objects[start:stop]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Hold scored candidates of queries, sorted by query and object."""

    query: Annotated[Ints, "row of the query"]
    object: Annotated[Ints, "number of the candidate"]
    score: Annotated[Reals, "the higher the likelier; the shortlisted stand above the others"]
    short: Annotated[Flags, "whether it was looked at closely"]


class Ranker:
    """Look at queries as of a day and order the answers.

    Parameters
    ----------
    facts : Facts
        With inverse ones. A query of a day sees facts of earlier days only.
    seed : int
        For everything that is drawn.
    """

    def __init__(self, facts: Facts, *, seed: int = 0) -> None:
        self.facts, self.seed = facts, seed
        self.knowledge = Knowledge(facts)
        self.affinity: Affinity = affinity_of(self.knowledge, seed=seed)
        self.first: Linear | None = None
        self.second: tuple[Trees, ...] = ()

    def go_to(self, day: int, *, known_before: int | None = None) -> None:
        """Learn all before `day`, or before an earlier day if the history is to be frozen."""
        self.knowledge.learn(day if known_before is None else min(day, known_before))
        old = self.knowledge.learned - self.affinity.learned
        if old >= REFIT_DAYS or (old and not self.affinity.learned):
            self.affinity = affinity_of(self.knowledge, seed=self.seed)
        self.knowledge.day = day

    def fit(
        self, stop: int, *, wanted: int = TRAINING, models: int = 1, trees: int = TREES
    ) -> None:
        """Learn shortlist and order from the latest days before `stop`.

        Parameters
        ----------
        stop : int
            First day that is not learned from.
        wanted : int
            Facts to learn from, with inverse ones.
        models : int
            How many sets of trees, of other seeds, whose scores are averaged.
        trees : int
            How many trees a set has.
        """
        days = training_days(self.facts, stop, wanted)
        before = training_days(self.facts, int(days[0]), FIRST_TRAINING)
        self.first = self._fit_first(before)
        rows, right, sizes = self._examples(days)
        self.second = tuple(
            fit_ranking(rows, right, sizes, names=FINE, trees=trees, seed=self.seed + number)
            for number in range(models)
        )

    def rank(self, subjects: Ints, kinds: Ints) -> Ranked:
        """Score the candidates of queries as of the day gone to."""
        found, first, kept, rows = self.look(subjects, kinds)
        short = np.zeros(len(first), bool)
        short[kept] = True
        score = first.astype(np.float64)
        score[kept] = _ABOVE + np.mean([trees.score(rows) for trees in self.second], axis=0)
        return Ranked(query=found.query, object=found.object, score=score, short=short)

    def look(self, subjects: Ints, kinds: Ints) -> tuple[Candidates, Floats, Ints, Floats]:
        """Give candidates, first scores, places of the shortlisted and their features."""
        found, rows = self._wide(subjects, kinds)
        if self.first is None:
            raise RuntimeError("a ranker looks closely only after it was fitted")
        scores = self.first.score(rows)
        kept = np.flatnonzero(first_of(found.query, scores, SHORTLIST))
        short = found.chosen(kept)
        table = fine(self.knowledge, self.affinity, subjects, kinds, short, scores=scores[kept])
        return found, scores, kept, table

    def _wide(self, subjects: Ints, kinds: Ints) -> tuple[Candidates, Floats]:
        found = candidates_of(self.knowledge, self.affinity, subjects, kinds)
        return found, brief(self.knowledge, self.affinity, subjects, kinds, found)

    def _fit_first(self, days: Ints) -> Linear:
        parts = []
        for day in days:
            self.go_to(int(day))
            for queries, _ in queries_of(self.facts, int(day)).parts():
                found, rows = self._wide(queries.subjects, queries.kinds)
                parts.append((rows, right_among(found, queries, self.facts.entities)))
        rows, right = (np.concatenate(part) for part in zip(*parts, strict=True))
        return fit_linear(rows, right)

    def _examples(self, days: Ints) -> tuple[Floats, Ints, Ints]:
        parts = []
        random = np.random.default_rng(self.seed)
        for day in days:
            self.go_to(int(day))
            for queries, _ in queries_of(self.facts, int(day)).parts():
                found, scores, kept, rows = self.look(queries.subjects, queries.kinds)
                short = found.chosen(kept)
                right = right_among(short, queries, self.facts.entities)
                chosen = sampled(short.query, right, scores[kept], random)
                sizes = np.bincount(short.query[chosen])
                parts.append((rows[chosen], right[chosen].astype(np.int64), sizes[sizes > 0]))
        return _joined(parts)


def _joined(parts: Sequence[tuple[Floats, Ints, Ints]]) -> tuple[Floats, Ints, Ints]:
    rows, right, sizes = (np.concatenate(part) for part in zip(*parts, strict=True))
    return rows, right, sizes


def training_days(facts: Facts, stop: int, wanted: int) -> Ints:
    """Give the latest days before `stop` that hold so many facts, but at most half of all.

    There is at least one day, if there are two before `stop`.
    """
    days, counts = np.unique(facts.days[facts.days < stop], return_counts=True)
    after = np.cumsum(counts[::-1])[::-1]
    kept = (after <= wanted) & (after <= after[:1] / 2)
    return days[kept] if kept.any() else days[1:][-1:]


def right_among(found: Candidates | Ranked, queries: Queries, entities: int) -> Flags:
    """Tell which candidates came true."""
    keys = queries.rows * entities + queries.objects
    return np.isin(found.query * entities + found.object, keys)


def sampled(query: Ints, right: Flags, strength: Floats, random: np.random.Generator) -> Flags:
    """Choose queries with a right candidate, and part of their wrong candidates."""
    counts = np.bincount(query)
    solved = np.bincount(query, right)[query] > 0
    others = random.random(len(query)) < OTHERS_KEPT / np.maximum(counts[query] - TOP_KEPT, 1)
    return solved & (right | others | first_of(query, strength, TOP_KEPT))
