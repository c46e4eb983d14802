"""Read gold that points into files beside the project: file, id or row, and offsets."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from detente.codes import Certainty
from detente.records import Document

ARTICLES = Path("../shared/data/articles")
WINDOW = 2000
"""Characters before a sentence that are read with it."""
Row = dict[str, Any]


def texts_of(rows: Sequence[Row], articles: Path) -> Iterator[tuple[Row, list[Row]]]:
    """Give each text that the rows point into, as its file holds it, with the rows."""
    for name in sorted({row["file"] for row in rows}):
        wanted: dict[str | int, list[Row]] = {}
        for row in rows:
            if row["file"] == name:
                wanted.setdefault(row.get("id", row.get("row")), []).append(row)
        with gzip.open(articles / name, "rt", encoding="utf-8") as lines:
            for at, line in enumerate(lines):
                text = json.loads(line)
                own = wanted.get(text.get("id", at)) or wanted.get(at)
                if own:
                    yield {**text, "source": f"{name}#{at}"}, own


def document_of(text: Row, body: str | None = None, key: str = "") -> Document:
    """Make a document of a row of a file of texts, of its text as it stands or of a part."""
    day = dt.date.fromisoformat(text["date"][:10])
    return Document(
        id=key or text["source"], source=text["source"], title=text.get("title"),
        text=text["text"] if body is None else body,
        url=text.get("url"), published=day, published_certainty=Certainty.GIVEN, language="en",
        language_probability=1.0, known_at=day,
    )  # fmt: skip


def with_sentences(rows: Sequence[Row], articles: Path) -> list[Row]:
    """Give the rows with the sentence, its day, and the document up to its end."""
    found = []
    for text, own in texts_of(rows, articles):
        for row in own:
            start, stop = row["start"], row["stop"]
            first = max(0, start - WINDOW)
            first = max(first, text["text"].find("\n\n", first, start)) if first else 0
            key = f"{text['source']}:{start}"
            document = document_of(text, text["text"][first:stop], key)
            found.append(
                {
                    **row,
                    "id": key,
                    "date": text["date"][:10],
                    "sentence": text["text"][start:stop],
                    "document": document,
                }
            )
    return found
