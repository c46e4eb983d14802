"""Look up people by name as lists and other people's data write it, without guessing.

"Kishida Fumio", "KISHIDA, Fumio", "Prime Minister Fumio Kishida" and "Kishida" are one person
on a day on which one Kishida holds office. Steps go from the same words to weaker likeness; a
step that leaves two people ends with none.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from typing import Final

from detente.actors.book import Office, Person
from detente.ontology.roles import SECTOR_OF_NOUN, TITLES
from detente.ontology.states import SUCCESSORS

_PARTICLES: Final = frozenset(
    "al el ul bin ibn ben bint abu de da do dos das di del della la le les van von der den ter zu"
    " y e of the and i ii iii iv v vi vii viii xiv xvi jr sr 2nd 3rd st hrh".split()
)
"""Words of names that do not tell people apart."""
_TITLE_WORDS: Final = frozenset(
    {word for title in TITLES for word in title.split()}
    | set(SECTOR_OF_NOUN)
    | set(
        "mr mrs ms dr sir dame lord lady sheikh shaikh sheik he hrh his her excellency majesty"
        " highness royal general gen marshal colonel captain lieutenant acting deputy first former"
        " interim transitional designate elect grand duke duchess chief taoiseach federal state"
        " republic council presidency chair of the foreign prime crown vice national security"
        " field major brigadier admiral sultan imam ayatollah hon honorable honourable reverend"
        " doctor professor prof engineer archbishop cardinal patriarch saint".split()
    )
)
"""Words that stand before a name and are none."""
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
     "ə": "a", "ħ": "h", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "'": None}
)  # fmt: skip
_SAME_SOUND: Final = (
    (re.compile(r"kh|q|ck|c(?=[aour])|gh"), "k"),
    (re.compile(r"dh?|th"), "t"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"sch|sh|ch|ş|cz|sz"), "s"),
    (re.compile(r"dj|zh|dz"), "j"),
    (re.compile(r"ou|w"), "u"),
    (re.compile(r"v"), "u"),
    (re.compile(r"z"), "s"),
    (re.compile(r"g"), "k"),
    (re.compile(r"(?<=.)[aeiouyhj]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Spellings that transliteration mixes up; after them the vowels behind the first letter go."""
_LONG: Final = 4
"""Letters from which a word may be compared by its sound; shorter ones must be the same."""


def unaccented(text: str) -> str:
    """Give a text in lower case without accents and apostrophes.

    Examples
    --------
    >>> unaccented("Erdoğan"), unaccented("N'Djamena")
    ('erdogan', 'ndjamena')
    """
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words_of_name(name: str) -> tuple[str, ...]:
    """Give the words of a name as they are compared; what stands in brackets is left out.

    Examples
    --------
    >>> words_of_name("Anibal Antonio Cavaco e Silva")
    ('anibal', 'antonio', 'cavaco', 'e', 'silva')
    >>> words_of_name("KISHIDA, Fumio (Japan)")
    ('kishida', 'fumio')
    """
    plain = unaccented(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name))
    return tuple(re.findall(r"[^\W_]+", plain))


def split_title(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Part the title before a name from the name.

    Examples
    --------
    >>> split_title(("prime", "minister", "kishida", "fumio"))
    ('prime minister', ('kishida', 'fumio'))
    """
    at = 0
    while at < len(words) and words[at] in _TITLE_WORDS:
        at += 1
    at -= at == len(words)  # "Prime Minister Major", "King": the last word is the name
    return " ".join(words[:at]), tuple(words[at:])


@lru_cache(maxsize=1 << 16)
def sound_of(word: str) -> str:
    """Give what spellings of one name have in common.

    Examples
    --------
    >>> sound_of("mohammed") == sound_of("muhammad"), sound_of("gaddafi") == sound_of("qadhafi")
    (True, True)
    """
    if len(word) < _LONG:
        return word
    for pattern, same in _SAME_SOUND:
        word = pattern.sub(same, word)
    return word


def offices_in(title: str) -> tuple[str, ...]:
    """Give the offices that a title in lower case may stand for, by its longest known part.

    Examples
    --------
    >>> offices_in("former prime minister")
    ('head of government',)
    """
    found = max((known for known in TITLES if known in title), key=len, default=None)
    return TITLES[found] if found else ()


class Directory:
    """Hold the names of all people of a book, for looking up whole names.

    Parameters
    ----------
    people : iterable of Person
        Those who may be found.
    texts : iterable of (str, str)
        Names and the ids of who bears them.
    """

    def __init__(self, people: Iterable[Person], texts: Iterable[tuple[str, str]]) -> None:
        self._people = {person.id: person for person in people}
        self._plain, self._sound = _Index(_as_written), _Index(sound_of)
        own = ((person.name, person.id) for person in self._people.values())
        self._whole: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._texts: dict[str, list[list[str]]] = defaultdict(list)
        for text, person in sorted({*texts, *own}):
            title, words = split_title(words_of_name(text))
            if title or len(words) == 1:
                self._whole[words_of_name(text)].add(person)
                self._whole[tuple(map(sound_of, words_of_name(text)))].add(person)
            strong = [word for word in words if word not in _PARTICLES] or list(words)
            family = words_of_name(self._people[person].family)
            self._texts[person].append(strong)
            for index in (self._plain, self._sound):
                index.add(strong, person, [word for word in family if word not in _PARTICLES])

    def find(self, name: str, *, day: dt.date, title: str = "", state: str = "") -> Person | None:
        """Give the one person whom a name means on a day, or none.

        Parameters
        ----------
        name : str
            In any order and case, with or without a title before it.
        day : date
            Day of which the name is told; of two who fit, the one in office on it is meant.
        title : str
            Title, if it stands apart from the name.
        state : str
            Code of the person's state, if it is known.
        """
        whole = words_of_name(name)
        if not whole:
            return None
        before, words = split_title(whole)
        before = unaccented(title) or before
        strong = [word for word in words if word not in _PARTICLES] or list(words)
        initials = {word for word in strong if len(word) == 1}
        strong = [word for word in strong if len(word) > 1] or strong
        called = self._whole.get(whole) or self._whole.get(tuple(map(sound_of, whole)))
        for step in chain((called or set(),), self._steps(strong, before, day)):
            found = [self._people[one] for one in sorted(step)]
            found = [p for p in found if not state or _is_of(p, state)]
            if initials and (len(found) > 1 or len(strong) == 1):
                found = [p for p in found if initials <= _initials_of(p)]
            known = bool(state or initials or len(strong) > 1 or step is called)
            chosen = _choose(found, before, day, known=known)
            if chosen is not None or len(found) > 1:
                return chosen
        return None

    def _steps(self, words: Sequence[str], title: str, day: dt.date) -> Iterator[set[str]]:
        """Give who may be meant, from the same words to weaker likeness."""
        if len(words) == 1:
            offices = offices_in(title)
            known = self._plain.family(words[0]) | self._plain.bearers(words[0])
            yield {one for one in known if _held(self._people[one], offices, title, day)}
            yield self._plain.family(words[0])
            yield self._sound.family(words[0])
            yield self._plain.bearers(words[0])
            return
        for find in (_Index.turned, _Index.same, _Index.within):
            yield find(self._plain, words)
            yield {one for one in find(self._sound, words) if self._is_like(words, one)}
        offices = offices_in(title)
        for index in (self._plain, self._sound):
            yield {
                one
                for one in index.sharing(words)
                if self._is_like(words, one)
                and (
                    not offices or any(_fits(o, offices, title) for o in self._people[one].offices)
                )
            }
        if offices:  # slips of the pen, in the name of who held the office
            yield {
                one
                for one, person in self._people.items()
                if _held(person, offices, title, day) and self._is_like(words, one, most=len(words))
            }

    def _is_like(self, words: Sequence[str], person: str, *, most: int = 2) -> bool:
        """Tell whether two words of a name, or all, are written like words of a person's name."""
        known = {word for text in self._texts[person] for word in text}
        return sum(any(_is_like(word, other) for other in known) for word in words) >= most


class _Index:
    """Hold names by their words, as they are written or as they sound."""

    def __init__(self, form: Callable[[str], str]) -> None:
        self._form = form
        self._same: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._bearers: dict[str, set[str]] = defaultdict(set)
        self._families: dict[str, dict[str, str]] = defaultdict(dict)
        self._texts: dict[str, list[frozenset[str]]] = defaultdict(list)
        self._own: dict[str, list[list[str]]] = defaultdict(list)

    def add(self, words: Sequence[str], person: str, family: Sequence[str]) -> None:
        """Take in one name of a person."""
        forms = [self._form(word) for word in words]
        self._same[tuple(sorted(forms))].add(person)
        self._texts[person].append(frozenset(forms))
        self._own[person].append(forms)
        for word in forms:
            self._bearers[word].add(person)
        for word in family:
            self._families[self._form(word)][person] = word

    def turned(self, words: Sequence[str]) -> set[str]:
        """Give who bears a name of just these words in order, from whichever it begins."""
        forms = [self._form(word) for word in words]
        turns = [forms[at:] + forms[:at] for at in range(len(forms))]
        return {person for person in self.same(words) if any(t in turns for t in self._own[person])}

    def same(self, words: Sequence[str]) -> set[str]:
        """Give who bears a name of just these words, in any order."""
        return self._same.get(tuple(sorted(self._form(word) for word in words)), set())

    def family(self, word: str) -> set[str]:
        """Give who is called so alone."""
        found = self._families.get(self._form(word), {})
        return {person for person, written in found.items() if _is_like(word, written)}

    def bearers(self, word: str) -> set[str]:
        """Give who has the word in a name."""
        return self._bearers.get(self._form(word), set())

    def within(self, words: Sequence[str]) -> set[str]:
        """Give who bears a name with all these words, fewest others first, or a part of them."""
        wanted = {self._form(word) for word in words}
        sets = [self._bearers.get(word, set()) for word in wanted]
        more: dict[int, set[str]] = defaultdict(set)
        for person in set.intersection(*sets):
            over = [len(text - wanted) for text in self._texts[person] if wanted <= text]
            if over:
                more[min(over)].add(person)
        if more:
            return more[min(more)]
        return {
            person
            for person in set.union(*sets)
            if any(len(text) > 1 and text <= wanted for text in self._texts[person])
        }

    def sharing(self, words: Sequence[str]) -> set[str]:
        """Give who shares two words of a name, one of them the family's."""
        wanted = {self._form(word) for word in words}
        found = set()
        for person in set().union(*(self._bearers.get(word, set()) for word in wanted)):
            shared = wanted & frozenset().union(*self._texts[person])
            if len(shared) > 1 and any(person in self._families.get(w, ()) for w in shared):
                found.add(person)
        return found


def _is_like(word: str, other: str) -> bool:
    """Tell whether two words that sound alike are written alike as well."""
    return word == other or SequenceMatcher(None, word, other).ratio() >= _LIKE


_LIKE: Final = 0.7
"""Likeness of two spellings of a name that stands alone; "gaddafi" and "qadhafi" have .71."""


def _as_written(word: str) -> str:
    return word


def _is_of(person: Person, state: str) -> bool:
    """Tell whether a person is of a state, of one that went on with it, or held its office."""
    own = {state, *SUCCESSORS.get(state, ())}
    return person.code in own or any(office.code == state for office in person.offices)


def _initials_of(person: Person) -> set[str]:
    return {word[0] for word in words_of_name(person.name)}


def _choose(people: list[Person], title: str, day: dt.date, *, known: bool) -> Person | None:
    """Give the one of several who is meant, by title, office on the day and rank; else none.

    A short name alone (`known` false) is that of a leader in office only.
    """
    offices = offices_in(title)
    if not known and not offices:
        people = [p for p in people if _held(p, _LEADS, "", day)]
    if len(people) == 1:
        right = known or not offices or any(_fits(o, offices, title) for o in people[0].offices)
        return people[0] if right else None
    held = [p for p in people if _held(p, offices, title, day)]
    serving = [p for p in people if p.office_on(day) is not None]
    leading = [p for p in serving if _held(p, _LEADS, "", day)]
    ever = [p for p in people if any(_fits(o, offices, title) for o in p.offices)]
    led = [p for p in people if any(o.office in _LEADS for o in p.offices)]
    if offices and not known:
        leading = serving = led = []
    for group in (held, leading, serving, ever, led):
        if len(group) == 1:
            return group[0]
    return None


_LEADS: Final = ("head of government", "head of state")


def _held(person: Person, offices: tuple[str, ...], title: str, day: dt.date) -> bool:
    return any(_fits(o, offices, title) and o.held_on(day) for o in person.offices)


def _fits(office: Office, offices: tuple[str, ...], title: str) -> bool:
    """Tell whether an office may be called so: a president is no prime minister."""
    called = _HEADS & {*title.split()}
    return office.office in offices and (
        not called or not _HEADS & {*office.title.split()} or bool(called & {*office.title.split()})
    )


_HEADS: Final = frozenset(
    "president minister chancellor king queen emir sultan pope premier prince".split()
)
"""Words that tell the heads of states and governments apart."""
