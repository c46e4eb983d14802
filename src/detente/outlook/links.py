"""Forecast who a state or actor deals with next, with a probability and reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

import numpy as np

from detente.codes import Root, Sector, Status
from detente.errors import InputError, UnknownName
from detente.ontology.plover import ROOTS
from detente.outlook.facts import Facts, Ints, Reals, both_ways, facts_of
from detente.outlook.link_words import Labels, labels_of, reasons_for
from detente.outlook.recurrency import USUAL
from detente.relations.dyads import DAILY
from detente.relations.wording import named

if TYPE_CHECKING:
    import ibis

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkForecast:
    """Hold one state that may be the next partner, as forecast on a day."""

    made_on: Annotated[dt.date, "day whose knowledge is used; UTC"]
    state: Annotated[str, "who acts; state code"]
    root: Annotated[Root, "which act"]
    rank: Annotated[int, "1 for the likeliest"]
    partner: Annotated[str, "towards whom; state code"]
    probability: Annotated[float, "that the next such act is towards it; 0..1"]
    reasons: Annotated[tuple[str, ...], "what speaks for it, in words; strongest first"]
    method: Annotated[str, "name and version of the method"]


def forecast_links(
    pairs: ibis.Table,
    state: str,
    root: Root | str,
    *,
    made_on: dt.date,
    most: int = 10,
    method: Method = "auto",
    seed: int = 0,
) -> list[LinkForecast]:
    """Forecast towards which states the next act of a kind by a government will be.

    Parameters
    ----------
    pairs : ibis.Table
        As `detente.relations.dyads.actor_pairs` or `pairs_of` gives them. Rows known after
        `made_on`, or about later days, are not looked at.
    state : str
        State code of who acts.
    root : Root or str
        PLOVER root, in letters of any size.
    made_on : date
        Day whose knowledge is used.
    most : int
        How many states at most.
    method : {"auto", "recurrency", "trees"}
        "auto" takes trees where 20,000 facts are known, else recurrency.
    seed : int
        For what is drawn.

    Returns
    -------
    list of LinkForecast
        Likeliest first; empty if the government is in no known fact. It resolves with the
        state's next act of this root after `made_on`: right are the states it is towards.

    Raises
    ------
    UnknownName
        If there is no such root.
    """
    names = {one.value: one for one in Root}
    if str(root).upper() not in names:
        raise UnknownName("root", str(root), names)
    wanted = names[str(root).upper()]
    facts = facts_of_pairs(pairs, made_on=made_on)
    if state not in facts.names:
        return []
    subject, kind = facts.names.index(state), list(Root).index(wanted)
    day = (made_on - dt.date(1970, 1, 1)).days + 1
    found = next_partners(
        facts, subject, kind, day, most=facts.entities, method=method, seed=seed,
        labels=_root_labels(), explained=0,
    )  # fmt: skip
    by_state: dict[str, list[Partner]] = {}
    for one in found:
        partner = state_of(one.name)
        if partner != state:
            by_state.setdefault(partner, []).append(one)
    total = sum(one.probability for group in by_state.values() for one in group) or 1.0
    shares = {key: sum(one.probability for one in group) / total for key, group in by_state.items()}
    both = both_ways(facts)
    return [
        LinkForecast(
            made_on=made_on, state=state, root=wanted, rank=rank, partner=partner,
            probability=min(shares[partner], 1.0), method=by_state[partner][0].method,
            reasons=reasons_for(
                both, subject, kind, by_state[partner][0].entity, day=day,
                labels=_root_labels(),
                called=named(partner),
            ),
        )
        for rank, partner in enumerate(sorted(shares, key=lambda key: -shares[key])[:most], 1)
    ]  # fmt: skip


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
    chances = (_by_trees if trees else _by_recurrency)(known, subject, kind, day, seed)
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


def facts_of_pairs(pairs: ibis.Table, *, made_on: dt.date) -> Facts:
    """Read what happened between states as facts, as it was known on a day.

    An entity is a government by its code ("JPN"), or another sector with it ("MIL (JPN)").
    Relations are the roots in their order; days count from 1970. Acts of which only month or
    year is known are left out.
    """
    kept = pairs.filter(
        pairs.known_at <= made_on,
        pairs.day <= made_on,
        pairs.status == Status.HAPPENED.value,
        pairs.day_precision.isin(list(DAILY)),
    )
    columns = ("day", "first", "first_sector", "second", "second_sector", "root")
    rows = kept.select(*columns).distinct().order_by(*columns).to_pyarrow()
    sides = [
        [
            code if sector in {None, Sector.GOV.value} else f"{sector} ({code})"
            for code, sector in zip(
                rows[side].to_pylist(), rows[f"{side}_sector"].to_pylist(), strict=True
            )
        ]
        for side in ("first", "second")
    ]
    names = tuple(sorted({*sides[0], *sides[1]}))
    numbers = {name: number for number, name in enumerate(names)}
    roots = {root.value: number for number, root in enumerate(Root)}
    return facts_of(
        np.array([numbers[name] for name in sides[0]], np.int64),
        np.array([roots[root] for root in rows["root"].to_pylist()], np.int64),
        np.array([numbers[name] for name in sides[1]], np.int64),
        rows["day"].to_numpy().astype("datetime64[D]").astype(np.int64),
        names=names,
        relations=len(roots),
    )


def state_of(name: str) -> str:
    """Give the state of an entity by its name.

    Examples
    --------
    >>> state_of("MIL (JPN)"), state_of("JPN")
    ('JPN', 'JPN')
    """
    return name[name.find("(") + 1 : -1] if name.endswith(")") else name


def _root_labels() -> Labels:
    meanings = [ROOTS[root] for root in Root]
    return Labels(
        did=(*(m.past for m in meanings), *(f"saw {m.words} by" for m in meanings)),
        what=(*(m.words for m in meanings), *(f"{m.words} by the other" for m in meanings)),
    )


def _by_recurrency(known: Facts, subject: int, kind: int, day: int, seed: int) -> Reals:
    """Share the next act among the subject's own past partners and those usual for the act."""
    del seed
    of_kind = known.kinds == kind
    own = of_kind & (known.subjects == subject)
    weight = np.exp2(-USUAL[0] * (day - known.days[own]))
    strict = np.bincount(known.objects[own], weight, known.entities)
    counts = np.bincount(known.objects[of_kind], minlength=known.entities).astype(float)
    pairs = np.bincount(known.objects[known.subjects == subject], minlength=known.entities)
    usual = counts + pairs
    usual[subject] = 0
    if usual.sum():
        usual /= usual.sum()
    mixed = strict + PRIOR_ACTS * usual
    return mixed / mixed.sum() if mixed.sum() else mixed


def _by_trees(known: Facts, subject: int, kind: int, day: int, seed: int) -> Reals:
    """Fit trees on the latest days and turn their scores into shares.

    How sharply scores are read is chosen by the likelihood of the last days, which the trees
    did not learn from.
    """
    from detente.outlook.reranker import Ranker, training_days

    held = training_days(known, day, _HELD_OUT)
    ranker = Ranker(known, seed=seed)
    ranker.fit(int(held[0]))
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
