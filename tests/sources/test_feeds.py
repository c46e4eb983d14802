from __future__ import annotations

import json
import random

import pytest
from local_site import NOW

from detente.documents.dates import read_date
from detente.records import Rejection
from detente.sources.captures import Capture
from detente.sources.feeds import MOST_ENTRIES, Entry, entries_of

RSS2 = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire</title>
<item><title>Kishida &amp; Biden <b>meet</b></title><link>/a?utm_source=rss</link>
<pubDate>Wed, 10 Apr 2024 21:00:00 EST</pubDate>
<description><![CDATA[<p>They met &amp; spoke.</p>]]></description></item>
<item><title>Second</title><guid>https://example.org/b</guid>
<pubDate>Thu, 11 Apr 2024 06:00:00 GMT</pubDate></item>
</channel></rss>"""
RSS1 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>Wire</title></channel>
<item rdf:about="https://example.org/a"><title>First</title><link>https://example.org/a</link>
<dc:date>2024-04-10T21:00:00+09:00</dc:date><description>Words.</description></item></rdf:RDF>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>
<entry><title type="html">First &amp;lt;b&amp;gt;</title>
<link rel="edit" href="https://example.org/edit"/><link href="a"/>
<published>2024-04-10T21:00:00Z</published><updated>2024-04-12T21:00:00Z</updated>
<summary>Words.</summary></entry>
<entry><title>Second</title><link href="/b"/><updated>2024-04-11T21:00:00Z</updated></entry>
</feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"url": "/a", "title": "First", "date_published": "2024-04-10T21:00:00Z"},
            {"external_url": "https://other.example/b", "summary": "Words."},
            {"id": "none"},
            "odd",
        ],
    }
)


def feed(body: str | bytes, **headers: str) -> Capture:
    url = "https://example.org/news/feed"
    return Capture(
        url=url,
        final_url=url,
        fetched_at=NOW,
        status=200,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        body=body.encode() if isinstance(body, str) else body,
    )


def read(body: str | bytes, **headers: str) -> tuple[list[Entry], list[Rejection]]:
    found = list(entries_of(feed(body, **headers), publisher="Harbour Wire"))
    entries = [one for one in found if isinstance(one, Entry)]
    return entries, [one for one in found if isinstance(one, Rejection)]


def test_reads_rss_2() -> None:
    entries, rejections = read(RSS2)
    assert rejections == []
    assert entries[0] == Entry(
        url="https://example.org/a?utm_source=rss",
        title="Kishida & Biden meet",
        published="Wed, 10 Apr 2024 21:00:00 EST",
        summary="They met & spoke.",
        publisher="Harbour Wire",
    )
    assert (entries[1].url, entries[1].summary) == ("https://example.org/b", None)


def test_reads_rss_1() -> None:
    ((entry,), rejections) = read(RSS1)
    assert rejections == []
    assert (entry.url, entry.title, entry.summary) == ("https://example.org/a", "First", "Words.")
    assert entry.published == "2024-04-10T21:00:00+09:00"


def test_reads_atom_with_the_day_of_publication_before_that_of_change() -> None:
    entries, rejections = read(ATOM)
    assert rejections == []
    assert [one.url for one in entries] == ["https://example.org/news/a", "https://example.org/b"]
    assert [one.published[:10] for one in entries] == ["2024-04-10", "2024-04-11"]


def test_reads_json_feed_and_says_what_is_no_entry() -> None:
    entries, rejections = read(JSON)
    assert [one.url for one in entries] == ["https://example.org/a", "https://other.example/b"]
    assert (entries[0].published, entries[1].summary) == ("2024-04-10T21:00:00Z", "Words.")
    assert [one.reason for one in rejections] == ["entry without address", "bad line"]


def test_dates_are_as_documents_read_them() -> None:
    days = [read_date(one.published) for body in (RSS2, RSS1, ATOM) for one in read(body)[0]]
    assert [str(day)[5:] for day in days] == ["04-11", "04-11", "04-10", "04-10", "04-11"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Sign in<a href=x>",
        b"Not found",
        b"\0\1\2" * 100,
        b"\x89PNG\r\n\x1a\n",
        b"<rss version='2.0'><channel><item",
        b"{}",
        b'{"items": 3}',
        b'{"items": [',
        b"{" * 100_000,
        b"/etc/passwd",
        b"http://127.0.0.1:9/",
    ],
)
def test_what_is_no_feed_becomes_one_rejection(body) -> None:
    entries, (one,) = read(body)
    assert entries == []
    assert (one.stage, one.reason) == ("sources", "unreadable feed")
    assert one.counts_as_problem


def test_a_broken_feed_gives_what_can_be_read_of_it() -> None:
    entries, (note,) = read(RSS2[: RSS2.index("<item><title>Second")])
    assert entries[0].title == "Kishida & Biden meet"
    assert (note.reason, note.counts_as_problem) == ("feed with errors", False)


def test_an_empty_feed_is_a_feed() -> None:
    assert read("<rss version='2.0'><channel><title>Wire</title></channel></rss>") == ([], [])


def test_a_wrong_type_or_encoding_in_the_header_is_no_error() -> None:
    entries, rejections = read(RSS2, content_type="text/html; charset=us-ascii")
    assert (len(entries), rejections) == (2, [])


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://user:word@example.org/"])
def test_an_entry_with_an_address_that_cannot_be_fetched_is_rejected(link) -> None:
    entries, (one,) = read(RSS2.replace("/a?utm_source=rss", link))
    assert [entry.title for entry in entries] == ["Second"]
    assert (one.reason, one.source) == ("bad address", "https://example.org/news/feed#1")


def test_entities_cannot_fill_memory_nor_read_files() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 12))
    start = (
        f"<!DOCTYPE r [<!ENTITY e0 '{'a' * 1000}'>{bomb}<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    )
    body = RSS2.replace("<rss", f"{start}<rss").replace("Second", "&e11;&x;")
    entries, _ = read(body)
    assert all(len(one.title) < 2_000 and "root:" not in one.title for one in entries)


def test_reads_so_many_entries_and_no_more() -> None:
    items = "".join(f"<item><link>/{n}</link></item>" for n in range(MOST_ENTRIES + 5))
    entries, (note,) = read(f"<rss version='2.0'><channel>{items}</channel></rss>")
    assert len(entries) == MOST_ENTRIES
    assert (note.reason, note.counts_as_problem) == ("feed cut", False)


@pytest.mark.parametrize("text", [RSS2, RSS1, ATOM, JSON], ids=["rss2", "rss1", "atom", "json"])
def test_no_damage_raises(text) -> None:
    draw = random.Random(7)
    body = text.encode()
    for _ in range(150):
        damaged = bytearray(body)
        for _ in range(draw.randrange(1, 12)):
            place = draw.randrange(len(damaged))
            damaged[place : place + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
        read(bytes(damaged[: draw.randrange(len(damaged))] if draw.random() < 0.3 else damaged))
