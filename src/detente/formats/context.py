"""Read what others publish of states and years: votes, alliances, regimes, trade agreements."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from detente.formats import codes
from detente.formats.layout import Layout, day_of, first_problem, number, shaped, with_lookup

if TYPE_CHECKING:
    import ibis

IDEAL: Final = "UN ideal point"
PACTS: Final = {
    "atop_defense": "defence pact",
    "atop_offense": "offence pact",
    "atop_neutral": "neutrality pact",
    "atop_nonagg": "non-aggression pact",
    "atop_consul": "consultation pact",
}
TRADE: Final = "trade agreement"
MEMBERS: Final = 91
"""Columns of members in a row of DESTA."""
_NUMBERED: Final = """
    4:AFG 8:ALB 12:DZA 20:AND 24:AGO 28:ATG 31:AZE 32:ARG 36:AUS 40:AUT 44:BHS 48:BHR 50:BGD
    51:ARM 52:BRB 56:BEL 64:BTN 68:BOL 70:BIH 72:BWA 76:BRA 84:BLZ 90:SLB 96:BRN 100:BGR
    104:MMR 108:BDI 112:BLR 116:KHM 120:CMR 124:CAN 132:CPV 140:CAF 144:LKA 148:TCD 152:CHL
    156:CHN 158:TWN 170:COL 174:COM 178:COG 180:COD 188:CRI 191:HRV 192:CUB 196:CYP 203:CZE
    204:BEN 208:DNK 212:DMA 214:DOM 218:ECU 222:SLV 226:GNQ 231:ETH 232:ERI 233:EST 242:FJI
    246:FIN 250:FRA 262:DJI 266:GAB 268:GEO 270:GMB 275:PSE 276:DEU 288:GHA 296:KIR 300:GRC
    308:GRD 320:GTM 324:GIN 328:GUY 332:HTI 336:VAT 340:HND 348:HUN 352:ISL 356:IND 360:IDN
    364:IRN 368:IRQ 372:IRL 376:ISR 380:ITA 384:CIV 388:JAM 392:JPN 398:KAZ 400:JOR 404:KEN
    408:PRK 410:KOR 414:KWT 417:KGZ 418:LAO 422:LBN 426:LSO 428:LVA 430:LBR 434:LBY 438:LIE
    440:LTU 442:LUX 450:MDG 454:MWI 458:MYS 462:MDV 466:MLI 470:MLT 478:MRT 480:MUS 484:MEX
    492:MCO 496:MNG 498:MDA 499:MNE 504:MAR 508:MOZ 512:OMN 516:NAM 520:NRU 524:NPL 528:NLD
    548:VUT 554:NZL 558:NIC 562:NER 566:NGA 578:NOR 583:FSM 584:MHL 585:PLW 586:PAK 591:PAN
    598:PNG 600:PRY 604:PER 608:PHL 616:POL 620:PRT 624:GNB 626:TLS 634:QAT 642:ROU 643:RUS
    646:RWA 659:KNA 662:LCA 670:VCT 674:SMR 678:STP 682:SAU 686:SEN 688:SRB 690:SYC 694:SLE
    702:SGP 703:SVK 704:VNM 705:SVN 706:SOM 710:ZAF 716:ZWE 724:ESP 728:SSD 729:SDN 740:SUR
    748:SWZ 752:SWE 756:CHE 760:SYR 762:TJK 764:THA 768:TGO 776:TON 780:TTO 784:ARE 788:TUN
    792:TUR 795:TKM 798:TUV 800:UGA 804:UKR 807:MKD 818:EGY 826:GBR 834:TZA 840:USA 854:BFA
    858:URY 860:UZB 862:VEN 882:WSM 887:YEM 894:ZMB
"""
"""States by their number in ISO 3166-1."""


@cache
def _of_numbers() -> codes.Rows:
    pairs = (text.split(":") for text in _NUMBERED.split())
    return {number_of: {"state": state} for number_of, state in pairs}


def _whole(cell: Any) -> Any:
    """Read a whole number that may be written 2.0; as text."""
    return number(cell).cast("int64").cast("string")


def _year(cell: Any) -> tuple[Any, Any]:
    """Give the first day of a year and that of the next; null where it is none."""
    told = number(cell)
    year = ((told >= 1700) & (told < 2100)).ifelse(told, None).cast("int64")
    start, after = (((year + more).cast("string") + "-01-01").try_cast("date") for more in (0, 1))
    return start, after


def _row(
    raw: ibis.Table,
    source: str,
    measure: str,
    year: Any,
    value: Any,
    *,
    other: bool = False,
    **more: Any,
) -> ibis.Table:
    """Give rows of one measure a state, or pair of states, and year."""
    day, after = _year(year)
    key = source + ":" + measure + ":" + raw.one_key.coalesce("") + ":"
    if other:
        key = key + raw.two_key.coalesce("") + ":"
    unknown = raw.one_state.isnull()
    if other:
        unknown = unknown | raw.two_state.isnull()
    return shaped(
        raw,
        "context",
        {
            "id": key + day.cast("string"),
            "source": source,
            "state": raw.one_state,
            "other": raw.two_state if other else None,
            "day": day,
            "stop": after,
            "known_at": after,
            "measure": measure,
            "value": number(value),
            **more,
        },
        first_problem(
            (day.isnull(), "impossible date"),
            (unknown, "unknown state"),
            (number(value).isnull(), "no number"),
        ),
    )


def ideal_points(raw: ibis.Table) -> ibis.Table:
    """Give ideal points of all votes, with their published 5 and 95 % quantiles."""
    raw = with_lookup(raw, raw.iso3c.upper(), codes.of_states("iso3"), "one")
    return _row(
        raw, "UN ideal points", IDEAL, raw.year, raw.idealpointall,
        low=number(raw.q5all), high=number(raw.q95all), n=number(raw.nvotesall),
    )  # fmt: skip


def sessions(raw: ibis.Table) -> ibis.Table:
    """Give ideal points of the older form, by session; the first session was that of 1946."""
    raw = with_lookup(raw, raw.iso3c.upper(), codes.of_states("iso3"), "one")
    year = (number(raw.session) + 1945).cast("string")
    return _row(
        raw, "UN ideal points", IDEAL, year, raw.IdealPoint,
        low=number(raw["Q5%"]), high=number(raw["Q95%"]), n=number(raw.NVotes),
    )  # fmt: skip


def alliances(raw: ibis.Table) -> ibis.Table:
    """Give one row for each kind of pact that two states have in a year."""
    import ibis

    raw = with_lookup(raw, _whole(raw.ccode1), codes.of_states("cow"), "one")
    raw = with_lookup(raw, _whole(raw.ccode2), codes.of_states("cow"), "two")
    parts = [
        _row(raw.filter(number(raw[column]) > 0), "ATOP", name, raw.year, raw[column], other=True)
        for column, name in PACTS.items()
    ]
    return ibis.union(*parts)


def democracy(raw: ibis.Table) -> ibis.Table:
    """Give the electoral democracy index of V-Dem, 0 to 1, with its published bounds."""
    raw = with_lookup(raw, raw.country_text_id.upper(), codes.of_states("iso3"), "one")
    low, high = number(raw.v2x_polyarchy_codelow), number(raw.v2x_polyarchy_codehigh)
    return _row(
        raw, "V-Dem", "electoral democracy", raw.year, raw.v2x_polyarchy, low=low, high=high
    )


def polity(raw: ibis.Table) -> ibis.Table:
    """Give the revised combined score of Polity 5, -10 to 10."""
    raw = with_lookup(raw, _whole(raw.polity_annual_ccode), codes.of_states("cow"), "one")
    return _row(raw, "Polity 5", "polity score", raw.year, raw.polity2)


def freedom(raw: ibis.Table) -> ibis.Table:
    """Give the total of Freedom House turned round, so that more is freer."""
    raw = with_lookup(raw, _whole(raw.GWn), codes.of_states("gw"), "one")
    return _row(raw, "Freedom House", "freedom score", raw.year, raw.fh_total_reversed)


def agreements(raw: ibis.Table) -> ibis.Table:
    """Give one row for every two members of a trade agreement of DESTA, from its first year on.

    What is still negotiated is no agreement.
    """
    import ibis

    agreed = raw.filter(raw.entry_type != "negotiation")
    cells = [agreed[f"c{k}"].nullif("NA") for k in range(1, MEMBERS + 1)]
    kept = agreed.select(
        *(name for name in ("file", "row", "shown") if name in raw.columns),
        treaty=agreed.number.coalesce("") + ":" + agreed["name"].coalesce(""),
        year=agreed.entryforceyear.nullif("0").nullif("NA").coalesce(agreed.year),
        members=ibis.array(cells).filter(lambda cell: cell.notnull()),
    )
    left = kept.mutate(left=kept.members.unnest())
    both = left.mutate(right=left.members.unnest()).drop("members")
    both = both.filter(both.left != both.right)
    both = with_lookup(both, both.left, _of_numbers(), "one")
    both = with_lookup(both, both.right, _of_numbers(), "two")
    known = both.filter(both.one_state.notnull(), both.two_state.notnull())
    known = known.filter(known.one_state < known.two_state)
    day, _ = _year(known.year)
    return shaped(
        known,
        "context",
        {
            "id": "DESTA:" + known.treaty + ":" + known.one_state + ":" + known.two_state,
            "source": "DESTA",
            "state": known.one_state,
            "other": known.two_state,
            "day": day,
            "known_at": day,
            "measure": TRADE,
            "value": 1.0,
        },
        first_problem((day.isnull(), "impossible date")),
    )


def plain(raw: ibis.Table) -> ibis.Table:
    """Give rows of a table that names its measures itself: state, other, day, measure, value."""
    raw = with_lookup(raw, raw.state.upper(), codes.of_states("iso3"), "one")
    raw = with_lookup(raw, raw.other.upper(), codes.of_states("iso3"), "two")
    day = day_of((raw.day.length() == 4).ifelse(raw.day + "-01-01", raw.day))
    key: Any = raw.source.coalesce("table")
    for part in (raw.state, raw.other.coalesce(""), raw.day, raw.measure):
        key = key + ":" + part
    return shaped(
        raw,
        "context",
        {
            "id": key,
            "source": raw.source.coalesce("table"),
            "state": raw.one_state,
            "other": raw.two_state,
            "day": day,
            "known_at": day,
            "measure": raw.measure,
            "value": number(raw["value"]),
            "low": number(raw.low),
            "high": number(raw.high),
        },
        first_problem(
            (day.isnull(), "impossible date"),
            (raw.one_state.isnull(), "unknown state"),
            (raw.other.notnull() & raw.two_state.isnull(), "unknown state"),
            (number(raw["value"]).isnull(), "no number"),
            (raw.measure.isnull(), "no measure"),
        ),
    )


def _layout(name: str, title: str, rows: Any, columns: tuple[str, ...], **more: Any) -> Layout:
    return Layout(
        name=f"context-{name}" if name else "context",
        title=title,
        table="context",
        columns=columns,
        rows=rows,
        delimiter=",",
        quoted=True,
        needed=more.pop("needed", columns),
        minutes=0,
        **more,
    )


LAYOUTS: Final = (
    _layout(
        "ideal", "UN ideal points", ideal_points,
        ("iso3c", "year", "idealpointall", "q5all", "q95all", "nvotesall"),
    ),
    _layout(
        "sessions", "UN ideal points by session", sessions,
        ("iso3c", "session", "IdealPoint", "Q5%", "Q95%", "NVotes"),
    ),
    _layout(
        "alliances", "alliances of ATOP", alliances,
        ("ccode1", "ccode2", "year", *PACTS), several=True,
    ),
    _layout(
        "vdem", "regimes of V-Dem", democracy,
        (
            "country_text_id", "year", "v2x_polyarchy", "v2x_polyarchy_codelow",
            "v2x_polyarchy_codehigh",
        ),
    ),
    _layout(
        "polity", "regimes of Polity 5", polity, ("polity_annual_ccode", "year", "polity2"),
    ),
    _layout(
        "freedom", "scores of Freedom House", freedom, ("GWn", "year", "fh_total_reversed"),
    ),
    _layout(
        "trade", "trade agreements of DESTA", agreements,
        (
            "number", "name", "entry_type", "year", "entryforceyear",
            *(f"c{k}" for k in range(1, MEMBERS + 1)),
        ),
        several=True,
    ),
    _layout(
        "", "a table of states, days, measures and values", plain,
        ("state", "other", "day", "measure", "value", "low", "high", "source"),
        needed=("state", "day", "measure", "value"),
    ),
)  # fmt: skip
