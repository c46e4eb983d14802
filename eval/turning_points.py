"""Score flurries on known turning points: python -m eval.turning_points --facts DIR CSV.

The file has the columns state_a, state_b, date, direction (cooperation or conflict) and event.
A turning point is found if the strongest week that begins from 3 days before it to 10 days after
it ranks above 95 % of the quiet days of the same two states, whose strongest weeks are sought in
the same way. Controls: quiet days themselves, and the right day at the pair of another event.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np

from eval.history import History, Occasion, Ranked, figures, history_of, ranked
from eval.people import state_of

BEFORE, AFTER = 3, 10
"""Days around the event on which its week may begin; as in the trial runs, not tuned."""
DENSE = 40
"""Facts of the event's own class from which a pair is dense."""
SHIFTS = 20
"""Times that events are dealt to other pairs for the control."""


def occasions_in(path: Path) -> tuple[list[dict[str, str]], list[Occasion]]:
    """Read the list; rows and events are of equal length."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return rows, [_occasion(row) for row in rows]


def _occasion(row: dict[str, str]) -> Occasion:
    sides = [state_of(row[name]) for name in ("state_a", "state_b")]
    if None in sides:
        raise SystemExit(f"no state of the list: {row['state_a']!r} or {row['state_b']!r}")
    low, high = sorted(str(side) for side in sides)
    return Occasion(
        pair=(low, high),
        day=dt.date.fromisoformat(row["date"]),
        kind=row["direction"],
        label=row.get("event", ""),
    )


def score(history: History, occasions: list[Occasion]) -> tuple[Ranked, dict[str, Any]]:
    """Give the ranks, and the figures of all events, of parts of them and of the controls."""
    result = ranked(history, occasions, before=BEFORE, after=AFTER)
    kinds = np.array([one.kind for one in occasions])
    facts = np.array([history.count(one.pair, one.kind) for one in occasions])
    every = np.array([history.count(one.pair) for one in occasions])
    parts = {
        "all": figures(result),
        "conflict": figures(result, kinds == "conflict"),
        "cooperation": figures(result, kinds == "cooperation"),
        f"dense: {DENSE} facts of its class": figures(result, facts >= DENSE),
        "pairs with 100 facts": figures(result, every >= 100),
        "right day, wrong pair": wrong_pairs(history, occasions),
    }
    return result, {
        "auc": parts["all"]["auc"],
        "hit": parts["all"]["hit"],
        "dense_hit": parts[f"dense: {DENSE} facts of its class"]["hit"],
        "placebo": parts["all"]["placebo"],
        "n": len(occasions),
        "parts": parts,
    }


def wrong_pairs(history: History, occasions: list[Occasion]) -> dict[str, float]:
    """Deal the days of events to pairs of other events of the same kind, and rank them there.

    Days within 75 days of an event of the pair they are dealt to are left out.
    """
    random = np.random.default_rng(7)
    known: dict[tuple[str, str], list[dt.date]] = {}
    for one in occasions:
        known.setdefault(one.pair, []).append(one.day)
    dealt: list[Occasion] = []
    for _ in range(SHIFTS):
        for at in random.permutation(len(occasions)):
            own = occasions[at]
            other = occasions[random.integers(len(occasions))]
            far = all(abs((own.day - day).days) > 75 for day in known[other.pair])
            if own.kind == other.kind and far:
                dealt.append(Occasion(pair=other.pair, day=own.day, kind=own.kind, label=own.label))
    if not dealt:
        return {"auc": float("nan"), "hit": float("nan"), "placebo": float("nan"), "n": 0}
    return figures(ranked(history, dealt, before=BEFORE, after=AFTER, known=occasions))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("list", type=Path)
    options.add_argument("--facts", type=Path, required=True, help="archive or folder of events")
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path, help="write the list with the ranks here")
    given = options.parse_args()
    rows, occasions = occasions_in(given.list)
    history = history_of(given.facts)
    result, found = score(history, occasions)
    if given.predictions:
        write_predictions(given.predictions, rows, result)
    if given.json:
        print(json.dumps(found))
        return
    print(f"{'':34}{'n':>5}{'AUC':>8}{'hit at 5 %':>12}{'quiet days':>12}")
    for name, part in found["parts"].items():
        print(
            f"{name:34}{part['n']:5d}{part['auc']:8.3f}{part['hit']:12.3f}{part['placebo']:12.3f}"
        )


def write_predictions(path: Path, rows: list[dict[str, str]], result: Ranked) -> None:
    """Write the rows of the list with the rank of each, and whether it was found."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*rows[0], "rank", "found"])
        writer.writeheader()
        for row, rank in zip(rows, result.ranks, strict=True):
            known = "" if np.isnan(rank) else f"{rank:.4f}"
            writer.writerow({**row, "rank": known, "found": int(rank >= 0.95)})


if __name__ == "__main__":
    main()
