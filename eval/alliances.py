"""Score gauges of level on allies, rivals and UN votes: python -m eval.alliances [--json].

Yearly counts of ICEWS 2005-14 give each pair of states a conflict share and a closeness. Do
rivals (Thompson; Thompson and Dreyer) have a higher share of conflict in what they say to each
other than allies (defence pacts of ATOP)? Acts of war are left to a second row: civil wars
are coded to states. Pairs that are both are left out: pacts such as the Arab League's hold rivals
together. And do pairs whose UN ideal points lie near each other cooperate more than their activity
lets expect? Raw volume parts rivals from allies too, because rivals are much written about: it is
printed as a confound.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownName
from detente.ontology.crosswalk import from_code
from detente.relations.balance import STRENGTH, balance_of
from detente.relations.rates import closeness_of
from eval.people import state_of

DATA = Path("../shared/data")
COUNTS = "coded_events/icews_dyad_year_2002_2014.csv.gz"
FIRST, LAST = 2005, 2014
CLASSES = ("verbCoop", "matlCoop", "verbConf", "matlConf")
LIGHT = 5.0
"""Acts that the world's share counts for in a variant; the product's 20 is what is scored."""
LEAST, MANY = 20, 1000
FIFTHS = 5
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Hold counts and truths of pairs: columns of equal length."""

    counts: Floats
    """Acts by pair and quad class, in the order of `CLASSES`; shape (pairs, 4)."""
    closeness: Floats
    """Closeness from cooperative acts; log-ratio to gravity."""
    ally: Bools
    rival: Bools
    distance: Floats
    """Distance of UN ideal points, mean of the years; not a number where unknown."""

    @property
    def volume(self) -> Floats:
        """Give the acts of each pair."""
        total: Floats = self.counts.sum(axis=1)
        return total

    def conflict(self, *, verbal: bool, strength: float) -> Floats:
        """Give how conflictual each pair is against the world: the balance, turned round."""
        columns = ([0], [2]) if verbal else ([0, 1], [2, 3])
        cooperation, conflict = (self.counts[:, chosen].sum(axis=1) for chosen in columns)
        share = cooperation.sum() / (cooperation.sum() + conflict.sum())
        return -balance_of(cooperation, conflict, float(share), phi=1.0, strength=strength)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Read a packed table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def levels_of(counted: Path, data: Path) -> Levels:
    """Read yearly counts, and truths from the folder of the data."""
    counts = _counts(counted)
    pairs = sorted(counts)
    table = np.array([counts[pair] for pair in pairs])
    cooperation = table[:, 0] + table[:, 1]
    totals: dict[str, float] = defaultdict(float)
    for (one, other), n in zip(pairs, cooperation, strict=True):
        totals[one] += n
        totals[other] += n
    sides = [np.array([totals[pair[side]] for pair in pairs]) for side in (0, 1)]
    allies, rivals = _allies(data), _rivals(data)
    points = _ideal_points(data)
    nowhere = float("nan")
    return Levels(
        counts=table,
        closeness=closeness_of(cooperation, sides[0], sides[1], float(cooperation.sum())),
        ally=np.array([pair in allies for pair in pairs]),
        rival=np.array([pair in rivals for pair in pairs]),
        distance=np.array(
            [abs(points.get(one, nowhere) - points.get(other, nowhere)) for one, other in pairs]
        ),
    )


def _counts(path: Path) -> dict[Pair, Floats]:
    states: dict[str, str | None] = {}
    counts: dict[Pair, Floats] = defaultdict(lambda: np.zeros(4))
    for row in rows_of(path):
        if FIRST <= float(row["year"]) <= LAST:
            for side in ("i", "j"):
                if row[side] not in states:
                    states[row[side]] = state_of(row[side])
            one, other = states[row["i"]], states[row["j"]]
            if one is not None and other is not None and one != other:
                counts[min(one, other), max(one, other)] += [float(row[name]) for name in CLASSES]
    return counts


def _pair(row: dict[str, str]) -> Pair | None:
    try:
        sides = [from_code(str(int(float(row[name]))), "cow") for name in ("ccode1", "ccode2")]
    except UnknownName:
        return None
    return min(sides), max(sides)


def _allies(data: Path) -> set[Pair]:
    found = {
        _pair(row)
        for row in rows_of(data / "states/atop_alliance.csv.gz")
        if FIRST <= float(row["year"]) <= LAST and row["atop_defense"] in {"1", "1.0"}
    }
    return {pair for pair in found if pair is not None}


def _rivals(data: Path) -> set[Pair]:
    found = {
        _pair(row)
        for name, end in (("td_rivalries", "endyear"), ("tss_rivalries", "end"))
        for row in rows_of(data / f"states/{name}.csv.gz")
        if row[end] and float(row[end]) >= FIRST
    }
    return {pair for pair in found if pair is not None}


def _ideal_points(data: Path) -> dict[str, float]:
    points: dict[str, list[float]] = defaultdict(list)
    for row in rows_of(data / "states/IdealpointsJuly2025.csv.gz"):
        if FIRST <= float(row["year"]) <= LAST and row["idealpointall"] not in {"", "NA"}:
            points[row["iso3c"]].append(float(row["idealpointall"]))
    return {state: float(np.mean(own)) for state, own in points.items()}


def auc(positive: Floats, negative: Floats) -> float:
    """Give the chance that a positive scores above a negative, ties half."""
    from scipy.stats import rankdata

    if not len(positive) or not len(negative):
        return float("nan")
    ranks = rankdata(np.concatenate([positive, negative]))[: len(positive)]
    n = len(positive)
    return float((ranks.sum() - n * (n + 1) / 2) / (n * len(negative)))


def parted(scores: Floats, levels: Levels, chosen: Bools) -> float:
    """Give the AUC of rivals against allies among the chosen; who is both is left out."""
    return auc(
        scores[chosen & levels.rival & ~levels.ally], scores[chosen & levels.ally & ~levels.rival]
    )


def within_volume(scores: Floats, levels: Levels, chosen: Bools) -> float:
    """Give the same among pairs of like volume: the mean over fifths, weighted by rivals."""
    one_kind = chosen & (levels.rival != levels.ally)
    if not (one_kind & levels.rival).any():
        return float("nan")
    edges = np.quantile(levels.volume[one_kind & levels.rival], np.linspace(0, 1, FIFTHS + 1))
    values, weights = [], []
    for low, high in pairwise(edges):
        inside = one_kind & (levels.volume >= low) & (levels.volume <= high)
        value = parted(scores, levels, inside)
        if np.isfinite(value):
            values.append(value)
            weights.append(int((inside & levels.rival).sum()))
    return float(np.average(values, weights=weights)) if values else float("nan")


def shuffled(scores: Floats, levels: Levels, chosen: Bools) -> float:
    """Give the mean AUC after the labels were dealt anew among rivals and allies."""
    random = np.random.default_rng(3)
    own = scores[chosen & (levels.rival != levels.ally)]
    n = int((chosen & levels.rival & ~levels.ally).sum())
    deals = (random.permutation(own) for _ in range(200))
    return float(np.mean([auc(deal[:n], deal[n:]) for deal in deals]))


def score(levels: Levels) -> dict[str, Any]:
    """Give the two figures, and the tables of variants and controls."""
    from scipy.stats import spearmanr

    gauges = {
        "verbal conflict share": levels.conflict(verbal=True, strength=STRENGTH),
        "conflict share of all acts": levels.conflict(verbal=False, strength=STRENGTH),
        f"verbal, world counts {LIGHT:.0f}": levels.conflict(verbal=True, strength=LIGHT),
        f"all acts, world counts {LIGHT:.0f}": levels.conflict(verbal=False, strength=LIGHT),
        "volume (confound, no skill)": levels.volume,
    }
    table = {}
    for name, values in gauges.items():
        table[name] = {
            "auc": parted(values, levels, levels.volume >= LEAST),
            "auc_many": parted(values, levels, levels.volume >= MANY),
            "auc_like_volume": within_volume(values, levels, levels.volume >= LEAST),
            "auc_shuffled": shuffled(values, levels, levels.volume >= LEAST),
        }
    votes = {}
    for least in (LEAST, 100, MANY):
        chosen = (levels.volume >= least) & np.isfinite(levels.distance)
        rho = spearmanr(levels.closeness[chosen], levels.distance[chosen])[0]
        votes[str(least)] = {"spearman": float(rho), "n": int(chosen.sum())}
    one_kind = (levels.volume >= LEAST) & (levels.rival != levels.ally)
    return {
        "rival_ally_auc": table["verbal conflict share"]["auc"],
        "closeness_un_spearman": votes[str(MANY)]["spearman"],
        "rivals": int((one_kind & levels.rival).sum()),
        "allies": int((one_kind & levels.ally).sum()),
        "rival_ally": table,
        "closeness_un": votes,
    }


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counts", type=Path, nargs="?", default=DATA / COUNTS)
    options.add_argument("--data", type=Path, default=DATA, help="folder of the truths")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    found = score(levels_of(given.counts, given.data))
    if given.json:
        print(json.dumps(found))
        return
    print(f"{found['rivals']} rivals, {found['allies']} allies with {LEAST} acts or more; AUC")
    print(f"{'':30}{'n>=20':>8}{'n>=1000':>9}{'like volume':>13}{'shuffled':>10}")
    for name, own in found["rival_ally"].items():
        print(
            f"{name:30}{own['auc']:8.3f}{own['auc_many']:9.3f}"
            f"{own['auc_like_volume']:13.3f}{own['auc_shuffled']:10.3f}"
        )
    print("\ncloseness and distance of UN ideal points, Spearman")
    for least, own in found["closeness_un"].items():
        print(f"n>={least:26}{own['spearman']:8.3f}  ({own['n']} pairs)")


if __name__ == "__main__":
    main()
