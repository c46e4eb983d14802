"""Fill the book from the fact tables that ship, and from what a user has added."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from detente.actors.book import Book, Entry, Office, Person
from detente.errors import InputError
from detente.ontology.tables import day_or_none, rows_of

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
FAMILY_FIRST = frozenset("CHN KOR PRK VNM TWN KHM LAO MMR SGP MNG MYS IDN THA HUN".split())
"""States of which many people are named with the family name first, or by one name."""


def load_book(additions: Path | None = None) -> Book:
    """Read the book that ships with the package; once in a process for each content of a file.

    Parameters
    ----------
    additions : Path, optional
        File of people that the user has added (`detente.actors.additions`).

    Raises
    ------
    InputError
        If the file cannot be read or does not fit the book.
    """
    content = None
    if additions is not None:
        try:
            content = additions.read_bytes()
        except OSError as error:
            raise InputError(f"{additions} cannot be read: {error.strerror}") from error
    return _load(additions, content)


@lru_cache(maxsize=4)
def _load(additions: Path | None, content: bytes | None) -> Book:  # noqa: ARG001  (part of the key)
    people, names = shipped_people(), list(rows_of("person_names"))
    if additions is not None:
        from detente.actors.additions import read_additions

        added = read_additions(additions, people)
        people = [added.people.pop(person.id, person) for person in people]
        people += added.people.values()
        names += added.names
    entries = [
        *_state_entries(),
        *_institution_entries(),
        *_body_entries(),
        *_person_entries(people, names),
    ]
    places = {row["text"]: row["code"] for row in rows_of("places")}
    no_actors = (row["text"] for row in rows_of("not_actors"))
    return Book(entries, people, no_actors, places=places)


def shipped_people() -> list[Person]:
    """Give the people of the tables that ship, with their offices."""
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


def _person_entries(people: list[Person], names: list[dict[str, str]]) -> Iterable[Entry]:
    by_id = {person.id: person for person in people}
    given = Counter(p.name.split()[0] for p in people if p.code not in FAMILY_FIRST)
    unsafe = {name.lower() for name, count in given.items() if count >= _MANY} | _COMMON_WORDS
    short: dict[tuple[str, str], Person] = {}
    for person in people:
        in_office = any(office.office != "spouse" for office in person.offices)
        if in_office and person.family and person.family != person.name:
            short[person.family, person.id] = person
            short[without_accents(person.family), person.id] = person
    for row in names:
        known = by_id.get(row["person"])
        if known is None:
            continue
        kind = "list" if row["kind"] == "list" else "person"
        yield Entry(text=row["text"], kind=kind, code=known.code, sector="GOV", person=known.id)
        if kind == "list":
            continue
        last = row["text"].split()[-1]
        other = last != known.family and (known.family, known.id) in short
        if other and _same_word(last, known.family):
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


def without_accents(text: str) -> str:
    """Give a text without the marks on its letters, its case kept.

    Examples
    --------
    >>> without_accents("Erdoğan"), without_accents("Wałęsa")
    ('Erdogan', 'Walesa')
    """
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ł", "l"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _same_word(first: str, second: str) -> bool:
    """Tell whether two words are spellings of one name."""
    if first == second:
        return True
    plain, other = without_accents(first).lower(), without_accents(second).lower()
    if plain[:1] != other[:1] or abs(len(plain) - len(other)) > 3:
        return False
    return plain == other or SequenceMatcher(None, plain, other).ratio() >= 0.75
