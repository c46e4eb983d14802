"""Read which states a document tells of together: the ground of the third-party target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from detente.relations.dyads import CLASSES, actor_pairs
from detente.relations.world import Bools, Ints, coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mentions:
    """Hold cooperative acts with their documents, and the states each document tells of."""

    days: Annotated[Ints, "days since 1970-01-01, in order"]
    first: Annotated[Ints, "number of one state, the earlier by code"]
    second: Annotated[Ints, "number of the other"]
    document: Annotated[Ints, "number of the document"]
    ids: Annotated[pa.ChunkedArray[Any], "id of the event"]
    told_in: Annotated[Ints, "number of a document, in order"]
    told: Annotated[Ints, "number of a state that it tells of: as a party or as what it is about"]

    def tells_of(self, state: int) -> Bools:
        """Tell for each act whether its document tells of a state."""
        documents = self.told_in[self.told == state]
        return np.isin(self.document, documents)


def mentions_of(events: ibis.Table, states: Sequence[str]) -> Mentions:
    """Give cooperative acts that stand in a document, and what else is told there.

    Rows of other projects name no document and are left out.

    Parameters
    ----------
    events : ibis.Table
        The table ``events`` of a store, or pairs.
    states : sequence of str
        State codes; their place is their number.
    """
    import ibis

    pairs = actor_pairs(events)
    pairs = pairs.filter(pairs.document.notnull())
    chosen = pairs.filter(pairs.quad.isin(list(CLASSES["cooperation"])))
    keyed = chosen.mutate(
        low=ibis.least(chosen.first, chosen.second), high=ibis.greatest(chosen.first, chosen.second)
    )
    once = keyed.group_by("low", "high", "document").aggregate(
        day=keyed.day.min(), event_id=keyed.event_id.min()
    )
    acts = once.order_by("day", "event_id").to_pyarrow()
    sides = [pairs.select("document", state=pairs[name]) for name in ("first", "second")]
    about = pairs.select("document", state=pairs.about.unnest())
    told = sides[0].union(sides[1], about, distinct=True).to_pyarrow()
    numbers = {state: number for number, state in enumerate(states)}
    names = {name: number for number, name in enumerate(acts["document"].unique().to_pylist())}
    return Mentions(
        days=np.asarray(acts["day"].to_numpy(), dtype="datetime64[D]").astype(np.int64),
        first=coded(acts["low"], numbers),
        second=coded(acts["high"], numbers),
        document=coded(acts["document"], names),
        ids=acts["event_id"],
        told_in=coded(told["document"], names),
        told=coded(told["state"], numbers),
    )
