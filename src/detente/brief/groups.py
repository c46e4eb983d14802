"""Find the states that a named group, or a list of names, stands for."""

from __future__ import annotations

import datetime as dt
from functools import cache

from detente.brief.wording import the
from detente.errors import InputError, UnknownName
from detente.ontology.states import members_of, organization_names, state_named
from detente.ontology.tables import rows_of


def group_named(name: str, day: dt.date) -> tuple[str | None, tuple[str, ...]]:
    """Give the name of a group within a sentence, and the states that belong to it on a day.

    Parameters
    ----------
    name : str
        Name or code of a body with known members ("Quad", "G7", "ASEAN"), or states parted by
        commas ("JPN,USA,PHL"); of a list the name is none.
    day : date
        Day of membership.

    Raises
    ------
    UnknownName
        If there is no such body or state; the message lists near names.
    InputError
        If the body had no members on that day.

    Examples
    --------
    >>> import datetime as dt
    >>> group_named("quad", dt.date(2024, 4, 1))
    ('the Quadrilateral Security Dialogue', ('AUS', 'IND', 'JPN', 'USA'))
    >>> group_named("Japan, usa", dt.date(2024, 4, 1))
    (None, ('JPN', 'USA'))
    """
    if "," in name:
        return None, tuple(state_named(part).code for part in name.split(",") if part.strip())
    code = _codes().get(name.strip().casefold())
    if code is None:
        raise UnknownName("group", name, _spoken())
    members = tuple(sorted(members_of(code, day)))
    if not members:
        raise InputError(
            f"{name} had no members on {day}; choose another period or list the states"
        )
    return the(code), members


@cache
def _codes() -> dict[str, str]:
    """Give the codes of bodies with known members by all their names."""
    known = {row["organization"] for row in rows_of("memberships")}
    names = {code.removeprefix("IGO:").casefold(): code for code in sorted(known)}
    for code, name in organization_names().items():
        if code in known:
            names.setdefault(name.casefold(), code)
    for row in rows_of("organizations"):
        if row["code"] in known:
            names.setdefault(row["text"].casefold().removeprefix("the "), row["code"])
    return names


@cache
def _spoken() -> tuple[str, ...]:
    return tuple(sorted({code.removeprefix("IGO:") for code in _codes().values()}))
