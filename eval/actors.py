"""Score who is who: python -m eval.actors CSV.

Reads visits and travels of the Office of the Historian, Archigos, REIGN, lists of leaders from
Wikidata, and any CSV with columns ``name``, ``day``, ``state`` and, if there are, ``title``,
``sector`` and ``in_office``; the columns tell which it is. Two things are scored:

state
    the state of a person, from name, title and day alone; the state in the file is the gold.
in_office
    whether a person was head of state or government on one of 200 sampled days since 2000
    (or on the day of the row): those in office on the day by the file, and those who left or
    came within three years of it. A person whom the book does not know counts as wrong.

``--errors`` lists what went wrong by kind; ``--predictions FILE`` writes all that was predicted.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from detente.actors.book import Person
from detente.actors.load import load_book
from detente.actors.offices import resolve_name
from eval.people import Case, cases_of

LEADS = ("head of state", "head of government", "party leader")


def read(path: Path) -> list[dict[str, str]]:
    """Read a CSV, gzipped or not, in UTF-8; a line that is not is read as Windows-1252."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return list(csv.DictReader(_decoded(line.rstrip(b"\r")) + "\n" for line in lines))


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def judged(case: Case) -> dict[str, Any]:
    """Give one case with what the book says of it, and the kind of error, if it is one."""
    book = load_book()
    given = case.state if case.state_given else ""
    actor = resolve_name(case.name, day=case.day, title=case.title, state=given)
    if case.hint and actor.person is None:
        hinted = resolve_name(case.name, day=case.day, title=case.title, state=case.state)
        actor = hinted if hinted.person else actor
    person = book.people[actor.person] if actor.person else None
    row: dict[str, Any] = {
        "name": case.name,
        "title": case.title,
        "day": case.day.isoformat(),
        "state": case.state,
        "predicted_state": actor.state,
        "predicted_person": actor.person,
        "predicted_sector": actor.sector,
        "error": "",
    }
    if not case.state_given and actor.state != case.state:
        row["error"] = "not found" if actor.state is None else "another state"
    if case.sector and actor.sector != case.sector:
        row["sector"] = case.sector
        row["error"] = row["error"] or "another sector"
    if case.in_office is not None:
        told = bool(person and in_office(person, case))
        row["in_office"], row["predicted_in_office"] = case.in_office, told
        if person is None:
            row["error"] = row["error"] or "not found"
        elif told != case.in_office:
            row["error"] = row["error"] or ("out by the book" if not told else "in by the book")
    return row


def in_office(person: Person, case: Case) -> bool:
    """Tell whether the book has a person as leader on the day of a case.

    Who lost the office that is asked for and holds the other one, as a prime minister who
    became president, is out. The leader of a ruling party whose office the book counts as one
    of government (China, Viet Nam) leads.
    """
    leading = [o for o in person.offices if o.office in LEADS and o.sector == "GOV"]
    held = {o.office for o in leading if o.held_on(case.day)}
    if case.served is not None:
        then = {o.office for o in leading if o.held_on(case.served)}
        held &= then or held
    return bool(held)


def share(rows: list[dict[str, Any]], wrong: set[str]) -> float | None:
    """Give the share of rows without one of the errors; None if there are no rows."""
    return sum(row["error"] not in wrong for row in rows) / len(rows) if rows else None


def score(cases: list[Case]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give the figures and the judged cases."""
    rows = [judged(case) for case in cases]
    named = [row for row, case in zip(rows, cases, strict=True) if not case.state_given]
    dated = [row for row, case in zip(rows, cases, strict=True) if case.in_office is not None]
    sectors = [row for row, case in zip(rows, cases, strict=True) if case.sector]
    figures: dict[str, Any] = {"n": len(rows)}
    if named:
        figures["state"] = share(named, {"not found", "another state"})
    if dated:
        wrong = {"not found", "another state", "out by the book", "in by the book"}
        figures["in_office"] = share(dated, wrong)
        for key, kept in (("in", True), ("out", False)):
            own = [row for row in dated if row["in_office"] is kept]
            if own:
                figures[f"in_office_{key}"] = share(own, wrong)
    if sectors:
        right = sum(
            row["predicted_sector"] == row.get("sector", row["predicted_sector"]) for row in sectors
        )
        figures["sector"] = right / len(sectors)
    return figures, rows


def main() -> None:
    """Print a table of the files, or one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("files", type=Path, nargs="+", metavar="CSV")
    options.add_argument("--json", action="store_true")
    options.add_argument("--errors", action="store_true", help="list the errors by kind")
    options.add_argument("--predictions", type=Path, metavar="FILE")
    options.add_argument("--from", dest="since", default="1990-01-01", metavar="DAY")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    parts: dict[str, Any] = {}
    cases: list[Case] = []
    unread: Counter[str] = Counter()
    for path in given.files:
        own, left = cases_of(path.name, read(path), since=given.since, seed=given.seed)
        unread.update(left)
        cases += own
        parts[path.name] = score(own)[0]
    figures, rows = score(cases)
    if given.predictions:
        with given.predictions.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if given.json:
        print(json.dumps({**figures, "files": parts, "unread": dict(unread)}))
        return
    for name, part in {**parts, "all": figures}.items():
        shown = "  ".join(
            f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in part.items()
        )
        print(f"{name:32} {shown}")
    for kind, count in Counter(row["error"] for row in rows if row["error"]).most_common():
        print(f"{count:6} {kind}")
    for what, count in unread.most_common():
        print(f"{count:6} rows not used: {what}")
    if given.errors:
        told = Counter(
            (row["error"], row["state"], row["title"], row["name"], str(row["predicted_person"]))
            for row in rows
            if row["error"]
        )
        for key, count in sorted(told.items(), key=lambda item: (item[0][0], -item[1])):
            print(f"{count:4}  " + " | ".join(map(str, key)))


if __name__ == "__main__":
    main()
