"""Say how much a source may hold, and under which names its fields are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bound what reading may take, so that no single input can fill memory or disk."""

    line_bytes: Annotated[int, "longest line of a table of texts; bytes"] = 20_000_000
    text_bytes: Annotated[int, "largest file that is one text; bytes, expanded"] = 20_000_000
    member_bytes: Annotated[int, "most that one packed file may expand to; bytes"] = 20_000_000_000
    total_bytes: Annotated[int, "most that one archive may expand to; bytes"] = 100_000_000_000
    ratio: Annotated[int, "most that packed bytes may expand; times"] = 200
    ratio_from: Annotated[int, "expanded size from which the ratio counts; bytes"] = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNames:
    """List the names under which a row may hold each field, the likeliest first.

    Names are compared without regard to case; the first one with a value counts.
    """

    text: tuple[str, ...] = ("text", "body", "content")
    published: tuple[str, ...] = (
        "date",
        "published",
        "publish_date",
        "date_publish",
        "pubdate",
        "published_at",
        "publishedat",
    )
    title: tuple[str, ...] = ("title", "headline")
    url: tuple[str, ...] = ("url", "link")
    key: tuple[str, ...] = ("id",)
    publisher: tuple[str, ...] = ("publisher", "source", "outlet", "source_domain")
    byline: tuple[str, ...] = ("byline", "author", "authors")
