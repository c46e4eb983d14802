"""Score the coder on coded sentences: python -m eval.sentences GOLD.jsonl.

Form and scoring are those of the coding guide: events of a sentence are matched one to one,
best first, by agreement on a key; precision, recall and F1 are over all sentences. A row without
a sentence points into a text beside the project (`eval.references`) and is coded with what stands
before it there. ``--curve`` prints precision and recall by probability, and how well it is
calibrated.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from detente.codes import Certainty, Root
from detente.events.coder import Coder
from detente.ontology.plover import quad_of
from detente.records import Document, Event
from eval.confusions import show_confusions, show_surest
from eval.references import ARTICLES, with_sentences

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
    if "document" in row:
        given: Document = row["document"]
        return given
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


def curve(gold: list[Coding], told: dict[str, list[Coding]]) -> dict[str, Any]:
    """Give precision and recall of dyad and root from each probability on, and calibration.

    An event is right if one of the gold has its dyad and root. The expected calibration error
    is the mean distance of probability and share of right ones over ten equal bands.
    """
    judged: list[tuple[float, bool]] = []
    wanted = 0
    for row in gold:
        left = Counter(key_of(e, "root") for e in countable(row["events"]))
        wanted += sum(left.values())
        for event in sorted(countable(told[row["id"]]), key=lambda e: -e["probability"]):
            key = key_of(event, "root")
            judged.append((event["probability"], left[key] > 0))
            left[key] -= 1
    bands: dict[int, list[tuple[float, bool]]] = {}
    for chance, right in judged:
        bands.setdefault(min(9, int(10 * chance)), []).append((chance, right))
    steps = []
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = [right for chance, right in judged if chance >= threshold]
        p, r = sum(kept) / max(len(kept), 1), sum(kept) / max(wanted, 1)
        steps.append({"from": threshold, "n": len(kept), "p": p, "r": r,
                      "f1": 2 * p * r / max(p + r, 1e-9)})  # fmt: skip
    return {
        "ece": calibration_error(judged),
        "ece_by_chance": error_by_chance([chance for chance, _ in judged]),
        "events": len(judged),
        "steps": steps,
        "bands": {
            f"{k / 10:.1f}": {"n": len(v), "said": sum(p for p, _ in v) / len(v),
                              "right": sum(r for _, r in v) / len(v)}
            for k, v in sorted(bands.items())
        },
    }  # fmt: skip


def calibration_error(judged: list[tuple[float, bool]]) -> float:
    """Give the mean distance of probability and share of right ones over ten equal bands."""
    bands: dict[int, float] = {}
    for chance, right in judged:
        band = min(9, int(10 * chance))
        bands[band] = bands.get(band, 0.0) + chance - right
    return sum(map(abs, bands.values())) / max(len(judged), 1)


def error_by_chance(chances: list[float], *, draws: int = 2000, seed: int = 0) -> dict[str, float]:
    """Give the calibration error that right probabilities would show over so few events.

    Outcomes are drawn by the probabilities themselves: mean and 95th percentile of the error.
    """
    draw = random.Random(seed)
    errors = sorted(
        calibration_error([(chance, draw.random() < chance) for chance in chances])
        for _ in range(draws)
    )
    return {"mean": sum(errors) / draws, "most": errors[int(0.95 * draws)]}


def show_curve(found: dict[str, Any]) -> None:
    """Print precision and recall by probability, and the bands."""
    print("from   events  precision  recall  F1 (dyad and root)")
    for s in found["steps"]:
        print(f"{s['from']:.1f}    {s['n']:6d}  {s['p']:9.3f}  {s['r']:6.3f}  {s['f1']:.3f}")
    print("band   events  said  right")
    for name, band in found["bands"].items():
        print(f"{name}    {band['n']:6d}  {band['said']:.2f}  {band['right']:.2f}")
    chance = found["ece_by_chance"]
    print(
        f"expected calibration error {found['ece']:.3f} over {found['events']} events; right"
        f" probabilities would show {chance['mean']:.3f} by chance"
        f" (95 %: up to {chance['most']:.3f})"
    )


def confusions(gold: list[Coding], told: dict[str, list[Coding]]) -> list[tuple[str, str]]:
    """Give roots that are and roots told of the same parties; "-" where an event has no match."""
    pairs = []
    for row in gold:
        wanted, found = countable(row["events"]), countable(told[row["id"]])
        for level in ("root", "dyad"):
            for event in list(wanted):
                key = key_of(event, level)
                same = next((e for e in found if key_of(e, level) == key), None)
                if same is not None:
                    pairs.append((event["root"], same["root"]))
                    wanted.remove(event)
                    found.remove(same)
        pairs += [(event["root"], "-") for event in wanted]
        pairs += [("-", event["root"]) for event in found]
    return pairs


def errors_of(gold: list[Coding], told: dict[str, list[Coding]]) -> list[tuple[float, str]]:
    """Give the sentences whose events differ by dyad and root, and how sure the wrong ones are."""
    errors = []
    for row in gold:
        wanted, found = countable(row["events"]), countable(told[row["id"]])
        right = Counter(key_of(e, "root") for e in wanted)
        if right == Counter(key_of(e, "root") for e in found):
            continue
        wrong = [e for e in found if not right[key_of(e, "root")]]
        lines = [f"{row['id']} {row['date']}: {row['sentence']}"]
        for name, events in (("gold", wanted), ("told", found)):
            for e in events:
                sides = [
                    ", ".join(f"{a['text']} [{a['state']}]" for a in e[side])
                    for side in ("actors", "recipients")
                ]
                chance = f" {e['probability']:.2f}" if "probability" in e else ""
                lines.append(
                    f"  {name}: {e['root']} {e['status']}: {sides[0]} -> {sides[1]}{chance}"
                )
        sure = max((e.get("probability", 0.0) for e in wrong), default=0.0)
        errors.append((sure, "\n".join(lines)))
    return errors


def main() -> None:
    """Read options and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path, nargs="+")
    options.add_argument("--json", action="store_true")
    options.add_argument("--predictions", type=Path)
    options.add_argument(
        "--errors", action="store_true", help="print the confusions and the fifty surest errors"
    )
    options.add_argument("--threshold", type=float)
    options.add_argument("--curve", action="store_true")
    options.add_argument("--articles", type=Path, default=ARTICLES)
    given = options.parse_args()
    gold = [
        json.loads(line)
        for path in given.gold
        for line in path.read_text("utf-8").splitlines()
        if line
    ]
    pointing = [row for row in gold if "sentence" not in row]
    gold = [row for row in gold if "sentence" in row] + with_sentences(pointing, given.articles)
    coder = Coder.load(**({"threshold": given.threshold} if given.threshold else {}))
    told = predict(gold, coder)
    if given.predictions:
        lines = [json.dumps({"id": key, "events": events}) for key, events in told.items()]
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = score(gold, told)
    if given.errors and not given.json:
        show_confusions(confusions(gold, told))
        show_surest(errors_of(gold, told))
    if given.curve:
        result["curve"] = curve(gold, told)
    if given.json:
        print(json.dumps(result))
        return
    for level in ("dyad", "quad", "root", "full"):
        print(f"{level:6} " + "  ".join(f"{k} {v:.3f}" for k, v in result[level].items()))
    print(f"happened precision {result['happened_precision']:.3f}")
    if given.curve:
        show_curve(result["curve"])
    print(f"none kept {result['none_kept']:.3f}   sentences {result['n']}")


if __name__ == "__main__":
    main()
