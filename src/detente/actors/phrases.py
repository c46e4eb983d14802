"""Find the noun phrases of a sentence that can be parties to an event.

A party is headed by a name of the book (a person, an institution, a state standing alone) or
by a noun for people or bodies ("troops", "minister"). Names that only modify a head belong
to it: "Japanese Prime Minister Fumio Kishida" is one party, "U.S.-Japan summit" holds two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Annotated, Final

from detente.actors.book import Entry, Hit
from detente.ontology.roles import SECTOR_OF_NOUN
from detente.records import Sentence

_MODIFIER: Final = frozenset({"compound", "amod", "nmod", "poss", "nummod"})
_STATE_KINDS: Final = frozenset(
    {"name", "official", "alias", "adjective", "people", "capital", "seat", "metonym"}
)
THINGS: Final = frozenset(
    "ship ships vessel vessels boat boats warship warships jets jet party parties industry"
    " business businesses intelligence".split()
)
"""Nouns that are parties only with a state: "a Chinese ship", but not "a ship"."""
ADMINISTRATIONS: Final = frozenset("administration government regime cabinet junta".split())
"""Nouns that, with the name of a person, are the government led: "the Biden administration"."""
_CIVIC: Final = frozenset({"association", "federation", "foundation", "committee"})
"""Last words of the names of associations."""
_COMPANY_WORDS: Final = frozenset(
    "manufacturing inc inc. corp corp. ltd ltd. plc motors industries holdings electronics"
    " pharmaceuticals aerospace semiconductor airways petroleum steel mining logistics".split()
)
"""Last words of the names of companies."""
_INNER: Final = frozenset({"compound", "appos", "amod", "nmod"})
_HEADS: Final = frozenset({"person", "family", "ministry", "parliament", "party", "army", "police"})
_BODIES: Final = frozenset({"army", "police", "court", "parliament", "ministry", "bank", "spy"})
_OF: Final = frozenset({"of", "from", "for", "in"})
_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(slots=True)
class Name:
    """Hold one hit with its meanings and its tokens."""

    hit: Annotated[Hit, "where it stands; offsets in the sentence"]
    entries: Annotated[list[Entry], "its meanings"]
    first: Annotated[int, "index of its first token"]
    last: Annotated[int, "index of its last token"]
    root: Annotated[int, "index of its head token"]

    @property
    def kind(self) -> str:
        """Give the kind of its first meaning."""
        return self.entries[0].kind

    @property
    def is_state(self) -> bool:
        """Tell whether it names a state in some form."""
        return self.kind in _STATE_KINDS


@dataclass(slots=True)
class Phrase:
    """Hold one party: its head token and the names that belong to it."""

    head: Annotated[int, "index of the head token"]
    names: Annotated[list[Name], "names of the book in it, in order"] = field(default_factory=list)
    shared: Annotated[
        bool, "whether other parties have the same head ('U.S. and Japanese troops')"
    ] = False
    of_states: Annotated[list[Name], "states in 'of …', one party each"] = field(
        default_factory=list
    )
    barred: Annotated[frozenset[int], "tokens of names that belong to other parties"] = frozenset()


class Tree:
    """Answer questions about the dependency tree of a sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.nouns = [t for t, tag in enumerate(sentence.tags) if tag in _NOUN_TAGS]
        self._actors = {token for token in self.nouns if self._is_actor_noun(token)}
        self.children: dict[int, list[int]] = defaultdict(list)
        for token, head in enumerate(sentence.heads):
            if head != token:
                self.children[head].append(token)

    def label(self, token: int) -> str:
        """Give the dependency label of a token."""
        return self.sentence.labels[token]

    def head(self, token: int) -> int:
        """Give the head of a token."""
        return self.sentence.heads[token]

    def first_conjunct(self, token: int) -> int:
        """Give the first member of the list that a token is in."""
        while self.label(token) == "conj" and self.head(token) != token:
            token = self.head(token)
        return token

    def is_noun(self, token: int) -> bool:
        """Tell whether a token is a noun or a name."""
        return self.sentence.tags[token] in _NOUN_TAGS

    def actor_noun(self, token: int) -> bool:
        """Tell whether a token is a noun that can head a party."""
        return token in self._actors

    def _is_actor_noun(self, token: int) -> bool:
        known = self.sentence.words[token].lower() in SECTOR_OF_NOUN
        known = known or self.sentence.lemmas[token] in SECTOR_OF_NOUN
        return known or self.is_association(token)

    def is_association(self, token: int) -> bool:
        """Tell whether a token ends the name of an association: "the Football Association"."""
        return self.sentence.tags[token] == "NNP" and self.sentence.lemmas[token] in _CIVIC

    @property
    def is_headline(self) -> bool:
        """Tell whether most words have capitals, as in the headlines of many papers."""
        words = [word for word in self.sentence.words if word[:1].isalpha() and len(word) > 3]
        return sum(word[0].isupper() for word in words) > 0.7 * len(words)

    def titles_of(self, token: int) -> list[int]:
        """Give the nouns for people that stand before a name or describe it."""
        beside = {"compound", "nmod", "appos"}
        own = [t for t in self.children[token] if self.label(t) in beside]
        if not any(self.actor_noun(t) for t in own):
            first = self.first_conjunct(token)
            own = [t for t in self.children[first] if self.label(t) in beside]
        if self.label(token) == "appos":
            own.append(self.head(token))
        return [t for t in own if self.actor_noun(t)]

    def token_range(self, start: int, stop: int) -> tuple[int, int] | None:
        """Give the first and last token that overlap an interval of characters."""
        starts, words = self.sentence.starts, self.sentence.words
        first = max(0, bisect_right(starts, start) - 1)
        if starts[first] + len(words[first]) <= start:
            first += 1
        last = bisect_left(starts, stop) - 1
        return (first, last) if first <= last else None


def names_in(tree: Tree, hits: list[tuple[Hit, list[Entry]]]) -> list[Name]:
    """Give the names of a sentence with their tokens; one that fits no token is left out."""
    names = []
    for hit, entries in hits:
        span = tree.token_range(hit.start, hit.stop)
        if span is None or not entries:
            continue
        first, last = span
        root = next((t for t in range(first, last + 1) if not first <= tree.head(t) <= last), last)
        names.append(Name(hit, entries, first, last, root))
    return names


def phrases_in(tree: Tree, names: list[Name]) -> list[Phrase]:
    """Give the parties of a sentence, in order of their heads."""
    owner = {token: name for name in names for token in range(name.first, name.last + 1)}
    found: dict[int, list[Name]] = defaultdict(list)
    of_states: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        head, by_preposition = _head_of(tree, name, owner)
        outer = owner.get(head)
        if outer is not None and outer is not name and not by_preposition:
            head, by_preposition = _head_of(tree, outer, owner)  # "Chinese Foreign Ministry aide"
        (of_states if by_preposition else found)[head].append(name)
    groups = defaultdict(
        list, {h: own for h, own in found.items() if not _is_part_of_name(tree, h, own)}
    )
    described = _join_appositions(tree, groups, of_states, owner)
    phrases = []
    for head in sorted(set(groups) | set(of_states)):
        phrases.extend(_split(head, groups.get(head, []), of_states.get(head, [])))
    taken = {phrase.head for phrase in phrases}
    strangers = {person for person in described.values() if person not in owner}
    for token in tree.nouns:
        if token in taken or token in owner or token in described:
            continue
        if tree.sentence.words[token].lower() in THINGS and not _has_own_name(tree, token):
            continue
        named = token in strangers or _is_titled_person(tree, token) or is_company(tree, token)
        if named or (tree.actor_noun(token) and tree.label(token) not in _INNER):
            phrases.append(Phrase(token))
    for phrase in phrases:
        own = {id(name) for name in (*phrase.names, *phrase.of_states)}
        phrase.barred = frozenset(token for token, name in owner.items() if id(name) not in own)
    return sorted(phrases, key=lambda phrase: phrase.head)


def _head_of(tree: Tree, name: Name, owner: dict[int, Name]) -> tuple[int, bool]:
    """Give the head that a name belongs to, and whether it does by 'of' or 'from'."""
    token = name.root
    if name.kind in {"person", "family"}:
        head = tree.head(token)
        rules = tree.label(token) in _MODIFIER and tree.sentence.lemmas[head] in ADMINISTRATIONS
        return (head if rules else token), False
    if not name.is_state and _is_of_stranger(tree, token, owner):
        return tree.head(tree.head(token)), False
    first = tree.first_conjunct(token) if name.is_state else token
    while tree.label(first) in _MODIFIER:
        head = tree.head(first)
        other = owner.get(head)
        heads_party = other is not None and other is not name and not other.is_state
        if not (heads_party or tree.actor_noun(head) or _is_titled_person(tree, head)):
            break
        token = first = head
        if heads_party:
            break
    if name.is_state and tree.label(first) == "pobj":
        preposition = tree.head(first)
        role = tree.head(preposition)
        described = owner.get(role)
        if tree.sentence.words[preposition].lower() in _OF:
            if described is None and tree.actor_noun(role):
                return role, True
            of_person = described is not None and described.kind in {"person", "family"}
            of_body = described is not None and described.kind in _BODIES
            if (of_person or of_body) and tree.sentence.words[preposition].lower() == "of":
                return role, False  # "President Akufo-Addo of Ghana", "the Army of Kenya"
    return token, False


def _is_of_stranger(tree: Tree, token: int, owner: dict[int, Name]) -> bool:
    """Tell whether a body says where a person works who is not known: "Mr. Abbott of FEMA"."""
    preposition = tree.head(token)
    person = tree.head(preposition)
    return (
        tree.label(token) == "pobj"
        and tree.sentence.words[preposition].lower() in {"of", "from"}
        and tree.sentence.tags[person] == "NNP"
        and person not in owner
        and _has_own_name(tree, person)
    )


def _is_titled_person(tree: Tree, token: int) -> bool:
    """Tell whether a token is the last word of a name with a title before it."""
    if not tree.sentence.tags[token].startswith("NNP"):
        return False
    first = tree.first_conjunct(token)
    beside = [*tree.children[token], *(tree.children[first] if first != token else ())]
    return any(tree.actor_noun(t) and tree.label(t) in {"compound", "nmod"} for t in beside)


def _is_part_of_name(tree: Tree, head: int, names: list[Name]) -> bool:
    """Tell whether a state only begins the name of something else: "Palestine Action".

    In headlines, where most words have capitals, it does not count as one.
    """
    if len(names) != 1 or names[0].kind != "name" or names[0].root != head:
        return False
    outer = tree.head(head)
    return (
        tree.label(head) == "compound"
        and tree.sentence.tags[outer] == "NNP"
        and names[0].last == outer - 1
        and not tree.actor_noun(outer)
        and not _has_title(tree, outer)
        and not tree.is_headline
    )


def _has_title(tree: Tree, token: int) -> bool:
    return bool(tree.titles_of(token))


def is_company(tree: Tree, token: int) -> bool:
    """Tell whether a token is the last word of a name such as "Entek Manufacturing"."""
    word = tree.sentence.words[token]
    return (
        word.lower() in _COMPANY_WORDS
        and word[:1].isupper()
        and tree.label(token) not in _INNER
        and _has_own_name(tree, token)
    )


def _has_own_name(tree: Tree, token: int) -> bool:
    """Tell whether a noun is the end of a proper name: "the Liberty party"."""
    return any(
        tree.label(child) in _INNER and tree.sentence.tags[child].startswith("NNP")
        for child in tree.children[token]
    )


def _join_appositions(
    tree: Tree,
    groups: dict[int, list[Name]],
    of_states: dict[int, list[Name]],
    owner: dict[int, Name],
) -> dict[int, int]:
    """Give the names of a description to the person described, and drop the description.

    "Taro Aso, a former prime minister and leading figure in Japan's ruling party" is one party.
    Gives the tokens that head a description, each with the person described.
    """
    described = _described(tree, groups, owner)
    for head in list(groups):
        anchor = _climb(tree, head, described)
        if anchor is None or anchor == head:
            continue
        names = groups.pop(head)
        person = [name for name in names if name.kind in {"person", "family"}]
        stranger = anchor not in owner and anchor in tree.children[head]
        if person or stranger or head in tree.children[anchor]:
            groups[anchor].extend(names)
    for head in list(of_states):
        anchor = described.get(head)
        if anchor is not None and anchor != head:
            names = of_states.pop(head)
            if anchor not in owner:
                groups[anchor].extend(names)
    return described


def _described(tree: Tree, groups: dict[int, list[Name]], owner: dict[int, Name]) -> dict[int, int]:
    """Map each token that heads an apposition, and what it stands beside, to the person."""
    described: dict[int, int] = {}
    for token in range(len(tree.sentence.words)):
        if tree.label(token) != "appos":
            continue
        other = tree.head(token)
        token_is_person = _is_person(tree, token, groups, owner)
        other_is_person = _is_person(tree, other, groups, owner)
        if token_is_person and tree.actor_noun(other) and other not in owner:
            described[other] = token
            described.update({t: token for t in tree.children[other] if tree.label(t) == "conj"})
        elif other_is_person and tree.actor_noun(token) and token not in owner:
            described[token] = other
            described.update({t: other for t in tree.children[token] if tree.label(t) == "conj"})
    return described


def _is_person(
    tree: Tree, token: int, groups: dict[int, list[Name]], owner: dict[int, Name]
) -> bool:
    """Tell whether a token is a person of the book, or a proper name that may be one."""
    if any(name.kind in {"person", "family"} for name in groups.get(token, [])):
        return True
    word = tree.sentence.words[token]
    proper = tree.sentence.tags[token] == "NNP" and token not in owner and len(word) > 1
    return proper and not tree.actor_noun(token) and not is_company(tree, token)


def _climb(tree: Tree, token: int, described: dict[int, int]) -> int | None:
    """Give the person whose description a token stands in, if it stands in one."""
    for _ in range(8):
        if token in described:
            return described[token]
        if tree.label(token) not in {"pobj", "prep", "poss", "compound", "amod", "nmod"}:
            return None
        token = tree.head(token)
    return None


def _split(head: int, names: list[Name], of_states: list[Name]) -> list[Phrase]:
    """Make one party of the names of one head, or several if they name several states."""
    if of_states:
        return [Phrase(head, [*names, name], len(of_states) > 1, [name]) for name in of_states]
    core = [name for name in names if not name.is_state]
    if core:
        return [Phrase(head, names)]
    codes = {name.entries[0].code for name in names}
    if len(codes) <= 1:
        return [Phrase(head, names)]
    return [Phrase(head, [name], shared=True) for name in names]
