import datetime as dt
from itertools import pairwise

import pytest
from factories import make_event, make_store

from detente.codes import Root
from detente.errors import InputError, UnknownName
from detente.outlook.targets import history, horizons, seen, starting, target_named, within

DAY = dt.date(2024, 4, 30)


@pytest.mark.parametrize(
    ("name", "column", "members", "issue"),
    [
        ("cooperation", "quad", 2, None),
        ("Material Conflict", "quad", 1, None),
        ("sanction", "root", 1, None),
        ("CONSULT: Security", "root", 1, "security"),
    ],
)
def test_targets_are_sides_quads_and_roots_by_issue(name, column, members, issue):
    target = target_named(name)
    assert (target.column, len(target.members), target.issue) == (column, members, issue)
    assert target_named(target.name) == target


@pytest.mark.parametrize("name", ["peace", "consult: love", ""])
def test_unknown_targets_are_refused(name):
    with pytest.raises(UnknownName):
        target_named(name)


@pytest.mark.parametrize(("days", "parts"), [(1, 1), (7, 1), (31, 1), (90, 3), (365, 12)])
def test_horizon_is_parted_into_months(days, parts):
    one = within(DAY, days)
    assert (one.start, (one.stop - one.start).days, one.parts) == (dt.date(2024, 5, 1), days, parts)


@pytest.mark.parametrize("days", [0, 366, -1])
def test_horizons_too_short_or_long_are_refused(days):
    with pytest.raises(InputError, match="1 to 365"):
        within(DAY, days)


def test_horizon_may_begin_later_but_not_too_late():
    assert starting(DAY, DAY, 30) == within(DAY, 30)
    assert starting(DAY, dt.date(2024, 7, 1), 30).first == 2
    with pytest.raises(InputError, match="days after"):
        starting(DAY, dt.date(2027, 1, 1), 30)


def test_months_follow_each_other():
    edges = [(one.start, one.stop) for one in horizons(dt.date(2024, 1, 30), 3)[:3]]
    assert all(one[1] == other[0] for one, other in pairwise(edges))


def test_counts_windows_up_to_the_day_and_names_pairs(tmp_path):
    start = dt.date(2023, 1, 1)
    events = [
        make_event(one, "USA", root=Root.AID, day=start + dt.timedelta(days=day))
        for one in ("JPN", "KOR")
        for day in range(0, 400, 4)
    ]
    with make_store(tmp_path, events) as store:
        asked = {"made_on": start + dt.timedelta(days=396), "targets": ("AID",)}
        past = history(store.table("events"), "USA", "JPN", width=40.0, **asked)
        other = history(store.table("events"), "USA", "BRA", width=40.0, **asked)
        last = seen(store.table("events"), start).count().to_pyarrow().as_py()
    assert past.counts["AID"].tolist() == [[10.0] * 9, [10.0] * 9]
    assert past.pairs == (("USA", "JPN"), ("KOR", "USA"))
    assert len(past.starts) == past.windows == 9
    assert other.counts["AID"].sum(axis=1).tolist() == [0, 90, 90]
    assert last == 2
