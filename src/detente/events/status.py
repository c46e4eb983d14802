"""Tell what happened from what is planned, possible or denied, by the grammar of the sentence."""

from __future__ import annotations

from typing import Final

from detente.codes import Status
from detente.records import Sentence

_MAYBE: Final = frozenset({"may", "might", "could", "would", "should", "can", "'d"})
_DOUBT: Final = frozenset(
    "possibly perhaps reportedly-planned potential potentially hypothetical possible fear feared"
    " fears risk unless whether if".split()
)
_WILL: Final = frozenset({"will", "'ll", "wo", "shall"})
_PLAN: Final = frozenset(
    "plan expect schedule slate intend prepare aim seek due set poised want hope consider"
    " weigh mull vow pledge promise".split()
)
_NO: Final = frozenset({"not", "n't", "never", "no"})
_DENY: Final = frozenset({"deny", "dismiss", "refute"})


_DENIAL: Final = frozenset(
    "not n't never no nor neither deny denial dismiss refute false without none nothing nobody"
    " untrue fabricate fail cancel contrary".split()
)


def may_deny(sentence: Sentence) -> bool:
    """Tell whether a sentence holds a word by which something could be denied."""
    return bool(_DENIAL & ({word.lower() for word in sentence.words} | set(sentence.lemmas)))


def event_verb(sentence: Sentence, tokens: list[int]) -> int:
    """Give the verb that governs some tokens: the lowest verb above all of them.

    Parameters
    ----------
    sentence : Sentence
        The analysed sentence.
    tokens : list of int
        Indices of tokens, for example the heads of two parties; at least one.

    Returns
    -------
    int
        Index of a token; the root of the sentence where no verb governs them.
    """
    paths = [_path(sentence, token) for token in tokens]
    common = [token for token in paths[0] if all(token in path for path in paths[1:])]
    for token in common:
        if sentence.tags[token].startswith("VB") or sentence.tags[token] == "MD":
            return token
    return common[-1] if common else paths[0][-1]


def _path(sentence: Sentence, token: int) -> list[int]:
    path = [token]
    while sentence.heads[token] != token and len(path) < 60:
        token = sentence.heads[token]
        path.append(token)
    return path


def status_by_grammar(sentence: Sentence, verb: int) -> Status | None:
    """Give the status that auxiliaries, negation and conditionals say, or none if they are silent.

    Examples of what speaks: "may meet", "if it attacks" (hypothetical); "will meet", "plans to
    meet" (planned); "did not meet", "denied that it met" (denied).
    """
    children = [t for t, head in enumerate(sentence.heads) if head == verb and t != verb]
    words = {sentence.words[t].lower() for t in children if sentence.labels[t] in {"aux", "neg"}}
    marks = {sentence.words[t].lower() for t in children if sentence.labels[t] == "mark"}
    above = sentence.heads[verb]
    governor = sentence.lemmas[above] if above != verb else ""
    governed = sentence.labels[verb] in {"xcomp", "ccomp", "advcl"}
    if marks & {"if", "unless", "whether"} or words & _MAYBE:
        return Status.HYPOTHETICAL
    if "before" in marks and sentence.tags[verb] in {"VBZ", "VBP"}:
        return Status.PLANNED
    if words & _NO and sentence.tags[verb] != "VBG":
        return Status.DENIED
    if governed and governor in _DENY:
        return Status.DENIED
    if words & _WILL:
        return Status.PLANNED
    if sentence.labels[verb] == "xcomp" and "to" in words and governor in _PLAN:
        return Status.PLANNED
    if governed and above != verb:
        aux = {
            sentence.words[t].lower()
            for t, head in enumerate(sentence.heads)
            if head == above and sentence.labels[t] == "aux"
        }
        if aux & _MAYBE and sentence.labels[verb] != "ccomp":
            return Status.HYPOTHETICAL
    return None


def is_doubted(sentence: Sentence, verb: int, tokens: list[int]) -> bool:
    """Tell whether a word of doubt stands close to an event that is named by a noun."""
    near = {verb, *tokens}
    near |= {t for t, head in enumerate(sentence.heads) if head in near}
    return any(sentence.lemmas[t] in _DOUBT for t in near)
