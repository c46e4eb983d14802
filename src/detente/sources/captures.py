"""Hold what an address gave, as received, and turn it into a page."""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final

from detente.records import Page
from detente.sources.decode import HEAD, MARKS, decode, encoding_of
from detente.sources.limits import Limits
from detente.sources.rows import LOOKS_LIKE_HTML
from detente.sources.streams import Budget, Unreadable, bounded, gunzipped

MEDIA: Final = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt"}
PLAIN: Final = ("", "identity")
GZIPPED: Final = ("gzip", "x-gzip")
CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.I | re.A)
PROLOGUE: Final = re.compile(r"\A(?:\s+|\ufeff|<\?[^>]*\?>|<!--.*?-->)+", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Hold one answer of a web server, from the network or from an archive."""

    url: Annotated[str, "address that was asked for, as it was listed"]
    final_url: Annotated[str, "address that answered, behind all redirects"]
    fetched_at: Annotated[dt.datetime, "when it answered; UTC"]
    status: Annotated[int, "HTTP status"]
    headers: Annotated[dict[str, str], "headers; names in lower case"] = field(default_factory=dict)
    body: Annotated[bytes, "content, without the packing that HTTP may add"]
    publisher: Annotated[str | None, "as the list names it"] = None
    published: Annotated[str | None, "date as the feed gives it"] = None
    title: Annotated[str | None, "title as the feed gives it"] = None
    summary: Annotated[str | None, "summary as the feed gives it"] = None

    @property
    def hash(self) -> str:
        """Give the hash of the content: 32 hexadecimal digits."""
        return hashlib.blake2b(self.body, digest_size=16).hexdigest()


def media_of(headers: Mapping[str, str]) -> str | None:
    """Tell html from txt by the headers; None if it is neither. What names no type is html."""
    given = headers.get("content-type", "").partition(";")[0].strip().lower()
    return MEDIA.get(given) if given else "html"


def unpacked(packed: bytes, headers: Mapping[str, str], most_bytes: int) -> bytes:
    """Expand content that was packed for the way, up to a limit.

    Raises
    ------
    Unreadable
        If it expands too far, is broken, or is packed otherwise than by gzip.
    """
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in PLAIN or not packed:
        return packed
    if coding not in GZIPPED:
        raise Unreadable("unknown encoding", f"content is packed as {coding[:50]!r}")
    limits = Limits(member_bytes=most_bytes)
    return b"".join(bounded(gunzipped([packed]), len(packed), Budget(limits)))


def page_of(capture: Capture) -> Page:
    """Turn what was received into a page.

    Raises
    ------
    Unreadable
        If it is no text, or nothing but blanks.
    """
    media = media_of(capture.headers)
    if media is None:
        raise Unreadable("no web page", f"{capture.headers.get('content-type', '')[:100]}")
    text = _text(capture.body, capture.headers.get("content-type", ""))
    if not text.strip():
        raise Unreadable("empty file", "nothing but blanks")
    return Page(
        source=capture.url,
        media=media,
        body=_marked(text) if media == "html" else text,
        title=capture.title,
        url=capture.final_url,
        published=capture.published,
        publisher=capture.publisher,
        key=capture.hash,
    )


def _text(body: bytes, content_type: str) -> str:
    """Decode by the mark at the start, as UTF-8 if it is, by the header, or as the page says."""
    told = CHARSET.search(content_type)
    if told and not body.startswith(tuple(mark for mark, _ in MARKS)) and not _is_utf8(body):
        try:
            known = codecs.lookup(told[1])
        except LookupError:
            return decode(body, html=True)
        if known.name != "utf-8" and known._is_text_encoding:
            encoding_of(body[:HEAD], html=True)  # raises where this is no text at all
            return body.decode(known.name, errors="replace")
    return decode(body, html=True)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _marked(text: str) -> str:
    """Let HTML begin so that whoever reads the row sees that it is HTML."""
    text = PROLOGUE.sub("", text)
    return text if LOOKS_LIKE_HTML.match(text) else f"<!doctype html>\n{text}"
