"""Hold what is known of a graph of dated facts on a day, and nothing later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from detente.outlook.facts import Facts, Floats, Ints, spans
from detente.outlook.tallies import Tallies

RULE_LIVES: Final = (3.0, 20.0)
"""Half-lives of the weight by which an earlier act on a pair speaks for a later one; days."""
RULE_DAYS: Final = 90
"""Acts longer ago than this say nothing as rules; days."""
RULE_PRIOR: Final = 5.0
"""Facts of a relation without a follower that are added before it is trusted."""

TALLIES: Final = (
    "triple",
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
"""What is counted: each name says which parts of a fact make the key.

`country` is that of the subject and of the object by their names; `noun` is what stands before
it ("Citizen (Nigeria)"), kept apart by whether both are of one country.
"""


class Knowledge:
    """Hold tallies of all kinds of keys and the rules learned, as of a day that only advances.

    Parameters
    ----------
    facts : Facts
        Facts with their inverse ones. Those of later days lie ready, but count for nothing
        until `learn` reaches them.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.entities, self.kinds = facts.entities, 2 * facts.relations
        self.country, self.noun = facts.countries, facts.nouns
        self.countries = max(int(self.country.max(initial=0)) + 1, 1)
        self.nouns = int(self.noun.max(initial=0)) + 1
        keys = self.keys(facts.subjects, facts.kinds, facts.objects)
        self.tallies = {name: Tallies(key) for name, key in keys.items()}
        self._places = {name: self.tallies[name].find(key) for name, key in keys.items()}
        self._places["forward"][facts.kinds >= facts.relations] = self.tallies["forward"].none
        self._index()
        self.followed = np.zeros((len(RULE_LIVES), self.kinds, self.kinds), np.float32)
        self.seen = np.zeros(self.kinds, np.float32)
        self.day = self.learned = 0
        self._next = 0

    def keys(
        self, one: Ints, kind: Ints, two: Ints, wanted: Sequence[str] = TALLIES
    ) -> dict[str, Ints]:
        """Give the key of each kind of tally for rows of subject, relation and object."""
        return {name: self._key(name, one, kind, two) for name in wanted}

    def _key(self, name: str, one: Ints, kind: Ints, two: Ints) -> Ints:
        e, k, c = self.entities, self.kinds, self.countries
        if name in {"pair", "forward"}:
            return one * e + two
        if name == "triple":
            return (one * k + kind) * e + two
        if name == "relation_object":
            return kind * e + two
        if name == "object":
            return two
        if name == "subject_relation":
            return one * k + kind
        if name == "subject_noun":
            return one * self.nouns + self.noun[two]
        home, other = self.country[one], self.country[two]
        if name == "relation_noun":
            same = (home == other) & (home >= 0)
            return np.asarray((kind * self.nouns + self.noun[two]) * 2 + same, np.int64)
        key = {
            "subject_country": one * c + other,
            "relation_country": kind * c + other,
            "country_object": home * e + two,
            "country_triple": (home * k + kind) * e + two,
            "countries": (home * k + kind) * c + other,
        }[name]
        lacking = (home < 0) if name.startswith("country") else (other < 0)
        if name == "countries":
            lacking = (home < 0) | (other < 0)
        return np.where(lacking, -1, key)

    def inverse(self, kind: Ints) -> Ints:
        """Give the inverse of each relation."""
        half = self.facts.relations
        return np.where(kind < half, kind + half, kind - half)

    def learn(self, day: int) -> None:
        """Take in the facts of all days before `day`."""
        days = self.facts.days
        stop = int(np.searchsorted(days, day))
        while self._next < stop:
            now = int(days[self._next])
            end = int(np.searchsorted(days, now, side="right"))
            self._learn_rules(slice(self._next, end), now)
            for name, tally in self.tallies.items():
                tally.add(self._places[name][self._next : end], now)
            self._next = end
        self.day = self.learned = day

    def related(self, pairs: Ints) -> tuple[Ints, Ints]:
        """Give the triples that exist on pairs: row of `pairs`, and place of the triple.

        Triples that were not seen yet are among them, with count zero.
        """
        starts, stops = self._offsets[pairs], self._offsets[pairs + 1]
        rows = np.repeat(np.arange(len(pairs)), stops - starts)
        return rows, self._triples[spans(starts, stops - starts)]

    def recent(self, pairs: Ints, day: int) -> tuple[Ints, Ints, Ints]:
        """Give row, relation and age of what lately happened on pairs."""
        rows, triples = self.related(pairs)
        ages = day - self.tallies["triple"].last[triples]
        kept = ages <= RULE_DAYS
        kinds = self.tallies["triple"].keys[triples[kept]] // self.entities % self.kinds
        return rows[kept], kinds, ages[kept].astype(np.int64)

    def _index(self) -> None:
        """Sort the triples by their pairs."""
        keys, pairs = self.tallies["triple"].keys, self.tallies["pair"]
        one = keys // self.entities // self.kinds
        places = pairs.find(one * self.entities + keys % self.entities)
        self._triples = np.argsort(places, kind="stable")
        edges = np.arange(pairs.none + 2)
        self._offsets = np.searchsorted(places[self._triples], edges)

    def _learn_rules(self, which: slice, day: int) -> None:
        """Count which relations came before those of one day on the same pairs."""
        kinds = self.facts.kinds[which]
        rows, before, ages = self.recent(self._places["pair"][which], day)
        for number, life in enumerate(RULE_LIVES):
            weights = np.exp2(-ages / life).astype(np.float32)
            np.add.at(self.followed[number], (before, kinds[rows]), weights)
        np.add.at(self.seen, kinds, 1)

    def rule_scores(self, pairs: Ints, kinds: Ints, day: int) -> Floats:
        """Give sum and largest weight of the rules that speak for a relation on pairs.

        Returns
        -------
        array, shape (pairs, 2 for each half-life)
        """
        rows, before, ages = self.recent(pairs, day)
        out = np.zeros((len(pairs), 2 * len(RULE_LIVES)), np.float32)
        wanted = kinds[rows]
        starts = np.searchsorted(rows, np.arange(len(pairs)))
        filled = np.flatnonzero(np.diff(np.append(starts, len(rows))))
        for number, life in enumerate(RULE_LIVES):
            trust = self.followed[number][before, wanted] / (self.seen[before] + RULE_PRIOR)
            weight = trust * np.exp2(-ages / life).astype(np.float32)
            out[:, 2 * number] = np.bincount(rows, weight, len(pairs))
            if len(filled):
                out[filled, 2 * number + 1] = np.maximum.reduceat(weight, starts[filled])
        return out
