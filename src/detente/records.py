"""Define what passes from room to room: frozen records that are valid once they exist.

One definition is record, table schema, documentation and column help: every field is
``Annotated`` with its meaning, unit and range, and `detente.store.tables` derives the
tables from it. Offsets count characters of ``Document.text``; intervals are half-open;
days are UTC.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Annotated

from detente.codes import Certainty, Issue, Level, Precision, Quad, Root, Sector, Status
from detente.errors import InvalidRecord


def content_id(*parts: object) -> str:
    """Give the id of a row: 16 hexadecimal digits of the hash of what it says.

    Examples
    --------
    >>> content_id("a", 1) == content_id("a", 1)
    True
    >>> content_id("a", "b") == content_id("ab")
    False
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _check(true: bool, message: str) -> None:
    if not true:
        raise InvalidRecord(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Hold one raw text as a source gave it, before anything is cleaned."""

    source: Annotated[
        str, "path or address, with '#n' for the n-th row or '!name' for a zip member"
    ]
    media: Annotated[str, "txt | md | html"]
    body: Annotated[str, "the text as decoded; not cleaned"]
    title: Annotated[str | None, "title as given by the source"] = None
    url: Annotated[str | None, "address as given by the source"] = None
    published: Annotated[str | None, "publication date as given by the source, any form"] = None
    publisher: Annotated[str | None, "publisher as given by the source"] = None
    byline: Annotated[str | None, "author as given by the source"] = None
    key: Annotated[str | None, "the source's own id of this text"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Hold one clean, dated text in one language."""

    id: Annotated[str, "content hash; 16 hexadecimal digits"]
    source: Annotated[str, "path or address it was read from"]
    key: Annotated[str | None, "the source's own id"] = None
    title: Annotated[str | None, "headline"] = None
    text: Annotated[str, "clean text; paragraphs separated by one empty line"]
    url: Annotated[str | None, "address"] = None
    publisher: Annotated[str | None, "who published this copy"] = None
    byline: Annotated[str | None, "author"] = None
    original_publisher: Annotated[str | None, "who published it first, if republished"] = None
    published: Annotated[dt.date | None, "day of publication; UTC"] = None
    published_certainty: Annotated[Certainty, "where the day comes from"] = Certainty.UNKNOWN
    language: Annotated[str, "ISO 639-1 code, or 'und'"]
    language_probability: Annotated[float, "probability of that language; 0..1"]
    reprint_of: Annotated[str | None, "id of the document that this one is a near copy of"] = None
    known_at: Annotated[dt.date, "day on which it was known: published, else day of the run"]
    run_id: Annotated[str, "run that read it"] = ""

    def __post_init__(self) -> None:
        _check(bool(self.text.strip()), f"document {self.id}: text is empty")
        _check(0 <= self.language_probability <= 1, "language_probability is not in 0..1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Hold one input that could not be used, so that nothing is lost without a trace."""

    id: Annotated[str, "content hash"]
    source: Annotated[str, "path or address, with row where there is one"]
    document_id: Annotated[str | None, "document, if there is one already"] = None
    stage: Annotated[str, "room that rejected it: sources, documents, sentences, events …"]
    reason: Annotated[str, "short fixed phrase, for counting"]
    detail: Annotated[str, "what was found, with the value"]
    counts_as_problem: Annotated[bool, "False for notes on input that was used all the same"] = True
    run_id: Annotated[str, "run that met it"] = ""


def rejection(
    source: str,
    stage: str,
    reason: str,
    detail: str = "",
    *,
    document_id: str | None = None,
    counts_as_problem: bool = True,
) -> Rejection:
    """Make a rejection with its content hash as id."""
    return Rejection(
        id=content_id("rejection", source, document_id, stage, reason, detail),
        source=source,
        document_id=document_id,
        stage=stage,
        reason=reason,
        detail=detail[:500],
        counts_as_problem=counts_as_problem,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Hold one analysed sentence: columns of equal length, one entry a token."""

    document_id: Annotated[str, "document it stands in"]
    index: Annotated[int, "0 for the first sentence of the document"]
    start: Annotated[int, "offset of its first character in the document; characters"]
    stop: Annotated[int, "offset behind its last character; characters"]
    text: Annotated[str, "the sentence as written"]
    words: Annotated[tuple[str, ...], "tokens as written"]
    lemmas: Annotated[tuple[str, ...], "lemmas, lower case"]
    tags: Annotated[tuple[str, ...], "Penn Treebank tags"]
    heads: Annotated[tuple[int, ...], "index of the head token; the root points to itself"]
    labels: Annotated[tuple[str, ...], "dependency labels (ClearNLP)"]
    starts: Annotated[tuple[int, ...], "offset of each token within the sentence; characters"]

    def __post_init__(self) -> None:
        sizes = {len(self.words), len(self.lemmas), len(self.tags), len(self.heads)}
        sizes |= {len(self.labels), len(self.starts)}
        _check(len(sizes) == 1, f"sentence {self.index}: columns of unequal length {sizes}")
        _check(self.stop - self.start == len(self.text), "sentence span does not fit its text")


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
        _check(self.sector in Sector.__members__, f"unknown sector {self.sector!r}")


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
        _check(self.stop - self.start == len(self.quote), "evidence span does not fit its quote")


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
        float, "probability that the sentence states an event between these parties; 0..1"
    ]
    evidence: Annotated[Evidence, "the sentence it rests on"]
    source: Annotated[str, "who coded it: 'detente', 'GDELT' …"] = "detente"
    run_id: Annotated[str, "run that coded it"] = ""

    def __post_init__(self) -> None:
        _check(bool(self.actors), f"event {self.id}: no actor")
        _check(0 <= self.probability <= 1, f"event {self.id}: probability not in 0..1")
        unknown = self.day_precision == Precision.UNKNOWN
        _check((self.day is None) == unknown, f"event {self.id}: day and its precision disagree")


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
        _check(self.sector in Sector.__members__, f"unknown sector {self.sector!r}")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Hold one event that another project coded, between one actor and one counterpart."""

    id: Annotated[str, "source, the source's own id, and what tells rows of one id apart"]
    source: Annotated[str, "GDELT | ICEWS | POLECAT | PHOENIX | PLOVER | NGEC | QUADRUPLES"]
    original_id: Annotated[str, "the source's own id; rows of one event share it"]
    code: Annotated[str | None, "event code as given: of CAMEO, or root and mode of PLOVER"] = None
    root: Annotated[Root | None, "PLOVER 0.8 root; null where none fits (public statements)"] = None
    mode: Annotated[str | None, "PLOVER mode of the root"] = None
    contexts: Annotated[str | None, "contexts of PLOVER, separated by semicolons"] = None
    status: Annotated[Status, "happened unless the source says otherwise"] = Status.HAPPENED
    issue: Annotated[Issue | None, "issue area, from contexts; null where they tell none"] = None
    quad: Annotated[Quad | None, "quad class of the root, else as given"] = None
    score: Annotated[float | None, "PLOVER scale of conflict (-10) and cooperation (+10)"] = None
    goldstein: Annotated[float | None, "intensity as given, -10..10"] = None
    day: Annotated[dt.date, "first day on which it happened; UTC"]
    day_precision: Annotated[Precision, "day | month | year"] = Precision.DAY
    known_at: Annotated[dt.date, "day on which the source added it, else the day itself"]
    actor_name: Annotated[str | None, "who acts, as given"] = None
    actor_code: Annotated[str | None, "its code or codes, as given"] = None
    actor_state: Annotated[str | None, "ISO alpha-3, 'IGO:…', or null"] = None
    actor_sector: Annotated[str | None, "PLOVER sector"] = None
    recipient_name: Annotated[str | None, "to or with whom, as given"] = None
    recipient_code: Annotated[str | None, "its code or codes, as given"] = None
    recipient_state: Annotated[str | None, "ISO alpha-3, 'IGO:…', or null"] = None
    recipient_sector: Annotated[str | None, "PLOVER sector"] = None
    place: Annotated[str | None, "where, as given"] = None
    place_state: Annotated[str | None, "state in which that is; ISO alpha-3"] = None
    latitude: Annotated[float | None, "degrees north"] = None
    longitude: Annotated[float | None, "degrees east"] = None
    mentions: Annotated[int | None, "reports of it that the source counted"] = None
    publisher: Annotated[str | None, "who published it"] = None
    url: Annotated[str | None, "where it can be read"] = None
    text: Annotated[str | None, "words or description as given"] = None
    file: Annotated[str, "id of the file it was read from, in table files"]
    row: Annotated[int, "line of that file, 1 for the first; JSON lines count likewise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Hold a number that another project gives for two states and a period."""

    id: Annotated[str, "content hash"]
    source: Annotated[str, "which project's"]
    first: Annotated[str | None, "ISO alpha-3; the actor where directed"]
    second: Annotated[str | None, "ISO alpha-3; the counterpart"]
    directed: Annotated[bool, "whether first acts towards second"]
    start: Annotated[dt.date, "first day counted"]
    stop: Annotated[dt.date, "first day no longer counted"]
    measure: Annotated[str, "what is given: a quad class (number of events), or score"]
    code: Annotated[str | None, "event code counted, if it is one"] = None
    value: Annotated[float, "the number"]
    file: Annotated[str, "id of the file it was read from, in table files"]
    row: Annotated[int, "line of that file, 1 for the first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Hold one report of an event or story that GDELT saw: a row of mentions or of its graph."""

    id: Annotated[str, "source and what identifies the row"]
    source: Annotated[str, "GDELT mentions | GDELT graph"]
    original_id: Annotated[str, "id of the event mentioned, or of the record of the graph"]
    day: Annotated[dt.date, "day on which it was seen; UTC"]
    known_at: Annotated[dt.date, "the same day"]
    publisher: Annotated[str | None, "who published it"] = None
    url: Annotated[str | None, "where it can be read"] = None
    sentence: Annotated[int | None, "number of the sentence, 1 for the first"] = None
    confidence: Annotated[float | None, "the source's own confidence; 0..1"] = None
    tone: Annotated[float | None, "tone of the text, -100..100"] = None
    themes: Annotated[str | None, "themes, separated by semicolons"] = None
    persons: Annotated[str | None, "persons, separated by semicolons"] = None
    organizations: Annotated[str | None, "bodies, separated by semicolons"] = None
    places: Annotated[str | None, "places, as given"] = None
    quotations: Annotated[str | None, "what is quoted, as given"] = None
    language: Annotated[str | None, "language of the text where translated, as given"] = None
    file: Annotated[str, "id of the file it was read from, in table files"]
    row: Annotated[int, "line of that file, 1 for the first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """Hold what one file of other people's data gave."""

    id: Annotated[str, "content hash of the bytes"]
    path: Annotated[str, "where it lay; with '!name' for a member of an archive"]
    format: Annotated[str, "as which it was read"]
    size: Annotated[int, "size; bytes"]
    rows: Annotated[int, "rows read, the header not counted"]
    kept: Annotated[int, "rows stored"]
    repeats: Annotated[int, "rows whose event was stored already"]
    rejected: Annotated[int, "rows that could not be used"]
    first_day: Annotated[dt.date | None, "first day of what was kept"] = None
    last_day: Annotated[dt.date | None, "last day of what was kept"] = None
    day: Annotated[dt.date, "day on which it was read; UTC"]
    seconds: Annotated[float, "time spent; seconds"] = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Hold what one run did, with which versions."""

    id: Annotated[str, "content hash of inputs, settings and versions"]
    command: Annotated[str, "what was run"]
    version: Annotated[str, "version of the package"]
    models: Annotated[str, "names, versions and checksums of the models, and threshold; JSON"]
    day: Annotated[dt.date, "day on which the run was first started; UTC"]
    seconds: Annotated[float, "time spent, all starts together; seconds"]
    documents: Annotated[int, "documents coded"]
    sentences: Annotated[int, "sentences read"]
    parsed: Annotated[int, "sentences that could hold two parties and were analysed"]
    events: Annotated[int, "events stored"]
    rejections: Annotated[int, "rejections stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Hold what is needed to recognise a near copy of a document later."""

    id: Annotated[str, "id of the document"]
    published: Annotated[dt.date | None, "day of publication; UTC"]
    value: Annotated[bytes, "MinHash signature; unsigned 32-bit integers, little-endian"]
    publisher: Annotated[str | None, "who published it; null if unknown"] = None
    run_id: Annotated[str, "run that read it"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Hold one forecast as it was made, so that it can be scored later."""

    id: Annotated[str, "content hash"]
    made_on: Annotated[dt.date, "day whose knowledge it uses; UTC"]
    target: Annotated[str, "what is counted: side, quad class or root; with issue after a colon"]
    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    start: Annotated[dt.date, "first day counted"]
    stop: Annotated[dt.date, "first day no longer counted"]
    method: Annotated[str, "name and version of the method"]
    mean: Annotated[float, "expected number of events"]
    low50: Annotated[float, "lowest count of the 50 % interval; events"]
    high50: Annotated[float, "highest count of the 50 % interval; events"]
    low90: Annotated[float, "lowest count of the 90 % interval; events"]
    high90: Annotated[float, "highest count of the 90 % interval; events"]
    probability: Annotated[float, "probability of at least one event; 0..1"]
    run_id: Annotated[str, "run that made it"] = ""
    spread: Annotated[
        float | None, "alpha of variance = mean + alpha mean^2; null: any of `past` is as likely"
    ] = None
    past: Annotated[list[float], "counts each of which is as likely, where the method says so"] = (
        field(default_factory=list)
    )
    condition: Annotated[str | None, "what it takes for granted, as asked; null: nothing"] = None
    inputs: Annotated[str, "what it was made from: acts, days, coverage; JSON"] = ""
    version: Annotated[str, "version of the package"] = ""

    def __post_init__(self) -> None:
        _check(self.start < self.stop, f"forecast {self.id}: it ends before it starts")
        _check(self.made_on < self.start, f"forecast {self.id}: made after it starts")
        _check(0 <= self.probability <= 1, f"forecast {self.id}: probability not in 0..1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Hold what came of one forecast; there is one a forecast, and it stays."""

    id: Annotated[str, "id of the forecast"]
    count: Annotated[float, "acts that came, by the rule of the target"]
    resolved_on: Annotated[dt.date, "day on which it was counted; UTC"]
    known_at: Annotated[dt.date, "day up to which reports count"]
    volume: Annotated[
        float | None, "acts a day of all pairs then, relative to the year before the forecast"
    ] = None
    version: Annotated[str, "version of the package"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Hold that one batch of pages of a run is done: the journal of the run."""

    id: Annotated[str, "content hash of run and number"]
    run_id: Annotated[str, "run"]
    number: Annotated[int, "0 for the first batch"]
    day: Annotated[dt.date, "day on which the run was first started; UTC"]
    pages: Annotated[int, "pages read"]
    documents: Annotated[int, "documents stored"]
    sentences: Annotated[int, "sentences read"]
    parsed: Annotated[int, "sentences that could hold two parties and were analysed"]
    events: Annotated[int, "events stored"]
    rejections: Annotated[int, "rejections stored"]
    seconds: Annotated[float, "time spent on it; seconds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Hold one measured value of one indicator, or the reason why it is withheld."""

    indicator: Annotated[str, "name in detente.relations.registry"]
    first: Annotated[str, "state code; the actor where direction matters"]
    second: Annotated[str | None, "state code; null for measures of one state or of a group"]
    group: Annotated[list[str], "states of a group or format; else empty"]
    issue: Annotated[str | None, "issue area or quad class it is limited to; null: all"]
    start: Annotated[dt.date, "first day measured"]
    stop: Annotated[dt.date, "first day no longer measured"]
    value: Annotated[float | None, "the value; null if withheld"]
    low: Annotated[float | None, "5th percentile"]
    high: Annotated[float | None, "95th percentile"]
    unit: Annotated[str, "unit of value, low and high"]
    n: Annotated[int, "events it rests on"]
    exposure: Annotated[float | None, "reporting volume of the period relative to the reference"]
    rank: Annotated[float | None, "share of the dyad's own placebo windows that are lower; 0..1"]
    evidence: Annotated[list[str], "ids of the events it rests on, in order of day"]
    reading: Annotated[str, "what it says in one line of plain English"]
    withheld: Annotated[str | None, "why there is no value; null if there is one"] = None

    def __post_init__(self) -> None:
        _check((self.value is None) == (self.withheld is not None), "value or reason, not both")
