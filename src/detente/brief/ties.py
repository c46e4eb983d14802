"""Count what passes between many pairs of states, now and in the year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.relations.dyads import CLASSES
from detente.relations.rates import SEED

if TYPE_CHECKING:
    from collections.abc import Collection

    import ibis

YEAR: Final = dt.timedelta(days=365)
DRAWS: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Hold how many acts a pair of states had in a period and in the year before it."""

    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    cooperation: Annotated[int, "acts of the period"]
    conflict: Annotated[int, "acts of the period"]
    before: Annotated[int, "acts of the 365 days before the period, as far as covered"]
    event_ids: Annotated[tuple[str, ...], "events of the period that report them, by day"]

    @property
    def acts(self) -> int:
        """Give the acts of the period."""
        return self.cooperation + self.conflict

    def other(self, state: str) -> str:
        """Give the other state of the pair."""
        return self.second if self.first == state else self.first


def ties(
    acts: ibis.Table,
    *,
    start: dt.date,
    stop: dt.date,
    state: str | None = None,
    among: Collection[str] = (),
) -> list[Tie]:
    """Give the pairs with any act in [start, stop) or the year before, busiest first.

    Parameters
    ----------
    acts : ibis.Table
        As `detente.relations.dyads.acts` gives them.
    start, stop : date
        The period.
    state : str, optional
        Only pairs with this state.
    among : collection of str
        Only pairs of these states; all pairs if empty.
    """
    chosen = acts.filter(acts.day >= start - YEAR, acts.day < stop)
    if state is not None:
        chosen = chosen.filter((chosen.first == state) | (chosen.second == state))
    if among:
        chosen = chosen.filter(chosen.first.isin(list(among)), chosen.second.isin(list(among)))
    inside, friendly = chosen.day >= start, chosen.quad.isin(list(CLASSES["cooperation"]))
    grouped = chosen.group_by("first", "second").aggregate(
        cooperation=(inside & friendly).sum(),
        conflict=(inside & ~friendly).sum(),
        before=(~inside).sum(),
        event_ids=chosen.event_id.collect(where=inside, order_by=[chosen.day, chosen.event_id]),
    )
    found = [
        Tie(
            first=row["first"],
            second=row["second"],
            cooperation=int(row["cooperation"] or 0),
            conflict=int(row["conflict"] or 0),
            before=int(row["before"] or 0),
            event_ids=tuple(row["event_ids"] or ()),
        )
        for row in grouped.to_pyarrow().to_pylist()
    ]
    return sorted(found, key=lambda tie: (-tie.acts, -tie.before, tie.first, tie.second))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Hold how a share changed, with its uncertainty."""

    difference: Annotated[float, "share now less share before; -1..1"]
    low: Annotated[float, "5th percentile"]
    high: Annotated[float, "95th percentile"]
    up: Annotated[float, "probability that it rose; 0..1"]


def change(now: int, of: int, before: int, of_before: int, spread: float) -> Change:
    """Give how the share of one among all changed between two periods.

    Counts are divided by the dispersion; shares are Beta with Jeffreys' prior, their difference
    is taken from 10,000 draws with a fixed seed (indicator 5, attention share).

    Parameters
    ----------
    now, of : int
        Acts with the one and with all, in the period.
    before, of_before : int
        The same of the time before.
    spread : float
        Quasi-Poisson dispersion of such counts; at least 1.

    Examples
    --------
    >>> made = change(40, 100, 20, 200, 2.0)
    >>> round(made.difference, 1), made.up > 0.99
    (0.3, True)
    """
    random = np.random.default_rng(SEED)
    later = random.beta(now / spread + 0.5, (of - now) / spread + 0.5, DRAWS)
    earlier = random.beta(before / spread + 0.5, (of_before - before) / spread + 0.5, DRAWS)
    low, high = np.quantile(later - earlier, [0.05, 0.95])
    shares = now / of if of else 0.0, before / of_before if of_before else 0.0
    return Change(
        difference=shares[0] - shares[1],
        low=float(low),
        high=float(high),
        up=float((later > earlier).mean()),
    )
