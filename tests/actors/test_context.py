"""What a reader remembers of a document."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from detente.actors.context import Context, actor_of, home_of
from detente.records import Actor, Mention

if TYPE_CHECKING:
    from detente.actors.book import Book

DAY = dt.date(2024, 6, 12)


def mention(
    *codes: str, kind: str = "name", sentence: int = 0, person: str | None = None
) -> Mention:
    actors = tuple(Actor(text=code, state=code, sector="GOV", person=person) for code in codes)
    return Mention(document_id="d", sentence=sentence, start=0, stop=3, kind=kind, actors=actors)


def states(context: Context) -> list[str | None]:
    return [actor.state for actor in context.group]


def test_remembers_two_parties_named_together() -> None:
    context = Context(day=DAY)
    context.remember([mention("KEN"), mention("CHL")])
    assert states(context) == ["KEN", "CHL"]


def test_keeps_the_last_pair_when_one_party_is_named_alone() -> None:
    context = Context(day=DAY)
    context.remember([mention("KEN"), mention("CHL")])
    context.remember([mention("NOR", sentence=1)])
    assert states(context) == ["KEN", "CHL"]


def test_takes_five_parties_at_most() -> None:
    context = Context(day=DAY)
    context.remember([mention(code) for code in ("KEN", "CHL", "NOR", "PER", "FJI", "LAO")])
    assert states(context) == ["KEN", "CHL", "NOR", "PER", "FJI"]


def test_does_not_take_one_state_named_twice_for_a_pair() -> None:
    context = Context(day=DAY)
    context.remember([mention("KEN"), mention("KEN")])
    assert context.group == ()


def test_does_not_learn_from_pronouns() -> None:
    context = Context(day=DAY)
    context.remember([mention("KEN", "CHL", kind="pronoun", person="x")])
    assert context.group == ()
    assert context.person is None


def test_remembers_the_first_person_of_a_sentence() -> None:
    context = Context(day=DAY)
    context.remember([mention("KEN", person="first"), mention("CHL", person="second")])
    assert context.person is not None
    assert context.person.person == "first"


def test_prefers_a_person_to_the_bare_state() -> None:
    context = Context(day=DAY)
    context.remember([mention("KEN"), mention("KEN", person="x"), mention("CHL")])
    assert [actor.person for actor in context.group] == ["x", None]


def test_remembering_nothing_changes_nothing() -> None:
    context = Context(day=DAY)
    context.remember([])
    assert context == Context(day=DAY)


def test_keeps_the_last_day_when_a_sentence_names_none() -> None:
    context = Context(day=DAY)
    context.remember_day(DAY)
    context.remember_day(None)
    assert context.last_day == DAY


def test_a_snapshot_does_not_change_with_what_comes_later() -> None:
    context = Context(day=DAY, people={"Ruto": "william-ruto"})
    before = context.snapshot()
    context.people["Modi"] = "narendra-modi"
    context.titles["president"] = Actor(text="x", state="KEN", sector="GOV")
    context.remember([mention("KEN"), mention("CHL")])
    assert before == Context(day=DAY, people={"Ruto": "william-ruto"})


@pytest.mark.parametrize(
    ("day", "sector", "office", "level"),
    [
        ("2015-01-01", "GOV", "prime minister", "leader"),
        ("2006-01-01", "GOV", "chief cabinet secretary", "minister"),
        ("2021-01-01", "PTY", None, "out of office"),
    ],
)
def test_gives_a_person_the_office_held_on_the_day(
    book: Book, day: str, sector: str, office: str | None, level: str
) -> None:
    actor = actor_of(book.people["shinzo-abe"], "Abe", dt.date.fromisoformat(day))
    assert (actor.state, actor.sector, actor.office, actor.level) == ("JPN", sector, office, level)
    assert (actor.text, actor.name) == ("Abe", "Shinzo Abe")


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://www.whitehouse.gov/x", "USA"),
        ("https://WWW.DEFENSE.GOV", "USA"),
        ("http://www.gov.uk/news", "GBR"),
        ("https://www.gov.cn", "CHN"),
        ("https://www.mofa.go.jp:443/press", "JPN"),
        ("https://www.mofa.go.kr/eng", "KOR"),
        ("https://ec.europa.eu/x", "IGO:EU"),
        ("http://en.kremlin.ru/events", "RUS"),
        ("https://example.org/www.whitehouse.gov/", None),
        ("https://notgov.uk.com/", None),
        ("https://mygov.example/", None),
        ("", None),
        (None, None),
    ],
)
def test_knows_which_government_publishes_at_an_address(url: str | None, home: str | None) -> None:
    assert home_of(url) == home
