"""Define what several answers are made of: rows that pages draw and programs read alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Hold the days that an answer is about."""

    start: Annotated[dt.date, "first day"]
    last: Annotated[dt.date, "last day, included"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Hold one party to an event."""

    text: Annotated[str, "the words that name it"]
    state: Annotated[str | None, "ISO alpha-3, 'IGO:…' for bodies, or null"]
    name: Annotated[str | None, "full name of the person or body"]
    office: Annotated[str | None, "office held on the day"]
    sector: Annotated[str | None, "PLOVER sector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """Hold one event with the sentence that states it."""

    id: Annotated[str, "id of the event"]
    source: Annotated[str, "who coded it: detente, GDELT …"]
    day: Annotated[dt.date | None, "day on which it happened or is to happen; UTC"]
    day_precision: Annotated[str, "day | month | year | report (no day named) | unknown"]
    known_at: Annotated[dt.date, "day on which it was known"]
    root: Annotated[str | None, "PLOVER root"]
    words: Annotated[str, "the root in words"]
    mode: Annotated[str | None, "PLOVER mode"]
    status: Annotated[str, "happened | planned | hypothetical | denied"]
    side: Annotated[str, "cooperation | conflict | none"]
    issue: Annotated[str | None, "issue area"]
    probability: Annotated[float, "probability that the sentence is read correctly; 0..1"]
    actors: Annotated[list[Party], "who acts"]
    recipients: Annotated[list[Party], "to or with whom; empty for a joint act"]
    sentence: Annotated[str | None, "the sentence it rests on, as written"]
    start: Annotated[int | None, "offset of the sentence in the document; characters"]
    stop: Annotated[int | None, "offset behind it; characters"]
    document_id: Annotated[str | None, "document it stands in"]
    title: Annotated[str | None, "headline of the document"]
    publisher: Annotated[str | None, "who published it"]
    url: Annotated[str | None, "address of the text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Hold what one pair of states did in a period."""

    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    acts: Annotated[int, "acts, each once"]
    cooperation: Annotated[int, "of these, cooperation"]
    conflict: Annotated[int, "of these, conflict"]
    balance: Annotated[
        float,
        "log-odds of cooperation against all acts of the period, drawn towards them; 0 is as usual",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRow:
    """Hold one new thing between states, with the latest event it rests on."""

    kind: Annotated[str, "flurry | break | first meeting | contact out of office"]
    first: Annotated[str, "state code; the caller's where a person calls"]
    second: Annotated[str | None, "state code; null for meetings of three or more"]
    group: Annotated[list[str], "states of a meeting; else empty"]
    issue: Annotated[str | None, "cooperation | conflict; null where it is neither"]
    start: Annotated[dt.date, "first day"]
    last: Annotated[dt.date, "last day"]
    value: Annotated[float | None, "surge in standard deviations, or log Bayes factor"]
    rank: Annotated[float | None, "share of the pair's own earlier periods that are lower; 0..1"]
    probability: Annotated[float | None, "probability of so much by chance; 0..1"]
    false_share: Annotated[float | None, "least rate of false discoveries at which it is told"]
    n: Annotated[int, "acts or reports"]
    reading: Annotated[str, "what it says in one line"]
    evidence: Annotated[list[str], "ids of the events"]
    latest: Annotated[EventRow | None, "the latest of these events"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """Hold what one month saw."""

    month: Annotated[dt.date, "first day of the month"]
    cooperation: Annotated[int, "acts of cooperation"]
    conflict: Annotated[int, "acts of conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """Hold how often something was counted."""

    name: Annotated[str, "what was counted"]
    words: Annotated[str, "the same in words"]
    acts: Annotated[int, "how often"]
    cooperation: Annotated[int, "of these, cooperation"]
    conflict: Annotated[int, "of these, conflict"]
