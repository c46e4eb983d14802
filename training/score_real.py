"""Score the coder on real sentences of texts kept from training: python -m training.score_real.

The texts are coded whole, as a user's are; of what is found, the events of the coded sentences are
compared with the coding as `eval.sentences` does. The sentences were drawn where an earlier coder
was unsure, so the figures are lower than over all sentences of a text.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.references import ARTICLES, document_of
from eval.sentences import (
    Coding,
    as_coding,
    countable,
    curve,
    score,
    show_curve,
    states_of,
)

from detente.events.coder import THRESHOLD, Coder
from detente.records import Document, Event
from training.coder.real import Row, is_kept_apart

REAL = Path(__file__).parent / "real"
AT_ONCE = 30
"""Texts that are coded together."""


def rows_apart() -> list[Row]:
    """Give the coded sentences of the texts that training never sees."""
    paths = sorted(REAL.glob("*.jsonl"))
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [row for row in map(json.loads, lines) if is_kept_apart(row["file"], row["key"])]


def documents_of(rows: list[Row], articles: Path) -> Iterator[tuple[tuple[str, Any], Document]]:
    """Give the text of each row once, with its file and key."""
    for name in sorted({row["file"] for row in rows}):
        keys = {row["key"] for row in rows if row["file"] == name}
        if name.endswith(".json"):
            text = json.loads((articles / name).read_text(encoding="utf-8"))
            day = {"date": text["date_publish"], "source": name}
            yield (name, 0), document_of({**text, **day})
            continue
        with gzip.open(articles / name, "rt", encoding="utf-8") as lines:
            for at, line in enumerate(lines):
                text = json.loads(line)
                key = text.get("id", at)
                if key in keys:
                    yield (name, key), document_of({**text, "source": f"{name}#{at}"})


def gold_of(row: Row, key: int) -> Coding:
    """Give a row in the form of the coding guide, without words."""

    def side(parties: list[int]) -> list[Coding]:
        states = [state for i in parties for state in row["parties"][i][2] or [None]]
        return [{"text": "", "state": state, "sector": "UNK"} for state in states]

    events = [
        {**e, "actors": side(e["actors"]), "recipients": side(e["recipients"])}
        for e in row["events"]
    ]
    return {"id": key, "file": row["file"], "events": events}


def contacts(gold: list[Coding], told: dict[int, list[Coding]]) -> tuple[int, int]:
    """Give how many contacts of two states are told as happened, and how many the coding has too."""
    right = said = 0
    for row in gold:
        met = [dyad_of(e) for e in row["events"] if is_contact(e)]
        for event in told[row["id"]]:
            dyad = dyad_of(event)
            if is_contact(event) and len(dyad) > 1:
                said += 1
                right += any(dyad <= other or (other <= dyad and len(other) > 1) for other in met)
    return right, said


def dyad_of(event: Coding) -> frozenset[str]:
    """Give the states on both sides."""
    return states_of(event["actors"]) | states_of(event["recipients"])


def is_contact(event: Coding) -> bool:
    """Tell whether an event is a contact that took place."""
    return event["root"] == "CONSULT" and event["status"] == "happened"


def main() -> None:
    """Print the scores."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=Path, default=ARTICLES)
    options.add_argument("--threshold", type=float, default=THRESHOLD)
    given = options.parse_args()
    rows = rows_apart()
    coder = Coder.load(threshold=given.threshold)
    found: dict[tuple[str, Any], list[Event]] = defaultdict(list)
    texts = list(documents_of(rows, given.articles))
    for first in range(0, len(texts), AT_ONCE):
        part = texts[first : first + AT_ONCE]
        for (key, _), coded in zip(part, coder.code([text for _, text in part]), strict=True):
            found[key] += coded.events
    gold = [gold_of(row, number) for number, row in enumerate(rows)]
    told = {
        number: [
            as_coding(event)
            for event in found[row["file"], row["key"]]
            if row["start"] <= event.evidence.start < row["stop"]
        ]
        for number, row in enumerate(rows)
    }
    for name in ("", "whitehouse", "wikipedia", "news"):
        chosen = [row for row in gold if row["file"].startswith(name)]
        result = score(chosen, told)
        levels = " ".join(f"{k} {result[k]['f1']:.3f}" for k in ("dyad", "quad", "root", "full"))
        right, said = contacts(chosen, told)
        empty = sum(not countable(row["events"]) for row in chosen)
        print(
            f"{name or 'all':10} n {len(chosen):4} {levels} happened {result['happened_precision']:.3f}"
            f" none kept {result['none_kept']:.2f} of {empty}; contacts {right} of {said}"
        )
    show_curve(curve(gold, told))


if __name__ == "__main__":
    main()
