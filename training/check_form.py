"""Check the form of training sentences: python -m training.check_form FILE…

One line for each fault, with the row's id; ends with 1 when there is any.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from detente.codes import Issue, Root, Sector, Status
from detente.ontology.states import states

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
FIELDS = {"root", "mode", "status", "actors", "recipients", "date", "issue", "about"}


def faults_of(row: dict, codes: set[str]) -> Iterator[str]:
    """Give what is wrong with one row."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", row.get("date") or ""):
        yield f"date {row.get('date')!r} is no day"
    if len(row["sentence"].split()) < 2:
        yield "no sentence"
    for event in row["events"]:
        if set(event) != FIELDS:
            yield f"fields {sorted(set(event) ^ FIELDS)} missing or unknown"
            continue
        yield from _faults_of_event(event)
        yield from _faults_of_parties(event, row["sentence"], codes)


def _faults_of_event(event: dict) -> Iterator[str]:
    for field, allowed in (("root", Root), ("status", Status), ("issue", Issue)):
        if event[field] not in set(allowed):
            yield f"{field} {event[field]!r}"
    if event["date"] is not None and not DATE.fullmatch(event["date"]):
        yield f"date of the event {event['date']!r}"


def _faults_of_parties(event: dict, sentence: str, codes: set[str]) -> Iterator[str]:
    parties = [*event["actors"], *event["recipients"]]
    if not parties:
        yield "neither actor nor recipient"
    for party in parties:
        if party["text"] not in sentence:
            yield f"span {party['text']!r} is not in the sentence"
        if party["sector"] not in set(Sector):
            yield f"sector {party['sector']!r}"
    for code in [*event["about"], *(party["state"] for party in parties)]:
        if code and code not in codes and not code.startswith("IGO:"):
            yield f"state {code!r}"


def main() -> None:
    """Check the files that the command names."""
    codes = set(states()) | {"HKG", "MAC", "GRL", "ESH", "GIB"}  # places coded apart
    bad = 0
    for path in map(Path, sys.argv[1:]):
        seen: Counter[str] = Counter()
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = json.loads(line)
            except ValueError as error:
                print(f"{path}:{at} no JSON: {error}")
                bad += 1
                continue
            seen[row["id"]] += 1
            seen[row["sentence"]] += 1
            for fault in faults_of(row, codes):
                bad += 1
                print(f"{path}:{at} {row.get('id')}: {fault}")
        for key, times in seen.items():
            if times > 1:
                bad += 1
                print(f"{path} {key!r} stands {times} times")
        print(f"{path}: {sum(seen.values()) // 2} rows")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
