"""Time the finding of reprints among 100,000 documents: python -m benchmarks.duplicates.

Signed in two processes and compared in a third, as `detente code --workers 2` does it. Documents
are made by drawing texts of the White House again, each with one word in thirty
exchanged, a third of them shortened, over four years and two hundred publishers.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import platform
import random
import resource
import time
from collections.abc import Iterator
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

TEXTS = Path("../shared/data/articles/whitehouse_2021_2024.jsonl.gz")
PUBLISHERS = 200
DAYS = 4 * 365
EXCHANGED = 1 / 30
WORKERS = 2
AT_ONCE = 2_000


def made(documents: int, seed: int = 1) -> Iterator[tuple[str, str, dt.date, str]]:
    """Give id, text, day and publisher of documents, in order of day."""
    draw = random.Random(seed)
    with gzip.open(TEXTS, "rt", encoding="utf-8") as lines:
        texts = [text for line in lines if (text := json.loads(line).get("text"))]
    vocabulary = sorted({word for text in texts[:500] for word in text.split()})
    for number in range(documents):
        words = draw.choice(texts).split(" ")
        for _ in range(int(len(words) * EXCHANGED)):
            words[draw.randrange(len(words))] = draw.choice(vocabulary)
        if draw.random() < 1 / 3:
            words = words[: max(len(words) * 2 // 3, 1)]
        day = dt.date(2021, 1, 1) + dt.timedelta(days=number * DAYS // documents)
        publisher = f"paper {draw.randrange(PUBLISHERS)}"
        yield f"document {number}", " ".join(words), day, publisher


def main() -> None:
    """Sign and index the documents and print seconds, reprints and memory."""
    from detente.documents.duplicates import ReprintIndex, signature

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=100_000)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    index, reprints = ReprintIndex(), 0
    making = signing = finding = 0.0
    documents = made(given.documents)
    with get_context("spawn").Pool(WORKERS) as pool:
        while True:
            began = time.perf_counter()
            some = list(islice(documents, AT_ONCE))
            ready = time.perf_counter()
            values = pool.map(signature, [text for _, text, _, _ in some], chunksize=50)
            signed = time.perf_counter()
            for (document_id, _, day, publisher), value in zip(some, values, strict=True):
                reprints += index.add(document_id, value, day, publisher=publisher) is not None
            making += ready - began
            signing += signed - ready
            finding += time.perf_counter() - signed
            if not some:
                break
    report = {
        "documents": given.documents,
        "reprints": reprints,
        "originals": len(index),
        "make_s": making,
        "sign_s": signing,
        "find_s": finding,
        "dedup_s": signing + finding,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "machine": f"{platform.machine()}, {platform.python_version()}",
    }
    if given.json:
        print(json.dumps(report))
    else:
        for name, value in report.items():
            print(f"{name:12} {value:.1f}" if isinstance(value, float) else f"{name:12} {value}")


if __name__ == "__main__":
    main()
