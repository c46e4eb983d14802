"""Make an event of a draft: actors, status, day, issue, third parties, evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Final

from detente.actors.context import Context
from detente.codes import Precision, Quad, Root, Status
from detente.events.bystanders import is_topic, is_within_topic, without_bystanders
from detente.events.check import SURE, has_word_for, renews_sanctions
from detente.events.decode import ISSUES, STATUSES, Draft, Pair
from detente.events.eras import Era
from detente.events.modes import mode_of
from detente.events.sides import (
    actors_of,
    are_guests,
    guests_apart,
    key_of,
    named_alone,
    receives,
    stays_at_home,
    token_at,
    with_whole_lists,
    without_owners,
)
from detente.events.status import (
    event_verb,
    is_called_off,
    is_doubted,
    is_opinion,
    is_question,
    may_deny,
    rules_out,
    status_by_grammar,
)
from detente.events.when import Moment, moments_in, relative_to_last
from detente.ontology.plover import JOINT, quad_of, score_of
from detente.records import Actor, Document, Event, Evidence, Mention, Sentence, content_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SURE: Final = 0.8
"""Probability from which the model's status stands against a silent grammar."""
_AGAINST: Final = frozenset(
    "against over regarding concerning about toward towards counter deter condemn".split()
)
_SAID: Final = frozenset({Root.REJECT, Root.ACCUSE, Root.THREATEN, Root.REQUEST, *JOINT})
"""Roots of an act that "rules out" does not undo."""
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
    pairs: Annotated[list[Pair], "what is said of all pairs of parties"] = field(
        default_factory=list
    )
    drafts: Annotated[list[Draft], "events in terms of parties"] = field(default_factory=list)


def build_event(reading: Reading, draft: Draft, run_id: str) -> Event | None:
    """Make the event of a draft, or none where no side has a state or body."""
    document, sentence, parties = reading.document, reading.sentence, reading.parties
    if draft.root in {Root.CONCEDE, Root.RETREAT} and renews_sanctions(sentence.text):
        draft = replace(draft, root=Root.SANCTION)
    draft = with_whole_lists(sentence, parties, without_owners(sentence, parties, draft))
    draft = without_bystanders(sentence, parties, draft, document.published)
    tokens = [token_at(sentence, parties[i]) for i in (*draft.actors, *draft.recipients)]
    verb = event_verb(sentence, tokens)
    if draft.root not in _SAID and rules_out(sentence, verb):
        draft = replace(draft, root=Root.REJECT, recipients=())
    draft = guests_apart(sentence, verb, parties, draft)
    faced = set() if draft.root in JOINT else named_alone(parties, draft.recipients)
    actors = actors_of(parties, draft.actors, without=faced)
    recipients = [
        a for a in actors_of(parties, draft.recipients) if key_of(a) not in map(key_of, actors)
    ]
    states = {actor.state for actor in (*actors, *recipients)}
    if not actors or states in ({None}, {None, reading.last.home}):
        return None
    unsure = reading.last.home is not None and draft.probability < SURE
    if is_question(sentence) or is_opinion(sentence, verb):
        return None
    if unsure and not has_word_for(draft.root, sentence.text):
        return None
    root = Root.CONSULT if receives(sentence, verb, parties, draft) else draft.root
    if root is Root.CONSULT and stays_at_home(parties, draft):
        return None
    if root is Root.CONSULT and are_guests(sentence, verb, parties, draft):
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
    if (
        draft.root in {Root.AGREE, Root.CONSULT}
        and grammar is None
        and is_called_off(sentence, verb)
    ):
        return Status.DENIED
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
        token = token_at(sentence, party)
        path = [token]
        while sentence.heads[path[-1]] != path[-1] and len(path) < 8:
            path.append(sentence.heads[path[-1]])
        against = any(sentence.words[t].lower() in _AGAINST for t in path[1:])
        if against or is_topic(sentence, party) or is_within_topic(sentence, party):
            found.update(
                (actor.state, None)
                for actor in party.actors
                if actor.state and not actor.state.startswith("IGO:") and actor.state not in taken
            )
    return list(found)
