import datetime as dt

import pytest
from factories import make_actor, make_event

from detente.brief.happenings import happenings
from detente.brief.phrases import contact
from detente.brief.reports import Report
from detente.brief.visits import with_visits
from detente.codes import Level, Precision, Status

KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
MARCOS = make_actor("PHL", level=Level.LEADER, name="Ferdinand Marcos Jr.")
DAY = dt.date(2024, 4, 10)
MET = make_event([KISHIDA], [BIDEN], day=DAY, quote="Kishida met Biden on Wednesday.")
LEFT = "Kishida left Tokyo on Monday for an official visit to the United States."


def ways(*events):
    every = [
        Report(event=one, title=None, publisher=None, url=None, before="", after="")
        for one in events
    ]
    happened = happenings(one for one in every if one.event.status == Status.HAPPENED)
    planned = happenings(one for one in every if one.event.status != Status.HAPPENED)
    return {one.event.id: contact(one) for one in with_visits(happened, planned)}


@pytest.mark.parametrize("status", [Status.HAPPENED, Status.PLANNED])
def test_a_meeting_is_part_of_the_visit_that_another_sentence_names(status):
    left = make_event([KISHIDA], ["USA"], day=DAY - dt.timedelta(2), quote=LEFT, status=status)
    way, report = ways(MET, left)[MET.id]
    assert way == "official visit"
    assert report.event == left


@pytest.mark.parametrize(
    "left",
    [
        make_event([KISHIDA], ["USA"], day=DAY - dt.timedelta(4), quote=LEFT),
        make_event([KISHIDA], ["USA"], day=DAY, quote=LEFT, status=Status.DENIED),
        make_event([KISHIDA], ["USA"], day=DAY, quote=LEFT, precision=Precision.REPORT),
        make_event(["JPN"], ["USA"], day=DAY, quote=LEFT),
        make_event([KISHIDA], ["PHL"], day=DAY, quote=LEFT),
    ],
)
def test_not_of_one_that_is_far_denied_undated_or_of_others(left):
    assert ways(MET, left)[MET.id][0] == "meeting"


def test_the_trip_and_its_meeting_are_told_once():
    left = make_event([KISHIDA], ["USA"], day=DAY - dt.timedelta(2), quote=LEFT)
    apart = make_event([KISHIDA], ["USA"], day=DAY - dt.timedelta(9), quote=LEFT)
    every = [
        Report(event=one, title=None, publisher=None, url=None, before="", after="")
        for one in (MET, left, apart)
    ]
    earlier, visit = with_visits(happenings(every), [])
    assert earlier.ids == {apart.id}
    assert visit.ids == {MET.id}
    assert visit.visit is not None
    assert visit.visit.event == left
    assert visit.day == DAY
    assert contact(visit)[0] == "official visit"


def test_neither_a_call_nor_a_meeting_of_three_is_a_visit():
    left = make_event([KISHIDA], ["USA"], day=DAY, quote=LEFT)
    call = make_event([KISHIDA], [BIDEN], day=DAY, quote="Kishida spoke with Biden by phone.")
    three = make_event([KISHIDA, BIDEN, MARCOS], day=DAY, quote="The three met.")
    assert ways(call, left)[call.id][0] == "call"
    assert ways(three, left)[three.id][0] == "meeting"
