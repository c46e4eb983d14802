"""Which texts count as reprints of one another."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.clean import clean
from detente.documents.duplicates import (
    NEAR_COPY,
    SHINGLE,
    WORD,
    ReprintIndex,
    is_other_form,
    signature,
    similarity,
)

SHARED = Path(__file__).parents[2].parent / "shared"
DAY = dt.date(2024, 4, 10)

STORY = (
    "The ministers of Chile and Norway met in Oslo on Monday and signed a treaty on fisheries. "
    "They had been at odds over the matter for ten years. Both sides called the treaty a first "
    "step. The opposition in Santiago said that the government had given away too much. "
    "Fishermen in Bergen blocked the harbour for an hour and then went home in good order."
)
CREDIT = "A correspondent of this paper added notes from the harbour."
OTHER = (
    "The parliament of Kenya rejected the budget after a long debate that ended at midnight. "
    "The president of the chamber asked for a new draft, and the unions announced a strike."
)
FORM = (
    "The President approved aid for {place} after the storm that began on {day}, and ordered help."
)


def test_finds_a_reprint_with_a_line_more() -> None:
    index = ReprintIndex()
    assert index.add("a", signature(STORY), DAY) is None
    assert index.add("b", signature(OTHER), DAY) is None
    assert index.add("c", signature(f"{STORY} {CREDIT}"), DAY) == "a"
    assert index.add("d", signature(STORY.upper().replace(",", "")), DAY) == "a"
    assert len(index) == 2


def test_takes_a_form_filled_in_anew_for_another_text() -> None:
    texts = [FORM.format(place="Oslo", day="3 May"), FORM.format(place="Bergen", day="5 May")]
    first, second = map(signature, texts)
    assert is_other_form(first, second)
    assert not is_other_form(first, first)
    index = ReprintIndex(threshold=0.2)
    assert [index.add(text, signature(text), DAY) for text in texts] == [None, None]


def test_takes_a_form_with_other_names_for_another_text() -> None:
    form = "He spoke with {} about the aid that is to go by sea, and thanked the people of {}."
    egypt, qatar = form.format("President Sisi", "Egypt"), form.format("Amir Tamim", "Qatar")
    assert is_other_form(signature(egypt), signature(qatar))


def test_lets_a_shortened_text_lose_figures() -> None:
    long = signature(f"{STORY} The vote was 54 to 46, on 3 May.")
    assert not is_other_form(long, signature(STORY))
    assert not is_other_form(signature(STORY), long)


@pytest.mark.parametrize(("days", "expected"), [(0, "a"), (30, "a"), (31, None)])
def test_looks_no_farther_than_a_month(days: int, expected: str | None) -> None:
    index = ReprintIndex()
    index.add("a", signature(STORY), DAY)
    assert index.add("b", signature(STORY), DAY + dt.timedelta(days=days)) == expected


def test_compares_undated_texts_with_all() -> None:
    index = ReprintIndex()
    index.add("a", signature(STORY), DAY)
    assert index.add("b", signature(STORY)) == "a"


def test_is_no_reprint_of_itself() -> None:
    index = ReprintIndex()
    index.add("a", signature(STORY), DAY)
    assert index.add("a", signature(STORY), DAY) is None
    assert len(index) == 1


def test_names_the_most_similar_original_and_never_a_copy() -> None:
    words = STORY.split()
    index = ReprintIndex(threshold=0.3)
    index.add("whole", signature(STORY), DAY)
    assert index.add("half", signature(" ".join(words[: len(words) // 2])), DAY) == "whole"
    assert index.add("half again", signature(" ".join(words[: len(words) // 2])), DAY) == "whole"


@given(st.text(max_size=200))
def test_gives_any_text_a_signature_of_one_shape(text: str) -> None:
    made = signature(text)
    assert made.shape == (720,)
    assert made.dtype == np.uint32
    assert np.array_equal(made, signature(text))


@given(st.integers(0, 2**32))
def test_estimates_the_share_of_common_words(seed: int) -> None:
    chance = random.Random(seed)
    words = [f"w{number}" for number in chance.sample(range(10_000), 400)]
    kept = words[: chance.randint(100, 400)]
    expected = (len(kept) - SHINGLE + 1) / (len(words) - SHINGLE + 1)
    found = similarity(signature(" ".join(words)), signature(" ".join(kept)))
    assert abs(found - expected) < 0.25


@given(st.lists(st.sampled_from([STORY, OTHER, f"{STORY} {CREDIT}", CREDIT]), max_size=8))
def test_gives_the_same_answers_twice(texts: list[str]) -> None:
    def answers() -> list[str | None]:
        index = ReprintIndex()
        return [index.add(str(n), signature(text), DAY) for n, text in enumerate(texts)]

    assert answers() == answers()


def test_finds_the_near_copies_among_news_articles() -> None:
    folder = SHARED / "data/articles/news_clusters"
    if not folder.exists():
        pytest.skip(f"needs {folder}")
    articles = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    texts = [clean(article["text"], title=article["title"]).text for article in articles]
    triples = [_triples(text) for text in texts]
    signatures = [signature(text) for text in texts]
    pairs = list(itertools.combinations(range(len(texts)), 2))
    true = {pair for pair in pairs if _jaccard(*(triples[place] for place in pair)) >= NEAR_COPY}
    found = {
        (one, other)
        for one, other in pairs
        if similarity(signatures[one], signatures[other]) >= NEAR_COPY
        and not is_other_form(signatures[one], signatures[other])
    }
    assert len(true) > 20
    assert 2 * len(true & found) / (len(true) + len(found)) >= 0.95


def _triples(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return set(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def _jaccard(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    return len(one & other) / max(len(one | other), 1)
