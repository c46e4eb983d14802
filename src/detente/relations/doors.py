"""Read which sectors of other states cooperative acts go to: the doors they go through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.codes import Sector
from detente.relations.dyads import CLASSES, actor_pairs
from detente.relations.world import Ints, coded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    import pyarrow as pa

AUDIENCES: Final[dict[str, tuple[Sector, ...]]] = {
    "the executive": (Sector.GOV, Sector.SPY, Sector.COP),
    "the legislature": (Sector.LEG,),
    "parties": (Sector.PTY, Sector.OPP),
    "the military": (Sector.MIL,),
    "the courts": (Sector.JUD,),
    "business": (Sector.BUS,),
    "the media": (Sector.MED,),
    "civil society": (Sector.NGO, Sector.EDU, Sector.REL),
    "the public": (Sector.CVL,),
}
"""Nine audiences in a state. Armed groups, international bodies and the unknown are none."""
_NUMBERS: Final = {
    sector.value: number for number, sectors in enumerate(AUDIENCES.values()) for sector in sectors
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Doors:
    """Hold cooperative acts by audience, in order of day: columns of equal length."""

    days: Annotated[Ints, "days since 1970-01-01"]
    first: Annotated[Ints, "number of the state that acts"]
    second: Annotated[Ints, "number of the state it acts towards"]
    audience: Annotated[Ints, "number of the audience in AUDIENCES; -1 where none is told"]
    ids: Annotated[pa.ChunkedArray[Any], "id of one event that reports it"]


def doors_of(events: ibis.Table, states: Sequence[str]) -> Doors:
    """Give each cooperative act once for every audience that it went to.

    Parameters
    ----------
    events : ibis.Table
        The table ``events`` of a store, or pairs.
    states : sequence of str
        State codes; their place is their number.
    """
    pairs = actor_pairs(events)
    chosen = pairs.filter(pairs.quad.isin(list(CLASSES["cooperation"])))
    keys = ["day", "first", "second", "root", "second_sector"]
    once = chosen.group_by(keys).aggregate(event_id=chosen.event_id.min())
    table = once.order_by("day", "event_id").to_pyarrow()
    numbers = {state: number for number, state in enumerate(states)}
    return Doors(
        days=np.asarray(table["day"].to_numpy(), dtype="datetime64[D]").astype(np.int64),
        first=coded(table["first"], numbers),
        second=coded(table["second"], numbers),
        audience=coded(table["second_sector"], _NUMBERS),
        ids=table["event_id"],
    )
