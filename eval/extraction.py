"""Score the extraction of articles from web pages: python -m eval.extraction DIR.

DIR holds ``ground-truth.json`` (name, articleBody) and ``html/NAME.html.gz``, as the benchmark of
scrapinghub has them. Precision and recall are over runs of four words, counted with repetition,
and averaged over pages, as that benchmark does; so is F1 of the averages. The same is measured
for trafilatura called by itself.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
from collections import Counter
from pathlib import Path

from detente.documents.extract import extract

RUN = 4
WORD = re.compile(r"\w+", re.UNICODE)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words; of a shorter text the text itself."""
    words = WORD.findall(text or "")
    last = max(len(words) - RUN + 1, 1 if words else 0)
    return Counter(tuple(words[i : i + RUN]) for i in range(last))


def shares(gold: str, found: str) -> tuple[float, float, float]:
    """Give runs that are right, that are too many, that are missing, as shares of all three."""
    expected, given = runs(gold), runs(found)
    right = sum((expected & given).values())
    extra = sum((given - expected).values())
    missing = sum((expected - given).values())
    total = right + extra + missing
    return (right / total, extra / total, missing / total) if total else (1.0, 0.0, 0.0)


def score(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """Give precision, recall and F1 over pages; pairs of gold and found."""
    parts = [shares(gold, found) for gold, found in pairs]
    right, extra, missing = (sum(part[i] for part in parts) / len(parts) for i in range(3))
    precision, recall = right / (right + extra), right / (right + missing)
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / (precision + recall)}


def main() -> None:
    """Score one folder."""
    import trafilatura

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path)
    given = options.parse_args()
    gold = json.loads((given.folder / "ground-truth.json").read_text("utf-8"))
    ours, theirs, lines = [], [], []
    for name, entry in sorted(gold.items()):
        packed = given.folder / "html" / f"{name}.html.gz"
        raw = gzip.decompress(packed.read_bytes()) if packed.exists() else (
            (given.folder / "html" / f"{name}.html").read_bytes()
        )  # fmt: skip
        page = raw.decode("utf-8", "replace")
        made = extract(page, now=dt.date(2026, 1, 1))
        text = made.text if made else ""
        ours.append((entry["articleBody"], text))
        alone = trafilatura.extract(page, include_comments=False, include_tables=False) or ""
        theirs.append((entry["articleBody"], alone))
        lines.append(json.dumps({"id": name, "articleBody": text}, ensure_ascii=False))
    if given.predictions:
        given.predictions.write_text("\n".join(lines) + "\n", "utf-8")
    own, other = score(ours), score(theirs)
    report = {"f1": own["f1"], "f1_trafilatura": other["f1"], "p": own["p"], "r": own["r"],
              "n": len(ours)}  # fmt: skip
    if given.json:
        print(json.dumps(report))
    else:
        for key, value in report.items():
            print(f"{key:16} {value:.4f}" if isinstance(value, float) else f"{key:16} {value}")


if __name__ == "__main__":
    main()
