import datetime as dt

import pytest
from factories import make_actor, make_event, make_store

from detente.codes import Issue, Level, Precision, Root, Status
from detente.relations.dyads import acts, interstate
from detente.relations.months import dyad_months

DAY = dt.date(2024, 4, 10)


def rows_of(folder, events, **options):
    with make_store(folder, events) as store:
        rows = interstate(store.table("events"), **options)
        return rows.order_by("day", "first", "second", "event_id").to_pyarrow().to_pylist()


def acts_of(folder, events):
    with make_store(folder, events) as store:
        return acts(interstate(store.table("events"))).to_pyarrow().to_pylist()


def pairs(rows):
    return [(row["first"], row["second"], row["joint"]) for row in rows]


def test_gives_one_directed_row_for_actor_and_recipient(tmp_path):
    assert pairs(rows_of(tmp_path, [make_event("JPN", "USA")])) == [("JPN", "USA", False)]


def test_gives_joint_acts_in_both_directions(tmp_path):
    rows = rows_of(tmp_path, [make_event(["JPN", "PHL", "USA"])])
    expected = [("JPN", "PHL"), ("JPN", "USA"), ("PHL", "JPN")]
    expected += [("PHL", "USA"), ("USA", "JPN"), ("USA", "PHL")]
    assert pairs(rows) == [(*pair, True) for pair in expected]


@pytest.mark.parametrize(
    "event",
    [
        make_event("JPN", "IGO:NATO"),
        make_event("JPN", "JPN", root=Root.PROTEST),
        make_event("JPN", [make_actor(None)]),
        make_event("JPN", "USA", status=Status.PLANNED),
        make_event("JPN", "USA", day=DAY, known_at=DAY - dt.timedelta(days=1)),
        make_event("JPN", "USA", day=dt.date(2023, 1, 1), known_at=DAY),
        make_event("JPN", "USA", precision=Precision.YEAR, day=dt.date(2024, 1, 1), known_at=DAY),
        make_event("JPN", "USA", precision=Precision.UNKNOWN, day=None, known_at=DAY),
    ],
    ids=["body", "domestic", "unnamed", "planned", "future", "history", "year only", "no day"],
)
def test_leaves_out_what_is_no_new_act_between_two_states(tmp_path, event):
    assert rows_of(tmp_path, [event]) == []


def test_keeps_background_and_plans_when_asked(tmp_path):
    old = make_event("JPN", "USA", day=dt.date(2020, 1, 1), known_at=DAY)
    planned = make_event("USA", "JPN", status=Status.PLANNED, day=DAY, known_at=dt.date(2024, 4, 1))
    rows = rows_of(tmp_path, [old, planned], background=True, statuses=("happened", "planned"))
    assert pairs(rows) == [("JPN", "USA", False), ("USA", "JPN", False)]


def test_merges_reports_of_one_act_whatever_their_issue(tmp_path):
    leader = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
    events = [
        make_event("JPN", "USA", id="a", issue=Issue.ECONOMY, probability=0.6),
        make_event([leader], "USA", id="b", issue=Issue.SECURITY, probability=0.9),
        make_event("JPN", "USA", id="c", precision=Precision.REPORT, probability=0.7),
    ]
    (row,) = rows_of(tmp_path, events)
    assert sorted(row["event_ids"]) == ["a", "b", "c"]
    assert (row["event_id"], row["reports"], row["issue"]) == ("b", 3, "security")
    assert (row["first_level"], row["first_name"]) == ("leader", "Fumio Kishida")
    assert row["month"] == dt.date(2024, 4, 1)


def test_keeps_acts_apart_whose_day_is_not_known(tmp_path):
    events = [make_event("JPN", "USA", precision=Precision.MONTH, day=DAY) for _ in range(3)]
    assert len(rows_of(tmp_path, events)) == 3


def test_counts_a_meeting_once_whoever_is_named_first(tmp_path):
    events = [make_event("JPN", "USA"), make_event("USA", "JPN"), make_event(["JPN", "USA"])]
    (act,) = acts_of(tmp_path, events)
    assert (act["first"], act["second"]) == ("JPN", "USA")
    assert sorted(act["event_ids"]) == sorted(event.id for event in events)


def test_counts_criticism_in_each_direction(tmp_path):
    events = [
        make_event("JPN", "CHN", root=Root.ACCUSE),
        make_event("CHN", "JPN", root=Root.ACCUSE),
    ]
    assert len(acts_of(tmp_path, events)) == 2


def test_fills_months_without_acts_with_zero(tmp_path):
    events = [
        make_event("JPN", "USA", day=dt.date(2024, 1, 5)),
        make_event("JPN", "USA", day=dt.date(2024, 1, 6), root=Root.ACCUSE),
        make_event("JPN", "USA", day=dt.date(2024, 3, 1), precision=Precision.MONTH),
        make_event("CHN", "KOR", day=dt.date(2024, 2, 1)),
    ]
    with make_store(tmp_path, events) as store:
        rows = interstate(store.table("events"))
        table = dyad_months(rows, start=dt.date(2024, 1, 1), stop=dt.date(2024, 4, 1))
        chosen = table.filter(table.first == "JPN", table.kind == "cooperation").order_by("month")
        months = chosen.to_pyarrow().to_pylist()
        assert table.count().to_pyarrow().as_py() == 2 * 3 * 6
    assert [row["count"] for row in months] == [1, 0, 1]
    assert [row["volume"] for row in months] == [2, 1, 1]
    assert sum(row["exposure"] for row in months) == pytest.approx(3)
    assert months[1]["exposure"] > months[0]["exposure"]
