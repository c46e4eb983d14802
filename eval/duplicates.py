"""Score the finding of near copies and of reports of one event: python -m eval.duplicates DIR.

DIR holds one JSON file an article, with title, text, day, publisher and the number of its event,
as the corpus of Giveme5W1H has them. Gold near copies are articles of one event that share a
fifth of all their word triples: 49 pairs of that corpus, from the same wire story or rewritten
from it. Reprints are one document, so pairs of reprints of one original count as found.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import re
from collections import defaultdict
from pathlib import Path

from detente.documents.duplicates import ReprintIndex, signature
from detente.documents.stories import Told, stories

RUN = 3
SHARED = 0.2
WORDS = re.compile(r"\w+")


def read(folder: Path) -> list[dict]:
    """Give the articles in order of day."""
    rows = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    rows = [row for row in rows if isinstance(row, dict) and row.get("text")]
    for row in rows:
        day = row.get("date_publish")
        row["day"] = dt.date.fromisoformat(day[:10]) if day else None
    return sorted(rows, key=lambda row: (row["day"] or dt.date.max, row["dId"]))


def runs(text: str) -> set[tuple[str, ...]]:
    """Give the word triples of a text."""
    words = WORDS.findall(text.casefold())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def gold_copies(rows: list[dict]) -> set[frozenset[str]]:
    """Give the pairs of near copies, exactly."""
    every = [runs(row["text"]) for row in rows]
    return {
        frozenset((rows[i]["dId"], rows[j]["dId"]))
        for i, j in itertools.combinations(range(len(rows)), 2)
        if rows[i]["newsCluster"]["EventId"] == rows[j]["newsCluster"]["EventId"]
        and (shared := len(every[i] & every[j]))
        and shared >= SHARED * (len(every[i]) + len(every[j]) - shared)
    }


def found_copies(rows: list[dict]) -> set[frozenset[str]]:
    """Give the pairs that are one document: an original and its reprints, or two reprints."""
    index, groups = ReprintIndex(), defaultdict(list)
    for row in rows:
        original = index.add(
            row["dId"], signature(row["text"]), row["day"], publisher=row.get("source_domain")
        )
        groups[original or row["dId"]].append(row["dId"])
    return {
        frozenset(pair)
        for group in groups.values()
        for pair in itertools.combinations(sorted(set(group)), 2)
    }


def f1(gold: set, found: set) -> tuple[float, float, float]:
    """Give precision, recall and F1 of what was found."""
    right = len(gold & found)
    precision = right / len(found) if found else 1.0
    recall = right / len(gold) if gold else 1.0
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def b_cubed(gold: dict[str, object], found: dict[str, str]) -> tuple[float, float, float]:
    """Give precision, recall and F1 of Bagga and Baldwin (1998)."""
    sides = []
    for labels in (gold, found):
        groups = defaultdict(set)
        for name, label in labels.items():
            groups[label].add(name)
        sides.append(groups)
    shares = [
        (len(both) / len(sides[1][found[name]]), len(both) / len(sides[0][gold[name]]))
        for name in gold
        if (both := sides[0][gold[name]] & sides[1][found[name]])
    ]
    precision = sum(p for p, _ in shares) / len(shares)
    recall = sum(r for _, r in shares) / len(shares)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Score one folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path)
    options.add_argument("--errors", action="store_true", help="show pairs missed and false ones")
    given = options.parse_args()
    rows = read(given.folder)
    gold, found = gold_copies(rows), found_copies(rows)
    copies = f1(gold, found)
    events = {row["dId"]: row["newsCluster"]["EventId"] for row in rows}
    told = [Told(id=r["dId"], title=r["title"], text=r["text"], day=r["day"]) for r in rows]
    grouped = stories(told)
    b3 = b_cubed(events, grouped)
    if given.predictions:
        lines = [
            json.dumps({"dId": name, "event": grouped[name],
                        "copies": sorted(o for p in found if name in p for o in p - {name})})
            for name in sorted(grouped)
        ]  # fmt: skip
        given.predictions.write_text("\n".join(lines) + "\n", "utf-8")
    if given.errors:
        by_id = {row["dId"]: row for row in rows}
        for kind, pairs in (("missed", gold - found), ("false", found - gold)):
            for one, other in map(sorted, pairs):
                print(
                    kind,
                    *(
                        f"{by_id[i]['source_domain']} {by_id[i]['day']} {by_id[i]['title'][:60]!r}"
                        for i in (one, other)
                    ),
                    sep=" | ",
                )
    report = {
        "near_copy_f1": copies[2],
        "event_b3_f1": b3[2],
        "near_copy_p": copies[0],
        "near_copy_r": copies[1],
        "event_b3_p": b3[0],
        "event_b3_r": b3[1],
        "n": len(rows),
        "near_copy_pairs": len(gold),
        "events": len(set(events.values())),
    }
    if given.json:
        print(json.dumps(report))
    else:
        for name, value in report.items():
            print(f"{name:16} {value:.3f}" if isinstance(value, float) else f"{name:16} {value}")


if __name__ == "__main__":
    main()
