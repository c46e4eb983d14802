"""Score forecasts of counts: python -m eval.counts [--facts DIR].

Monthly counts of facts between two states with at least 60 facts, one month and the third month
ahead, from every month of the test years; and the chance of at least one within 30 days. Methods
are those of the product and see only the months before.

`cover90` is the share of outcomes inside the intervals as they are printed. Counts are few, so that
no interval holds exactly 90 %; `cover90_exact` is therefore the share between the 5th and the 95th
percentile, where an outcome on the edge counts by the share of its chance inside.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.outlook.backtest import rolling, scored, together
from detente.outlook.baselines import BASE_RATE, BASELINES, base_rate
from detente.outlook.boosted_counts import METHOD as BOOSTED
from detente.outlook.boosted_counts import Boosted
from detente.outlook.calibrate import UNCHANGED, corrected, learned
from detente.outlook.counts import METHOD, weighted
from detente.outlook.laws import Laws
from detente.outlook.scores import Scores, reliability, score, skill
from detente.outlook.targets import MONTH_DAYS, Floats
from detente.relations.dyads import CLASSES
from eval.facts import Columns, facts_in
from eval.reliability_plot import plot

if TYPE_CHECKING:
    from detente.outlook.counts import Method

FEWEST = 60
DAYS = 30
SIDES = ("cooperation", "conflict")
RECALIBRATED = METHOD + ", recalibrated"


def tables(facts: Columns, side: str, unit: str) -> tuple[Floats, np.datetime64]:
    """Count facts of dense pairs by month or day; give the table and its first day."""
    names = np.char.add(facts["low"], facts["high"])
    pairs, numbers = np.unique(names, return_inverse=True)
    dense = np.flatnonzero(np.bincount(numbers) >= FEWEST)
    first = facts["day"].min().astype(f"datetime64[{unit}]")
    bins = (facts["day"].astype(f"datetime64[{unit}]") - first).astype(int)
    last = facts["day"].max() + np.timedelta64(1, "D")
    complete = int((last.astype(f"datetime64[{unit}]") - first).astype(int))
    table = np.zeros((len(pairs), complete))
    chosen = np.isin(facts["quad"], CLASSES[side]) & (bins < complete)
    np.add.at(table, (numbers[chosen], bins[chosen]), 1.0)
    return table[dense], first


def months_of(first: np.datetime64, since: str, until: str, columns: int) -> range:
    """Give the columns of the months whose first day lies in [since, until)."""
    start, stop = (
        int((np.datetime64(day[:7], "M") - first.astype("datetime64[M]")).astype(int))
        for day in (since, until)
    )
    return range(start, min(stop, columns))


def recalibrating(
    forecasts: Iterator[tuple[str, int, Laws, Floats]], horizon: int
) -> Iterator[tuple[str, int, Laws, Floats]]:
    """Add the default method, corrected once a year by its forecasts of the last 24 months."""
    past: list[tuple[int, Laws, Floats]] = []
    by, since = UNCHANGED, None
    for name, origin, laws, came in forecasts:
        yield name, origin, laws, came
        if name != METHOD:
            continue
        known = [one for one in past if one[0] + horizon <= origin][-24:]
        if len(known) >= 12 and (since is None or origin - since >= 12):
            means, spreads = ([getattr(o[1], n) for o in known] for n in ("mean", "spread"))
            counts = np.concatenate([one[2] for one in known])
            by, since = learned(np.concatenate(means), np.concatenate(spreads), counts), origin
        yield RECALIBRATED, origin, corrected(laws, by), came
        past.append((origin, laws, came))


def by_month(table: Floats, origins: range, horizon: int, *, boosted: bool) -> dict[str, Scores]:
    """Score all methods on the count of one month, `horizon` months ahead."""
    methods: dict[str, Method] = {METHOD: weighted, **BASELINES, BASE_RATE: base_rate}
    if boosted:
        methods[BOOSTED] = Boosted(every=12)
    inside = [o for o in origins if o + horizon <= origins.stop]
    forecasts = rolling(table, methods, origins=inside, first=horizon - 1)
    return scored(recalibrating(forecasts, horizon))


def within_days(daily: Floats, first: np.datetime64, origins: range) -> dict[str, Scores]:
    """Score the chance of at least one fact in the 30 days after the first of each month."""
    methods: dict[str, Method] = {METHOD: weighted, **BASELINES, BASE_RATE: base_rate}
    every: dict[str, list[Scores]] = {name: [] for name in methods}
    for origin in origins:
        month = first.astype("datetime64[M]") + origin
        day = int((month.astype("datetime64[D]") - first).astype(int))
        if day + DAYS > daily.shape[1]:
            continue
        windows = day // DAYS
        past = daily[:, day - windows * DAYS : day].reshape(len(daily), windows, DAYS).sum(axis=2)
        came = daily[:, day : day + DAYS].sum(axis=1)
        for name, method in methods.items():
            laws = method(past, 0, 1, DAYS / MONTH_DAYS)
            most = max(laws.most(), int(came.max(initial=0)))
            every[name].append(score(laws.chances(most), came))
    return {name: together(parts) for name, parts in every.items()}


def means(scores: dict[str, Scores]) -> dict[str, dict[str, float]]:
    """Give the mean of each score, by method."""
    names = ("crps", "log", "cover50", "cover90", "within90", "brier")
    return {
        method: {name: float(np.mean(getattr(own, name))) for name in names}
        for method, own in scores.items()
    }


def evaluate(given: argparse.Namespace) -> dict[str, Any]:
    """Give all figures."""
    facts = facts_in(given.facts)
    result: dict[str, Any] = {"facts": len(facts["day"]), "models": {}, "brier_skill": {}}
    for side in SIDES:
        table, first = tables(facts, side, "M")
        origins = months_of(first, given.since, given.until, table.shape[1])
        result |= {"dyads": len(table), "origins": len(origins)}
        for horizon in (1, 3):
            scores = by_month(table, origins, horizon, boosted=given.boosted)
            result["models"][f"{side} {horizon}"] = means(scores)
            if given.predictions and horizon == 1:
                write(given.predictions.with_suffix(f".{side}.csv"), scores)
        daily, day = tables(facts, side, "D")
        chances = within_days(daily, day, origins)
        own = chances[METHOD]
        result["models"][f"{side} {DAYS} days"] = means(chances)
        result["brier_skill"][side] = {
            name: skill(own.brier, other.brier) for name, other in chances.items() if name != METHOD
        }
        bins = reliability(own.sure, own.came)
        result.setdefault("reliability", {})[side] = [asdict(one) for one in bins]
    for horizon in (1, 3):
        figures = result["models"][f"cooperation {horizon}"][METHOD]
        result[f"crps_{horizon}"] = figures["crps"]
    first_month = result["models"]["cooperation 1"][METHOD]
    return {**result, "cover90": first_month["cover90"], "cover90_exact": first_month["within90"]}


def write(path: Path, scores: dict[str, Scores]) -> None:
    """Write one row a forecast of the default method."""
    own = scores[METHOD]
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(["crps", "log", "cover90", "within90", "sure", "came"])
        columns = (own.crps, own.log, own.cover90, own.within90, own.sure, own.came)
        table.writerows(zip(*(column.round(5).tolist() for column in columns), strict=True))


def show(result: dict[str, Any]) -> None:
    """Print the figures."""
    print(f"{result['facts']} facts, {result['dyads']} dyads, {result['origins']} origins")
    for target, models in result["models"].items():
        print(f"\n{target:66} crps    log  cov50  cov90 exact90  brier")
        for name, own in models.items():
            print(
                f"  {name:62} {own['crps']:6.3f} {own['log']:6.3f} {own['cover50']:6.3f}"
                f" {own['cover90']:6.3f} {own['within90']:7.3f} {own['brier']:6.4f}"
            )
    for side, skills in result["brier_skill"].items():
        print(f"\nBrier skill, at least one act of {side} in {DAYS} days")
        for name, value in skills.items():
            print(f"  against {name:50} {value:+.3f}")
        print("  chance      n   said   came")
        for one in result["reliability"][side]:
            print(
                f"  {one['low']:.1f}-{one['high']:.1f} {one['n']:6} {one['said']:6.3f}"
                f" {one['came']:6.3f}"
            )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=Path, default=Path("../shared/data/forecast/ICEWS05-15"))
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path, help="write scores of each forecast, as CSV")
    options.add_argument("--plot", type=Path, help="draw the reliability, as SVG")
    options.add_argument("--since", default="2011-01-01", help="first month forecast from")
    options.add_argument("--until", default="2016-01-01", help="month no longer forecast")
    options.add_argument("--no-boosted", dest="boosted", action="store_false")
    given = options.parse_args()
    result = evaluate(given)
    if given.plot:
        plot(given.plot, result["reliability"])
    if given.json:
        print(json.dumps(result))
        return
    show(result)


if __name__ == "__main__":
    main()
