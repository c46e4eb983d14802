"""Draw sentences that nobody has coded: python -m training.coder.unlabelled --help.

From texts beside the project that are not kept apart, machine-written stories of the press and single
press sentences among them, with the parties that the software finds. Most are
sentences in which the coder that ships sees an act, if only faintly; of those of two parties in
which it sees none, some. Left out is what stands word for word in a file that the coder is measured
on, and what is coded in `training/real`. A larger network says of them what is in them (`large.py`), and
the next coder learns from that. They are written outside the project.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from eval.references import document_of, texts_of

from detente.events.coder import Coder
from detente.events.lists import shortened
from detente.records import Document
from detente.sentences.encode import Marked
from training.coder.data import ISSUES, ROOTS, STATUSES, Example, Pair
from training.coder.real import is_kept_apart, read_real

FAINT = 0.05
"""Chance of acting, of the likeliest pair, from which a sentence is taken in any case."""
SHARE = 0.1
"""Of the others with two parties, the share that is taken."""
TEXTS = {"whitehouse_2021_2024.jsonl.gz": 1200, "wikipedia_current_events_2025.jsonl.gz": 10**9}
"""Files of texts, and how many of each are read, drawn by chance."""
STORIES = 2200
"""Machine-written stories that are read, with their headlines: their words are those of the press."""
WRITTEN = "2018-01-01"
"""Day from which undated texts are read."""
GOLD = Path(__file__).parents[2] / "eval" / "gold"
REALS = sorted((Path(__file__).parents[1] / "real").glob("*.jsonl"))
AT_ONCE = 40
SEED = 11

Row = dict[str, Any]


def documents(
    articles: Path, shared: Path, chance: random.Random
) -> Iterator[tuple[str, Document]]:
    """Give the texts to draw from: the name of their kind, and the document."""
    with zipfile.ZipFile(shared / "synthetic_plover_stories.zip") as archive:
        (name,) = archive.namelist()
        rows = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"))))
    for at, row in enumerate(chance.sample(rows, STORIES)):
        text = f"{row['prompt'].split(chr(10))[0]}.\n\n{row['text']}"
        yield "stories", document_of({"text": text, "date": WRITTEN, "source": f"story-{at}"})
    with (shared / "cameo_class_train.tsv").open(encoding="utf-8") as lines:
        for at, line in enumerate(lines):
            text = line.rsplit("\t", 1)[0]
            yield "cameo", document_of({"text": text, "date": WRITTEN, "source": f"cameo-{at}"})
    for path in sorted((articles / "news_clusters").glob("*.json")):
        name = f"news_clusters/{path.name}"
        if not is_kept_apart(name, 0):
            text = json.loads(path.read_text(encoding="utf-8"))
            if text.get("text") and text.get("date_publish"):
                yield "news", document_of({**text, "date": text["date_publish"], "source": name})
    for name, most in TEXTS.items():
        with gzip.open(articles / name, "rt", encoding="utf-8") as lines:
            rows = [(at, line) for at, line in enumerate(lines)]
        rows = [
            (at, text)
            for at, line in rows
            if not is_kept_apart(name, (text := json.loads(line)).get("id", at)) and text["text"]
        ]
        for at, text in sorted(chance.sample(rows, min(most, len(rows))), key=lambda row: row[0]):
            yield name.split("_")[0], document_of({**text, "source": f"{name}#{at}"})


def measured(articles: Path, dev: Path) -> set[str]:
    """Give the sentences on which a coder is measured, without spaces and case."""
    found = {json.loads(line)["sentence"] for line in dev.read_text(encoding="utf-8").splitlines()}
    rows = [
        json.loads(line)
        for path in sorted(GOLD.glob("*events.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for text, own in texts_of(rows, articles):
        found |= {text["text"][row["start"] : row["stop"]] for row in own}
    return {bare(sentence) for sentence in found}


def bare(text: str) -> str:
    return "".join(text.split()).lower()


def draw(
    coder: Coder, texts: list[tuple[str, Document]], barred: set[str], chance
) -> Iterator[Row]:
    """Give the sentences that are drawn from texts, with their parties and all pairs of them."""
    kinds = {document.id: kind for kind, document in texts}
    read = coder.read([document for _, document in texts])
    for key, readings in read.items():
        for reading in readings:
            if len(reading.parties) < 2 or not reading.pairs:
                continue
            best = max(1 - float(pair.roots[0]) for pair in reading.pairs)
            if best < FAINT and chance.random() > SHARE:
                continue
            marked, _ = shortened(reading.sentence.text, reading.parties)
            if bare(reading.sentence.text) in barred:
                continue
            yield {
                "id": f"{key}:{reading.sentence.start}",
                "kind": kinds[key],
                "text": marked.text,
                "parties": marked.parties,
                "best": round(best, 3),
            }


def read_drawn(path: Path) -> list[Example]:
    """Read drawn sentences as examples: all pairs of their parties, none of them labelled."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = tuple((start, stop) for start, stop in row["parties"])
        places = range(len(spans))
        pairs = [Pair(a, o, {"NONE": 1.0}) for a in places for o in (-1, *places) if a != o]
        found.append(Example(row["id"], Marked(row["text"], spans), pairs))
    return found


def write_answers(path: Path, examples: list[Example], told: dict[str, list]) -> None:
    """Write what the network says of the pairs of examples, one row a pair, in their order."""
    rows = [one for example in examples for one in told[example.id]]
    sizes = (len(ROOTS), len(STATUSES), len(ISSUES))
    arrays = {
        name: np.array(
            [one[at] if one else [np.nan] * sizes[at] for one in rows], np.float16
        ).reshape(-1, sizes[at])
        for at, name in enumerate(("roots", "statuses", "issues"))
    }
    np.savez_compressed(path, ids=np.array([example.id for example in examples]), **arrays)


def read_answers(path: Path, examples: list[Example]) -> list[Example]:
    """Give examples with what was written of their pairs as their only labels.

    Raises
    ------
    ValueError
        If the file is of other examples.
    """
    with np.load(path) as kept:
        if kept["ids"].tolist() != [example.id for example in examples]:
            raise ValueError(f"{path} answers other sentences")
        given = [kept[name].astype(np.float32) for name in ("roots", "statuses", "issues")]
    found, at = [], 0
    for example in examples:
        pairs = []
        for pair in example.pairs:
            if not np.isnan(given[0][at, 0]):
                told = [values[at] / values[at].sum() for values in given]
                pairs.append(replace(pair, told=tuple(one.tolist() for one in told)))
            at += 1
        if pairs:
            found.append(replace(example, pairs=pairs))
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=Path, default=Path("../shared/data/articles"))
    options.add_argument("--shared", type=Path, default=Path("../shared/data/coded_text"))
    options.add_argument("--out", type=Path, default=Path("out/drawn.jsonl"))
    given = options.parse_args()
    chance = random.Random(SEED)
    barred = measured(given.articles, given.shared / "sentences_dev.jsonl")
    for apart in (False, True):
        barred |= {bare(e.marked.text) for e in read_real(REALS, given.articles, apart=apart)}
    coder, texts = Coder.load(), list(documents(given.articles, given.shared, chance))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    known: set[str] = set()
    taken: Counter[str] = Counter()
    with given.out.open("w", encoding="utf-8") as out:
        for first in range(0, len(texts), AT_ONCE):
            for row in draw(coder, texts[first : first + AT_ONCE], barred, chance):
                if bare(row["text"]) not in known:
                    known.add(bare(row["text"]))
                    taken[row["kind"]] += 1
                    out.write(json.dumps(row) + "\n")
            if first // AT_ONCE % 10 == 0:
                print(first, "of", len(texts), "texts", dict(taken), flush=True)
    print(len(texts), "texts", dict(taken))


if __name__ == "__main__":
    main()
