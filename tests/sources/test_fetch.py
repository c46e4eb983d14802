"""A local server plays the web; time passes only where the fetcher sleeps."""

from __future__ import annotations

import gzip
import time
from email.utils import format_datetime

import pytest
from local_site import HTML, NOW, Clock, Reply, fetcher, serving, zipped

from detente.sources import addresses
from detente.sources.streams import Unreadable

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
REAL = addresses.is_public


@pytest.fixture
def site():
    with serving() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def loopback_is_public(monkeypatch) -> None:
    """Let the first hop, on this machine, pass for the open internet."""
    monkeypatch.setattr(addresses, "is_public", lambda one: one == "127.0.0.1" or REAL(one))


def status(code: int, **headers: str) -> Reply:
    return Reply(code, b"", {**HTML, **{name.replace("_", "-"): v for name, v in headers.items()}})


def test_gives_what_the_server_sends_and_says_who_asks(site, clock, tmp_path) -> None:
    url = site.put("/a", "<p>Hello")
    page = fetcher(tmp_path, clock).page(url + "#top")
    assert (page.url, page.final_url, page.status) == (url, url, 200)
    assert (page.body, page.fetched_at) == (b"<p>Hello", clock.now())
    assert page.headers["content-type"] == HTML["Content-Type"]
    sent = site.asked[-1][1]
    assert sent["user-agent"].startswith("detente/")
    assert "news@example.org" in sent["user-agent"]
    assert sent["accept-encoding"] == "gzip"


def test_pauses_between_requests_to_one_host(site, clock, tmp_path) -> None:
    web = fetcher(tmp_path, clock)
    for path in ("/a", "/b", "/c"):
        web.page(site.put(path, "<p>x"))
    assert clock.slept == [1.0, 1.0, 1.0]  # the first one behind robots.txt
    clock.seconds += 5
    web.page(site.url("/a"))
    assert len(clock.slept) == 3


@pytest.mark.parametrize(("asked", "slept"), [("7", 7.0), ("0.2", 1.0), ("900", 30.0), ("x", 1.0)])
def test_keeps_the_crawl_delay_up_to_a_bound(asked, slept, site, clock, tmp_path) -> None:
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}")
    web = fetcher(tmp_path, clock)
    web.page(site.put("/a", "<p>x"))
    web.page(site.put("/b", "<p>x"))
    assert clock.slept == [1.0, slept]


@pytest.mark.parametrize("code", [429, 500, 503, 520])
def test_tries_again_with_waits_that_double(code, site, clock, tmp_path) -> None:
    url = site.put("/a", status(code), status(code), Reply(body=b"<p>x"))
    assert fetcher(tmp_path, clock).page(url).body == b"<p>x"
    assert clock.slept == [1.0, 2.0, 4.0]
    assert site.paths() == ["/a"] * 3


def test_gives_up_behind_the_last_try(site, clock, tmp_path) -> None:
    with pytest.raises(Unreadable, match=r"server error: status 503"):
        fetcher(tmp_path, clock).page(site.put("/a", status(503)))
    assert site.paths() == ["/a"] * 3


def test_does_not_insist_where_a_page_is_gone_or_closed(site, clock, tmp_path) -> None:
    web = fetcher(tmp_path, clock)
    for code, reason in ((404, "page gone"), (410, "page gone"), (403, "page refused")):
        with pytest.raises(Unreadable, match=reason):
            web.page(site.put(f"/{code}", status(code)))
    assert site.paths() == ["/404", "/410", "/403"]


@pytest.mark.parametrize(
    "asked", ["30", format_datetime(NOW.replace(minute=30, second=31), usegmt=True)]
)
def test_waits_as_long_as_the_server_asks(asked, site, clock, tmp_path) -> None:
    url = site.put("/a", status(429, Retry_After=asked), Reply(body=b"<p>x"))
    fetcher(tmp_path, clock).page(url)
    assert clock.slept == [1.0, 30.0]


@pytest.mark.parametrize("asked", ["soon", "-5", "Wed, 99 Foo"])
def test_an_odd_wish_to_wait_counts_as_none(asked, site, clock, tmp_path) -> None:
    url = site.put("/a", status(429, Retry_After=asked), Reply(body=b"<p>x"))
    fetcher(tmp_path, clock).page(url)
    assert clock.slept == [1.0, 2.0]


def test_leaves_a_host_alone_that_asks_to_wait_for_too_long(site, clock, tmp_path) -> None:
    web = fetcher(tmp_path, clock)
    url = site.put("/a", status(503, Retry_After="3600"))
    for _ in range(2):
        with pytest.raises(Unreadable, match=r"asked to wait: 127.0.0.1 asks to wait for 3"):
            web.page(url)
    assert site.paths() == ["/a"]
    assert clock.slept == [1.0]


def test_leaves_a_host_alone_that_fails_again_and_again(site, clock, tmp_path) -> None:
    web = fetcher(tmp_path, clock, tries=1)
    for number in range(3):
        with pytest.raises(Unreadable, match=r"server error"):
            web.page(site.put(f"/{number}", status(500)))
    with pytest.raises(Unreadable, match=r"host given up"):
        web.page(site.put("/good", "<p>x"))
    assert len(site.paths()) == 3


def test_leaves_a_host_alone_that_is_too_slow_again_and_again(site, clock, tmp_path) -> None:
    web = fetcher(tmp_path, clock, total_s=0.1)
    reasons = []
    for _ in range(4):
        with pytest.raises(Unreadable) as caught:
            web.page(site.put("/a", drip(b"HTTP/1.1 200 OK\r\n\r\n")))
        reasons.append(caught.value.reason)
    assert reasons == ["too slow"] * 3 + ["host given up"]


def test_a_success_in_between_lets_a_host_go_on(site, clock, tmp_path) -> None:
    web = fetcher(tmp_path, clock, tries=1)
    for path in "abcd":
        with pytest.raises(Unreadable, match=r"server error"):
            web.page(site.put(f"/{path}", status(500)))
        web.page(site.put("/good", "<p>x"))


def test_tries_a_broken_connection_again(site, clock, tmp_path) -> None:
    cut = Reply(body=b"<p>x", headers={**HTML, "Content-Length": "900"})
    url = site.put("/a", cut, Reply(body=b"<p>x"))
    assert fetcher(tmp_path, clock).page(url).body == b"<p>x"
    assert clock.slept == [1.0, 2.0]


def test_says_that_nobody_answers(clock, tmp_path) -> None:
    with pytest.raises(Unreadable, match=r"no answer: http://127.0.0.1:9/robots.txt: .*refused"):
        fetcher(tmp_path, clock).page("http://127.0.0.1:9/a")
    assert clock.slept == [2.0, 4.0]


def test_follows_redirects_and_tells_where_they_end(site, clock, tmp_path) -> None:
    url = site.put("/a", status(301, Location="/b?x=1"))
    site.put("/b?x=1", status(302, Location=site.url("/c")))
    site.put("/c", "<p>x")
    page = fetcher(tmp_path, clock).page(url)
    assert (page.url, page.final_url) == (url, site.url("/c"))


def test_follows_five_redirects_and_no_more(site, clock, tmp_path) -> None:
    for number in range(6):
        site.put(f"/{number}", status(302, Location=f"/{number + 1}"))
    site.put("/6", "<p>x")
    assert fetcher(tmp_path, clock).page(site.url("/1")).final_url == site.url("/6")
    with pytest.raises(Unreadable, match=r"too many redirects"):
        fetcher(tmp_path, clock).page(site.url("/0"))


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.2/", "private address"),
        ("http://169.254.169.254/latest/meta-data", "private address"),
        ("http://10.0.0.1/", "private address"),
        ("http://[::1]/", "private address"),
        ("file:///etc/passwd", "bad address"),
        ("ftp://127.0.0.1/", "bad address"),
    ],
)
@pytest.mark.usefixtures("loopback_is_public")
def test_follows_no_redirect_to_what_is_not_public(target, reason, site, clock, tmp_path) -> None:
    url = site.put("/a", status(302, Location=target))
    web = fetcher(tmp_path, clock, allow_private=False)
    with pytest.raises(Unreadable, match=reason):
        web.page(url)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_asks_nothing_of_an_address_that_is_not_public(host, site, clock, tmp_path) -> None:
    url = site.put("/a", "<p>x").replace("127.0.0.1", host)
    with pytest.raises(Unreadable, match=r"private address: .*allow_private"):
        fetcher(tmp_path, clock, allow_private=False).page(url)
    assert site.asked == []


def test_obeys_robots_behind_a_redirect(site, clock, tmp_path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /closed")
    url = site.put("/a", status(302, Location="/closed/b"))
    with pytest.raises(Unreadable, match=r"refused by robots"):
        fetcher(tmp_path, clock).page(url)
    assert site.paths() == ["/a"]


def test_unpacks_gzip(site, clock, tmp_path) -> None:
    assert fetcher(tmp_path, clock).page(site.put("/a", zipped(b"<p>x"))).body == b"<p>x"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (zipped(b"a" * 30_000_000), "expands too far"),
        (Reply(body=b"\x1f\x8b\x08abc", headers={**HTML, "Content-Encoding": "gzip"}), "gzip"),
        (
            Reply(body=gzip.compress(b"x")[:-9], headers={**HTML, "Content-Encoding": "gzip"}),
            "gzip",
        ),
        (Reply(body=b"x", headers={**HTML, "Content-Encoding": "br"}), "unknown encoding"),
        (Reply(body=b"a" * 6_000_000), "too large: 6,000,000 bytes"),
    ],
    ids=["bomb", "no gzip", "cut", "brotli", "large"],
)
def test_takes_nothing_that_is_too_large_or_broken(reply, reason, site, clock, tmp_path) -> None:
    with pytest.raises(Unreadable, match=reason):
        fetcher(tmp_path, clock).page(site.put("/a", reply))
    assert site.paths() == ["/a"]


def test_stops_reading_where_the_size_is_not_told(site, clock, tmp_path) -> None:
    sent = []

    def write(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(2000):
            handler.wfile.write(b"a" * 65536)
            sent.append(65536)

    with pytest.raises(Unreadable, match=r"too large"):
        fetcher(tmp_path, clock, most_bytes=200_000).page(site.put("/a", Reply(write=write)))
    assert sum(sent) < 50_000_000


def test_content_that_is_no_page_is_not_read(site, clock, tmp_path) -> None:
    url = site.put("/a.pdf", Reply(body=b"%PDF", headers={"Content-Type": "application/pdf"}))
    assert fetcher(tmp_path, clock).page(url).body == b""


def drip(head: bytes):
    def write(handler) -> None:
        handler.wfile.write(head)
        for _ in range(100):
            handler.wfile.write(b"a")
            handler.wfile.flush()
            time.sleep(0.05)

    return Reply(write=write)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_ends_an_answer_that_drips(head, site, clock, tmp_path) -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable, match=r"too slow: no complete answer in 0.3 seconds"):
        fetcher(tmp_path, clock, total_s=0.3).page(site.put("/a", drip(head)))
    assert time.monotonic() - began < 2
    assert site.paths() == ["/a"]


def test_does_not_wait_for_a_server_that_says_nothing(site, clock, tmp_path) -> None:
    url = site.put("/a", Reply(write=lambda handler: time.sleep(1)))
    began = time.monotonic()
    with pytest.raises(Unreadable, match=r"no answer: .*timed out"):
        fetcher(tmp_path, clock, read_s=0.1, tries=2).page(url)
    assert time.monotonic() - began < 1
    assert site.paths() == ["/a"] * 2
