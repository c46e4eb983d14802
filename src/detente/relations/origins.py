"""Say which project coded the events, and what its rows cannot tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.relations.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

OWN: Final = "detente"
"""Source of events that were coded from texts here."""


def origins_of(events: ibis.Table) -> tuple[str, ...]:
    """Give the names of the projects that coded the events, in order.

    Parameters
    ----------
    events : ibis.Table
        The table ``events`` of a store, or pairs (`detente.relations.dyads.pairs_of`).
    """
    names = events.select("source").distinct().to_pyarrow()["source"].to_pylist()
    return tuple(sorted(names))


def lacking(origins: Sequence[str], what: str) -> str | None:
    """Say by name that no project in the store tells something; none if ours is among them.

    Examples
    --------
    >>> lacking(["GDELT", "ICEWS"], "offices")
    'these rows are of GDELT and ICEWS, which name no offices'
    >>> lacking(["GDELT"], "offices")
    'these rows are of GDELT, which names no offices'
    >>> lacking(["GDELT", "detente"], "offices")
    """
    if not origins or OWN in origins:
        return None
    verb = "names" if len(origins) == 1 else "name"
    return f"these rows are of {listed(list(origins))}, which {verb} no {what}"
