"""Say how many coded acts of conflict the word check would lose: python -m training.check_words."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from detente.codes import Root
from detente.events.check import has_word_for


def main() -> None:
    """Print, for each root, the share of coded events whose sentence has a word for it."""
    kept, total = Counter(), Counter()
    lost = []
    for path in sorted((Path(__file__).parent / "sentences").glob("official.jsonl")):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            for event in row["events"]:
                root = Root(event["root"])
                total[root] += 1
                if has_word_for(root, row["sentence"]):
                    kept[root] += 1
                else:
                    lost.append((root, row["sentence"]))
    conflict = [root for root in Root if total[root] > kept[root]]
    for root in conflict:
        print(f"{root.value:9} {kept[root]}/{total[root]} {kept[root] / total[root]:.3f}")
    checked = [root for root in Root if not has_word_for(root, "")]
    print(f"all {sum(kept[r] for r in checked) / sum(total[r] for r in checked):.3f}")
    for root, sentence in lost:
        print(f"  {root.value}: {sentence}")


if __name__ == "__main__":
    main()
