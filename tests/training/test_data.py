import random

from training.coder.data import NIL, Example, Pair, single

from detente.sentences.encode import Marked


def example(*pairs: Pair) -> Example:
    return Example("a", Marked("Oslo met Bern and Rome.", ((0, 4), (9, 13), (18, 22))), list(pairs))


def test_of_a_sentence_one_pair_that_acts_is_marked_alone() -> None:
    chosen = Pair(2, 1, {"CONSULT": 1.0}, "happened", "diplomacy")
    found = single(example(Pair(0, 1, {"NONE": 1.0}), chosen), random.Random(1))
    assert found is not None
    assert found.marked.parties == ((9, 13), (18, 22))
    (pair,) = found.pairs
    assert (pair.actor, pair.other, pair.roots) == (1, 0, {"CONSULT": 1.0})
    assert (pair.status, pair.issue, pair.source) == ("happened", "diplomacy", "own")


def test_a_recipient_that_is_not_named_stays_unnamed() -> None:
    found = single(example(Pair(1, NIL, {"ACCUSE": 1.0})), random.Random(1))
    assert found is not None
    assert found.marked.parties == ((9, 13),)
    assert (found.pairs[0].actor, found.pairs[0].other) == (0, NIL)


def test_a_sentence_without_acts_gives_nothing() -> None:
    assert single(example(Pair(0, 1, {"NONE": 1.0})), random.Random(1)) is None
