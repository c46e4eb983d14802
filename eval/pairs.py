"""Score the root between a given actor and recipient: python -m eval.pairs FILE.tsv.

The file has columns ``marked_sentence`` (``<s>actor</s>``, ``<t>recipient</t>``) and
``gold_root`` (15 labels: YIELD is CONCEDE or RETREAT) or ``gold_binary`` (1 conflict). One of the
two may be unmarked, as the published set has "a recipient" for those that are not named.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.assets import read_asset
from detente.codes import Root
from detente.ontology.plover import COOPERATIVE, quad_of
from detente.sentences.encode import GivenPairs, Marked
from eval.confusions import show_confusions, show_surest

ROOTS = [root.value for root in Root]


NOBODY = -1
"""Stands for an actor or a recipient that the sentence does not name."""


def marked_of(text: str) -> tuple[Marked, int, int] | None:
    """Read a sentence with its marks: parties, place of actor and of recipient among them.

    NOBODY is the place of one that is not marked; of two marks one inside the other, the outer
    one keeps what is outside. None if nothing is marked.
    """
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
    spans = _apart({mark: span for mark, span in spans.items() if plain[slice(*span)].strip()})
    if not spans:
        return None
    parties = tuple(sorted(set(spans.values())))
    actor, other = (parties.index(spans[m]) if m in spans else NOBODY for m in ("s", "t"))
    return Marked(plain, parties), actor, other


def _apart(spans: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Give the marks without overlap; where they are the same, both stay as they are."""
    if len(set(spans.values())) < 2:
        return spans
    (first, last), (other_first, other_last) = spans["s"], spans["t"]
    if last > other_first and other_last > first:
        if first <= other_first and other_last <= last:
            first, last = (other_last, last) if last > other_last else (first, other_first)
        else:
            other_first, other_last = (
                (last, other_last) if other_last > last else (other_first, first)
            )
    return {"s": (first, last), "t": (other_first, other_last)}


@dataclass(frozen=True)
class Told:
    """Hold what the model says of one sentence."""

    chances: list[float]
    """Of each root, as PLV draws them."""
    conflict: float
    """Probability of conflict, as AW draws it."""

    def root(self, *, by_side: bool) -> str:
        """Give the likeliest label; with `by_side` among those on the likelier side of AW."""
        sides = (self.conflict, 1 - self.conflict)
        works = [quad_of(Root(root)) in COOPERATIVE for root in ROOTS]
        likely = sides[1] > sides[0]
        left = [
            c if not by_side or w == likely else 0.0
            for c, w in zip(self.chances, works, strict=True)
        ]
        return label_of(left)

    def sureness(self, *, by_side: bool) -> float:
        """Give the probability of what is told."""
        if by_side:
            return max(self.conflict, 1 - self.conflict)
        return max(merged(self.chances).values())


def read_pairs(texts: list[str], reader: GivenPairs) -> list[Told]:
    """Give what the model says of each sentence."""
    found = []
    for text in texts:
        roots, sides = reader.read(*(marked_of(text) or (Marked(text, ()), NOBODY, NOBODY)))
        named = _softmax(roots[1:])
        found.append(Told(named.tolist(), float(_softmax(sides)[0])))
    return found


def _softmax(logits: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    chances = np.exp(logits - logits.max())
    shares: np.ndarray[Any, Any] = chances / chances.sum()
    return shares


def merged(chances: Iterable[float]) -> dict[str, float]:
    """Give the chances of the 15 labels: CONCEDE and RETREAT are YIELD."""
    found = dict(zip(ROOTS, map(float, chances), strict=True))
    found["YIELD"] = found.pop("CONCEDE") + found.pop("RETREAT")
    return found


def label_of(chances: Iterable[float]) -> str:
    """Give one of the 15 labels: the likelier side first, then its quad class, then its root.

    Two roots of one side that share their chances so do not lose to a third of the other.
    """
    found = merged(chances)
    left = list(found)
    for level in (binary, quad, str):
        shares: Counter[str] = Counter()
        for root in left:
            shares[level(root)] += found[root]
        best = max(shares, key=lambda name: shares[name])
        left = [root for root in left if level(root) == best]
    return left[0]


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


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read the file; an error if it lacks a column that is needed."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    if (
        not rows
        or "marked_sentence" not in rows[0]
        or not {"gold_root", "gold_binary"} & set(rows[0])
    ):
        raise SystemExit(f"{path}: needs rows with marked_sentence and gold_root or gold_binary")
    return rows


def main() -> None:
    """Read options and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("tsv", type=Path)
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path)
    options.add_argument(
        "--errors", action="store_true", help="print the confusions and the fifty surest errors"
    )
    given = options.parse_args()
    rows = read_rows(given.tsv)
    reader = GivenPairs(
        read_asset("coder-encoder"),
        read_asset("coder-published"),
        read_asset("coder-tokenizer").decode("utf-8"),
    )
    by_side = "gold_root" not in rows[0]
    read = read_pairs([row["marked_sentence"] for row in rows], reader)
    roots = [item.root(by_side=by_side) for item in read]
    if given.predictions:
        with given.predictions.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, [*rows[0], "predicted_root"], delimiter="\t")
            writer.writeheader()
            writer.writerows({**r, "predicted_root": t} for r, t in zip(rows, roots, strict=True))
    result: dict[str, float] = {"n": len(rows)}
    if by_side:
        gold, told = [row["gold_binary"] for row in rows], [binary(root) for root in roots]
        result["binary"] = macro_f1(gold, told)
    else:
        gold, told = [row["gold_root"] for row in rows], roots
        for name, reduce in (("binary", binary), ("quad", quad), ("root", str)):
            result[name] = macro_f1([reduce(g) for g in gold], [reduce(t) for t in told])
    if given.errors and not given.json:
        show_confusions(zip(gold, told, strict=True))
        show_surest([
            (item.sureness(by_side=by_side), f"{g} taken for {t}: {row['marked_sentence']}")
            for item, g, t, row in zip(read, gold, told, rows, strict=True) if g != t
        ])  # fmt: skip
    print(
        json.dumps(result) if given.json else "\n".join(f"{k:7} {v:.1f}" for k, v in result.items())
    )


if __name__ == "__main__":
    main()
