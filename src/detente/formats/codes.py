"""Give the small tables that turn codes of other projects into ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from detente.codes import Quad, Root, Sector
from detente.errors import UnknownName
from detente.ontology import cameo, foreign
from detente.ontology.crosswalk import from_code
from detente.ontology.plover import ROOTS
from detente.ontology.states import organization_names, states
from detente.ontology.tables import rows_of

Rows = Mapping[str, Mapping[str, Any]]

QUADS: Final[Rows] = {
    "0": {"quad": None},
    "1": {"quad": Quad.VERBAL_COOPERATION.value},
    "2": {"quad": Quad.MATERIAL_COOPERATION.value},
    "3": {"quad": Quad.VERBAL_CONFLICT.value},
    "4": {"quad": Quad.MATERIAL_CONFLICT.value},
    "VERBAL COOPERATION": {"quad": Quad.VERBAL_COOPERATION.value},
    "MATERIAL COOPERATION": {"quad": Quad.MATERIAL_COOPERATION.value},
    "VERBAL CONFLICT": {"quad": Quad.VERBAL_CONFLICT.value},
    "MATERIAL CONFLICT": {"quad": Quad.MATERIAL_CONFLICT.value},
}
"""Quad class of a number as GDELT writes it, or of the words of POLECAT."""


def meaning(root: Root | None, mode: str | None, contexts: str | None) -> dict[str, Any]:
    """Give what the columns of an event say, by its root, mode and contexts."""
    own = ROOTS[root] if root else None
    issue = foreign.issue_of(contexts)
    return {
        "root": root.value if root else None,
        "mode": mode,
        "contexts": contexts or None,
        "issue": issue.value if issue else None,
        "quad": own.quad.value if own else None,
        "score": own.score if own else None,
    }


@cache
def of_cameo() -> Rows:
    """Give the meaning of each code of CAMEO, with its leading zeros and without."""
    rows: dict[str, dict[str, Any]] = {}
    for code, one in cameo.codes().items():
        rows[code] = {
            "code": code,
            **meaning(one.root, one.mode, one.context),
            "goldstein": one.goldstein,
        }
    for code, row in list(rows.items()):
        rows.setdefault(code.removeprefix("0"), row)
    return rows


@cache
def of_plover() -> Rows:
    """Give the meaning of each root of PLOVER, by its name in capitals.

    The edition before 0.8 has names of its own: DEMAND is REQUEST and DISAPPROVE is ACCUSE.
    """
    rows = {root.value: meaning(root, None, None) for root in Root}
    rows["DEMAND"] = rows["REQUEST"]
    rows["DISAPPROVE"] = rows["ACCUSE"]
    rows["APPEAL"] = rows["REQUEST"]
    return rows


@cache
def of_events_by_name() -> dict[str, str]:
    """Give the code of CAMEO of each name of an event, in lower case."""
    names: dict[str, str] = {}
    for code, one in sorted(cameo.codes().items(), key=lambda pair: (len(pair[0]) == 2, pair[0])):
        if one.name:
            names.setdefault(one.name.casefold(), code)
    return names


@cache
def of_states(system: str) -> Rows:
    """Give the state of each code of a system (see `detente.ontology.crosswalk`)."""
    column = {"iso3": "code", "iso2": "alpha2"}.get(system, system)
    texts = {text for row in rows_of("states") for text in row[column].split(";") if text} | {
        row["text"] for row in rows_of("state_codes") if row["system"] == system
    }
    rows: dict[str, dict[str, Any]] = {}
    for text in sorted(texts):
        try:
            state = from_code(text, system)
        except UnknownName:
            continue
        rows[text.casefold() if system == "icews" else text.upper()] = {"state": state}
    if system in {"iso3", "cameo"}:
        for code in foreign.TERRITORIES:
            rows.setdefault(code, {"state": code})
    if system == "icews":
        for code, name in foreign.TERRITORIES.items():
            rows.setdefault(name.casefold(), {"state": code})
    return rows


@cache
def of_names() -> Rows:
    """Give the state or body of each name of one, in lower case."""
    rows: dict[str, Mapping[str, Any]] = {
        name.casefold(): {"state": code} for code, name in organization_names().items()
    }
    for row in rows_of("organizations"):
        rows.setdefault(row["text"].casefold(), {"state": row["code"]})
    for code, state in states().items():
        rows.setdefault(state.name.casefold(), {"state": code})
    for text, known in of_states("icews").items():
        rows.setdefault(text, known)
    return rows


@cache
def of_groups() -> Rows:
    """Give the body of each known-group code of CAMEO that is one body."""
    return {code: {"state": body} for code, body in foreign.GROUPS.items()}


@cache
def of_sectors() -> Rows:
    """Give the sector of each type code of CAMEO and PLOVER."""
    return {code: {"sector": sector.value} for code, sector in foreign.SECTORS.items()}


def parts_of_actor(code: str | None) -> tuple[str | None, str | None]:
    """Give state and sector of an actor code of CAMEO, three letters a part.

    Examples
    --------
    >>> parts_of_actor("USAGOV"), parts_of_actor("IGOUNO"), parts_of_actor("USA")
    (('USA', 'GOV'), ('IGO:UN', 'IGO'), ('USA', 'GOV'))
    """
    parts = [code[i : i + 3] for i in range(0, len(code), 3)] if code else []
    states_of = of_states("cameo")
    state = states_of[parts[0]]["state"] if parts and parts[0] in states_of else None
    body = next((foreign.GROUPS[part] for part in parts if part in foreign.GROUPS), None)
    sector = next(
        (foreign.SECTORS[part] for part in parts[1 if state else 0 :] if part in foreign.SECTORS),
        None,
    )
    if state is None and body is not None:
        return body, Sector.IGO.value
    if sector is None and state is not None:
        sector = Sector.GOV
    return state, sector.value if sector else None
