"""Name the actors who may be the answer: partners, who is usual, and who is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.outlook.affinity import sparse_table
from detente.outlook.facts import Floats, Ints, distinct, first_of, spans
from detente.outlook.tallies import Tallies

if TYPE_CHECKING:
    from detente.outlook.affinity import Affinity
    from detente.outlook.knowledge import Knowledge

PARTNERS: Final = 400
"""Past partners of the subject, those of most weight."""
USUAL: Final = 150
"""Most frequent objects of the relation."""
OF_COUNTRY: Final = 120
"""Most frequent partners of the subject's country."""
SECOND: Final = 50
"""Partners of recent partners."""
NEAR: Final = 50
"""Actors that like subjects deal with, by affinity."""
_DAY_40: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Hold candidates of queries of one day, sorted by query and object."""

    query: Annotated[Ints, "row of the query; ascending"]
    object: Annotated[Ints, "number of the candidate"]
    second: Annotated[Floats, "weight of the ways to it over one recent partner"]

    def chosen(self, places: Ints) -> Candidates:
        """Give some of them."""
        return Candidates(
            query=self.query[places], object=self.object[places], second=self.second[places]
        )


def candidates_of(
    knowledge: Knowledge, affinity: Affinity, subjects: Ints, kinds: Ints
) -> Candidates:
    """Give the candidates of queries (subject, relation, ?) as of the day of the knowledge."""
    e = knowledge.entities
    who, row = np.unique(subjects, return_inverse=True)
    ways = _ways(knowledge, who)
    lists = [
        _strongest(knowledge, "pair", who, e, PARTNERS),
        _of_country(knowledge, who),
        _largest(ways, SECOND),
        _largest(affinity.pair[0][who] @ affinity.pair[1].T, NEAR),
    ]
    places, objects = (np.concatenate(column) for column in zip(*lists, strict=True))
    own = distinct(places * e + objects)
    counts = np.bincount(own // e, minlength=len(who))
    starts = np.cumsum(counts) - counts
    by_subject = np.repeat(np.arange(len(subjects)), counts[row]) * e
    by_subject += own[spans(starts[row], counts[row])] % e
    asked, which = np.unique(kinds, return_inverse=True)
    place, usual = _strongest(knowledge, "relation_object", asked, e, USUAL)
    counts = np.bincount(place, minlength=len(asked))
    starts = np.cumsum(counts) - counts
    by_kind = np.repeat(np.arange(len(kinds)), counts[which]) * e
    by_kind += usual[spans(starts[which], counts[which])]
    every = distinct(np.concatenate([by_subject, by_kind]))
    query, objects = every // e, every % e
    return Candidates(query=query, object=objects, second=ways[row[query], objects])


def _strongest(
    knowledge: Knowledge, name: str, asked: Ints, width: int, most: int
) -> tuple[Ints, Ints]:
    """Give place in `asked` and object of the strongest keys that begin with it."""
    tally = knowledge.tallies[name]
    edges = np.searchsorted(tally.keys, np.stack([asked, asked + 1]) * width)
    counts = edges[1] - edges[0]
    places = spans(edges[0], counts)
    groups = np.repeat(np.arange(len(asked)), counts)
    strength = _strength(tally, places, knowledge.day)
    seen = np.flatnonzero(strength > 0)
    kept = seen[first_of(groups[seen], strength[seen], most)]
    return groups[kept], tally.keys[places[kept]] % width


def _strength(tally: Tallies, places: Ints, day: int) -> Floats:
    """Weigh keys: what was lately, and a little of all that was."""
    faded = tally.faded(places, day, _DAY_40) + tally.faded(places, day, 3) / 4
    return np.asarray(faded + 0.001 * tally.sums[places, 0], np.float32)


def _of_country(knowledge: Knowledge, who: Ints) -> tuple[Ints, Ints]:
    home = knowledge.country[who]
    with_home = np.flatnonzero(home >= 0)
    asked, row = np.unique(home[with_home], return_inverse=True)
    place, objects = _strongest(knowledge, "country_object", asked, knowledge.entities, OF_COUNTRY)
    counts = np.bincount(place, minlength=len(asked))
    starts = np.cumsum(counts) - counts
    return (
        np.repeat(with_home, counts[row]),
        objects[spans(starts[row], counts[row])],
    )


def _ways(knowledge: Knowledge, who: Ints) -> Floats:
    """Weigh the ways of two steps over recent pairs; shape (subjects, entities)."""
    pairs, e = knowledge.tallies["pair"], knowledge.entities
    weights = np.minimum(pairs.faded(np.arange(pairs.none), knowledge.day, 1), 4)
    heavy = np.flatnonzero(weights > 0.05)
    one, two = pairs.keys[heavy] // e, pairs.keys[heavy] % e
    table = sparse_table(weights[heavy], one, two, (e, e))
    total = np.sqrt(np.asarray(table.sum(axis=1)).reshape(-1) + 1)
    table.data /= total[one]
    return np.asarray((table[who] @ table).toarray(), np.float32)


def _largest(table: Floats, most: int) -> tuple[Ints, Ints]:
    """Give row and column of the largest positive cells of each row."""
    most = min(most, table.shape[1])
    columns = np.argpartition(-table, most - 1, axis=1)[:, :most]
    rows = np.repeat(np.arange(len(table)), most)
    columns = columns.reshape(-1)
    positive = table[rows, columns] > 0
    return rows[positive], columns[positive].astype(np.int64)
