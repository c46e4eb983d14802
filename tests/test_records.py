"""Which records may exist."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import records
from detente.codes import Issue, Precision, Quad, Root, Status
from detente.errors import InvalidRecord
from detente.records import (
    Actor,
    Document,
    Event,
    Evidence,
    Finding,
    Sentence,
    content_id,
    rejection,
)

DAY = dt.date(2024, 4, 10)
RECORDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and kind.__module__.startswith(records.__name__)
]
QUOTE = "Japan thanked Kenya."


def document(**changes: Any) -> Document:
    made: dict[str, Any] = {
        "id": "d",
        "source": "a.txt",
        "text": QUOTE,
        "language": "en",
        "language_probability": 1.0,
        "known_at": DAY,
    }
    return Document(**made | changes)


def event(**changes: Any) -> Event:
    made: dict[str, Any] = {
        "id": "e",
        "root": Root.SUPPORT,
        "status": Status.HAPPENED,
        "actors": [Actor(text="Japan", state="JPN", sector="GOV")],
        "recipients": [Actor(text="Kenya", state="KEN", sector="GOV")],
        "about": [],
        "day": DAY,
        "day_precision": Precision.DAY,
        "known_at": DAY,
        "issue": Issue.DIPLOMACY,
        "quad": Quad.VERBAL_COOPERATION,
        "score": 3.8,
        "probability": 0.9,
        "evidence": Evidence(document_id="d", start=0, stop=len(QUOTE), quote=QUOTE),
    }
    return Event(**made | changes)


def sentence(**changes: Any) -> Sentence:
    made: dict[str, Any] = {
        "document_id": "d",
        "index": 0,
        "start": 5,
        "stop": 10,
        "text": "It is",
        "words": ("It", "is"),
        "lemmas": ("it", "be"),
        "tags": ("PRP", "VBZ"),
        "heads": (1, 1),
        "labels": ("nsubj", "ROOT"),
        "starts": (0, 3),
    }
    return Sentence(**made | changes)


def finding(**changes: Any) -> Finding:
    made: dict[str, Any] = {
        "indicator": "tone",
        "first": "JPN",
        "second": "KEN",
        "group": [],
        "issue": None,
        "start": DAY,
        "stop": DAY + dt.timedelta(days=30),
        "value": 1.5,
        "low": 1.0,
        "high": 2.0,
        "unit": "points",
        "n": 3,
        "exposure": None,
        "rank": None,
        "evidence": ["e"],
        "reading": "Tone is good.",
    }
    return Finding(**made | changes)


def test_accepts_the_examples_of_this_file() -> None:
    assert (document().known_at, event().score, sentence().index, finding().n) == (DAY, 3.8, 0, 3)


@pytest.mark.parametrize(
    ("make", "changes", "says"),
    [
        (document, {"text": " \n\t"}, "text is empty"),
        (document, {"language_probability": 1.01}, "not in 0..1"),
        (document, {"language_probability": -0.01}, "not in 0..1"),
        (document, {"language_probability": float("nan")}, "not in 0..1"),
        (event, {"actors": []}, "no actor"),
        (event, {"probability": 1.5}, "probability not in 0..1"),
        (event, {"probability": float("nan")}, "probability not in 0..1"),
        (event, {"day": None}, "day and its precision disagree"),
        (event, {"day_precision": Precision.UNKNOWN}, "day and its precision disagree"),
        (sentence, {"lemmas": ("it",)}, "columns of unequal length"),
        (sentence, {"starts": ()}, "columns of unequal length"),
        (sentence, {"stop": 11}, "span does not fit"),
        (finding, {"value": None}, "value or reason"),
        (finding, {"withheld": "too few events"}, "value or reason"),
    ],
)
def test_refuses_fields_that_contradict_each_other(
    make: Any, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(InvalidRecord, match=says):
        make(**changes)


@pytest.mark.parametrize("sector", ["", "gov", "ARMY", "GOV "])
def test_refuses_a_sector_that_is_no_code(sector: str) -> None:
    with pytest.raises(InvalidRecord, match="unknown sector"):
        Actor(text="x", state="JPN", sector=sector)


def test_refuses_evidence_whose_span_is_not_as_long_as_its_quote() -> None:
    with pytest.raises(InvalidRecord, match="does not fit its quote"):
        Evidence(document_id="d", start=0, stop=3, quote="Japan")


def test_accepts_an_event_without_a_day_if_it_says_so() -> None:
    assert event(day=None, day_precision=Precision.UNKNOWN).day is None


def test_accepts_a_value_withheld_with_its_reason() -> None:
    assert finding(value=None, withheld="too few events").withheld == "too few events"


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_records_are_frozen_and_say_what_each_field_means(kind: Any) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)
    hints = get_type_hints(kind, include_extras=True)
    for field in dataclasses.fields(kind):
        assert hints[field.name].__metadata__[0].strip(), f"{kind.__name__}.{field.name}"


def test_does_not_let_a_record_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        document().text = "other"  # type: ignore[misc]


@given(st.lists(st.one_of(st.text(), st.integers(), st.none(), st.dates()), max_size=5))
def test_gives_the_same_id_for_the_same_parts(parts: list[object]) -> None:
    made = content_id(*parts)
    assert made == content_id(*parts)
    assert len(made) == 16
    assert set(made) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("first", "second"),
    [(("a", "b"), ("ab",)), (("a", "b"), ("b", "a")), (("a",), ("a", None)), (("é",), ("e",))],
)
def test_gives_different_ids_for_different_parts(
    first: tuple[object, ...], second: tuple[object, ...]
) -> None:
    assert content_id(*first) != content_id(*second)


def test_gives_an_id_to_broken_text() -> None:
    assert len(content_id("\ud800")) == 16


def test_gives_a_rejection_the_same_id_each_time_it_is_met() -> None:
    first, second = (rejection("a.txt", "sources", "empty file", "0 bytes") for _ in range(2))
    assert first == second
    assert first.counts_as_problem


@pytest.mark.parametrize(
    "other",
    [
        rejection("b.txt", "sources", "empty file", "0 bytes"),
        rejection("a.txt", "documents", "empty file", "0 bytes"),
        rejection("a.txt", "sources", "not text", "0 bytes"),
        rejection("a.txt", "sources", "empty file", "1 byte"),
        rejection("a.txt", "sources", "empty file", "0 bytes", document_id="d"),
    ],
)
def test_tells_rejections_apart(other: records.Rejection) -> None:
    assert rejection("a.txt", "sources", "empty file", "0 bytes").id != other.id


def test_keeps_500_characters_of_detail_and_yet_tells_long_ones_apart() -> None:
    first, second = (rejection("a", "sources", "r", "x" * 600 + end) for end in "ab")
    assert len(first.detail) == 500
    assert first.id != second.id
