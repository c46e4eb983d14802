"""Score changes at turnovers of leaders: python -m eval.leaders --facts DIR ARCHIGOS [--json].

The twelve months after a turnover of either state's leader are compared with the twelve before, in
the rate of cooperation and in the balance of cooperation and conflict, for pairs with at least 80
acts. Placebos are months of the same pairs at least nine months from any turnover. The coefficient
of returned leaders is estimated from yearly counts of ICEWS, on leaders with two separated terms.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownName
from detente.ontology.crosswalk import from_code
from detente.relations.contrasts import rate_contrast
from detente.relations.turnovers import (
    MONTHS,
    Contrast,
    balance_shift,
    effect_variance,
    placebo_dispersion,
    pooled,
    rate_shift,
    rates_around,
    returned,
    share_beyond,
)
from eval.alliances import COUNTS, DATA, rows_of
from eval.history import History, Pair, history_of
from eval.people import state_of

Floats = NDArray[np.float64]
LEAST_ACTS = 80
AWAY_MONTHS = 9
"""Months from any turnover from which a date is a placebo."""
PLACEBOS = 3
"""Placebo months drawn for each pair."""
MOST_OF_A_YEAR = 180
"""Days in office from which a year is a leader's."""
ROTATING = frozenset({"CHE", "BIH"})
"""States whose heads take turns by the calendar, whoever is elected."""
LEAST_A_YEAR = 20
"""Acts a year, on average, from which a pair counts for returned leaders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Hold one leader's time in power."""

    state: str
    leader: str
    start: dt.date
    end: dt.date


def tenures_in(path: Path) -> list[Tenure]:
    """Read Archigos; rows of unknown states are left out."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    found = []
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            try:
                state = from_code(str(int(float(row["gwcode"]))), "gw")
            except (UnknownName, ValueError):
                continue
            found.append(
                Tenure(
                    state=state,
                    leader=row["leader"],
                    start=dt.date.fromisoformat(row["startdate"][:10]),
                    end=dt.date.fromisoformat(row["enddate"][:10]),
                )
            )
    return found


def contrasts(history: History, tenures: list[Tenure]) -> dict[str, dict[str, list[Contrast]]]:
    """Give the shifts of rate and balance at turnovers and at placebo months.

    Those of the rate that are not too thin for the estimates of scenarios are given as "counted".
    """
    months = _months(history)
    last = int(months.max())
    at: dict[str, set[int]] = defaultdict(set)
    for one in tenures:
        day = history.day(one.start)
        if 0 <= day < history.days:
            at[one.state].add(int(months[day]))
    volume = np.bincount(months[history.pool.days], minlength=last + 1).astype(float)
    exposure = volume / volume.mean()
    random = np.random.default_rng(1)
    found: dict[str, dict[str, list[Contrast]]] = {
        name: {"turnovers": [], "placebos": []} for name in ("rate", "balance", "counted")
    }
    for pair in sorted(history.acts):
        if sum(map(len, history.acts[pair].values())) < LEAST_ACTS:
            continue
        cooperation, conflict = (
            np.bincount(months, weights=history.acts_of(pair, kind))
            for kind in ("cooperation", "conflict")
        )
        turned = sorted(at[pair[0]] | at[pair[1]])
        whole = range(MONTHS, last - MONTHS)
        quiet = [m for m in whole if all(abs(m - other) >= AWAY_MONTHS for other in turned)]
        drawn = random.choice(quiet, min(PLACEBOS, len(quiet)), replace=False) if quiet else []
        for name, dates in (("turnovers", turned), ("placebos", drawn)):
            for m in (int(one) for one in dates if int(one) in whole):
                found["rate"][name].append(rate_shift(cooperation, exposure, m))
                found["balance"][name].append(balance_shift(cooperation, conflict, m))
            found["counted"][name] += rates_around(cooperation, exposure, map(int, dates))
    return found


def _months(history: History) -> NDArray[np.int64]:
    days = np.datetime64(history.start, "D") + np.arange(history.days)
    months = days.astype("datetime64[M]").astype(np.int64)
    return months - months[0]


def summary(parts: dict[str, list[Contrast]]) -> dict[str, Any]:
    """Give medians, dispersion, variance of effects and the share beyond the placebo band."""
    from scipy.stats import mannwhitneyu

    (values, errors), (quiet, quiet_errors) = (
        _columns(parts[name]) for name in ("turnovers", "placebos")
    )
    phi = placebo_dispersion(quiet, quiet_errors)
    tau2 = effect_variance(values, errors, phi)
    return {
        "n": len(values),
        "placebos": len(quiet),
        "median": float(np.median(np.abs(values))),
        "placebo_median": float(np.median(np.abs(quiet))),
        "p": float(mannwhitneyu(np.abs(values / errors), np.abs(quiet / quiet_errors)).pvalue),
        "beyond": share_beyond(values / errors, quiet / quiet_errors),
        "placebo_beyond": share_beyond(quiet / quiet_errors, quiet / quiet_errors),
        "phi": phi,
        "tau2": tau2,
        "placebo_tau2": effect_variance(quiet, quiet_errors, phi),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comeback:
    """Hold a leader who returned: years of the first term, between, and of the second."""

    state: str
    leader: str
    years: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def comebacks(tenures: list[Tenure], years: range) -> list[Comeback]:
    """Find leaders with two separated terms, each of a year or more within the years."""
    terms: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for one in sorted(tenures, key=lambda one: one.start):
        terms[one.state, one.leader].append(one)
    found = []
    for (state, leader), own in sorted(terms.items()):
        ruled = [year for year in years if sum(_days_in(one, year) for one in own) > MOST_OF_A_YEAR]
        free = [year for year in years if sum(_days_in(one, year) for one in own) == 0]
        between = tuple(
            year for year in free if any(r < year for r in ruled) and any(r > year for r in ruled)
        )
        if between and state not in ROTATING:
            early = tuple(year for year in ruled if year < between[0])
            late = tuple(year for year in ruled if year > between[-1])
            found.append(Comeback(state=state, leader=leader, years=(early, between, late)))
    return found


def _days_in(one: Tenure, year: int) -> int:
    start, end = max(one.start, dt.date(year, 1, 1)), min(one.end, dt.date(year, 12, 31))
    return max((end - start).days + 1, 0)


def returns(counts: Path, tenures: list[Tenure]) -> dict[str, Any]:
    """Estimate the coefficient of returned leaders from yearly counts."""
    yearly, years = _yearly(counts)
    came_back = comebacks(tenures, years)
    volume = np.sum(list(yearly.values()), axis=0)
    exposure = volume / volume.mean()
    home = {one.state for one in came_back}
    dense = {pair: own for pair, own in yearly.items() if own.mean() >= LEAST_A_YEAR}
    real: list[tuple[int, Contrast, Contrast]] = []
    quiet: list[tuple[Contrast, Contrast]] = []
    for number, one in enumerate(came_back):
        index = [np.array(part) - years.start for part in one.years]
        for pair, own in dense.items():
            terms = (
                _term(own, exposure, index[0], index[1]),
                _term(own, exposure, index[2], index[1]),
            )
            if one.state in pair:
                real.append((number, *terms))
            elif not home & set(pair):
                quiet.append(terms)
    phi = placebo_dispersion(*_columns([first for first, _ in quiet]))
    result = returned(
        _columns([first for _, first, _ in real])[0],
        _columns([second for _, _, second in real])[0],
        np.array([number for number, _, _ in real]),
        _columns([first for first, _ in quiet])[0],
        _columns([second for _, second in quiet])[0],
    )
    return {
        "rho": result.rho,
        "slope": result.raw,
        "placebo_slope": result.placebo,
        "error": result.error,
        "leaders": [f"{one.leader} ({one.state})" for one in came_back],
        "pairs": len(real),
        "placebo_pairs": len(quiet),
        "phi": phi,
        "tau2": effect_variance(*_columns([first for _, first, _ in real]), phi),
    }


def _columns(shifts: list[Contrast]) -> tuple[Floats, Floats]:
    return np.array([s.value for s in shifts]), np.sqrt([s.variance for s in shifts])


def _term(own: Floats, exposure: Floats, term: Any, between: Any) -> Contrast:
    """Contrast the years of a term with the years between the two terms."""
    value, variance = rate_contrast(
        own[term].sum(), exposure[term].sum(), own[between].sum(), exposure[between].sum()
    )
    return Contrast(value=float(value), variance=float(variance))


def _yearly(path: Path) -> tuple[dict[Pair, Floats], range]:
    """Count cooperative acts by pair and year."""
    rows = list(_cooperation(path))
    years = range(min(year for _, year, _ in rows), max(year for _, year, _ in rows) + 1)
    counts: dict[Pair, Floats] = defaultdict(lambda: np.zeros(len(years)))
    for pair, year, n in rows:
        counts[pair][year - years.start] += n
    return counts, years


def _cooperation(path: Path) -> Iterator[tuple[Pair, int, float]]:
    states: dict[str, str | None] = {}
    for row in rows_of(path):
        for side in ("i", "j"):
            if row[side] not in states:
                states[row[side]] = state_of(row[side])
        one, other = states[row["i"]], states[row["j"]]
        if one is not None and other is not None and one != other:
            n = float(row["verbCoop"]) + float(row["matlCoop"])
            yield (min(one, other), max(one, other)), int(float(row["year"])), n


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("archigos", type=Path)
    options.add_argument("--facts", type=Path, required=True, help="archive or folder of events")
    options.add_argument("--counts", type=Path, default=DATA / COUNTS, help="yearly counts")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    tenures = tenures_in(given.archigos)
    found = contrasts(history_of(given.facts), tenures)
    counted = found.pop("counted")
    pool = pooled(counted["turnovers"], counted["placebos"], prior=0, least=0)
    parts = {name: summary(own) for name, own in found.items()}
    back = returns(given.counts, tenures)
    told = {
        "beyond": parts["rate"]["beyond"],
        "beyond_balance": parts["balance"]["beyond"],
        "rho": back["rho"],
        "n": parts["rate"]["n"],
        "parts": parts,
        "counted": {
            "n": len(pool.sizes),
            "placebos": len(pool.placebo),
            "phi": pool.dispersion,
            "tau2": pool.variance,
        },
        "returned": back,
    }
    if given.json:
        print(json.dumps(told))
        return
    print(
        f"{'':10}{'turnovers':>10}{'placebos':>10}{'median':>8}{'placebo':>9}{'beyond 95 %':>13}"
        f"{'placebo':>9}{'phi':>6}{'tau2':>7}{'placebo':>9}"
    )
    for name, own in parts.items():
        print(
            f"{name:10}{own['n']:10d}{own['placebos']:10d}{own['median']:8.3f}"
            f"{own['placebo_median']:9.3f}{own['beyond']:13.3f}{own['placebo_beyond']:9.3f}"
            f"{own['phi']:6.1f}{own['tau2']:7.3f}{own['placebo_tau2']:9.3f}"
        )
    print(
        f"\nas scenarios estimate it, from {len(pool.sizes)} turnovers and {len(pool.placebo)} "
        f"placebos with enough acts: phi {pool.dispersion:.1f}, tau2 {pool.variance:.3f}"
    )
    print(
        f"\nreturned leaders: rho {back['rho']:.2f} = slope {back['slope']:.2f} (standard error "
        f"{back['error']:.2f}) less placebo {back['placebo_slope']:.2f}; {len(back['leaders'])} "
        f"leaders, {back['pairs']} pairs, {back['placebo_pairs']} placebo pairs"
    )
    print("  " + ", ".join(back["leaders"]))


if __name__ == "__main__":
    main()
