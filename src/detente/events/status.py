"""Tell what happened from what is planned, possible or denied, by the grammar of the sentence."""

from __future__ import annotations

import re
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
    "plan expect schedule slate intend prepare aim seek due set poised want hope hop consider"
    " weigh mull vow pledge promise about".split()
)
"""Lemmas above "to"; "hop" is spaCy's lemma of "hopes"."""
_NO: Final = frozenset({"not", "n't", "never", "no"})
_NONE: Final = frozenset({"no", "neither"})
_NOBODY: Final = frozenset({"nobody", "none", "nothing", "neither"})
_DENY: Final = frozenset({"deny", "dismiss", "refute"})
_PUT_OFF: Final = frozenset({"cancel", "postpone", "delay", "scrap"})
_HEARSAY: Final = frozenset(
    "report claim allegation accusation suggestion rumor rumour assertion speculation".split()
)
_CONDITION: Final = frozenset({"if", "unless", "whether"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


_DENIAL: Final = frozenset(
    "not n't never no nor neither deny denial dismiss refute false without none nothing nobody"
    " untrue fabricate fail cancel contrary".split()
)


_ASKED: Final = re.compile(r"Q[\s\xa0]+\S")
"""The mark of a reporter's question in the record of a press briefing."""


def may_deny(sentence: Sentence) -> bool:
    """Tell whether a sentence holds a word by which something could be denied."""
    lemmas = set(sentence.lemmas)
    if "reject" in lemmas and lemmas & _HEARSAY:
        return True
    return bool(_DENIAL & ({word.lower() for word in sentence.words} | lemmas))


_OPINIONS: Final = frozenset({"believe", "think", "feel"})


def is_opinion(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb says what somebody thinks: an opinion is no event."""
    return sentence.lemmas[verb] in _OPINIONS


def is_question(sentence: Sentence) -> bool:
    """Tell whether a sentence is a question: what is asked is no event (coding guide)."""
    text = sentence.text
    return text.rstrip(" \"'”’)").endswith("?") or bool(_ASKED.match(text))


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
    meet", "is to meet" (planned); "did not meet", "denied that it met", "does not plan to meet",
    "no troops attacked" (denied).
    """
    words = _words(sentence, verb, "aux", "neg")
    marks = _words(sentence, verb, "mark")
    above = sentence.heads[verb]
    if marks & _CONDITION or words & _MAYBE:
        return Status.HYPOTHETICAL
    if "before" in marks and sentence.tags[verb] in {"VBZ", "VBP"}:
        return Status.PLANNED
    if _is_denied(sentence, verb):
        return Status.DENIED
    if words & _WILL:
        return Status.PLANNED
    if _plan_above(sentence, verb) is not None:
        if_so = _words(sentence, above, "mark") & _CONDITION and sentence.lemmas[above] == "be"
        return Status.HYPOTHETICAL if if_so else Status.PLANNED  # "if it were to meet"
    if above != verb and sentence.labels[verb] in {"xcomp", "advcl"}:
        return Status.HYPOTHETICAL if _words(sentence, above, "aux") & _MAYBE else None
    return None


def rules_out(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb says that its subject will not do something: "rules out sanctions"."""
    if sentence.lemmas[verb] != "rule" or "out" not in _words(sentence, verb, "prt", "advmod"):
        return False
    passive = _below(sentence, verb, "auxpass", "nsubjpass")
    return not passive and status_by_grammar(sentence, verb) is None


def is_called_off(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb says that its subject does not take place: "the trip was postponed"."""
    lemma = sentence.lemmas[verb]
    off = lemma == "call" and "off" in _words(sentence, verb, "prt", "advmod")
    return (off or lemma in _PUT_OFF) and bool(_below(sentence, verb, "nsubjpass"))


def _words(sentence: Sentence, head: int, *labels: str) -> set[str]:
    """Give the words right below a token that bear one of some labels, in small letters."""
    return {sentence.words[t].lower() for t in _below(sentence, head, *labels)}


def _below(sentence: Sentence, head: int, *labels: str) -> list[int]:
    return [
        t
        for t, above in enumerate(sentence.heads)
        if above == head and t != head and sentence.labels[t] in labels
    ]


def _plan_above(sentence: Sentence, verb: int) -> int | None:
    """Give the token above "to" and a verb that puts it into the future, if one does."""
    above = sentence.heads[verb]
    if sentence.labels[verb] != "xcomp" or "to" not in _words(sentence, verb, "aux"):
        return None
    lemma, tag = sentence.lemmas[above], sentence.tags[above]
    if lemma in _PLAN or (lemma == "go" and tag == "VBG"):
        return above
    between = {sentence.labels[t] for t, head in enumerate(sentence.heads) if above < t < verb
               and head == above}  # fmt: skip
    if lemma == "be" and not between - {"advmod", "neg", "nsubj", "punct"}:
        return above  # "is to meet", not "is up to him to meet" or "is hard to meet"
    return None


def _is_denied(sentence: Sentence, verb: int) -> bool:
    """Tell whether a verb is denied: itself, by its subject, by what stands above it."""
    if _words(sentence, verb, "aux", "neg") & _NO and sentence.tags[verb] != "VBG":
        return True
    if _words(sentence, verb, "preconj", "cc", "det") & {"neither"}:
        return True
    for subject in _below(sentence, verb, *_SUBJECTS):
        if _words(sentence, subject, "det", "preconj") & _NONE:
            return True
        if sentence.words[subject].lower() in _NOBODY:
            return True
    return _is_denied_above(sentence, verb)


def _is_denied_above(sentence: Sentence, verb: int) -> bool:
    above, label = sentence.heads[verb], sentence.labels[verb]
    if above == verb:
        return False
    if label in {"xcomp", "ccomp", "advcl"} and sentence.lemmas[above] in _DENY:
        return True
    if label == "conj" and "nor" in _words(sentence, above, "cc"):
        return True
    if label == "acl" and "that" in _words(sentence, verb, "mark"):
        return sentence.lemmas[above] in _HEARSAY and _is_rejected(sentence, above)
    if label == "acl":  # "has no plans to meet"
        return sentence.lemmas[above] == "plan" and "no" in _words(sentence, above, "det")
    plan = _plan_above(sentence, verb)
    if plan is None:
        return False
    if sentence.labels[plan] in {"acomp", "prep"}:  # "is not about to meet"
        plan = sentence.heads[plan]
    return bool(_words(sentence, plan, "neg") & _NO)


def _is_rejected(sentence: Sentence, noun: int) -> bool:
    """Tell whether a noun is what somebody denies or rejects."""
    lemma = sentence.lemmas[sentence.heads[noun]]
    return sentence.labels[noun] in {"dobj", "nsubjpass"} and lemma in _DENY | {"reject"}


def is_doubted(sentence: Sentence, verb: int, tokens: list[int]) -> bool:
    """Tell whether a word of doubt stands close to an event that is named by a noun."""
    near = {verb, *tokens}
    near |= {t for t, head in enumerate(sentence.heads) if head in near}
    return any(sentence.lemmas[t] in _DOUBT for t in near)
