"""Which parties of a sentence are looked at, and which are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.events.arguments import (
    MOST,
    lead_of,
    marked_of,
    parties_of,
    same_actor,
    without_subject,
)
from detente.records import Actor, Mention, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable


def mention(start: int, stop: int, *actors: Actor) -> Mention:
    return Mention(document_id="d", sentence=0, start=start, stop=stop, kind="name", actors=actors)


def actor(text: str, state: str | None, sector: str = "GOV", **more: str) -> Actor:
    return Actor(text=text, state=state, sector=sector, **more)


def places(mentions: list[Mention]) -> list[tuple[int, int]]:
    return [(found.start, found.stop) for found in mentions]


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(5, 9), (0, 3)], [(0, 3), (5, 9)]),
        ([(0, 9), (0, 4), (5, 9)], [(0, 9)]),
        ([(0, 4), (3, 9)], [(3, 9)]),
        ([(0, 4), (4, 8)], [(0, 4), (4, 8)]),
        ([(2, 2), (0, 1)], [(0, 1)]),
        ([(0, 3), (0, 3)], [(0, 3)]),
    ],
)
def test_keeps_disjoint_parties_in_order(
    spans: list[tuple[int, int]], kept: list[tuple[int, int]]
) -> None:
    assert places(parties_of([mention(*span) for span in spans])) == kept


def test_looks_at_the_first_parties_of_a_long_list() -> None:
    found = parties_of([mention(3 * i, 3 * i + 2) for i in range(100)])
    assert len(found) == MOST
    assert found[0].start == 0
    assert len(parties_of(found, most=4)) == 4


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (actor("Japan", "JPN"), actor("Tokyo", "JPN"), True),
        (actor("Japan", "JPN"), actor("Kishida", "JPN", person="fumio-kishida"), True),
        (actor("Japan", "JPN"), actor("Japanese troops", "JPN", "MIL"), False),
        (actor("Japan", "JPN"), actor("Kenya", "KEN"), False),
        (actor("rebels", None, "REB"), actor("Rebels", None, "REB"), True),
        (actor("rebels", None, "REB"), actor("militants", None, "REB"), False),
        (
            actor("Abe", "JPN", "PTY", person="a", level="out of office"),
            actor("Aso", "JPN", "PTY", person="b", level="out of office"),
            False,
        ),
    ],
)
def test_tells_whether_two_mentions_are_one_actor(first: Actor, second: Actor, same: bool) -> None:
    one, other = mention(0, 3, first), mention(5, 8, second)
    assert same_actor(one, other) is same
    assert same_actor(other, one) is same
    assert same_actor(one, one)


def test_takes_the_unresolved_for_nobody() -> None:
    assert not same_actor(mention(0, 1), mention(0, 1))


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Met with the king.", True),
        ("Attended a summit in Nairobi.", True),
        ("Kenya met Chile.", False),
        ("He met the king.", False),
        ("The visit began.", False),
    ],
)
def test_sees_a_remark_without_a_subject(
    analysed: Callable[[str], Sentence], text: str, remark: bool
) -> None:
    assert without_subject(analysed(text)) is remark


def test_puts_the_person_of_a_remark_before_it(analysed: Callable[[str], Sentence]) -> None:
    sentence = analysed("Met with the king.")
    lead = lead_of(sentence, actor("Ruto", "KEN"))
    marked = marked_of(sentence.text, [lead, mention(9, 17)])
    assert marked.text == "Ruto met with the king."
    assert [marked.text[start:stop] for start, stop in marked.parties] == ["Ruto", "the king"]


def test_marks_the_parties_where_they_stand(analysed: Callable[[str], Sentence]) -> None:
    marked = marked_of("Kenya met Chile.", [mention(0, 5), mention(10, 15)])
    assert marked.text == "Kenya met Chile."
    assert [marked.text[start:stop] for start, stop in marked.parties] == ["Kenya", "Chile"]
