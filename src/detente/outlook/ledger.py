"""Keep forecasts, say later what came of them, and score them beside their baselines."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

import detente
from detente.outlook.calibrate import UNCHANGED, Calibration, learned
from detente.outlook.counts import law_of
from detente.outlook.scores import Scores, score, skill
from detente.outlook.targets import SETTLED_DAYS, Target, target_named
from detente.records import Forecast, Outcome
from detente.relations.dyads import acts, interstate, pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import ibis

    from detente.store.store import Store

YEAR_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Hold how the forecasts of one method on one target have come out."""

    target: Annotated[str, "what was counted"]
    days: Annotated[str, "length of the horizon: up to 31, up to 100, or more days"]
    method: Annotated[str, "name and version"]
    n: Annotated[int, "forecasts that are resolved"]
    crps: Annotated[float, "mean continuous ranked probability score; acts"]
    log: Annotated[float, "mean log score"]
    brier: Annotated[float, "mean squared error of the chance of at least one"]
    cover50: Annotated[float, "share within the 50 % interval"]
    cover90: Annotated[float, "share within the 90 % interval"]
    skill: Annotated[
        dict[str, float], "by baseline on the same questions: share by which CRPS is lower"
    ]
    brier_skill: Annotated[dict[str, float], "the same for the Brier score"]


def keep(store: Store, forecasts: Iterable[Forecast]) -> int:
    """Add forecasts to the ledger; give how many were not there yet."""
    return store.append("forecasts", forecasts)


def resolve(store: Store, *, now: dt.date) -> list[Outcome]:
    """Count what came of every forecast whose time is over; store and give it.

    A forecast is resolved when the store holds reports of a day at least `SETTLED_DAYS` after its
    last one. It counts the acts known by then; reports that come later change nothing, so that
    an outcome stays. Forecasts under a condition are left open: nothing here tells whether it
    came true.

    Parameters
    ----------
    store : Store
        Open for writing.
    now : date
        Today; UTC.
    """
    done = {one.id for one in store.rows("outcomes")}
    waiting = [
        one for one in store.rows("forecasts") if one.id not in done and one.condition is None
    ]
    pairs = pairs_of(store)
    last = store.arrow(pairs.aggregate(last=pairs.known_at.max()))["last"][0].as_py()
    if last is None:
        return []
    settled = [one for one in waiting if known_by(one) <= last]
    counts, volumes = counts_of(pairs, settled), volumes_of(pairs, settled)
    outcomes = [
        Outcome(
            id=one.id,
            count=counts[one.id],
            resolved_on=now,
            known_at=known_by(one),
            volume=volumes[one.id],
            version=detente.__version__,
        )
        for one in settled
    ]
    store.append("outcomes", outcomes)
    return outcomes


def known_by(forecast: Forecast) -> dt.date:
    """Give the day up to which reports count for a forecast."""
    return forecast.stop + dt.timedelta(days=SETTLED_DAYS - 1)


def counts_of(pairs: ibis.Table, forecasts: Sequence[Forecast]) -> dict[str, float]:
    """Count the acts that each forecast is about, by its id.

    Parameters
    ----------
    pairs : ibis.Table
        As `detente.relations.dyads.pairs_of` gives them.
    forecasts : sequence of Forecast
        With horizons that are over.
    """
    asked: dict[tuple[str, str], list[Forecast]] = defaultdict(list)
    for one in forecasts:
        low, high = sorted((one.first, one.second))
        asked[low, high].append(one)
    counts: dict[str, float] = {}
    for (low, high), those in asked.items():
        own = pairs.filter(pairs.first.isin([low, high]), pairs.second.isin([low, high]))
        told = acts(interstate(own)).select("day", "known_at", "quad", "root", "issue")
        rows = told.to_pyarrow().to_pylist()
        for one in those:
            target, last = target_named(one.target), known_by(one)
            counts[one.id] = float(
                sum(
                    one.start <= row["day"] < one.stop
                    and row["known_at"] <= last
                    and _counts(row, target)
                    for row in rows
                )
            )
    return counts


def _counts(row: dict[str, Any], target: Target) -> bool:
    right = row[target.column] in target.members
    return right and (target.issue is None or row["issue"] == target.issue)


def volumes_of(pairs: ibis.Table, forecasts: Sequence[Forecast]) -> dict[str, float | None]:
    """Compare the acts a day of all pairs in each horizon with those of the year before it.

    Far from 1 it says that the store reads more, or less, than when the forecast was made.
    """
    counted = pairs.group_by("day").aggregate(n=pairs.act.nunique()).to_pyarrow()
    days = counted["day"].to_numpy().astype("datetime64[D]")
    numbers = counted["n"].to_numpy().astype(float)

    def a_day(start: dt.date, stop: dt.date) -> float:
        inside = (days >= np.datetime64(start)) & (days < np.datetime64(stop))
        return float(numbers[inside].sum()) / (stop - start).days

    volumes: dict[str, float | None] = {}
    for one in forecasts:
        end = one.made_on + dt.timedelta(days=1)
        year = dt.timedelta(days=YEAR_DAYS)
        since = max(end - year, days.min().astype(dt.date)) if len(days) else end
        before = a_day(since, end) if since < end else 0.0
        volumes[one.id] = a_day(one.start, one.stop) / before if before else None
    return volumes


def settled(store: Store, *, as_of: dt.date | None = None) -> list[tuple[float, bool]]:
    """Give the probability of "at least one" of every resolved forecast, and whether it came true.

    Baselines are left out: they stand in the ledger to be compared with, nobody was told them.

    Parameters
    ----------
    store : Store
        With or without a ledger.
    as_of : date, optional
        Only forecasts that were resolved by what was known on that day.
    """
    from detente.outlook.baselines import BASELINES

    if not (store.has("outcomes") and store.has("forecasts")):
        return []
    known = store.table("outcomes", as_of=as_of)
    counts = {one.id: one.count for one in store.rows("outcomes", known)}
    told = sorted(store.rows("forecasts"), key=lambda one: (one.made_on, one.id))
    return [
        (one.probability, counts[one.id] > 0)
        for one in told
        if one.id in counts and one.method not in BASELINES
    ]


def standings(store: Store) -> list[Standing]:
    """Score all resolved forecasts, by target, length and method, each beside the others.

    Skill is over the questions that both methods answered, from the same day.
    """
    outcomes = {one.id: one for one in store.rows("outcomes")}
    every: dict[tuple[str, str], dict[str, dict[tuple[Any, ...], Scores]]] = {}
    for one in store.rows("forecasts"):
        law = law_of(one)
        if one.id not in outcomes or law is None:
            continue
        count = np.array([outcomes[one.id].count])
        scores = score(law.chances(max(law.most(), int(count[0]))), count)
        question = (one.made_on, *sorted((one.first, one.second)), one.start, one.stop)
        methods = every.setdefault((one.target, length_of(one)), {})
        methods.setdefault(one.method, {})[question] = scores
    return [
        _standing(target, days, method, methods)
        for (target, days), methods in sorted(every.items())
        for method in methods
    ]


def length_of(forecast: Forecast) -> str:
    """Say how long a horizon is, in words."""
    days = (forecast.stop - forecast.start).days
    return "up to 31 days" if days <= 31 else "up to 100 days" if days <= 100 else "longer"


def _standing(
    target: str, days: str, method: str, methods: dict[str, dict[tuple[Any, ...], Scores]]
) -> Standing:
    own = methods[method]

    def mean(name: str) -> float:
        return float(np.mean([getattr(one, name) for one in own.values()]))

    def skills(name: str) -> dict[str, float]:
        found = {}
        for other, theirs in methods.items():
            both = [question for question in own if question in theirs and other != method]
            if both:
                mine = np.array([getattr(own[question], name)[0] for question in both])
                their = np.array([getattr(theirs[question], name)[0] for question in both])
                found[other] = skill(mine, their)
        return found

    return Standing(
        target=target,
        days=days,
        method=method,
        n=len(own),
        crps=mean("crps"),
        log=mean("log"),
        brier=mean("brier"),
        cover50=mean("cover50"),
        cover90=mean("cover90"),
        skill=skills("crps"),
        brier_skill=skills("brier"),
    )


def calibration(store: Store, *, method: str, target: str, made_on: dt.date) -> Calibration:
    """Learn from the ledger how to correct forecasts of a method, as known on a day."""
    if not (store.has("outcomes") and store.has("forecasts")):
        return UNCHANGED
    outcomes = {
        one.id: one.count for one in store.rows("outcomes", store.table("outcomes", as_of=made_on))
    }
    table = store.table("forecasts", as_of=made_on)
    chosen = table.filter(table.method == method, table.target == target, table.spread.notnull())
    past = [one for one in store.rows("forecasts", chosen) if one.id in outcomes]
    return learned(
        np.array([one.mean for one in past]),
        np.array([one.spread for one in past]),
        np.array([outcomes[one.id] for one in past]),
    )
