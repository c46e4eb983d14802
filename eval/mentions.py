"""Score who is meant by mentions in texts: python -m eval.mentions eval/gold/mentions.jsonl.

Each row of the gold points into a file beside the project (file, id or row, offsets), with the
states that the words mean there and the sectors that are right; the words themselves are not
kept. A mention is right by state if the set of states is the gold's, by sector if each of its
actors has one of the sectors given (any, where none is given). What the reader does not mark as
a party has no state.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.actors.load import load_book
from detente.actors.resolve import usable
from detente.events.build import Reading
from detente.events.reading import Opened, open_document, read_sentences
from detente.records import Actor, Document, Mention
from detente.sentences.parse import Parser
from eval.references import ARTICLES, Row, document_of, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Hold what became of one mention of the gold."""

    row: Row
    words: str
    around: str
    told: Mention | None
    """The mention that overlaps it best, if one does."""

    @property
    def states(self) -> set[str]:
        """Give the states that were found."""
        return {a.state for a in self.told.actors if a.state} if self.told else set()

    @property
    def sectors(self) -> set[str]:
        """Give the sectors that were found."""
        return {a.sector for a in self.told.actors} if self.told else set()

    @property
    def state_is_right(self) -> bool:
        """Tell whether the states are those of the gold."""
        return self.states == set(self.row["states"])

    @property
    def sector_is_right(self) -> bool:
        """Tell whether the sectors are among those of the gold."""
        wanted = set(self.row["sectors"])
        return not wanted or (bool(self.sectors) and self.sectors <= wanted)

    @property
    def kind(self) -> str:
        """Name the kind of error by what was found."""
        if self.state_is_right and self.sector_is_right:
            return "right"
        if self.told is None:
            return "not marked as a party" if self.row["states"] else "right"
        kind = self.told.kind
        if self.state_is_right:
            return f"{kind}: sector {'+'.join(sorted(self.sectors))}"
        if not self.states:
            return f"{kind}: no state"
        return f"{kind}: other state" if self.row["states"] else f"{kind}: has none"


def asked(opened: Opened, rows: Sequence[Row]) -> Opened:
    """Let the sentences of the rows pass, whether they can hold an event or not."""
    sentences = [
        replace(c, passes=c.passes or any(_holds(c.raw.start, c.raw.text, row) for row in rows))
        for c in opened.candidates
    ]
    return replace(opened, candidates=sentences)


def _holds(start: int, text: str, row: Row) -> bool:
    return bool(start <= row["start"] < start + len(text))


def judged(
    document: Document, rows: Sequence[Row], readings: Sequence[Reading], opened: Opened
) -> list[Judged]:
    """Find for each row the mention that overlaps it best, or the name that the book knows."""
    results = []
    for row in rows:
        best, most = None, 0
        for reading in readings:
            at = reading.sentence.start
            for mention in reading.mentions:
                start, stop = mention.start + at, mention.stop + at
                shared = min(stop, row["stop"]) - max(start, row["start"])
                extra = (stop - start) - shared
                if shared > 0 and shared * 1000 - extra > most:
                    best, most = mention, shared * 1000 - extra
        text = document.text
        best = best or known_name(opened, row)
        results.append(
            Judged(
                row=row,
                words=text[row["start"] : row["stop"]],
                around=" ".join(text[max(0, row["start"] - 90) : row["stop"] + 60].split()),
                told=best,
            )
        )
    return results


def known_name(opened: Opened, row: Row) -> Mention | None:
    """Give a name of the book that is no party of its own, as the state in "king of Jordan"."""
    for candidate in opened.candidates:
        for hit in candidate.hits:
            start = hit.start + candidate.raw.start
            if start < row["stop"] and row["start"] < start + hit.stop - hit.start:
                entries = usable(opened.book.entries(hit.text), opened.context)
                if not entries or entries[0].person:
                    return None
                actor = Actor(text=hit.text, state=entries[0].code, sector=entries[0].sector)
                return Mention(
                    document_id="", sentence=0, start=0, stop=0, kind="name only", actors=(actor,)
                )
    return None


def score(rows: Sequence[Row], articles: Path) -> list[Judged]:
    """Read all texts and judge all rows."""
    book, parser = load_book(), Parser()
    results = []
    for text, own in texts_of(rows, articles):
        document = document_of(text)
        opened = asked(open_document(document, book), own)
        results += judged(document, own, list(read_sentences([opened], parser)), opened)
    return results


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("--articles", type=Path, default=ARTICLES)
    options.add_argument("--json", action="store_true", help="print JSON")
    options.add_argument("--errors", action="store_true", help="print each error")
    given = options.parse_args()
    rows = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    results = score(rows, given.articles)
    n = max(len(results), 1)
    figures = {
        "n": len(results),
        "state": sum(one.state_is_right for one in results) / n,
        "sector": sum(one.sector_is_right for one in results) / n,
    }
    if given.json:
        print(json.dumps(figures))
        return
    print(f"{figures['n']} mentions: state {figures['state']:.3f}, sector {figures['sector']:.3f}")
    for kind, count in Counter(one.kind for one in results).most_common():
        print(f"{count:5d}  {kind}")
    for one in results if given.errors else ():
        if one.kind != "right":
            told = sorted(one.states), sorted(one.sectors)
            print(f"\n[{one.kind}] {one.words!r} is {one.row['states']} {one.row['sectors']}")
            print(f"  found {told} in {one.told.actors[0].text if one.told else None!r}")
            print(f"  … {one.around} …")


if __name__ == "__main__":
    main()
