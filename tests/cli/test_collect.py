from __future__ import annotations

import csv
import io
import json
from collections import Counter

import pytest
from local_site import Reply, serving

from detente.store.store import open_store

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
RSS = {"Content-Type": "application/rss+xml"}
FEED = """<rss version="2.0"><channel><title>Wire</title>
<item><title>Leaders meet at the White House</title><link>/kishida</link>
<pubDate>Thu, 11 Apr 2024 01:30:00 GMT</pubDate></item>
<item><title>Treaty signed</title><link>/treaty</link></item>
</channel></rss>"""
HTML = """<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>
<nav><a href="/">Home</a> <a href="/politics">Politics</a> <a href="/sports">Sports</a></nav>
<article><h1>{title}</h1>{text}</article><footer>All rights reserved.</footer></body></html>"""
MEETING = """<p>U.S. President Joe Biden met Japanese Prime Minister Fumio Kishida at the White
House on Wednesday. The two leaders agreed to deepen the alliance and to meet again in autumn.</p>
<p>The talks lasted two hours and were followed by a dinner, officials of both sides said.</p>"""
TREATY = """<p>The foreign ministers of Chile and Peru signed a treaty on fisheries in Lima on
Monday. The treaty ends a dispute of many years and is to be ratified by both parliaments.</p>"""


@pytest.fixture
def feeds(tmp_path):
    """Serve a feed with two stories; give the list that names it."""
    with serving() as site:
        site.put("/rss", Reply(body=FEED.encode(), headers={**RSS, "ETag": '"1"'}))
        site.put("/kishida", HTML.format(title="Leaders meet", head="", text=MEETING))
        head = '<meta property="article:published_time" content="2024-04-09T08:00:00Z">'
        site.put("/treaty", HTML.format(title="Treaty", head=head, text=TREATY))
        path = tmp_path / "feeds.toml"
        path.write_text(
            'contact = "news@example.org"\nallow_private = true\npause_s = 0\n'
            f'[[feeds]]\nurl = "{site.url("/rss")}"\npublisher = "Harbour Wire"\n'
        )
        yield path, site


def test_what_is_collected_is_coded_with_address_publisher_and_day(feeds, detente) -> None:
    path, site = feeds
    result = detente("collect", path, "--format", "json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["feeds read"], told["pages new"], told["problems"]) == (1, 2, 0)
    assert told["rejections"] == []

    again = json.loads(detente("collect", path, "--format", "json").stdout)
    assert (again["feeds unchanged"], again["pages new"], again["pages unchanged"]) == (1, 0, 2)
    assert Counter(site.paths()) == {"/rss": 2, "/kishida": 1, "/treaty": 1}

    result = detente("code", "collected", "--workers", 1, "--format", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["documents"] == 2
    with open_store("detente.duckdb") as store:
        documents = {one.id: one for one in store.rows("documents")}
        events = list(store.rows("events"))
    assert {(one.url, one.publisher, str(one.published)) for one in documents.values()} == {
        (site.url("/kishida"), "Harbour Wire", "2024-04-11"),
        (site.url("/treaty"), "Harbour Wire", "2024-04-09"),
    }
    assert "All rights reserved" not in "".join(one.text for one in documents.values())
    met = [
        (str(one.day), documents[one.evidence.document_id].url)
        for one in events
        if {actor.state for actor in (*one.actors, *one.recipients)} == {"USA", "JPN"}
    ]
    assert ("2024-04-10", site.url("/kishida")) in met
    signed = [one for one in events if documents[one.evidence.document_id].title == "Treaty signed"]
    assert {str(one.day) for one in signed} == {"2024-04-08"}


def test_collects_into_the_folder_that_is_named(feeds, tmp_path, detente) -> None:
    result = detente("collect", feeds[0], "--into", "elsewhere", "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = dict(csv.reader(io.StringIO(result.stdout)))
    assert (rows["folder"], rows["pages new"]) == ("elsewhere", "2")
    assert not (tmp_path / "collected").exists()


def test_tells_by_its_exit_code_that_something_was_not_to_be_had(feeds, detente) -> None:
    path, site = feeds
    site.put("/treaty", Reply(404))
    result = detente("collect", path)
    assert result.exit_code == 1
    assert "page gone" in result.stdout
    assert f"{site.url('/treaty')}" in result.stdout
    silent = detente("collect", path, "--quiet")
    assert (silent.exit_code, silent.stdout) == (1, "")
    assert silent.stderr.splitlines() == ["sources: page gone 1"]


def test_what_robots_close_is_no_problem(feeds, detente) -> None:
    path, site = feeds
    site.put("/robots.txt", "User-agent: *\nDisallow: /treaty")
    result = detente("collect", path)
    assert result.exit_code == 0, result.output
    assert "refused by robots" in result.stdout
    assert "/treaty" not in site.paths()


def test_a_bad_list_fetches_nothing_and_says_why(feeds, tmp_path, detente) -> None:
    path, site = feeds
    path.write_text(path.read_text() + "[[feeds]]\nadress = 'x'\n[[lists]]\nfile = 'absent'\n")
    result = detente("collect", path)
    assert (result.exit_code, result.stdout) == (2, "")
    first, *lines = result.stderr.splitlines()
    assert first == f"detente: {path}: nothing was fetched"
    assert lines == [
        "feeds 2: unknown key 'adress'",
        "feeds 2: url is missing",
        f"lists 1: {tmp_path / 'absent'} is no file",
    ]
    assert site.asked == []
    assert not (tmp_path / "collected").exists()


def test_asks_no_private_address_unless_it_is_told_to(feeds, detente) -> None:
    path, site = feeds
    path.write_text(path.read_text().replace("allow_private = true\n", ""))
    result = detente("collect", path)
    assert result.exit_code == 1
    assert "private address" in result.stdout
    assert site.asked == []
