"""Turn codes of CAMEO into roots of PLOVER, and roots into codes, for those who need them.

Source: the conversion table of the PLOVER manual 0.8; names and Goldstein scores as the icews
package lists them (`ontology/data/cameo.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from detente.codes import Root
from detente.errors import UnknownName
from detente.ontology.tables import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """Hold one code of CAMEO."""

    code: Annotated[str, "code with leading zeros"]
    name: Annotated[str, "name as event files write it; may be empty"]
    root: Annotated[Root | None, "root of PLOVER; null for public statements (01)"]
    mode: Annotated[str | None, "mode of PLOVER"]
    context: Annotated[str, "contexts of PLOVER, separated by semicolons"]
    goldstein: Annotated[float | None, "Goldstein score, -10 to 10"]


@cache
def codes() -> dict[str, Cameo]:
    """Give all codes."""
    return {
        row["code"]: Cameo(
            code=row["code"],
            name=row["name"],
            root=Root(row["root"]) if row["root"] else None,
            mode=row["mode"] or None,
            context=row["context"],
            goldstein=float(row["goldstein"]) if row["goldstein"] else None,
        )
        for row in rows_of("cameo")
    }


def cameo_named(code: str | int) -> Cameo:
    """Give a code as files write it.

    Parameters
    ----------
    code : str or int
        With its leading zeros; a number is taken for a code of three or four digits that lost
        its zero.

    Raises
    ------
    UnknownName
        If it is none of CAMEO.

    Examples
    --------
    >>> cameo_named("042").root.value, cameo_named(42).mode, cameo_named("0214").root.value
    ('CONSULT', 'visit', 'REQUEST')
    """
    text = f"{code:03d}" if isinstance(code, int) else code.strip()
    known = codes()
    for form in (text, f"0{text}"):
        if form in known:
            return known[form]
    raise UnknownName("CAMEO code", text, known)


@cache
def cameo_of(root: Root, mode: str | None = None) -> str:
    """Give the code of CAMEO that is nearest to a root and mode.

    The general code of the root where CAMEO has none for the mode.

    Examples
    --------
    >>> cameo_of(Root.CONSULT, "visit"), cameo_of(Root.ASSAULT), cameo_of(Root.SANCTION, "expel")
    ('042', '190', '166')
    """
    own = [one for one in codes().values() if one.root == root and not one.code.startswith("02")]
    same = [one for one in own if one.mode == mode]
    general = _GENERAL.get(root)
    if mode is None and general is not None:
        return general
    if mode is not None and same:
        return min((one.code for one in same), key=lambda code: (len(code), code))
    return general or min((one.code for one in own if len(one.code) == 3), default=own[0].code)


_GENERAL = {
    Root.AGREE: "030",
    Root.CONSULT: "040",
    Root.SUPPORT: "050",
    Root.COOPERATE: "060",
    Root.AID: "070",
    Root.CONCEDE: "080",
    Root.RETREAT: "087",
    Root.REQUEST: "100",
    Root.ACCUSE: "110",
    Root.REJECT: "120",
    Root.THREATEN: "130",
    Root.PROTEST: "140",
    Root.MOBILIZE: "150",
    Root.SANCTION: "160",
    Root.COERCE: "170",
    Root.ASSAULT: "190",
}
"""The code of each root that says no more than the root itself."""
