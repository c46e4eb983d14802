"""Answer what the world page asks: who deals with whom, and how."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.errors import UnknownName
from detente.ontology.states import members_of, name_of, organization_names
from detente.serve.answers import PairRow, Period
from detente.serve.queries.pairs import balance, count_pairs, states_of

if TYPE_CHECKING:
    from detente.serve.index import Acts
    from detente.serve.library import Library

GROUPS: Final = (
    "G7", "G20", "NATO", "EU", "ASEAN", "BRICS", "SCO", "AU", "AL", "APEC", "OPEC+", "OAS",
)  # fmt: skip
"""Groups offered for choosing; any other with a table of members can be given as well."""
DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """Hold how much one state did in the period."""

    code: Annotated[str, "state code"]
    name: Annotated[str, "short name"]
    acts: Annotated[int, "acts with any other state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Hold the answer of the world page."""

    period: Annotated[Period, "days counted"]
    group: Annotated[str, "group of states chosen; empty: the most active"]
    acts: Annotated[int, "acts between any two states"]
    share: Annotated[float, "share of cooperation among them; 0..1"]
    documents: Annotated[int, "documents of the store"]
    events: Annotated[int, "events of the store"]
    states: Annotated[list[StateRow], "the states of the matrix, the most active first"]
    pairs: Annotated[list[PairRow], "pairs of these states with at least one act"]


def world(
    library: Library,
    *,
    start: dt.date | None = None,
    stop: dt.date | None = None,
    group: str = "",
    size: int = 20,
) -> World:
    """Give the most active states, or those of a group, and how each pair of them stands.

    Parameters
    ----------
    group : str
        Name or code of a body of states ("G7"); its members on the last day.
    size : int
        States at most.
    """
    begin, end = library.period(start, stop)
    acts = library.index.acts
    chosen = acts.within(begin, end)
    every = np.bincount(acts.first[chosen], minlength=len(acts.states)) + np.bincount(
        acts.second[chosen], minlength=len(acts.states)
    )
    members = _members(group, end - DAY)
    order = [int(n) for n in np.argsort(-every, kind="stable") if every[n]]
    numbers = [n for n in order if members is None or acts.states[n] in members][:size]
    total = int(chosen.sum())
    share = float(acts.cooperative[chosen].mean()) if total else 0.5
    return World(
        period=Period(start=begin, last=end - DAY),
        group=group,
        acts=total,
        share=share,
        documents=len(library.index.paper_ids),
        events=len(library.index),
        states=[
            StateRow(code=acts.states[n], name=name_of(acts.states[n]), acts=int(every[n]))
            for n in numbers
        ],
        pairs=pair_rows(acts, chosen, share, only=set(numbers)),
    )


def pair_rows(
    acts: Acts,
    chosen: np.ndarray,
    share: float,
    *,
    only: set[int] | None = None,
) -> list[PairRow]:
    """Give the pairs among the chosen acts, the busiest first."""
    pairs = count_pairs(acts, chosen)
    if only is not None:
        first, second = np.divmod(pairs.keys, max(len(acts.states), 1))
        kept = np.isin(first, list(only)) & np.isin(second, list(only))
    else:
        kept = np.ones(len(pairs.keys), bool)
    rows = []
    for key, good, bad in zip(
        pairs.keys[kept].tolist(),
        pairs.cooperation[kept].tolist(),
        pairs.conflict[kept].tolist(),
        strict=True,
    ):
        first_code, second_code = states_of(acts, key)
        rows.append(
            PairRow(
                first=first_code,
                second=second_code,
                acts=good + bad,
                cooperation=good,
                conflict=bad,
                balance=round(float(balance(good, bad, share=share)), 3),
            )
        )
    return sorted(rows, key=lambda row: (-row.acts, row.first, row.second))


def _members(group: str, day: dt.date) -> frozenset[str] | None:
    if not group:
        return None
    code = group.upper() if group.upper().startswith("IGO:") else f"IGO:{group.upper()}"
    found = members_of(code, day)
    if not found:
        known = [one.removeprefix("IGO:") for one in organization_names()]
        raise UnknownName("group of states", group, known)
    return found
