"""Know the time that "under Trump" means: the last completed time in office of that leader."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Annotated, Final

from detente.actors.book import Book, Office
from detente.codes import Level
from detente.ontology.roles import LEVEL_OF_OFFICE

_UNDER: Final = re.compile(
    r"\b[Uu]nder (?:(?:the|former|then-?|President|Prime Minister|Chancellor) )*"
    r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})"
)
_TAIL: Final = re.compile(r"(?:['’]s)?$")


@dataclass(frozen=True, slots=True)
class Era:
    """Hold a former leader's time in office that a text speaks of."""

    person: Annotated[str, "id of the leader"]
    day: Annotated[dt.date, "first day in office"]


def era_in(text: str, book: Book, day: dt.date) -> Era | None:
    """Give the era that "under …" names in a sentence, if that time is over.

    Parameters
    ----------
    text : str
        The sentence.
    book : Book
        Names and offices.
    day : date
        Day of publication.
    """
    for match in _UNDER.finditer(text):
        words = _TAIL.sub("", match["name"]).split()
        for size in range(len(words), 0, -1):
            people = {
                entry.person
                for entry in book.entries(" ".join(words[:size]))
                if entry.kind in {"person", "family"} and entry.person
            }
            past = [
                (office.start, person)
                for person in people
                if (office := _last_past_lead(book.people[person].offices, day)) is not None
            ]
            if past:
                start, person = max(past)
                return Era(person, start)
    return None


def _last_past_lead(offices: tuple[Office, ...], day: dt.date) -> Office | None:
    leading = [o for o in offices if LEVEL_OF_OFFICE.get(o.office) == Level.LEADER]
    if any(office.held_on(day) for office in leading):
        return None
    past = [office for office in leading if office.end is not None and office.end <= day]
    return max(past, key=lambda office: office.start) if past else None
