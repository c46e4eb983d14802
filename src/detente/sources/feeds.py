"""Read RSS, Atom and JSON feeds into entries; a broken feed gives what can be read of it."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.records import Rejection, rejection
from detente.sources.addresses import checked
from detente.sources.streams import Unreadable

if TYPE_CHECKING:
    from detente.sources.captures import Capture

MOST_ENTRIES: Final = 2_000
TAG: Final = re.compile(r"</?[a-z][^<>]{0,2000}>", re.I)
SHOWN: Final = 1_000  # characters of a summary that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Hold one entry of a feed: a page that is still to be fetched."""

    url: Annotated[str, "address of the page, checked"]
    title: Annotated[str | None, "title as the feed gives it, without tags"] = None
    published: Annotated[str | None, "date as the feed gives it: published, else updated"] = None
    summary: Annotated[str | None, "beginning of the summary, without tags"] = None
    publisher: Annotated[str | None, "publisher of the feed, as the list names it"] = None


def entries_of(feed: Capture, *, publisher: str | None = None) -> Iterator[Entry | Rejection]:
    """Read the entries of a feed, in its order: RSS 0.9 to 2.0, Atom, JSON Feed.

    Nothing raises: a feed that cannot be read, and an entry that cannot be used, come as a
    `Rejection`.

    Parameters
    ----------
    feed : Capture
        As the server gave it.
    publisher : str, optional
        Publisher of all its entries.

    Source: RSS 2.0 (2009), RSS 1.0 (2000), RFC 4287 (Atom), JSON Feed 1.1 (2020).
    """
    try:
        found = list(_items_of(feed))
    except Unreadable as error:
        yield rejection(feed.url, "sources", error.reason, error.detail)
        return
    for number, item in enumerate(found[:MOST_ENTRIES], start=1):
        place = f"{feed.url}#{number}"
        if isinstance(item, Rejection):
            yield item
        elif not item["url"]:
            detail = f"title: {item['title']}"
            yield rejection(place, "sources", "entry without address", detail)
        else:
            yield _entry(item, feed, place, publisher)
    if len(found) > MOST_ENTRIES:
        detail = f"{len(found):,} entries; read are the first {MOST_ENTRIES:,}"
        yield rejection(feed.url, "sources", "feed cut", detail, counts_as_problem=False)


def _entry(
    item: Mapping[str, str | None], feed: Capture, place: str, publisher: str | None
) -> Entry | Rejection:
    try:
        url = checked(str(item["url"]), feed.final_url)
    except Unreadable as error:
        return rejection(place, "sources", error.reason, error.detail)
    summary = _plain(item["summary"])
    return Entry(
        url=url,
        title=_plain(item["title"]),
        published=item["published"],
        summary=summary[:SHOWN] if summary else None,
        publisher=publisher,
    )


def _items_of(feed: Capture) -> Iterator[dict[str, str | None] | Rejection]:
    start = feed.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    yield from _json_items(feed) if start == b"{" else _xml_items(feed)


def _xml_items(feed: Capture) -> Iterator[dict[str, str | None] | Rejection]:
    import feedparser

    # As a stream, since a text would be taken for a path or an address.
    told = {"content-location": feed.final_url}
    if "content-type" in feed.headers:
        told["content-type"] = feed.headers["content-type"]
    try:
        read = feedparser.parse(
            io.BytesIO(feed.body),
            response_headers=told,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    # What its readers of odd feeds are known to raise.
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("unreadable feed", f"{type(error).__name__}: {error}") from error
    problem = " ".join(str(dict.get(read, "bozo_exception", "")).split())
    if not dict.get(read, "version") and not read["entries"]:
        raise Unreadable("unreadable feed", problem or "it is no RSS, Atom or JSON Feed")
    if not read["entries"] and _is_broken(read):
        raise Unreadable("unreadable feed", problem)
    if _is_broken(read):
        yield rejection(feed.url, "sources", "feed with errors", problem, counts_as_problem=False)
    for item in read["entries"]:
        # Not by its own `get`, which gives other fields where one is missing.
        published = dict.get(item, "published") or dict.get(item, "updated")
        yield {
            "url": _text(dict.get(item, "link")),
            "title": _text(dict.get(item, "title")),
            "published": _text(published),
            "summary": _text(dict.get(item, "summary")),
        }


def _is_broken(read: Mapping[str, Any]) -> bool:
    """Tell errors of XML from remarks on the type or encoding that the server named."""
    import feedparser

    remarks = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    return bool(read["bozo"]) and not isinstance(read.get("bozo_exception"), remarks)


def _json_items(feed: Capture) -> Iterator[dict[str, str | None] | Rejection]:
    try:
        told = json.loads(feed.body.decode("utf-8-sig"))
        items = list(told["items"])
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise Unreadable("unreadable feed", f"no JSON Feed: {error}") from error
    for number, item in enumerate(items, start=1):
        if not isinstance(item, Mapping):
            place = f"{feed.url}#{number}"
            yield rejection(place, "sources", "bad line", f"no object: {str(item)[:80]}")
            continue
        yield {
            "url": _text(item.get("url")) or _text(item.get("external_url")),
            "title": _text(item.get("title")),
            "published": _text(item.get("date_published")) or _text(item.get("date_modified")),
            "summary": _text(item.get("summary")),
        }


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _plain(text: str | None) -> str | None:
    """Take tags and entities out of a title or summary, which may be HTML."""
    if text is None:
        return None
    return " ".join(html.unescape(TAG.sub(" ", text)).split()) or None
