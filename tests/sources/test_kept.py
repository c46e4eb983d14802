from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from local_site import NOW, Clock, Reply, fetcher, serving

from detente.sources.captures import Capture
from detente.sources.kept import Kept, renewed
from detente.sources.streams import Unreadable

FEED = {"Content-Type": "application/rss+xml"}
ANSWER = Capture(
    url="http://example.org/",
    final_url="http://example.org/b",
    fetched_at=NOW,
    status=200,
    headers={"etag": '"1"'},
    body=b"\0\xff<rss>",
)


def test_gives_back_what_was_kept(tmp_path) -> None:
    kept = Kept(tmp_path / "new" / "folder")
    assert kept.load(ANSWER.url) is None
    kept.keep(ANSWER)
    assert Kept(tmp_path / "new" / "folder").load(ANSWER.url) == ANSWER
    kept.keep(replace(ANSWER, body=b"later"))
    assert kept.load(ANSWER.url).body == b"later"
    assert len(list((tmp_path / "new" / "folder").iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x1f\x8b\x08", "cut"])
def test_a_damaged_copy_counts_as_none(damage, tmp_path) -> None:
    kept = Kept(tmp_path)
    kept.keep(ANSWER)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-9] if damage == "cut" else damage)
    assert kept.load(ANSWER.url) is None


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize(
    ("given", "asked", "value"),
    [
        ("ETag", "if-none-match", '"v1"'),
        ("Last-Modified", "if-modified-since", "Wed, 10 Apr 2024 21:00:00 GMT"),
    ],
)
def test_what_has_not_changed_is_not_sent_again(given, asked, value, tmp_path) -> None:
    clock = Clock()
    with serving() as site:
        url = site.put("/f", Reply(body=b"<rss>", headers={**FEED, given: value}), Reply(304))
        kept, web = Kept(tmp_path), fetcher(tmp_path, clock)
        first = renewed(kept, url, web.feed)
        second = renewed(kept, url, web.feed)
        assert (first[1], second[1]) == (True, False)
        assert second[0].body == first[0].body == b"<rss>"
        assert asked not in site.asked[1][1]
        assert site.asked[2][1][asked] == value
        assert kept.load(url).fetched_at > first[0].fetched_at
        site.put("/f", Reply(body=b"<rss>new", headers=FEED))
        assert renewed(kept, url, web.feed) == (kept.load(url), True)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_same_content_again_counts_as_unchanged(tmp_path) -> None:
    with serving() as site:
        url = site.put("/f", "<rss>")
        kept, web = Kept(tmp_path), fetcher(tmp_path, Clock())
        assert [renewed(kept, url, web.feed)[1] for _ in range(2)] == [True, False]
        assert "if-none-match" not in site.asked[2][1]


def test_an_answer_that_failed_is_not_kept(tmp_path) -> None:
    def get(url, headers):
        raise Unreadable("page gone", "status 404")

    kept = Kept(tmp_path)
    kept.keep(ANSWER)
    with pytest.raises(Unreadable):
        renewed(kept, ANSWER.url, get)
    assert kept.load(ANSWER.url) == ANSWER


def test_a_server_that_says_unchanged_of_what_is_unknown_gives_nothing(tmp_path) -> None:
    def get(url, headers):
        return replace(ANSWER, status=304, body=b"", fetched_at=NOW + dt.timedelta(1))

    with pytest.raises(Unreadable, match="page refused: status 304"):
        renewed(Kept(tmp_path), ANSWER.url, get)
    assert Kept(tmp_path).load(ANSWER.url) is None
