"""Make a small world of states with known rates, flurries, shifts and sides."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from factories import make_actor, make_event

from detente.codes import Issue, Root, Sector
from detente.records import Coded

if TYPE_CHECKING:
    from detente.records import Event

WEST = ("USA", "JPN", "GBR", "DEU", "AUS", "KOR")
EAST = ("CHN", "RUS", "IRN", "PRK", "BLR", "CUB")
STATES = (*WEST, *EAST)
FIRST = dt.date(2021, 1, 1)
DAYS = 3 * 365
SECTORS = (Sector.GOV, Sector.LEG, Sector.MIL, Sector.BUS, Sector.MED, Sector.CVL)


def day_at(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=int(number))


def simulated(seed: int = 1, *, rate: float = 0.03) -> list[Event]:
    """Give acts of every pair: within a side mostly cooperation, across mostly conflict."""
    random = np.random.default_rng(seed)
    events = []
    for one, other in combinations(STATES, 2):
        friends = (one in WEST) == (other in WEST)
        for day in np.flatnonzero(random.random(DAYS) < rate):
            good = random.random() < (0.85 if friends else 0.35)
            root = random.choice([Root.SUPPORT, Root.AID] if good else [Root.ACCUSE, Root.SANCTION])
            pair = [one, other] if random.random() < 0.5 else [other, one]
            sector = SECTORS[int(random.integers(2))]
            events.append(
                make_event(
                    pair[0],
                    [make_actor(pair[1], sector=sector)],
                    root=Root(root),
                    day=day_at(day),
                    issue=Issue.SECURITY if day % 2 else Issue.ECONOMY,
                    document_id=f"{one}{other}{day}",
                )
            )
    return events


def coded(number: int, first: str, second: str, day: dt.date, source: str = "GDELT") -> Coded:
    """Give one row of another project, without sectors, persons or other states."""
    return Coded(
        id=f"{source}:{number}",
        source=source,
        original_id=str(number),
        root=Root.SUPPORT,
        quad="verbal cooperation",  # type: ignore[arg-type]
        day=day,
        known_at=day,
        actor_state=first,
        recipient_state=second,
        file="f",
        row=number,
    )
