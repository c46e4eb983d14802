"""Codes of states in other systems."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import UnknownName
from detente.ontology.crosswalk import SYSTEMS, from_code, to_code
from detente.ontology.states import states

SHARED = Path(__file__).parents[3] / "shared" / "data" / "states"
ALIVE = dt.date(1990, 1, 1)


@pytest.mark.parametrize(
    ("text", "system", "day", "state"),
    [
        ("JPN", "iso3", None, "JPN"),
        ("jp", "iso2", None, "JPN"),
        ("GM", "fips", None, "DEU"),
        ("ROM", "cameo", None, "ROU"),
        ("ROU", "cameo", None, "ROU"),
        ("PAL", "cameo", None, "PSE"),
        (255, "cow", dt.date(2000, 1, 1), "DEU"),
        (260, "cow", dt.date(1990, 5, 1), "DEU"),
        (260, "gw", dt.date(2000, 1, 1), "DEU"),
        (365, "cow", dt.date(1990, 5, 1), "SUN"),
        (365, "cow", dt.date(1992, 5, 1), "RUS"),
        (365, "cow", None, "RUS"),
        (345, "gw", dt.date(2004, 5, 1), "SCG"),
        (340, "gw", dt.date(2010, 5, 1), "SRB"),
        ("ZAR", "iso3", None, "COD"),
        ("Occupied Palestinian Territory", "icews", None, "PSE"),
    ],
)
def test_reads_codes_of_other_systems(text, system, day, state) -> None:
    assert from_code(text, system, day=day) == state


@pytest.mark.parametrize(
    ("state", "system", "day", "code"),
    [
        ("DEU", "cow", dt.date(1990, 5, 1), "260"),
        ("DEU", "cow", dt.date(1991, 5, 1), "255"),
        ("ROU", "cameo", None, "ROM"),
        ("XKX", "fips", None, "KV"),
        ("YUG", "gw", None, "345"),
    ],
)
def test_writes_codes_of_other_systems(state, system, day, code) -> None:
    assert to_code(state, system, day=day) == code


@pytest.mark.parametrize(
    ("text", "system", "day"),
    [("QQQ", "iso3", None), ("SUN", "iso3", dt.date(2020, 1, 1)), ("JPN", "fao", None)],
)
def test_says_what_is_unknown(text, system, day) -> None:
    with pytest.raises(UnknownName):
        from_code(text, system, day=day)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_state_maps_there_and_back(system: str) -> None:
    for code, state in states().items():
        day = state.end - dt.timedelta(days=1) if state.end else dt.date(2024, 1, 1)
        text = to_code(code, system, day=day)
        assert text is None or from_code(text, system, day=day) == code


@pytest.mark.parametrize("system", ["iso2", "fips", "cow", "gw"])
def test_few_states_have_no_code(system: str) -> None:
    living = [code for code, state in states().items() if state.end is None]
    without = {code for code in living if to_code(code, system) is None}
    assert without <= {"PSE", "VAT"}


def listed(name: str) -> Iterator[tuple[str, dt.date, dt.date]]:
    with gzip.open(SHARED / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if name == "gw_states":
                start, end = map(dt.date.fromisoformat, (row["startdate"], row["enddate"]))
                number = row["gwcode"]
            else:
                parts = {
                    key: int(float(row[key]))
                    for key in row
                    if key[:2] in {"st", "en"} and key not in {"stateabb", "statenme"}
                }
                start = dt.date(parts["styear"], parts["stmonth"], parts["stday"])
                end = dt.date(parts["endyear"], parts["endmonth"], parts["endday"])
                number = row["ccode"]
            if end >= ALIVE:
                yield str(int(float(number))), max(start, ALIVE), end


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data/states")
@pytest.mark.parametrize(("name", "system"), [("gw_states", "gw"), ("cow_states", "cow")])
def test_every_listed_state_maps_and_maps_back(name: str, system: str) -> None:
    rows = list(listed(name))
    assert len(rows) > 170
    for number, first, last in rows:
        for day in (first, last):
            assert to_code(from_code(number, system, day=day), system, day=day) == number


def test_agrees_with_pycountry() -> None:
    pycountry = pytest.importorskip("pycountry", reason="pycountry is not installed")
    for country in pycountry.countries:
        if country.alpha_3 in states():
            assert from_code(country.alpha_2, "iso2") == country.alpha_3
