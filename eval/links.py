"""Score link forecasts: python -m eval.links DIR.

DIR is a folder of quadruples: lists of names, and train, valid and test. For every fact of the
split both its object and its subject are asked for, among all entities; other answers that are
right on the same day are left out, and ties stand in random order. A fact of a day is forecast
from the facts of all earlier days (single-step); with ``--frozen`` from those before the split.
The order is learned from the latest days before the split. ``--baseline`` scores combined
recurrency instead. A file ``valid.txt.gz`` or ``test.txt.gz`` stands for its folder and split.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from detente.errors import DetenteError
from detente.outlook.boosting import TREES
from detente.outlook.facts import Facts, both_ways
from detente.outlook.link_ranks import draws_of, measured, ranks_of
from detente.outlook.quadruples import read_quadruples
from detente.outlook.recurrency import Rates, fit_rates, recurrency_ranks
from detente.outlook.reranker import TRAINING, Ranked, Ranker, queries_of

TOP = 10
TESTED = ("test", "valid")


def main() -> int:
    """Print the figures."""
    options = _options()
    given = options.parse_args()
    began, used = time.perf_counter(), time.process_time()
    if given.folder.is_file():
        given.split = given.folder.name.split(".")[0]
        if given.split not in TESTED:
            options.error(f"{given.folder} is neither valid nor test of a folder of quadruples")
        given.folder = given.folder.parent
    try:
        facts, edges = read_quadruples(given.folder, split=given.split, test=given.test)
    except DetenteError as error:
        print(error, file=sys.stderr)
        return 2
    facts = both_ways(facts)
    start = edges[given.split]
    if given.baseline:
        result = baseline(facts, edges, given.split, seed=given.seed)
    else:
        result = reranked(facts, start, given)
    result["seconds"] = time.perf_counter() - began
    result["cpu_seconds"] = time.process_time() - used
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if given.json:
        print(json.dumps(result))
        return 0
    for name, value in result.items():
        if isinstance(value, dict):
            print(name, *(f"{key} {one:.2f}" for key, one in value.items()), sep="  ")
        else:
            print(f"{name:12} {value:10.2f}")
    return 0


def baseline(facts: Facts, edges: dict[str, int], split: str, *, seed: int) -> dict[str, Any]:
    """Rank by recurrency, its numbers chosen on as many days before the split as it has."""
    start = edges[split]
    since = edges["valid"] if split == "test" else max(2 * start - edges["stop"], 1)
    rates = fit_rates(facts, since, start, seed=seed)
    ones = np.ones_like(rates.share)
    forms = {"strict": Rates(decay=rates.decay, share=ones)}
    forms["relaxed"] = Rates(decay=rates.decay, share=0 * ones)
    ranks = recurrency_ranks(facts, rates, start, edges["stop"], seed=seed)
    others = {
        name: measured(recurrency_ranks(facts, form, start, edges["stop"], seed=seed))
        for name, form in forms.items()
    }
    return {**measured(ranks), "n": len(ranks), **others}


def reranked(facts: Facts, start: int, given: argparse.Namespace) -> dict[str, Any]:
    """Fit on the days before `start` and rank what follows, day by day."""
    ranker = Ranker(facts, seed=given.seed)
    ranker.fit(start, wanted=given.training, models=given.models, trees=given.trees)
    fitted = time.process_time()
    draws = draws_of(facts.entities, given.seed)
    ranks, covered, lines = [], 0, []
    for day in np.unique(facts.days[facts.days >= start]):
        ranker.go_to(int(day), known_before=start if given.frozen else None)
        for queries, _ in queries_of(facts, int(day)).parts():
            ranked = ranker.rank(queries.subjects, queries.kinds)
            found = ranks_of(ranked, queries, ranker.knowledge, draws)
            ranks.append(found)
            named = np.bincount(ranked.query, minlength=len(queries.subjects))
            covered += int((found <= named[queries.rows]).sum())
            if given.predictions:
                lines.extend(predicted(ranked, queries.subjects, queries.kinds, int(day)))
    if given.predictions:
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    every = np.concatenate(ranks)
    return {
        **measured(every),
        "n": len(every),
        "covered": 100 * covered / len(every),
        "ranking_cpu_seconds": time.process_time() - fitted,
    }


def predicted(ranked: Ranked, subjects: Any, kinds: Any, day: int) -> Iterator[str]:
    """Give one JSON line a query: subject, relation, day and the first ten answers.

    Relations from the number of relations on are inverse ones.
    """
    edges = np.searchsorted(ranked.query, np.arange(len(subjects) + 1))
    for row in range(len(subjects)):
        part = slice(edges[row], edges[row + 1])
        best = np.argsort(-ranked.score[part], kind="stable")[:TOP]
        yield json.dumps(
            {
                "subject": int(subjects[row]),
                "relation": int(kinds[row]),
                "day": day,
                "answers": ranked.object[part][best].tolist(),
            }
        )


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="folder of quadruples, or its file of a split")
    options.add_argument("--split", choices=TESTED, default="test")
    options.add_argument("--test", type=Path, help="a test file from elsewhere")
    options.add_argument("--frozen", action="store_true", help="history ends before the split")
    options.add_argument("--baseline", action="store_true", help="combined recurrency")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--training", type=int, default=TRAINING, help="facts to learn from")
    options.add_argument("--trees", type=int, default=TREES, help="trees of a set")
    options.add_argument("--models", type=int, default=1, help="sets of trees to average")
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path, help="write the first ten of each query")
    return options


if __name__ == "__main__":
    sys.exit(main())
