"""Read the tables of GDELT: events of both versions, mentions, and the knowledge graph.

Source of the columns: the codebooks of GDELT 1.0 and 2.0 as listed by gdeltPyR.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.codes import Precision, Sector
from detente.formats import codes
from detente.formats.layout import (
    Layout,
    bad_day,
    bad_number,
    bad_place,
    bad_whole,
    day8,
    first_problem,
    full_code,
    no_whole,
    number,
    said_by,
    shaped,
    whole,
    with_lookups,
)

if TYPE_CHECKING:
    import ibis

_ACTOR: Final = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code"
    " Type2Code Type3Code"
).split()
_GEO: Final = "Type FullName CountryCode ADM1Code Lat Long FeatureID".split()
_GEO2: Final = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()


def _events(geo: list[str]) -> tuple[str, ...]:
    return (
        *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
        *(f"Actor1{part}" for part in _ACTOR),
        *(f"Actor2{part}" for part in _ACTOR),
        *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
        *"NumMentions NumSources NumArticles AvgTone".split(),
        *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in geo),
        "DATEADDED",
        "SOURCEURL",
    )


EVENTS_1: Final = _events(_GEO)
EVENTS_2: Final = _events(_GEO2)
MENTIONS: Final = tuple(
    """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName
    MentionIdentifier SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText
    Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras""".split()
)
GRAPH_2: Final = tuple(
    """GKGRECORDID DATE SourceCollectionIdentifier SourceCommonName DocumentIdentifier Counts
    V2Counts Themes V2Themes Locations V2Locations Persons V2Persons Organizations
    V2Organizations V2Tone Dates GCAM SharingImage RelatedImages SocialImageEmbeds
    SocialVideoEmbeds Quotations AllNames Amounts TranslationInfo Extras""".split()
)
GRAPH_1: Final = tuple(
    """Date NumArticles Counts Themes Locations Persons Organizations Tone EventIds Sources
    SourceURLs""".split()
)

_SIDES: Final = (("actor", "Actor1"), ("recipient", "Actor2"))


def events(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a table of events, of either version."""
    full = full_code(raw.EventCode, raw.EventRootCode)
    lookups: dict[str, Any] = {
        "code": (full, codes.of_cameo()),
        "quad": (raw.QuadClass, codes.QUADS),
        "place": (raw.ActionGeo_CountryCode, codes.of_states("fips")),
    }
    for side, who in _SIDES:
        lookups[side] = raw[f"{who}CountryCode"], codes.of_states("cameo")
        lookups[f"{side}_group"] = raw[f"{who}KnownGroupCode"], codes.of_groups()
        lookups[f"{side}_type"] = raw[f"{who}Type1Code"], codes.of_sectors()
    raw = with_lookups(raw, lookups)
    sides: dict[str, Any] = {}
    for side, who in _SIDES:
        sides[f"{side}_name"] = raw[f"{who}Name"]
        sides[f"{side}_code"] = raw[f"{who}Code"]
        sides[f"{side}_state"] = raw[f"{side}_state"].coalesce(raw[f"{side}_group_state"])
        sides[f"{side}_sector"] = raw[f"{side}_type_sector"].coalesce(
            raw[f"{side}_state"].notnull().ifelse(Sector.GOV.value, None),
            raw[f"{side}_group_state"].notnull().ifelse(Sector.IGO.value, None),
        )
    dated = raw.SQLDATE.notnull()
    day = dated.ifelse(day8(raw.SQLDATE), day8(raw.MonthYear.substr(0, 6) + "01"))
    added = day8(raw.DATEADDED)
    coded = raw.EventCode.notnull()
    return shaped(
        raw,
        "coded",
        {
            **sides,
            **said_by(raw, "code"),
            "id": "GDELT:" + raw.GLOBALEVENTID,
            "source": "GDELT",
            "original_id": raw.GLOBALEVENTID,
            "code": raw.code_code,
            "quad": coded.ifelse(raw.code_quad, raw.quad_quad),
            "goldstein": number(raw.GoldsteinScale),
            "day": day,
            "day_precision": dated.ifelse(Precision.DAY.value, Precision.MONTH.value),
            "known_at": added.coalesce(day),
            "place": raw.ActionGeo_FullName,
            "place_state": raw.place_state,
            "latitude": number(raw.ActionGeo_Lat),
            "longitude": number(raw.ActionGeo_Long),
            "mentions": whole(raw.NumMentions),
            "url": raw.SOURCEURL,
        },
        first_problem(
            (raw.GLOBALEVENTID.isnull(), "no id"),
            (no_whole(raw.GLOBALEVENTID), "id is no number"),
            (bad_day(day), "impossible date"),
            (raw.DATEADDED.notnull() & bad_day(added), "impossible date of addition"),
            (dated & (raw.Year != raw.SQLDATE.substr(0, 4)), "year and day disagree"),
            (coded & raw.code_key.isnull(), "unknown event code"),
            (~coded & raw.QuadClass.isnull(), "no event code"),
            (
                coded & (full_code(raw.EventRootCode, raw.EventRootCode) != raw.code_code.left(2)),
                "codes disagree",
            ),
            (raw.QuadClass.notnull() & raw.quad_key.isnull(), "unknown quad class"),
            (bad_number(raw.GoldsteinScale, -10, 10), "impossible Goldstein score"),
            (bad_whole(raw.NumMentions), "impossible number"),
            (bad_place(raw.ActionGeo_Lat, raw.ActionGeo_Long), "impossible place"),
        ),
    )


def mentions(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a table of mentions."""
    seen = day8(raw.MentionTimeDate)
    return shaped(
        raw,
        "notices",
        {
            "id": "GDELT-MENTION:"
            + raw.GLOBALEVENTID
            + ":"
            + raw.MentionIdentifier
            + ":"
            + raw.SentenceID.coalesce(""),
            "source": "GDELT mentions",
            "original_id": raw.GLOBALEVENTID,
            "day": seen,
            "known_at": seen,
            "publisher": raw.MentionSourceName,
            "url": raw.MentionIdentifier,
            "sentence": whole(raw.SentenceID),
            "confidence": number(raw.Confidence) / 100,
            "tone": number(raw.MentionDocTone),
            "language": raw.MentionDocTranslationInfo,
        },
        first_problem(
            (no_whole(raw.GLOBALEVENTID), "no id"),
            (raw.MentionIdentifier.isnull(), "no document"),
            (bad_day(seen), "impossible date"),
            (bad_number(raw.Confidence, 0, 100), "impossible confidence"),
            (bad_whole(raw.SentenceID), "impossible number"),
            (bad_number(raw.MentionDocTone, -100, 100), "impossible number"),
        ),
    )


def graph(raw: ibis.Table) -> ibis.Table:
    """Give the rows of the knowledge graph, version 2.1."""
    seen = day8(raw.DATE)
    return shaped(
        raw,
        "notices",
        {
            "id": "GDELT-GKG:" + raw.GKGRECORDID,
            "source": "GDELT graph",
            "original_id": raw.GKGRECORDID,
            "day": seen,
            "known_at": seen,
            "publisher": raw.SourceCommonName,
            "url": raw.DocumentIdentifier,
            "tone": number(raw.V2Tone.split(",")[0]),
            "themes": raw.Themes,
            "persons": raw.Persons,
            "organizations": raw.Organizations,
            "places": raw.Locations,
            "quotations": raw.Quotations,
            "language": raw.TranslationInfo,
        },
        first_problem(
            (raw.GKGRECORDID.isnull(), "no id"),
            (bad_day(seen), "impossible date"),
            (bad_number(raw.V2Tone.split(",")[0], -100, 100), "impossible number"),
        ),
    )


def graph_1(raw: ibis.Table) -> ibis.Table:
    """Give the rows of the knowledge graph, version 1.0."""
    seen = day8(raw.Date)
    key = raw.Date + ":" + raw.SourceURLs.coalesce("") + ":" + raw.EventIds.coalesce("")
    return shaped(
        raw,
        "notices",
        {
            "id": "GDELT-GKG1:" + key,
            "source": "GDELT graph",
            "original_id": key,
            "day": seen,
            "known_at": seen,
            "publisher": raw.Sources,
            "url": raw.SourceURLs,
            "tone": number(raw.Tone.split(",")[0]),
            "themes": raw.Themes,
            "persons": raw.Persons,
            "organizations": raw.Organizations,
            "places": raw.Locations,
        },
        first_problem(
            (bad_day(seen), "impossible date"),
            (bad_number(raw.Tone.split(",")[0], -100, 100), "impossible number"),
        ),
    )


USED: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "Actor1Code", "Actor1Name",
    "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1Type1Code", "Actor2Code", "Actor2Name",
    "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2Type1Code", "EventCode", "EventRootCode",
    "QuadClass", "GoldsteinScale", "NumMentions", "ActionGeo_FullName", "ActionGeo_CountryCode",
    "ActionGeo_Lat", "ActionGeo_Long", "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""Columns of events that are read; what else stands in a row stays in the file."""

_SPELLINGS: Final = {"day": "SQLDATE", "globaleventid": "GLOBALEVENTID", "dateadded": "DATEADDED"}

LAYOUTS: Final = (
    Layout(
        name="gdelt1",
        title="GDELT 1.0 events",
        table="coded",
        columns=EVENTS_1,
        rows=events,
        used=USED,
        widths=(57, 58),
        needed=("GLOBALEVENTID", "QuadClass"),
        aliases=_SPELLINGS,
        first=r"\d+",
    ),
    Layout(
        name="gdelt2",
        title="GDELT 2.0 events",
        table="coded",
        columns=EVENTS_2,
        rows=events,
        used=USED,
        widths=(61,),
        needed=("GLOBALEVENTID", "QuadClass", "Actor1Geo_ADM2Code"),
        aliases=_SPELLINGS,
        first=r"\d+",
        minutes=15,
    ),
    Layout(
        name="gdelt-mentions",
        title="GDELT 2.0 mentions",
        table="notices",
        columns=MENTIONS,
        rows=mentions,
        widths=(16,),
        needed=("GLOBALEVENTID", "MentionTimeDate", "MentionIdentifier"),
        first=r"\d+",
        minutes=15,
    ),
    Layout(
        name="gdelt-gkg2",
        title="GDELT 2.1 global knowledge graph",
        table="notices",
        columns=GRAPH_2,
        rows=graph,
        widths=(27,),
        needed=("GKGRECORDID", "DocumentIdentifier"),
        first=r"\d{14}-.*",
        minutes=15,
    ),
    Layout(
        name="gdelt-gkg1",
        title="GDELT 1.0 global knowledge graph",
        table="notices",
        columns=GRAPH_1,
        rows=graph_1,
        needed=("Date", "Themes", "SourceURLs"),
        aliases={"cameoeventids": "EventIds"},
    ),
)
