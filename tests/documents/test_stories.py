"""That documents of one event are one story, in whatever order they come."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from detente.documents.stories import Told, stories
from detente.documents.words import content, likeness, vector

DAY = dt.date(2024, 4, 10)
FLOOD = "The river Orlu burst its banks near Vasta and flooded two hundred farms, officials said."
TREATY = "Ministers of Kora and Belun signed a fishing treaty after nine rounds of talks in Tarn."


def told(name: str, text: str, title: str = "", days: int = 0) -> Told:
    return Told(id=name, title=title, text=text, day=DAY + dt.timedelta(days=days))


def test_puts_two_reports_of_one_event_together_and_another_apart() -> None:
    found = stories(
        [
            told("a", FLOOD, "River Orlu floods farms"),
            told("b", "Two hundred farms stood under water after the Orlu burst.", "Orlu floods"),
            told("c", TREATY, "Kora and Belun sign fishing treaty"),
        ]
    )
    assert found == {"a": "a", "b": "a", "c": "c"}


def test_does_not_depend_on_order() -> None:
    documents = [
        told(f"{kind}{i}", f"{text} Report {i}.", text[:30], days=i % 3)
        for i in range(6)
        for kind, text in (("f", FLOOD), ("t", TREATY))
    ]
    expected = stories(documents)
    random.Random(1).shuffle(documents)
    assert stories(documents) == expected
    assert len(set(expected.values())) == 2


def test_asks_for_more_likeness_where_days_are_far_apart() -> None:
    one = told("a", FLOOD, "Floods in Vasta")
    vague = (
        "After weeks of rain the water rose again near Vasta, where roads and bridges were shut."
    )
    title = "Rain shuts roads"
    assert (
        len(set(stories([one, told("b", vague, "Vasta floods shut roads", days=1)]).values())) == 1
    )
    assert len(set(stories([one, told("b", vague, title, days=300)]).values())) == 2
    assert len(set(stories([one, told("b", FLOOD, "Floods in Vasta", days=300)]).values())) == 1


@pytest.mark.parametrize("documents", [[], [told("a", "")], [told("a", ""), told("b", "")]])
def test_takes_nothing_and_texts_without_words(documents: list[Told]) -> None:
    found = stories(documents)
    assert found == {document.id: document.id for document in documents}


def test_takes_documents_without_a_day() -> None:
    undated = [Told(id=name, title="Orlu floods", text=FLOOD, day=None) for name in "ab"]
    assert set(stories(undated).values()) == {"a"}


def test_likeness_is_one_for_the_same_words_and_nought_for_others() -> None:
    one, other = (vector(content(text)) for text in (FLOOD, TREATY))
    assert likeness(one, one) == pytest.approx(1)
    assert likeness(one, vector(content("Quite different matters"))) == 0
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert likeness(one, {}) == 0
