"""Time the whole pipeline: python -m benchmarks.coding [--documents N] [--workers 2].

Codes the first texts of a file into a new store and prints sentences of input a second and the
memory of the largest process, then where the time goes in one process.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import gzip
import itertools
import json
import pstats
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from detente.run.local import code_paths
from detente.store.store import open_store

TEXTS = Path("../shared/data/articles/whitehouse_2021_2024.jsonl.gz")
PARTS = {
    "cleaning, language, dates": ("documents/read.py", "_read"),
    "signatures of near copies": ("documents/duplicates.py", "signature"),
    "names, people, sentences": ("events/reading.py", "open_document"),
    "analysis (spaCy)": ("sentences/parse.py", "parse"),
    "parties": ("actors/mentions.py", "find_mentions"),
    "encoding": ("sentences/encode.py", "encode"),
    "pairs": ("sentences/encode.py", "classify"),
    "events, days, status": ("events/build.py", "build_event"),
    "storing": ("store/store.py", "append_all"),
}
"""Part → the function whose time with all below is that part's."""


def sample(path: Path, most: int, folder: Path) -> Path:
    """Write the first texts of a file into a smaller one."""
    target = folder / "sample.jsonl"
    with gzip.open(path, "rt", encoding="utf-8") as lines, target.open("w") as out:
        out.writelines(itertools.islice(lines, most))
    return target


def run(path: Path, workers: int, folder: Path) -> dict[str, Any]:
    """Code a file into a new store."""
    with open_store(folder / f"bench{workers}.duckdb", write=True) as store:
        clock = time.perf_counter()
        done = code_paths([path], store, now=dt.date(2026, 1, 1), workers=workers)
        seconds = time.perf_counter() - clock
    peak = max(resource.getrusage(w).ru_maxrss for w in (0, resource.RUSAGE_CHILDREN)) / 1024
    return {
        "documents": done.documents,
        "sentences": done.sentences,
        "parsed": done.parsed,
        "events": done.events,
        "seconds": round(seconds, 1),
        "sentences_per_s": done.sentences / seconds,
        "peak_mb": peak,
    }


def parts_of(path: Path, folder: Path) -> dict[str, float]:
    """Give the share of time of each part, in one process."""
    profile = cProfile.Profile()
    profile.enable()
    run(path, 1, folder)
    profile.disable()
    stats: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in stats.values())
    found = {}
    for part, (file, name) in PARTS.items():
        taken = sum(c for (f, _, n), (_, _, _, c, _) in stats.items() if n == name and file in f)
        found[part] = taken / total
    found["the rest: loading, reading files, decoding"] = max(0.0, 1 - sum(found.values()))
    return found


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--texts", type=Path, default=TEXTS)
    options.add_argument("--documents", type=int, default=1200)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = run(sample(given.texts, given.documents, folder), given.workers, folder)
        if given.json:
            print(json.dumps(figures))
            return
        for key, value in figures.items():
            print(f"{key}: {value:,.0f}" if isinstance(value, float) else f"{key}: {value}")
        shares = parts_of(sample(given.texts, given.documents // 4, folder), folder)
        for part, share in shares.items():
            print(f"{share:6.1%}  {part}")


if __name__ == "__main__":
    main()
