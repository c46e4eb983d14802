"""Say who is meant by pronouns and by "the two leaders", from this sentence and those before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from detente.actors.context import Context, parties_named
from detente.actors.phrases import Tree
from detente.records import Actor, Mention, Sentence

_SINGULAR: Final = frozenset({"he", "she", "his", "her", "him"})
_PLURAL: Final = frozenset({"they", "their", "them", "both"})
_HOME: Final = frozenset({"we", "our", "us", "i", "my"})
_PAIR: Final = frozenset(
    "leaders countries sides presidents ministers nations governments delegations".split()
)
_PEOPLE: Final = frozenset({"leaders", "presidents", "ministers"})
_NUMBERS: Final = {"two": 2, "both": 2, "three": 3, "four": 4}
_THANKS: Final = frozenset(
    "thank commend praise congratulate applaud salute credit criticize criticise condemn denounce"
    " honor honour rebuke blame".split()
)
"""Verbs for what is said of what another did: "thanked him for his efforts"."""
_STYLES: Final = frozenset(
    "majesty majesties highness highnesses excellency excellencies holiness beatitude eminence"
    " grace honour honor lordship".split()
)
"""Words of respect before which "His", "Her" or "Their" is part of a title."""
_RANKS: Final = frozenset({"royal", "imperial", "serene", "most"})
"""Words that may stand between."""
_NEAR: Final = 2
"""Sentences back to which a pronoun may point."""


def pronouns(tree: Tree, mentions: list[Mention], context: Context) -> list[Mention]:
    """Give the mentions that pronouns and words for several parties make.

    Parameters
    ----------
    tree : Tree
        The sentence.
    mentions : list of Mention
        Who is named in it.
    context : Context
        Who was named before.
    """
    sentence = tree.sentence
    return [
        Mention(
            document_id=sentence.document_id,
            sentence=sentence.index,
            start=sentence.starts[token],
            stop=sentence.starts[token] + len(sentence.words[token]),
            kind="pronoun",
            actors=tuple(replace(actor, text=sentence.words[token]) for actor in meant),
        )
        for token, meant in _meant(tree, mentions, context)
        if meant
    ]


def _opens_title(sentence: Sentence, token: int) -> bool:
    """Tell whether a word is the first of a title of respect: "His Royal Highness"."""
    if sentence.words[token] not in {"His", "Her", "Their"}:
        return False
    behind = [word.lower() for word in sentence.words[token + 1 : token + 3]]
    if behind and behind[0] in _RANKS:
        behind = behind[1:]
    return bool(behind) and behind[0] in _STYLES


def _meant(
    tree: Tree, mentions: list[Mention], context: Context
) -> Iterator[tuple[int, tuple[Actor, ...]]]:
    sentence = tree.sentence
    for token, word in enumerate(sentence.words):
        lower = word.lower()
        start = sentence.starts[token]
        if _opens_title(sentence, token):
            continue
        if lower in _PAIR:
            several = _several(tree, token, mentions, context)
            yield token, several if lower in _PEOPLE else tuple(map(_state_only, several))
        elif lower in _HOME and word != "US" and not _numbers(tree, token):
            yield token, tuple(_speaker(word, code) for code in context.voices)
        elif lower in _SINGULAR:
            near = sentence.index - context.person_at <= _NEAR
            person = _bearer(tree, token, mentions) or (context.person if near else None)
            yield token, (person,) if person else ()
        elif lower in _PLURAL and not _stands_before_pair(sentence, token):
            near = sentence.index - context.group_at <= _NEAR
            group = context.group if near else ()
            if lower == "they" and not context.turns:
                group = _the_two(group, context)
            if len(parties_named(mentions, before=start)) < 2:
                yield token, group


def _speaker(word: str, code: str) -> Actor:
    return Actor(text=word, state=code, sector="IGO" if code.startswith("IGO:") else "GOV")


def _numbers(tree: Tree, token: int) -> bool:
    """Tell whether a word numbers a list: "(i) the Republic of …"."""
    words = tree.sentence.words
    return words[token] == "i" and token + 1 < len(words) and words[token + 1] == ")"


def _stands_before_pair(sentence: Sentence, token: int) -> bool:
    if sentence.words[token].lower() not in {"both", "their"}:
        return False
    following = [word.lower() for word in sentence.words[token + 1 : token + 4]]
    return bool(_PAIR & set(following))


def _several(
    tree: Tree, token: int, mentions: list[Mention], context: Context
) -> tuple[Actor, ...]:
    """Give whom "the two leaders", "both sides", "our countries" mean, if that is told."""
    sentence = tree.sentence
    before = [word.lower() for word in sentence.words[max(0, token - 3) : token]]
    own = tree.children[token]
    if any(tree.label(t) in {"poss", "prep"} and not _is_pronoun(tree, t) for t in own):
        return ()
    named = parties_named(mentions, before=sentence.starts[token])
    if _are_named_next(sentence, token, mentions):
        return ()
    near = sentence.index - context.group_at <= _NEAR
    group = context.group if near else ()
    number = next((n for word, n in _NUMBERS.items() if word in before), None)
    if len(named) < 2 and not context.turns and (number == 2 or before[-1:] == ["the"]):
        group = _the_two(group, context)
    if "our" in before and context.voice is not None:
        two = number == 2 and len(named) < 2
        others = named or (context.the_two if two else ()) or group or context.pair
        return _with_home(others, context.voice)
    if number is None:
        told = sentence.words[token].lower() == "leaders" and before[-1:] == ["the"]
        return group if told and len(named) < 2 else ()
    groups = [named, _people(named), group, _people(group), context.pair]
    if sentence.words[token].lower() in _PEOPLE:  # leaders are people before they are states
        groups = [_people(named), _people(group), _people(context.pair), *groups]
    return next((group for group in groups if len(group) == number), ())


def _are_named_next(sentence: Sentence, token: int, mentions: list[Mention]) -> bool:
    """Tell whether names follow: "the two leaders — the Prime Minister and President Biden"."""
    if sentence.words[token + 1 : token + 2] not in {("—",), ("–",), ("-",), (":",), ("(",)}:
        return False
    stop = sentence.starts[token]
    return sum(mention.start > stop and mention.kind != "pronoun" for mention in mentions) >= 2


def _the_two(group: tuple[Actor, ...], context: Context) -> tuple[Actor, ...]:
    """Give those whom the title of a government's text names, if a group named last is not they."""
    two = context.the_two
    same = {actor.state for actor in group} == {actor.state for actor in two}
    return two if two and not same else group


def _with_home(others: tuple[Actor, ...], code: str) -> tuple[Actor, ...]:
    """Give the government that speaks with the others: "our two countries"."""
    home = next((a for a in others if a.state == code), None)
    rest = tuple(actor for actor in others if actor.state != code)
    return (home or Actor(text="our", state=code, sector="GOV"), *rest) if rest else ()


def _state_only(actor: Actor) -> Actor:
    return Actor(text=actor.text, state=actor.state, sector="IGO" if _is_body(actor) else "GOV")


def _is_body(actor: Actor) -> bool:
    return (actor.state or "").startswith("IGO:")


def _is_pronoun(tree: Tree, token: int) -> bool:
    return tree.sentence.tags[token] == "PRP$"


def _people(group: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(actor for actor in group if actor.person)


def _bearer(tree: Tree, token: int, mentions: list[Mention]) -> Actor | None:
    """Give the person of this sentence whom "he" or "him" means: its first, or the one acted on.

    "Harris thanked Sisi for his efforts", "Harris called Sisi to congratulate him": Sisi's.
    """
    start = tree.sentence.starts[token]
    people = [m.actors[0] for m in mentions if m.start < start and m.actors and m.actors[0].person]
    if len(people) < 2:
        return people[0] if people else None
    return people[-1] if _is_of_the_other(tree, token) else people[0]


def _is_of_the_other(tree: Tree, token: int) -> bool:
    """Tell whether a pronoun means the person acted on, not the one who acts."""
    if tree.sentence.tags[token] == "PRP":
        return tree.label(token) == "dobj"
    for _ in range(4):
        parent = tree.head(token)
        if tree.label(token) == "prep":
            thanks = tree.sentence.lemmas[parent].lower() in _THANKS
            return thanks and tree.sentence.words[token].lower() in {"for", "on"}
        token = parent
    return False
