import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.brief.wording import PROBABILITY_WORDS, word_for


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (1.0, "almost certainly"), (0.95, "almost certainly"), (0.944, "very likely"),
        (0.9, "very likely"), (0.7, "likely"), (0.69, "about as likely as not"),
        (0.3, "about as likely as not"), (0.29, "unlikely"), (0.09, "very unlikely"),
        (0.0, "almost certainly not"),
    ],
)  # fmt: skip
def test_words_match_probabilities(probability, words):
    assert word_for(probability) == words


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_probability_never_sounds_less_likely(one, other):
    order = [words for _, words in PROBABILITY_WORDS]
    low, high = sorted((one, other))
    assert order.index(word_for(high)) <= order.index(word_for(low))
