"""Translate codes of states between the systems in use, each way, as of a day.

Systems: ``iso3`` and ``iso2`` (ISO 3166), ``cameo`` (also GDELT), ``fips`` (FIPS 10-4, GDELT's
geography), ``cow`` (Correlates of War), ``gw`` (Gleditsch-Ward), ``icews`` (names of ICEWS).
Codes of ended states ("SUN", "YUG") and numbers that moved (COW 345: Yugoslavia, Serbia and
Montenegro, Serbia) need the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache
from typing import Final

from detente.errors import UnknownName
from detente.ontology.states import states
from detente.ontology.tables import day_or_none, rows_of

SYSTEMS: Final = ("iso3", "iso2", "cameo", "fips", "cow", "gw", "icews")
_COLUMNS: Final = {"iso3": "code", "iso2": "alpha2"}
Spell = tuple[str, "dt.date | None", "dt.date | None"]


@cache
def _tables() -> tuple[dict[str, dict[str, list[Spell]]], dict[str, dict[str, list[Spell]]]]:
    """Give system → code → states with their days, and system → state → codes with theirs."""
    inward: dict[str, dict[str, list[Spell]]] = {s: defaultdict(list) for s in SYSTEMS}
    outward: dict[str, dict[str, list[Spell]]] = {s: defaultdict(list) for s in SYSTEMS}

    def add(system: str, text: str, state: str, start: str, end: str) -> None:
        days = (day_or_none(start), day_or_none(end))
        inward[system][text.casefold()].append((state, *days))
        outward[system][state].append((text, *days))

    further = list(rows_of("state_codes"))
    for row in further:
        if row["end"]:
            add(row["system"], row["text"], row["code"], row["start"], row["end"])
    for row in rows_of("states"):
        for system in SYSTEMS:
            for text in filter(None, row[_COLUMNS.get(system, system)].split(";")):
                add(system, text, row["code"], row["start"], row["end"])
    for row in further:
        if not row["end"]:
            add(row["system"], row["text"], row["code"], row["start"], row["end"])
    return inward, outward


def from_code(text: str | int, system: str, *, day: dt.date | None = None) -> str:
    """Give the state that a code of another system means.

    Parameters
    ----------
    text : str or int
        The code or, in ICEWS, the name; case does not matter.
    system : str
        One of `SYSTEMS`.
    day : date, optional
        Day as of which it is meant; without one the state that lives, else the last that did.

    Raises
    ------
    UnknownName
        If there is no such system, or no state with that code on that day.

    Examples
    --------
    >>> from_code(740, "cow"), from_code("JA", "fips"), from_code("ROM", "cameo")
    ('JPN', 'JPN', 'ROU')
    >>> from_code(345, "cow", day=dt.date(1995, 1, 1)), from_code(345, "cow")
    ('YUG', 'SRB')
    """
    inward, _ = _tables()
    spells = _of(inward, system).get(str(text).strip().casefold(), [])
    found = _living(spells, day)
    if found is None:
        near = [code for code in _of(inward, system) if code[:1] == str(text)[:1].casefold()]
        raise UnknownName(f"{system} code", str(text), [code.upper() for code in near])
    return found


def to_code(state: str, system: str, *, day: dt.date | None = None) -> str | None:
    """Give the code of a state in another system; None if the system has none for it.

    Raises
    ------
    UnknownName
        If there is no such system or state.

    Examples
    --------
    >>> to_code("JPN", "gw"), to_code("ROU", "cameo"), to_code("VAT", "cow")
    ('740', 'ROM', None)
    """
    if state not in states():
        raise UnknownName("state", state, states())
    return _living(_of(_tables()[1], system).get(state, []), day)


def _of(tables: dict[str, dict[str, list[Spell]]], system: str) -> dict[str, list[Spell]]:
    if system not in tables:
        raise UnknownName("system of codes", system, SYSTEMS)
    return tables[system]


def _living(spells: list[Spell], day: dt.date | None) -> str | None:
    """Give what holds on a day; without one what holds for ever, else what ended last."""
    if day is not None:
        for text, start, end in spells:
            if (start is None or start <= day) and (end is None or day < end):
                return text
        return None
    lasting = [spell for spell in spells if spell[2] is None]
    chosen = lasting or sorted(spells, key=lambda spell: spell[2] or dt.date.max)[-1:]
    return chosen[0][0] if chosen else None
