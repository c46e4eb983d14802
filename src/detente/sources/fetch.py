"""Fetch from the web politely: one request at a time, by the rules of each site, with patience."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Annotated, Final

import detente
from detente.sources.addresses import checked, host_of
from detente.sources.asking import Bounds, ask
from detente.sources.captures import media_of
from detente.sources.robots import NAME, Robots
from detente.sources.streams import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from detente.sources.captures import Capture
    from detente.sources.kept import Kept

REDIRECTS: Final = (301, 302, 303, 307, 308)
BUSY: Final = 429
PASSING: Final = ("no answer", "server error")
"""Reasons that may have passed when the address is asked again."""
FAILURES: Final = 3  # failures in a row after which a host is left alone for the run
GONE: Final = (404, 410)
ANY: Final = "*/*;q=0.1"
PAGES: Final = f"text/html, application/xhtml+xml, text/plain;q=0.5, {ANY}"
FEEDS: Final = f"application/rss+xml, application/atom+xml, application/feed+json, {ANY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Hold who asks, how often, and with how much patience."""

    contact: Annotated[str, "mail or web address at which the one who collects can be reached"]
    pause_s: Annotated[float, "pause between two requests to one host; seconds"] = 1.0
    longest_pause_s: Annotated[float, "most that robots.txt can ask for; seconds"] = 30.0
    tries: Annotated[int, "times that one address is asked while it fails"] = 3
    back_off_s: Annotated[float, "wait behind the first failure, doubled each time; seconds"] = 2.0
    longest_wait_s: Annotated[float, "most that Retry-After can ask for; seconds"] = 120.0
    redirects: Annotated[int, "redirects that are followed"] = 5
    bounds: Annotated[Bounds, "what one answer may take"] = field(default_factory=Bounds)

    @property
    def agent(self) -> str:
        """Give what is sent as User-Agent."""
        return f"{NAME}/{detente.__version__} (reads news; {self.contact})"


class Fetcher:
    """Ask for one address at a time, and know when each host may be asked again.

    Parameters
    ----------
    manners : Manners
        Who asks, and how.
    kept : Kept
        Where copies of robots.txt are kept.
    now, clock, sleep : callable
        The time (UTC), seconds that only go up, and waiting.
    """

    def __init__(
        self,
        manners: Manners,
        kept: Kept,
        *,
        now: Callable[[], dt.datetime],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._manners, self._now, self._clock, self._sleep = manners, now, clock, sleep
        self._robots = Robots(kept, lambda url: self._followed(url, {}, obeys=False), now)
        self._ready_at: dict[str, float] = {}
        self._failures = Counter[str]()

    def page(self, url: str) -> Capture:
        """Fetch one page.

        Raises
        ------
        Unreadable
            If there is none to be had, with the reason.
        """
        return _found(self._followed(url, {"Accept": PAGES}, only_pages=True))

    def feed(self, url: str, headers: Mapping[str, str]) -> Capture:
        """Fetch a feed, with the headers given; status 304 says that it has not changed.

        Raises
        ------
        Unreadable
            If there is none to be had, with the reason.
        """
        return _found(self._followed(url, {"Accept": FEEDS, **headers}))

    def _followed(
        self, url: str, headers: Mapping[str, str], *, obeys: bool = True, only_pages: bool = False
    ) -> Capture:
        """Ask for an address and go where it redirects; each step is checked like the first."""
        step = url = checked(url)
        for _ in range(self._manners.redirects + 1):
            delay_s = 0.0
            if obeys:
                rules = self._robots.rules(step)
                rules.check(step)
                delay_s = rules.delay_s
            answer = self._answered(step, headers, delay_s, only_pages=only_pages)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return replace(answer, url=url, final_url=step)
            step = checked(_as_sent(answer.headers["location"]), step)
        detail = f"{url} leads on more than {self._manners.redirects} times"
        raise Unreadable("too many redirects", detail)

    def _answered(
        self, url: str, headers: Mapping[str, str], delay_s: float, *, only_pages: bool
    ) -> Capture:
        """Ask, and ask again while there is hope; the waits are always the same."""
        host, tried = host_of(url), 0
        if self._failures[host] >= FAILURES:
            raise Unreadable("host given up", f"{host} failed {FAILURES} times in a row")
        while True:
            self._wait_for(host)
            tried += 1
            wait_s = self._manners.back_off_s * 2 ** (tried - 1)
            try:
                answer = self._asked(url, headers, only_pages=only_pages)
                if answer.status != BUSY and answer.status < 500:
                    del self._failures[host]
                    return answer
                wait_s = max(wait_s, _asked_wait(answer, self._now()))
                raise Unreadable("server error", f"status {answer.status}")
            except Unreadable as error:
                if error.reason in PASSING:
                    self._ready_at[host] = self._clock() + wait_s
                if error.reason not in PASSING or tried >= self._manners.tries:
                    self._failures[host] += error.reason in (*PASSING, "too slow")
                    raise
            finally:
                soonest = self._clock() + self._pause(delay_s)
                self._ready_at[host] = max(soonest, self._ready_at.get(host, 0.0))

    def _asked(self, url: str, headers: Mapping[str, str], *, only_pages: bool) -> Capture:
        return ask(
            url,
            headers={"User-Agent": self._manners.agent, **headers},
            bounds=self._manners.bounds,
            now=self._now,
            is_wanted=lambda status, given: (
                status < 300 and (not only_pages or media_of(given) is not None)
            ),
        )

    def _wait_for(self, host: str) -> None:
        """Wait until a host may be asked again; not at all where that is too long."""
        wait_s = self._ready_at.get(host, 0.0) - self._clock()
        if wait_s > self._manners.longest_wait_s:
            raise Unreadable("asked to wait", f"{host} asks to wait for {wait_s:.0f} seconds")
        if wait_s > 0:
            self._sleep(wait_s)

    def _pause(self, delay_s: float) -> float:
        manners = self._manners
        asked = min(delay_s, manners.longest_pause_s) if delay_s > 0 else 0.0
        return max(manners.pause_s, asked)


def _found(answer: Capture) -> Capture:
    """Give an answer that holds something, or raise why it holds nothing."""
    if answer.status in GONE:
        raise Unreadable("page gone", f"status {answer.status}")
    if answer.status >= 300 and answer.status != 304:
        raise Unreadable("page refused", f"status {answer.status}")
    return answer


def _asked_wait(answer: Capture, now: dt.datetime) -> float:
    """Give how long Retry-After asks to wait: seconds, or up to a date; 0 if it does not."""
    asked = answer.headers.get("retry-after", "").strip()
    if asked.isdecimal():
        return float(asked[:9])
    try:
        until = parsedate_to_datetime(asked)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max((until - now).total_seconds(), 0.0)


def _as_sent(location: str) -> str:
    """Read a header as UTF-8 where it is; by the standard it comes as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
