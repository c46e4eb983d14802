"""Score the coder on coded sentences: python -m eval.sentences GOLD.jsonl.

Form and scoring are those of the coding guide: events of a sentence are matched one to one,
best first, by agreement on a key; precision, recall and F1 are over all sentences.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

from detente.codes import Certainty, Root
from detente.events.coder import Coder
from detente.ontology.plover import quad_of
from detente.records import Document, Event

MAY_SWAP = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}
Coding = dict[str, Any]


def states_of(entities: list[Coding]) -> frozenset[str]:
    """Give the distinct states and bodies of one side."""
    return frozenset(entity["state"] for entity in entities if entity["state"])


def countable(events: list[Coding]) -> list[Coding]:
    """Give the events that have a state or body on some side."""
    return [e for e in events if states_of(e["actors"]) | states_of(e["recipients"])]


def key_of(event: Coding, level: str) -> tuple[Any, ...]:
    """Give what must agree at a level: dyad, quad, root or full."""
    actors, recipients = states_of(event["actors"]), states_of(event["recipients"])
    dyad = actors | recipients
    if level == "dyad":
        return (dyad,)
    if level == "quad":
        return dyad, quad_of(Root(event["root"])).value
    if level == "root":
        return dyad, event["root"]
    sides: tuple[Any, ...] = (actors, recipients)
    if event["root"] in MAY_SWAP:
        sides = (dyad,)
    return event["root"], event["status"], *sides


def matched(gold: list[Coding], told: list[Coding], level: str) -> int:
    """Give how many events of one sentence agree, each matched once."""
    left = Counter(key_of(event, level) for event in gold)
    count = 0
    for event in told:
        key = key_of(event, level)
        if left[key] > 0:
            left[key] -= 1
            count += 1
    return count


def score(gold: list[Coding], told: dict[str, list[Coding]]) -> dict[str, Any]:
    """Give precision, recall and F1 at each level, and the shares of the coding guide."""
    result: dict[str, Any] = {"n": len(gold)}
    for level in ("dyad", "quad", "root", "full"):
        hits = n_gold = n_told = 0
        for row in gold:
            wanted, found = countable(row["events"]), countable(told.get(row["id"], []))
            hits += matched(wanted, found, level)
            n_gold += len(wanted)
            n_told += len(found)
        p, r = hits / max(n_told, 1), hits / max(n_gold, 1)
        result[level] = {"p": p, "r": r, "f1": 2 * p * r / max(p + r, 1e-9)}
    said = right = 0
    for row in gold:
        for event in countable(told.get(row["id"], [])):
            if event["status"] != "happened":
                continue
            same = [e for e in row["events"] if key_of(e, "quad") == key_of(event, "quad")]
            if same:
                said += 1
                right += any(e["status"] == "happened" for e in same)
    result["happened_precision"] = right / max(said, 1)
    empty = [row for row in gold if not row["events"]]
    kept = sum(not countable(told.get(row["id"], [])) for row in empty)
    result["none_kept"] = kept / max(len(empty), 1)
    return result


def document_of(row: Coding) -> Document:
    """Make a document of a coded sentence and the one before it."""
    before = (row.get("before") or "").strip()
    text = f"{before}\n\n{row['sentence']}" if before else row["sentence"]
    day = dt.date.fromisoformat(row["date"]) if row.get("date") else None
    url = "https://www.whitehouse.gov/" if "whitehouse" in row["id"] else None
    return Document(
        id=row["id"], source="gold", title=row.get("title"), text=text, url=url, published=day,
        published_certainty=Certainty.GIVEN, language="en", language_probability=1.0,
        known_at=day or dt.date(2026, 1, 1),
    )  # fmt: skip


def as_coding(event: Event) -> Coding:
    """Give an event in the form of the coding guide."""
    sides = {
        side: [{"text": a.text, "state": a.state, "sector": a.sector} for a in getattr(event, side)]
        for side in ("actors", "recipients")
    }
    return {
        "root": event.root.value, "status": event.status.value, **sides,
        "date": event.day.isoformat() if event.day else None, "issue": event.issue.value,
        "about": event.about, "probability": event.probability,
    }  # fmt: skip


def predict(gold: list[Coding], coder: Coder) -> dict[str, list[Coding]]:
    """Code each sentence with the one before it as context."""
    told: dict[str, list[Coding]] = {}
    for first in range(0, len(gold), 64):
        rows = gold[first : first + 64]
        documents = [document_of(row) for row in rows]
        for row, document, coded in zip(rows, documents, coder.code(documents), strict=True):
            at = len(document.text) - len(row["sentence"])
            told[row["id"]] = [as_coding(e) for e in coded.events if e.evidence.start >= at]
    return told


def show_errors(gold: list[Coding], told: dict[str, list[Coding]]) -> None:
    """Print each sentence whose events differ by dyad and root."""
    for row in gold:
        wanted, found = countable(row["events"]), countable(told[row["id"]])
        if Counter(key_of(e, "root") for e in wanted) != Counter(key_of(e, "root") for e in found):
            print(f"\n{row['id']} {row['date']}: {row['sentence']}")
            for name, events in (("gold", wanted), ("told", found)):
                for e in events:
                    sides = [
                        ", ".join(f"{a['text']} [{a['state']}]" for a in e[side])
                        for side in ("actors", "recipients")
                    ]
                    chance = f" {e['probability']:.2f}" if "probability" in e else ""
                    print(f"  {name}: {e['root']} {e['status']}: {sides[0]} -> {sides[1]}{chance}")


def main() -> None:
    """Read options and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path)
    options.add_argument("--errors", action="store_true")
    options.add_argument("--threshold", type=float)
    given = options.parse_args()
    gold = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines() if line]
    coder = Coder.load(**({"threshold": given.threshold} if given.threshold else {}))
    told = predict(gold, coder)
    if given.predictions:
        lines = [json.dumps({"id": key, "events": events}) for key, events in told.items()]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = score(gold, told)
    if given.errors:
        show_errors(gold, told)
    if given.json:
        print(json.dumps(result))
        return
    for level in ("dyad", "quad", "root", "full"):
        print(f"{level:6} " + "  ".join(f"{k} {v:.3f}" for k, v in result[level].items()))
    print(f"happened precision {result['happened_precision']:.3f}")
    print(f"none kept {result['none_kept']:.3f}   sentences {result['n']}")


if __name__ == "__main__":
    main()
