"""Where one sentence ends and the next begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.sentences.split import split


def cut(text: str, **options: int) -> list[str]:
    return [text[span.start : span.stop] for span in split(text, **options)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gen. Smith met Lt. Col. Jones.", "They spoke."],
        ["Mr. Kim met Dr. A. P. J. Abdul Kalam and Rev. King.", "He left."],
        ["J. D. Vance met Sen. Rubio.", "He left."],
        ["J.D. Vance spoke.", "He left."],
        ["The U.S. attacked.", "Kenya did not."],
        ["The Japan-U.S. talks ended.", "China protested."],
        ["The U.S.-China summit began.", "The U.S.–China summit ended."],
        ["U.S. President Biden met Xi Jinping on Nov. 15.", "They talked."],
        ["He lives in the U.S.", "He works."],
        ["He met Rubio in Washington, D.C.", "Then he left."],
        ["At 5 p.m. the talks began.", "They ended at 9 a.m. on Sunday."],
        ["The price rose 3.5 percent.", "It fell."],
        ["See e.g. Japan, i.e. Tokyo.", "End."],
        ["It was No. 1 in Jan. 2024.", "Then not."],
        ["Kenya vs. Chile was played.", "It ended."],
        ["Is it so?", "No!", "Yes."],
        ["“We will act,” he said.", "“Soon.”"],
        ["Wait... what?", "Yes."],
        ["Hello.World is a site.", "It is new."],
    ],
)
def test_cuts_between_sentences_and_not_at_abbreviations(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("space", ["\xa0", "\u2028", "\u3000"])
def test_survives_wide_spaces_that_make_the_splitter_panic(space: str) -> None:
    assert "".join(cut(f"'S{space}.")).startswith("'S")


@pytest.mark.parametrize(
    "sentences",
    [
        ["1. Lift the tariff.", "2. Begin talks."],
        ["They agreed.", "12. Begin U.S. talks.", "13. End them."],
        ["i. Lift the tariff.", "ii. Begin talks."],
    ],
)
def test_keeps_the_number_of_an_item_with_it(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("text", ["He came in 1. Then he left.", "It ended in 2024. They met."])
def test_cuts_behind_a_number_that_ends_a_sentence(text: str) -> None:
    assert len(cut(text)) == 2


def test_cuts_between_paragraphs_even_without_a_full_stop() -> None:
    assert cut("Talks begin\n\nKenya and Chile met.") == ["Talks begin", "Kenya and Chile met."]


def test_keeps_a_line_break_inside_a_sentence() -> None:
    assert cut("Kenya met\nChile.") == ["Kenya met\nChile."]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t ", "\u3000\xa0"])
def test_finds_no_sentence_in_white_space(text: str) -> None:
    assert split(text) == []


@pytest.mark.parametrize("text", ["word " * 500, "a" * 3000, "a line of words\n" * 200])
def test_cuts_what_is_too_long(text: str) -> None:
    pieces = cut(text, longest=300)
    assert len(pieces) > 5
    assert max(map(len, pieces)) <= 300
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_cuts_what_is_too_long_at_line_ends_first() -> None:
    pieces = cut("one two three\n" * 40, longest=100)
    assert all(piece.startswith("one") and piece.endswith("three") for piece in pieces)


def test_cuts_what_is_too_long_at_spaces_where_there_are_no_lines() -> None:
    assert set(" ".join(cut("alpha " * 100, longest=50)).split()) == {"alpha"}


@given(
    st.text(st.sampled_from("aB1 .,!?\n\t'’“”-é日。U.S.\xa0\u2028"), max_size=200)
    | st.text(max_size=100),
    st.integers(5, 60),
)
def test_spans_are_ordered_disjoint_and_cover_all_that_is_not_space(
    text: str, longest: int
) -> None:
    spans = split(text, longest=longest)
    at = 0
    for span in spans:
        assert at <= span.start < span.stop <= len(text)
        assert text[at : span.start].strip() == ""
        piece = text[span.start : span.stop]
        assert piece == piece.strip()
        assert len(piece) <= longest
        at = span.stop
    assert text[at:].strip() == ""
