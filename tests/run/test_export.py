"""Events written in every form, opened by other tools, and read back."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from factories import make_actor, make_event, make_store
from formats.made import COLUMNS, PLOVER, read

from detente.codes import Issue, Precision, Quad, Root, Sector, Status
from detente.errors import DetenteError, InputError, UnknownName
from detente.formats.json_lines import plover
from detente.formats.own import COLUMNS as OWN
from detente.formats.own import WRITTEN
from detente.formats.plover_json import lines_of_coded
from detente.ontology.cameo import cameo_of
from detente.records import Coded
from detente.run.export import FORMS, all_rows, export
from detente.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from detente.records import Event

SUFFIXES = {"csv": ".csv", "plover": ".jsonl", "icews": ".tab", "polecat": ".txt"}
TABS = {"icews": 20, "polecat": 40, "gdelt1": 58, "gdelt2": 61}
FACTS = ("day", "root", "quad", "actor_state", "recipient_state")
SECTORS = ("actor_sector", "recipient_sector")
CARRIED = {form: (*FACTS, *SECTORS) for form in FORMS if form != "quadruples"}
"""What each form carries of every event that `usual_events` and `usual_coded` give."""
QUICK = [pytest.param(form, marks=pytest.mark.slow if form == "gdelt1" else []) for form in CARRIED]
COMPLETE = dt.date(2024, 6, 1)
"""Events from this day on lack something that some forms cannot carry."""


def on(number: int) -> dt.date:
    return dt.date(2024, 2, 1) + dt.timedelta(days=number)


def usual_events() -> list[Event]:
    mil = make_actor("USA", sector=Sector.MIL)
    sectors = [sector for sector in Sector if sector is not Sector.UNK]
    return [
        *(make_event("JPN", [mil], root=root, day=on(i)) for i, root in enumerate(Root)),
        *(make_event([make_actor("IND", sector=s)], "PAK", day=on(20)) for s in sectors),
        make_event(["JPN", "KOR", "CHN"], day=on(30)),
        make_event(["FRA", "DEU"], ["ITA", "ESP"], root=Root.AGREE, day=on(31)),
        make_event([make_actor("IGO:UN", sector=Sector.IGO)], "ISR", root=Root.ACCUSE, day=on(32)),
        make_event("ROU", "COD", day=on(33), known_at=on(40), quote='Line one.\nIt "met"\tthem.'),
        make_event(
            [make_actor("PER", name='Ann "A." Tab\tber, Jr\n')], "CHL", mode="visit", day=on(34)
        ),
    ]


def coded(number: int, **changes: Any) -> Coded:
    usual = {
        "id": f"ICEWS:{number}",
        "source": "ICEWS",
        "original_id": str(number),
        "code": "042",
        "root": Root.CONSULT,
        "mode": "visit",
        "quad": Quad.VERBAL_COOPERATION,
        "goldstein": 1.9,
        "day": on(50),
        "known_at": on(50),
        "actor_name": "Cabinet (Kenya)",
        "actor_state": "KEN",
        "actor_sector": "GOV",
        "recipient_name": "Army (Uganda)",
        "recipient_state": "UGA",
        "recipient_sector": "MIL",
        "file": "f",
        "row": number,
    }
    return Coded(**{**usual, **changes})


def usual_coded() -> list[Coded]:
    return [
        coded(1, place="Nairobi", place_state="KEN", latitude=-1.25, longitude=36.75),
        coded(2, id="GDELT:2", source="GDELT", code="0231", root=Root.REQUEST, mentions=9,
              quad=Quad.VERBAL_CONFLICT, url="https://example.org/1", known_at=on(51)),
        coded(3, id="POLECAT:3", source="POLECAT", original_id="p-3", code="CONSULT-visit",
              contexts="economic;military", issue=Issue.ECONOMY, actor_state="TZA"),
        coded(4, actor_state="HKG", actor_name="Hong Kong"),
    ]  # fmt: skip


def odd_events() -> list[Event]:
    later = COMPLETE
    return [
        make_event("FRA", day=later),
        make_event([make_actor("IND", sector=Sector.UNK)], "PAK", day=later),
        make_event("FRA", "DEU", day=later, status=Status.PLANNED),
        make_event("FRA", "DEU", day=later, status=Status.DENIED),
        make_event("FRA", "DEU", day=None, known_at=later, precision=Precision.UNKNOWN),
    ]


@pytest.fixture(scope="session")
def full(tmp_path_factory) -> Path:
    """Give a store of own events and of those of others."""
    path = tmp_path_factory.mktemp("export") / "full.duckdb"
    with open_store(path, write=True) as store:
        store.append("events", [*usual_events(), *odd_events()])
        store.append("coded", usual_coded())
    return path


@pytest.fixture(scope="session")
def told(full) -> list[dict[str, Any]]:
    """Give what is to be written."""
    with open_store(full) as store:
        rows = store.arrow(all_rows(store)).to_pylist()
    return [row for row in rows if row["status"] == "happened"]


@pytest.fixture(scope="session")
def written(full):
    """Give what was written in a form, and how many rows export counted."""

    @cache
    def give(form: str):
        target = full.parent / (form + SUFFIXES.get(form, ""))
        with open_store(full) as store:
            return target, export(store, form, target)

    return give


@pytest.fixture(scope="session")
def back(written):
    """Give what is read from what was written in a form."""

    @cache
    def give(form: str):
        target, _ = written(form)
        return read([target], target.parent / f"back_{form}.duckdb")

    return give


def counted(rows, fields) -> Counter:
    return Counter(tuple(row[name] for name in fields) for row in rows)


def usual(rows):
    return [row for row in rows if row["day"] < COMPLETE]


@pytest.mark.parametrize("form", QUICK)
def test_reads_back_what_was_written(told, back, form) -> None:
    found = back(form)
    assert not found.refused
    assert not found.rejections
    rows = [asdict(row) for row in found.coded]
    assert counted(usual(rows), CARRIED[form]) == counted(usual(told), CARRIED[form])
    assert len(rows) == len(told)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_reads_back_every_column_of_our_own_table(told, back, form) -> None:
    found = {row.id: asdict(row) for row in back(form).coded}
    assert found.keys() == {row["id"] for row in told}
    for row in told:
        assert {name: found[row["id"]][name] for name in OWN} == {n: row[n] for n in OWN}


def test_writes_the_probability_of_own_events(told, written) -> None:
    with written("csv")[0].open(newline="", encoding="utf-8") as lines:
        found = {row["id"]: row["probability"] for row in csv.DictReader(lines)}
    assert {row["id"] for row in told if row["probability"] is not None} == {
        key for key, value in found.items() if value
    }
    assert any(found.values())
    assert not any(value for key, value in found.items() if not key.startswith("DETENTE:"))


@pytest.mark.parametrize("form", ["plover", "polecat", "gdelt2"])
def test_reads_back_when_it_was_known(told, back, form) -> None:
    rows = [asdict(row) for row in back(form).coded]
    fields = ("day", "known_at", "actor_state", "recipient_state")
    assert counted(rows, fields) == counted(told, fields)


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("plover", ("mode", "contexts", "issue", "place", "place_state", "latitude")),
        ("polecat", ("mode", "contexts", "issue", "place", "place_state", "latitude")),
        ("icews", ("place", "latitude", "longitude", "goldstein")),
        ("gdelt2", ("place", "place_state", "latitude", "goldstein", "url")),
    ],
)
def test_reads_back_what_else_a_form_carries(told, back, form, fields) -> None:
    keys = (*FACTS, *fields)
    rows = [asdict(row) for row in back(form).coded if row.day == on(50)]
    assert counted(rows, keys) == counted([r for r in told if r["day"] == on(50)], keys)


def test_reads_back_quadruples_of_states_and_codes(told, back) -> None:
    found = back("quadruples")
    assert not found.rejections
    keys = ("day", "root", "quad", "actor_state", "recipient_state")
    named = [row for row in told if row["actor_state"] and row["recipient_state"]]
    expected = set(counted(named, keys))
    rows = set(counted([asdict(row) for row in found.coded], keys))
    assert not {row for row in rows ^ expected if not {"HKG", "TZA", None} & set(row)}


def test_writes_quadruples_of_events_of_plover_too(written) -> None:
    target, rows = written("quadruples")
    with (target / "train.txt").open() as lines:
        days = [int(line.split("\t")[3]) for line in lines]
    start = dt.date.fromisoformat((target / "epoch.txt").read_text().strip())
    assert len(days) == rows
    assert Counter(days)[(on(50) - start).days] == len(usual_coded())


def test_reads_back_quadruples_of_territories(back) -> None:
    assert "HKG" in {row.actor_state for row in back("quadruples").coded}


def test_gdelt_carries_a_sector_that_is_not_known(back) -> None:
    (row,) = [row for row in back("gdelt2").coded if row.day == COMPLETE and row.recipient_state]
    assert row.actor_sector == "UNK"


def test_icews_carries_the_state_of_a_place(back) -> None:
    assert {row.place_state for row in back("icews").coded if row.place} == {"KEN"}


@pytest.mark.parametrize("form", FORMS)
def test_counts_what_it_wrote(told, written, form) -> None:
    target, rows = written(form)
    if form == "quadruples":
        assert rows == len((target / "train.txt").read_text().splitlines())
    elif form == "plover":
        joint = [row["id"] for row in told if row["source"] == "DETENTE"]
        events = {one.rpartition(":")[0] for one in joint}
        assert rows == len(events) + len(usual_coded())
        assert rows == len(target.read_text().splitlines())
    else:
        assert rows == len(told)


def test_writes_only_what_happened_unless_told(full, tmp_path) -> None:
    with open_store(full) as store:
        planned = export(store, "csv", tmp_path / "p.csv", statuses=["planned", "denied"])
        assert planned == 2
        assert export(store, "plover", tmp_path / "p.jsonl", statuses=["planned"]) == 1
    (line,) = (tmp_path / "p.jsonl").read_text().splitlines()
    assert json.loads(line)["detente"]["status"] == "planned"


@pytest.mark.parametrize(
    ("chosen", "days"),
    [
        ({"states": ["JPN", "KOR"]}, {on(30)}),
        ({"states": ["FRA"], "last": on(40)}, {on(31)}),
        ({"first": on(33), "as_of": on(39), "last": on(34)}, {on(34)}),
        ({"sources": ["GDELT", "POLECAT"]}, {on(50)}),
    ],
)
def test_writes_what_is_chosen(full, tmp_path, chosen, days) -> None:
    with open_store(full) as store:
        export(store, "csv", tmp_path / "a.csv", **chosen)
    with (tmp_path / "a.csv").open(newline="") as lines:
        assert {dt.date.fromisoformat(row["day"]) for row in csv.DictReader(lines)} == days


def test_writes_only_what_was_known_in_every_table(full, tmp_path) -> None:
    with open_store(full) as store:
        export(store, "csv", tmp_path / "a.csv", as_of=on(50))
    with (tmp_path / "a.csv").open(newline="") as lines:
        assert max(row["known_at"] for row in csv.DictReader(lines)) == on(50).isoformat()


def test_writes_nothing_over_what_is_there(full, tmp_path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    with open_store(full) as store:
        with pytest.raises(InputError, match="there already"):
            export(store, "csv", tmp_path / "a.csv")
        with pytest.raises(InputError, match="there already"):
            export(store, "parquet", tmp_path)
    assert (tmp_path / "a.csv").read_text() == "mine"


def test_knows_no_other_forms(full, tmp_path) -> None:
    with open_store(full) as store, pytest.raises(UnknownName, match="did you mean parquet"):
        export(store, "parqet", tmp_path / "a")


def test_says_that_there_are_no_quadruples(tmp_path) -> None:
    missing = pytest.raises(InputError, match="nothing was written")
    with make_store(tmp_path, [make_event("FRA")]) as store, missing:
        export(store, "quadruples", tmp_path / "q")
    assert not (tmp_path / "q").exists()


@pytest.mark.parametrize("form", ["csv", "gdelt1"])
def test_writes_an_empty_file_where_nothing_is_chosen(full, tmp_path, form) -> None:
    with open_store(full) as store:
        assert export(store, form, tmp_path / "a", sources=["NOBODY"]) == 0


@pytest.mark.parametrize("target", ["empty", "file/a.jsonl"])
def test_says_that_a_place_cannot_be_written(full, tmp_path, target) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    with open_store(full) as store, pytest.raises(DetenteError):
        export(store, "plover", tmp_path / target)


# Other tools


def test_pandas_opens_what_was_written(told, written) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(written("csv")[0])
    assert (len(table), list(table.columns)) == (len(told), list(WRITTEN))
    assert len(pandas.read_parquet(written("parquet")[0])) == len(told)
    for form, width in TABS.items():
        head = None if form.startswith("gdelt") else 0
        table = pandas.read_csv(written(form)[0], sep="\t", header=head)
        assert table.shape == (len(told), width)
    target, rows = written("plover")
    assert len(pandas.read_json(target, lines=True)) == rows


def test_polars_opens_what_was_written(told, written) -> None:
    polars = pytest.importorskip("polars")
    assert polars.read_csv(written("csv")[0]).shape == (len(told), len(WRITTEN))
    assert len(polars.read_parquet(written("parquet")[0] / "**/*.parquet")) == len(told)
    for form, width in TABS.items():
        head = not form.startswith("gdelt")
        table = polars.read_csv(written(form)[0], separator="\t", has_header=head)
        assert table.shape == (len(told), width)


def test_arrow_opens_what_was_written(told, written) -> None:
    import pyarrow.dataset
    from pyarrow import csv as arrow_csv

    options = arrow_csv.ParseOptions(newlines_in_values=True)
    table = arrow_csv.read_csv(written("csv")[0], parse_options=options)
    assert table.num_rows == len(told)
    folder = pyarrow.dataset.dataset(written("parquet")[0], partitioning="hive")
    assert folder.count_rows() == len(told)
    assert {"year", "month"} <= set(folder.schema.names)


def test_duckdb_opens_what_was_written(told, written) -> None:
    with duckdb.connect() as connection:
        for form in ("csv", *TABS):
            found = connection.sql(f"FROM read_csv('{written(form)[0]}')")
            assert found.shape == (len(told), TABS.get(form, len(WRITTEN))), form
        folder = f"{written('parquet')[0]}/**/*.parquet"
        found = connection.sql(f"SELECT year, month, day FROM '{folder}'").fetchall()
        assert len(found) == len(told)
        assert all((day.year, day.month) == (int(y), int(m)) for y, m, day in found)
        assert connection.sql(f"FROM read_json('{written('plover')[0]}')").shape[0]


@pytest.mark.parametrize("form", TABS)
def test_writes_the_columns_of_other_projects(told, written, form) -> None:
    lines = written(form)[0].read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    assert {len(row) for row in cells} == {TABS[form]}
    assert '"' not in "".join(lines)
    if not form.startswith("gdelt"):
        assert tuple(cells.pop(0)) == COLUMNS[form]
    assert len(cells) == len(told)


@pytest.mark.parametrize("form", ["gdelt1", "gdelt2"])
def test_writes_gdelt_as_its_codebook_has_it(written, form) -> None:
    with written(form)[0].open(newline="") as lines:
        rows = [dict(zip(COLUMNS[form], r, strict=True)) for r in csv.reader(lines, delimiter="\t")]
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows)
    for row in rows:
        assert row["GLOBALEVENTID"].isdigit()
        assert row["MonthYear"] == row["SQLDATE"][:6]
        assert row["Year"] == row["SQLDATE"][:4]
        assert row["EventRootCode"] == row["EventCode"][:2]
        assert row["QuadClass"] in {"1", "2", "3", "4"}
        assert len(row["DATEADDED"]) == {"gdelt1": 8, "gdelt2": 14}[form]
        assert -10 <= float(row["GoldsteinScale"]) <= 10
    (own,) = [row for row in rows if row["SOURCEURL"]]
    assert (own["GLOBALEVENTID"], own["NumMentions"]) == ("2", "9")
    (body,) = [row for row in rows if row["Actor1KnownGroupCode"]]
    assert (body["Actor1Code"], body["Actor1CountryCode"]) == ("IGOUNO", "")


def test_writes_states_in_the_codes_of_each_project(written) -> None:
    day = on(33)
    with written("gdelt1")[0].open(newline="") as lines:
        (row,) = [r for r in csv.reader(lines, delimiter="\t") if r[1] == day.strftime("%Y%m%d")]
    assert {"ROM", "ZAR"} & set(row) == {"ROM"}
    with written("icews")[0].open(newline="") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t") if r["Event Date"] == str(day)]
    assert [(r["Source Country"], r["Target Country"]) for r in rows] == [
        ("Romania", "Democratic Republic of Congo")
    ]
    with written("polecat")[0].open(newline="") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t") if r["Event Date"] == str(day)]
    assert [(r["Actor Country"], r["Actor COW"]) for r in rows] == [("ROU", "360")]


def test_gives_codes_of_the_root_where_there_is_none_of_cameo(written) -> None:
    with written("icews")[0].open(newline="") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t") if r["Event Date"] == str(on(50))]
    found = [r["CAMEO Code"] for r in rows]
    assert sorted(found) == ["0231", cameo_of(Root.CONSULT), "042", "042"]


def test_writes_a_day_from_which_times_count(written) -> None:
    target, _ = written("quadruples")
    assert (target / "epoch.txt").read_text() == "2024-01-01\n"
    entities = dict(
        line.split("\t") for line in (target / "entity2id.txt").read_text().splitlines()
    )
    assert set(map(int, entities.values())) == set(range(len(entities)))
    assert "United_States" in entities
    assert (target / "stat.txt").read_text().split("\t")[0] == str(len(entities))


# What does not survive the way through PLOVER


def through_plover(rows: list[Coded]) -> list[Coded]:
    lines = [json.loads(one) for one in lines_of_coded(map(asdict, rows))]
    return [row for number, one in enumerate(lines, 1) for row in plover(one, number)]


def test_gives_rows_of_one_event_as_one_line() -> None:
    given = list(plover({**PLOVER, "actor": ["JPN", "KOR"], "recipient": ["USA", "CHN"]}, 1))
    found = through_plover(given)
    assert {row.row for row in found} == {1}
    pairs = ("actor_state", "recipient_state")
    assert counted(map(asdict, found), pairs) == counted(map(asdict, given), pairs)


def test_keeps_a_joint_act_one() -> None:
    given = list(plover({**PLOVER, "actor": ["JPN", "KOR"], "recipient": []}, 1))
    found = through_plover(given)
    assert sorted((row.actor_state, row.recipient_state) for row in found) == [
        ("JPN", "KOR"),
        ("KOR", "JPN"),
    ]


@pytest.mark.parametrize(
    "changes", [{"root": Root.AGREE, "code": "030"}, {"day": on(52)}], ids=["root", "day"]
)
def test_keeps_events_of_one_id_apart(changes) -> None:
    given = [coded(1), coded(1, **{"id": "ICEWS:1:b", **changes})]
    assert len({row.id for row in through_plover(given)}) == 2


def test_gives_an_event_one_id_in_all_exports(full, written, tmp_path) -> None:
    with open_store(full) as store:
        export(store, "icews", tmp_path / "a.tab", first=on(34), last=on(34))
    (found,) = (tmp_path / "a.tab").read_text().splitlines()[1:]
    assert found in written("icews")[0].read_text().splitlines()
