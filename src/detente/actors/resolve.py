"""Say who a party is: state, sector, person and office on the day.

What cannot be resolved keeps its words and has no state; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from detente.actors.book import Book, Entry, Person
from detente.actors.context import Context, actor_of, bearer_of
from detente.actors.load import FAMILY_FIRST
from detente.actors.phrases import ADMINISTRATIONS, Name, Phrase, Tree, is_company
from detente.actors.sectors import sector_of_noun, sector_of_title
from detente.actors.setting import Setting
from detente.actors.titles import HIGH, as_title, title_and_state
from detente.codes import Level, Sector
from detente.ontology.roles import (
    LEVEL_OF_OFFICE,
    SECTOR_OF_NOUN,
    TITLES,
    level_of_title,
)
from detente.ontology.tables import rows_of
from detente.records import Actor

_WEAK_STATE_SECTORS: Final = frozenset({Sector.GOV.value})
_HONORIFICS: Final = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir president prime minister chancellor secretary premier king"
    " queen prince emperor pope general gen. senator sen. former ex-president ambassador leader"
    " candidate governor madam minister sheikh crown vice dictator incumbent".split()
)
_OTHER_TITLES: Final = frozenset(
    "senator senators sen. representative representatives rep. congressman congresswoman governor"
    " gov. mayor judge justice professor chairman chairwoman commissioner administrator director"
    " sergeant captain colonel officer".split()
)
"""Titles of people who are not in the book: a short name behind one is somebody else's."""
_OF_A_STATE: Final = frozenset({"LEG", "JUD", "GOV", "COP", "MIL", "PTY"})
_OTHERS: Final = frozenset({"ally", "partner", "rival", "adversary", "foe"})
_SHORT: Final = 4
"""Letters below which a surname alone means nobody in particular."""
_RECENT_DAYS: Final = 365 * 12


def usable(entries: list[Entry], context: Context) -> list[Entry]:
    """Give the meanings of a name that are possible on the day of the document.

    What has ended keeps its name when nothing else bears it: "the Biden administration".
    """
    begun = [entry for entry in entries if entry.start is None or entry.start <= context.day]
    return [entry for entry in begun if entry.end is None or context.day < entry.end] or begun


def resolve(
    tree: Tree, phrase: Phrase, book: Book, context: Context, setting: Setting
) -> tuple[str, Actor] | None:
    """Give the kind and the actor of a party, or none if it is no party after all."""
    text = words_of(tree, phrase)
    person = _person_of(tree, phrase, book, context)
    if person is not None:
        if tree.sentence.lemmas[phrase.head] in ADMINISTRATIONS:
            return "government", Actor(text=text, state=person.code, sector="GOV")
        return "person", actor_of(person, text, context.day)
    kinds = {name.kind for name in phrase.names}
    if kinds & {"person", "family"} and not any(name.is_state for name in phrase.names):
        strange = context.place is not None and level_of_title(text.lower()) in HIGH
        return _role(tree, phrase, text, setting, context.place) if strange else None
    title, state = title_and_state(tree, phrase, _state_of(phrase), text, setting)
    if title is not None and state is not None:
        return "title", _office_holder(title, state, text, book, context)
    if title is not None and title in context.titles and not phrase.names:
        return "title", replace(context.titles[title], text=text)
    for name in phrase.names:
        if not name.is_state:
            actor = _institution(name, state, text)
            if not name.first <= phrase.head <= name.last:
                actor = _as_rebels(tree, phrase, actor)
            return name.kind, _with_state(actor, phrase, setting)
    if state is not None:
        return _kind_of_state(phrase), _of_state(tree, phrase, state, text)
    return _role(tree, phrase, text, setting)


def _as_rebels(tree: Tree, phrase: Phrase, actor: Actor) -> Actor:
    """Give fighters their own sector where their group governs: "Taliban insurgents"."""
    rebels = sector_of_noun(tree, phrase.head) == Sector.REB.value
    return replace(actor, sector=Sector.REB.value) if rebels else actor


def _with_state(actor: Actor, phrase: Phrase, setting: Setting) -> Actor:
    """Give a body of a state the state that the words around it tell, if it has none."""
    if actor.state is None and actor.sector in _OF_A_STATE:
        return replace(actor, state=setting.of_body(phrase.head))
    return actor


def _role(
    tree: Tree, phrase: Phrase, text: str, setting: Setting, place: str | None = None
) -> tuple[str, Actor] | None:
    """Give people or a body named by a noun or a proper name alone."""
    sector = sector_of_noun(tree, phrase.head) or _title_sector(tree, phrase)
    if sector is None and is_company(tree, phrase.head):
        sector = Sector.BUS.value
    if sector is None:
        return None
    state = place or setting.state_for(phrase.head, sector)
    return "role", Actor(text=text, state=state, sector=sector, level=_level(tree, phrase, sector))


def _person_of(tree: Tree, phrase: Phrase, book: Book, context: Context) -> Person | None:
    """Give the person of the book whom a party names, in full or by a short name."""
    states = [name.entries[0].code for name in phrase.names if name.is_state] or [context.place]
    for name in phrase.names:
        if name.kind == "person":
            return bearer_of(name.entries, book, context.day, states)
    for name in phrase.names:
        if name.kind == "family":
            found = _family(tree, name, phrase, book, context)
            if found is not None:
                return found
    return None


def words_of(tree: Tree, phrase: Phrase) -> str:
    """Give the words of a party as written: from its first name or adjective to its head."""
    start, stop = chars_of(tree, phrase)
    return " ".join(tree.sentence.text[start:stop].split())


def chars_of(tree: Tree, phrase: Phrase) -> tuple[int, int]:
    """Give the interval of characters of a party within its sentence."""
    names = phrase.of_states if phrase.of_states else phrase.names
    if phrase.shared and len(names) == 1:
        return names[0].hit.start, names[0].hit.stop
    first, last = span_of(tree, phrase)
    starts, words = tree.sentence.starts, tree.sentence.words
    start = min([starts[first], *(name.hit.start for name in phrase.names if name.first == first)])
    if len(phrase.names) == 1 and first == last == phrase.names[0].root:
        return phrase.names[0].hit.start, phrase.names[0].hit.stop
    return start, starts[last] + len(words[last])


def span_of(tree: Tree, phrase: Phrase) -> tuple[int, int]:
    """Give the first and last token of a party."""
    if phrase.shared and not phrase.of_states and len(phrase.names) == 1:
        name = phrase.names[0]
        return name.first, name.last
    if phrase.shared and phrase.of_states:
        name = phrase.of_states[0]
        return name.first, name.last
    tokens = {phrase.head}
    for name in phrase.names:
        between = sorted((phrase.head, name.first))
        if "," not in tree.sentence.words[between[0] : between[1]]:
            tokens |= set(range(name.first, name.last + 1))
    frontier = [phrase.head]
    while frontier:
        token = frontier.pop()
        for child in tree.children[token]:
            near_head = child < phrase.head and child not in phrase.barred
            hyphen = child > 0 and tree.sentence.words[child - 1] == "-"
            if hyphen and tree.sentence.tags[child] == "VBN":
                continue  # "Iran-backed"
            if near_head and tree.label(child) in {"compound", "amod", "nmod"}:
                tokens.add(child)
                frontier.append(child)
    near = [token for token in tokens if abs(token - phrase.head) <= 12]
    stops = [token for token in phrase.barred if token < phrase.head]
    first = max([min(near), *(stop + 1 for stop in stops)])
    own = [name.first for name in phrase.names if first <= name.first <= phrase.head]
    return min([first, *own]) if first in tokens else min(own, default=phrase.head), max(near)


def _state_of(phrase: Phrase) -> str | None:
    for name in phrase.names:
        if name.is_state:
            return name.entries[0].code
    for name in phrase.names:
        if name.entries[0].code and name.kind not in {"person", "family"}:
            return name.entries[0].code
    return None


def _family(tree: Tree, name: Name, phrase: Phrase, book: Book, context: Context) -> Person | None:
    """Choose the person whom a short name means, or none if that would be a guess."""
    known = context.people.get(name.hit.text)
    if known is not None or (name.entries[0].ambiguity and not _titled(tree, name)):
        return book.people[known] if known is not None else None
    people = [book.people[str(entry.person)] for entry in name.entries if entry.person]
    if _word_before(tree, name) in _OTHER_TITLES:
        return None
    title = _title_before(tree, name)
    if title is not None:
        ever = [p for p in people if any(o.office in TITLES[title] for o in p.offices)]
        people = [p for p in ever if _held(p, TITLES[title], context)] or ever
    states = {other.entries[0].code for other in phrase.names if other.is_state}
    if states:
        people = [person for person in people if person.code in states]
    in_office = [person for person in people if person.office_on(context.day) is not None]
    at_home = [person for person in in_office if person.code == context.home]
    if len(at_home) == 1 and title is None and not states:
        return at_home[0]
    for group in (in_office, people):
        leaders = [person for person in group if _leads_a_state(person, context)]
        if len(leaders) == 1:
            return leaders[0]
        here = [person for person in group if context.may_mean(person.code)]
        if len(here) == 1 and (group is in_office or _was_recent(here[0], context)):
            return here[0]
    return _known_by_surname(tree, name, in_office, titled=title is not None)


def _known_by_surname(
    tree: Tree, name: Name, in_office: list[Person], *, titled: bool
) -> Person | None:
    """Give who is meant by a surname where the text names neither the state nor the person before.

    "Lavrov" means the minister, for hardly anybody else is called so; "Secretary Austin" means
    the one secretary of that name, "Austin" alone nobody.
    """
    if len(in_office) != 1:
        return None
    (person,) = in_office
    words = {word for office in person.offices for word in office.title.lower().split()}
    if titled or _word_before(tree, name) in words:
        return person
    text = name.hit.text
    many = len(text) < _SHORT or person.code in FAMILY_FIRST or text.lower() in common_names()
    return None if many else person


@cache
def common_names() -> frozenset[str]:
    """Give names that many people bear, in small letters."""
    return frozenset(row["text"] for row in rows_of("common_names"))


def is_surname(tree: Tree, name: Name) -> bool:
    """Tell whether a name is part of the name of somebody who is not in the book.

    So are "Jordan" in "Jim Jordan" and "Lin" in "Lin Jian".
    """
    risky = name.entries[0].ambiguity in {"person", "common"} and (
        name.is_state or name.kind == "group"
    )
    return (risky or name.kind == "family") and _other_given_name(tree, name)


def _other_given_name(tree: Tree, name: Name) -> bool:
    """Tell whether another given or family name stands beside a short name."""
    sentence = tree.sentence
    before, after = name.first - 1, name.last + 1
    if before >= 0 and sentence.tags[before] in {"NNP", "NNPS"}:
        word = sentence.words[before].lower()
        glued = tree.head(before) == name.root or tree.label(before) == "compound"
        if glued and word in _OTHER_TITLES:
            return True
        if glued and word not in _HONORIFICS and word not in SECTOR_OF_NOUN:
            return True
    if after < len(sentence.words) and sentence.tags[after] in {"NNP", "NNPS"}:
        return tree.head(name.root) == after or tree.label(name.root) == "compound"
    return False


def _title_before(tree: Tree, name: Name) -> str | None:
    """Give the title that stands right before a name, if it is one of the press."""
    words = tree.sentence.words
    for size in (3, 2, 1):
        first = name.first - size
        title = as_title(words[max(first, 0) : name.first])
        if first >= 0 and title in TITLES:
            return title
    return None


def _held(person: Person, offices: tuple[str, ...], context: Context) -> bool:
    return any(o.office in offices and o.held_on(context.day) for o in person.offices)


def _word_before(tree: Tree, name: Name) -> str:
    return tree.sentence.words[name.first - 1].lower() if name.first else ""


def _titled(tree: Tree, name: Name) -> bool:
    """Tell whether a title stands right before a name."""
    before = name.first - 1
    return before >= 0 and tree.sentence.words[before].lower() in _HONORIFICS


def _leads_a_state(person: Person, context: Context) -> bool:
    office = person.office_on(context.day)
    if office is None or str(office.code).startswith("IGO:"):
        return False
    return LEVEL_OF_OFFICE.get(office.office) == Level.LEADER


def _was_recent(person: Person, context: Context) -> bool:
    return any(
        office.start <= context.day
        and (office.end is None or (context.day - office.end).days < _RECENT_DAYS)
        for office in person.offices
    )


def _office_holder(title: str, state: str, text: str, book: Book, context: Context) -> Actor:
    person = book.who_held(TITLES[title], state, context.day, title=title)
    if person is None:
        level = level_of_title(title)
        return Actor(text=text, state=state, sector="GOV", office=title, level=level)
    return actor_of(person, text, context.day)


def _institution(name: Name, state: str | None, text: str) -> Actor:
    entry = name.entries[0]
    code = state if state and (entry.code is None or entry.ambiguity == "several") else entry.code
    sector = entry.sector if entry.sector in Sector.__members__ else "UNK"
    return Actor(text=text, state=code, sector=sector, name=name.hit.text)


def _kind_of_state(phrase: Phrase) -> str:
    names = [*phrase.of_states, *phrase.names]
    return names[0].kind if names else "title"


def _of_state(tree: Tree, phrase: Phrase, state: str, text: str) -> Actor:
    if tree.sentence.lemmas[phrase.head] in _OTHERS and not phrase.of_states:
        return Actor(text=text, state=None, sector="GOV")  # "a U.S. ally" is not the U.S.
    named = any(name.first <= phrase.head <= name.last for name in phrase.names)
    sector = None if named else sector_of_noun(tree, phrase.head) or _title_sector(tree, phrase)
    own = next((name.entries[0].sector for name in phrase.names if name.is_state), "GOV")
    if sector is None or (phrase.shared and not phrase.of_states and not sector):
        sector = own
    if own != "GOV":
        sector = own
    if named and _is_one_of_a_people(tree, phrase):
        sector = Sector.CVL.value
    return Actor(text=text, state=state, sector=sector, level=_level(tree, phrase, sector))


def _is_one_of_a_people(tree: Tree, phrase: Phrase) -> bool:
    """Tell whether an adjective stands for a person or some of a people: "a Portuguese"."""
    if phrase.names[0].kind != "adjective":
        return False
    words = {tree.sentence.words[t].lower() for t in tree.children[phrase.head]}
    tags = {tree.sentence.tags[t] for t in tree.children[phrase.head]}
    return bool(words & {"a", "an", "some", "many", "young"}) or "CD" in tags


def _level(tree: Tree, phrase: Phrase, sector: str) -> Level:
    if sector not in _WEAK_STATE_SECTORS:
        return Level.UNKNOWN
    first, last = span_of(tree, phrase)
    if phrase.shared:
        first = last = phrase.head
    words = tree.sentence.words
    level = level_of_title(" ".join(words[first : last + 1]).lower())
    for token in () if level != Level.UNKNOWN else tree.titles_of(phrase.head):
        own = [t for t in tree.children[token] if tree.label(t) in {"compound", "amod"}]
        level = level_of_title(" ".join(words[t] for t in sorted([*own, token])).lower())
    return level


def _title_sector(tree: Tree, phrase: Phrase) -> str | None:
    """Give the sector of a title beside the name of a person who is not in the book.

    It stands before the name ("Senator Cole", also for DeLauro in "Senators Cole and DeLauro") or
    describes it ("José Murguía, the mayor of Teuchitlán").
    """
    first, _ = span_of(tree, phrase)
    before = range(first, phrase.head)
    titles = tree.titles_of(phrase.head)
    sectors = (sector_of_title(tree, token) for token in [*before, *titles])
    return next((sector for sector in sectors if sector is not None), None)
