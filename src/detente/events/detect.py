"""Choose the sentences of a document that can hold an event between parties, cheaply.

One pass over the text with the names of the book decides; only what passes is analysed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Final

from detente.actors.book import Book, Entry, Hit
from detente.actors.context import Context
from detente.actors.resolve import usable
from detente.ontology.roles import SECTOR_OF_NOUN
from detente.sentences.parse import Raw
from detente.sentences.split import split

_NOUNS: Final = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, SECTOR_OF_NOUN), key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_POINTS_BACK: Final = re.compile(
    r"\b(?:he|she|they|his|her|their|him|them|both|the two|the leaders)\b", re.IGNORECASE
)
_HOME: Final = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|[Mm]y)\b")
_HOME_OFFICE: Final = re.compile(
    r"\b[Tt]he (?:Vice )?President\b(?! of (?!the United States))|\b[Aa]dministration\b"
    r"|\bthe (?:Secretary|First Lady|Department|Ambassador|National Security Advis[eo]r)\b"
)
"""Offices that, without a state, are those of the government that publishes."""
_THE_TWO: Final = re.compile(
    r"\b[Tt]he (?:two |three )?leaders\b|\b[Bb]oth (?:leaders|sides|countries|nations)\b"
    r"|\b[Tt]he two (?:sides|countries|nations|presidents|ministers|governments|delegations)\b"
    r"|\b(?:[Tt]he|and) (?:Prime Minister|Premier|Chancellor|King|Crown Prince|Foreign Minister)\b"
    r"|^They\b"
)
"""Words for the two whom a text is about, if its title names them."""
_REMARK: Final = re.compile(r"[A-Z][a-z]*(?:ed|et|ld|de)\b|[A-Z][a-z]+ visit\b")
"""A remark without a subject: "Met with …", "Attended …", "State visit; …"."""
VERB_FIRST: Final = re.compile(r"[A-Z][a-z]*(?:ed|et|ld|de)\b")
"""The same, where a verb comes first."""
_SHORTEST: Final = 15
"""Characters below which a sentence is a heading or a fragment without an act."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold one sentence of a document with the names found in it."""

    raw: Annotated[Raw, "the sentence"]
    hits: Annotated[list[Hit], "names; offsets in the sentence"]
    passes: Annotated[bool, "whether it can hold an event between parties"]
    opens_paragraph: Annotated[bool, "whether a paragraph begins with it"] = False


def candidates(
    document_id: str, text: str, hits: list[Hit], book: Book, context: Context
) -> list[Candidate]:
    """Give the sentences of a document in order, each with its names and whether it passes.

    Parameters
    ----------
    document_id, text : str
        The document.
    hits : list of Hit
        Names of the book in it, in order.
    book : Book
        Where names are looked up.
    context : Context
        What is known when the document begins.
    """
    starts = [hit.start for hit in hits]
    found = []
    before = 0
    for index, span in enumerate(split(text)):
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.stop)
        own = [
            Hit(hit.start - span.start, hit.stop - span.start, hit.text)
            for hit in hits[first:last]
            if hit.stop <= span.stop
        ]
        raw = Raw(document_id, index, span.start, text[span.start : span.stop])
        opens = "\n\n" in text[before : span.start]
        before = span.stop
        context.hear(span.start)
        found.append(Candidate(raw, own, _passes(raw.text, own, book, context), opens))
    return found


def _passes(text: str, hits: list[Hit], book: Book, context: Context) -> bool:
    if context.lead is not None and _REMARK.match(text):
        return True
    if not hits or len(text) < _SHORTEST:
        return _speaks_of_the_two(text, context)
    codes, parties, people = set(), set(), []
    sure = False
    for hit in hits:
        entries = usable(book.entries(hit.text), context)
        if entries:
            codes.add(entries[0].code)
            parties.add((entries[0].code, entries[0].sector))
            people.append({entry.person for entry in entries if entry.person})
            sure = sure or not _is_common_word(entries[0])
    if not sure:
        return False
    if len(codes) >= 2 or _speaks_of_the_two(text, context):
        return True
    if context.home is not None:
        return bool(codes - {context.voice or context.home}) and _names_home(text, context)
    if len(parties) >= 2 or _are_two(people):
        return True
    return bool(_NOUNS.search(text) or _POINTS_BACK.search(text))


def _speaks_of_the_two(text: str, context: Context) -> bool:
    """Tell whether a text may speak of the two whom the title of its document names."""
    return bool(context.the_two) and bool(_THE_TWO.search(text))


def _names_home(text: str, context: Context) -> bool:
    """Tell whether a text may speak of the government that publishes it, or points back."""
    spoken = context.voice is not None and _HOME.search(text)
    return bool(spoken or _POINTS_BACK.search(text) or _HOME_OFFICE.search(text))


def _is_common_word(entry: Entry) -> bool:
    """Tell whether a name is a short name that is also a word ("He" Lifeng)."""
    return entry.kind == "family" and entry.ambiguity == "common"


def _are_two(people: list[set[str]]) -> bool:
    """Tell whether names, each given as those who bear it, are of two persons at least."""
    named = [bearers for bearers in people if bearers]
    return any(not first & second for first, second in combinations(named, 2))
