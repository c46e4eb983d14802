import datetime as dt

import pytest
from factories import make_event

from detente.brief.claims import Source
from detente.brief.coded import coded_between, coded_of, report_of, words_of
from detente.brief.compose import compose
from detente.brief.compose_wide import compose_state
from detente.brief.render import to_html, to_markdown
from detente.codes import Quad, Root
from detente.errors import EvidenceError, InvalidRecord
from detente.records import Coded
from detente.store.store import open_store

START, STOP = dt.date(2024, 3, 1), dt.date(2024, 6, 1)


def row(number: int, day: dt.date, **more) -> Coded:
    given = {
        "code": "042", "root": Root.CONSULT, "quad": Quad.VERBAL_COOPERATION,
        "actor_name": "JAPAN", "actor_state": "JPN", "actor_sector": "GOV",
        "recipient_name": "UNITED STATES", "recipient_state": "USA", "recipient_sector": "GOV",
        "mentions": 10,
    }  # fmt: skip
    return Coded(
        id=f"GDELT:{number}", source="GDELT", original_id=str(number), day=day, known_at=day,
        url=f"https://example.org/{number}", file="f", row=number, **(given | more),
    )  # fmt: skip


@pytest.fixture(scope="module")
def gdelt(tmp_path_factory):
    path = tmp_path_factory.mktemp("coded") / "s.duckdb"
    days = [dt.date(2023, 1, 2) + dt.timedelta(days=5 * number) for number in range(100)]
    rows = [row(number, day) for number, day in enumerate(days)]
    rows += [
        row(900, dt.date(2024, 4, 10), root=Root.REJECT, quad=Quad.VERBAL_CONFLICT, code="120"),
        row(901, dt.date(2024, 4, 11), root=None, quad=None),
        row(902, dt.date(2024, 4, 11), recipient_state="JPN"),
    ]
    with open_store(path, write=True) as store:
        store.append("coded", rows)
    with open_store(path) as store:
        yield store


@pytest.fixture(scope="module")
def made(gdelt):
    return compose(gdelt, "JPN", "USA", start=START, stop=STOP)


def test_rows_of_other_projects_count_and_are_cited(made):
    assert made.claims()
    for claim in made.claims():
        assert claim.sources
        assert all(source.row.startswith("GDELT event ") for source in claim.sources)
    (engagement,) = [one for one in made.sections if one.key == "engagement"]
    assert any("acts of cooperation a month" in claim.text for claim in engagement.claims)


def test_a_row_is_told_with_its_source_instead_of_reports(made):
    (section,) = [one for one in made.sections if one.key == "contention"]
    assert "Japan refused or opposed the United States (1 row of GDELT)" in section.claims[-1].text


def test_pages_show_the_row_and_no_empty_quote(made):
    text, page = to_markdown(made), to_html(made)
    told = "GDELT event 900, code 120: JAPAN towards UNITED STATES; 10 mentions"
    assert told in text
    assert told in page
    assert "“”" not in text + page
    assert "https://example.org/900" in page


def test_only_rows_that_measures_count_are_read(gdelt):
    found = coded_between(gdelt, ("JPN", "USA"), start=dt.date(2024, 4, 10), stop=STOP)
    assert {one.event.id for one in found}.isdisjoint({"GDELT:901", "GDELT:902"})
    assert set(coded_of(gdelt, ["GDELT:900", "GDELT:901", "none"])) == {"GDELT:900"}


def test_what_was_known_later_is_not_read(gdelt):
    early = coded_of(gdelt, ["GDELT:900"], as_of=dt.date(2024, 4, 9))
    assert early == {}


def test_a_state_is_briefed_from_rows_alone(gdelt):
    brief = compose_state(gdelt, "JPN", start=START, stop=STOP)
    (partners,) = [one for one in brief.sections if one.key == "partners"]
    assert partners.claims[0].label == "The United States"
    assert "100 % of all" in partners.claims[0].text


def test_words_of_a_row_hold_what_is_there():
    bare = row(1, START, code=None, mentions=None, actor_name=None)
    assert words_of(bare) == "GDELT event 1: JPN towards UNITED STATES"


def test_a_row_without_root_is_no_act():
    with pytest.raises(InvalidRecord, match="no root"):
        report_of(row(1, START, root=None))


def test_a_source_needs_a_quote_or_a_row():
    empty = {
        "day": None, "quote": "", "title": None, "publisher": None, "url": None,
        "document_id": "", "start": 0, "stop": 0, "event_id": "e",
    }  # fmt: skip
    with pytest.raises(EvidenceError):
        Source(**empty)
    assert Source(**empty, row="GDELT event 1").row


def test_sentences_and_rows_of_one_day_are_both_told(tmp_path):
    event = make_event("JPN", "USA", root=Root.CONSULT, quote="Japan met the US on Wednesday.")
    with open_store(tmp_path / "s.duckdb", write=True) as store:
        store.append_all({"events": [event], "coded": [row(1, event.day)]})
        brief = compose(store, "JPN", "USA", start=START, stop=STOP)
    (calendar,) = [one for one in brief.sections if one.key == "calendar"]
    assert "(1 report, 1 row of GDELT" in calendar.claims[0].text
    assert calendar.claims[0].sources[0].quote == "Japan met the US on Wednesday."
