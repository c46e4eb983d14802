"""Remember who was named so far in a document, for short names, titles and pronouns."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Final

from detente.actors.book import Book, Entry, Hit, Person
from detente.codes import Level, Sector
from detente.ontology.roles import LEVEL_OF_OFFICE
from detente.records import Actor, Mention


@dataclass(slots=True, kw_only=True)
class Context:
    """Hold what a reader of the document knows when a sentence begins."""

    day: Annotated[dt.date, "day as of which offices are looked up; publication, else the run"]
    home: Annotated[str | None, "state whose government speaks as 'we', if one does"] = None
    turns: Annotated[
        tuple[tuple[int, str | None], ...], "where somebody begins to speak, and as which state"
    ] = ()
    turn: Annotated[tuple[str | None, ...], "state of who speaks; empty before the first turn"] = ()
    people: Annotated[dict[str, str], "short name -> id of the person named in full"] = field(
        default_factory=dict
    )
    titles: Annotated[dict[str, Actor], "title -> the last actor who was given it"] = field(
        default_factory=dict
    )
    person: Annotated[Actor | None, "person last named; the first of a sentence wins"] = None
    group: Annotated[tuple[Actor, ...], "two or more parties last named together"] = ()

    person_at: Annotated[int, "sentence that named the person"] = -9
    group_at: Annotated[int, "sentence that named the group"] = -9
    pair: Annotated[
        tuple[Actor, ...], "the first two or three that the document names together"
    ] = ()
    guest: Annotated[str | None, "the one other state or body that the title names"] = None
    titled: Annotated[frozenset[str], "states and bodies that the title names, by leaders too"] = (
        frozenset()
    )
    meeting: Annotated[bool, "whether the title tells of a meeting, or names home and guest"] = (
        False
    )
    authors: Annotated[
        tuple[str, ...], "states and bodies whose joint statement the title says the document is"
    ] = ()
    only: Annotated[str | None, "the one state that the document speaks of, if it is one"] = None
    main: Annotated[str | None, "the state that the document speaks of most"] = None
    named: Annotated[frozenset[str] | None, "states that the document names; null: not known"] = (
        None
    )
    sure: Annotated[
        frozenset[str] | None,
        "states that it names by names that mean nothing else; null: not known",
    ] = None
    belgian: Annotated[bool, "whether the document names Belgium; if not, Brussels is the EU"] = (
        False
    )
    scene: Annotated[str | None, "state that the last sentence with a place was set in"] = None
    scene_at: Annotated[int, "that sentence"] = -9
    place: Annotated[str | None, "state in which remarks without a subject are set"] = None
    lead: Annotated[Actor | None, "who remarks without a subject are about"] = None
    last_day: Annotated[dt.date | None, "day last named in the document"] = None

    def hear(self, offset: int) -> None:
        """Take in who speaks at an offset of the document: a guest, a reporter, else its home."""
        begun = bisect_right(self.turns, offset, key=lambda turn: turn[0])
        self.turn = (self.turns[begun - 1][1],) if begun else ()

    @property
    def voice(self) -> str | None:
        """Give the state or body that says "we" in the sentence, if it is known."""
        if self.turn:
            return self.turn[0]
        return self.authors[0] if len(self.authors) == 1 else self.home

    @property
    def voices(self) -> tuple[str, ...]:
        """Give all states and bodies that say "we" in the sentence, as far as they are known."""
        if self.turn:
            return tuple(code for code in self.turn if code is not None)
        return self.authors or ((self.home,) if self.home is not None else ())

    @property
    def the_two(self) -> tuple[Actor, ...]:
        """Give home and guest, as people where named, if the title tells that they meet."""
        if self.home is None or self.guest is None or not self.meeting:
            return ()
        named = {actor.state: actor for actor in self.pair}
        return tuple(
            named.get(code)
            or Actor(text=code, state=code, sector="IGO" if code.startswith("IGO:") else "GOV")
            for code in (self.home, self.guest)
        )

    def snapshot(self) -> Context:
        """Give a copy that later sentences do not change."""
        return replace(self, people=dict(self.people), titles=dict(self.titles))

    def may_mean(self, code: str | None) -> bool:
        """Tell whether a name that others bear too may be one of that state or body here."""
        return self.named is None or code is None or code == self.home or code in self.named

    def set_in(self, sentence: int) -> str | None:
        """Give the state that one of the two sentences before was set in, if one was."""
        return self.scene if self.home is None and sentence - self.scene_at <= 2 else None

    def read_title(self, title: str | None, book: Book) -> None:
        """Take in a title such as "John Kerry in Austria": whom remarks are about, and where."""
        if not title:
            return
        hits = book.find(title)
        self._read_pair(hits, book)
        self._read_authors(title, hits, book)
        at_home = any(
            entry.code == self.home and entry.kind in _NAMES_A_STATE - {"person"}
            for entry in (book.entries(hit.text)[0] for hit in hits)
        )
        self.meeting = at_home or bool(_MEETING.search(title))
        self.titled = frozenset(self._met(hits, book))
        guests = self.titled - {str(self.home)}
        self.guest = next(iter(guests)) if len(guests) == 1 else None
        if " in " not in title:
            return
        cut = title.index(" in ")
        places = [h for h in hits if h.start > cut]
        person = book.person_named(title[:cut])
        if person is not None and places:
            self.lead = actor_of(person, title[:cut], self.day)
            self.place = book.entries(places[0].text)[0].code

    def _met(self, hits: Iterable[Hit], book: Book) -> set[str]:
        """Give the states and bodies named, by leaders too; who heads a body is of that body."""
        found = set()
        for hit in hits:
            entries = book.entries(hit.text)
            person = bearer_of(entries, book, self.day)
            office = person.office_on(self.day) if person is not None else None
            if office is not None:
                found.add(office.code)
            else:
                found |= states_named([hit], book)
                leads = leader_of(entries, book, self.day, self.home)
                found |= {leads} if leads else set()
        return found

    def _read_authors(self, title: str, hits: Iterable[Hit], book: Book) -> None:
        """Take in who says "we" in what a title calls a joint statement."""
        joint = None if _SPOKEN.search(title) else _JOINT.search(title)
        if joint is None:
            return
        matter = _MATTER.search(title, joint.end())
        named = [
            hit
            for hit in hits
            if (matter is None or hit.start < matter.start())
            and book.entries(hit.text)[0].kind != "place"
        ]
        codes = self._met(named, book)
        if not codes:  # "Joint Statement on the U.S.-Israel dialogue"
            codes = set(states_named(hits, book))
            codes = codes if self.home in codes else set()
        if self.home is not None and codes and not all(c.startswith("IGO:") for c in codes):
            codes |= {self.home}
        if len(codes) > 1 or all(code.startswith("IGO:") for code in codes):
            self.authors = tuple(sorted(codes))

    def _read_pair(self, hits: Iterable[Hit], book: Book) -> None:
        """Take in the two or three parties of a title: "Meeting with Prime Minister Albanese"."""
        found: dict[str, Actor] = {}
        for hit in hits:
            entry = book.entries(hit.text)[0]
            person = bearer_of(book.entries(hit.text), book, self.day)
            if person is not None:
                actor = actor_of(person, hit.text, self.day)
            else:
                actor = Actor(text=hit.text, state=entry.code, sector="GOV")
            if (
                actor.state
                and entry.kind != "place"
                and not (actor.state in found and found[actor.state].person)
            ):
                found[actor.state] = actor
        if 2 <= len(found) <= MOST_OF_A_PAIR:
            self.pair = tuple(found.values())

    def notice(self, hits: Iterable[Hit], book: Book, sentence: int) -> None:
        """Take in the people named in full in a sentence that is not analysed."""
        first = True
        for hit in hits:
            person = bearer_of(book.entries(hit.text), book, self.day)
            if person is None:
                continue
            self.people[person.family] = person.id
            if first:
                self.person = actor_of(person, hit.text, self.day)
                self.person_at = sentence
                first = False

    def remember_day(self, day: dt.date | None) -> None:
        """Take in the day that a sentence names."""
        if day is not None:
            self.last_day = day

    def remember(self, mentions: Sequence[Mention]) -> None:
        """Take in the mentions of a sentence that is done."""
        named = [mention for mention in mentions if mention.kind not in PASSING]
        scenes = {
            mention.actors[0].state
            for mention in mentions
            if mention.kind == "place" and mention.actors
        }
        if scenes:
            self.scene = scenes.pop() if len(scenes) == 1 else None
            self.scene_at = mentions[0].sentence
        people = [actor for mention in named for actor in mention.actors if actor.person]
        if people:
            self.person = people[0]
            self.person_at = max(mention.sentence for mention in mentions)
        group = parties_named(named)
        if len(group) >= 2:
            self.group = group
            self.pair = self.pair or group[:MOST_OF_A_PAIR]
            self.group_at = max(mention.sentence for mention in mentions)


MOST_OF_A_PAIR: Final = 3
_JOINT: Final = re.compile(
    r"\b(?:communiqu[eé]|(?:joint|leaders.?) (?:joint )?(?:statement|declaration))", re.I
)
"""What a title calls a text that several states put out together."""
_MATTER: Final = re.compile(r"\b(?:on|in|for|to)\b")
"""Words behind which a title says what a statement is about."""
_SPOKEN: Final = re.compile(r"\b(?:remarks|press|fact sheet|readout|background|summary)\b", re.I)
"""What it calls a text in which each speaks alone, or one government of others."""
_MEETING: Final = re.compile(
    r"\b(?:readout|meetings?|calls?|visits?|joint|bilateral|summit|dialogue|conversations?|trip"
    r"|engagements?|consultations?|pull-aside|talks|arrival|travel)\b",
    re.IGNORECASE,
)


def parties_named(mentions: Iterable[Mention], *, before: int | None = None) -> tuple[Actor, ...]:
    """Give one actor for each of the first five states named: a person where one is named.

    Parameters
    ----------
    mentions : iterable of Mention
        Parties of a sentence, in order.
    before : int, optional
        Offset before which they stand; characters.
    """
    distinct: dict[str, Actor] = {}
    for mention in mentions:
        if mention.kind in PASSING or (before is not None and mention.start >= before):
            continue
        for actor in mention.actors:
            known = distinct.get(actor.state or "")
            if actor.state and (known is None or (actor.person and not known.person)):
                distinct[actor.state] = actor
    return tuple(distinct.values())[:5]


PASSING: Final = frozenset({"pronoun", "role", "place"})
"""Kinds of mentions that name nobody anew."""


_NAMES_A_STATE: Final = frozenset(
    {"name", "official", "alias", "adjective", "people", "capital", "seat", "place", "person"}
)


def states_named(hits: Iterable[Hit], book: Book) -> frozenset[str]:
    """Give the states and bodies that are named, those known by a person's short name left out."""
    first = (book.entries(hit.text)[0] for hit in hits)
    return frozenset(
        entry.code
        for entry in first
        if entry.code
        and (entry.kind in _NAMES_A_STATE or not entry.ambiguity)
        and entry.kind != "family"
    )


def leader_of(entries: Sequence[Entry], book: Book, day: dt.date, home: str | None) -> str | None:
    """Give the state that the bearer of a short name leads on a day, if it is one.

    A name that somebody in office at home bears too is not asked.
    """
    people = (book.people[e.person] for e in entries if e.kind == "family" and e.person)
    offices = [person.office_on(day) for person in people]
    if any(office.code == home for office in offices if office):
        return None
    codes = {o.code for o in offices if o and LEVEL_OF_OFFICE.get(o.office) == Level.LEADER}
    return codes.pop() if len(codes) == 1 else None


def bearer_of(
    entries: Sequence[Entry], book: Book, day: dt.date, states: Collection[str | None] = ()
) -> Person | None:
    """Give the person whom a full name means; of several the one in office, if it is one.

    Parameters
    ----------
    entries : sequence of Entry
        Meanings of the name.
    book : Book
        Where people are looked up.
    day : date
        Day as of which offices are looked up.
    states : collection of str, optional
        Codes of states named with it.
    """
    ids = dict.fromkeys(e.person for e in entries if e.kind == "person" and e.person)
    people = [book.people[id_] for id_ in ids]
    if len(people) > 1:
        people = [person for person in people if person.code in states] or people
    if len(people) > 1:
        people = [person for person in people if person.office_on(day) is not None]
    return people[0] if len(people) == 1 else None


def actor_of(person: Person, text: str, day: dt.date) -> Actor:
    """Give a person as actor with the office held on a day, or as one out of office.

    Who came to office only later is not out of office before: the rank is unknown.
    """
    office = person.office_on(day)
    if office is None:
        was = any(former.start <= day for former in person.offices)
        return Actor(
            text=text,
            state=person.code,
            sector=person.sector if person.sector in Sector.__members__ else "PTY",
            person=person.id,
            name=person.name,
            level=Level.OUT_OF_OFFICE if was else Level.UNKNOWN,
        )
    return Actor(
        text=text,
        state=office.code,
        sector=office.sector if office.sector in Sector.__members__ else "GOV",
        person=person.id,
        name=person.name,
        office=office.title,
        level=LEVEL_OF_OFFICE.get(office.office, Level.OFFICIAL),
    )


_GOVERNMENT_HOSTS = {".gov": "USA", ".mil": "USA"}
_COUNTRY_HOSTS = {
    ".gov.uk": "GBR", ".go.jp": "JPN", ".gov.au": "AUS", ".gc.ca": "CAN", ".gov.cn": "CHN",
    ".go.kr": "KOR", ".gov.in": "IND", ".gov.ph": "PHL", ".gov.il": "ISR", ".gouv.fr": "FRA",
    ".gov.ua": "UKR", ".gov.tw": "TWN", ".gov.sg": "SGP", ".gov.br": "BRA", ".govt.nz": "NZL",
    ".gov.tr": "TUR", ".go.id": "IDN", ".gov.my": "MYS", ".gov.vn": "VNM", ".gob.mx": "MEX",
    ".gov.za": "ZAF", ".europa.eu": "IGO:EU", ".kremlin.ru": "RUS", ".mid.ru": "RUS",
    ".bund.de": "DEU", ".gov.pl": "POL", ".gov.pk": "PAK", ".go.th": "THA", ".gov.it": "ITA",
}  # fmt: skip


def home_of(url: str | None) -> str | None:
    """Give the state whose government publishes at an address, if one does.

    Examples
    --------
    >>> home_of("https://www.whitehouse.gov/briefing-room/"), home_of("https://example.org/a")
    ('USA', None)
    >>> home_of("https://www.mofa.go.jp/press")
    'JPN'
    """
    if not url:
        return None
    host = "." + url.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0].lower()
    for ending, code in (*_COUNTRY_HOSTS.items(), *_GOVERNMENT_HOSTS.items()):
        if host.endswith(ending):
            return code
    return None
