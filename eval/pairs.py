"""Score the root between a given actor and recipient: python -m eval.pairs FILE.tsv.

The file has columns ``marked_sentence`` (``<s>actor</s>``, ``<t>recipient</t>``) and
``gold_root`` (15 labels: YIELD is CONCEDE or RETREAT) or ``gold_binary`` (1 conflict).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from detente.assets import read_asset
from detente.codes import Root
from detente.ontology.plover import COOPERATIVE, quad_of
from detente.sentences.encode import Encoder, Marked

ROOTS = [root.value for root in Root]


def marked_of(text: str) -> tuple[Marked, int, int] | None:
    """Read a sentence with marked actor and recipient; none if a mark is missing."""
    plain, at = "", 0
    starts: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for match in re.finditer(r"<(/?)([st])>", text):
        plain += text[at : match.start()]
        at = match.end()
        if not match[1]:
            starts[match[2]] = len(plain)
        elif match[2] in starts:
            spans[match[2]] = (starts[match[2]], len(plain))
    plain += text[at:]
    if len(spans) < 2:
        return None
    (first, last), (other_first, other_last) = spans["s"], spans["t"]
    if last > other_first and other_last > first:  # one inside the other: keep what is outside
        if first <= other_first and other_last <= last:
            first, last = (other_last, last) if last > other_last else (first, other_first)
        else:
            other_first, other_last = (
                (last, other_last) if other_last > last else (other_first, first)
            )
    if first >= last or other_first >= other_last:
        return None
    parties = tuple(sorted([(first, last), (other_first, other_last)]))
    actor = parties.index((first, last))
    return Marked(plain, parties), actor, 1 - actor


def roots_of(texts: list[str], encoder: Encoder) -> list[str]:
    """Give the likeliest root of each sentence, 'none' left out."""
    read = [marked_of(text) for text in texts]
    found = [item for item in read if item is not None]
    vectors = encoder.encode([item[0] for item in found])
    sentence = np.stack([v[0] for v in vectors])
    actor = np.nan_to_num(np.stack([v[1 + i[1]] for v, i in zip(vectors, found, strict=True)]))
    other = np.nan_to_num(np.stack([v[1 + i[2]] for v, i in zip(vectors, found, strict=True)]))
    logits = encoder.classify(sentence, actor, other)[3][:, 1:]
    chances = np.exp(logits - logits.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    labels = iter(_label(row) for row in chances)
    return [next(labels) if item is not None else "CONSULT" for item in read]


def _label(chances: np.ndarray[Any, Any]) -> str:
    merged = dict(zip(ROOTS, map(float, chances), strict=True))
    merged["YIELD"] = merged.pop("CONCEDE") + merged.pop("RETREAT")
    return max(merged, key=lambda root: merged[root])


def quad(root: str) -> str:
    """Give the quad class; YIELD counts as material cooperation, as in the published set."""
    return "material cooperation" if root == "YIELD" else quad_of(Root(root)).value


def binary(root: str) -> str:
    """Give 1 for conflict and 0 for cooperation."""
    return "0" if quad(root) in {q.value for q in COOPERATIVE} else "1"


def macro_f1(gold: list[str], told: list[str]) -> float:
    """Give macro-averaged F1 in percent over the labels that occur in either."""
    scores = []
    for label in sorted(set(gold) | set(told)):
        pairs = [(g == label, t == label) for g, t in zip(gold, told, strict=True)]
        hits = sum(g and t for g, t in pairs)
        total = sum(g for g, _ in pairs) + sum(t for _, t in pairs)
        scores.append(2 * hits / total if total else 0.0)
    return 100 * sum(scores) / len(scores)


def main() -> None:
    """Read options and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("tsv", type=Path)
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path)
    given = options.parse_args()
    with given.tsv.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    encoder = Encoder(
        read_asset("coder-encoder"),
        read_asset("coder-pairs"),
        read_asset("coder-tokenizer").decode("utf-8"),
    )
    told = roots_of([row["marked_sentence"] for row in rows], encoder)
    if given.predictions:
        with given.predictions.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, [*rows[0], "predicted_root"], delimiter="\t")
            writer.writeheader()
            writer.writerows({**r, "predicted_root": t} for r, t in zip(rows, told, strict=True))
    result: dict[str, float] = {"n": len(rows)}
    if "gold_root" in rows[0]:
        gold = [row["gold_root"] for row in rows]
        for name, reduce in (("binary", binary), ("quad", quad), ("root", lambda root: root)):
            result[name] = macro_f1([reduce(g) for g in gold], [reduce(t) for t in told])
    else:
        result["binary"] = macro_f1([row["gold_binary"] for row in rows], [*map(binary, told)])
    print(
        json.dumps(result) if given.json else "\n".join(f"{k:7} {v:.1f}" for k, v in result.items())
    )


if __name__ == "__main__":
    main()
