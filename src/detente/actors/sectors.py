"""Say of which sector a noun or a title is, by its word and the words beside it."""

from __future__ import annotations

from typing import Final

from detente.actors.phrases import Tree
from detente.codes import Sector
from detente.ontology.roles import SECTOR_OF_NOUN

_CIVIL_GENERALS: Final = {
    "secretary": Sector.GOV, "governor": Sector.GOV, "director": Sector.GOV, "consul": Sector.GOV,
    "inspector": Sector.GOV, "auditor": Sector.GOV, "attorney": Sector.JUD, "solicitor": Sector.JUD,
}  # fmt: skip
"""Words that make a general an official."""


def sector_of_title(tree: Tree, token: int) -> str | None:
    """Give the sector of a title beside a name: "Representative", "mayor"."""
    return Sector.LEG.value if _is_in_congress(tree, token) else sector_of_noun(tree, token)


def _is_in_congress(tree: Tree, token: int) -> bool:
    """Tell whether a title is that of a member of a parliament: "Representative Stansbury"."""
    words = tree.sentence.words
    if words[token] not in {"Representative", "Representatives"}:
        return False
    return not token or words[token - 1] not in {"Trade", "Special", "Permanent", "High"}


def _word_before_hyphen(tree: Tree, token: int) -> str:
    """Give the word before another in lower case, across a hyphen."""
    words = tree.sentence.words
    first = token - 2 if token > 1 and words[token - 1] == "-" else token - 1
    return words[first].lower() if first >= 0 else ""


def sector_of_noun(tree: Tree, token: int) -> str | None:
    """Give the sector of a noun for people or a body; none if it is neither."""
    lemma = tree.sentence.lemmas[token]
    if lemma == "bank" and any(
        tree.sentence.words[t].lower() in {"central", "reserve"} for t in tree.children[token]
    ):
        return Sector.GOV.value
    if lemma == "general" and (before := _word_before_hyphen(tree, token)) in _CIVIL_GENERALS:
        return _CIVIL_GENERALS[before].value
    if lemma == "exchange" and tree.sentence.tags[token] == "NNP":
        return Sector.BUS.value
    if tree.is_association(token):
        return Sector.NGO.value
    if lemma in {"chief", "boss"}:
        near = (sector_of_noun(tree, t) for t in tree.children[token] if tree.is_noun(t))
        return next((sector for sector in near if sector), Sector.GOV.value)
    if lemma == "partner" and tree.sentence.tags[token] == "NNPS":
        return Sector.BUS.value
    for word in (tree.sentence.words[token].lower(), lemma):
        if word in SECTOR_OF_NOUN:
            return SECTOR_OF_NOUN[word].value
    return None
