"""Hold the acts of all pairs of states, computed once, for many questions about them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from detente.relations.dyads import acts, interstate, statements

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
    statements : ibis.Table
        As `detente.relations.dyads.statements` gives it.

    Examples
    --------
    ``with Ground(pairs_of(store)) as ground: measure(ground, "JPN", "USA", …)``
    """

    events: ibis.Table
    rows: ibis.Table
    acts: ibis.Table
    statements: ibis.Table

    def __init__(self, events: ibis.Table) -> None:
        self.events = events
        self._held = ExitStack()

    def __enter__(self) -> Self:
        self.rows = self._held.enter_context(interstate(self.events).cache())
        self.acts = self._held.enter_context(acts(self.rows).cache())
        self.statements = self._held.enter_context(statements(self.events).cache())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._held.close()
