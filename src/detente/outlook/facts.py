"""Hold dated facts between actors as arrays: who did what to whom on which day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Reals = NDArray[np.float64]
Flags = NDArray[np.bool_]

_STATE: Final = re.compile(r"\(([^()]*)\)\s*$")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Hold facts in order of their days; entities and relations are numbers.

    Relations from `relations` on are the inverse ones: who was done something by whom.
    """

    subjects: Annotated[Ints, "number of who acts; shape (facts,)"]
    kinds: Annotated[Ints, "number of the relation; inverse ones follow the others"]
    objects: Annotated[Ints, "number of whom it is done to"]
    days: Annotated[Ints, "day of each, ascending; days"]
    names: Annotated[tuple[str, ...], "name of each entity"]
    relations: Annotated[int, "how many relations there are, without inverse ones"]

    def __len__(self) -> int:
        return len(self.days)

    @property
    def entities(self) -> int:
        """Give the number of entities."""
        return len(self.names)

    @cached_property
    def countries(self) -> Ints:
        """Give the number of each entity's country by its name; -1 where it tells none."""
        return countries_of(self.names)

    @cached_property
    def nouns(self) -> Ints:
        """Give the number of the words before the country; 0 where there is no country."""
        return nouns_of(self.names)

    def chosen(self, which: Flags | Ints | slice) -> Facts:
        """Give some of the facts, in the same order."""
        return Facts(
            subjects=self.subjects[which],
            kinds=self.kinds[which],
            objects=self.objects[which],
            days=self.days[which],
            names=self.names,
            relations=self.relations,
        )


def facts_of(
    subjects: Ints,
    kinds: Ints,
    objects: Ints,
    days: Ints,
    *,
    names: tuple[str, ...],
    relations: int,
) -> Facts:
    """Make facts from columns in any order."""
    order = np.argsort(days, kind="stable")
    columns = (np.asarray(column, np.int64)[order] for column in (subjects, kinds, objects, days))
    one, kind, two, day = columns
    return Facts(subjects=one, kinds=kind, objects=two, days=day, names=names, relations=relations)


def both_ways(facts: Facts) -> Facts:
    """Add the inverse of every fact, so that "by whom" is asked like "to whom"."""
    return facts_of(
        np.concatenate([facts.subjects, facts.objects]),
        np.concatenate([facts.kinds, facts.kinds + facts.relations]),
        np.concatenate([facts.objects, facts.subjects]),
        np.concatenate([facts.days, facts.days]),
        names=facts.names,
        relations=facts.relations,
    )


def countries_of(names: tuple[str, ...]) -> Ints:
    """Give numbers to countries in brackets behind names, or that are names themselves.

    A country counts if two names at least carry it.

    Examples
    --------
    >>> countries_of(("Citizen (Chad)", "Police (Chad)", "Chad", "Ban Ki-moon")).tolist()
    [0, 0, 0, -1]
    """
    told: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        found = _STATE.search(name)
        if found:
            told.setdefault(found[1].strip(), []).append(place)
    plain = {name: place for place, name in enumerate(names)}
    numbers = np.full(len(names), -1, np.int64)
    shared = sorted(name for name, places in told.items() if len(places) > 1)
    for number, name in enumerate(shared):
        numbers[told[name]] = number
        if name in plain:
            numbers[plain[name]] = number
    return numbers


def nouns_of(names: tuple[str, ...]) -> Ints:
    """Give numbers to what stands before the country: "Citizen", "Police"; 0 for none.

    Words that only one country has count as none.

    Examples
    --------
    >>> nouns_of(("Citizen (Chad)", "Citizen (Mali)", "Mali", "Oil Ministry (Mali)")).tolist()
    [1, 1, 0, 0]
    """
    words = [
        name[: found.start()].strip() if (found := _STATE.search(name)) else "" for name in names
    ]
    known, counts = np.unique(words, return_counts=True)
    shared = {str(word) for word, n in zip(known, counts, strict=True) if word and n > 1}
    order = {word: number + 1 for number, word in enumerate(sorted(shared))}
    return np.array([order.get(word, 0) for word in words], np.int64)


def spans(starts: Ints, counts: Ints) -> Ints:
    """Give the numbers start, start + 1 … of every span, one span behind the other.

    Examples
    --------
    >>> spans(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def distinct(keys: Ints) -> Ints:
    """Give the different keys in order; for long arrays faster than `numpy.unique`."""
    ordered = np.sort(keys)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(keys) else ordered


def first_of(groups: Ints, strength: NDArray[np.floating], most: int) -> Flags:
    """Tell which rows are among the strongest `most` of their group.

    Parameters
    ----------
    groups : array
        Group of each row, ascending.
    strength : array
        The larger the stronger; equal ones in order of rows.
    most : int
        How many of each group.
    """
    order = np.lexsort((-strength, groups))
    _, starts, counts = np.unique(groups, return_index=True, return_counts=True)
    place = np.arange(len(groups)) - np.repeat(starts, counts)
    kept = np.zeros(len(groups), bool)
    kept[order[place < most]] = True
    return kept
