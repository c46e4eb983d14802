from __future__ import annotations

import base64
import gzip
import hashlib
import io
import random

import pytest

from detente.records import Rejection
from detente.sources.captures import Capture
from detente.sources.warc import read_warc

PAGE = "<html><p>The ministers met in Lima — at last.</p></html>"
HTML = ("Content-Type", "text/html; charset=utf-8")
CRLF = "\r\n"


def record(kind: str, url: str, block: bytes, *, packed: bool) -> bytes:
    """Write one record as Heritrix, wget and warcio do."""
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-04-10T21:00:00Z",
        f"WARC-Block-Digest: sha1:{digest}",
        f"Content-Type: application/http; msgtype={kind}",
        f"Content-Length: {len(block)}",
    ]
    whole = CRLF.join([*head, "", ""]).encode() + block + b"\r\n\r\n"
    return gzip.compress(whole) if packed else whole


def warc(*records: tuple[str, bytes, str, list[tuple[str, str]]], packed: bool = True) -> bytes:
    """Write an archive: a head, then of each record a request and the answer."""
    out = [record("warcinfo", "", b"software: test\r\n", packed=packed)]
    for url, body, status, headers in records:
        asked = b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"
        told = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "", ""]
        out.append(record("request", url, asked, packed=packed))
        out.append(record("response", url, CRLF.join(told).encode() + body, packed=packed))
    return b"".join(out)


def page(number: int, body: bytes | None = None, *headers: tuple[str, str]):
    content = f"{PAGE}<!-- {number} -->".encode() if body is None else body
    return (f"https://example.org/{number}", content, "200 OK", [HTML, *headers])


def read(content: bytes, most_bytes: int = 100_000) -> tuple[list[Capture], list[Rejection]]:
    found = list(
        read_warc(io.BytesIO(content), "a.warc", most_bytes=most_bytes, publisher="Harbour Wire")
    )
    captures = [one for one in found if isinstance(one, Capture)]
    return captures, [one for one in found if isinstance(one, Rejection)]


def numbers(captures: list[Capture]) -> list[int]:
    return [int(one.url.rpartition("/")[2]) for one in captures]


FOUR = [page(n, None) for n in range(4)]


@pytest.mark.parametrize("packed", [True, False])
def test_gives_the_pages_as_they_were_received(packed) -> None:
    captures, (note,) = read(warc(*FOUR, packed=packed))
    assert numbers(captures) == [0, 1, 2, 3]
    first = captures[0]
    assert first.body == f"{PAGE}<!-- 0 -->".encode()
    assert (first.url, first.status, first.publisher) == (
        "https://example.org/0",
        200,
        "Harbour Wire",
    )
    assert first.fetched_at.isoformat() == "2024-04-10T21:00:00+00:00"
    assert first.published is None
    assert first.headers["content-type"] == HTML[1]
    assert (note.reason, note.counts_as_problem) == ("other records", False)
    assert note.detail.startswith("5 records")


def test_passes_over_what_is_no_page() -> None:
    captures, (note,) = read(
        warc(
            page(0),
            ("https://example.org/1", b"", "302 Found", [("Location", "/0")]),
            ("https://example.org/2", b"\x89PNG", "200 OK", [("Content-Type", "image/png")]),
            ("dns:example.org", b"", "200 OK", []),
        )
    )
    assert numbers(captures) == [0]
    assert note.counts_as_problem is False


def test_unpacks_chunks_and_gzip() -> None:
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (b"<p>a", b"b")) + b"0\r\n\r\n"
    packed = gzip.compress(b"<p>c")
    both = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    gzipped, cut = ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")
    captures, _ = read(
        warc(page(0, chunked, cut), page(1, packed, gzipped), page(2, both, gzipped, cut))
    )
    assert [one.body for one in captures] == [b"<p>ab", b"<p>c", b"<p>c"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (page(1, b"a" * 300_000), "too large"),
        (page(1, gzip.compress(b"a" * 10_000_000), ("Content-Encoding", "gzip")), "expands"),
        (page(1, gzip.compress(b"a" * 99)[:-9], ("Content-Encoding", "gzip")), "unreadable gzip"),
        (page(1, b"abc", ("Content-Encoding", "br")), "unknown encoding"),
        (("http://user:word@example.org/1", b"<p>x", "200 OK", [HTML]), "bad address"),
    ],
    ids=["large", "bomb", "cut", "brotli", "password"],
)
def test_a_page_that_cannot_be_used_does_not_stop_the_rest(bad, reason) -> None:
    captures, (one, _) = read(warc(page(0), bad, page(2)))
    assert numbers(captures) == [0, 2]
    assert one.reason.startswith(reason)
    assert one.source == "a.warc#5"


def test_a_large_record_that_is_no_page_takes_no_memory_and_is_no_problem() -> None:
    film = ("https://example.org/1", b"a" * 3_000_000, "200 OK", [("Content-Type", "video/mp4")])
    captures, (note,) = read(warc(page(0), film, page(2)))
    assert numbers(captures) == [0, 2]
    assert note.reason == "other records"


@pytest.mark.parametrize("packed", [True, False])
def test_damage_costs_the_record_and_no_more(packed) -> None:
    whole = warc(*FOUR, packed=packed)
    part = warc(*FOUR[:2], packed=packed)
    # A byte within the last record of `part`, the answer 1.
    place = len(part) - 40
    damaged = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
    captures, (bad, _) = read(damaged)
    assert numbers(captures) == [0, 2, 3]
    assert (bad.reason, bad.stage) == ("damaged record", "sources")


@pytest.mark.parametrize("packed", [True, False])
def test_reads_up_to_where_an_archive_is_cut(packed) -> None:
    captures, (bad, _) = read(warc(*FOUR, packed=packed)[:-60])
    assert numbers(captures) == [0, 1, 2]
    assert bad.reason == "damaged record"


@pytest.mark.parametrize("packed", [True, False])
def test_goes_on_behind_garbage(packed) -> None:
    content = warc(*FOUR[:2], packed=packed) + b"garbage\r\n" * 9 + warc(*FOUR[2:], packed=packed)
    captures, (bad, _) = read(content)
    assert numbers(captures) == [0, 1, 2, 3]
    assert bad.reason == "damaged record"


def test_reads_an_archive_that_was_packed_as_a_whole() -> None:
    captures, _ = read(gzip.compress(warc(*FOUR, packed=False)))
    assert numbers(captures) == [0, 1, 2, 3]


def test_goes_on_behind_a_wrong_length() -> None:
    content = warc(*FOUR, packed=False)
    told = content.index(b"Content-Length: ", content.index(b"https://example.org/1"))
    wrong = content[: told + 16] + b"9" + content[told + 17 :]
    captures, (*bad, note) = read(wrong)
    assert numbers(captures) == [0, 2, 3]  # the answer 1 went with its request
    assert {one.reason for one in bad} == {"damaged record"}
    assert note.reason == "other records"


def test_a_bomb_in_place_of_a_record_takes_no_memory() -> None:
    bomb = gzip.compress(b"WARC/1.0\r\n" + b"a" * 50_000_000)
    captures, (bad, _) = read(warc(page(0)) + bomb + warc(page(2)))
    assert numbers(captures) == [0, 2]
    assert bad.reason == "damaged record"


@pytest.mark.parametrize("content", [b"", b"\r\n", b"no archive", b"\x1f\x8b\x08", b"\0" * 99])
def test_what_is_no_archive_gives_at_most_a_rejection(content) -> None:
    captures, rejections = read(content)
    assert captures == []
    assert {one.reason for one in rejections} <= {"damaged record"}
    assert bool(rejections) == bool(content.strip())


@pytest.mark.parametrize("packed", [True, False])
def test_no_damage_raises(packed) -> None:
    draw = random.Random(11)
    whole = warc(*FOUR, packed=packed)
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(draw.randrange(1, 8)):
            place = draw.randrange(len(damaged))
            damaged[place : place + draw.randrange(4)] = draw.randbytes(draw.randrange(4))
        captures, rejections = read(bytes(damaged))
        assert captures or rejections
