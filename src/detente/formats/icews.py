"""Read the table of ICEWS.

Source of the columns: the events as published on Dataverse, as the icews package samples them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from detente.codes import Sector
from detente.formats import codes
from detente.formats.layout import (
    Layout,
    bad_day,
    bad_number,
    bad_place,
    day_of,
    first_problem,
    no_whole,
    number,
    said_by,
    shaped,
    with_lookups,
)
from detente.ontology import cameo
from detente.ontology.foreign import ICEWS_SECTORS

if TYPE_CHECKING:
    import ibis

COLUMNS: Final = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip

_SIDES: Final = (("actor", "Source"), ("recipient", "Target"))


def _full_code(raw: ibis.Table) -> Any:
    """Give the code of an event, with the zero that it may have lost.

    Code 11 may then be 11 or 011; the text, which is the name of the code, tells which.
    """
    code, text = raw["CAMEO Code"], raw["Event Text"].lower()
    named = {name: known for name, known in codes.of_events_by_name().items() if known[0] == "0"}
    lost = [name for name, known in named.items() if known[1:] in cameo.codes()]
    return (text.isin(lost) & (code.length() == 2)).fill_null(False).ifelse("0" + code, code)


@cache
def _names() -> codes.Rows:
    """Give the name of each code in lower case."""
    return {code: {"name": one.name.casefold() or None} for code, one in cameo.codes().items()}


def _names_another(raw: ibis.Table) -> Any:
    """Tell whether the text is the name of an event, but not of the one that the code means."""
    known = sorted({row["name"] for row in _names().values() if row["name"]})
    text, own = raw["Event Text"].lower(), raw.event_name
    return text.isin(known) & own.notnull() & (text != own)


def events(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a table of events."""
    import ibis

    lookups: dict[str, Any] = {
        "code": (_full_code(raw), codes.of_cameo()),
        "event": (_full_code(raw), _names()),
        "place": (raw["Country"].lower(), codes.of_states("icews")),
    }
    for side, who in _SIDES:
        lookups[side] = raw[f"{who} Country"].lower(), codes.of_states("icews")
        lookups[f"{side}_named"] = raw[f"{who} Name"].lower(), codes.of_names()
    raw = with_lookups(raw, lookups)
    sides: dict[str, Any] = {}
    for side, who in _SIDES:
        country, name, words = raw[f"{who} Country"], raw[f"{who} Name"], raw[f"{who} Sectors"]
        sides[f"{side}_name"] = name
        sides[f"{side}_code"] = words
        sides[f"{side}_state"] = raw[f"{side}_state"].coalesce(raw[f"{side}_named_state"])
        sides[f"{side}_sector"] = ibis.cases(
            *((words.contains(word), sector.value) for word, sector in ICEWS_SECTORS),
            (words.notnull(), Sector.UNK.value),
            (raw[f"{side}_named_state"].startswith("IGO:"), Sector.IGO.value),
            (country.notnull() & (name.lower() == country.lower()), Sector.GOV.value),
            (raw[f"{side}_named_state"].notnull(), Sector.GOV.value),
            (name.notnull() | country.notnull(), Sector.UNK.value),
            else_=None,
        )
    day = day_of(raw["Event Date"])
    place = raw["City"].coalesce(raw["District"], raw["Province"], raw["Country"])
    return shaped(
        raw,
        "coded",
        {
            **sides,
            **said_by(raw, "code"),
            "id": "ICEWS:" + raw["Event ID"] + ":" + day.cast("string"),
            "source": "ICEWS",
            "original_id": raw["Event ID"],
            "code": raw.code_code,
            "goldstein": number(raw["Intensity"]),
            "day": day,
            "day_precision": "day",
            "known_at": day,
            "place": place,
            "place_state": raw.place_state,
            "latitude": number(raw["Latitude"]),
            "longitude": number(raw["Longitude"]),
            "publisher": raw["Publisher"],
            "text": raw["Event Text"],
        },
        first_problem(
            (raw["Event ID"].isnull(), "no id"),
            (no_whole(raw["Event ID"]), "id is no number"),
            (bad_day(day), "impossible date"),
            (raw.code_key.isnull(), "unknown event code"),
            (_names_another(raw), "codes disagree"),
            (bad_number(raw["Intensity"], -10, 10), "impossible intensity"),
            (bad_place(raw["Latitude"], raw["Longitude"]), "impossible place"),
        ),
    )


LAYOUT: Final = Layout(
    name="icews",
    title="ICEWS events",
    table="coded",
    columns=COLUMNS,
    rows=events,
    widths=(20,),
    needed=("Event ID", "Event Date", "CAMEO Code", "Source Country", "Target Country"),
    aliases={"event_id": "Event ID", "event_date": "Event Date", "source_name": "Source Name",
             "source_sectors": "Source Sectors", "source_country": "Source Country",
             "event_text": "Event Text", "cameo_code": "CAMEO Code", "target_name": "Target Name",
             "target_sectors": "Target Sectors", "target_country": "Target Country",
             "story_id": "Story ID", "sentence_number": "Sentence Number"},
    nulls=("NA", "NULL", ""),
    first=r"\d+",
)  # fmt: skip
