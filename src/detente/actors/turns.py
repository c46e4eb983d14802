"""Know who speaks in a transcript that a government publishes: "PRIME MINISTER KALLAS: We …".

Whoever answers for the publishing government speaks as it; a guest speaks for another state, and
who asks a question ("Q …") for none.
"""

from __future__ import annotations

import re
from typing import Final

from detente.actors.book import Book, Person
from detente.actors.context import Context
from detente.ontology.roles import TITLES

_TURN: Final = re.compile(
    r"^[ \t*_]*(?:(?P<asks>Q)(?=\s+\S|:)|(?P<who>[A-Z][A-Z .'’-]{2,44}?)(?: \([^)\n]*\))?:)",
    re.MULTILINE,
)
_ASKS: Final = re.compile(r"(?:QUESTION|REPORTER|AUDIENCE|PARTICIPANT|CHILD)\b")
_HOME_ALONE: Final = frozenset({"THE PRESIDENT", "THE VICE PRESIDENT", "VICE PRESIDENT"})
_RANKS: Final = {
    **{title.upper(): offices for title, offices in TITLES.items()},
    "DEPUTY PRIME MINISTER": (),
    "MINISTER": (),
    "SECRETARY GENERAL": TITLES["secretary-general"],
}
"""Titles that others than the publishing government bear, and their offices; none: any office."""
_SMALL: Final = frozenset({"von", "der", "van", "de", "da", "dos", "bin", "al", "el"})


def turns_in(text: str, book: Book, context: Context) -> tuple[tuple[int, str | None], ...]:
    """Give the offset at which each turn begins, and the state or body that its "we" is, if known.

    Parameters
    ----------
    text : str
        Text of a document.
    book : Book
        Where people are looked up.
    context : Context
        Its home, day and the two whom its title names.
    """
    if context.home is None:
        return ()
    return tuple(
        (turn.start(), None if turn["asks"] else _state_of(turn["who"], book, context))
        for turn in _TURN.finditer(text)
    )


def _state_of(who: str, book: Book, context: Context) -> str | None:
    if _ASKS.match(who):
        return None
    title = next((t for t in _BY_LENGTH if who.startswith(f"{t} ")), None)
    if title is None or who in _HOME_ALONE:
        return context.home
    name = who[len(title) + 1 :].replace("’", "'").strip()
    known = {person.code for person in _named(name, book)}
    offices = _RANKS[title]
    of_title = {
        office.code
        for person in _named(name, book)
        for office in person.offices
        if (not offices or office.office in offices) and office.held_on(context.day)
    }
    paired = {str(a.state) for a in context.pair if a.name and a.name.upper().endswith(name)}
    for states in (of_title, paired, known):
        if len(states) == 1:
            return states.pop()
    return None


_BY_LENGTH: Final = sorted(_RANKS, key=len, reverse=True)


def _named(name: str, book: Book) -> list[Person]:
    """Give the people whose short name that is, written in capitals."""
    words = [w.lower() if w.lower() in _SMALL else _capital(w) for w in name.split()]
    texts = {" ".join(words), " ".join(map(_capital, name.split())), words[-1] if words else ""}
    entries = [entry for text in texts for entry in book.entries(text)]
    ids = dict.fromkeys(e.person for e in entries if e.kind in {"family", "person"} and e.person)
    return [book.people[id_] for id_ in ids]


def _capital(word: str) -> str:
    """Give a word as names are written: "AKUFO-ADDO" as "Akufo-Addo", "EL-SISI" as "el-Sisi"."""
    parts = [
        part.lower() if part.lower() in _SMALL else part.capitalize() for part in word.split("-")
    ]
    return "-".join(parts)
