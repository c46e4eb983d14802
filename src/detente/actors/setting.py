"""Say of which state people and bodies are that a sentence names without one.

"Police arrested three in Lyon": the French police. Only what the words tell is taken: a place
within the phrase, a possessive, the one place that the sentence is set in, the one state that a
text speaks of. Foreign forces and visiting leaders stand in a country without being of it, so
soldiers and leaders get no state from a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from detente.actors.book import Book
from detente.actors.context import Context, actor_of, bearer_of
from detente.actors.phrases import Name, Tree
from detente.codes import Sector

_IN: Final = frozenset({"in", "across", "near", "outside", "throughout", "inside", "at", "around"})
_TIES: Final = frozenset({"pobj", "prep", "compound", "nmod", "amod", "poss", "appos", "conj"})
_OURS: Final = frozenset({"our", "my"})
_ITS: Final = frozenset({"its", "their"})
_FRIENDS: Final = frozenset(
    "ally allies partner partners counterpart counterparts friend friends neighbor neighbors"
    " neighbour neighbours adversary adversaries enemy enemies rival rivals".split()
)
"""Nouns for others: "our allies" are not of the state that speaks."""
_MANY_STATES: Final = frozenset(
    "countries nations governments states sides leaders leader counterpart counterparts superpower"
    " rulers partners partner ally allies principals dignitaries presidents ministers diplomats"
    " delegates monarchs delegation envoy envoys ambassador ambassadors consul consuls migrants"
    " representatives negotiators negotiator refugees refugee migrant tourists tourist nationals"
    " mercenaries country nation".split()
)
"""Nouns for people who meet, or stay, in a country that is not theirs."""
_SOMEBODYS: Final = frozenset(
    "spokesman spokeswoman spokesperson spokespeople lawyer lawyers aide aides adviser advisers"
    " advisor advisors office team cabinet coalition camp allies supporters".split()
)
"""Nouns for people and bodies that are somebody's: of the state of that person."""
_LOCAL: Final = frozenset(
    "governor mayor authorities authority regulator regulators agency commissioner councillor"
    " chairman administrator".split()
)
"""Nouns of government that are of the place that a sentence is set in."""
_PARTS_OF_A_STATE: Final = frozenset(
    "federal local state regional provincial county city municipal tribal national".split()
)
_OFFICES: Final = frozenset(
    "secretary administrator director department administration agency council commissioner"
    " representative senator cabinet senate committee congressman congresswoman chairman"
    " ambassador".split()
)
"""Offices and bodies that, with a capital, are of the government that publishes."""
_ATTACKS: Final = frozenset(
    "attack attacks strike strikes airstrike airstrikes raid raids assault bombing shelling"
    " bombardment offensive drone missile missiles drones".split()
)
_REGIONS: Final = frozenset(
    "Oblast Province County State Region District City Governorate Prefecture Krai".split()
)
_AT_HOME: Final = frozenset(
    "security border coast national local rebel government provincial paramilitary loyalist"
    " pro-government anti-government".split()
)
"""What forces are called that fight or keep order in their own country."""
_LOCAL_SECTORS: Final = frozenset(
    sector.value
    for sector in (
        Sector.COP, Sector.CVL, Sector.OPP, Sector.LEG, Sector.JUD, Sector.EDU, Sector.MED,
        Sector.REL, Sector.PTY, Sector.REB, Sector.BUS,
    )
)  # fmt: skip
_ONLY_SECTORS: Final = _LOCAL_SECTORS - {"REB", "BUS"} | {"GOV"}
"""Sectors that are of the one state that a text speaks of."""


@dataclass(slots=True)
class Setting:
    """Hold where a sentence is set."""

    tree: Annotated[Tree, "the sentence"]
    book: Annotated[Book, "where names are looked up"]
    names: Annotated[list[Name], "states and people in it"]
    places: Annotated[list[Name], "towns and regions in it"]
    context: Annotated[Context, "what the document has said so far"]

    def state_for(self, head: int, sector: str) -> str | None:
        """Give the state of somebody who is named without one, or none if the words do not tell.

        Parameters
        ----------
        head : int
            Token that heads the phrase.
        sector : str
            Sector of the noun.
        """
        nouns = self._nouns(head)
        if nouns & {"countries", "nations", "sides", "leaders"}:
            return None
        if nouns & {"government", "governments"}:
            return self._of_government(head)
        if self._is_capital(head, sector):
            return self.context.home
        told, state = self._possessed(head)
        if not told and nouns & _SOMEBODYS:
            state = self._of_person(head)
            told = state is not None
        if not told and self.context.home == "USA" and "administration" in nouns:
            return self._adjective(head) or self.context.home
        return state if told else self._by_place(head, sector, nouns)

    def _of_person(self, head: int) -> str | None:
        """Give the state of the person whose spokesman or aide somebody is."""
        for name in self.names:
            if name.kind not in {"person", "family"}:
                continue
            token = self.tree.head(name.root) if self.tree.label(name.root) == "pobj" else name.root
            if self.tree.head(token) == head and self.tree.label(token) in {"poss", "prep"}:
                known = self.context.people.get(name.hit.text)
                person = bearer_of(name.entries, self.book, self.context.day)
                person = self.book.people[known] if known is not None else person
                codes = {entry.code for entry in name.entries}
                if person is not None:
                    return actor_of(person, name.hit.text, self.context.day).state
                return codes.pop() if len(codes) == 1 else None
        return None

    def _nouns(self, head: int) -> set[str]:
        """Give the nouns that say what somebody is: the head and the titles beside it."""
        words = self.tree.sentence.words
        nouns = {words[head].lower(), self.tree.sentence.lemmas[head]}
        return nouns | {words[token].lower() for token in self.tree.titles_of(head)}

    def _by_place(self, head: int, sector: str, nouns: set[str]) -> str | None:
        """Give the state of a place in the phrase, of the scene, or the only one of the text."""
        near = self._based(head) or self._within(head)
        if sector == "MIL" and self._is_the_army(head):
            return near or self._only("GOV")
        strange = sector == "MIL" and not self._is_internal(head)
        if strange or (sector != Sector.LEG and nouns & _MANY_STATES):
            return None
        if near is not None or sector in {"IGO", "UNK"}:
            return near
        around = self._around() or self._scene()
        if len(around) == 1 and (sector in {*_LOCAL_SECTORS, "MIL"} or nouns & _LOCAL):
            return next(iter(around))
        return None if around - {self.context.home} else self._only(sector)

    def _scene(self) -> set[str]:
        """Give the state that sentences before were set in, where this one names none."""
        if any(name.is_state for name in self.names):
            return set()
        state = self.context.set_in(self.tree.sentence.index)
        return {state} if state else set()

    def _of_government(self, head: int) -> str | None:
        """Give the state of "the federal government", "local governments"; not of "governments"."""
        own = {self.tree.sentence.words[t].lower() for t in self.tree.children[head]}
        singular = self.tree.sentence.words[head].lower() == "government"
        if not (singular or own & _PARTS_OF_A_STATE):
            return None
        if singular and "the" in own and self.context.home is None and self.context.main:
            return self._told(head) or self.context.main
        return self.of_body(head)

    def _is_capital(self, head: int, sector: str) -> bool:
        """Tell whether an office of the government that publishes is written with a capital."""
        word = self.tree.sentence.words[head]
        of = [t for t in self.tree.children[head] if self.tree.label(t) == "prep"]
        foreign = any(
            n.is_state and self.tree.head(self.tree.head(n.root)) == head for n in self.names
        )
        return (
            self.context.home is not None
            and sector in {"GOV", "LEG", "JUD"}
            and word[:1].isupper()
            and (head > 0 or bool(of))
            and not foreign
            and word.lower() in _OFFICES
        )

    def of_body(self, head: int) -> str | None:
        """Give the state of a parliament, court or ministry that is named without one."""
        told = self._told(head)
        if told is not None:
            return told
        named = {str(n.entries[0].code) for n in self.names if n.is_state}
        named |= {code for code in (_code(place) for place in self.places) if code}
        return next(iter(named)) if len(named) == 1 else self._only("GOV")

    def _told(self, head: int) -> str | None:
        """Give the state that a possessive, the phrase or the place of the sentence tells."""
        told, state = self._possessed(head)
        if told and state:
            return state
        near, around = self._within(head), self._around()
        if near is not None:
            return near
        return next(iter(around)) if len(around) == 1 else None

    def _only(self, sector: str) -> str | None:
        """Give the one state that the text speaks of, or speaks for."""
        if sector not in _ONLY_SECTORS:
            return None
        states = {str(n.entries[0].code) for n in self.names if n.entries[0].code}
        if self.context.home is not None:
            return self.context.home if states <= {self.context.home} else None
        if self.context.only is not None:
            return self.context.only
        main = self.context.main
        return main if states <= {main} else None

    def _possessed(self, head: int) -> tuple[bool, str | None]:
        """Say whether a possessive pronoun tells whose it is, and whose."""
        for child in self.tree.children[head]:
            word = self.tree.sentence.words[child].lower()
            if self.tree.label(child) != "poss":
                continue
            if word in _OURS:
                others = bool(_FRIENDS & self._nouns(head))
                joint = len(self.context.voices) > 1
                return True, self._within(head) if others or joint else self.context.home
            if word in _ITS:
                return True, self._last_before(child)
        return False, None

    def _last_before(self, token: int) -> str | None:
        before = [n for n in self.names if n.last < token and n.entries[0].code]
        return before[-1].entries[0].code if before else None

    def _based(self, head: int) -> str | None:
        """Give the state of a seat: "Norway-based activists"."""
        for child in self.tree.children[head]:
            if self.tree.sentence.words[child].lower() == "based" and self.tree.children[child]:
                seat = self.tree.sentence.words[self.tree.children[child][0]]
                codes = {entry.code for entry in self.book.entries(seat) if entry.kind != "family"}
                return codes.pop() if len(codes) == 1 else None
        return None

    def _within(self, head: int) -> str | None:
        """Give the state of a place in the phrase itself: "the mayor of Lyon", "Kano police"."""
        for name in (*self.places, *(n for n in self.names if n.is_state)):
            token = name.root
            for _ in range(6):
                if token == head:
                    return _code(name)
                if self.tree.label(token) not in _TIES:
                    break
                token = self.tree.head(token)
            if token == head:
                return _code(name)
        return None

    def _adjective(self, head: int) -> str | None:
        """Give the state that an adjective or genitive right before a noun tells."""
        for name in self.names:
            beside = self.tree.label(name.root) in {"amod", "compound", "nmod", "poss"}
            if name.is_state and beside and self.tree.head(name.root) == head:
                return _code(name)
        return None

    def _around(self) -> set[str]:
        """Give the states of the places that the sentence is set in."""
        found = {code for code in (_code(p) for p in self.places if self.is_set_in(p)) if code}
        found |= {
            str(name.entries[0].code)
            for name in self.names
            if name.is_state and name.entries[0].code and self.is_set_in(name)
        }
        return found

    def is_set_in(self, name: Name) -> bool:
        """Tell whether a name stands behind 'in' or a like word, as a place."""
        token = next(
            (t for t in range(name.first, name.last + 1) if self.tree.label(t) == "pobj"), name.root
        )
        for _ in range(3):
            if self.tree.label(token) == "pobj":
                preposition = self.tree.head(token)
                word = self.tree.sentence.words[preposition].lower()
                struck = self.tree.sentence.words[self.tree.head(preposition)].lower() in _ATTACKS
                return word in _IN or (word in {"on", "against"} and struck)
            if self.tree.label(token) not in {"appos", "conj", "compound", "nmod"}:
                return False
            token = self.tree.head(token)
        return False

    def _is_the_army(self, head: int) -> bool:
        """Tell whether the forces of the state itself are meant: "the army", "the armed forces"."""
        own = {self.tree.sentence.words[t].lower() for t in self.tree.children[head]}
        word = self.tree.sentence.words[head].lower()
        return "the" in own and (
            word in {"army", "military", "navy"} or (word == "forces" and "armed" in own)
        )

    def _is_internal(self, head: int) -> bool:
        """Tell whether forces are those that keep order at home: "security forces"."""
        return any(
            self.tree.sentence.words[t].lower() in _AT_HOME for t in self.tree.children[head]
        )


def _code(name: Name) -> str | None:
    return name.entries[0].code


def places_in(tree: Tree, names: list[Name]) -> tuple[list[Name], list[Name]]:
    """Part the names of a sentence into parties and mere places.

    A town counts as a place where the grammar puts it as one: behind a preposition, beside
    another place, or before a noun for people ("Kano police").
    """
    towns = [name for name in names if name.kind == "place"]
    rest = [name for name in names if name.kind != "place"]
    return rest, [town for town in towns if _stands_as_place(tree, town)]


def _stands_as_place(tree: Tree, name: Name) -> bool:
    before = name.first - 1
    if before >= 0 and tree.sentence.tags[before] == "NNP" and tree.head(before) == name.root:
        return False  # a surname
    label, head = tree.label(name.root), tree.head(name.root)
    if label in {"pobj", "appos", "conj", "poss", "nsubj", "dobj", "npadvmod"}:
        return True
    return label in {"compound", "nmod", "amod"} and (
        tree.actor_noun(head)
        or tree.sentence.words[head] in _REGIONS
        or bool(_REGIONS & set(tree.sentence.words[name.last + 1 : name.last + 2]))
        or not tree.sentence.tags[head].startswith("NNP")
    )
