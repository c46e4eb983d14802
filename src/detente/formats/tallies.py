"""Read tables that give numbers for two states and a period instead of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.codes import Quad
from detente.formats import codes
from detente.formats.layout import (
    Layout,
    bad_day,
    day8,
    day_of,
    first_problem,
    number,
    shaped,
    with_lookups,
)

if TYPE_CHECKING:
    import ibis

_COUNTED: Final = {
    "verbCoop": Quad.VERBAL_COOPERATION,
    "matlCoop": Quad.MATERIAL_COOPERATION,
    "verbConf": Quad.VERBAL_CONFLICT,
    "matlConf": Quad.MATERIAL_CONFLICT,
}


def dyad_days(raw: ibis.Table) -> ibis.Table:
    """Give the rows of a score a pair of states and day."""
    import ibis

    states = codes.of_states("iso3")
    raw = with_lookups(
        raw, {"one": (raw.iso3_a.upper(), states), "two": (raw.iso3_b.upper(), states)}
    )
    day = day_of(raw["date"])
    return shaped(
        raw,
        "tallies",
        {
            "id": "SCORE:" + raw["date"] + ":" + raw.iso3_a + ":" + raw.iso3_b,
            "source": "dyad-day scores",
            "first": raw.one_state,
            "second": raw.two_state,
            "directed": False,
            "start": day,
            "stop": day + ibis.interval(days=1),
            "measure": "score",
            "value": number(raw.score),
        },
        first_problem(
            (bad_day(day), "impossible date"),
            (raw.one_key.isnull() | raw.two_key.isnull(), "unknown state"),
            (number(raw.score).isnull(), "no number"),
        ),
    )


def dyad_years(raw: ibis.Table) -> ibis.Table:
    """Give four rows a directed pair of states and year: events of each quad class."""
    import ibis

    raw = with_lookups(
        raw,
        {
            "one": (raw.i_iso3c.upper(), codes.of_states("iso3")),
            "two": (raw.j_iso3c.upper(), codes.of_states("iso3")),
            "one_named": (raw.i.lower(), codes.of_names()),
            "two_named": (raw.j.lower(), codes.of_names()),
        },
    )
    first = raw.one_state.coalesce(raw.one_named_state)
    second = raw.two_state.coalesce(raw.two_named_state)
    told = number(raw.year)
    whole = ((told >= 1000) & (told < 9999)).ifelse(told, None).cast("int64")
    year = whole.cast("string")
    start = day8(year + "0101")
    following = day8((whole + 1).cast("string") + "0101")
    parts = [
        shaped(
            raw,
            "tallies",
            {
                "id": "DYAD-YEAR:" + year + ":" + raw.i + ":" + raw.j + ":" + quad.value,
                "source": "dyad-year counts",
                "first": first,
                "second": second,
                "directed": True,
                "start": start,
                "stop": following,
                "measure": quad.value,
                "value": number(raw[column]),
            },
            first_problem(
                (bad_day(start), "impossible date"),
                (first.isnull() | second.isnull(), "unknown state"),
                (raw.one_state != raw.one_named_state, "codes disagree"),
                (raw.two_state != raw.two_named_state, "codes disagree"),
                (number(raw[column]).isnull(), "no number"),
                (number(raw[column]) < 0, "impossible number"),
            ),
        )
        for column, quad in _COUNTED.items()
    ]
    return ibis.union(*parts)


def partner_months(raw: ibis.Table) -> ibis.Table:
    """Give the rows of counts a month, partner and quad class; the other state is not named."""
    import ibis

    partner = raw.Actor2CountryCode.upper()
    raw = with_lookups(
        raw, {"two": (partner, codes.of_states("cameo")), "quad": (raw.QuadClass, codes.QUADS)}
    )
    start = day8(raw.MonthYear.substr(0, 6) + "01")
    key: Any = raw.MonthYear
    for part in (raw.Actor2CountryCode, raw.QuadClass, raw.SubEventType.coalesce("")):
        key = key + ":" + part
    return shaped(
        raw,
        "tallies",
        {
            "id": "PARTNER-MONTH:" + key,
            "source": "partner-month counts",
            "second": raw.two_state,
            "directed": True,
            "start": start,
            "stop": start + ibis.interval(months=1),
            "measure": raw.quad_quad,
            "code": raw.SubEventType,
            "value": number(raw.RecordCount),
        },
        first_problem(
            (bad_day(start), "impossible date"),
            (raw.two_key.isnull(), "unknown state"),
            (raw.quad_quad.isnull(), "unknown quad class"),
            (number(raw.RecordCount).isnull(), "no number"),
        ),
    )


LAYOUTS: Final = (
    Layout(
        name="dyad-day",
        title="a score a pair of states and day",
        table="tallies",
        columns=("date", "iso3_a", "iso3_b", "score"),
        rows=dyad_days,
        delimiter=",",
        needed=("date", "iso3_a", "iso3_b", "score"),
    ),
    Layout(
        name="dyad-year",
        title="events of each quad class a directed pair of states and year",
        table="tallies",
        columns=("i", "j", "year", *_COUNTED, "i_iso3c", "j_iso3c"),
        rows=dyad_years,
        delimiter=",",
        needed=("i", "j", "year", *_COUNTED),
        minutes=0,
        several=True,
    ),
    Layout(
        name="partner-month",
        title="events of each quad class a partner and month",
        table="tallies",
        columns=("MonthYear", "Actor2CountryCode", "QuadClass", "SubEventType", "GoldsteinScale",
                 "RecordCount"),
        rows=partner_months,
        delimiter=",",
        needed=("MonthYear", "Actor2CountryCode", "QuadClass", "RecordCount"),
        minutes=0,
    ),
)  # fmt: skip
