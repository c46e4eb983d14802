"""Read people whom a user adds to the book: a CSV file, checked as a whole before it counts.

One row is one person in one office. `COLUMNS` are its columns; those of `REVIEW`, which
``detente actors learned`` writes beside them, are read over.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Final

from detente.actors.book import Office, Person
from detente.actors.names import unaccented, words_of_name
from detente.codes import Sector
from detente.errors import InputError, UnknownName
from detente.ontology.roles import TITLES
from detente.ontology.states import state_named
from detente.ontology.tables import day_or_none

COLUMNS: Final = (
    "name", "family", "state", "office", "title", "start", "end", "sector", "party_sector",
    "spellings",
)  # fmt: skip
"""Columns of the file; all but name and state may be empty or absent."""
REVIEW: Final = ("seen", "first_seen", "last_seen", "evidence")
"""Columns that help to review what was learned."""
ONE_HOLDER: Final = frozenset(
    {"head of state", "head of government", "foreign minister", "defense minister",
     "finance minister", "trade minister"}
)  # fmt: skip
"""Offices that one person holds at a time."""
_SHARED_HEADS: Final = frozenset({"AND", "BIH", "SMR", "SWZ", "CHE", "IGO:EU"})
"""States with several heads at a time."""
_LONGEST: Final = 2_000_000
"""Bytes of a file that is read."""


class BadRows(InputError):
    """Say what is wrong with a file of people, one line a problem.

    Parameters
    ----------
    path : Path
        The file.
    problems : sequence of str
        What is wrong, each with its row.
    """

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"{path} is not taken, the book is as it was:{lines}")


@dataclass(slots=True)
class Additions:
    """Hold what a file adds."""

    people: Annotated[dict[str, Person], "people by id: new ones, and known ones with more offices"]
    names: Annotated[list[dict[str, str]], "further rows of the table person_names"]
    closed: Annotated[list[str], "terms of the book that end because a successor was added"] = (
        field(default_factory=list)
    )


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    name: str
    family: str
    state: str
    office: str
    title: str
    start: dt.date | None
    end: dt.date | None
    sector: str
    party_sector: str
    spellings: tuple[str, ...]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Give the rows of a file as they stand, under their column names.

    Raises
    ------
    BadRows
        If it is no CSV in UTF-8, or its header names other columns.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    if len(raw) > _LONGEST:
        raise BadRows(path, [f"it has {len(raw):,} bytes; {_LONGEST:,} are taken at most"])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"byte {raw[error.start]:#04x} at {error.start}"
        raise BadRows(path, [f"it is no UTF-8 text ({byte}); save it as UTF-8"]) from error
    table = csv.DictReader(io.StringIO(text), restkey="", strict=True)
    try:
        header = [name.strip() for name in table.fieldnames or ()]
        table.fieldnames = header
        rows = list(table)
    except csv.Error as error:
        raise BadRows(path, [f"it is no CSV: {error}"]) from error
    problems = [f"no column {name!r}" for name in ("name", "state") if name not in header]
    problems += [
        f"unknown column {name!r}; expected are {', '.join(COLUMNS)}"
        for name in header
        if name not in {*COLUMNS, *REVIEW}
    ]
    problems += [f"row {at}: more cells than columns" for at, r in enumerate(rows, 2) if "" in r]
    if problems:
        raise BadRows(path, problems)
    return [{name: (row.get(name) or "").strip() for name in header} for row in rows]


def read_additions(path: Path, people: Iterable[Person]) -> Additions:
    """Read a file of people and fit it to those known.

    Parameters
    ----------
    path : Path
        CSV file in UTF-8 with the columns `COLUMNS`.
    people : iterable of Person
        Those of the book.

    Raises
    ------
    BadRows
        If anything in it cannot be used: then nothing of it is.
    """
    return fit(path, read_rows(path), people)


def fit(path: Path, rows: Sequence[Mapping[str, str]], people: Iterable[Person]) -> Additions:
    """Check rows of a file against each other and the book, and make people of them."""
    known = {person.id: person for person in people}
    problems: list[str] = []
    checked = [row for at, raw in enumerate(rows, 2) for row in _checked(at, raw, problems)]
    additions = Additions({}, [])
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in known.values():
        by_name[_key(person.name)].append(person)
    for row in checked:
        _add_person(row, additions, by_name, problems)
    _check_terms(checked, additions, known, problems)
    if problems:
        raise BadRows(path, problems)
    return additions


def _checked(at: int, raw: Mapping[str, str], problems: list[str]) -> Iterator[_Row]:
    """Give the row if its cells can be used; else say what is wrong."""
    before = len(problems)
    if not any(raw.values()):
        return
    name = " ".join(raw.get("name", "").split())
    if len(name.split()) < 2 and not raw.get("family"):
        problems.append(f"row {at}: the name {name!r} has no family name; give the full name")
    state = _state(at, raw.get("state", ""), problems)
    start, end = (_day(at, column, raw.get(column, ""), problems) for column in ("start", "end"))
    if start and end and end <= start:
        problems.append(f"row {at}: {name}'s end {end} is not after the start {start}")
    if raw.get("office") and not start:
        problems.append(f"row {at}: {name} has an office and no start")
    sectors = {}
    for column, usual in (("sector", "GOV"), ("party_sector", "PTY")):
        sectors[column] = raw.get(column, "").upper() or usual
        if sectors[column] not in Sector.__members__:
            problems.append(f"row {at}: {UnknownName('sector', raw[column], Sector.__members__)}")
    if len(problems) > before:
        return
    title = raw.get("title", "").lower() or raw.get("office", "").lower()
    offices = TITLES.get(title, ())
    yield _Row(
        number=at,
        name=name,
        family=raw.get("family", "") or name.split()[-1],
        state=state,
        office=raw.get("office", "").lower() or (offices[-1] if len(offices) == 1 else "office"),
        title=title,
        start=start,
        end=end,
        sector=sectors["sector"],
        party_sector=sectors["party_sector"],
        spellings=tuple(t.strip() for t in raw.get("spellings", "").split(";") if t.strip()),
    )


def _state(at: int, text: str, problems: list[str]) -> str:
    if text.startswith("IGO:"):
        return text
    try:
        return state_named(text).code
    except UnknownName as error:
        problems.append(f"row {at}: {error}")
        return ""


def _day(at: int, column: str, text: str, problems: list[str]) -> dt.date | None:
    try:
        return day_or_none(text)
    except ValueError:
        problems.append(f"row {at}: {column} {text!r} is no day; expected is YYYY-MM-DD")
        return None


def _key(name: str) -> str:
    return " ".join(sorted(words_of_name(unaccented(name))))


def _add_person(
    row: _Row, additions: Additions, by_name: dict[str, list[Person]], problems: list[str]
) -> None:
    bearers = by_name[_key(row.name)]
    same = [person for person in bearers if person.code == row.state]
    if bearers and not same:
        problems.append(
            f"row {row.number}: {row.name} is known already, of {bearers[0].code}; "
            f"for another person of {row.state} add a middle name or a number"
        )
        return
    if len(same) > 1:
        problems.append(f"row {row.number}: {row.name} is two people of {row.state} in the book")
        return
    id_ = same[0].id if same else "-".join(words_of_name(unaccented(row.name)))
    person = additions.people.get(id_) or (same[0] if same else None)
    if person is None:
        person = Person(
            id=id_,
            name=row.name,
            family=row.family,
            code=row.state,
            sector=row.party_sector,
            offices=(),
        )
        by_name[_key(row.name)].append(person)
    if not same or same[0].name != row.name:
        additions.names.append({"person": id_, "text": row.name, "kind": "full"})
    additions.names += [{"person": id_, "text": t, "kind": "spelling"} for t in row.spellings]
    if row.start is not None:
        office = Office(
            person=id_,
            code=row.state,
            office=row.office,
            title=row.title or row.office,
            start=row.start,
            end=row.end,
            sector=row.sector,
        )
        if office not in person.offices:
            offices = sorted((*person.offices, office), key=lambda held: held.start)
            person = replace(person, offices=tuple(offices))
    additions.people[id_] = person


def _check_terms(
    rows: Sequence[_Row], additions: Additions, known: dict[str, Person], problems: list[str]
) -> None:
    """Say which terms overlap; end a term of the book that has no end and now a successor."""
    merged = {**known, **additions.people}
    lines = {(row.name, row.office, row.start): row.number for row in rows}
    posts: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for person in merged.values():
        for office in person.offices:
            if office.office in ONE_HOLDER and office.code not in _SHARED_HEADS:
                posts[office.code, office.office].append(office)
    new = {(row.state, row.office) for row in rows if row.start is not None}
    for post in sorted(new & set(posts)):
        terms = sorted(posts[post], key=lambda office: (office.start, office.end or dt.date.max))
        for first, second in itertools.pairwise(terms):
            at = [lines.get((merged[o.person].name, o.office, o.start)) for o in (first, second)]
            if not any(at) or (first.end is not None and first.end <= second.start):
                continue
            if first.end is None and at[1] and not at[0] and first.person != second.person:
                _close(first, second.start, additions, known)
                continue
            number = at[1] or at[0]
            problems.append(
                f"row {number}: {merged[second.person].name} as {post[1]} of {post[0]} from "
                f"{second.start} overlaps {merged[first.person].name}, "
                f"{first.start} to {first.end or 'today'}"
            )


def _close(term: Office, day: dt.date, additions: Additions, known: dict[str, Person]) -> None:
    """End a term of the book on the day on which a successor comes."""
    person = additions.people.get(term.person) or known[term.person]
    offices = tuple(replace(o, end=day) if o == term else o for o in person.offices)
    additions.people[term.person] = replace(person, offices=offices)
    additions.closed.append(f"{person.name}, {term.title} of {term.code}: ends {day}")


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write a file of people as a whole: a reader meets the old one or the new one."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows({name: row.get(name, "") for name in COLUMNS} for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(path)


def add_file(path: Path, target: Path, people: Sequence[Person]) -> tuple[int, Additions]:
    """Add the rows of a file to those that were added before.

    Parameters
    ----------
    path : Path
        File to add.
    target : Path
        File of all additions; made if it is not there.
    people : sequence of Person
        People of the book that ships.

    Returns
    -------
    tuple of int and Additions
        How many rows are new, and what all additions together add.

    Raises
    ------
    BadRows
        If the rows cannot be used: then the target is as it was.
    """
    fresh = read_rows(path)
    fit(path, fresh, people)
    return add_rows(path, fresh, target, people)


def add_rows(
    path: Path, fresh: Sequence[Mapping[str, str]], target: Path, people: Sequence[Person]
) -> tuple[int, Additions]:
    """Add rows to a file of additions; rows that it holds already are left out."""
    held = read_rows(target) if target.exists() else []
    there = {_identity(row) for row in held}
    new = [row for row in fresh if any(row.values()) and _identity(row) not in there]
    additions = fit(path, [*held, *new], people)
    write_rows(target, [*held, *new])
    return len(new), additions


def _identity(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in COLUMNS)
