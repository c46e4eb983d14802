"""Find who is named in a sentence, and who that is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from detente.actors.book import Book, Entry, Hit
from detente.actors.context import Context
from detente.actors.phrases import Tree, names_in, phrases_in
from detente.actors.resolve import chars_of, is_surname, resolve, usable
from detente.ontology.roles import TITLES
from detente.records import Actor, Mention, Sentence

_SINGULAR: Final = frozenset({"he", "she", "his", "her", "him"})
_PLURAL: Final = frozenset({"they", "their", "them", "both"})
_HOME: Final = frozenset({"we", "our", "us", "i", "my"})
_PAIR: Final = frozenset({"leaders", "countries", "sides", "presidents", "ministers", "nations"})
_IN: Final = frozenset({"in", "across", "near", "outside", "throughout", "inside"})
_DOMESTIC: Final = frozenset({"COP", "CVL", "OPP", "LEG", "JUD", "EDU", "MED", "REL", "PTY"})
_US_STATE: Final = re.compile(
    r"\b(?:governor|senators?|senate|county|atlanta|legislature|runoff|primary)\b", re.IGNORECASE
)
"""Words beside which Georgia is the state of the United States."""
_NEAR: Final = 2
"""Sentences back to which a pronoun may point."""
_UNSAFE: Final = frozenset({"common", "person"})


def find_mentions(
    sentence: Sentence, hits: list[Hit], book: Book, context: Context
) -> list[Mention]:
    """Give the parties of a sentence, in order, each with the actors it means.

    Parameters
    ----------
    sentence : Sentence
        The analysed sentence.
    hits : list of Hit
        Names of the book in it; offsets within the sentence.
    book : Book
        Where names are looked up.
    context : Context
        What the document has said so far; short names and titles named here are added to it.
    """
    tree = Tree(sentence)
    meant = [(hit, _safe(hit, sentence, usable(book.entries(hit.text), context))) for hit in hits]
    names = [name for name in names_in(tree, meant) if not is_surname(tree, name)]
    _remember_names(names_people(meant), book, context)
    mentions = []
    for phrase in phrases_in(tree, names):
        found = resolve(tree, phrase, book, context)
        if found is None:
            continue
        kind, actor = found
        start, stop = chars_of(tree, phrase)
        mentions.append(_mention(sentence, start, stop, kind, (actor,)))
        _remember_title(actor, context)
    mentions = _with_place(tree, _without_repeats(mentions))
    pronouns = _pronouns(tree, mentions, context)
    ends = {pronoun.stop for pronoun in pronouns}
    mentions = [m for m in mentions if m.kind != "role" or m.stop not in ends] + pronouns
    return sorted(mentions, key=lambda mention: (mention.start, mention.stop))


def names_people(meant: list[tuple[Hit, list[Entry]]]) -> list[str]:
    """Give the ids of the people named in full."""
    return [
        str(entries[0].person) for _, entries in meant if entries and entries[0].kind == "person"
    ]


def _safe(hit: Hit, sentence: Sentence, entries: list[Entry]) -> list[Entry]:
    """Drop meanings that the words around a name speak against."""
    first = sentence.text[: hit.start].strip() == ""
    kept = []
    for entry in entries:
        if entry.ambiguity in _UNSAFE and first and entry.kind != "name":
            continue
        if (
            entry.ambiguity == "us-state"
            and entry.kind == "name"
            and _US_STATE.search(sentence.text)
        ):
            continue
        if entry.kind == "family" and hit.text.isupper() and len(hit.text) <= 3:
            continue
        kept.append(entry)
    return kept


def _remember_names(people: list[str], book: Book, context: Context) -> None:
    for person in people:
        context.people[book.people[person].family] = person


def _remember_title(actor: Actor, context: Context) -> None:
    if actor.office:
        title = actor.office.lower()
        if title in TITLES:
            context.titles[title] = actor


def _mention(
    sentence: Sentence, start: int, stop: int, kind: str, actors: tuple[Actor, ...]
) -> Mention:
    return Mention(
        document_id=sentence.document_id,
        sentence=sentence.index,
        start=start,
        stop=stop,
        kind=kind,
        actors=actors,
    )


def _without_repeats(mentions: list[Mention]) -> list[Mention]:
    """Drop parties that lie within a longer one of the same state."""
    kept: list[Mention] = []
    for mention in mentions:
        inside = any(
            other is not mention
            and other.start <= mention.start
            and mention.stop <= other.stop
            and (other.stop - other.start) > (mention.stop - mention.start)
            and (mention.kind == "role" or _states(other) & _states(mention))
            for other in mentions
        )
        if not inside:
            kept.append(mention)
    return kept


def _states(mention: Mention) -> set[str | None]:
    return {actor.state for actor in mention.actors}


def _with_place(tree: Tree, mentions: list[Mention]) -> list[Mention]:
    """Give police, crowds and other actors of one state the state that the sentence is set in."""
    places = {
        mention.actors[0].state
        for mention in mentions
        if mention.actors and _is_place(tree, mention)
    }
    if len(places) != 1:
        return mentions
    (state,) = places
    return [
        replace(m, actors=tuple(replace(actor, state=state) for actor in m.actors))
        if m.actors and m.actors[0].state is None and m.actors[0].sector in _DOMESTIC
        else m
        for m in mentions
    ]


def _is_place(tree: Tree, mention: Mention) -> bool:
    """Tell whether a state or capital stands behind 'in' or a like word."""
    span = tree.token_range(mention.start, mention.stop)
    if span is None or mention.actors[0].state is None or mention.actors[0].person:
        return False
    token = next((t for t in range(span[0], span[1] + 1) if tree.label(t) == "pobj"), None)
    return token is not None and tree.sentence.words[tree.head(token)].lower() in _IN


def _pronouns(tree: Tree, mentions: list[Mention], context: Context) -> list[Mention]:
    sentence = tree.sentence
    found = []
    for token, word in enumerate(sentence.words):
        lower = word.lower()
        meant: tuple[Actor, ...] = ()
        if lower in _HOME and context.home is not None and word != "US":
            meant = (Actor(text=word, state=context.home, sector="GOV"),)
        elif lower in _SINGULAR:
            near = sentence.index - context.person_at <= _NEAR
            person = _person_before(mentions, sentence.starts[token])
            person = person or (context.person if near else None)
            meant = (_renamed(person, word),) if person else ()
        elif lower == "both" and token + 1 < len(sentence.words) and _is_pair(sentence, token + 1):
            continue
        elif (lower in _PLURAL or _is_pair(sentence, token)) and context.group:
            near = sentence.index - context.group_at <= _NEAR
            if near and not _two_before(mentions, sentence.starts[token]):
                meant = tuple(_renamed(actor, word) for actor in context.group)
        if meant:
            start = sentence.starts[token]
            found.append(_mention(sentence, start, start + len(word), "pronoun", meant))
    return found


def _is_pair(sentence: Sentence, token: int) -> bool:
    if sentence.words[token].lower() not in _PAIR or token == 0:
        return False
    before = {word.lower() for word in sentence.words[max(0, token - 2) : token]}
    return bool(before & {"two", "both", "three"}) or (
        sentence.words[token].lower() == "leaders" and before == {"the"}
    )


def _person_before(mentions: list[Mention], offset: int) -> Actor | None:
    people = [m.actors[0] for m in mentions if m.start < offset and m.actors and m.actors[0].person]
    return people[0] if people else None


def _two_before(mentions: list[Mention], offset: int) -> bool:
    states = {a.state for m in mentions if m.start < offset for a in m.actors if a.state}
    return len(states) >= 2


def _renamed(actor: Actor, text: str) -> Actor:
    return Actor(
        text=text,
        state=actor.state,
        sector=actor.sector,
        person=actor.person,
        name=actor.name,
        office=actor.office,
        level=actor.level,
    )
