"""Forecast towards which states a government acts next, with a probability and reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import numpy as np

from detente.codes import Root, Sector, Status
from detente.errors import UnknownName
from detente.ontology.plover import ROOTS
from detente.outlook.facts import Facts, both_ways, facts_of
from detente.outlook.link_words import Labels, reasons_for
from detente.outlook.partners import Method, Partner, next_partners
from detente.relations.dyads import DAILY
from detente.relations.wording import named

if TYPE_CHECKING:
    import ibis


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
    labels, both = _root_labels(), both_ways(facts)
    return [
        LinkForecast(
            made_on=made_on,
            state=state,
            root=wanted,
            rank=rank,
            partner=partner,
            probability=share,
            reasons=reasons_for(
                both, subject, kind, best.entity, day=day, labels=labels, called=named(partner)
            ),
            method=best.method,
        )
        for rank, (partner, share, best) in enumerate(_by_state(found, state)[:most], 1)
    ]


def _by_state(found: list[Partner], own: str) -> list[tuple[str, float, Partner]]:
    """Add up what falls to actors of one state; give state, share and its likeliest actor."""
    groups: dict[str, list[Partner]] = {}
    for one in found:
        if state_of(one.name) != own:
            groups.setdefault(state_of(one.name), []).append(one)
    total = sum(one.probability for group in groups.values() for one in group)
    shares = {
        state: min(sum(one.probability for one in group) / total, 1.0)
        for state, group in groups.items()
    }
    return [
        (state, shares[state], groups[state][0])
        for state in sorted(shares, key=lambda state: -shares[state])
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
