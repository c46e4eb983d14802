"""Compare the book with what Wikidata says of today's offices, and find who is new.

Nothing is taken that would make the book worse: the answer must cover most states and agree with
the book on most offices, a new holder must have come after the one in the book, and every row must
pass the checks of `detente.actors.additions`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final

from detente.actors.book import Book, Person
from detente.actors.names import unaccented, words_of_name
from detente.errors import InputError
from detente.ontology.states import states

QUERY: Final = """
SELECT ?iso ?office ?personLabel ?start ?end WHERE {
  ?country wdt:P298 ?iso .
  {
    ?country p:P35 ?held . ?held ps:P35 ?person . BIND("head of state" AS ?office)
  } UNION {
    ?country p:P6 ?held . ?held ps:P6 ?person . BIND("head of government" AS ?office)
  } UNION {
    ?position wdt:P279* wd:Q7330070 ; wdt:P1001 ?country .
    ?person p:P39 ?held . ?held ps:P39 ?position . BIND("foreign minister" AS ?office)
  }
  ?held pq:P580 ?start .
  OPTIONAL { ?held pq:P582 ?end . }
  FILTER(!BOUND(?end) || ?end > "SINCE"^^xsd:dateTime)
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en,mul". }
}
"""
"""Who is head of state (P35), head of government (P6) or foreign minister (a position below
Q7330070, held by P39) of the countries that have an ISO code (P298), with first and last day."""
OFFICES: Final = ("head of state", "head of government", "foreign minister")
LEAST_STATES: Final = 150
"""States for which the answer must name a head of government."""
LEAST_AGREED: Final = 0.75
"""Share of the offices that both know in which they must name the same person."""
_ITEM: Final = re.compile(r"Q\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Hold one person's time in one office as the service tells it."""

    state: Annotated[str, "ISO alpha-3"]
    office: Annotated[str, "one of OFFICES"]
    name: Annotated[str, "name in English"]
    start: Annotated[dt.date, "first day"]
    end: Annotated[dt.date | None, "first day out of office; null: in office"]


@dataclass(slots=True, kw_only=True)
class Difference:
    """Hold how an answer differs from the book."""

    rows: Annotated[list[dict[str, str]], "new holders, in the columns of `detente actors add`"]
    lines: Annotated[list[str], "the same in words"]
    agreed: Annotated[int, "offices in which both name the same person"] = 0
    compared: Annotated[int, "offices that both know"] = 0
    covered: Annotated[int, "states with a head of government in the answer"] = 0
    left: Annotated[Counter[str], "rows and offices not taken, by reason"] = field(
        default_factory=Counter
    )


def query_since(day: dt.date) -> str:
    """Give the query for offices that were held on that day or later."""
    return QUERY.replace("SINCE", f"{day.isoformat()}T00:00:00Z")


def held_by(answer: Iterable[Mapping[str, str]], left: Counter[str]) -> list[Held]:
    """Read the rows of an answer; what cannot be used is counted by reason."""
    known = states()
    found: dict[Held, None] = {}
    for row in answer:
        name = row.get("personLabel", "").strip()
        state = row.get("iso", "")
        if state not in known:
            left["unknown code of a state"] += 1
        elif row.get("office") not in OFFICES:
            left["unknown office"] += 1
        elif not name or _ITEM.fullmatch(name):
            left["person without a name in English"] += 1
        else:
            start, end = _day(row.get("start", "")), _day(row.get("end", ""))
            if start is None or (end is not None and end <= start):
                left["no first day, or an end before it"] += 1
                continue
            held = Held(state=state, office=row["office"], name=name, start=start, end=end)
            found[held] = None
    return list(found)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def compare(book: Book, answer: Iterable[Mapping[str, str]], today: dt.date) -> Difference:
    """Find who holds an office today by the answer and not by the book.

    Parameters
    ----------
    book : Book
        The book, with all additions.
    answer : iterable of mappings
        Rows of `QUERY`.
    today : date
        Day as of which holders are compared.

    Raises
    ------
    InputError
        If the answer covers too little or disagrees too much to be trusted.
    """
    difference = Difference(rows=[], lines=[])
    now: dict[tuple[str, str], Held] = {}
    for held in held_by(answer, difference.left):
        post = (held.state, held.office)
        is_held = held.start <= today and (held.end is None or today < held.end)
        if is_held and (post not in now or held.start > now[post].start):
            now[post] = held
    difference.covered = sum(office == "head of government" for _, office in now)
    for (state, office), held in sorted(now.items()):
        known = book.who_held([office], state, today)
        if known is None:
            difference.left["office that the book does not follow"] += 1
            continue
        difference.compared += 1
        if is_same(held.name, known):
            difference.agreed += 1
        else:
            _take(held, known, difference)
    _trust(difference)
    return difference


def _take(held: Held, known: Person, difference: Difference) -> None:
    term = max(
        (o for o in known.offices if o.office == held.office and o.code == held.state),
        key=lambda office: office.start,
    )
    if held.start <= term.start:
        difference.left["holder who came before the one in the book"] += 1
        return
    row = {
        "name": held.name,
        "state": held.state,
        "office": held.office,
        "title": term.title,
        "start": held.start.isoformat(),
        "end": held.end.isoformat() if held.end else "",
        "sector": term.sector,
    }
    difference.rows.append(row)
    difference.lines.append(
        f"{held.state} {held.office}: {held.name} since {held.start}, in place of {known.name}"
    )


def _trust(difference: Difference) -> None:
    if difference.covered < LEAST_STATES:
        raise InputError(
            f"the answer names heads of government of {difference.covered} states only; "
            f"{LEAST_STATES} are the least that is trusted, nothing was changed"
        )
    if difference.agreed < LEAST_AGREED * difference.compared:
        raise InputError(
            f"the answer agrees with the book in {difference.agreed} of {difference.compared} "
            f"offices; {LEAST_AGREED:.0%} are the least that is trusted, nothing was changed"
        )


def is_same(name: str, person: Person) -> bool:
    """Tell whether a name is that of a person: two words in common, or all of the shorter one."""
    told = set(words_of_name(unaccented(name)))
    known = set(words_of_name(unaccented(person.name)))
    family = set(words_of_name(unaccented(person.family)))
    common = told & known
    return len(common) >= min(2, len(told), len(known)) or (bool(family) and family <= told)
