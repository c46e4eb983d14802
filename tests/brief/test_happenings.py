import datetime as dt
import random

from factories import make_actor, make_event

from detente.brief.happenings import happenings, in_order, leaders_meet, weightiest
from detente.brief.reports import Report
from detente.codes import Level, Precision, Root

KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
DAY = dt.date(2024, 4, 10)


def report(event, publisher="Kanto Report"):
    return Report(event=event, title=None, publisher=publisher, url=None, before="", after="")


def test_brings_reports_of_one_meeting_together_whoever_is_named_first():
    reports = [
        report(make_event([KISHIDA], [BIDEN], day=DAY)),
        report(make_event([BIDEN], [KISHIDA], day=DAY), "Harbour Wire"),
        report(make_event([BIDEN, KISHIDA], day=DAY), "Harbour Wire"),
    ]
    (one,) = happenings(reports)
    assert (one.documents, one.publishers) == (3, 2)
    assert leaders_meet(one, ("JPN", "USA"))


def test_keeps_acts_of_opposite_direction_apart():
    there = make_event("JPN", "USA", root=Root.ACCUSE, day=DAY)
    back = make_event("USA", "JPN", root=Root.ACCUSE, day=DAY)
    assert len(happenings([report(there), report(back)])) == 2


def test_a_report_without_a_day_joins_the_event_of_the_day_before():
    named = make_event(["JPN", "USA"], day=DAY)
    late = make_event(["JPN", "USA"], day=DAY + dt.timedelta(1), precision=Precision.REPORT)
    much_later = make_event(["JPN", "USA"], day=DAY + dt.timedelta(5), precision=Precision.REPORT)
    days = [(one.day, one.precision) for one in happenings(map(report, [much_later, late, named]))]
    assert days == [(DAY, Precision.DAY), (DAY + dt.timedelta(5), Precision.REPORT)]


def test_does_not_take_a_month_for_its_first_day():
    month = make_event(["JPN", "USA"], day=dt.date(2024, 4, 1), precision=Precision.MONTH)
    first = make_event(["JPN", "USA"], day=dt.date(2024, 4, 1))
    assert len(happenings([report(month), report(first)])) == 2


def test_does_not_depend_on_the_order_of_reports():
    reports = [
        report(make_event(["JPN", "USA"], day=DAY + dt.timedelta(n % 3), precision=precision))
        for n, precision in enumerate([Precision.DAY, Precision.REPORT, Precision.MONTH] * 4)
    ]
    shuffled = random.Random(1).sample(reports, len(reports))
    assert happenings(reports) == happenings(shuffled)


def test_talks_without_a_day_join_those_that_their_document_tells_of():
    met = make_event([KISHIDA], [BIDEN], day=DAY, document_id="d")
    talked = make_event(
        [KISHIDA, BIDEN, "CHN"], day=DAY + dt.timedelta(1), precision=Precision.REPORT,
        document_id="d", quote="They talked about China for an hour.",
    )  # fmt: skip
    (one,) = happenings([report(talked), report(met)])
    assert (one.event, one.documents, len(one.reports)) == (met, 1, 2)


def test_talks_of_others_or_of_other_documents_stay_apart():
    met = make_event([KISHIDA], [BIDEN], day=DAY, document_id="d")
    later = DAY + dt.timedelta(1)
    others = make_event(["JPN", "USA"], day=later, precision=Precision.REPORT, document_id="d")
    elsewhere = make_event(
        [KISHIDA, BIDEN, "CHN"], day=later, precision=Precision.REPORT, document_id="e"
    )
    assert len(happenings(map(report, [met, others, elsewhere]))) == 3


def test_the_weightiest_come_first_and_equal_ones_by_day():
    late = make_event(["JPN", "USA"], day=DAY + dt.timedelta(days=9))
    led = make_event([KISHIDA], [BIDEN], day=DAY + dt.timedelta(days=5))
    early = make_event(["JPN", "USA"], day=DAY)
    every = happenings(map(report, [late, led, early]))
    assert [one.event for one in weightiest(every)] == [led, early, late]
    assert [one.event for one in weightiest(every, 1)] == [led]
    assert [one.event for one in in_order(every)] == [early, led, late]
