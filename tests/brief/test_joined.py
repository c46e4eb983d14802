import datetime as dt

import pytest
from factories import make_actor, make_event

from detente.brief.calendar import event_claim
from detente.brief.happenings import happenings
from detente.brief.joined import joined, merged_of
from detente.brief.reports import Report, as_told, surety
from detente.codes import Level, Precision, Root
from detente.records import Merged
from detente.store.store import open_store

KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
YOON = make_actor("KOR", level=Level.LEADER, name="Yoon Suk Yeol")
DAY = dt.date(2024, 4, 10)


def report(event, publisher="Kanto Report", original=None) -> Report:
    return Report(
        event=event, title=None, publisher=publisher, url=None, before="", after="",
        original=original,
    )  # fmt: skip


def merged(*events, disagreements=()) -> Merged:
    first = events[0]
    return Merged(
        id=first.id, key="JPN,USA", event_ids=[one.id for one in events], attached=[],
        root=first.root, quad=first.quad, status=first.status, states=["JPN", "USA"],
        day=DAY, day_precision=Precision.DAY, known_at=DAY, last_report=DAY,
        reports=len(events), publishers=1, disagreements=list(disagreements),
    )  # fmt: skip


def visit(day: int, *, root=Root.CONSULT, parties=None):
    actors, recipients = parties or ([KISHIDA], [BIDEN])
    return make_event(actors, recipients, root=root, day=DAY.replace(day=day))


def test_reports_of_one_merged_event_are_told_once_with_their_days():
    events = [visit(8), visit(9), visit(10)]
    whole = merged(*events, disagreements=["day: 2024-04-08, 2024-04-09, 2024-04-10"])
    one, *rest = joined(happenings(map(report, events)), {one.id: whole for one in events})
    assert not rest
    assert (one.day, one.documents) == (DAY, 3)
    text = event_claim("calendar", one).text
    assert "3 reports, 1 independent publisher" in text
    assert text.endswith("The reports disagree on the day (8, 9 or 10 April 2024).")
    assert event_claim("calendar", one).sources[0].day == DAY


def test_what_was_agreed_stays_beside_the_talks():
    events = [visit(10), visit(10, root=Root.AGREE)]
    whole = merged(*events, disagreements=["root: AGREE, CONSULT"])
    made = joined(happenings(map(report, events)), {one.id: whole for one in events})
    assert {one.root for one in made} == {Root.CONSULT, Root.AGREE}
    assert not any(one.differing for one in made)


def test_tolls_and_denials_are_told_as_disagreement():
    event = visit(10)
    whole = merged(event, disagreements=["number of people: 3, 12", "status: denied by 1 of 2"])
    (one,) = joined(happenings([report(event)]), {event.id: whole})
    assert one.differing == (
        "the number of people (3, 12)",
        "whether it happened (denied by 1 of 2)",
    )


def test_copies_of_one_text_are_one_publisher():
    first, second = visit(10), visit(10)
    copies = [report(first, "A"), report(second, "B", first.evidence.document_id)]
    (one,) = happenings(copies)
    assert (one.documents, one.publishers) == (2, 1)


def test_a_visit_told_by_its_month_is_the_one_whose_day_is_known():
    vague = make_event([KISHIDA], [BIDEN], day=dt.date(2024, 4, 1), precision=Precision.MONTH)
    (one,) = joined(happenings([report(visit(10)), report(vague)]), {})
    assert (one.day, one.documents) == (DAY, 2)


def test_another_month_stays_apart():
    vague = make_event([KISHIDA], [BIDEN], day=dt.date(2024, 5, 1), precision=Precision.MONTH)
    assert len(joined(happenings([report(visit(10)), report(vague)]), {})) == 2


@pytest.mark.parametrize(
    ("quote", "states"),
    [
        ("Fumio Kishida told Yoon Suk Yeol about his talks with Joe Biden.", {"JPN", "KOR"}),
        ("Fumio Kishida and Yoon Suk Yeol met Joe Biden.", {"JPN", "KOR", "USA"}),
        ("Fumio Kishida spoke to Yoon Suk Yeol about trade.", {"JPN", "KOR", "USA"}),
    ],
)
def test_who_is_only_spoken_of_takes_no_part(quote, states):
    event = make_event([KISHIDA], [YOON, BIDEN], quote=quote)
    left = as_told(event)
    assert {actor.state for actor in (*left.actors, *left.recipients)} == states


def test_talks_that_are_reported_at_home_are_no_contact():
    quote = "Fumio Kishida reported to parliament about his talks with Joe Biden."
    assert as_told(make_event([KISHIDA], [BIDEN], quote=quote)) is None


def test_merged_events_are_read_by_their_reports(tmp_path):
    events = [visit(9), visit(10)]
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        store.append_all({"events": events, "merged": [merged(*events)]})
        found = merged_of(store, [report(events[0])])
        assert list(found) == [events[0].id]
        assert merged_of(store, [report(events[0])], as_of=dt.date(2024, 4, 1)) == {}


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("Will Biden meet Kishida?", False),
        ("Biden and Kishida have met nearly a dozen times.", False),
        ("Biden and Kishida have met in Tokyo.", True),
    ],
)
def test_questions_and_sums_of_contacts_are_no_event(quote, told):
    assert (as_told(make_event([KISHIDA], [BIDEN], quote=quote)) is not None) is told


def test_several_texts_make_a_reading_surer_but_copies_do_not():
    quotes = ("They met.", "They met.", "Both leaders met.")
    events = [make_event([KISHIDA], [BIDEN], probability=0.6, quote=quote) for quote in quotes]
    assert surety([report(events[0])]) == pytest.approx(0.6)
    assert surety([report(events[0]), report(events[1])]) == pytest.approx(0.6)
    assert surety(map(report, events)) == pytest.approx(0.84)


def test_publishers_that_are_not_known_are_not_counted_as_many():
    nameless = [report(visit(10), publisher=None) for _ in range(3)]
    (one,) = happenings(nameless)
    assert one.publishers == 1
    assert "publisher" not in event_claim("calendar", one).text


def test_a_drill_of_four_states_told_again_in_the_week_is_one():
    four = ["AUS", "JPN", "PHL", "USA"]
    drill = make_event(four, root=Root.COOPERATE, day=DAY)
    later = make_event(
        four, root=Root.COOPERATE, day=DAY + dt.timedelta(days=5), precision=Precision.REPORT
    )
    (one,) = joined(happenings([report(drill), report(later)]), {})
    assert (one.day, one.documents) == (DAY, 2)


def test_the_same_states_on_both_sides_act_together():
    event = make_event([KISHIDA, BIDEN], ["JPN", "USA"], root=Root.SUPPORT, quote="Both praised.")
    (one,) = happenings([report(event)])
    assert not one.takers
    assert "something together, or each other" in event_claim("calendar", one).text


def test_ministers_meeting_beside_the_leaders_stays_apart():
    minister = make_actor("JPN", level=Level.MINISTER, name="Ken Saito")
    events = [visit(10), make_event([minister], ["USA"], day=DAY)]
    whole = merged(*events)
    assert len(joined(happenings(map(report, events)), {one.id: whole for one in events})) == 2
