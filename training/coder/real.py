"""Read sentences of real texts that were coded by hand; the project keeps where, not what.

A row of `training/real/*.jsonl` points into a file beside the project (file, id or row, offsets),
gives the intervals of the parties within the sentence, each with the states it stands for, and the
events as numbers of parties. The texts are read by path when a coder is trained.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from detente.sentences.encode import Marked
from training.coder.data import NIL, Example, Pair, pairs_between

Row = dict[str, Any]
MOST = 12
"""Parties of a sentence that are marked; those that act first."""


def read_real(paths: Iterable[Path], articles: Path, *, apart: bool = False) -> Iterator[Example]:
    """Give an example for each coded sentence to learn from, or of the texts kept apart."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    rows = [
        row for row in map(json.loads, lines) if is_kept_apart(row["file"], row["key"]) is apart
    ]
    texts = _texts(rows, articles)
    for row in rows:
        key = (row["file"], row["key"])
        sentence = texts[key][row["start"] : row["stop"]]
        name = f"{row['file']}#{row['key']}:{row['start']}"
        yield example_of(row, sentence, name)


def is_kept_apart(file: str, key: str | int) -> bool:
    """Tell whether a text is kept from training, for a look at what was learned: one in eight."""
    return hashlib.blake2b(f"{file}#{key}".encode(), digest_size=4).digest()[0] % 8 == 0


def example_of(row: Row, sentence: str, name: str) -> Example:
    """Give the parties of a sentence and the label of each pair of them."""
    acting = {i for e in row["events"] for i in (*e["actors"], *e["recipients"])}
    order = sorted(range(len(row["parties"])), key=lambda i: (i not in acting, i))[:MOST]
    kept = sorted(order, key=lambda i: row["parties"][i][0])
    place = {party: at for at, party in enumerate(kept)}
    spans = tuple((row["parties"][i][0], row["parties"][i][1]) for i in kept)
    states = [frozenset(row["parties"][i][2]) for i in kept]
    labels: dict[tuple[int, int], list[Row]] = {}
    for event in row["events"]:
        actors = [place[i] for i in event["actors"] if i in place]
        others = [place[i] for i in event["recipients"] if i in place]
        for key in pairs_between(actors, others):
            labels.setdefault(key, []).append(event)
    return Example(name, Marked(sentence, spans), list(_pairs(labels, states)))


def _pairs(
    labels: dict[tuple[int, int], list[Row]], states: list[frozenset[str]]
) -> Iterator[Pair]:
    """Label all pairs, but leave out those of the same states as a pair that has an event.

    Where "the United States" and "President Biden" stand for one side, the coding names one of them;
    of the other nothing is known.
    """
    done = {(_of(states, a), _of(states, o)) for a, o in labels}
    for actor in range(len(states)):
        for other in (NIL, *range(len(states))):
            if actor == other:
                continue
            events = labels.get((actor, other), [])
            if events:
                roots = list(dict.fromkeys(event["root"] for event in events))
                shares = {root: 1 / len(roots) for root in roots}
                first = events[0]
                yield Pair(actor, other, shares, first["status"], first["issue"])
            elif (_of(states, actor), _of(states, other)) not in done:
                yield Pair(actor, other, {"NONE": 1.0})


def _of(states: list[frozenset[str]], party: int) -> frozenset[str] | int:
    """Give the states of a party, or a key of its own where it has none."""
    if party == NIL:
        return frozenset()
    return states[party] or party


def _texts(rows: list[Row], articles: Path) -> dict[tuple[str, str | int], str]:
    """Give the texts that the rows point into."""
    texts: dict[tuple[str, str | int], str] = {}
    for name in sorted({row["file"] for row in rows}):
        if name.endswith(".json"):
            texts[name, 0] = json.loads((articles / name).read_text(encoding="utf-8"))["text"]
            continue
        wanted = {row["key"] for row in rows if row["file"] == name}
        with gzip.open(articles / name, "rt", encoding="utf-8") as lines:
            for at, line in enumerate(lines):
                text = json.loads(line)
                key = text.get("id", at)
                if key in wanted:
                    texts[name, key] = text["text"]
    return texts
