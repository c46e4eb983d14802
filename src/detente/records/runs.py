"""Hold what was run, and what was found and forecast by it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from detente.records.base import check


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
class Forecast:
    """Hold one forecast as it was made, so that it can be scored later."""

    id: Annotated[str, "content hash"]
    made_on: Annotated[dt.date, "day whose knowledge it uses; UTC"]
    target: Annotated[str, "what is counted: quad class or root"]
    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    start: Annotated[dt.date, "first day counted"]
    stop: Annotated[dt.date, "first day no longer counted"]
    method: Annotated[str, "name and version of the method"]
    mean: Annotated[float, "expected number of events"]
    low50: Annotated[float, "25th percentile; events"]
    high50: Annotated[float, "75th percentile; events"]
    low90: Annotated[float, "5th percentile; events"]
    high90: Annotated[float, "95th percentile; events"]
    probability: Annotated[float, "probability of at least one event; 0..1"]
    run_id: Annotated[str, "run that made it"] = ""


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
        check((self.value is None) == (self.withheld is not None), "value or reason, not both")
