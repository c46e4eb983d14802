"""Hold the acts of all pairs of states, computed once, for many questions about them."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from detente.relations.doors import Doors, doors_of
from detente.relations.dyads import actor_pairs, acts, interstate, statements
from detente.relations.mentions import Mentions, mentions_of
from detente.relations.origins import origins_of
from detente.relations.world import World, world_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from types import TracebackType

    import ibis
    import pyarrow as pa

T = TypeVar("T")


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
    pairs : ibis.Table
        As `detente.relations.dyads.actor_pairs` gives it: what happened.
    rows : ibis.Table
        As `detente.relations.dyads.interstate` gives it.
    acts : ibis.Table
        As `detente.relations.dyads.acts` gives it.
    statements : ibis.Table
        As `detente.relations.dyads.statements` gives it.

    Examples
    --------
    ``with Ground(pairs_of(store)) as ground: measure(ground, "JPN", "USA", …)``
    """

    events: ibis.Table
    pairs: ibis.Table
    rows: ibis.Table
    acts: ibis.Table
    statements: ibis.Table

    def __init__(self, events: ibis.Table) -> None:
        self.events = events
        self._held = ExitStack()
        self._kept: dict[str, ibis.Table] = {}
        self._once: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self.pairs = self._held.enter_context(actor_pairs(self.events).cache())
        self.rows = self._held.enter_context(interstate(self.pairs).cache())
        self.acts = self._held.enter_context(acts(self.rows).cache())
        self.statements = self._held.enter_context(statements(self.events).cache())
        return self

    @cached_property
    def world(self) -> World:
        """Give rows and acts as columns of numbers; read at first use."""
        return world_of(self.rows, self.acts)

    @cached_property
    def doors(self) -> Doors:
        """Give cooperative acts by the sector they went to; read at first use."""
        return doors_of(self.pairs, self.world.states)

    @cached_property
    def mentions(self) -> Mentions:
        """Give which states each document tells of; read at first use."""
        return mentions_of(self.pairs, self.world.states)

    @cached_property
    def told_by_day(self) -> pa.Table:
        """Give for each day with rows when it was first and last told of; read at first use.

        Columns ``day``, ``first`` and ``last``.
        """
        rows = self.rows
        days = rows.group_by("day").aggregate(first=rows.known_at.min(), last=rows.known_at.max())
        found: pa.Table = days.to_pyarrow()
        return found

    @cached_property
    def acts_by_day(self) -> pa.Table:
        """Give the acts of all pairs by ``day``, ``quad`` and ``issue``, counted in ``n``."""
        counted = self.acts.group_by("day", "quad", "issue").aggregate(n=self.acts.count())
        found: pa.Table = counted.order_by("day", "quad", "issue").to_pyarrow()
        return found

    @cached_property
    def reaches_back_to(self) -> dt.date | None:
        """Give the day of the first report; none without any; computed at first use."""
        day: dt.date | None = self.events.known_at.min().to_pyarrow().as_py()
        return day

    def kept(self, name: str, make: Callable[[], ibis.Table]) -> ibis.Table:
        """Give a table that is computed at first use and kept while the ground is open.

        Parameters
        ----------
        name : str
            By which it is known.
        make : callable
            Gives the table the first time.
        """
        if name not in self._kept:
            self._kept[name] = self._held.enter_context(make().cache())
        return self._kept[name]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Give what is computed at first use and kept while the ground is open.

        Parameters
        ----------
        name : str
            By which it is known; one name stands for one kind of thing.
        make : callable
            Gives it the first time.
        """
        if name not in self._once:
            self._once[name] = make()
        found: T = self._once[name]
        return found

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
