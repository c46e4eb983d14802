"""Hold what was run, and what was found and forecast by it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
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
        check(self.start < self.stop, f"forecast {self.id}: it ends before it starts")
        check(self.made_on < self.start, f"forecast {self.id}: made after it starts")
        check(0 <= self.probability <= 1, f"forecast {self.id}: probability not in 0..1")


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
    falls_short: Annotated[
        bool, "whether it is only the nearest there is to what its indicator looks for"
    ] = False

    def __post_init__(self) -> None:
        check((self.value is None) == (self.withheld is not None), "value or reason, not both")
