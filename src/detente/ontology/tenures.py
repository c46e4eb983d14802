"""List who led each state and when, from the table of offices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Annotated, Final

from detente.ontology.tables import day_or_none, rows_of

LED_BY_HEAD_OF_STATE: Final = frozenset(
    """
    AFG ARE AZE BFA BHR BLR BRN CAF CHN CIV CMR COD COG COM DJI DZA EGY FRA GAB GEO GIN GNQ HTI
    IRN JOR KAZ KGZ KOR KWT LAO LBY LKA LTU MAR MDG MLI MMR MNG MOZ MRT NAM NER OMN PRK PRT QAT
    ROU RUS RWA SAU SEN SOM SRB SWZ SYR TCD TGO TJK TKM TUN TWN TZA UGA UKR UZB VNM YEM
    """.split()
)
"""States that are led by their head of state though they have a head of government besides.

Source: where Archigos (Goemans, Gleditsch and Chiozza 2009) names the head of state as the one
in power on most days since 2000, by family name; monarchs who rule were added, and states that
a prime minister has led since were taken out (Bosnia, Croatia, Finland, Lebanon, Pakistan,
Poland, Timor-Leste).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Hold one term of a leader of a state."""

    state: Annotated[str, "state code"]
    person: Annotated[str, "id of the person"]
    name: Annotated[str, "full name"]
    start: Annotated[dt.date, "first day in office"]
    end: Annotated[dt.date | None, "first day out of office; null: in office"]

    def covers(self, day: dt.date) -> bool:
        """Tell whether it covers a day."""
        return self.start <= day and (self.end is None or day < self.end)


@cache
def _every() -> dict[str, tuple[Tenure, ...]]:
    names = {row["person"]: row["name"] for row in rows_of("persons")}
    made: dict[str, list[Tenure]] = {}
    for row in rows_of("offices"):
        state = row["state"]
        led_by = "head of state" if state in LED_BY_HEAD_OF_STATE else "head of government"
        start = day_or_none(row["start"])
        if row["office"] != led_by or start is None or state.startswith("IGO:"):
            continue
        made.setdefault(state, []).append(
            Tenure(
                state=state,
                person=row["person"],
                name=names.get(row["person"], row["person"]),
                start=start,
                end=day_or_none(row["end"]),
            )
        )
    return {state: _joined(terms) for state, terms in made.items()}


def _joined(terms: list[Tenure]) -> tuple[Tenure, ...]:
    """Join terms of one person that follow each other without a gap."""
    joined: list[Tenure] = []
    for term in sorted(terms, key=lambda one: (one.start, one.person)):
        last = joined[-1] if joined else None
        if last and last.person == term.person and last.end is not None and last.end >= term.start:
            joined[-1] = Tenure(
                state=term.state, person=term.person, name=term.name, start=last.start, end=term.end
            )
        else:
            joined.append(term)
    return tuple(joined)


def tenures(state: str) -> tuple[Tenure, ...]:
    """Give the terms of the leaders of a state, in order of their first day.

    The leader is the head of government, or the head of state in `LED_BY_HEAD_OF_STATE`.

    Examples
    --------
    >>> [one.name for one in tenures("JPN") if one.covers(dt.date(2024, 4, 10))]
    ['Fumio Kishida']
    >>> [one.name for one in tenures("FRA") if one.covers(dt.date(2024, 4, 10))]
    ['Emmanuel Macron']
    """
    return _every().get(state, ())


def turnovers(state: str) -> list[dt.date]:
    """Give the days on which another person came to lead a state."""
    every = tenures(state)
    return [later.start for earlier, later in pairwise(every) if earlier.person != later.person]
