"""Report on the training sentences: python -m training.check_sentences [--shared ../shared/data].

Prints balance, lengths and duplicates, and every run of words that a sentence shares with a
text that is not the project's own; there should be none beyond names and set phrases.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent / "sentences"


def words_of(text: str) -> list[str]:
    """Give the words of a text, lower case."""
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "'"))


def runs_of(text: str, size: int) -> Iterator[tuple[str, ...]]:
    """Give all runs of that many words."""
    words = words_of(text)
    for at in range(len(words) - size + 1):
        yield tuple(words[at : at + size])


def other_texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Give the texts of others that lie beside the project, each with the name of its file."""
    for name in ("articles/whitehouse_2021_2024", "articles/wikipedia_current_events_2025"):
        path = shared / f"{name}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield name, line
    for path in sorted(
        [
            *shared.glob("coded_text/*.*sv"),
            *shared.glob("coded_text/*.jsonl"),
            *shared.glob("coded_text/*.txt"),
            *shared.glob("articles/*.txt"),
            *shared.glob("articles/news_clusters/*.json"),
        ]
    ):
        with path.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                yield path.name, line


def main() -> None:
    """Print the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data"))
    options.add_argument("--run", type=int, default=9, help="words of a run that counts")
    given = options.parse_args()
    rows = [json.loads(line) for path in sorted(HERE.glob("*.jsonl")) for line in path.open()]
    roots = Counter(event["root"] for row in rows for event in row["events"])
    statuses = Counter(event["status"] for row in rows for event in row["events"])
    sizes = sorted(len(row["sentence"].split()) for row in rows)
    print(f"{len(rows)} sentences, {sum(roots.values())} events")
    print(
        f"none {sum(not r['events'] for r in rows) / len(rows):.0%}, "
        f"several {sum(len(r['events']) > 1 for r in rows) / len(rows):.0%}"
    )
    print("words:", *(f"{q}% {sizes[len(sizes) * q // 100]}" for q in (5, 25, 50, 75, 95)))
    print("roots:", *(f"{root} {count}" for root, count in roots.most_common()))
    print("status:", *(f"{status} {count}" for status, count in statuses.most_common()))
    double = [text for text, n in Counter(r["sentence"] for r in rows).items() if n > 1]
    print(f"{len(double)} sentences stand twice", *double[:5], sep="\n  ")
    own: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        for run in runs_of(row["sentence"], given.run):
            own.setdefault(run, []).append(row["id"])
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for name, text in other_texts(given.shared):
        for run in runs_of(text, given.run):
            if run in own:
                found.setdefault(run, (own[run][0], name))
    print(f"{len(found)} runs of {given.run} words shared with other texts")
    for run, (key, name) in sorted(found.items(), key=lambda item: item[1]):
        print(f"  {key} {name}: {' '.join(run)}")


if __name__ == "__main__":
    main()
