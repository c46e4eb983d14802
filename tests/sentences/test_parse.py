"""That an analysed sentence keeps its text and place."""

from __future__ import annotations

import pytest

from detente.sentences.parse import Parser, Raw, names_behind_titles

TEXTS = [
    "Kenya thanked Norway.",
    "“We won’t go,” Türkiye’s leader said.",
    "Kenya\nmet\xa0Chile.",
    "日本は同意した。",
    "🕊 peace 🕊",
]


def test_gives_sentences_in_order_with_their_place(parser: Parser) -> None:
    raws = [Raw("d", index, 100 * index, text) for index, text in enumerate(TEXTS)]
    found = list(parser.parse(raws, batch=2))
    assert [(s.index, s.start, s.text) for s in found] == [(r.index, r.start, r.text) for r in raws]


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_stand_where_the_offsets_say(parser: Parser, text: str) -> None:
    sentence = next(parser.parse([Raw("d", 0, 7, text)]))
    assert (sentence.start, sentence.stop) == (7, 7 + len(text))
    for word, start in zip(sentence.words, sentence.starts, strict=True):
        assert len(text[start : start + len(word)]) == len(word)
        if word.isalnum():
            assert text[start : start + len(word)] == word
    assert all(0 <= head < len(sentence.words) for head in sentence.heads)
    assert any(head == token for token, head in enumerate(sentence.heads))


def test_reads_a_curly_apostrophe_as_a_straight_one(parser: Parser) -> None:
    curly, straight = parser.parse(
        [Raw("d", 0, 0, "Kenya didn’t go."), Raw("d", 1, 0, "Kenya didn't go.")]
    )
    assert curly.words == straight.words
    assert curly.text != straight.text


def test_gives_nothing_for_nothing(parser: Parser) -> None:
    assert list(parser.parse([])) == []


def test_keeps_a_sentence_whole_that_looks_like_two(parser: Parser) -> None:
    text = "Kenya met Chile. Norway met Peru."
    assert [s.text for s in parser.parse([Raw("d", 0, 0, text)])] == [text]


@pytest.mark.parametrize(
    ("text", "name", "governed"),
    [
        ("Prime Minister Modi met President Macron.", "Modi", "met"),
        ("President Biden and Prime Minister Modi discussed the talks.", "Modi", "Biden"),
        ("Chancellor Scholz and Prime Minister Modi discussed the talks.", "Scholz", "discussed"),
        ("The prime minister, Modi, met Macron.", "Modi", "minister"),
    ],
)
def test_a_name_stands_above_the_title_before_it(
    parser: Parser, text: str, name: str, governed: str
) -> None:
    sentence = next(parser.parse([Raw("d", 0, 0, text)]))
    token = sentence.words.index(name)
    assert sentence.words[sentence.heads[token]] == governed


def test_names_behind_titles_leave_no_circle() -> None:
    words = ["Minister", "Modi", "spoke"]
    assert names_behind_titles(words, [1, 2, 2], ["compound", "appos", "ROOT"]) == (
        [1, 2, 2],
        ["compound", "appos", "ROOT"],
    )
    assert names_behind_titles(words, [0, 0, 0], ["ROOT", "appos", "acl"]) == (
        [1, 1, 1],
        ["compound", "ROOT", "acl"],
    )
