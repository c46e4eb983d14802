"""Read the tables of Phoenix and what PETRARCH2 writes.

Source of the columns: the Phoenix codebook; the writer of PETRARCH2.
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
    day8,
    day_of,
    first_problem,
    full_code,
    number,
    said_by,
    shaped,
    with_lookup,
    with_lookups,
)

if TYPE_CHECKING:
    import ibis

COLUMNS: Final = tuple(
    """id_version date year month day source source_root source_agent source_others target
    target_root target_agent target_others code root_code quad_class goldstein issues lat lon
    placename statename countryname ids urls sources""".split()
)
PETRARCH: Final = tuple(
    "date source target code issues ids url storysource actortext eventtext actorroot".split()
)


def _sides(raw: ibis.Table, parts: dict[str, tuple[Any, Any]]) -> tuple[ibis.Table, dict[str, Any]]:
    """Look up state and sector of both sides, by the root and the agent of their codes."""
    sides: dict[str, Any] = {}
    for (side, (root, agent)), whole in zip(parts.items(), ("source", "target"), strict=True):
        raw = with_lookups(
            raw,
            {
                side: (root, codes.of_states("cameo")),
                f"{side}_body": (raw[whole].substr(3, 3), codes.of_groups()),
                f"{side}_group": (root, codes.of_groups()),
                f"{side}_type": (agent, codes.of_sectors()),
            },
        )
        state, body = raw[f"{side}_state"], raw[f"{side}_group_state"]
        body = body.coalesce(raw[f"{side}_body_state"])
        sides[f"{side}_name"] = raw[whole]
        sides[f"{side}_code"] = raw[whole]
        sides[f"{side}_state"] = state.coalesce(body)
        sides[f"{side}_sector"] = raw[f"{side}_type_sector"].coalesce(
            state.notnull().ifelse(Sector.GOV.value, None),
            body.notnull().ifelse(Sector.IGO.value, None),
        )
    return raw, sides


def phoenix(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a table of Phoenix."""
    raw = with_lookup(raw, full_code(raw["code"], raw.root_code), codes.of_cameo(), "cameo")
    raw = with_lookup(raw, raw.countryname.upper(), codes.of_states("iso3"), "place")
    raw, sides = _sides(
        raw,
        {
            "actor": (raw.source_root, raw.source_agent.substr(0, 3)),
            "recipient": (raw.target_root, raw.target_agent.substr(0, 3)),
        },
    )
    day = day_of(raw["date"])
    return shaped(
        raw,
        "coded",
        {
            **sides,
            **said_by(raw, "cameo"),
            "code": raw.cameo_code,
            "id": "PHOENIX:" + raw.id_version,
            "source": "PHOENIX",
            "original_id": raw.id_version,
            "goldstein": number(raw.goldstein).coalesce(raw.cameo_goldstein),
            "day": day,
            "day_precision": "day",
            "known_at": day,
            "place": raw.placename.coalesce(raw.statename, raw.countryname),
            "place_state": raw.place_state,
            "latitude": number(raw.lat),
            "longitude": number(raw.lon),
            "publisher": raw.sources,
            "url": raw.urls,
        },
        first_problem(
            (raw.id_version.isnull(), "no id"),
            (bad_day(day), "impossible date"),
            (raw.cameo_key.isnull(), "unknown event code"),
            (bad_number(raw.goldstein, -10, 10), "impossible Goldstein score"),
            (bad_place(raw.lat, raw.lon), "impossible place"),
        ),
    )


def petrarch(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a table that PETRARCH2 wrote."""
    raw = with_lookup(raw, raw["code"], codes.of_cameo(), "cameo")
    raw, sides = _sides(
        raw,
        {
            "actor": (raw["source"].substr(0, 3), raw["source"].substr(3, 3)),
            "recipient": (raw["target"].substr(0, 3), raw["target"].substr(3, 3)),
        },
    )
    day = day8(raw["date"])
    parts = [raw["date"], raw["source"], raw["target"], raw["code"], raw["ids"].coalesce("")]
    key = parts[0]
    for part in parts[1:]:
        key = key + ":" + part
    return shaped(
        raw,
        "coded",
        {
            **sides,
            **said_by(raw, "cameo"),
            "code": raw.cameo_code,
            "id": "PETRARCH2:" + key,
            "source": "PETRARCH2",
            "original_id": raw["ids"].coalesce(key),
            "goldstein": raw.cameo_goldstein,
            "day": day,
            "day_precision": "day",
            "known_at": day,
            "publisher": raw.storysource,
            "url": raw.url,
            "text": raw.eventtext,
        },
        first_problem(
            (bad_day(day), "impossible date"),
            (raw.cameo_key.isnull(), "unknown event code"),
            (raw["source"].isnull() | raw["target"].isnull(), "no actors"),
        ),
    )


LAYOUTS: Final = (
    Layout(
        name="phoenix",
        title="Phoenix events",
        table="coded",
        columns=COLUMNS,
        rows=phoenix,
        widths=(26,),
        needed=("id_version", "source_root", "target_root", "code"),
        aliases={"eventid": "id_version", "story_date": "date"},
        nulls=("---", "NA", ""),
    ),
    Layout(
        name="petrarch2",
        title="events written by PETRARCH2",
        table="coded",
        columns=PETRARCH,
        rows=petrarch,
        widths=(7, 8, 11),
        needed=("date", "source", "target", "code", "storysource"),
        nulls=("---", ""),
        first=r"(?:19|20)\d{6}",
    ),
)
