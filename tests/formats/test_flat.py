"""Own events laid out as rows of one actor and one counterpart."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import make_actor, make_event, make_store

from detente.codes import Certainty, Precision, Root, Sector, Status
from detente.formats.flat import flat
from detente.formats.own import COLUMNS
from detente.ontology.cameo import codes
from detente.records import Document
from detente.store.store import open_store


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    """Give a function that gives the rows of one event."""
    minister = make_actor("JPN", name="Ann Example", sector=Sector.MIL)
    events = [
        make_event(["JPN", "KOR"], ["USA", "CHN", "RUS"], id="product"),
        make_event(["JPN", "KOR", "CHN"], id="joint"),
        make_event("FRA", id="alone"),
        make_event("FRA", day=None, precision=Precision.UNKNOWN, id="undated"),
        make_event(
            [minister],
            "USA",
            mode="visit",
            status=Status.PLANNED,
            known_at=dt.date(2024, 4, 1),
            probability=0.75,
            quote="She will go.",
            id="told",
        ),
        *(make_event("JPN", "USA", root=root, id=f"root {root}") for root in Root),
    ]
    with make_store(tmp_path_factory.mktemp("flat"), events) as store:
        rows = store.arrow(flat(store.table("events")).order_by("id")).to_pylist()
    return lambda start: [row for row in rows if row["original_id"].startswith(start)]


def pairs(rows):
    return [(row["actor_state"], row["recipient_state"]) for row in rows]


def test_gives_a_row_for_every_actor_and_recipient(laid_out) -> None:
    rows = laid_out("product")
    assert sorted(pairs(rows)) == sorted(
        (one, two) for one in ("JPN", "KOR") for two in ("USA", "CHN", "RUS")
    )
    assert [row["id"] for row in rows] == [f"DETENTE:product:{number}" for number in range(6)]


def test_gives_a_joint_act_in_both_orders(laid_out) -> None:
    states = ("JPN", "KOR", "CHN")
    assert sorted(pairs(laid_out("joint"))) == sorted(
        (one, two) for one in states for two in states if one != two
    )


def test_gives_an_act_without_counterpart_one_row(laid_out) -> None:
    assert pairs(laid_out("alone")) == [("FRA", None)]


def test_leaves_out_what_has_no_day(laid_out) -> None:
    assert laid_out("undated") == []


def test_keeps_what_an_event_says(laid_out) -> None:
    (row,) = laid_out("told")
    assert set(row) == {*COLUMNS, "probability"}
    assert (row["root"], row["mode"], row["code"]) == ("CONSULT", "visit", "042")
    assert (row["status"], row["probability"]) == ("planned", 0.75)
    assert (row["day"], row["known_at"]) == (dt.date(2024, 4, 10), dt.date(2024, 4, 1))
    assert (row["actor_name"], row["actor_sector"]) == ("Ann Example", "MIL")
    assert (row["source"], row["text"], row["quad"]) == (
        "DETENTE",
        "She will go.",
        "verbal cooperation",
    )


def test_gives_every_root_a_code_of_its_own_root(laid_out) -> None:
    rows = laid_out("root")
    assert len(rows) == len(Root)
    assert all(codes()[row["code"]].root == row["root"] for row in rows)
    assert all(row["goldstein"] == codes()[row["code"]].goldstein for row in rows)


def test_takes_publisher_and_address_from_the_document(tmp_path) -> None:
    event = make_event("JPN", "USA", document_id="d")
    document = Document(
        id="d",
        source="a.txt",
        text="It happened.",
        url="https://example.org/1",
        publisher="Mirror",
        original_publisher="Harbour Wire",
        published_certainty=Certainty.GIVEN,
        language="en",
        language_probability=1.0,
        known_at=event.known_at,
    )
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        store.append("events", [event])
        store.append("documents", [document])
        (row,) = store.arrow(flat(store.table("events"), store.table("documents"))).to_pylist()
    assert (row["publisher"], row["url"]) == ("Harbour Wire", "https://example.org/1")
