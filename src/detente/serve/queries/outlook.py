"""Answer what the outlook page asks: forecasts for two states, and how former ones did."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.outlook.counts import forecast_counts
from detente.outlook.ledger import settled
from detente.relations.case import day_number
from detente.relations.dyads import CLASSES
from detente.serve.queries.dyad import codes_of
from detente.serve.queries.world import DAY

if TYPE_CHECKING:
    from detente.records import Forecast
    from detente.serve.index import Acts
    from detente.serve.library import Library

LEDGER: Final = 200
"""Forecasts shown, the latest; the summary counts all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold one recorded forecast with what happened."""

    id: Annotated[str, "id of the forecast"]
    made_on: Annotated[dt.date, "day whose knowledge it used"]
    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    target: Annotated[str, "what is counted"]
    start: Annotated[dt.date, "first day counted"]
    last: Annotated[dt.date, "last day counted"]
    method: Annotated[str, "method and version"]
    mean: Annotated[float, "expected number of acts"]
    low90: Annotated[float, "5th percentile"]
    high90: Annotated[float, "95th percentile"]
    probability: Annotated[float, "probability of at least one"]
    observed: Annotated[int | None, "acts counted; null while the days are not over"]
    inside: Annotated[bool | None, "whether that is within the 90 % interval"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Hold how the recorded forecasts did whose days are over."""

    scored: Annotated[int, "forecasts whose days are over"]
    inside50: Annotated[float | None, "share within the 50 % interval; about .5 is right"]
    inside90: Annotated[float | None, "share within the 90 % interval; about .9 is right"]
    brier: Annotated[float | None, "Brier score of 'at least one'; 0 is best, .25 is a coin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Hold one forecast that ``detente outlook resolve`` has settled."""

    probability: Annotated[float, "probability given to at least one act; 0..1"]
    came_true: Annotated[bool, "whether there was one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Hold the answer of the outlook page."""

    recorded: Annotated[int, "forecasts recorded"]
    reliability: Annotated[Reliability, "how those did whose days are over"]
    record: Annotated[list[Settled], "settled forecasts of all pairs, without baselines"]
    ledger: Annotated[list[Entry], "recorded forecasts, the latest first; 200 at most"]


def outlook(library: Library, *, first: str = "", second: str = "") -> Outlook:
    """Give the ledger of recorded forecasts, of all pairs or of two states."""
    pair = codes_of(first, second) if first and second else None

    def make() -> Outlook:
        with library.store() as store:
            if not store.has("forecasts"):
                rows: list[dict[str, Any]] = []
            else:
                rows = store.arrow(store.table("forecasts")).to_pylist()
            record = [Settled(probability=p, came_true=came) for p, came in settled(store)]
        chosen = [r for r in rows if pair is None or {r["first"], r["second"]} == set(pair)]
        entries = [(row, _observed(library, row)) for row in chosen]
        order = sorted(
            entries,
            key=lambda e: (
                -e[0]["made_on"].toordinal(),
                e[0]["first"],
                e[0]["second"],
                e[0]["start"],
                e[0]["target"],
            ),
        )
        return Outlook(
            recorded=len(chosen),
            reliability=_reliability(entries),
            record=record,
            ledger=[_entry(row, seen) for row, seen in order[:LEDGER]],
        )

    return library.remember(("outlook", pair), make)


def forecasts(library: Library, first: str, second: str) -> list[Forecast]:
    """Forecast the acts of two states in the next three months, from all that is known."""
    codes = codes_of(first, second)
    covered = library.index.covered
    if covered is None:
        return []
    made_on = covered[1] - DAY

    def make() -> list[Forecast]:
        with library.store() as store:
            return forecast_counts(store.kept("every_pair"), *codes, made_on=made_on)

    return library.ponder(("forecasts", *codes), make)


def record(library: Library, first: str, second: str) -> int:
    """Write the forecasts for two states into the ledger; give how many were new."""
    made = forecasts(library, first, second)
    with library.writing() as store:
        return store.append("forecasts", made)


def _observed(library: Library, row: dict[str, Any]) -> int | None:
    covered = library.index.covered
    if covered is None or row["stop"] > covered[1] or row["target"] not in CLASSES:
        return None
    return _count(library.index.acts, row)


def _count(acts: Acts, row: dict[str, Any]) -> int:
    low, high = sorted((row["first"], row["second"]))
    chosen = acts.with_state(low) & acts.with_state(high)
    chosen &= (acts.days >= day_number(row["start"])) & (acts.days < day_number(row["stop"]))
    return int((chosen & acts.quads.of(CLASSES[row["target"]])).sum())


def _reliability(entries: list[tuple[dict[str, Any], int | None]]) -> Reliability:
    done = [(row, seen) for row, seen in entries if seen is not None]
    if not done:
        return Reliability(scored=0, inside50=None, inside90=None, brier=None)
    inside = {
        share: sum(row[f"low{share}"] <= seen <= row[f"high{share}"] for row, seen in done)
        for share in (50, 90)
    }
    squares = [(row["probability"] - (seen > 0)) ** 2 for row, seen in done]
    return Reliability(
        scored=len(done),
        inside50=inside[50] / len(done),
        inside90=inside[90] / len(done),
        brier=sum(squares) / len(done),
    )


def _entry(row: dict[str, Any], seen: int | None) -> Entry:
    same = ("id", "made_on", "first", "second", "target", "start", "method", "mean", "low90",
            "high90", "probability")  # fmt: skip
    return Entry(
        **{name: row[name] for name in same},
        last=row["stop"] - DAY,
        observed=seen,
        inside=None if seen is None else row["low90"] <= seen <= row["high90"],
    )
