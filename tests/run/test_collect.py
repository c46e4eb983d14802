"""A local server plays a publisher; what is collected is read as `detente code` reads it."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from email.utils import format_datetime

import pytest
from local_site import NOW, Clock, Reply, serving

from detente.errors import InputError
from detente.records import Page, Rejection, rejection
from detente.run.collect import collect
from detente.run.collection import Collection
from detente.sources.captures import Capture, page_of
from detente.sources.collect_list import read_list
from detente.sources.files import read_paths

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
RSS = {"Content-Type": "application/rss+xml", "ETag": '"1"'}


def rss(*paths: str) -> str:
    items = "".join(
        f"<item><title>Story {path}</title><link>{path}</link>"
        f"<pubDate>{format_datetime(NOW.replace(day=10))}</pubDate></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"


@pytest.fixture
def site():
    with serving() as server:
        yield server


class Desk:
    """Keep a list and a folder, and collect again and again."""

    def __init__(self, site, folder) -> None:
        self.site, self.home, self.clock = site, folder, Clock()
        self.folder = folder / "collected"
        self.text = 'contact = "news@example.org"\nallow_private = true\nconnect_s = 2\n'

    def list(self, text: str) -> Desk:
        self.text += text.replace("HERE", self.site.url())
        return self

    def run(self):
        path = self.home / "feeds.toml"
        path.write_text(self.text)
        del self.site.asked[:]
        clock = self.clock
        return collect(read_list(path), now=clock.now, clock=clock, sleep=clock.sleep)

    def pages(self) -> list[Page]:
        found = list(read_paths([self.folder]))
        assert [one.reason for one in found if isinstance(one, Rejection)] == ["hidden file"]
        return [one for one in found if isinstance(one, Page)]

    def index(self, name: str = "index") -> list[dict]:
        path = self.folder / ".collected" / f"{name}.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def desk(site, tmp_path) -> Desk:
    return Desk(site, tmp_path)


FEED = "[[feeds]]\nurl = 'HERE/rss'\npublisher = 'Harbour Wire'\n"


def test_collects_what_a_feed_names(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a", "/b").encode(), headers=RSS))
    site.put("/a", "<p>One — of two.")
    site.put("/b", Reply(302, headers={"Location": "/b/final"}))
    site.put("/b/final", "<p>Two.")
    done = desk.list(FEED).run()
    assert (done.feeds_read, done.listed, done.new, done.problems) == (1, 2, 2, 0)
    first, second = desk.pages()
    assert first.body == "<p>One — of two."
    assert (first.url, first.title, first.publisher) == (
        site.url("/a"),
        "Story /a",
        "Harbour Wire",
    )
    assert first.published == "Wed, 10 Apr 2024 09:30:00 +0000"
    assert second.url == site.url("/b/final")
    one, two = desk.index()
    assert (two["url"], two["final_url"]) == (site.url("/b"), site.url("/b/final"))
    assert one["status"] == 200
    assert one["headers"]["content-type"] == "text/html; charset=utf-8"
    assert one["fetched_at"].startswith("2024-04-12T09:30:0")
    raw = desk.folder / ".collected" / "raw" / one["hash"][:2] / f"{one['hash']}.gz"
    assert gzip.decompress(raw.read_bytes()) == "<p>One — of two.".encode()
    assert first.key == one["hash"]


def test_a_second_run_fetches_only_what_is_new(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a").encode(), headers=RSS))
    site.put("/a", "<p>One.")
    desk.list(FEED).run()
    before = {path: path.read_bytes() for path in desk.folder.glob("*.gz")}
    done = desk.run()
    assert site.paths(robots=True) == ["/rss"]
    assert (done.feeds_read, done.feeds_unchanged) == (1, 1)
    assert (done.listed, done.new, done.unchanged) == (1, 0, 1)
    assert {path: path.read_bytes() for path in desk.folder.glob("*.gz")} == before

    site.put("/rss", Reply(body=rss("/b", "/a").encode(), headers={**RSS, "ETag": '"2"'}))
    site.put("/b", "<p>Two.")
    done = desk.run()
    assert site.paths() == ["/rss", "/b"]
    assert (done.new, done.unchanged, done.feeds_unchanged) == (1, 1, 0)
    assert [one.body for one in desk.pages()] == ["<p>One.", "<p>Two."]
    for path, content in before.items():
        assert path.read_bytes().startswith(content)


def test_a_page_that_failed_is_tried_again_though_the_feed_is_unchanged(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a").encode(), headers=RSS))
    site.put("/a", Reply(500))
    done = desk.list(FEED + "").run()
    assert (done.failed, done.problems) == (1, 1)
    site.put("/a", "<p>One.")
    done = desk.run()
    assert (done.feeds_unchanged, done.new) == (1, 1)


def test_gives_an_address_up_that_failed_on_three_days(site, desk) -> None:
    desk.list("tries = 1\n[[pages]]\nurl = 'HERE/gone'\n")
    for _ in range(2):  # twice on the first day counts once
        assert desk.run().failed == 1
    for _ in range(2):
        desk.clock.seconds += 86_400
        assert desk.run().failed == 1
    desk.clock.seconds += 86_400
    done = desk.run()
    assert (done.failed, done.given_up, done.problems) == (0, 1, 0)
    assert site.paths() == []
    assert [one["reason"] for one in desk.index("failures")] == ["page gone"] * 4


def test_counts_what_robots_close_and_does_not_hold_it_against_the_page(site, desk) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /a")
    site.put("/rss", Reply(body=rss("/a", "/b").encode(), headers=RSS))
    site.put("/b", "<p>Two.")
    done = desk.list(FEED).run()
    assert (done.refused, done.new, done.failed, done.problems) == (1, 1, 0, 0)
    assert site.paths() == ["/rss", "/b"]
    assert not (desk.folder / ".collected" / "failures.jsonl").exists()
    assert done.figures()["sources: refused by robots"] == 1


def test_says_why_pages_are_not_to_be_had_and_goes_on(site, desk) -> None:
    desk.text += "most_bytes = 10_000\n"
    desk.list("tries = 1\n" + FEED)
    site.put(
        "/rss", Reply(body=rss(*"abcdefg").encode().replace(b"<link>", b"<link>/"), headers=RSS)
    )
    site.put("/a", Reply(404))
    site.put("/b", "a" * 20_000)
    site.put("/c", Reply(body=b"%PDF", headers={"Content-Type": "application/pdf"}))
    site.put("/d", "")
    site.put("/e", b"\x89PNG\r\n\x1a\n\0\0")
    site.put("/f", Reply(302, headers={"Location": "ftp://example.org/"}))
    site.put("/g", "<p>Seven.")
    done = desk.run()
    assert [one.body for one in desk.pages()] == ["<p>Seven."]
    assert (done.new, done.failed, done.problems) == (1, 6, 6)
    assert {one.reason for one in done.rejections} == {
        "page gone",
        "too large",
        "no web page",
        "empty file",
        "binary content",
        "bad address",
    }


def test_a_broken_feed_does_not_stop_the_others(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a").encode(), headers=RSS))
    site.put("/a", "<p>One.")
    site.put("/html", "<html>Sign in")
    desk.list("[[feeds]]\nurl = 'HERE/html'\n[[feeds]]\nurl = 'HERE/absent'\n" + FEED)
    done = desk.run()
    assert (done.feeds, done.feeds_read, done.new, done.problems) == (3, 1, 1, 2)
    assert {one.reason for one in done.rejections} == {"unreadable feed", "page gone"}


def test_one_page_named_often_is_fetched_once(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a", "/a?utm_source=rss", "/a#top").encode(), headers=RSS))
    site.put("/a", "<p>One.")
    (desk.home / "urls.txt").write_text(f"{site.url('/a')}\n{site.url('/b')}\nnonsense\n")
    site.put("/b", "<p>Two.")
    desk.list("[[lists]]\nfile = 'urls.txt'\npublisher = 'Archive'\n" + FEED)
    done = desk.run()
    assert site.paths() == ["/rss", "/a", "/b"]
    assert (done.listed, done.new) == (2, 2)
    assert [one.reason for one in done.rejections] == ["bad address"]
    assert {one.publisher for one in desk.pages()} == {"Archive"}


def test_the_same_content_under_many_addresses_is_kept_once_and_told(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a", "/b").encode(), headers=RSS))
    for path in ("/a", "/b"):
        site.put(path, "<p>Please accept.")
    done = desk.list(FEED).run()
    assert (done.new, done.unchanged, done.problems) == (1, 1, 0)
    assert [one.reason for one in done.rejections] == ["same content"]
    assert len(desk.pages()) == 1
    assert len(desk.index()) == 2
    assert desk.run().unchanged == 2
    assert site.paths() == ["/rss"]


def test_keeps_what_the_list_says_of_a_single_page(site, desk) -> None:
    desk.list("[[pages]]\nurl = 'HERE/a'\ntitle = 'Statement'\npublished = 2024-04-10\n")
    site.put("/a", "<p>One.")
    desk.run()
    (page,) = desk.pages()
    assert (page.title, page.published, page.publisher) == ("Statement", "2024-04-10", None)


def warc(*pages: tuple[str, bytes]) -> bytes:
    out = b""
    for url, body in pages:
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        head += f"WARC-Date: 2023-02-01T00:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
        out += gzip.compress(head.encode() + block + b"\r\n\r\n")
    return out


def test_collects_the_pages_of_an_archive_once(desk) -> None:
    content = warc(
        ("https://example.org/a", b"<p>One."),
        ("https://example.org/b", b"\0\1\2" * 9),
        ("https://example.org/a", b"<p>One, later."),
        ("https://example.org/c", b"<p>Three."),
    )
    path = desk.home / "crawl.warc.gz"
    path.write_bytes(content[:-20])
    desk.list("[[archives]]\nfile = 'crawl.warc.gz'\npublisher = 'Archive'\n")
    done = desk.run()
    assert (done.listed, done.new, done.unchanged, done.failed) == (3, 1, 1, 1)
    assert {one.reason for one in done.rejections} == {"binary content", "damaged record"}
    (page,) = desk.pages()
    assert (page.url, page.publisher, page.published) == ("https://example.org/a", "Archive", None)
    assert desk.index()[0]["fetched_at"] == "2023-02-01T00:00:00+00:00"
    done = desk.run()
    assert (done.archives, done.archives_unchanged, done.listed) == (1, 1, 0)

    path.write_bytes(content)
    done = desk.run()
    assert (done.new, done.archives_unchanged) == (1, 0)
    assert [one.body for one in desk.pages()] == ["<p>One.", "<p>Three."]


def test_pages_that_expand_far_do_not_make_a_day_unreadable(site, desk) -> None:
    paths = [f"/{number}" for number in range(4)]
    site.put("/rss", Reply(body=rss(*paths).encode(), headers=RSS))
    for path in paths:
        site.put(path, f"<p>{path}" + "a" * 4_500_000)
    assert desk.list(FEED).run().new == 4
    assert len(desk.pages()) == 4


def test_goes_on_behind_a_run_that_was_killed_while_it_wrote(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a").encode(), headers=RSS))
    site.put("/a", "<p>One.")
    desk.list(FEED).run()
    (day,) = desk.folder.glob("*.gz")
    index = desk.folder / ".collected" / "index.jsonl"
    for path in (day, index):
        content = path.read_bytes()
        path.write_bytes(content + content[: len(content) // 2])
    site.put("/rss", Reply(body=rss("/a", "/b").encode(), headers={**RSS, "ETag": '"2"'}))
    site.put("/b", "<p>Two.")
    done = desk.run()
    assert (done.new, done.unchanged) == (1, 1)
    assert [one.body for one in desk.pages()] == ["<p>One.", "<p>Two."]
    assert len(desk.index()) == 2


def test_a_run_that_is_stopped_keeps_what_it_has(site, desk) -> None:
    site.put("/rss", Reply(body=rss("/a", "/b").encode(), headers=RSS))
    site.put("/a", "<p>One.")

    site.put("/b", Reply(503))

    def sleep(seconds: float) -> None:
        if "/b" in site.paths():
            raise KeyboardInterrupt

    desk.clock.sleep = sleep
    with pytest.raises(KeyboardInterrupt):
        desk.list(FEED).run()
    assert [one.body for one in desk.pages()] == ["<p>One."]
    desk.clock = Clock()
    site.put("/b", "<p>Two.")
    assert (desk.run().new, site.paths()) == (1, ["/rss", "/b"])


def received(number: int) -> Capture:
    url = f"https://example.org/{number}"
    return Capture(url=url, final_url=url, fetched_at=NOW, status=200, body=f"<p>{number}".encode())


def test_two_runs_do_not_write_to_one_folder(tmp_path) -> None:
    busy = "another run is adding to"
    with Collection(tmp_path), pytest.raises(InputError, match=busy), Collection(tmp_path):
        pass
    with Collection(tmp_path) as collection:
        collection.add(received(1), page_of(received(1)), NOW)


def test_says_that_the_folder_cannot_be_used(tmp_path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be used"), Collection(tmp_path / "file"):
        pass
    (tmp_path / ".collected").mkdir()
    (tmp_path / ".collected" / "index.jsonl").write_text("{}\n")
    with pytest.raises(InputError, match="cannot be used"), Collection(tmp_path):
        pass


def test_says_that_the_folder_cannot_be_written(tmp_path) -> None:
    with Collection(tmp_path) as collection:
        (tmp_path / "2024-04-12.jsonl.gz").mkdir()
        with pytest.raises(InputError, match="cannot be written"):
            collection.add(received(1), page_of(received(1)), NOW)
        (tmp_path / ".collected" / "failures.jsonl").mkdir()
        with pytest.raises(InputError, match="cannot be written"):
            collection.add_failure("http://a.example/", rejection("a", "sources", "x"), NOW)


def test_odd_letters_are_written(tmp_path) -> None:
    capture = replace(received(1), title="half \ud800 a pair", publisher="Zeitung\u2028")
    with Collection(tmp_path) as collection:
        collection.add(capture, page_of(capture), NOW)
    page = next(one for one in read_paths([tmp_path]) if isinstance(one, Page))
    assert (page.title, page.publisher) == ("half ? a pair", "Zeitung\u2028")
