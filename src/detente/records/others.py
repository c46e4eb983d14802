"""Hold what other projects coded or counted, and the files it came in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from detente.codes import Issue, Precision, Quad, Root, Status


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
class Context:
    """Hold a fact that another project gives for a state, or for two, and a time."""

    id: Annotated[str, "source, measure, states and day"]
    source: Annotated[str, "whose: UN ideal points | ATOP | V-Dem | DESTA …"]
    state: Annotated[str, "ISO alpha-3"]
    other: Annotated[str | None, "the other state, for facts of two; ISO alpha-3"] = None
    day: Annotated[dt.date, "first day for which it holds"]
    stop: Annotated[dt.date | None, "first day for which it no longer holds; null: open"] = None
    known_at: Annotated[dt.date, "first day on which it could be known: for a year, the next"]
    measure: Annotated[str, "what is given: UN ideal point, defence pact, polity score …"]
    value: Annotated[float, "the number; 1 for a pact or agreement"]
    low: Annotated[float | None, "5th percentile or lower bound, if published"] = None
    high: Annotated[float | None, "95th percentile or upper bound, if published"] = None
    n: Annotated[int | None, "votes or the like that it rests on"] = None
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
