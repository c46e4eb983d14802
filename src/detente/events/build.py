"""Make an event of a draft: actors, status, day, issue, third parties, evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Final

from detente.actors.context import Context
from detente.codes import Level, Precision, Quad, Root, Status
from detente.events.check import SURE, has_word_for
from detente.events.decode import ISSUES, STATUSES, Draft
from detente.events.eras import Era
from detente.events.lists import lists_in
from detente.events.modes import mode_of
from detente.events.status import (
    event_verb,
    is_doubted,
    is_opinion,
    is_question,
    may_deny,
    status_by_grammar,
)
from detente.events.when import Moment, moments_in, relative_to_last
from detente.ontology.plover import JOINT, quad_of, score_of
from detente.records import Actor, Document, Event, Evidence, Mention, Sentence, content_id

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    from numpy.typing import NDArray

_SURE: Final = 0.8
"""Probability from which the model's status stands against a silent grammar."""
_AGAINST: Final = frozenset(
    "against over regarding concerning about toward towards counter deter condemn".split()
)
_FUTURE_ACTS: Final = frozenset({Root.AGREE})


@dataclass(slots=True)
class Reading:
    """Hold one sentence with its parties while it is being coded."""

    document: Annotated[Document, "the document"]
    sentence: Annotated[Sentence, "the analysed sentence"]
    mentions: Annotated[list[Mention], "all who are named, in order"]
    parties: Annotated[list[Mention], "disjoint parties in order"]
    last: Annotated[Context, "context as it was before the sentence"]
    era: Annotated[Era | None, "former leader's time that the sentence itself speaks of"]
    told: Annotated[Era | None, "the same, from an earlier sentence of the paragraph"]
    drafts: Annotated[list[Draft], "events in terms of parties"] = field(default_factory=list)


def build_event(reading: Reading, draft: Draft, run_id: str) -> Event | None:
    """Make the event of a draft, or none where no side has a state or body."""
    document, sentence, parties = reading.document, reading.sentence, reading.parties
    draft = with_whole_lists(sentence, parties, draft)
    faced = set() if draft.root in JOINT else _named_alone(parties, draft.recipients)
    actors = _sides(parties, draft.actors, without=faced)
    recipients = [a for a in _sides(parties, draft.recipients) if _key(a) not in map(_key, actors)]
    states = {actor.state for actor in (*actors, *recipients)}
    if not actors or states in ({None}, {None, reading.last.home}):
        return None
    tokens = [_token_at(sentence, parties[i]) for i in (*draft.actors, *draft.recipients)]
    verb = event_verb(sentence, tokens)
    unsure = reading.last.home is not None and draft.probability < SURE
    if is_question(sentence) or is_opinion(sentence, verb):
        return None
    if unsure and not has_word_for(draft.root, sentence.text):
        return None
    root = Root.CONSULT if _receives(sentence, verb, parties, draft) else draft.root
    if root is Root.CONSULT and _is_guest(sentence, verb, parties, draft):
        actors, recipients = recipients, actors
    status = _status(sentence, verb, tokens, draft)
    verbs = {verb, *(event_verb(sentence, [token]) for token in tokens)}
    people = {actor.person for actor in (*actors, *recipients)}
    day, precision = _day(reading, verb, verbs, status, people)
    issue = ISSUES[int(_mean([pair.issues for pair in draft.pairs]).argmax())]
    said = [(a.state, a.sector, a.person, a.text) for a in (*actors, *recipients)]
    evidence = Evidence(
        document_id=document.id, start=sentence.start, stop=sentence.stop, quote=sentence.text
    )
    return Event(
        id=content_id("event", document.id, sentence.start, root, status, said),
        root=root,
        mode=mode_of(root, sentence.text),
        status=status,
        actors=actors,
        recipients=recipients,
        about=_about(sentence, parties, draft, actors, recipients),
        day=day,
        day_precision=precision,
        known_at=document.known_at,
        issue=issue,
        quad=quad_of(root),
        score=score_of(root),
        probability=round(min(1.0, draft.probability), 4),
        evidence=evidence,
        run_id=run_id,
    )


def with_whole_lists(sentence: Sentence, parties: list[Mention], draft: Draft) -> Draft:
    """Add to each side of a draft the parties that stand in one list with a member of it.

    In "met Kishida, Yoon and Marcos" all three are met, or none. A list that has members on both
    sides of a joint act is a list of those who act together.
    """
    first = [_first_of_list(sentence, _token_at(sentence, party)) for party in parties]
    for own in lists_in(sentence.text, parties):
        first[own.start : own.stop] = [first[own.start]] * len(own)
    sides = [set(draft.actors), set(draft.recipients)]
    lists = [{first[i] for i in side} for side in sides]
    if draft.root in JOINT and lists[0] & lists[1]:
        together = {i for i in sides[1] if first[i] in lists[0]}
        sides = [sides[0] | together, sides[1] - together]
        lists = [{first[i] for i in side} for side in sides]
    for party, start in enumerate(first):
        inside = [start in own for own in lists]
        listed = first.count(start) > 1 and parties[party].kind != "lead"
        if listed and sum(inside) == 1 and party not in sides[0] | sides[1]:
            sides[inside.index(True)].add(party)
    actors, recipients = (tuple(sorted(side)) for side in sides)
    return replace(draft, actors=actors, recipients=recipients)


def _first_of_list(sentence: Sentence, token: int) -> int:
    """Give the first member of the list that a token is in, by coordination."""
    while sentence.labels[token] == "conj" and sentence.heads[token] != token:
        token = sentence.heads[token]
    return token


_HOSTING: Final = frozenset({"welcome", "receive", "host"})


def _is_guest(sentence: Sentence, verb: int, parties: list[Mention], draft: Draft) -> bool:
    """Tell whether those met are guests of those who act: a visitor acts, whoever tells of it."""
    if sentence.lemmas[verb] not in _HOSTING or not draft.recipients:
        return False
    objects = {
        t
        for t, (head, label) in enumerate(zip(sentence.heads, sentence.labels, strict=True))
        if head == verb and label in {"dobj", "nsubjpass"}
    }

    def are_guests(indices: tuple[int, ...]) -> bool:
        tokens = (_token_at(sentence, parties[i]) for i in indices)
        return any(_first_of_list(sentence, token) in objects for token in tokens)

    return are_guests(draft.recipients) and not are_guests(draft.actors)


def _receives(sentence: Sentence, verb: int, parties: list[Mention], draft: Draft) -> bool:
    """Tell whether somebody is welcomed in person: that is a meeting, not praise of an act."""
    if draft.root != Root.SUPPORT or sentence.lemmas[verb] not in _HOSTING:
        return False
    objects = {t for t, head in enumerate(sentence.heads) if head == verb}
    objects = {t for t in objects if sentence.labels[t] in {"dobj", "nsubjpass"}}
    return any(
        _token_at(sentence, parties[i]) in objects
        and any(actor.person or actor.level == Level.LEADER for actor in parties[i].actors)
        for i in (*draft.actors, *draft.recipients)
    )


def _named_alone(parties: list[Mention], indices: tuple[int, ...]) -> set[tuple[str, str]]:
    """Give state and sector of parties that are each named alone."""
    return {
        (actor.state, actor.sector)
        for i in indices
        if parties[i].kind != "pronoun" and len(parties[i].actors) == 1
        for actor in parties[i].actors
        if actor.state
    }


def _sides(
    parties: list[Mention],
    indices: tuple[int, ...],
    *,
    without: Collection[tuple[str | None, str]] = (),
) -> list[Actor]:
    """Give the distinct actors of some parties.

    A name stands before a pronoun, and a person before the bare name of their government. Who is
    faced by name is none of those who act as a group: in "The leaders condemned North Korea" its
    leader is not among them, even if the sentence before named it.
    """
    chosen = sorted((parties[i] for i in indices), key=lambda party: party.kind == "pronoun")
    distinct: dict[object, Actor] = {}
    for party in chosen:
        grouped = len(party.actors) > 1
        for actor in party.actors:
            if not (grouped and (actor.state, actor.sector) in without):
                distinct.setdefault(_key(actor), actor)
    people = {actor.state for actor in distinct.values() if actor.person and actor.sector == "GOV"}
    return [a for a in distinct.values() if a.person or a.sector != "GOV" or a.state not in people]


def _key(actor: Actor) -> tuple[str | None, str, str | None]:
    name = actor.person or (None if actor.state else actor.text.lower())
    return actor.state, actor.sector, name


def _token_at(sentence: Sentence, party: Mention) -> int:
    """Give the token that heads a party within its sentence."""
    inside = [
        i
        for i, start in enumerate(sentence.starts)
        if start < party.stop and start + len(sentence.words[i]) > party.start
    ]
    if not inside:
        return next(i for i, head in enumerate(sentence.heads) if head == i)
    return next((i for i in inside if sentence.heads[i] not in inside), inside[-1])


def _mean(rows: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    import numpy as np

    result: NDArray[np.float32] = np.mean(np.stack(rows), axis=0)
    return result


def _status(sentence: Sentence, verb: int, tokens: list[int], draft: Draft) -> Status:
    """Join what the grammar says with what the model says."""
    chances = _mean([pair.statuses for pair in draft.pairs])
    if not may_deny(sentence):
        chances = chances * [status is not Status.DENIED for status in STATUSES]
    guess = STATUSES[int(chances.argmax())]
    grammar = status_by_grammar(sentence, verb)
    if grammar == Status.PLANNED and draft.root in _FUTURE_ACTS:
        return guess if guess != Status.DENIED else Status.PLANNED
    if grammar is not None and float(chances[STATUSES.index(grammar)]) > 0.02:
        return grammar
    if guess == Status.HAPPENED and is_doubted(sentence, verb, tokens):
        return Status.HYPOTHETICAL
    if guess != Status.HAPPENED and float(chances.max()) < _SURE and grammar is None:
        happened = float(chances[STATUSES.index(Status.HAPPENED)])
        return guess if happened < 0.35 else Status.HAPPENED
    return guess


def _day(
    reading: Reading, verb: int, verbs: set[int], status: Status, people: set[str | None]
) -> tuple[dt.date | None, Precision]:
    """Give the day that the sentence tells, else the day of the report for what is reported."""
    document, sentence = reading.document, reading.sentence
    ahead = status == Status.PLANNED
    for moment in _moments(document, sentence, reading.last, ahead=ahead):
        if _belongs(sentence, moment, verb, verbs):
            return moment.day, moment.precision
    if reading.era is not None:
        return reading.era.day, Precision.YEAR
    if reading.told is not None and reading.told.person in people:
        return reading.told.day, Precision.YEAR
    if document.published is None or ahead or _is_past_perfect(sentence, verb):
        return None, Precision.UNKNOWN
    return document.published, Precision.REPORT


def _moments(
    document: Document, sentence: Sentence, context: Context, *, ahead: bool
) -> list[Moment]:
    if document.published is not None:
        found = moments_in(sentence.text, document.published, ahead=ahead)
    else:  # without a day of publication only what names its year is sure
        early = moments_in(sentence.text, dt.date(1950, 1, 1), ahead=ahead)
        late = moments_in(sentence.text, dt.date(2100, 6, 15), ahead=ahead)
        found = [moment for moment in early if moment in late]
    return [*relative_to_last(sentence.text, context.last_day), *found]


def _belongs(sentence: Sentence, moment: Moment, verb: int, verbs: set[int]) -> bool:
    """Tell whether an expression of time speaks of the event that a verb names.

    It does if its own verb governs the event or one of its parties.
    """
    inside = [i for i, start in enumerate(sentence.starts) if moment.start <= start < moment.stop]
    if not inside:
        return False
    own = event_verb(sentence, inside[-1:])
    if own in verbs:
        return True
    return _above(sentence, own, verb) or _above(sentence, verb, own)


def _above(sentence: Sentence, upper: int, lower: int) -> bool:
    """Tell whether one verb stands above another within the same clause or its complements."""
    token = lower
    for _ in range(40):
        if token == upper:
            return True
        if sentence.labels[token] in {"relcl", "acl", "advcl", "ccomp", "parataxis"}:
            return False
        if sentence.heads[token] == token:
            return False
        token = sentence.heads[token]
    return False


def _is_past_perfect(sentence: Sentence, verb: int) -> bool:
    return any(
        head == verb and sentence.labels[t] == "aux" and sentence.words[t].lower() == "had"
        for t, head in enumerate(sentence.heads)
    )


def _about(
    sentence: Sentence,
    parties: list[Mention],
    draft: Draft,
    actors: list[Actor],
    recipients: list[Actor],
) -> list[str]:
    """Give states that are named as reason or target without being party to the event."""
    if quad_of(draft.root) in {Quad.MATERIAL_CONFLICT}:
        return []
    taken = {actor.state for actor in (*actors, *recipients)}
    used = {*draft.actors, *draft.recipients}
    found: dict[str, None] = {}
    for i, party in enumerate(parties):
        if i in used or party.kind == "pronoun":
            continue
        token = _token_at(sentence, party)
        path = [token]
        while sentence.heads[path[-1]] != path[-1] and len(path) < 8:
            path.append(sentence.heads[path[-1]])
        if any(sentence.words[t].lower() in _AGAINST for t in path[1:]):
            found.update(
                (actor.state, None)
                for actor in party.actors
                if actor.state and not actor.state.startswith("IGO:") and actor.state not in taken
            )
    return list(found)
