"""The judge of events: what speaks for an event, and what that makes of its probability."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest

from detente.codes import Certainty, Root, Status
from detente.events.coder import CONTACTS, Coder, judged_events
from detente.events.judge import SOMETIMES, Judged, Weights, echoes_in, judge, load_weights
from detente.records import Document

DAY = dt.date(2024, 4, 12)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load(threshold=0.0)


def _document(text: str) -> Document:
    return Document(
        id="d1",
        source="test",
        text=text,
        published=DAY,
        published_certainty=Certainty.GIVEN,
        language="en",
        language_probability=1.0,
        known_at=DAY,
    )


def found_in(coder: Coder, text: str) -> list[Judged]:
    return list(judged_events(coder.read([_document(text)])["d1"], "r").values())


def test_the_chance_is_the_logistic_of_the_weighted_signs() -> None:
    weights = Weights(constant=-1.0, weights={"a": 2.0, "b": -0.5}, usual={})
    assert weights.chance({"a": 1.0, "b": 2.0}) == pytest.approx(0.5)
    assert weights.chance({"a": 0.0, "b": 0.0}) == pytest.approx(1 / (1 + math.e))


def test_the_weights_that_ship_know_all_signs(coder: Coder) -> None:
    (one, *_) = found_in(coder, "Norway sent medical supplies to Moldova.")
    weights = load_weights()
    assert set(weights.weights) == {*one.signs, *SOMETIMES}
    assert set(weights.usual) == set(SOMETIMES)


def test_a_surer_pair_and_a_second_report_speak_for_an_event() -> None:
    weights = load_weights().weights
    assert weights["best_pair"] > 0
    assert weights["told_again"] > 0


def test_an_echo_is_the_same_act_of_the_same_states_in_another_sentence(coder: Coder) -> None:
    found = found_in(
        coder,
        "Norway's foreign minister met his Moldovan counterpart in Oslo on Monday. Norway and"
        " Moldova held talks for two hours. Norway condemned Russia.",
    )
    meeting = next(one for one in found if one.states == {"NOR", "MDA"} and one.start == 0)
    blame = next(one for one in found if one.states == {"NOR", "RUS"})
    assert echoes_in(meeting, found)["told_again"] > 0.3
    assert echoes_in(blame, found) == {"told_again": 0.0, "same_states": 0.0}


def test_a_short_document_is_not_blamed_for_telling_a_thing_once(coder: Coder) -> None:
    found = found_in(coder, "Norway condemned Russia.")
    weights = Weights(
        constant=0.0,
        weights={**dict.fromkeys(found[0].signs, 0.0), "told_again": 1.0},
        usual={"told_again": 2.0},
    )
    (short,) = judge(found[:1], 1, weights)
    (long,) = judge(found[:1], 9, weights)
    assert short.probability == pytest.approx(1 / (1 + math.exp(-2)), abs=1e-4)
    assert long.probability == pytest.approx(0.5)


def test_events_below_the_threshold_are_left_out_by_what_the_judge_says(coder: Coder) -> None:
    text = "Norway sent medical supplies to Moldova. The ship may call at Constanța, said Romania."
    all_events = coder.code([_document(text)])[0].events
    chances = sorted(event.probability for event in all_events)
    strict = Coder.load(threshold=chances[-1])
    assert [event.probability for event in strict.code([_document(text)])[0].events] == [
        chances[-1]
    ]


def test_contacts_that_took_place_are_kept_from_a_higher_probability_on(coder: Coder) -> None:
    text = (
        "Prime Minister Kishida of Japan arrived in Washington on Monday. Norway condemned Russia."
    )
    for event in coder.code([_document(text)])[0].events:
        if event.root is Root.CONSULT and event.status is Status.HAPPENED:
            assert event.probability >= CONTACTS


def test_they_who_are_not_of_the_title_are_doubted(coder: Coder) -> None:
    text = "Norway and Moldova held talks on Monday. They condemned Russia for its attack."
    titled = replace(_document(text), title="Readout of Norway's meeting with Moldova")
    for document, doubted in ((_document(text), 1.0), (titled, 0.0)):
        found = judged_events(coder.read([document])["d1"], "r").values()
        told = {one.signs["shared_elsewhere"] for one in found if one.signs["shared_mark"]}
        assert told == {doubted}
