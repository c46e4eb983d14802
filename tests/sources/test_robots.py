from __future__ import annotations

import datetime as dt

import pytest
from local_site import NOW, Clock, Reply, fetcher, serving

from detente.sources.captures import Capture
from detente.sources.kept import Kept
from detente.sources.robots import Robots
from detente.sources.streams import Unreadable

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
CLOSED = b"User-agent: *\nDisallow: /closed\nUser-agent: detente\nDisallow: /not-for-us\n"


class Web:
    """Answer for robots.txt without a network, and count how often."""

    def __init__(self, folder, status: int = 200, body: bytes = CLOSED) -> None:
        self.status, self.body, self.asked, self.time = status, body, 0, NOW
        self.kept = Kept(folder)

    def get(self, url: str) -> Capture:
        self.asked += 1
        if self.status == 0:
            raise Unreadable("no answer", "refused")
        return Capture(
            url=url, final_url=url, fetched_at=self.time, status=self.status, body=self.body
        )

    def robots(self) -> Robots:
        return Robots(self.kept, self.get, lambda: self.time)

    def lets(self, path: str, robots: Robots | None = None) -> bool:
        url = f"https://example.org{path}"
        try:
            (robots or self.robots()).rules(url).check(url)
        except Unreadable:
            return False
        return True


@pytest.fixture
def web(tmp_path) -> Web:
    return Web(tmp_path)


def test_the_group_that_names_us_goes_before_all_others(web) -> None:
    assert not web.lets("/not-for-us/a")
    assert web.lets("/closed/a")
    assert web.lets("/")


def test_says_what_is_closed_by_whom(web) -> None:
    url = "https://example.org/not-for-us"
    with pytest.raises(Unreadable, match=r"refused by robots: robots.txt of https://example.org"):
        web.robots().rules(url).check(url)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_where_there_are_no_rules_all_is_open(status, web) -> None:
    web.status = status
    assert web.lets("/closed")


def test_where_the_rules_are_not_to_be_had_all_is_closed(web) -> None:
    web.status = 0
    with pytest.raises(Unreadable, match=r"no answer: https://example.org/robots.txt"):
        web.robots().rules("https://example.org/a").check("https://example.org/a")


def test_asks_once_a_run_and_once_a_day(web) -> None:
    robots = web.robots()
    assert [web.lets(path, robots) for path in ("/a", "/not-for-us", "/b")] == [True, False, True]
    web.lets("/a")
    web.time += dt.timedelta(hours=23)
    web.lets("/a")
    assert web.asked == 1
    web.time += dt.timedelta(hours=2)
    web.body = b""
    assert web.lets("/not-for-us")
    assert web.asked == 2


def test_an_old_copy_holds_where_no_new_one_is_to_be_had(web) -> None:
    web.lets("/a")
    web.time += dt.timedelta(days=3)
    web.status = 0
    assert not web.lets("/not-for-us")
    assert web.lets("/a")


def test_a_failure_is_not_kept_for_the_next_run(web) -> None:
    web.status = 0
    assert not web.lets("/a")
    web.status = 200
    assert web.lets("/a")


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>nothing", b"\xff\xfe\x00", b"\0" * 100, b"Disallow: /" * 100_000, b"a:" * 9999],
)
def test_odd_rules_raise_nothing(body, web) -> None:
    web.body = body
    assert web.lets("/a")


def test_busy_servers_keep_their_rules_to_themselves_and_all_is_closed(tmp_path) -> None:
    with serving() as site:
        site.put("/robots.txt", Reply(503))
        web = fetcher(tmp_path, Clock())
        for _ in range(2):
            with pytest.raises(Unreadable, match=r"server error: .*/robots.txt: status 503"):
                web.page(site.put("/a", "<p>x"))
        assert site.paths(robots=True) == ["/robots.txt"] * 3


def test_rules_may_lie_behind_a_redirect(tmp_path) -> None:
    with serving() as site:
        site.put("/robots.txt", Reply(302, headers={"Location": "/rules"}))
        site.put("/rules", "User-agent: *\nDisallow: /a")
        with pytest.raises(Unreadable, match=r"refused by robots"):
            fetcher(tmp_path, Clock()).page(site.put("/a", "<p>x"))
