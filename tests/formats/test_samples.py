"""Every sample of other projects' data beside the checkout, read to its last row."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from typing import TYPE_CHECKING

import pytest
from formats.made import NOW, adds_up

from detente.errors import UnknownName
from detente.formats import codes
from detente.ontology.cameo import cameo_named
from detente.ontology.crosswalk import from_code
from detente.ontology.foreign import ICEWS_SECTORS, TERRITORIES, sector_of_icews
from detente.run.ingest import ingest_paths
from detente.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from detente.store.store import Store

SLOW = pytest.mark.slow
SAMPLES = [
    # file, format, rows, kept, repeats
    ("gdelt1_20160728_events_sample.tsv", "gdelt1", 710, 710, 0),
    ("gdeltpyr_mentionssamp.csv", "gdelt-mentions", 1635, 1618, 17),
    ("icews_events_2018-06-01_02.tab", "icews", 3705, 3705, 0),
    ("rus_ukr_conflict_events.csv.gz", "gdelt1", 20_967, 20_967, 0),
    ("china_conflict_monthly_2003_2023.csv.gz", "partner-month", 68_796, 68_796, 0),
    pytest.param("gdelt_dyad_day.csv.gz", "dyad-day", 2_706_067, 2_706_067, 0, marks=SLOW),
    pytest.param(
        "icews_dyad_year_2002_2014.csv.gz", "dyad-year", 298_376, 4 * 298_376, 0, marks=SLOW
    ),
]
DESCRIPTIONS = [
    "gdeltpyr_events1.csv",
    "gdeltpyr_events2.csv",
    "gdeltpyr_gkg2.csv",
    "gdeltpyr_mentions.csv",
    "icews_cameo_codes.csv",
]
HEADLESS = {"gdelt1_20160728_events_sample.tsv"}


@pytest.fixture(scope="session")
def samples(shared: Path) -> Path:
    return shared / "data" / "coded_events"


@pytest.fixture(scope="session")
def stored(tmp_path_factory, samples):
    """Give one file as it was read and the store with its rows, reading each file once."""
    held = {}

    def give(path: Path):
        if path not in held:
            where = tmp_path_factory.mktemp("sample") / "s.duckdb"
            with open_store(where, write=True) as store:
                held[path] = (list(ingest_paths([path], store, now=NOW)), where)
        return held[path]

    return give


def rows_in(path: Path) -> int:
    """Count the rows of a file as the csv module does."""
    unpack = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8", newline="") as lines:
        return sum(1 for line in lines if line.strip()) - (path.name not in HEADLESS)


@pytest.mark.parametrize(("name", "form", "rows", "kept", "repeats"), SAMPLES)
def test_reads_every_row_of_a_sample(samples, stored, name, form, rows, kept, repeats) -> None:
    (file,), _ = stored(samples / name)
    assert (file.format, file.rows, file.kept, file.repeats) == (form, rows, kept, repeats)
    assert file.rejected == 0
    assert file.rows == rows_in(samples / name)
    assert adds_up(file)


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_refuses_descriptions_of_columns(samples, stored, name) -> None:
    (one,), where = stored(samples / name)
    assert (one.reason, one.counts_as_problem) == ("no known format", True)
    with open_store(where) as store:
        counts = {name: count for name, count in store.counts().items() if count}
    assert counts == {"rejections": 1}


def test_every_sample_is_looked_at(samples) -> None:
    names = {one.values[0] if hasattr(one, "values") else one[0] for one in SAMPLES}
    assert {path.name for path in samples.iterdir()} == names | set(DESCRIPTIONS)


def test_reads_the_quadruples_of_a_benchmark(shared, stored) -> None:
    (file,), where = stored(shared / "data" / "forecast" / "ICEWS14" / "valid.txt.gz")
    assert (file.format, file.rows, file.kept, file.rejected) == ("quadruples", 8514, 8514, 0)
    with open_store(where) as store:
        coded = store.table("coded")
        assert store.count(coded.filter(coded.code.isnull())) == 0
        days = store.arrow(coded.aggregate(first=coded.day.min(), last=coded.day.max()))
    assert days.to_pylist() == [{"first": dt.date(2014, 11, 1), "last": dt.date(2014, 11, 30)}]


@SLOW
def test_reads_all_quadruples_of_a_benchmark(shared, stored) -> None:
    files, _ = stored(shared / "data" / "forecast" / "ICEWS14")
    assert {file.path.rpartition("/")[2]: file.kept for file in files} == {
        "train.txt.gz": 74_845,
        "valid.txt.gz": 8514,
        "test.txt.gz": 7371,
    }


def given(path: Path, columns=None) -> dict[int, dict[str, str]]:
    """Read a table of tabs by the csv module: rows by the number of their line."""
    with path.open(encoding="utf-8", newline="") as lines:
        cells = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        names = columns or next(cells)
        start = 1 if columns else 2
        return {n: dict(zip(names, row, strict=False)) for n, row in enumerate(cells, start)}


def by_line(store: Store) -> dict[int, dict]:
    return {row["row"]: row for row in store.arrow(store.table("coded")).to_pylist()}


def state_of(code: str, system: str) -> str | None:
    known = TERRITORIES if system == "cameo" else {v: k for k, v in TERRITORIES.items()}
    try:
        return from_code(code, system) if code else None
    except UnknownName:
        return (code if code in known else None) if system == "cameo" else known.get(code)


def test_says_of_each_gdelt_event_what_the_books_say(samples, stored) -> None:
    from detente.formats.gdelt import EVENTS_1

    path = samples / "gdelt1_20160728_events_sample.tsv"
    _, where = stored(path)
    with open_store(where) as store:
        kept = by_line(store)
    for number, row in given(path, EVENTS_1).items():
        found, code = kept[number], cameo_named(row["EventCode"])
        assert found["original_id"] == row["GLOBALEVENTID"]
        assert found["day"].strftime("%Y%m%d") == row["SQLDATE"]
        assert found["known_at"].strftime("%Y%m%d") == row["DATEADDED"][:8]
        assert (found["code"], found["root"], found["mode"]) == (code.code, code.root, code.mode)
        assert found["goldstein"] == float(row["GoldsteinScale"])
        assert found["mentions"] == int(row["NumMentions"])
        for side, who in (("actor", "Actor1"), ("recipient", "Actor2")):
            state = state_of(row[f"{who}CountryCode"], "cameo")
            if not row[f"{who}KnownGroupCode"]:
                assert found[f"{side}_state"] == state
            kind = codes.of_sectors().get(row[f"{who}Type1Code"])
            if kind:
                assert found[f"{side}_sector"] == kind["sector"]
        assert found["place_state"] == state_of(row["ActionGeo_CountryCode"], "fips")
        assert found["url"] == row.get("SOURCEURL")
        assert (found["quad"] is None) == (code.root is None)


def test_says_of_each_icews_event_what_the_books_say(samples, stored) -> None:
    path = samples / "icews_events_2018-06-01_02.tab"
    _, where = stored(path)
    with open_store(where) as store:
        kept = by_line(store)
    for number, row in given(path).items():
        found, code = kept[number], cameo_named(row["CAMEO Code"])
        assert found["original_id"] == row["Event ID"]
        assert found["day"].isoformat() == row["Event Date"]
        assert (found["code"], found["root"], found["mode"]) == (code.code, code.root, code.mode)
        assert found["goldstein"] == float(row["Intensity"])
        assert found["text"] == row["Event Text"]
        for side, who in (("actor", "Source"), ("recipient", "Target")):
            name, country = row[f"{who} Name"], row[f"{who} Country"]
            sectors = row[f"{who} Sectors"] if row[f"{who} Sectors"] != "NA" else None
            assert found[f"{side}_name"] == name
            if state_of(country, "icews"):
                assert found[f"{side}_state"] == state_of(country, "icews")
            if sectors:
                assert found[f"{side}_sector"] == sector_of_icews(sectors)


def test_knows_the_country_of_nearly_every_actor(samples, stored) -> None:
    """What is left are bodies of no state and people whose country ICEWS does not give."""
    path = samples / "icews_events_2018-06-01_02.tab"
    _, where = stored(path)
    with open_store(where) as store:
        kept = by_line(store)
    unknown = {
        row["Source Country"]
        for number, row in given(path).items()
        if kept[number]["actor_state"] is None
    }
    assert unknown <= {"", "NA"}
    assert len(ICEWS_SECTORS) == len(dict(ICEWS_SECTORS))
