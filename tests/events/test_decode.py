"""How probabilities of pairs become events."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codes import Root
from detente.events.decode import ISSUES, LABELS, NOBODY, STATUSES, Draft, Pair, decode

Event = tuple[str, tuple[int, ...], tuple[int, ...]]


def pair(actor: int, other: int, root: Root | None, probability: float = 0.75) -> Pair:
    """Give a pair of which the classifier believes one root, or none."""
    roots = np.zeros(1 + len(LABELS), np.float32)
    roots[0] = 1 - probability
    roots[1 + LABELS.index(root) if root else 0] += probability
    even = [np.full(len(codes), 1 / len(codes), np.float32) for codes in (STATUSES, ISSUES)]
    return Pair(actor, other, roots, *even)


def events(drafts: list[Draft]) -> list[Event]:
    return sorted((draft.root.value, draft.actors, draft.recipients) for draft in drafts)


def both(first: int, second: int, root: Root) -> list[Pair]:
    return [pair(first, second, root), pair(second, first, root)]


@pytest.mark.parametrize("root", [Root.CONSULT, Root.AGREE, Root.COOPERATE, Root.SUPPORT])
def test_makes_one_event_of_a_joint_act(root: Root) -> None:
    assert events(decode(both(0, 1, root), threshold=0.5)) == [(root, (0, 1), ())]


def test_makes_one_event_of_a_meeting_of_three() -> None:
    pairs = [*both(0, 1, Root.CONSULT), *both(0, 2, Root.CONSULT), *both(1, 2, Root.CONSULT)]
    assert events(decode(pairs, threshold=0.5)) == [("CONSULT", (0, 1, 2), ())]


@pytest.mark.parametrize(
    ("root", "actor", "other"),
    [(Root.CONSULT, 0, 1), (Root.ACCUSE, 1, 0), (Root.AID, 2, 0), (Root.ASSAULT, 0, 2)],
)
def test_keeps_who_acts_and_to_whom(root: Root, actor: int, other: int) -> None:
    drafts = decode([pair(actor, other, root)], threshold=0.5)
    assert events(drafts) == [(root, (actor,), (other,))]


def test_believes_the_stronger_direction_of_an_act_that_cannot_be_joint() -> None:
    pairs = [pair(0, 1, Root.ASSAULT, 0.75), pair(1, 0, Root.ASSAULT, 0.875)]
    assert events(decode(pairs, threshold=0.5)) == [("ASSAULT", (1,), (0,))]


def test_joins_those_who_act_against_the_same_party() -> None:
    pairs = [pair(0, 2, Root.ACCUSE), pair(1, 2, Root.ACCUSE)]
    assert events(decode(pairs, threshold=0.5)) == [("ACCUSE", (0, 1), (2,))]


def test_joins_those_against_whom_one_party_acts() -> None:
    pairs = [pair(0, 1, Root.SANCTION), pair(0, 2, Root.SANCTION)]
    assert events(decode(pairs, threshold=0.5)) == [("SANCTION", (0,), (1, 2))]


def test_keeps_disjoint_dyads_apart() -> None:
    pairs = [*both(0, 1, Root.CONSULT), *both(2, 3, Root.CONSULT)]
    drafts = decode(pairs, threshold=0.5)
    assert events(drafts) == [("CONSULT", (0, 1), ()), ("CONSULT", (2, 3), ())]


def test_keeps_a_chain_of_acts_apart() -> None:
    pairs = [pair(0, 1, Root.ACCUSE), pair(1, 2, Root.ACCUSE)]
    drafts = decode(pairs, threshold=0.5)
    assert events(drafts) == [("ACCUSE", (0,), (1,)), ("ACCUSE", (1,), (2,))]


def test_keeps_different_roots_apart() -> None:
    pairs = [pair(0, 1, Root.ACCUSE), pair(1, 0, Root.REJECT)]
    drafts = decode(pairs, threshold=0.5)
    assert events(drafts) == [("ACCUSE", (0,), (1,)), ("REJECT", (1,), (0,))]


def test_makes_an_event_of_an_act_upon_nobody() -> None:
    assert events(decode([pair(1, NOBODY, Root.PROTEST)], threshold=0.5)) == [("PROTEST", (1,), ())]


def test_drops_an_act_upon_nobody_of_a_party_that_acts_upon_somebody() -> None:
    pairs = [pair(0, NOBODY, Root.ACCUSE), pair(0, 1, Root.ACCUSE)]
    assert events(decode(pairs, threshold=0.5)) == [("ACCUSE", (0,), (1,))]


@pytest.mark.parametrize(
    ("probability", "threshold", "found"),
    [(0.75, 0.5, 1), (0.75, 0.75, 1), (0.75, 0.8, 0), (0.25, 0.5, 0), (0.25, 0.2, 1)],
)
def test_believes_pairs_from_the_threshold_on(
    probability: float, threshold: float, found: int
) -> None:
    drafts = decode([pair(0, 1, Root.AID, probability)], threshold=threshold, least=0.0)
    assert len(drafts) == found
    assert all(draft.probability == pytest.approx(probability) for draft in drafts)


def test_believes_no_event_whose_root_is_uncertain() -> None:
    assert decode([pair(0, 1, Root.AID, 0.25)], threshold=0.3) == []
    assert decode([pair(0, 1, Root.AID, 0.25)], threshold=0.1) != []


def test_keeps_an_event_by_its_best_pair() -> None:
    pairs = [pair(0, 1, Root.AID, 0.45), pair(0, 2, Root.AID, 0.3)]
    assert decode(pairs, threshold=0.5) == []
    (draft,) = decode(pairs, threshold=0.4)
    assert draft.recipients == (1, 2)


def test_leaves_out_who_takes_part_much_less_probably() -> None:
    (event,) = decode([pair(0, 1, Root.AID, 0.9), pair(2, 1, Root.AID, 0.4)], threshold=0.3)
    assert (event.actors, event.recipients) == ((0,), (1,))
    (event,) = decode([pair(0, 1, Root.AID, 0.9), pair(2, 1, Root.AID, 0.7)], threshold=0.3)
    assert event.actors == (0, 2)


def test_gives_the_probability_of_the_best_pair() -> None:
    pairs = [pair(0, 1, Root.AID, 0.625), pair(0, 2, Root.AID, 0.875)]
    (draft,) = decode(pairs, threshold=0.5)
    assert draft.probability == pytest.approx(0.875)
    assert len(draft.pairs) == 2


def test_makes_nothing_of_nothing() -> None:
    assert decode([], threshold=0.5) == []
    assert decode([pair(0, 1, None, 1.0)], threshold=0.5) == []


pairs_of_four = st.lists(
    st.builds(
        lambda parties, root, probability: pair(*parties, root, probability),
        st.permutations(range(4)).map(lambda order: (order[0], order[1])),
        st.sampled_from([Root.CONSULT, Root.ACCUSE]),
        st.sampled_from([0.25, 0.5, 0.75]),
    ),
    max_size=6,
    unique_by=lambda made: (made.actor, made.other),
)


@given(pairs_of_four, st.randoms())
def test_the_order_of_the_pairs_changes_nothing(pairs: list[Pair], random: object) -> None:
    mixed = list(pairs)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert events(decode(mixed, threshold=0.5)) == events(decode(pairs, threshold=0.5))


@given(pairs_of_four)
def test_nobody_acts_upon_himself_and_no_pair_is_lost(pairs: list[Pair]) -> None:
    drafts = decode(pairs, threshold=0.5)
    for draft in drafts:
        assert draft.actors
        assert not set(draft.actors) & set(draft.recipients)
    believed = [made for made in pairs if 1 - float(made.roots[0]) >= 0.5]
    assert sum(len(draft.pairs) for draft in drafts) == len(believed)
