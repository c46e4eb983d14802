"""Say which office a party is named by, and of which state or body that office is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detente.actors.context import Context
from detente.actors.phrases import Phrase, Tree
from detente.actors.setting import Setting
from detente.codes import Level
from detente.ontology.roles import SECRETARY_GENERAL, TITLES, level_of_title

HIGH: Final = frozenset({Level.LEADER, Level.MINISTER})
"""Levels of those who lead a state or a ministry."""


def title_and_state(
    tree: Tree, phrase: Phrase, state: str | None, text: str, setting: Setting
) -> tuple[str | None, str | None]:
    """Give the office and the state or body that a party names."""
    title = _title_of(tree, phrase)
    if title == SECRETARY_GENERAL:
        return _secretary_general(tree, phrase, state, setting.context)
    return title, (
        state or _beside(tree, phrase, setting) or _unsaid_state(phrase, title, text, setting)
    )


def _secretary_general(
    tree: Tree, phrase: Phrase, state: str | None, context: Context
) -> tuple[str | None, str | None]:
    """Give office and body of a secretary-general; of a state's or a party's, no office is known.

    Who stands alone in capitals is the one named before, else that of the United Nations.
    """
    if state is not None and state.startswith("IGO:"):
        return SECRETARY_GENERAL, state
    alone = not phrase.names and tree.sentence.words[phrase.head][0].isupper()
    of_others = any(tree.sentence.words[c] == "of" for c in tree.children[phrase.head])
    if not alone or of_others or tree.label(phrase.head) == "compound":
        return None, state
    known = SECRETARY_GENERAL in context.titles
    return SECRETARY_GENERAL, None if known else "IGO:UN"


def _beside(tree: Tree, phrase: Phrase, setting: Setting) -> str | None:
    """Give the state of the first of several: "the Thai Prime Minister and Foreign Minister"."""
    first = tree.first_conjunct(phrase.head)
    if first == phrase.head or phrase.names:
        return None
    of_first = (name for name in setting.names if name.is_state and tree.head(name.root) == first)
    return next((name.entries[0].code for name in of_first), None)


def _unsaid_state(phrase: Phrase, title: str | None, text: str, setting: Setting) -> str | None:
    """Give the state of an office that is named without it.

    "The President" in a text of a government is its own, "the Prime Minister" in one of the United
    States that of the guest; "President Sadat" in remarks on a trip to Egypt is Egypt's.
    """
    book, context = setting.book, setting.context
    if title is not None and context.home is not None and not phrase.names:
        if book.knows_title(title, context.home):
            return context.home
        guest = context.guest
        return guest if guest is not None and book.knows_title(title, guest) else None
    if context.place is not None and level_of_title(text.lower()) in HIGH:
        return context.place
    return None


def as_title(words: Sequence[str]) -> str:
    """Give words as the titles of the press are written."""
    return (
        " ".join(words).lower().replace(" - ", "-").replace("secretary general", SECRETARY_GENERAL)
    )


def _title_of(tree: Tree, phrase: Phrase) -> str | None:
    """Give the longest title of the press that ends at the head of a party."""
    words = tree.sentence.words
    for size in (3, 2, 1):
        first = phrase.head - size + 1
        if first >= 0:
            title = as_title(words[first : phrase.head + 1])
            before = words[first - 1].lower() if first else ""
            if title in TITLES and before not in {"former", "ex", "deputy", "vice", "assistant"}:
                return title
    after = " ".join(words[phrase.head : phrase.head + 3]).lower()
    return after if after in TITLES else None  # "Secretary of State"
