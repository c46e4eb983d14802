"""Score visits found in coded texts: python -m eval.visits --store S CSV….

A file lists visits of foreign leaders to a state (`from_country`) or trips of its leaders abroad
(`country`), with first and last day. A visit is in the texts if a document of its days, three days
more on each side, names the state and the visitor; a trip, if a sentence there names the state and
who travels: every document names its own president, and his secretary with many states. It is
found if an event CONSULT that has happened joins the two states on those days. With ``--sample N``
events CONSULT are printed to be read.

``--bursts --facts DIR`` asks instead whether an archive of events shows a flurry of cooperation
with the United States: the strongest week that begins on the day of arrival or in the six days
before it ranks above 95 % of the quiet days of the same two states.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.actors.names import unaccented, words_of_name
from detente.ontology.tables import rows_of
from detente.records import Document, Event
from detente.store.store import Store, open_store
from eval.people import state_of

if TYPE_CHECKING:
    from eval.history import History

MARGIN = dt.timedelta(days=3)
HOME = "USA"
_SENTENCE = re.compile(r"(?<=[.!?])\s|\n")
WEEK_BEFORE = 6
"""Days before arrival on which a week that holds it may begin."""
QUIET_FROM = 30
"""Days around a visit that are no quiet days; visits are too many to leave out 75."""
DENSE = 100
"""Facts of cooperation from which a pair is dense."""
_NO_NAMES = frozenset(
    "president prime minister king queen emperor emir sultan foreign crown prince chancellor the of"
    " and premier pope amir general secretary met with attended summit state".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Hold one visit or trip of a list."""

    state: str
    start: dt.date
    end: dt.date
    names: frozenset[str]
    """Words by one of which the visitor or traveller is named."""
    line: str
    is_trip: bool = False
    """Whether one's own leader or minister travels."""
    role: str = ""
    """Who travels, as the list has it: president, secretary; empty for visitors."""


def visits_in(path: Path, left: Counter[str]) -> Iterator[Visit]:
    """Read a list of visits or trips; what cannot be used is counted by reason."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            country = row.get("from_country") or row["country"]
            state = state_of(country)
            if state is None or state == HOME:
                left["no state of the list"] += 1
                continue
            who = row.get("visitor") or row["name"].split()[-1]  # of our own, the family name
            names = set(words_of_name(unaccented(who))) - _NO_NAMES
            yield Visit(
                state=state,
                start=dt.date.fromisoformat(row["start"]),
                end=dt.date.fromisoformat(row["end"] or row["start"]),
                names=frozenset(word for word in names if len(word) > 2),
                is_trip="visitor" not in row,
                line=f"{row['start']} {row.get('visitor') or row['name']}, {country}",
                role=row.get("role", ""),
            )


def keys_in(paths: Sequence[Path]) -> frozenset[str]:
    """Give the keys of the texts that rows of files point into."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    rows = map(json.loads, lines)
    return frozenset(str(row.get("key", row.get("id", row.get("row")))) for row in rows)


def key_of_url(url: str) -> str:
    """Give the id that the file of White House texts has for an address.

    Examples
    --------
    >>> key_of_url("https://x.gov/briefing-room/legislation/2021/01/20/a-plan/")
    'legislation/2021-01/2021-01-20-a-plan.md'
    """
    parts = url.rstrip("/").split("/")[-5:]
    if len(parts) < 5:
        return url
    section, year, month, day, slug = parts
    return f"{section}/{year}-{month}/{year}-{month}-{day}-{slug}.md"


class Texts:
    """Hold the documents and the meetings of a store by day."""

    def __init__(self, store: Store, *, least: float = 0.0) -> None:
        self._documents: dict[dt.date, list[Document]] = defaultdict(list)
        for document in store.rows("documents"):
            if document.published is not None:
                self._documents[document.published].append(document)
        self.meetings: list[Event] = [
            event
            for event in store.rows("events")
            if event.root.value == "CONSULT"
            and event.status.value == "happened"
            and event.probability >= least
        ]
        self._met: set[tuple[str, dt.date]] = set()
        for event in self.meetings:
            states = {actor.state for actor in (*event.actors, *event.recipients)}
            if HOME in states and event.day is not None:
                self._met |= {(state, event.day) for state in states if state and state != HOME}
        self._names: dict[str, re.Pattern[str]] = {}

    def meetings_without(self, keys: frozenset[str]) -> list[Event]:
        """Give the meetings but those of texts with one of the keys."""
        if not keys:
            return self.meetings
        known = (d for own in self._documents.values() for d in own)
        out = {d.id for d in known if d.url and key_of_url(d.url) in keys}
        return [event for event in self.meetings if event.evidence.document_id not in out]

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """Give the first and last day of publication."""
        return min(self._documents), max(self._documents)

    def mention(self, visit: Visit) -> bool:
        """Tell whether a document of its days names the state and the visitor."""
        pattern = self._pattern(visit.state)
        for day in _days(visit):
            for document in self._documents.get(day, ()):
                told = [document.text]
                if visit.is_trip:
                    told = _SENTENCE.split(document.text)
                if any(
                    pattern.search(text) and visit.names & set(words_of_name(text)) for text in told
                ):
                    return True
        return False

    def found(self, visit: Visit) -> bool:
        """Tell whether a meeting joins the two states on its days."""
        return any((visit.state, day) in self._met for day in _days(visit))

    def _pattern(self, state: str) -> re.Pattern[str]:
        if state not in self._names:
            names = [
                row["text"]
                for row in rows_of("state_names")
                if row["code"] == state and row["kind"] in {"name", "official", "alias"}
            ]
            words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
            self._names[state] = re.compile(rf"\b(?:{words})\b")
        return self._names[state]


def _days(visit: Visit) -> list[dt.date]:
    first, last = visit.start - MARGIN, visit.end + MARGIN
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def score(texts: Texts, visits: Sequence[Visit]) -> dict[str, Any]:
    """Give recall among the visits that the texts mention, and those that were missed."""
    first, last = texts.days
    within = [visit for visit in visits if first <= visit.start and visit.end <= last]
    mentioned = [visit for visit in within if texts.mention(visit)]
    missed = [visit.line for visit in mentioned if not texts.found(visit)]
    return {
        "listed": len(within),
        "n": len(mentioned),
        "recall": 1 - len(missed) / max(len(mentioned), 1),
        "missed": missed,
    }


def bursts(history: History, visits: dict[str, list[Visit]]) -> dict[str, dict[str, float]]:
    """Give AUC, hits, quiet days that hit and n for each group of visits, and for dense pairs."""
    import numpy as np

    from eval.history import Occasion, figures, ranked

    found = {}
    for name, group in visits.items():
        days = sorted({(visit.state, visit.start) for visit in group})
        occasions = [
            Occasion(
                pair=(min(state, HOME), max(state, HOME)), day=day, kind="cooperation", label=""
            )
            for state, day in days
            if LEAST_DAYS <= history.day(day) < history.days - 2 * WEEK_BEFORE
        ]
        if not occasions:
            continue
        result = ranked(history, occasions, before=WEEK_BEFORE, after=0, spare=QUIET_FROM)
        found[name] = figures(result)
        dense = np.array([history.count(one.pair, "cooperation") >= DENSE for one in occasions])
        if dense.any():
            found[f"{name}: dense pairs"] = figures(result, dense)
    return found


LEAST_DAYS = 150
"""Days of an archive before a visit without which it is not scored."""


def _by_role(paths: Sequence[Path], since: dt.date, left: Counter[str]) -> dict[str, list[Visit]]:
    """Group visits: trips by the role of who travels, the rest by list."""
    groups: dict[str, list[Visit]] = defaultdict(list)
    for path in paths:
        for visit in visits_in(path, left):
            if visit.start < since:
                continue
            groups[visit.role or path.stem].append(visit)
    return dict(groups)


def _print_bursts(given: argparse.Namespace, left: Counter[str]) -> None:
    from eval.history import history_of

    found = bursts(history_of(given.facts), _by_role(given.lists, given.since, left))
    if given.json:
        print(json.dumps(found))
        return
    print(f"{'':28}{'n':>5}{'AUC':>8}{'hit at 5 %':>12}{'quiet days':>12}")
    for name, part in found.items():
        print(
            f"{name:28}{part['n']:5.0f}{part['auc']:8.3f}{part['hit']:12.3f}{part['placebo']:12.3f}"
        )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lists", type=Path, nargs="+")
    options.add_argument("--store", type=Path, help="store of coded texts")
    options.add_argument(
        "--least", type=float, default=0.0, help="probability from which an event counts"
    )
    options.add_argument("--bursts", action="store_true", help="look for flurries in an archive")
    options.add_argument("--facts", type=Path, help="archive or folder of events, for --bursts")
    options.add_argument(
        "--since", type=dt.date.fromisoformat, default=dt.date.min, help="first day, for --bursts"
    )
    options.add_argument("--json", action="store_true")
    options.add_argument("--errors", action="store_true", help="print the visits missed")
    options.add_argument("--sample", type=int, default=0, help="print so many events CONSULT")
    options.add_argument("--seed", type=int, default=4, help="which sample")
    options.add_argument(
        "--without", type=Path, nargs="+", default=[], metavar="ROWS",
        help="draw none from the texts that these files point into (training/real/*.jsonl)",
    )  # fmt: skip
    given = options.parse_args()
    left: Counter[str] = Counter()
    if given.bursts:
        if given.facts is None:
            options.error("--bursts needs --facts")
        _print_bursts(given, left)
        return
    if given.store is None:
        options.error("--store is needed, or --bursts with --facts")
    with open_store(given.store) as store:
        texts = Texts(store, least=given.least)
    result = {path.name: score(texts, list(visits_in(path, left))) for path in given.lists}
    total = sum(r["n"] for r in result.values())
    hits = sum(r["n"] * r["recall"] for r in result.values())
    if given.json:
        print(json.dumps({"recall": hits / max(total, 1), "n": total, "files": result}))
        return
    for name, own in result.items():
        print(
            f"{name}: {own['listed']} listed, {own['n']} in the texts, recall {own['recall']:.3f}"
        )
        for line in own["missed"] if given.errors else ():
            print(f"  missed {line}")
    print(f"all: {total} in the texts, recall {hits / max(total, 1):.3f}")
    drawn_from = texts.meetings_without(keys_in(given.without))
    number = min(given.sample, len(drawn_from))
    for event in random.Random(given.seed).sample(drawn_from, number):
        sides = [
            ", ".join(f"{a.text} [{a.state}]" for a in s) for s in (event.actors, event.recipients)
        ]
        print(f"\n{event.id} {event.day} {event.probability:.2f} {sides[0]} -> {sides[1]}")
        print(f"  {' '.join(event.evidence.quote.split())}")


if __name__ == "__main__":
    main()
