"""Find who is named in a sentence, and who that is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from detente.actors.book import Book, Entry, Hit
from detente.actors.context import Context, bearer_of
from detente.actors.phrases import Tree, names_in, phrases_in
from detente.actors.pronouns import pronouns
from detente.actors.resolve import chars_of, is_surname, resolve, usable
from detente.actors.setting import Setting, places_in
from detente.ontology.roles import TITLES
from detente.records import Actor, Mention, Sentence

_BEHIND_IN: Final = re.compile(r"\b(?:in|near|outside|around|across|throughout) $", re.IGNORECASE)
_COMPASS: Final = {"South": "North", "North": "South", "East": "West", "West": "East"}
_US_STATE: Final = re.compile(
    r"\b(?:governor|senators?|senate|county|atlanta|legislature|runoff|primary)\b", re.IGNORECASE
)
"""Words beside which Georgia is the state of the United States."""
_LISTED: Final = re.compile(
    r"\b(?:Moldova|Ukraine|Armenia|Azerbaijan|T(?:ü|u)rkiye|Turkey|Russia)(?:,| and|, and) $"
)
_LISTS: Final = re.compile(
    r"(?:,| and|, and) (?:Moldova|Ukraine|Armenia|Azerbaijan|T(?:ü|u)rkiye|Turkey|Russia)\b"
)
"""Neighbours beside which Georgia is the country."""
_CURRENCY: Final = re.compile(
    r" (?:dollars?|pounds?|euros?|yen|yuan|renminbi|r(?:o)?ubles?|rupees?|rupiah|won|francs?|liras?"
    r"|pesos?|reais|reals?|baht|ringgit|dinars?|dirhams?|riyals?|rials?|shillings?|kron(?:er|or|a)"
    r"|zloty|hryvnias?|tenge|shekels?|rand|naira|dong)\b"
)
_COURT: Final = re.compile(r"(?:'s|’s)?(?: [a-z-]+)? (?:court|tribunal|judges?|prosecutors?)\b")
"""What behind "The Hague" belongs to the world and not to the Netherlands."""
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
    hits = with_north_and_south(sentence.text, hits)
    meant = [
        (hit, _safe(hit, sentence, usable(book.entries(hit.text), context), context))
        for hit in hits
    ]
    meant = with_towns_abroad(sentence.text, meant)
    found = [name for name in names_in(tree, meant) if not is_surname(tree, name)]
    names, places = places_in(tree, found)
    setting = Setting(tree, book, names, places, context)
    _remember_names([entries for _, entries in meant], book, context)
    mentions = []
    for phrase in phrases_in(tree, names):
        resolved = resolve(tree, phrase, book, context, setting)
        if resolved is None:
            continue
        kind, actor = resolved
        if phrase.names and all(n.is_state and setting.is_set_in(n) for n in phrase.names):
            kind = "place"
        elif kind == "capital" and actor.sector == "GOV" and phrase.names[0].hit.text == "Brussels":
            actor = actor if context.belgian else replace(actor, state="IGO:EU", sector="IGO")
        start, stop = chars_of(tree, phrase)
        mentions.append(_mention(sentence, start, stop, kind, (actor,)))
        _remember_title(actor, context)
    mentions = _without_repeats(mentions)
    pointing = pronouns(tree, mentions, context)
    ends = {pronoun.stop for pronoun in pointing}
    mentions = [m for m in mentions if m.kind != "role" or m.stop not in ends] + pointing
    return sorted(mentions, key=lambda mention: (mention.start, mention.stop))


def with_north_and_south(text: str, hits: list[Hit]) -> list[Hit]:
    """Add the first of two Koreas (Sudans …) in "North and South Korea", which share a word."""
    added = []
    for hit in hits:
        first, _, rest = hit.text.partition(" ")
        other = _COMPASS.get(first)
        before = f"{other} and "
        if other and text[: hit.start].endswith(before):
            start = hit.start - len(before)
            added.append(Hit(start, start + len(str(other)), f"{other} {rest}"))
    return sorted([*hits, *added], key=lambda hit: hit.start) if added else hits


def _safe(hit: Hit, sentence: Sentence, entries: list[Entry], context: Context) -> list[Entry]:
    """Drop meanings that the words around a name speak against."""
    if _is_money(hit, sentence, entries) or _is_others_acronym(hit, entries, context):
        return []
    if hit.text.endswith("Hague") and _COURT.match(sentence.text, hit.stop):
        return []
    before = sentence.text[: hit.start]
    first = before.strip() == ""
    if entries and entries[-1].kind == "place" and _BEHIND_IN.search(before):
        return entries[-1:]
    kept = []
    for entry in entries:
        if entry.ambiguity in _UNSAFE and first and entry.kind != "name":
            continue
        if entry.ambiguity == "us-state" and _is_us_state(entry, hit, sentence, context):
            continue
        if entry.kind == "family" and hit.text.isupper() and len(hit.text) <= 3:
            continue
        kept.append(entry)
    return kept


def _is_money(hit: Hit, sentence: Sentence, entries: list[Entry]) -> bool:
    """Tell whether a name is that of a currency: "Turkish lira", "US dollars"."""
    unit = _CURRENCY.match(sentence.text, hit.stop)
    if unit is None or not entries:
        return False
    return entries[0].kind == "adjective" or unit[0].startswith(" dollar")


def _is_us_state(entry: Entry, hit: Hit, sentence: Sentence, context: Context) -> bool:
    """Tell whether Georgia is the state of the United States.

    So it is beside words for such states, and in a text of their government that says nothing else
    of the country, such as "Tbilisi" or "Georgia, Moldova and Ukraine".
    """
    if entry.kind != "name":
        return False
    if _US_STATE.search(sentence.text):
        return True
    listed = _LISTED.search(sentence.text[: hit.start]) or _LISTS.match(sentence.text, hit.stop)
    at_home = context.home == "USA" and context.sure is not None
    return at_home and entry.code not in (context.sure or ()) and not listed


def _is_others_acronym(hit: Hit, entries: list[Entry], context: Context) -> bool:
    """Tell whether an acronym that is also others' stands for another than the one in the book.

    So does "IRA" in a text that names neither Ireland nor the United Kingdom.
    """
    if not entries or not hit.text.isupper() or entries[0].kind == "name":
        return False
    shared = entries[0].ambiguity in {"several", "common"}
    return shared and not any(context.may_mean(entry.code) for entry in entries)


def with_towns_abroad(
    text: str, meant: list[tuple[Hit, list[Entry]]]
) -> list[tuple[Hit, list[Entry]]]:
    """Take a capital for another town of that name where its state follows: "Tripoli, Lebanon"."""
    result = list(meant)
    for at, ((hit, entries), (after, others)) in enumerate(pairwise(meant)):
        town = entries and entries[0].kind in {"capital", "place"}
        state = others and others[0].kind in {"name", "official", "alias"}
        if town and state and text[hit.stop : after.start] == ", ":
            code = others[0].code
            if entries[0].code != code:
                result[at] = (hit, [replace(entries[0], kind="place", code=code)])
    return result


def _remember_names(meant: list[list[Entry]], book: Book, context: Context) -> None:
    for entries in meant:
        person = bearer_of(entries, book, context.day)
        if person is not None:
            context.people[person.family] = person.id


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
