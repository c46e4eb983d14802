"""Forecast that what happened between two will happen again: the baseline of link forecasting.

Strict recurrency weighs when the same fact was seen before; relaxed recurrency how often the
object was seen with the relation; the combination mixes both. No learning but two numbers a
relation.
Source: Gastinger et al., "History repeats itself: A Baseline for Temporal Knowledge Graph
Forecasting", IJCAI 2024, equations 2-6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from detente.outlook.facts import Facts, Flags, Ints, Reals, spans

DECAYS: Final = (0, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.5, 0.9, 1.0001)
"""Rates tried: a fact weighs 2 to the minus (rate times days)."""
SHARES: Final = (0, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999)
"""Shares of strict recurrency tried in the mix."""
USUAL: Final = (0.02, 0.99999)
"""Rate and share of a relation that gave nothing to choose by."""
_MOST: Final = 4_000_000
_ROOM: Final = 1e7


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Hold how each relation is weighed."""

    decay: Annotated[Reals, "rate of fading by relation; per day"]
    share: Annotated[Reals, "weight of strict recurrency by relation; 0: relaxed, 1: strict"]

    @classmethod
    def usual(cls, relations: int) -> Rates:
        """Give the usual numbers for all relations, inverse ones included."""
        return cls(decay=np.full(relations, USUAL[0]), share=np.full(relations, USUAL[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Hold facts of one relation to be ranked, with the rivals of each.

    *Level*: how often an entity was seen with the relation, plus a random number below 1 that
    breaks ties. *Rivals* are the objects that the subject had with the relation before.
    """

    facts: Annotated[Ints, "places of the facts"]
    level: Annotated[Reals, "level of the answer"]
    total: Annotated[Reals, "facts of the relation before the day"]
    age: Annotated[Reals, "days since the relation's first fact"]
    band: Annotated[Ints, "number of the day of each fact"]
    levels: Annotated[Reals, "levels of the seen entities, day for day; plus day times `_ROOM`"]
    unseen: Annotated[Ints, "never seen entities whose random number is larger"]
    larger: Annotated[Ints, "all entities whose random number is larger"]
    pair: Annotated[Ints, "row of the fact, for every rival; ascending"]
    pair_level: Annotated[Reals, "level of the rival"]
    own: Annotated[Flags, "the rival is the answer itself"]
    other: Annotated[Flags, "the rival is another right answer of the day"]
    seen: Annotated[Ints, "row of `pair`, for every earlier fact"]
    ages: Annotated[Reals, "its age; days"]
    alike: Annotated[Ints, "row of the fact, for every other right answer that is no rival"]
    alike_level: Annotated[Reals, "level of that answer"]


def fit_rates(facts: Facts, start: int, stop: int, *, seed: int = 0) -> Rates:
    """Choose rate and share of each relation by the facts of the days from `start` to `stop`.

    Parameters
    ----------
    facts : Facts
        With inverse ones.
    start, stop : int
        Days, half-open; each day is ranked by all facts before it.
    """
    decay, share = (np.full(2 * facts.relations, one) for one in USUAL)
    for kind in np.unique(facts.kinds[(facts.days >= start) & (facts.days < stop)]):
        parts = list(_asked(facts, int(kind), start, stop, seed))
        by_decay = [sum(float((1 / _ranks(part, d, 1.0)).sum()) for part in parts) for d in DECAYS]
        decay[kind] = DECAYS[int(np.argmax(by_decay))]
        by_share = [
            sum(float((1 / _ranks(part, float(decay[kind]), s)).sum()) for part in parts)
            for s in SHARES
        ]
        share[kind] = SHARES[int(np.argmax(by_share))]
    return Rates(decay=decay, share=share)


def recurrency_ranks(facts: Facts, rates: Rates, start: int, stop: int, *, seed: int = 0) -> Reals:
    """Rank the object of every fact of the days from `start` to `stop`.

    Other answers right on the same day are left out; ties are broken by a random order of the
    entities drawn from `seed`.

    Returns
    -------
    array
        Ranks from 1, in the order of the facts of these days.
    """
    ranks = np.zeros(len(facts))
    for kind in np.unique(facts.kinds[(facts.days >= start) & (facts.days < stop)]):
        for part in _asked(facts, int(kind), start, stop, seed):
            ranks[part.facts] = _ranks(part, float(rates.decay[kind]), float(rates.share[kind]))
    return ranks[(facts.days >= start) & (facts.days < stop)]


def recurrency_scores(facts: Facts, subject: int, kind: int, day: int, rates: Rates) -> Reals:
    """Score every entity as the object of one query as of a day; shape (entities,)."""
    known = (facts.kinds == kind) & (facts.days < day)
    objects, days = facts.objects[known], facts.days[known]
    if not len(days):
        return np.zeros(facts.entities)
    own = facts.subjects[known] == subject
    decay, share = float(rates.decay[kind]), float(rates.share[kind])
    weight = np.exp2(-decay * (day - days[own]))
    counts = np.bincount(objects[own], weight, facts.entities)
    strict = counts / _most_weight(np.array([float(day - days[0])]), decay)
    relaxed = np.bincount(objects, minlength=facts.entities) / len(days)
    return np.asarray(share * strict + (1 - share) * relaxed, np.float64)


def _ranks(part: _Asked, decay: float, share: float) -> Reals:
    """Rank the answers under one rate and share."""
    n = len(part.facts)
    strict = np.bincount(part.seen, np.exp2(-decay * part.ages), len(part.pair)).astype(float)
    strict *= share / _most_weight(part.age, decay)[part.pair]
    unit = (1 - share) / np.maximum(part.total, 1)
    strict += unit[part.pair] * np.floor(part.pair_level)
    mine = unit * np.floor(part.level)
    mine[part.pair[part.own]] = strict[part.own]
    met = np.zeros(n, bool)
    met[part.pair[part.own]] = share > 0
    draw = part.level % 1
    above = strict > mine[part.pair]
    above |= (strict == mine[part.pair]) & (part.pair_level % 1 > draw[part.pair])
    if share == 0:
        above = part.pair_level > part.level[part.pair]
    rank = 1 + np.bincount(part.pair, above & ~part.own & ~part.other, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(unit > 0, np.floor(mine / unit) + 1, _ROOM)
    limit = np.where(met, np.minimum(needed, _ROOM - 1), part.level)
    return np.asarray(rank + _strangers_above(part, met, limit, flat=share == 1), np.float64)


def _strangers_above(part: _Asked, met: Flags, limit: Reals, *, flat: bool) -> Reals:
    """Count the entities above a level that are neither rivals nor right answers.

    `flat` takes all levels as their random part: strict recurrency knows no other.
    """
    n = len(met)
    if flat:
        total = np.where(met, 0, part.larger).astype(np.float64)
        limit = np.where(met, 1, limit % 1)
        rivals, alike = part.pair_level % 1, part.alike_level % 1
    else:
        stop = np.searchsorted(part.levels, (part.band + 1) * _ROOM)
        start = np.searchsorted(part.levels, part.band * _ROOM + limit, side="right")
        total = (stop - start + np.where(limit < 1, part.unseen, 0)).astype(np.float64)
        rivals, alike = part.pair_level, part.alike_level
    total = total - np.bincount(part.pair, ~part.own & (rivals > limit[part.pair]), n)
    total = total - np.bincount(part.alike, alike > limit[part.alike], n)
    return np.asarray(total, np.float64)


def _most_weight(ages: Reals, decay: float) -> Reals:
    """Sum the weights of a fact on every day of the history: what strict recurrency is of."""
    ages = np.maximum(ages, 1)
    if decay == 0:
        return np.asarray(ages, np.float64)
    step = 2.0**-decay
    return np.asarray(np.maximum(step * (1 - step**ages) / (1 - step), 1e-12), np.float64)


def _asked(facts: Facts, kind: int, start: int, stop: int, seed: int) -> Iterator[_Asked]:
    """Give the facts of one relation on the days asked about, in runs of bounded memory."""
    draws = np.random.default_rng(seed).random(facts.entities)
    ours = np.flatnonzero((facts.kinds == kind) & (facts.days < stop))
    known = facts.chosen(ours)
    one, days = known.subjects, known.days
    asked = np.flatnonzero(days >= start)
    order = np.lexsort((days, one))
    span = int(facts.days[-1]) + 2
    sorted_keys = one[order] * span + days[order]
    first = np.searchsorted(sorted_keys, one[asked] * span)
    counts = np.searchsorted(sorted_keys, one[asked] * span + days[asked]) - first
    runs = np.cumsum(counts + facts.entities // 16) // _MOST
    for run in np.unique(runs):
        part = runs == run
        rows = np.repeat(np.arange(int(part.sum())), counts[part])
        before = order[spans(first[part], counts[part])]
        yield _with_rivals(known, asked[part], rows, before, places=ours[asked[part]], draws=draws)


def _with_rivals(
    known: Facts, asked: Ints, rows: Ints, before: Ints, *, places: Ints, draws: Reals
) -> _Asked:
    """Set rivals beside facts of one relation.

    `known` holds all its facts, `asked` those to be ranked; `before` are the earlier ones of
    the same subjects, each with its row of `asked`.
    """
    one, two, days, entities = known.subjects, known.objects, known.days, known.entities
    answer, day = two[asked], days[asked]
    keys, seen = np.unique(rows * entities + two[before], return_inverse=True)
    pair, rival = keys // entities, keys % entities
    count = _counter(two, days)
    past, band, levels, unseen = _levels(two, days, day, answer, draws)
    level = count(answer, day) + draws[answer]
    row, other = _right_answers(one[asked], day, answer)
    right = np.unique(row * entities + other)
    right = right[right % entities != answer[right // entities]]
    alike = right[~np.isin(right, keys)]
    return _Asked(
        facts=places,
        level=level,
        total=past.astype(np.float64),
        age=(day - days[0]).astype(np.float64),
        band=band,
        levels=levels,
        unseen=unseen,
        larger=entities - np.searchsorted(np.sort(draws), draws[answer], side="right"),
        pair=pair,
        pair_level=count(rival, day[pair]) + draws[rival],
        own=rival == answer[pair],
        other=np.isin(keys, right),
        seen=seen,
        ages=(day[rows] - days[before]).astype(np.float64),
        alike=alike // entities,
        alike_level=count(alike % entities, day[alike // entities]) + draws[alike % entities],
    )


def _counter(two: Ints, days: Ints) -> Callable[[Ints, Ints], Reals]:
    """Make a function that counts facts with an object before a day."""
    span = int(days[-1]) + 2
    keys = np.sort(two * span + days)

    def count(objects: Ints, day: Ints) -> Reals:
        first = np.searchsorted(keys, objects * span)
        return (np.searchsorted(keys, objects * span + day) - first).astype(np.float64)

    return count


def _levels(
    two: Ints, days: Ints, day: Ints, answer: Ints, draws: Reals
) -> tuple[Ints, Ints, Reals, Ints]:
    """Give facts known, number of the day, levels day for day, and unseen ones above."""
    entities = len(draws)
    different, band = np.unique(day, return_inverse=True)
    stops = np.searchsorted(days, different)
    ordered = np.sort(draws)
    levels, unseen = [], np.zeros(len(day), np.int64)
    for number, stop in enumerate(stops):
        counts = np.bincount(two[:stop], minlength=entities)
        seen = np.flatnonzero(counts)
        levels.append(np.sort(counts[seen] + draws[seen]) + number * _ROOM)
        mine = draws[answer[band == number]]
        above = entities - np.searchsorted(ordered, mine, side="right")
        drawn = np.sort(draws[seen])
        unseen[band == number] = above - len(seen) + np.searchsorted(drawn, mine, side="right")
    return stops[band], band, np.concatenate(levels), unseen


def _right_answers(one: Ints, day: Ints, answer: Ints) -> tuple[Ints, Ints]:
    """Give, for each fact, all right answers of its query: row of the fact and object."""
    _, query = np.unique(one * (int(day.max()) + 1) + day, return_inverse=True)
    order = np.argsort(query, kind="stable")
    counts = np.bincount(query)
    starts = np.cumsum(counts) - counts
    rows = np.repeat(np.arange(len(one)), counts[query])
    return rows, answer[order[spans(starts[query], counts[query])]]
