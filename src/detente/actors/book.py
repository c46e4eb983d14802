"""Look up names: states, people with their offices, institutions, bodies.

The book is read from the fact tables of `detente.ontology`; finding all its names in a text
is one pass of an Aho-Corasick automaton.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any

from detente.ontology.tables import day_or_none, rows_of

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


_COMMON_WORDS = frozenset(
    "he may ban friday sunday monday english price king young long case will power key park"
    " hunt straw day major austin an do my le to so rice bush brown cook gates hill fox moon"
    " march francis hope april june august bank state general prince black white green gray wood"
    " bell hall church field banks north west east south law judge bishop pope marin costa silva"
    " sang chan ho in la de al el van she it be we us or no on in at as by of the and little tax"
    " note man vital fall son low parts foster bold fast waters struck gift bird cable wells"
    " bono sun snow glass tiny gross borne craft song lake frank su finer hockey dam ly burns"
    " shorten drew pitcher tenet ou han sow hung blah summers champagne garner cannon hood levy"
    " yen mills ha manning peters doe meta bio shatter meadows hue skate cam hull bajo machete"
    " coats frost walker major roman frank scott howard leo dan don adam henri henry gordon"
    " arthur anthony elizabeth nelson douglas warren stephen roger philippe alexis salvador"
    " santiago".split()
)
"""Short names that are also common words or first names: they need the full name before, or a
title. Chosen by looking up the short names of the book among the words in lower case of the White
House and current-events texts; to be looked up again when people are added."""

_MANY = 5
"""People of the book who have a word as first name, from which it counts as one."""
_FAMILY_FIRST = frozenset("CHN KOR PRK VNM TWN KHM LAO MMR SGP MNG MYS IDN THA HUN".split())
"""States of which many people are named with the family name first, or by one name."""

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
        self, entries: Iterable[Entry], people: Iterable[Person], no_actors: Iterable[str] = ()
    ) -> None:
        from ahocorasick_rs import AhoCorasick

        self.people: dict[str, Person] = {person.id: person for person in people}
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._listed: list[Entry] = []
        for entry in entries:
            if entry.kind == "list":
                self._listed.append(entry)
            else:
                self._entries[entry.text].append(entry)
        self._names: list[str] = sorted({*self._entries, *no_actors})
        self._automaton: Any = AhoCorasick(self._names)
        self._holders: dict[tuple[str, str], list[Office]] = defaultdict(list)
        for person in self.people.values():
            for office in person.offices:
                self._holders[office.code, office.office].append(office)

    @cached_property
    def directory(self) -> Directory:
        """Give the people by name, for names that stand in lists; made when first asked for."""
        from detente.actors.names import Directory

        named = (entry for entries in self._entries.values() for entry in entries)
        texts = [(e.text, str(e.person)) for e in named if e.kind == "person"]
        texts += [(entry.text, str(entry.person)) for entry in self._listed]
        return Directory(self.people.values(), texts)

    def entries(self, text: str) -> list[Entry]:
        """Give all meanings of a name."""
        return self._entries.get(text, [])

    def find(self, text: str) -> list[Hit]:
        """Find all names of the book in a text: whole words, longest first, no overlap.

        Apostrophes and hyphens of all kinds are taken as the straight ones.
        """
        plain = text.translate(_PLAIN)
        found = []
        for index, start, stop in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if _stands_alone(plain, start, stop):
                found.append((start, -stop, index))
        found.sort()
        hits: list[Hit] = []
        end = 0
        for start, minus_stop, index in found:
            if start >= end:
                name = self._names[index]
                if name in self._entries:
                    hits.append(Hit(start, -minus_stop, name))
                end = -minus_stop
        return hits

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
        held = [
            office
            for name in offices
            for office in self._holders.get((code, name), ())
            if office.held_on(day)
        ]
        called = [office for office in held if title and title in office.title]
        return self.people[(called or held)[0].person] if held else None


_WORD_GOES_ON = re.compile(r"['’](?!s\b)[a-z]")
_ONLY_QUALIFIES = re.compile(
    r"-(?:backed|made|based|born|style|controlled|occupied|held|speaking|language|annexed|funded"
    r"|administered|owned|educated|bound|trained|supplied|built|allied|aligned|linked|friendly)\b"
)
"""Behind the name of a state: what follows, not the state, is the party."""
_AGAINST_OR_FOR = re.compile(r"(?:\b(?:anti|pro|non|ex|un))-$", re.IGNORECASE)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "\xa0": " ", "\n": " "})


def _stands_alone(text: str, start: int, stop: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[stop] if stop < len(text) else " "
    if before == "-" and _AGAINST_OR_FOR.search(text, max(0, start - 6), start):
        return False
    if before.isalnum() or (before == "." and start > 1 and text[start - 2].isupper()):
        return False
    if after in "'’" and _WORD_GOES_ON.match(text, stop):
        return False  # "Xi'an"
    return not (after.isalnum() or (after == "-" and _ONLY_QUALIFIES.match(text, stop)))


@cache
def load_book() -> Book:
    """Read the book that ships with the package; once in a process."""
    people = _people()
    entries = [
        *_state_entries(),
        *_institution_entries(),
        *_body_entries(),
        *_person_entries(people),
    ]
    return Book(entries, people, (row["text"] for row in rows_of("not_actors")))


def _people() -> list[Person]:
    offices: dict[str, list[Office]] = defaultdict(list)
    for row in rows_of("offices"):
        start = day_or_none(row["start"])
        if start is None:
            continue
        office = Office(
            person=row["person"],
            code=row["state"],
            office=row["office"],
            title=row["title"],
            start=start,
            end=day_or_none(row["end"]),
            sector=row["sector"],
        )
        offices[row["person"]].append(office)
    return [
        Person(
            id=row["person"],
            name=row["name"],
            family=row["family"],
            code=row["state"],
            sector=row["party_sector"] or "PTY",
            offices=tuple(sorted(offices[row["person"]], key=lambda office: office.start)),
        )
        for row in rows_of("persons")
    ]


def _state_entries() -> Iterable[Entry]:
    for row in rows_of("state_names"):
        yield Entry(
            text=row["text"],
            kind=row["kind"],
            code=row["code"],
            sector=row["sector"] or "GOV",
            ambiguity=row["ambiguity"],
            start=day_or_none(row["start"]),
            end=day_or_none(row["end"]),
        )


def _institution_entries() -> Iterable[Entry]:
    for row in rows_of("institutions"):
        yield Entry(
            text=row["text"],
            kind=row["kind"],
            code=row["code"] or None,
            sector=row["sector"],
            ambiguity=row["ambiguity"],
            start=day_or_none(row["start"]),
            end=day_or_none(row["end"]),
        )


def _body_entries() -> Iterable[Entry]:
    for row in rows_of("organizations"):
        yield Entry(text=row["text"], kind="body", code=row["code"], sector="IGO")


def _person_entries(people: list[Person]) -> Iterable[Entry]:
    by_id = {person.id: person for person in people}
    given = Counter(p.name.split()[0] for p in people if p.code not in _FAMILY_FIRST)
    unsafe = {name.lower() for name, count in given.items() if count >= _MANY} | _COMMON_WORDS
    short: dict[tuple[str, str], Person] = {}
    for person in people:
        in_office = any(office.office != "spouse" for office in person.offices)
        if in_office and person.family and person.family != person.name:
            short[person.family, person.id] = person
            short[_unaccented(person.family), person.id] = person
    for row in rows_of("person_names"):
        known = by_id.get(row["person"])
        if known is None:
            continue
        kind = "list" if row["kind"] == "list" else "person"
        yield Entry(text=row["text"], kind=kind, code=known.code, sector="GOV", person=known.id)
        if kind == "list":
            continue
        last = row["text"].split()[-1]
        if (known.family, known.id) in short and _same_word(last, known.family):
            short[last, known.id] = known
    for (text, _), person in short.items():
        yield Entry(
            text=text,
            kind="family",
            code=person.code,
            sector="GOV",
            person=person.id,
            ambiguity="common" if text.lower() in unsafe else "",
        )


def _unaccented(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _same_word(first: str, second: str) -> bool:
    """Tell whether two words are spellings of one name."""
    plain, other = _unaccented(first).lower(), _unaccented(second).lower()
    return SequenceMatcher(None, plain, other).ratio() >= 0.75 and plain[:1] == other[:1]
