"""Learn from a text who people are that the book does not know.

The press introduces a person once, with office and state: "Kenyan President William Ruto",
"Robert Abela, prime minister of Malta". From then on the name alone stands. What is learned
holds for the document; it is kept with its sentence, so that it can be reviewed and added.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final

from detente.actors.book import Book, Entry, Hit, Office, Person
from detente.actors.names import unaccented, words_of_name
from detente.codes import Sector
from detente.ontology.roles import SECTOR_OF_NOUN, TITLES

LEARNED: Final = "learned:"
"""Beginning of the ids of people who were learned from a text."""

_HEADS: Final = frozenset(TITLES) | frozenset(
    "minister|deputy prime minister|deputy foreign minister|vice foreign minister|spokesman"
    "|spokeswoman|spokesperson|ambassador|envoy|special envoy|governor|mayor|senator|lawmaker"
    "|general|admiral|army chief|defence chief|defense chief|military chief|commander|colonel"
    "|judge|prosecutor|opposition leader|party leader|leader|candidate|presidential candidate"
    "|speaker|parliament speaker|central bank governor|intelligence chief|spy chief|police chief"
    "|official|diplomat|negotiator|chief negotiator|dissident|activist|interior minister"
    "|energy minister|economy minister|health minister|justice minister|agriculture minister"
    "|trade representative|attorney general|chief of staff|interim president|acting president"
    "|interim prime minister|businessman|tycoon|journalist|congressman|congresswoman"
    "|representative|first lady|presidential adviser|presidential aide|supreme leader"
    "|prince|princess|sheikh|minister of [a-z]+|minister for [a-z ]+?".split("|")
)
"""Titles that introduce a person, lower case; the last two are patterns."""
_TITLE: Final = (
    r"(?P<former>former |ex-|then-|late |outgoing |incoming |veteran |senior |top |exiled "
    r"|jailed )?"
    r"(?P<title>(?:" + "|".join(sorted(_HEADS, key=len, reverse=True)) + r"))"
)
_WORD: Final = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]*[a-zà-ÿā-ž][\w'’\-]*"
_NAME: Final = (
    rf"(?P<name>{_WORD}(?: (?:{_WORD}|[A-Z]\.|de|da|dos|del|la|bin|ibn|al|el|van|von|der|den|ul"
    rf"|al-{_WORD}|el-{_WORD}))*(?: (?:{_WORD}|al-{_WORD}|el-{_WORD})))"
)
_BEFORE: Final = re.compile(
    rf"(?:['’]s)?[ \n](?:the )?(?:[A-Z][a-z]+ ){{0,3}}?(?i:{_TITLE})[, \n]+{_NAME}"
)
"""Behind a state: "Kenyan President William Ruto", "Malta's foreign minister, Ian Borg"."""
_OF: Final = re.compile(rf"\b(?i:{_TITLE}) {_NAME} of (?:the )?$")
"""Before a state: "President William Ruto of Kenya"."""
_OF_BEFORE: Final = re.compile(rf"\b(?i:{_TITLE}) of (?:the )?$")
_AFTER_OF: Final = re.compile(rf",? {_NAME}")
"""Around a state: "the prime minister of Malta, Robert Abela"."""
_APPOSED: Final = re.compile(rf"{_NAME}, (?:the |its |a |an )?(?i:{_TITLE}) (?:of|for) (?:the )?$")
"""Before a state: "Robert Abela, prime minister of Malta"."""
_APPOSED_STATE: Final = re.compile(rf"{_NAME}, (?:the |a |an )?$")
_TITLE_ONLY: Final = re.compile(rf"(?:['’]s)?[ \n](?i:{_TITLE})\b(?![ ][A-Z])")
"""Around a state: "Robert Abela, Malta's prime minister"."""
_LAST_WORDS: Final = {head.split()[-1] for head in _HEADS if "[" not in head}
_STATES: Final = frozenset(
    "name official alias adjective ministry parliament army police court party spy bank".split()
)
"""Kinds of names that tell the state of a person introduced beside them."""
_NOT_NAMES: Final = frozenset(
    "The A An In On At Of For And But He She They It Monday Tuesday Wednesday Thursday Friday"
    " Saturday Sunday January February March April May June July August September October"
    " November December Affairs State Defense Defence Security Council Party Minister"
    " President Prime Secretary Foreign House Court Committee Union Republic United General"
    " Chief Deputy Vice Ministry Department Office Government Parliament Senate Congress Army"
    " Navy Force Forces Embassy Region City County Province University Institute Center Centre"
    " Bank Group Company Corporation Development Energy Trade Finance Health Justice Home"
    " Interior Labor Labour Transport Education Culture Agriculture Economy Commerce Treasury"
    " National International Service Services Command Units Unit Fleet Association Prize"
    " Administration Peace Postal Bar Nobel Third First Second American Supreme High"
    " Federal Pro Tempore Research Educational".split()
)
"""Words with a capital that are no part of a person's name."""
_PTY: Final = frozenset({"former ", "ex-", "then-", "late ", "exiled ", "jailed "})
_SENT: Final = frozenset("envoy ambassador negotiator correspondent representative".split())
_REACH: Final = 110
"""Characters before and behind a state in which an introduction may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Hold a person as a text introduces him or her."""

    name: Annotated[str, "full name as written"]
    state: Annotated[str, "state code"]
    title: Annotated[str, "title as written, lower case"]
    sector: Annotated[str, "sector that the title tells"]
    former: Annotated[bool, "whether the text says that the office was held before"]
    start: Annotated[int, "offset of the introduction in the text; characters"]
    stop: Annotated[int, "offset behind it; characters"]


def introductions(text: str, hits: Iterable[Hit], book: Book) -> Iterator[Learned]:
    """Give the people whom a text introduces by title and state and the book does not know.

    Parameters
    ----------
    text : str
        Text of a document.
    hits : iterable of Hit
        Names of the book in it, in order.
    book : Book
        Where they are looked up.
    """
    named = list(hits)
    titles = _titles_in(text) if named else []
    for place, hit in enumerate(named):
        near = bisect_left(titles, hit.start - _REACH)
        if near == len(titles) or titles[near] > hit.stop + _REACH:
            continue
        entries = [e for e in book.entries(hit.text) if e.kind in _STATES and e.code]
        if len({e.code for e in entries}) != 1 or any(e.ambiguity == "us-state" for e in entries):
            continue
        state = str(entries[0].code)
        for found in _around(text, hit):
            if _is_sent(found, text, hit, entries[0].kind):
                continue
            name = _cleaned(found["name"])
            spans = [found["start"], found["start"] + len(name)]
            people = [
                h for h in named[max(0, place - 6) : place + 7]
                if h.start < spans[1] and spans[0] < h.stop and _holds(book, h, name)
            ]  # fmt: skip
            if name and not people and _is_new(name, state, book):
                title = found["title"].lower()
                yield Learned(
                    name=name,
                    state=state,
                    title=title,
                    sector=_sector_of(title, entries[0], former=found["former"] in _PTY),
                    former=found["former"] in _PTY,
                    start=min(hit.start, found["start"]),
                    stop=max(hit.stop, spans[1]),
                )


def _titles_in(text: str) -> list[int]:
    """Give where the last words of titles begin, in order, also within other words."""
    found = _title_words().find_matches_as_indexes(text.lower(), overlapping=True)
    return sorted(start for _, start, _ in found)


@cache
def _title_words() -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(sorted(_LAST_WORDS))


def _around(text: str, hit: Hit) -> Iterator[dict[str, Any]]:
    """Give the readings of what stands before and behind a state."""
    behind = text[hit.stop : hit.stop + _REACH]
    offset = max(0, hit.start - _REACH)
    before = text[offset : hit.start]
    if found := _BEFORE.match(behind):
        yield _told(found, hit.stop)
    if before.endswith(_PREPOSITIONS):
        for pattern in (_OF, _APPOSED):
            if found := pattern.search(before):
                yield _told(found, offset)
        held = _OF_BEFORE.search(before)
        found = _AFTER_OF.match(behind)
        if held and found and not before[: held.start()].endswith((" to the ", " to ")):
            yield {**_told(found, hit.stop), **_title(held)}
    elif (
        before.endswith(_COMMAS)
        and (held := _TITLE_ONLY.match(behind))
        and (found := _APPOSED_STATE.search(before))
    ):
        yield {**_told(found, offset), **_title(held)}


_PREPOSITIONS: Final = ("of ", "of the ", "for ", "for the ")
_COMMAS: Final = (", ", ", the ", ", a ", ", an ")


def _is_sent(found: dict[str, Any], text: str, hit: Hit, kind: str) -> bool:
    """Tell whether a state is where somebody was sent, not whose he is: "Iran envoy Malley"."""
    of = text[: hit.start].endswith((" of ", " of the "))
    own = of or kind == "adjective" or text[hit.stop : hit.stop + 1] in {"'", "’"}
    return not own and found["title"].lower().split()[-1] in _SENT


def _told(found: re.Match[str], offset: int) -> dict[str, Any]:
    groups = found.groupdict()
    return {
        "name": groups["name"],
        "start": found.start("name") + offset,
        "title": groups.get("title") or "",
        "former": (groups.get("former") or "").lower(),
    }


def _title(found: re.Match[str]) -> dict[str, Any]:
    return {"title": found["title"], "former": (found["former"] or "").lower()}


def _holds(book: Book, hit: Hit, name: str) -> bool:
    """Tell whether the book knows a name there; a short name within a longer one does not count."""
    kinds = {entry.kind for entry in book.entries(hit.text)}
    return ("person" in kinds and len(hit.text.split()) > 1) or hit.stop - hit.start >= len(name)


def _cleaned(name: str) -> str:
    """Give a name up to the first word that is none; empty if less than two words stay."""
    kept: list[str] = []
    for word in name.replace("\n", " ").split():
        bare = re.sub(r"['’]s$", "", word)
        if bare in _NOT_NAMES:
            break
        kept.append(bare)
        if bare != word:
            break
    return " ".join(kept) if len(kept) > 1 else ""


def _is_new(name: str, state: str, book: Book) -> bool:
    """Tell whether the book has nobody and nothing of that name."""
    if book.entries(name):
        return False
    known = book.directory.find(name, day=dt.date.max, state=state)
    return known is None


def _sector_of(title: str, entry: Entry, *, former: bool) -> str:
    words = title.split()
    if entry.kind == "parliament":
        return Sector.LEG.value  # "Senate President"
    told = [SECTOR_OF_NOUN[word] for word in words if word in SECTOR_OF_NOUN]
    sector = told[-1] if told else Sector.GOV
    if words[-1] == "chief" and len(told) > 1:
        sector = told[-2]  # "army chief"
    if {"opposition", "dissident"} & set(words):
        return Sector.OPP.value
    if title in {"attorney general", "chief of staff"}:
        sector = Sector.GOV
    if title in {"businessman", "tycoon"}:
        sector = Sector.BUS
    if title == "first lady":
        sector = Sector.CVL
    return Sector.PTY.value if former and sector == Sector.GOV else sector.value


def people_of(learned: Iterable[Learned], *, start: dt.date = dt.date.min) -> list[Person]:
    """Make people of introductions; who is introduced twice keeps the first title.

    Parameters
    ----------
    learned : iterable of Learned
        In the order of the text. Of two people of one name and two states neither is made.
    start : date
        First day of the office.
    """
    states: dict[str, set[str]] = {}
    first: dict[str, Learned] = {}
    for one in learned:
        key = unaccented(one.name)
        states.setdefault(key, set()).add(one.state)
        first.setdefault(key, one)
    return [_person(first[key], start) for key, codes in states.items() if len(codes) == 1]


def _person(one: Learned, start: dt.date) -> Person:
    id_ = LEARNED + "-".join(words_of_name(one.name))
    offices = TITLES.get(one.title, ("office",))
    office = Office(
        person=id_,
        code=one.state,
        office=offices[-1] if len(offices) == 1 else "office",
        title=one.title,
        start=start,
        end=None,
        sector=one.sector,
    )
    return Person(
        id=id_,
        name=one.name,
        family=one.name.split()[-1],
        code=one.state,
        sector=one.sector,
        offices=() if one.former else (office,),
    )


def entries_of(people: Iterable[Person]) -> Iterator[Entry]:
    """Give the names under which learned people stand in their text: full and family name."""
    for person in people:
        for text, kind in ((person.name, "person"), (person.family, "family")):
            yield Entry(text=text, kind=kind, code=person.code, sector="GOV", person=person.id)
