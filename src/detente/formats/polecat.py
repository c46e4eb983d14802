"""Read the table of POLECAT, in the spellings of its releases.

Source of the columns: the codebook on Dataverse (doi 10.7910/DVN/AJGVIT).
"""

from __future__ import annotations

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
    number,
    said_by,
    shaped,
    with_lookups,
)
from detente.ontology.foreign import ISSUES

if TYPE_CHECKING:
    import ibis

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip

_SIDES: Final = (("actor", "Actor"), ("recipient", "Recipient"))


def _issue(contexts: Any) -> Any:
    """Give the issue of the first context that has one."""
    import ibis

    known = ibis.map({name: issue.value for name, issue in ISSUES.items()})
    words = contexts.lower().re_replace("[ -]+", "_").split(";")
    return words.map(lambda word: known.get(word.re_replace("^_+|_+$", ""))).filter(
        lambda found: found.notnull()
    )[0]


def events(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a table of events."""
    lookups: dict[str, Any] = {
        "code": (raw["Event Type"].upper(), codes.of_plover()),
        "quad": (raw["Quad Code"].upper(), codes.QUADS),
        "place": (raw["Country"].upper(), codes.of_states("iso3")),
        "place_named": (raw["Country"].lower(), codes.of_names()),
    }
    for side, who in _SIDES:
        lookups[side] = raw[f"{who} Country"].upper(), codes.of_states("iso3")
        lookups[f"{side}_named"] = raw[f"{who} Name"].lower(), codes.of_names()
        lookups[f"{side}_type"] = raw[f"Primary {who} Sector"].upper(), codes.of_sectors()
    raw = with_lookups(raw, lookups)
    sides: dict[str, Any] = {}
    for side, who in _SIDES:
        sides[f"{side}_name"] = raw[f"{who} Name"]
        sides[f"{side}_code"] = raw[f"{who} Country"]
        sides[f"{side}_state"] = raw[f"{side}_state"].coalesce(raw[f"{side}_named_state"])
        sides[f"{side}_sector"] = raw[f"{side}_type_sector"].coalesce(
            raw[f"{who} Name"].notnull().ifelse(Sector.UNK.value, None)
        )
    issue = _issue(raw["Contexts"])
    day, published = day_of(raw["Event Date"]), day_of(raw["Publication Date"])
    parts = (raw["Event ID"], raw["Actor Name"].coalesce(""), raw["Recipient Name"].coalesce(""))
    return shaped(
        raw,
        "coded",
        {
            **sides,
            **said_by(raw, "code"),
            "id": "POLECAT:" + parts[0] + ":" + parts[1] + ":" + parts[2],
            "source": "POLECAT",
            "original_id": raw["Event ID"],
            "code": raw["Event Mode"]
            .notnull()
            .ifelse(raw["Event Type"] + "-" + raw["Event Mode"], raw["Event Type"]),
            "mode": raw["Event Mode"].lower(),
            "contexts": raw["Contexts"],
            "issue": issue,
            "goldstein": number(raw["Intensity"]),
            "day": day,
            "day_precision": "day",
            "known_at": published.coalesce(day),
            "place": raw["Placename"].coalesce(raw["Raw Placename"], raw["City"], raw["Country"]),
            "place_state": raw.place_state.coalesce(raw.place_named_state),
            "latitude": number(raw["Latitude"]),
            "longitude": number(raw["Longitude"]),
            "publisher": raw["Source"],
        },
        first_problem(
            (raw["Event ID"].isnull(), "no id"),
            (bad_day(day), "impossible date"),
            (raw["Publication Date"].notnull() & bad_day(published), "impossible publication date"),
            (raw.code_key.isnull(), "unknown event type"),
            (bad_number(raw["Intensity"], -10, 10), "impossible intensity"),
            (bad_place(raw["Latitude"], raw["Longitude"]), "impossible place"),
        ),
    )


LAYOUT: Final = Layout(
    name="polecat",
    title="POLECAT events",
    table="coded",
    columns=COLUMNS,
    rows=events,
    widths=(40,),
    needed=("Event ID", "Event Date", "Event Type", "Actor Name", "Recipient Name"),
    aliases={"event intensity": "Intensity", "quad class": "Quad Code"},
    nulls=("None", "NA", ""),
)
