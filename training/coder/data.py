"""Turn coded sentences into training examples: parties, and the label of each pair of them."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from eval.pairs import NOBODY, marked_of

from detente.actors.book import Book
from detente.actors.context import Context
from detente.actors.mentions import find_mentions
from detente.codes import Issue, Root, Status
from detente.events.arguments import parties_of
from detente.ontology.plover import COOPERATIVE, quad_of
from detente.ontology.tables import rows_of
from detente.records import Actor, Mention, Sentence
from detente.sentences.encode import Marked
from detente.sentences.parse import Parser, Raw

ROOTS = ["NONE", *(root.value for root in Root)]
STATUSES = [status.value for status in Status]
ISSUES = [issue.value for issue in Issue]
OWN, PLV, AW, TAUGHT = "own", "plv", "aw", "taught"
"""Whose labels a pair has: the project's by its guide, those of a published set, or a teacher's."""
NIL = NOBODY
"""Stands for 'no recipient', and in the published sets also for 'no actor'."""


@dataclass
class Pair:
    """Hold the label of one ordered pair of parties."""

    actor: int
    other: int
    roots: dict[str, float]
    status: str | None = None
    issue: str | None = None
    source: str = OWN
    taught: tuple[list[float], list[float]] | None = None
    """What a teacher says: chances of the roots as PLV draws them and of the sides of AW."""
    told: tuple[list[float], list[float], list[float]] | None = None
    """What a larger network says by the guide: chances of root, status and issue."""
    kind: str | None = None
    """The type of event that AW gives a pair."""


@dataclass
class Example:
    """Hold one marked sentence with its labelled pairs."""

    id: str
    marked: Marked
    pairs: list[Pair] = field(default_factory=list)


def read_coded(path: Path) -> list[dict]:
    """Read sentences with their events in the form of the coding guide."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def examples_of_coded(rows: list[dict], parser: Parser, book: Book) -> Iterator[Example]:
    """Give an example for each coded sentence."""
    raws = [Raw(row["id"], 0, 0, row["sentence"]) for row in rows]
    for row, sentence in zip(rows, parser.parse(raws), strict=True):
        mentions = _mentions(sentence, row, book)
        spans = tuple((mention.start, mention.stop) for mention in mentions)
        example = Example(row["id"], Marked(sentence.text, spans))
        example.pairs = list(_pairs(row, mentions, sentence.text))
        yield example


def _mentions(sentence: Sentence, row: dict, book: Book) -> list[Mention]:
    """Give the parties that the software finds, and those of the gold that it does not."""
    day = dt.date.fromisoformat((row.get("date") or "2024-01-01")[:10])
    context = Context(day=day, home=home_of_row(row))
    found = find_mentions(sentence, book.find(sentence.text), book, context)
    parties = parties_of(found, most=14)
    for event in row["events"]:
        for entity in [*event["actors"], *event["recipients"]]:
            if _locate(entity, parties, sentence.text) is None:
                span = _span(entity["text"], sentence.text)
                if span is None:
                    continue
                actor = Actor(text=entity["text"], state=entity["state"], sector="UNK")
                added = Mention(
                    document_id=sentence.document_id,
                    sentence=0,
                    start=span[0],
                    stop=span[1],
                    kind="gold",
                    actors=(actor,),
                )
                parties = [p for p in parties if p.stop <= span[0] or span[1] <= p.start]
                parties = sorted([*parties, added], key=lambda m: m.start)
    return parties


OFFICIAL = frozenset(
    "readout ministry communique factsheet speech statement remarks briefing order joint".split()
) | {"joint statement", "press briefing", "fact sheet"}


def home_of_row(row: dict) -> str | None:
    """Give the government that speaks as "we" in official prose: as the coding says, else any."""
    if row.get("style") not in OFFICIAL:
        return None
    for event in row["events"]:
        for entity in [*event["actors"], *event["recipients"]]:
            if entity["text"].lower() in {"we", "our", "us", "i", "my"} and entity["state"]:
                return entity["state"]
    return "USA"


def is_held_out(key: str) -> bool:
    """Tell whether a sentence is kept from training, for calibration: one in twenty."""
    return hashlib.blake2b(key.encode(), digest_size=4).digest()[0] % 20 == 0


def _span(text: str, sentence: str) -> tuple[int, int] | None:
    match = re.search(re.escape(text), sentence) or re.search(re.escape(text), sentence, re.I)
    return match.span() if match else None


def _locate(entity: dict, parties: list[Mention], sentence: str) -> int | None:
    """Give the place of the party that a gold entity means."""
    best, most = None, 0.0
    for match in re.finditer(re.escape(entity["text"]), sentence):
        for place, party in enumerate(parties):
            overlap = min(match.end(), party.stop) - max(match.start(), party.start)
            if overlap <= 0:
                continue
            states = {actor.state for actor in party.actors}
            worth = overlap / (party.stop - party.start) + 2 * (entity["state"] in states)
            worth -= 2 * (entity["state"] not in states and None not in states)
            if worth > most:
                best, most = place, worth
    return best


def pairs_between(actors: list[int], recipients: list[int]) -> list[tuple[int, int]]:
    """Give the ordered pairs of an event: both ways in a joint act, with nobody if one acts alone."""
    others = recipients or (actors if len(actors) > 1 else [NIL])
    return [(actor, other) for actor in actors for other in others if actor != other]


def single(example: Example, chance: random.Random) -> Example | None:
    """Give the example with one pair marked, of those that act, as the published sets have it."""
    acting = [pair for pair in example.pairs if "NONE" not in pair.roots]
    if not acting:
        return None
    pair = chance.choice(acting)
    chosen = sorted({place for place in (pair.actor, pair.other) if place != NIL})
    actor, other = (
        NIL if place == NIL else chosen.index(place) for place in (pair.actor, pair.other)
    )
    parties = tuple(example.marked.parties[place] for place in chosen)
    alone = Pair(actor, other, pair.roots, pair.status, pair.issue, pair.source)
    return Example(example.id, Marked(example.marked.text, parties), [alone])


def _pairs(row: dict, parties: list[Mention], text: str) -> Iterator[Pair]:
    labels: dict[tuple[int, int], list[dict]] = {}
    for event in row["events"]:
        sides = [
            [at for e in event[side] if (at := _locate(e, parties, text)) is not None]
            for side in ("actors", "recipients")
        ]
        actors, recipients = [list(dict.fromkeys(side)) for side in sides]
        for key in pairs_between(actors, recipients):
            labels.setdefault(key, []).append(event)
    for actor in range(len(parties)):
        for other in (NIL, *range(len(parties))):
            if actor == other:
                continue
            events = labels.get((actor, other), [])
            if not events:
                yield Pair(actor, other, {"NONE": 1.0})
                continue
            roots = list(dict.fromkeys(event["root"] for event in events))
            yield Pair(
                actor,
                other,
                {root: 1 / len(roots) for root in roots},
                events[0]["status"],
                events[0].get("issue"),
            )


class Exchange:
    """Put other states in the place of those that a sentence names, by chance.

    What an act is does not depend on who does it; the coder should not learn that some
    states attack and others meet.
    """

    def __init__(self) -> None:
        self.names: dict[str, list[str]] = {"name": [], "adjective": []}
        self.kind: dict[str, str] = {}
        for row in rows_of("state_names"):
            if row["kind"] in self.names and not row["ambiguity"] and not row["end"]:
                self.names[row["kind"]].append(row["text"])
                self.kind.setdefault(row["text"], row["kind"])

    def apply(self, example: Example, chance: random.Random) -> Example:
        """Give the example with about half of its plain state names exchanged."""
        text, spans, at = "", [], 0
        swaps: dict[str, str] = {}
        for start, stop in example.marked.parties:
            text += example.marked.text[at:start]
            own = example.marked.text[start:stop]
            kind = self.kind.get(own)
            if kind is not None and own not in swaps:
                keep = chance.random() < 0.5
                swaps[own] = own if keep else chance.choice(self.names[kind])
            own = swaps.get(own, own)
            spans.append((len(text), len(text) + len(own)))
            text += own
            at = stop
        text += example.marked.text[at:]
        return Example(example.id, Marked(text, tuple(spans)), example.pairs)


def read_plv(path: Path) -> Iterator[Example]:
    """Read sentences with one marked actor and recipient and the root between them."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            root = row["gold_root"]
            roots = {"CONCEDE": 1.0, "RETREAT": 1.0} if root == "YIELD" else {root: 1.0}
            yield from _published(f"plv-{number}", row["marked_sentence"], roots, PLV)


def read_aw(path: Path) -> Iterator[Example]:
    """Read sentences of AW: a marked pair, and whether it conflicts (1) or cooperates (0)."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            works = row["gold_binary"] == "0"
            roots = [root.value for root in Root if (quad_of(root) in COOPERATIVE) == works]
            key = f"aw-{row['uid']}"
            given = _published(key, row["marked_sentence"], dict.fromkeys(roots, 1.0), AW)
            for example in given:
                example.pairs[0].kind = _kind(row["event_type"])
                yield example


_SAME_KIND = {
    "Justice:ArrestJailDetain": "Justice:Arrest-Jail",
    "Justice:ChargeIndict": "Justice:Charge-Indict",
    "Justice:TrialHearing": "Justice:Trial-Hearing",
    "Movement:Transportation": "Movement:Transport",
    "Personnel:EndPosition": "Personnel:End-Position",
}


def _kind(name: str) -> str:
    """Give a type of event; the names of the two sources of AW are brought together."""
    if "." in name:
        first, second, third = name.split(".")
        name = f"{first}:{third if second == 'Contact' else second}"
    return _SAME_KIND.get(name, name)


def _published(key: str, text: str, roots: dict[str, float], source: str) -> Iterator[Example]:
    """Give '<s>…</s> … <t>…</t>' as an example with one pair; nothing if a mark is missing."""
    read = marked_of(text)
    if read is not None:
        marked, actor, other = read
        yield Example(key, marked, [Pair(actor, other, roots, source=source)])


def cooperates(roots: Iterable[str]) -> bool | None:
    """Tell whether roots cooperate; none if they are several sides or NONE."""
    sides = {quad_of(Root(root)) in COOPERATIVE if root != "NONE" else None for root in roots}
    return next(iter(sides)) if len(sides) == 1 else None


def fingerprint(paths: Iterable[Path]) -> str:
    """Give the hash of all training files together, for the model card."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(path.read_bytes())
    return digest.hexdigest()
