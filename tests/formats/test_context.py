"""Facts of states and years: votes, pacts, regimes, trade agreements."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.formats.context import MEMBERS, PACTS
from detente.records import Context, Ingested
from detente.run.ingest import ingest_paths
from detente.store.store import open_store

NOW = dt.date(2026, 1, 1)
TRADE = ["number", "base_treaty", "name", "entry_type", "year", "entryforceyear"]
FILES = {
    "ideal.csv": (
        "ccode,iso3c,countryname,year,idealpointall,q5all,q95all,nvotesall\n"
        "2,USA,United States,1946.0,1.88,1.30,2.55,39.0\n"
        "2,XQX,Nowhere,1946.0,1.0,0.5,1.5,39.0\n"
        "740,JPN,Japan,1960.0,NA,,,\n"
        "740,JPN,Japan,soon,1.0,0.5,1.5,12\n"
    ),
    "sessions.csv": (
        "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q95%,iso3c\n1,740,70,80,0.9,.1,0.7,1.1,JPN\n"
    ),
    "atop.csv": (
        f"ccode1,ccode2,year,{','.join(PACTS)}\n"
        "2.0,740.0,2010.0,1.0,0.0,0.0,0.0,1.0\n2.0,20.0,2010.0,0.0,0.0,0.0,0.0,0.0\n"
    ),
    "vdem.csv": (
        "country_text_id,year,v2x_polyarchy,v2x_polyarchy_codelow,v2x_polyarchy_codehigh\n"
        "JPN,2012.0,0.83,0.80,0.86\n"
    ),
    "polity.csv": "polity_annual_ccode,year,polity2\n740.0,2015.0,10.0\n",
    "freedom.csv": "fh_country,year,fh_total_reversed,GWn\nJapan,2015.0,12.0,740.0\n",
    "desta.csv": (
        ";".join(f'"{name}"' for name in [*TRADE, *(f"c{k}" for k in range(1, MEMBERS + 1))])
        + "\n"
        + '"1";1;"A";"base_treaty";2003;2004;392;840;124'
        + ";NA" * (MEMBERS - 3)
        + "\n"
        + '"2";2;"B";"negotiation";NA;NA;392;76'
        + ";NA" * (MEMBERS - 2)
        + "\n"
    ),
    "own.csv": "state,other,day,measure,value\nJPN,,2012,my score,3\nJPN,USA,2012-05-01,my tie,1\n",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> tuple[dict[str, list[Context]], dict[str, int]]:
    folder = tmp_path_factory.mktemp("context")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_store(folder / "s.duckdb", write=True) as store:
        told = list(ingest_paths([folder / name for name in FILES], store, now=NOW))
        rows = list(store.rows("context"))
        rejected = {
            one.path.rpartition("/")[2]: one.rejected for one in told if isinstance(one, Ingested)
        }
    paths = {one.id: one.path.rpartition("/")[2] for one in told if isinstance(one, Ingested)}
    kept: dict[str, list[Context]] = {name: [] for name in FILES}
    for row in sorted(rows, key=lambda row: row.id):
        kept[paths[row.file]].append(row)
    return kept, rejected


def test_reads_ideal_points_with_their_quantiles(found) -> None:
    (row,) = found[0]["ideal.csv"]
    assert (row.state, row.value, row.low, row.high, row.n) == ("USA", 1.88, 1.30, 2.55, 39)
    assert (row.day, row.stop, row.known_at) == (dt.date(1946, 1, 1), *[dt.date(1947, 1, 1)] * 2)
    assert found[1]["ideal.csv"] == 3


def test_counts_sessions_from_1946(found) -> None:
    (row,) = found[0]["sessions.csv"]
    assert (row.state, row.day.year, row.value) == ("JPN", 2015, 0.9)


def test_gives_each_pact_two_states_have(found) -> None:
    assert [(row.state, row.other, row.measure) for row in found[0]["atop.csv"]] == [
        ("USA", "JPN", "consultation pact"),
        ("USA", "JPN", "defence pact"),
    ]


@pytest.mark.parametrize(
    ("name", "measure", "value"),
    [
        ("vdem.csv", "electoral democracy", 0.83),
        ("polity.csv", "polity score", 10.0),
        ("freedom.csv", "freedom score", 12.0),
    ],
)
def test_reads_regimes(found, name, measure, value) -> None:
    (row,) = found[0][name]
    assert (row.state, row.measure, row.value) == ("JPN", measure, value)


def test_gives_every_two_members_of_an_agreement(found) -> None:
    rows = found[0]["desta.csv"]
    assert [(row.state, row.other) for row in rows] == [
        ("CAN", "JPN"),
        ("CAN", "USA"),
        ("JPN", "USA"),
    ]
    assert {row.day for row in rows} == {dt.date(2004, 1, 1)}


def test_reads_a_table_that_names_its_measures(found) -> None:
    assert [(row.state, row.other, row.measure, row.day) for row in found[0]["own.csv"]] == [
        ("JPN", None, "my score", dt.date(2012, 1, 1)),
        ("JPN", "USA", "my tie", dt.date(2012, 5, 1)),
    ]
