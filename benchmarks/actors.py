"""Time the book: python -m benchmarks.actors [--texts FILE.jsonl.gz].

Prints how long the book takes to load and how much memory, and how many mentions a second one
core resolves: names of lists (`resolve_name`), names found in running text, and parties of
analysed sentences (analysing them is not counted).
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from detente.actors.context import Context
from detente.actors.load import load_book
from detente.actors.mentions import find_mentions
from detente.actors.offices import resolve_name
from detente.actors.resolve import usable
from detente.events.reading import open_document
from detente.records import Document
from detente.sentences.parse import Parser

TEXTS = Path("../shared/data/articles/whitehouse_2021_2024.jsonl.gz")
_LOADING = """
import resource, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
clock = time.perf_counter()
from detente.actors.load import load_book
load_book()
seconds = time.perf_counter() - clock
print(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def loading() -> tuple[float, float]:
    """Give seconds and megabytes that loading takes in a fresh process: the best of five."""
    told = [
        subprocess.run([sys.executable, "-c", _LOADING], check=True, capture_output=True, text=True)
        for _ in range(5)
    ]
    figures = [tuple(map(float, one.stdout.split())) for one in told]
    return min(s for s, _ in figures), max(m for _, m in figures)


def documents(path: Path, most: int) -> list[Document]:
    """Give the first texts of a file as documents."""
    import datetime as dt

    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(most), strict=False):
            row = json.loads(line)
            day = dt.date.fromisoformat(row["date"])
            found.append(
                Document(
                    id=row["id"], source="bench", title=row.get("title"), text=row["text"],
                    url=row.get("url"), published=day, language="en", language_probability=1.0,
                    known_at=day,
                )
            )  # fmt: skip
    return found


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=Path, default=TEXTS)
    options.add_argument("--documents", type=int, default=400)
    given = options.parse_args()
    seconds, megabytes = loading()
    print(f"load: {seconds:.2f} s, {megabytes:.0f} MB")
    book = load_book()
    names = [person.name for person in book.people.values()][::3]
    day = next(iter(book.people.values())).offices[0].start
    book.directory.find(names[0], day=day)
    clock = time.perf_counter()
    for name in names:
        resolve_name(name, day=day, book=book)
    print(f"names of lists: {len(names) / (time.perf_counter() - clock):,.0f} a second")
    texts = documents(given.texts, given.documents)
    clock, count = time.perf_counter(), 0
    for document in texts:
        context = Context(day=document.known_at)
        for hit in book.find(document.text):
            count += bool(usable(book.entries(hit.text), context))
    taken = time.perf_counter() - clock
    size = sum(len(d.text) for d in texts) / 1e6
    print(f"names in texts: {count / taken:,.0f} a second, {size / taken:.1f} MB of text a second")
    parser, parsed = Parser(), []
    for document in texts[: given.documents // 8]:
        opened = open_document(document, book)
        wanted = [c for c in opened.candidates if c.passes]
        parsed += [
            (opened, c, s) for c, s in zip(wanted, parser.parse(c.raw for c in wanted), strict=True)
        ]
    clock, count = time.perf_counter(), 0
    for opened, candidate, sentence in parsed:
        found = find_mentions(sentence, candidate.hits, opened.book, opened.context)
        opened.context.remember(found)
        count += len(found)
    taken = time.perf_counter() - clock
    rate = len(parsed) / taken
    print(f"parties of sentences: {count / taken:,.0f} a second, {rate:,.0f} sentences a second")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
