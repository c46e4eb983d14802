"""Give events the columns that tools of other projects expect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from detente.codes import Quad, Root, Sector
from detente.formats import codes, gdelt, icews, polecat
from detente.formats.layout import whole, with_lookup
from detente.ontology import cameo, foreign
from detente.ontology.crosswalk import to_code
from detente.ontology.states import name_of, states

if TYPE_CHECKING:
    import ibis

OWN_IDS: Final = 9_000_000_000_000
"""Ids of events that have no number of their own start here: GDELT's and ICEWS' are smaller."""
_QUAD_NUMBERS: Final = {quad.value: number for number, quad in enumerate(Quad, 1)}
_SECTOR_WORDS: Final = {
    "GOV": "Government", "MIL": "Military", "LEG": "Legislative / Parliamentary",
    "JUD": "Judicial", "COP": "Police", "SPY": "Intelligence", "PTY": "Parties",
    "OPP": "Opposition", "REB": "Insurgents", "BUS": "Business", "MED": "Media",
    "EDU": "Education", "NGO": "Nongovernmental Organizations / Activists",
    "CVL": "General Population / Civilian / Social", "REL": "International Religious",
    "IGO": "International Government Organization", "UNK": "Unspecified",
}  # fmt: skip
_CAMEO_TYPES: Final = {
    sector.value: "UIS" if sector is Sector.UNK else sector.value for sector in Sector
}


@cache
def _parties(system: str) -> Mapping[str, Mapping[str, Any]]:
    """Give for each state and body of ours its code in a system, and its name."""
    rows: dict[str, dict[str, Any]] = {}
    groups = {body: code for code, body in reversed(foreign.GROUPS.items())}
    for state in states():
        rows[state] = {"code": to_code(state, system), "group": None, "name": name_of(state)}
    for code, name in foreign.TERRITORIES.items():
        rows[code] = {"code": name if system == "icews" else code, "group": None, "name": name}
    for body in {row["state"] for row in codes.of_names().values()} - set(rows):
        rows[body] = {"code": None, "group": groups.get(body), "name": name_of(body)}
    return rows


def _numbered(rows: ibis.Table, source: str) -> Any:
    """Give the number that the source gave, else one made of the id: the same in all exports."""
    digits = "0x" + rows.id.hexdigest("md5").substr(0, 12)
    own = whole(rows.original_id)
    return ((rows.source == source) & own.notnull()).ifelse(own, digits.cast("int64") + OWN_IDS)


def with_code(rows: ibis.Table) -> ibis.Table:
    """Leave out what has no code of CAMEO and give the code of the root to the rest."""
    known = codes.of_cameo()
    kinds = {root.value: {"code": cameo.cameo_of(root)} for root in Root}
    rows = with_lookup(rows, rows.code, {k: {"known": k} for k in known}, "given")
    rows = with_lookup(rows, rows.root, kinds, "root")
    code = rows.given_known.coalesce(rows.root_code)
    return rows.mutate(cameo=code).filter(code.notnull())


def _sides(rows: ibis.Table, system: str) -> ibis.Table:
    for side in ("actor", "recipient"):
        rows = with_lookup(rows, rows[f"{side}_state"], _parties(system), f"{side}_party")
    return rows


def icews_rows(rows: ibis.Table) -> ibis.Table:
    """Give the 20 columns of ICEWS."""
    rows = _sides(with_code(rows), "icews")
    names = {code: {"name": one.name or None} for code, one in cameo.codes().items()}
    rows = with_lookup(rows, rows.cameo, names, "event")
    places = {code: {"icews": to_code(code, "icews")} for code in states()}
    rows = with_lookup(rows, rows.place_state, places, "place")
    words = {sector: {"words": text} for sector, text in _SECTOR_WORDS.items()}
    values: dict[str, Any] = {
        "Event ID": _numbered(rows, "ICEWS"),
        "Event Date": rows.day.cast("string"),
        "Event Text": rows.event_name,
        "CAMEO Code": rows.cameo,
        "Intensity": rows.goldstein,
        "Publisher": rows.publisher,
        "City": rows.place,
        "Country": rows.place_icews,
        "Latitude": rows.latitude,
        "Longitude": rows.longitude,
    }
    for side, who in (("actor", "Source"), ("recipient", "Target")):
        rows = with_lookup(rows, rows[f"{side}_sector"], words, f"{side}_sector")
        body = rows[f"{side}_party_code"].isnull()
        name = rows[f"{side}_name"].coalesce(rows[f"{side}_party_name"])
        values[f"{who} Name"] = body.ifelse(rows[f"{side}_party_name"].coalesce(name), name)
        values[f"{who} Sectors"] = rows[f"{side}_sector_words"]
        values[f"{who} Country"] = rows[f"{side}_party_code"]
    return _selected(rows, icews.COLUMNS, values)


def polecat_rows(rows: ibis.Table) -> ibis.Table:
    """Give the 40 columns of POLECAT; what has no root of PLOVER is left out."""
    rows = _sides(rows.filter(rows.root.notnull()), "cow")
    contexts = {issue.value: {"name": name} for name, issue in reversed(foreign.ISSUES.items())}
    rows = with_lookup(rows, rows.issue, contexts, "context")
    values: dict[str, Any] = {
        "Event ID": rows.original_id,
        "Event Date": rows.day.cast("string"),
        "Event Type": rows.root,
        "Event Mode": rows["mode"],
        "Intensity": rows.goldstein.coalesce(rows.score),
        "Quad Code": rows.quad.upper(),
        "Contexts": rows.contexts.coalesce(rows.context_name),
        "Placename": rows.place,
        "Country": rows.place_state,
        "Latitude": rows.latitude,
        "Longitude": rows.longitude,
        "Source": rows.publisher,
        "Publication Date": rows.known_at.cast("string"),
        "Language": "en",
        "Version": "Detente",
    }
    for side, who in (("actor", "Actor"), ("recipient", "Recipient")):
        state = rows[f"{side}_state"]
        body = state.startswith("IGO:")
        values[f"{who} Name"] = body.ifelse(rows[f"{side}_party_name"], rows[f"{side}_name"])
        values[f"{who} Country"] = body.ifelse(None, state)
        values[f"{who} COW"] = rows[f"{side}_party_code"]
        values[f"Primary {who} Sector"] = rows[f"{side}_sector"]
        values[f"{who} Sectors"] = rows[f"{side}_sector"]
        values[f"{who} Name Raw"] = rows[f"{side}_name"]
    return _selected(rows, polecat.COLUMNS, values).fill_null("None")


def gdelt_rows(rows: ibis.Table, columns: tuple[str, ...]) -> ibis.Table:
    """Give the columns of GDELT, version 1.0 or 2.0."""
    rows = _sides(with_code(rows), "cameo")
    places = {code: {"fips": to_code(code, "fips")} for code in states()}
    rows = with_lookup(rows, rows.place_state, places, "place")
    types = {sector: {"name": text or None} for sector, text in _CAMEO_TYPES.items()}
    numbers = {quad: {"number": str(number)} for quad, number in _QUAD_NUMBERS.items()}
    rows = with_lookup(rows, rows.quad, numbers, "quad")
    day = rows.day.strftime("%Y%m%d")
    added = rows.known_at.strftime("%Y%m%d")
    values: dict[str, Any] = {
        "GLOBALEVENTID": _numbered(rows, "GDELT"),
        "SQLDATE": day,
        "MonthYear": rows.day.strftime("%Y%m"),
        "Year": rows.day.strftime("%Y"),
        "FractionDate": (
            rows.day.year() + ((rows.day.month() - 1) * 30 + rows.day.day()) / 365.0
        ).round(4),
        "IsRootEvent": "1",
        "EventCode": rows.cameo,
        "EventBaseCode": rows.cameo.substr(0, 3),
        "EventRootCode": rows.cameo.substr(0, 2),
        "QuadClass": rows.quad_number.coalesce("1"),
        "GoldsteinScale": rows.goldstein,
        "NumMentions": rows.mentions.coalesce(1),
        "NumSources": "1",
        "NumArticles": "1",
        "ActionGeo_FullName": rows.place,
        "ActionGeo_CountryCode": rows.place_fips,
        "ActionGeo_Lat": rows.latitude,
        "ActionGeo_Long": rows.longitude,
        "DATEADDED": added if columns is gdelt.EVENTS_1 else added + "000000",
        "SOURCEURL": rows.url,
    }
    for side, who in (("actor", "Actor1"), ("recipient", "Actor2")):
        rows = with_lookup(rows, rows[f"{side}_sector"], types, f"{side}_type")
        code, group = rows[f"{side}_party_code"], rows[f"{side}_party_group"]
        kind = rows[f"{side}_type_name"]
        whole = code.coalesce(group.notnull().ifelse("IGO" + group, None), "")
        values[f"{who}Code"] = (whole + (group.isnull().ifelse(kind.coalesce(""), ""))).nullif("")
        values[f"{who}Name"] = rows[f"{side}_name"].upper()
        values[f"{who}CountryCode"] = code
        values[f"{who}KnownGroupCode"] = group
        values[f"{who}Type1Code"] = kind
    return _selected(rows, columns, values)


def own_rows(rows: ibis.Table) -> ibis.Table:
    """Give the columns of our own table of coded events, with year and month."""
    return rows.mutate(year=rows.day.year().cast("int64"), month=rows.day.month().cast("int64"))


def _selected(rows: ibis.Table, columns: tuple[str, ...], values: Mapping[str, Any]) -> ibis.Table:
    """Give those columns as text, in order; what has no value is null."""
    import ibis

    chosen = {}
    for name in columns:
        value = values.get(name)
        text = value if isinstance(value, ibis.expr.types.Value) else ibis.literal(value, "string")
        chosen[name] = text.cast("string")
    return rows.order_by([rows.day, rows.id]).select(**chosen)


WRITERS: Final[Mapping[str, Callable[[ibis.Table], ibis.Table]]] = {
    "icews": icews_rows,
    "polecat": polecat_rows,
    "gdelt1": lambda rows: gdelt_rows(rows, gdelt.EVENTS_1),
    "gdelt2": lambda rows: gdelt_rows(rows, gdelt.EVENTS_2),
}
"""Tables of tabs, by the name of the format."""
HEADERLESS: Final = frozenset({"gdelt1", "gdelt2"})


def start_of(first: dt.date) -> dt.date:
    """Give the first day of the year in which quadruples start to count."""
    return dt.date(first.year, 1, 1)
