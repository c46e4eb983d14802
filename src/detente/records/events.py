"""Hold who does what to whom, as texts say it, with the words it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from detente.codes import Issue, Level, Precision, Quad, Root, Sector, Status
from detente.records.base import check


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Hold one party to an event as the text names it and as it was resolved."""

    text: Annotated[str, "the words that name it"]
    state: Annotated[str | None, "ISO 3166 alpha-3, 'IGO:…' for bodies of no state, or null"]
    sector: Annotated[str, "PLOVER sector: GOV, MIL, PTY …"]
    person: Annotated[str | None, "id of the person in the book of offices"] = None
    name: Annotated[str | None, "full name of the person or body"] = None
    office: Annotated[str | None, "office held on the day, as a title"] = None
    level: Annotated[str, "leader | minister | official | out of office | unknown"] = Level.UNKNOWN

    def __post_init__(self) -> None:
        check(self.sector in Sector.__members__, f"unknown sector {self.sector!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Hold one place in a sentence where an actor is named, and who that is."""

    document_id: Annotated[str, "document it stands in"]
    sentence: Annotated[int, "index of the sentence"]
    start: Annotated[int, "offset in the sentence; characters"]
    stop: Annotated[int, "offset behind it in the sentence; characters"]
    kind: Annotated[
        str, "state | adjective | people | capital | person | institution | title | pronoun …"
    ]
    actors: Annotated[
        tuple[Actor, ...], "who is meant; several for 'both leaders'; empty if unresolved"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Hold the place in a document that a row rests on, with its words."""

    document_id: Annotated[str, "document"]
    start: Annotated[int, "offset in the document; characters"]
    stop: Annotated[int, "offset behind it; characters"]
    quote: Annotated[str, "document.text[start:stop]"]

    def __post_init__(self) -> None:
        check(self.stop - self.start == len(self.quote), "evidence span does not fit its quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Hold one political interaction as one sentence reports it."""

    id: Annotated[str, "content hash"]
    root: Annotated[Root, "PLOVER 0.8 root"]
    mode: Annotated[str | None, "PLOVER mode of the root"] = None
    status: Annotated[Status, "happened | planned | hypothetical | denied"]
    actors: Annotated[list[Actor], "who acts"]
    recipients: Annotated[list[Actor], "to or with whom; empty for a joint act"]
    about: Annotated[
        list[str], "states that are reason or target without being recipient; ISO alpha-3"
    ]
    day: Annotated[dt.date | None, "first day on which it happened or is to happen; UTC"]
    day_precision: Annotated[Precision, "day | month | year | report (no day named) | unknown"]
    known_at: Annotated[dt.date, "day on which it was known"]
    issue: Annotated[Issue, "issue area"]
    quad: Annotated[Quad, "quad class of the root"]
    score: Annotated[float, "PLOVER scale of conflict (-10) and cooperation (+10)"]
    probability: Annotated[
        float, "probability that the event is right as told: its states, root and status; 0..1"
    ]
    evidence: Annotated[Evidence, "the sentence it rests on"]
    source: Annotated[str, "who coded it: 'detente', 'GDELT' …"] = "detente"
    run_id: Annotated[str, "run that coded it"] = ""

    def __post_init__(self) -> None:
        check(bool(self.actors), f"event {self.id}: no actor")
        check(0 <= self.probability <= 1, f"event {self.id}: probability not in 0..1")
        unknown = self.day_precision == Precision.UNKNOWN
        check((self.day is None) == unknown, f"event {self.id}: day and its precision disagree")


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Hold a person whom a text introduces by office and state and the book does not know."""

    id: Annotated[str, "content hash"]
    name: Annotated[str, "full name as written"]
    state: Annotated[str, "ISO alpha-3 of the state named with it"]
    title: Annotated[str, "title as written, lower case"]
    sector: Annotated[str, "PLOVER sector that the title tells"]
    former: Annotated[bool, "whether the text says that the office was held before"]
    day: Annotated[dt.date | None, "day of publication; null if unknown"]
    known_at: Annotated[dt.date, "day on which it was known"]
    evidence: Annotated[Evidence, "the words that introduce"]
    run_id: Annotated[str, "run that read it"] = ""

    def __post_init__(self) -> None:
        check(self.sector in Sector.__members__, f"unknown sector {self.sector!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Hold what somebody is quoted as saying, word for word."""

    id: Annotated[str, "content hash"]
    speaker: Annotated[Actor, "who speaks"]
    words: Annotated[str, "what is said, without the quotation marks"]
    verb: Annotated[str, "verb of speech, as its lemma"]
    day: Annotated[dt.date | None, "day of publication; null if unknown"]
    known_at: Annotated[dt.date, "day on which it was known"]
    evidence: Annotated[Evidence, "the sentence it stands in"]
    run_id: Annotated[str, "run that read it"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Hold one event with all reports of it; computed from events, and computed anew with more."""

    id: Annotated[str, "least id of its reports"]
    key: Annotated[str, "its states, in order of code, joined by commas"]
    event_ids: Annotated[list[str], "ids of its reports in table events, the earliest first"]
    attached: Annotated[list[str], "ids of plans and denials that are about it"]
    root: Annotated[Root, "root that most reports give"]
    mode: Annotated[str | None, "mode that most give"] = None
    quad: Annotated[Quad, "quad class of the root"]
    status: Annotated[Status, "status of its reports"]
    states: Annotated[list[str], "states and bodies that take part; in order of code"]
    day: Annotated[dt.date | None, "day that most name, by the most exact reports; UTC"]
    day_precision: Annotated[Precision, "how exactly that is known"]
    known_at: Annotated[dt.date, "day of the first report"]
    last_report: Annotated[dt.date, "day of the last report"]
    reports: Annotated[int, "reports, copies included"]
    publishers: Annotated[int, "independent publishers: copies of one text count once"]
    disagreements: Annotated[list[str], "on what the reports do not agree, one line each"]
