"""What the sixteen roots stand for."""

from __future__ import annotations

import pytest

from detente.codes import Quad, Root
from detente.ontology.plover import COOPERATIVE, JOINT, ROOTS, quad_of, score_of

VC, MC = Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION
VK, MK = Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT

EXPECTED = [
    (Root.AGREE, VC, 5.2),
    (Root.CONSULT, VC, 2.2),
    (Root.SUPPORT, VC, 3.8),
    (Root.CONCEDE, VC, 5.0),
    (Root.COOPERATE, MC, 6.7),
    (Root.AID, MC, 7.4),
    (Root.RETREAT, MC, 9.0),
    (Root.REQUEST, VK, -5.0),
    (Root.ACCUSE, VK, -2.0),
    (Root.REJECT, VK, -4.0),
    (Root.THREATEN, VK, -5.8),
    (Root.PROTEST, MK, -6.5),
    (Root.SANCTION, MK, -5.6),
    (Root.MOBILIZE, MK, -7.2),
    (Root.COERCE, MK, -6.0),
    (Root.ASSAULT, MK, -10.0),
]


@pytest.mark.parametrize(("root", "quad", "score"), EXPECTED)
def test_gives_quad_class_and_score_of_a_root(root: Root, quad: Quad, score: float) -> None:
    assert quad_of(root) is quad
    assert score_of(root) == score
    assert ROOTS[root].root is root
    assert ROOTS[root].words
    assert ROOTS[root].past


def test_knows_all_sixteen_roots() -> None:
    assert set(ROOTS) == set(Root) == {root for root, _, _ in EXPECTED}
    assert len(Root) == 16


@pytest.mark.parametrize("root", Root)
def test_cooperation_scores_above_zero_and_conflict_below(root: Root) -> None:
    assert -10 <= score_of(root) <= 10
    assert (score_of(root) > 0) == (quad_of(root) in COOPERATIVE)


def test_only_cooperation_can_be_joint() -> None:
    assert all(quad_of(root) in COOPERATIVE for root in JOINT)
