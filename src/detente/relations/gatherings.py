"""Hold the meetings of a store as columns of numbers, to count who met with whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from detente.relations.dyads import DAILY

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherings:
    """Hold each set of states that met on a day at a level once."""

    days: Annotated[NDArray[np.int64], "days since 1970-01-01"]
    levels: Annotated[NDArray[Any], "level of all states, or mixed"]
    places: Annotated[NDArray[np.int64], "for each state of each meeting: which meeting"]
    states: Annotated[NDArray[Any], "for each state of each meeting: its code"]

    def table(
        self, codes: Sequence[str], *, level: str, since: int, before: int
    ) -> NDArray[np.float64]:
        """Count the meetings by who of some states took part.

        Parameters
        ----------
        codes : sequence of str
            Three states.
        level : str
            Of the meetings that are counted.
        since, before : int
            First day, first day no longer counted; days since 1970-01-01.

        Returns
        -------
        array, shape (2, 2, 2)
            Meetings without and with each of the three.
        """
        counted = (self.levels == level) & (self.days >= since) & (self.days < before)
        index = np.zeros(len(self.days), dtype=np.int64)
        for code in codes:
            taking = np.zeros(len(self.days), dtype=np.int64)
            taking[self.places[self.states == code]] = 1
            index = 2 * index + taking
        return np.bincount(index[counted], minlength=8).reshape(2, 2, 2).astype(float)


def gatherings_of(meetings: ibis.Table) -> Gatherings:
    """Read the meetings of which the day is known.

    Parameters
    ----------
    meetings : ibis.Table
        As `detente.relations.formats_of_three.meetings` gives them.
    """
    dated = meetings.filter(meetings.day_precision.isin(list(DAILY)))
    told = dated.select("day", "level", "states").distinct().to_pyarrow().combine_chunks()
    lists = told["states"].combine_chunks()
    sizes = np.asarray(lists.value_lengths(), dtype=np.int64)
    return Gatherings(
        days=told["day"].to_numpy().astype("datetime64[D]").astype(np.int64),
        levels=told["level"].to_numpy(),
        places=np.repeat(np.arange(len(sizes)), sizes),
        states=np.asarray(lists.flatten()),
    )
