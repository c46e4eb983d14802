"""Look up names: states, people with their offices, institutions, bodies.

`detente.actors.load` fills it from the fact tables; finding all its names in a text is one pass
of an Aho-Corasick automaton.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final

if TYPE_CHECKING:
    from detente.actors.names import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold one meaning of one name."""

    text: Annotated[str, "the name"]
    kind: Annotated[str, "name | adjective | people | capital | seat | person | family | body …"]
    code: Annotated[str | None, "state code, 'IGO:…', or null where the context must tell"]
    sector: Annotated[str, "sector"]
    person: Annotated[str | None, "id of the person"] = None
    ambiguity: Annotated[str, "empty, or why the name alone is not safe"] = ""
    start: Annotated[dt.date | None, "first day of the name"] = None
    end: Annotated[dt.date | None, "first day no longer the name"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Hold one person's time in one office."""

    person: Annotated[str, "id of the person"]
    code: Annotated[str, "state code or 'IGO:…'"]
    office: Annotated[str, "head of state | head of government | foreign minister …"]
    title: Annotated[str, "title as the press writes it"]
    start: Annotated[dt.date, "first day in office"]
    end: Annotated[dt.date | None, "first day out of office; null: in office"]
    sector: Annotated[str, "sector while in office"]

    def held_on(self, day: dt.date) -> bool:
        """Tell whether it was held on that day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Hold one person of the book."""

    id: Annotated[str, "ascii slug"]
    name: Annotated[str, "usual full name"]
    family: Annotated[str, "name used alone by the press"]
    code: Annotated[str, "state code"]
    sector: Annotated[str, "sector when out of office"]
    offices: Annotated[tuple[Office, ...], "offices in order of their start"]

    def office_on(self, day: dt.date) -> Office | None:
        """Give the highest office held on that day, if any."""
        held = [office for office in self.offices if office.held_on(day)]
        return min(held, key=lambda office: _RANK.get(office.office, 9)) if held else None


_RANK = {
    "head of government": 0,
    "head of state": 1,
    "vice president": 2,
    "foreign minister": 3,
    "defense minister": 4,
    "finance minister": 5,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one place where a name of the book stands in a text."""

    start: Annotated[int, "offset; characters"]
    stop: Annotated[int, "offset behind it; characters"]
    text: Annotated[str, "the name as the book spells it"]


class Book:
    """Hold all names and find them in texts."""

    def __init__(
        self,
        entries: Iterable[Entry],
        people: Iterable[Person],
        no_actors: Iterable[str] = (),
        *,
        places: Mapping[str, str] | None = None,
        base: Book | None = None,
    ) -> None:
        from ahocorasick_rs import AhoCorasick

        own = {person.id: person for person in people}
        self._base = base
        self.people: MutableMapping[str, Person] = ChainMap(own, base.people) if base else own
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._listed: list[Entry] = []
        for entry in entries:
            if entry.kind == "list":
                self._listed.append(entry)
            else:
                self._entries[entry.text].append(entry)
        self._places = dict(places or {})
        self._names: list[str] = sorted({*self._entries, *self._places, *no_actors})
        self._automaton: Any = AhoCorasick(self._names)
        self._holders: dict[tuple[str, str], list[Office]] = defaultdict(list)
        for person in own.values():
            for office in person.offices:
                self._holders[office.code, office.office].append(office)

    def extended(self, entries: Iterable[Entry], people: Iterable[Person]) -> Book:
        """Give a book that knows more people, as one document introduces them; this one stays."""
        return Book(entries, people, base=self)

    @cached_property
    def directory(self) -> Directory:
        """Give the people by name, for names that stand in lists; made when first asked for."""
        from detente.actors.names import Directory

        if self._base is not None:
            return self._base.directory
        named = (entry for entries in self._entries.values() for entry in entries)
        texts = [(e.text, str(e.person)) for e in named if e.kind == "person"]
        texts += [(entry.text, str(entry.person)) for entry in self._listed]
        return Directory(self.people.values(), texts)

    def entries(self, text: str) -> list[Entry]:
        """Give all meanings of a name."""
        own = self._entries.get(text, [])
        if text in self._places:
            own = [*own, Entry(text=text, kind="place", code=self._places[text], sector="GOV")]
        return [*self._base.entries(text), *own] if self._base is not None else own

    def find(self, text: str) -> list[Hit]:
        """Find all names of the book in a text: whole words, longest first, no overlap.

        Apostrophes and hyphens of all kinds are taken as the straight ones; names of storms are
        not looked up.
        """
        hits: list[Hit] = []
        end = 0
        for start, minus_stop, name in sorted(self._matches(text.translate(_PLAIN))):
            if start >= end:
                if self.entries(name) and not _STORM.search(text[max(0, start - 12) : start]):
                    hits.append(Hit(start, -minus_stop, name))
                end = -minus_stop
        return hits

    def _matches(self, plain: str) -> list[tuple[int, int, str]]:
        """Give start, minus stop and name of all whole words that match, also within others."""
        found = self._base._matches(plain) if self._base is not None else []
        for index, start, stop in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if _stands_alone(plain, start, stop):
                found.append((start, -stop, self._names[index]))
        return found

    def person_named(self, name: str) -> Person | None:
        """Give the person of that full name, with or without middle names, if it is one only.

        Names in brackets and endings such as "Jr." do not count.
        """
        words = [w.strip(",") for w in re.sub(r"\(.*?\)", " ", name).split()]
        words = [word for word in words if word not in {"Jr.", "Sr.", "II", "III"}]
        if len(words) < 2:
            return None
        for text in (" ".join(words), f"{words[0]} {words[-1]}"):
            people = {e.person for e in self.entries(text) if e.kind == "person" and e.person}
            if len(people) == 1:
                return self.people[people.pop()]
        return None

    def who_held(
        self, offices: Iterable[str], code: str, day: dt.date, *, title: str = ""
    ) -> Person | None:
        """Give the person who held one of the offices of a state on a day, if known.

        Offices are tried in the order given; of two holders the one with that title goes first.
        """
        if self._base is not None:
            return self._base.who_held(offices, code, day, title=title)
        held = [
            office
            for name in offices
            for office in self._holders.get((code, name), ())
            if office.held_on(day)
        ]
        called = [office for office in held if title and title in office.title]
        return self.people[(called or held)[0].person] if held else None

    def knows_title(self, title: str, code: str) -> bool:
        """Tell whether somebody has borne that title, as the press writes it, in that state."""
        if self._base is not None:
            return self._base.knows_title(title, code)
        return code in self._bearers.get(_one_spelling(title), ())

    @cached_property
    def _bearers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for person in self.people.values():
            for office in person.offices:
                found[_one_spelling(office.title)].add(office.code)
        return found


def _one_spelling(title: str) -> str:
    """Give a title as all spellings of it are compared."""
    title = title.lower().replace("defense", "defence").replace("advisor", "adviser")
    return "defence secretary" if title == "secretary of defence" else title


_WORD_GOES_ON = re.compile(r"['’](?!s\b)[a-z]")
_ONLY_QUALIFIES = re.compile(
    r"-(?:backed|made|based|born|style|controlled|occupied|held|speaking|language|annexed|funded"
    r"|administered|owned|educated|bound|trained|supplied|built|allied|aligned|linked|friendly)\b"
)
"""Behind the name of a state: what follows, not the state, is the party."""
_AGAINST_OR_FOR = re.compile(r"(?:\b(?:anti|pro|non|ex|un))-$", re.IGNORECASE)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "\xa0": " ", "\n": " "})


_STORM: Final = re.compile(r"\b(?:hurricane|typhoon|cyclone|storm) $", re.IGNORECASE)
"""Words before the name of a storm: "Hurricane Henri" is no grand duke."""


def _stands_alone(text: str, start: int, stop: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[stop] if stop < len(text) else " "
    if before == "-" and _AGAINST_OR_FOR.search(text, max(0, start - 6), start):
        return False
    if after == "$":
        return False  # "US$200"
    if before.isalnum() or (before == "." and start > 1 and text[start - 2].isupper()):
        return False
    if after in "'’" and _WORD_GOES_ON.match(text, stop):
        return False  # "Xi'an"
    return not (after.isalnum() or (after == "-" and _ONLY_QUALIFIES.match(text, stop)))
