"""JSON lines of PLOVER and of NGEC."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from formats.made import NGEC, PLOVER, adds_up, json_line, json_table, read
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codes import Issue, Precision, Quad, Root, Status
from detente.formats.json_lines import LAYOUTS, ngec, plover

if TYPE_CHECKING:
    from formats.made import Read

DAY = dt.date(2024, 4, 9)
KEYS = sorted({*PLOVER, *NGEC, "detente", "event_scale", "text"})
ODD = [
    ({"id": None}, "no id"),
    ({"date": "2024-02-30"}, "impossible date"),
    ({"date": None}, "no date"),
    ({"date": "18990101"}, "impossible date"),
    ({"event": []}, "no event type"),
    ({"event": ["DANCE"]}, "unknown event type"),
    ({"actor": [], "recipient": []}, "no actor"),
]


def rows(reader, of: dict[str, Any], **changes: Any):
    return list(reader({**of, **changes}, 1))


def pairs(found) -> list[tuple[str | None, str | None]]:
    return [(row.actor_state, row.recipient_state) for row in found]


def test_reads_plover() -> None:
    (row,) = rows(plover, PLOVER)
    assert (row.source, row.id, row.original_id) == ("PLOVER", "PLOVER:7001:0.0", "7001")
    assert (row.day, row.day_precision) == (DAY, Precision.DAY)
    assert (row.known_at, row.status) == (dt.date(2024, 4, 10), Status.HAPPENED)
    assert (row.code, row.root, row.mode) == ("CONSULT-visit", Root.CONSULT, "visit")
    assert (row.contexts, row.issue) == ("military;economic", Issue.SECURITY)
    assert row.quad == Quad.VERBAL_COOPERATION
    assert (row.actor_name, row.actor_state, row.actor_sector) == ("Tokyo", "JPN", "GOV")
    assert (row.recipient_name, row.recipient_state) == ("the Pentagon", "USA")
    assert row.recipient_sector == "MIL"
    assert (row.place, row.place_state) == ("Tokyo", "JPN")
    assert (row.latitude, row.longitude) == (35.5, 139.25)
    assert (row.publisher, row.url) == ("Harbour Wire", "https://example.org/1")
    assert row.text == "visited"


def test_reads_what_our_own_export_adds() -> None:
    more = {
        "status": "denied",
        "day_precision": "month",
        "issue": "rights",
        "known_at": "2024-05-01",
    }
    (row,) = rows(plover, PLOVER, detente=more)
    assert (row.status, row.day_precision, row.issue) == (
        Status.DENIED,
        Precision.MONTH,
        Issue.RIGHTS,
    )
    assert row.known_at == dt.date(2024, 5, 1)
    (row,) = rows(plover, PLOVER, detente={"status": "dreamt", "issue": "tea"})
    assert (row.status, row.issue) == (Status.HAPPENED, Issue.SECURITY)


def test_reads_a_joint_act_in_both_orders() -> None:
    actors = [{"code": code} for code in ("JPN", "KOR", "CHN")]
    found = rows(plover, PLOVER, actor=actors, recipient=[])
    assert len(found) == len({row.id for row in found}) == 6
    assert set(pairs(found)) == {
        (one, two) for one in ("JPN", "KOR", "CHN") for two in ("JPN", "KOR", "CHN") if one != two
    }


def test_reads_every_actor_with_every_recipient() -> None:
    found = rows(plover, PLOVER, actor=["JPN", "KOR"], recipient=["USA", {"code": "IGO:UN"}])
    assert pairs(found) == [
        ("JPN", "USA"),
        ("JPN", "IGO:UN"),
        ("KOR", "USA"),
        ("KOR", "IGO:UN"),
    ]
    assert {row.original_id for row in found} == {"7001"}


def test_reads_an_act_without_counterpart_and_one_without_actor() -> None:
    assert pairs(rows(plover, PLOVER, recipient=[])) == [("JPN", None)]
    assert pairs(rows(plover, PLOVER, actor=[])) == [(None, "USA")]


def test_reads_several_events_of_one_line() -> None:
    first, second = rows(plover, PLOVER, event=["CONSULT", "AGREE"], mode=["meet"])
    assert (first.root, first.mode) == (Root.CONSULT, "meet")
    assert (second.root, second.mode) == (Root.AGREE, None)
    assert first.id != second.id


@pytest.mark.parametrize(
    ("event", "root"),
    [
        ("CONSULT", Root.CONSULT),
        ("demand", Root.REQUEST),
        ("ASSAULT-beat", Root.ASSAULT),
        ("042", Root.CONSULT),
        ("010", None),
    ],
)
def test_reads_types_of_plover_and_codes_of_cameo(event, root) -> None:
    (row,) = rows(plover, PLOVER, event=event)
    assert row.root == root


@pytest.mark.parametrize(
    ("entity", "state", "sector"),
    [
        ({"code": "JPN"}, "JPN", "GOV"),
        ({"code": "JPNMIL"}, "JPN", "MIL"),
        ("ROM", "ROU", "GOV"),
        ({"code": "IGOUNO"}, "IGO:UN", "IGO"),
        ({"code": "IGO:EU"}, "IGO:EU", "IGO"),
        ({"entity_text": "a crowd", "sector": "CVL"}, None, "CVL"),
        ({"code": "ZZZ"}, None, None),
        ({}, None, None),
    ],
)
def test_finds_states_bodies_and_sectors_of_actors(entity, state, sector) -> None:
    (row,) = rows(plover, PLOVER, actor=[entity])
    assert (row.actor_state, row.actor_sector) == (state, sector)


def test_reads_ngec() -> None:
    (row,) = rows(ngec, NGEC)
    assert (row.source, row.id) == ("NGEC", "NGEC:8001:0")
    assert (row.day, row.known_at) == (DAY, dt.date(2024, 4, 10))
    assert (row.code, row.root, row.mode) == ("CONSULT-visit", Root.CONSULT, "visit")
    assert (row.contexts, row.issue) == ("military", Issue.SECURITY)
    assert (row.actor_name, row.actor_state, row.actor_sector) == ("the minister", "JPN", "GOV")
    assert (row.recipient_name, row.recipient_state, row.recipient_sector) == (
        "Army",
        "USA",
        "MIL",
    )
    assert (row.place, row.place_state, row.latitude) == ("Tokyo", "JPN", 35.5)


def test_takes_the_day_of_the_story_where_ngec_resolved_none() -> None:
    (row,) = rows(ngec, NGEC, date_resolved=None)
    assert (row.day, row.known_at) == (dt.date(2024, 4, 10), dt.date(2024, 4, 10))


@pytest.mark.parametrize(("changes", "reason"), ODD)
def test_says_why_a_line_cannot_be_used(changes, reason) -> None:
    with pytest.raises(ValueError, match=reason):
        rows(plover, PLOVER, **changes)


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> Read:
    folder = tmp_path_factory.mktemp("json")
    joint = {"actor": ["JPN", "KOR"], "recipient": []}
    files = {
        "a.jsonl": json_table("plover", 3),
        "b_odd.jsonl": "".join(
            json_line(PLOVER, **{"id": f"b{i}", **c}) for i, (c, _) in enumerate(ODD)
        ),
        "c_blank.jsonl": "\n" + json_line(PLOVER, id="c1") + "\n  \n" + json_line(PLOVER, id="c2"),
        "d_bad.jsonl": json_line(PLOVER, id="d1") + '{"id": \n[1, 2]\n"x"\n' + "[" * 100_000 + "\n",
        "e_joint.jsonl": json_line(PLOVER, id="e", **joint),
        "f_ngec.jsonl": json_table("ngec", 2),
        "g_again.jsonl": json_table("plover", 4),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "h_western.jsonl").write_bytes(
        json_line(PLOVER, id="h1", event_text="Zoë").encode()
        + json_line(PLOVER, id="h2", event_text="Orléans").encode("cp1252")
    )
    (folder / "i_no_event.jsonl").write_text(json_line(PLOVER, id="i", has_event=False))
    return read([folder], folder.parent / "json.duckdb")


def test_tells_both_kinds_apart(found) -> None:
    assert not found.refused
    assert {file.format for file in found.files} == {"plover", "ngec"}
    assert found.file("f_ngec.jsonl").kept == 2


def test_rejects_each_odd_line_with_its_number_and_reason(found) -> None:
    reasons = found.reasons("b_odd.jsonl")
    assert reasons == [(number, reason) for number, (_, reason) in enumerate(ODD, 1)]
    assert found.reasons("d_bad.jsonl") == [
        (2, "bad line"),
        (3, "bad line"),
        (4, "bad line"),
        (5, "bad line"),
    ]


def test_counts_lines_as_they_stand_in_the_file(found) -> None:
    assert [row.row for row in found.rows("c_blank.jsonl")] == [2, 5]
    assert found.file("c_blank.jsonl").rows == 2


def test_counts_lines_as_rows_and_pairs_as_kept(found) -> None:
    file = found.file("e_joint.jsonl")
    assert (file.rows, file.kept) == (1, 2)
    others = [one for one in found.files if one.id not in {file.id, *ids(found, "i_no_event")}]
    assert all(map(adds_up, others))


def ids(found: Read, name: str) -> list[str]:
    return [one.id for one in found.files if name in one.path]


def test_says_what_became_of_a_line_without_event(found) -> None:
    assert adds_up(found.file("i_no_event.jsonl")) or found.notes("i_no_event.jsonl")


def test_counts_lines_of_another_file_as_repeats(found) -> None:
    file = found.file("g_again.jsonl")
    assert (file.rows, file.kept, file.repeats) == (4, 1, 3)


def test_reads_windows_1252_line_by_line(found) -> None:
    texts = [row.text for row in found.rows("h_western.jsonl")]
    assert texts[1] == "Orléans"


def test_reads_utf_8_beside_windows_1252(found) -> None:
    assert found.rows("h_western.jsonl")[0].text == "Zoë"


PLAIN = st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(-9999, 9999)
WILD = st.recursive(
    PLAIN | st.sampled_from(["JPN", "CONSULT", "visit", "2024-04-09", 10**400]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, "code", "status", "lat"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(max_examples=200, deadline=None, derandomize=True)
@given(changes=st.dictionaries(st.sampled_from(KEYS), WILD, max_size=3))
def test_raises_nothing_but_the_reason_whatever_an_object_holds(layout, changes) -> None:
    of = {"plover": PLOVER, "ngec": NGEC}[layout.name]
    for more in ({}, {"detente": {"status": []}}, {"event_geolocation": {"lat": 10**400}}):
        try:
            found = list(layout.read({**of, **changes, **more}, 1))
        except ValueError:
            continue
        json.dumps([row.id for row in found])
