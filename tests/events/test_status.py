"""What happened, what is planned, what is possible and what is denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.codes import Status
from detente.events.status import (
    event_verb,
    is_called_off,
    is_doubted,
    may_deny,
    rules_out,
    status_by_grammar,
)
from detente.records import Sentence

Analysed = Callable[[str], Sentence]
PLANNED, MAYBE, DENIED = Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED


@pytest.mark.parametrize(
    ("text", "verb", "status"),
    [
        ("Kenya met Chile.", "met", None),
        ("Kenya is meeting Chile.", "meeting", None),
        ("Kenya has met Chile.", "met", None),
        ("Kenya threatened to attack Chile.", "threatened", None),
        ("Kenya called off talks with Chile.", "called", None),
        ("Kenya will meet Chile.", "meet", PLANNED),
        ("Kenya plans to meet Chile.", "meet", PLANNED),
        ("Kenya is expected to meet Chile.", "meet", PLANNED),
        ("Kenya is scheduled to visit Chile.", "visit", PLANNED),
        ("Kenya is set to meet Chile.", "meet", PLANNED),
        ("Kenya vowed to help Chile.", "help", PLANNED),
        ("Kenya says it will attack Chile.", "attack", PLANNED),
        ("If Kenya attacks Chile, Peru will respond.", "respond", PLANNED),
        ("Kenya may attack Chile.", "attack", MAYBE),
        ("Kenya may have attacked Chile.", "attacked", MAYBE),
        ("Kenya might not attack Chile.", "attack", MAYBE),
        ("Kenya would attack Chile.", "attack", MAYBE),
        ("Kenya should meet Chile.", "meet", MAYBE),
        ("If Kenya attacks Chile, Peru will respond.", "attacks", MAYBE),
        ("Unless Kenya withdraws, Peru will attack.", "withdraws", MAYBE),
        ("Kenya asked whether Chile attacked Peru.", "attacked", MAYBE),
        ("Kenya could be forced to attack Chile.", "attack", MAYBE),
        ("Kenya did not meet Chile.", "meet", DENIED),
        ("Kenya didn’t meet Chile.", "meet", DENIED),
        ("Kenya never attacked Chile.", "attacked", DENIED),
        ("Kenya won't meet Chile.", "meet", DENIED),
        ("Kenya has not imposed sanctions on Chile.", "imposed", DENIED),
        ("Kenya denied that it met Chile.", "met", DENIED),
        ("Kenya denied attacking Chile.", "attacking", DENIED),
        ("Kenya said it had not attacked Chile.", "attacked", DENIED),
        ("Kenya is going to attack Chile.", "attack", PLANNED),
        ("Kenya is to meet Chile on Friday.", "meet", PLANNED),
        ("Kenya is soon to meet Chile.", "meet", PLANNED),
        ("The ministers are to be hosted by Kenya.", "hosted", PLANNED),
        ("Kenya is about to attack Chile.", "attack", PLANNED),
        ("Kenya is due to meet Chile.", "meet", PLANNED),
        ("Kenya hopes to meet Chile.", "meet", PLANNED),
        ("If Kenya were to attack Chile, Peru would respond.", "attack", MAYBE),
        ("It is up to Kenya to attack Chile.", "attack", None),
        ("Kenya is going to Chile to meet Peru.", "meet", None),
        ("Kenya is not planning to meet Chile.", "meet", DENIED),
        ("Kenya does not plan to meet Chile.", "meet", DENIED),
        ("Kenya is not expected to meet Chile.", "meet", DENIED),
        ("Kenya is not going to attack Chile.", "attack", DENIED),
        ("Kenya is not about to attack Chile.", "attack", DENIED),
        ("Kenya is not to meet Chile.", "meet", DENIED),
        ("Kenya has no plans to meet Chile.", "meet", DENIED),
        ("Kenya did not hesitate to attack Chile.", "attack", None),
        ("No Kenyan troops attacked Chile.", "attacked", DENIED),
        ("None of the troops attacked Chile.", "attacked", DENIED),
        ("Nobody attacked Chile.", "attacked", DENIED),
        ("Kenya met Chile with no result.", "met", None),
        ("Kenya lost no time and attacked Chile.", "attacked", None),
        ("Kenya dismissed reports that it met Chile.", "met", DENIED),
        ("Kenya rejected claims that it had attacked Chile.", "attacked", DENIED),
        ("Reports that Kenya had attacked Chile were dismissed.", "attacked", DENIED),
        ("Kenya confirmed reports that it met Chile.", "met", None),
        ("Kenya neither met nor attacked Chile.", "met", DENIED),
        ("Kenya neither met nor attacked Chile.", "attacked", DENIED),
        ("Neither Kenya nor Chile attacked Peru.", "attacked", DENIED),
    ],
)
def test_reads_the_status_from_the_grammar(
    analysed: Analysed, text: str, verb: str, status: Status | None
) -> None:
    sentence = analysed(text)
    assert status_by_grammar(sentence, sentence.words.index(verb)) == status


@pytest.mark.parametrize(
    ("text", "words", "verb"),
    [
        ("Kenya attacked Chile.", ["Kenya", "Chile"], "attacked"),
        ("Kenya said it would attack Chile.", ["it", "Chile"], "attack"),
        ("Kenya said it would attack Chile.", ["Kenya", "Chile"], "said"),
        ("The president of Kenya met the king of Norway.", ["Kenya", "Norway"], "met"),
        ("Kenya plans to visit Chile.", ["Chile"], "visit"),
        ("Talks between Kenya and Chile failed.", ["Kenya", "Chile"], "failed"),
    ],
)
def test_finds_the_lowest_verb_above_two_parties(
    analysed: Analysed, text: str, words: list[str], verb: str
) -> None:
    sentence = analysed(text)
    found = event_verb(sentence, [sentence.words.index(word) for word in words])
    assert sentence.words[found] == verb


def test_gives_the_root_where_there_is_no_verb(analysed: Analysed) -> None:
    sentence = analysed("Kenya and Chile")
    assert event_verb(sentence, [0, 2]) == next(
        token for token, head in enumerate(sentence.heads) if token == head
    )


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Kenya prepared a possible attack on Chile.", True),
        ("Kenya feared an attack by Chile.", True),
        ("Kenya discussed a potential visit to Chile.", True),
        ("Kenya prepared an attack on Chile.", False),
    ],
)
def test_sees_words_of_doubt_beside_a_deed(analysed: Analysed, text: str, doubted: bool) -> None:
    sentence = analysed(text)
    verb = event_verb(sentence, [0])
    noun = next(i for i, word in enumerate(sentence.words) if word in {"attack", "visit"})
    assert is_doubted(sentence, verb, [noun]) is doubted


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Kenya did not meet Chile.", True),
        ("Kenya neither met nor attacked Chile.", True),
        ("Kenya rejected claims that it met Chile.", True),
        ("Kenya rejected the offer of Chile.", False),
        ("Kenya met Chile.", False),
    ],
)
def test_sees_where_something_could_be_denied(analysed: Analysed, text: str, may: bool) -> None:
    assert may_deny(analysed(text)) is may


@pytest.mark.parametrize(
    ("text", "verb", "off"),
    [
        ("Kenya's visit to Chile was postponed.", "postponed", True),
        ("Talks between Kenya and Chile have been called off.", "called", True),
        ("Talks between Kenya and Chile were held.", "held", False),
        ("Kenya called off talks with Chile.", "called", False),
    ],
)
def test_what_is_called_off_does_not_take_place(
    analysed: Analysed, text: str, verb: str, off: bool
) -> None:
    sentence = analysed(text)
    assert is_called_off(sentence, sentence.words.index(verb)) is off


@pytest.mark.parametrize(
    ("text", "verb", "out"),
    [
        ("Kenya rules out sanctions against Chile.", "rules", True),
        ("Kenya has ruled out sending troops to Chile.", "ruled", True),
        ("Kenya did not rule out sending troops to Chile.", "rule", False),
        ("Sanctions against Chile were ruled out.", "ruled", False),
        ("Kenya rules Chile.", "rules", False),
    ],
)
def test_to_rule_out_is_to_say_no(analysed: Analysed, text: str, verb: str, out: bool) -> None:
    sentence = analysed(text)
    assert rules_out(sentence, sentence.words.index(verb)) is out
