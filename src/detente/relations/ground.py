"""Hold the acts of all pairs of states, computed once, for many questions about them."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Self

from detente.relations.doors import Doors, doors_of
from detente.relations.dyads import acts, interstate
from detente.relations.mentions import Mentions, mentions_of
from detente.relations.origins import origins_of
from detente.relations.world import World, world_of

if TYPE_CHECKING:
    from types import TracebackType

    import ibis


class Ground:
    """Compute directed rows and acts of all pairs once and keep them while it is open.

    Parameters
    ----------
    events : ibis.Table
        The table ``events`` of a store, or pairs as `detente.relations.dyads.pairs_of` gives
        them; take it ``as_of`` a day to see what was known then.

    Attributes
    ----------
    events : ibis.Table
        As given.
    rows : ibis.Table
        As `detente.relations.dyads.interstate` gives it.
    acts : ibis.Table
        As `detente.relations.dyads.acts` gives it.

    Examples
    --------
    ``with Ground(pairs_of(store)) as ground: measure(ground, "JPN", "USA", …)``
    """

    events: ibis.Table
    rows: ibis.Table
    acts: ibis.Table

    def __init__(self, events: ibis.Table) -> None:
        self.events = events
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self.rows = self._held.enter_context(interstate(self.events).cache())
        self.acts = self._held.enter_context(acts(self.rows).cache())
        return self

    @cached_property
    def world(self) -> World:
        """Give rows and acts as columns of numbers; read at first use."""
        return world_of(self.rows, self.acts)

    @cached_property
    def doors(self) -> Doors:
        """Give cooperative acts by the sector they went to; read at first use."""
        return doors_of(self.events, self.world.states)

    @cached_property
    def mentions(self) -> Mentions:
        """Give which states each document tells of; read at first use."""
        return mentions_of(self.events, self.world.states)

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """Give the names of the projects that coded the events; read at first use."""
        return origins_of(self.events)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()
