"""List the states of the system of states, their names and their days of existence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final

from detente.errors import UnknownName
from detente.ontology.tables import day_or_none, rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Hold one state."""

    code: Annotated[str, "ISO 3166 alpha-3; XKX Kosovo, own codes for ended states"]
    alpha2: Annotated[str, "ISO 3166 alpha-2"]
    name: Annotated[str, "short English name"]
    official: Annotated[str, "official English name"]
    start: Annotated[dt.date | None, "first day of existence; null: before 1900"]
    end: Annotated[dt.date | None, "first day of no longer existing; null: exists"]

    def exists_on(self, day: dt.date) -> bool:
        """Tell whether it existed on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


SUCCESSORS: Final[dict[str, tuple[str, ...]]] = {
    "SUN": ("RUS",),
    "YUG": ("SRB", "MNE"),
    "SCG": ("SRB", "MNE"),
    "CSK": ("CZE", "SVK"),
    "DDR": ("DEU",),
    "YMD": ("YEM",),
}
"""States that ended, with those that went on with their offices; their people are of these."""


@cache
def states() -> dict[str, State]:
    """Give all states by code."""
    return {
        row["code"]: State(
            code=row["code"],
            alpha2=row["alpha2"],
            name=row["name"],
            official=row["official"],
            start=day_or_none(row["start"]),
            end=day_or_none(row["end"]),
        )
        for row in rows_of("states")
    }


@cache
def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows_of("state_names"):
        if row["kind"] in {"name", "official", "alias"} or row["text"] == "Vatican City":
            names.setdefault(row["text"].casefold(), row["code"])
    for state in states().values():
        for name in (state.name, state.official, state.alpha2, state.code):
            if name and state.end is None:
                names[name.casefold()] = state.code
    return names


def state_named(name: str) -> State:
    """Give the state of that code or name, in any case.

    Raises
    ------
    UnknownName
        If there is none; the message lists near names.

    Examples
    --------
    >>> state_named("japan").code, state_named("JP").code, state_named("JPN").code
    ('JPN', 'JPN', 'JPN')
    """
    code = _codes_by_name().get(name.strip().casefold())
    if code is None:
        known = {state.name for state in states().values() if state.end is None}
        raise UnknownName("state", name, known | set(states()))
    return states()[code]


def name_of(code: str) -> str:
    """Give the short name of a state or body; the code itself if it is not known.

    Examples
    --------
    >>> name_of("JPN"), name_of("IGO:EU")
    ('Japan', 'European Union')
    """
    if code.startswith("IGO:"):
        return organization_names().get(code, code.removeprefix("IGO:"))
    state = states().get(code)
    return state.name if state else code


@cache
def organization_names() -> dict[str, str]:
    """Give the names of international bodies by code."""
    names: dict[str, str] = {}
    for row in rows_of("organizations"):
        names.setdefault(row["code"], row["name"])
        if row["text"] == row["code"].removeprefix("IGO:"):  # "NATO", not "NATO forces"
            names[row["code"]] = row["name"]
    return names


@cache
def _memberships() -> dict[str, tuple[tuple[str, dt.date | None, dt.date | None], ...]]:
    members: dict[str, list[tuple[str, dt.date | None, dt.date | None]]] = {}
    for row in rows_of("memberships"):
        spell = (row["state"], day_or_none(row["start"]), day_or_none(row["end"]))
        members.setdefault(row["organization"], []).append(spell)
    return {body: tuple(spells) for body, spells in members.items()}


def members_of(body: str, day: dt.date) -> frozenset[str]:
    """Give the codes of the states that belonged to a body on a day."""
    return frozenset(
        code
        for code, start, end in _memberships().get(body, ())
        if (start is None or start <= day) and (end is None or day < end)
    )
