"""Say what the roots of PLOVER mean: quad class, score, and what kind of act each is.

Source: PLOVER manual 0.8 (September 2021) for roots and quad classes. The scores are the
medians of the Goldstein values of the CAMEO codes that the published conversion table maps
to each root; they run from -10 (most conflictual) to +10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from detente.codes import Quad, Root


@dataclass(frozen=True, slots=True, kw_only=True)
class RootMeaning:
    """Hold what one root stands for."""

    root: Annotated[Root, "the root"]
    quad: Annotated[Quad, "its quad class"]
    score: Annotated[float, "conflict (-10) to cooperation (+10)"]
    words: Annotated[str, "what it is, as a reader would say it"]
    past: Annotated[str, "verb for a sentence about it"]


def _meaning(root: Root, quad: Quad, score: float, words: str, past: str) -> RootMeaning:
    return RootMeaning(root=root, quad=quad, score=score, words=words, past=past)


_VC, _MC = Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION
_VK, _MK = Quad.VERBAL_CONFLICT, Quad.MATERIAL_CONFLICT

ROOTS: Final[dict[Root, RootMeaning]] = {
    meaning.root: meaning
    for meaning in (
        _meaning(Root.AGREE, _VC, 5.2, "promise or agreement to cooperate", "agreed with"),
        _meaning(Root.CONSULT, _VC, 2.2, "meeting, visit, call or talks", "met with"),
        _meaning(Root.SUPPORT, _VC, 3.8, "support, praise or recognition", "backed"),
        _meaning(Root.CONCEDE, _VC, 5.0, "announced concession", "made a concession to"),
        _meaning(Root.COOPERATE, _MC, 6.7, "material cooperation", "cooperated with"),
        _meaning(Root.AID, _MC, 7.4, "material help", "gave aid to"),
        _meaning(Root.RETREAT, _MC, 9.0, "withdrawal, release or disarmament", "yielded to"),
        _meaning(Root.REQUEST, _VK, -5.0, "request or demand", "asked something of"),
        _meaning(Root.ACCUSE, _VK, -2.0, "criticism or accusation", "criticised"),
        _meaning(Root.REJECT, _VK, -4.0, "refusal or opposition", "refused or opposed"),
        _meaning(Root.THREATEN, _VK, -5.8, "threat", "threatened"),
        _meaning(Root.PROTEST, _MK, -6.5, "protest or strike", "protested against"),
        _meaning(Root.SANCTION, _MK, -5.6, "sanction, tariff or break of relations", "sanctioned"),
        _meaning(Root.MOBILIZE, _MK, -7.2, "show of force", "mobilised against"),
        _meaning(Root.COERCE, _MK, -6.0, "arrest, seizure or restriction", "coerced"),
        _meaning(Root.ASSAULT, _MK, -10.0, "use of force", "attacked"),
    )
}

JOINT: Final = frozenset({Root.AGREE, Root.CONSULT, Root.COOPERATE, Root.SUPPORT})
"""Roots in which both sides may act alike (coding guide, *Scoring*)."""

COOPERATIVE: Final = frozenset({_VC, _MC})


def quad_of(root: Root) -> Quad:
    """Give the quad class of a root.

    Examples
    --------
    >>> quad_of(Root.SANCTION).value
    'material conflict'
    """
    return ROOTS[root].quad


def score_of(root: Root) -> float:
    """Give the place of a root between conflict (-10) and cooperation (+10)."""
    return ROOTS[root].score
