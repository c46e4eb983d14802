import datetime as dt

import pytest
from factories import make_actor, make_event

from detente.codes import Level, Precision, Status

KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
MARCOS = make_actor("PHL", level=Level.LEADER, name="Ferdinand Marcos Jr.")
DAY = dt.date(2024, 4, 10)


def meeting(day: dt.date, *more, precision=Precision.DAY, known_at=None, **fields):
    return make_event(
        [KISHIDA, BIDEN, *more], day=day, precision=precision, known_at=known_at or day,
        quote=f"They met and talked, it was told on {day}.", **fields,
    )  # fmt: skip


@pytest.fixture
def days(retold):
    """Give a function that gives the days of the leaders' meetings of a store of events."""

    def found(*events):
        claims = [one for one in retold(*events).claims() if one.kind == "meetings of the leaders"]
        return claims[0] if claims else None

    return found


def test_one_entry_a_day_however_many_meetings(days):
    claim = days(meeting(DAY), meeting(DAY, MARCOS))
    assert claim.numbers["times"] == 1
    assert "once (2 reports): 10 April 2024 (meeting" in claim.text


@pytest.mark.parametrize(("later", "times"), [(1, 1), (3, 1), (7, 1), (8, 2)])
def test_talks_known_by_the_day_of_the_report_are_a_dated_meeting_nearby(days, later, times):
    report = meeting(DAY + dt.timedelta(later), precision=Precision.REPORT)
    claim = days(meeting(DAY), report)
    assert claim.numbers["times"] == times
    assert ("day of the report" in claim.text) == (times == 2)


def test_a_month_is_no_meeting_beside_a_dated_one(days):
    vague = meeting(dt.date(2024, 4, 1), precision=Precision.MONTH, known_at=dt.date(2024, 5, 2))
    assert days(meeting(DAY), vague).numbers["times"] == 1


def test_a_month_counts_where_nothing_else_is_told(days):
    vague = meeting(dt.date(2024, 4, 1), precision=Precision.MONTH, known_at=dt.date(2024, 5, 2))
    assert "once (1 report): April 2024 (meeting)." in days(vague).text


def test_a_plan_is_no_meeting(days):
    assert days(meeting(DAY, status=Status.PLANNED), meeting(DAY, status=Status.DENIED)) is None


def test_says_who_else_took_part_and_cites_every_day(days):
    claim = days(meeting(DAY), meeting(DAY + dt.timedelta(1), MARCOS))
    assert "11 April 2024 (meeting with the Philippines)" in claim.text
    assert {source.day for source in claim.sources} == {DAY, DAY + dt.timedelta(1)}


def test_doubt_is_said(days):
    assert "meeting; likely read correctly" in days(meeting(DAY, probability=0.8)).text
