import datetime as dt

import numpy as np
import pytest
from factories import make_actor, make_event, make_store

from detente.codes import Level, Precision
from detente.relations.formats_of_three import first_meetings, formats, without_threes
from detente.relations.registry import measure

APRIL = {"start": dt.date(2024, 4, 1), "stop": dt.date(2024, 5, 1)}
TRIO = ("JPN", "PHL", "USA")


def met(states, day, level=Level.LEADER, **more):
    return make_event([make_actor(code, level=level) for code in states], day=day, **more)


def formats_of(folder, events):
    with make_store(folder, events) as store:
        return formats(store.table("events"), **APRIL)


def test_first_at_leaders_level_although_ministers_met_before(tmp_path):
    events = [
        met(TRIO, dt.date(2023, 7, 14), Level.MINISTER),
        met(("JPN", "KOR", "USA"), dt.date(2023, 8, 18)),
        met(("JPN", "USA"), dt.date(2024, 4, 10)),
        met(TRIO, dt.date(2024, 4, 11), id="a"),
        met(TRIO, dt.date(2024, 4, 12), id="b", precision=Precision.REPORT),
    ]
    with make_store(tmp_path, events) as store:
        table = store.table("events")
        (one,) = first_meetings(table, **APRIL, members=("JPN", "USA"))
        (finding,) = measure(table, "JPN", "USA", **APRIL, indicators=["minilateral"])
    assert (one.states, one.level, one.kind) == (TRIO, "leader", "first")
    assert (one.day, one.event_ids) == (dt.date(2024, 4, 11), ["a", "b"])
    assert finding.group == list(TRIO)
    assert finding.reading == (
        "First meeting of Japan, the Philippines and the United States at leaders' level: "
        "11 April 2024 (2 reports); the documents reach back to 14 July 2023."
    )
    assert finding.withheld.startswith("too few earlier meetings")


@pytest.mark.parametrize(("level", "kind"), [(Level.MINISTER, "routine"), (Level.LEADER, "first")])
def test_a_meeting_of_unknown_rank_may_have_been_of_ministers(tmp_path, level, kind):
    earlier = [make_actor("PHL"), *(make_actor(code, level=Level.MINISTER) for code in TRIO[::2])]
    events = [
        make_event(earlier, day=dt.date(2024, 1, 10)),
        met(TRIO, dt.date(2024, 4, 11), level),
    ]
    (one,) = formats_of(tmp_path, events)
    assert one.kind == kind
    assert one.before == (dt.date(2024, 1, 10) if kind == "routine" else None)


@pytest.mark.parametrize(
    ("earlier", "precision", "told", "kind"),
    [
        (dt.date(2024, 3, 1), Precision.DAY, None, "routine"),
        (dt.date(2021, 3, 1), Precision.DAY, None, "revived"),
        (dt.date(2019, 6, 1), Precision.MONTH, dt.date(2024, 4, 5), "revived"),
        (dt.date(2023, 1, 1), Precision.YEAR, dt.date(2024, 4, 5), "routine"),
        (dt.date(2024, 4, 1), Precision.MONTH, dt.date(2024, 4, 20), "first"),
    ],
    ids=["weeks ago", "years ago", "history told again", "year only", "same month"],
)
def test_tells_first_revived_and_routine(tmp_path, earlier, precision, told, kind):
    events = [
        met(TRIO, earlier, precision=precision, known_at=told),
        met(TRIO, dt.date(2024, 4, 11)),
    ]
    assert [one.kind for one in formats_of(tmp_path, events)] == [kind]


def test_an_earlier_meeting_is_told_as_far_as_its_day_is_known(tmp_path):
    events = [
        met(TRIO, dt.date(2019, 1, 1), precision=Precision.YEAR, known_at=dt.date(2024, 4, 5)),
        met(TRIO, dt.date(2024, 4, 11)),
    ]
    with make_store(tmp_path, events) as store:
        (finding,) = measure(
            store.table("events"), "JPN", "USA", **APRIL, indicators=["minilateral"]
        )
    assert "at leaders' level since 2019: 11 April 2024" in finding.reading


@pytest.mark.parametrize(
    "event",
    [
        met(("JPN", "USA"), dt.date(2024, 4, 11)),
        met(TRIO, dt.date(2024, 4, 11), Level.UNKNOWN),
        make_event(
            [make_actor("JPN", level=Level.LEADER), make_actor("USA", level=Level.MINISTER)],
            [make_actor("PHL", level=Level.LEADER)],
            day=dt.date(2024, 4, 11),
        ),
    ],
    ids=["two", "level unknown", "levels differ"],
)
def test_leaves_out_what_is_no_format(tmp_path, event):
    assert formats_of(tmp_path, [event]) == []


def test_a_host_is_one_of_the_states_and_its_highest_actor_counts(tmp_path):
    event = make_event(
        [make_actor("JPN", level=Level.LEADER), make_actor("PHL", level=Level.LEADER)],
        [make_actor("USA", level=Level.MINISTER), make_actor("USA", level=Level.LEADER)],
        day=dt.date(2024, 4, 11),
    )
    assert [one.states for one in formats_of(tmp_path, [event])] == [TRIO]


def test_no_three_way_term_keeps_the_two_way_margins():
    table = np.array([[[900.0, 30], [40, 8]], [[50, 12], [9, 0]]])
    fitted = without_threes(table)
    for axis in range(3):
        assert fitted.sum(axis=axis) == pytest.approx(table.sum(axis=axis), rel=1e-3)
    odds = fitted[1, 1, 1] * fitted[1, 0, 0] * fitted[0, 1, 0] * fitted[0, 0, 1]
    others = fitted[1, 1, 0] * fitted[1, 0, 1] * fitted[0, 1, 1] * fitted[0, 0, 0]
    assert odds == pytest.approx(others, rel=0.01)


def test_novelty_is_higher_for_states_that_seldom_meet(tmp_path):
    days = [dt.date(2023, 1, 1) + dt.timedelta(days=4 * step) for step in range(100)]
    rings = [("JPN", "USA"), ("PHL", "USA"), ("JPN", "PHL"), ("CHN", "KOR"), ("CHN", "IND")]
    rings += [("IND", "KOR"), ("AUS", "CHN"), ("AUS", "NZL"), ("BRA", "IND"), ("BRA", "ZAF")]
    often = [met(rings[step % 10], day) for step, day in enumerate(days)]
    seldom = [
        met(rings[step % 10 if step % 10 > 2 or step < 10 else 9], day)
        for step, day in enumerate(days)
    ]
    values = []
    for name, past in (("often", often), ("seldom", seldom)):
        with make_store(tmp_path, [*past, met(TRIO, dt.date(2024, 4, 11))], name) as store:
            (finding,) = measure(
                store.table("events"), "JPN", "USA", **APRIL, indicators=["minilateral"]
            )
        assert finding.low <= finding.value <= finding.high
        values.append(finding.value)
    assert values[1] > values[0] > 0
