"""Obey robots.txt: what a site lets robots read, and how slowly.

Source: RFC 9309, Robots Exclusion Protocol (2022); Crawl-delay is no part of it, but usual.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.sources.addresses import site_of
from detente.sources.streams import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.sources.captures import Capture
    from detente.sources.kept import Kept

NAME: Final = "detente"
"""The word by which robots.txt may address this program."""
LONGEST: Final = 500 * 1024  # bytes of a robots.txt that are read; RFC 9309, section 2.5
VALID: Final = dt.timedelta(days=1)  # as long as a copy may be used; section 2.4


@dataclass(frozen=True, slots=True)
class Rules:
    """Hold what one site lets this program do."""

    parsed: Annotated[Any, "as Protego reads it; null where all may be read"] = None
    reason: Annotated[tuple[str, str] | None, "why the rules are not known; then all is closed"] = (
        None
    )

    @property
    def delay_s(self) -> float:
        """Give the pause between two requests that the site asks for; seconds, 0 if it does not."""
        return float(self.parsed.crawl_delay(NAME) or 0.0) if self.parsed else 0.0

    def check(self, url: str) -> None:
        """Raise `Unreadable` where the site does not let this program read an address."""
        if self.reason is not None:
            raise Unreadable(*self.reason)
        if self.parsed is not None and not self.parsed.can_fetch(url, NAME):
            raise Unreadable("refused by robots", f"robots.txt of {site_of(url)} closes {url}")


class Robots:
    """Know the rules of sites: asked for once a day and kept on disk."""

    def __init__(
        self, kept: Kept, get: Callable[[str], Capture], now: Callable[[], dt.datetime]
    ) -> None:
        self._kept, self._get, self._now = kept, get, now
        self._known: dict[str, Rules] = {}

    def rules(self, url: str) -> Rules:
        """Give the rules of the site of an address."""
        site = site_of(url)
        if site not in self._known:
            self._known[site] = self._found(f"{site}/robots.txt")
        return self._known[site]

    def _found(self, url: str) -> Rules:
        kept = self._kept.load(url)
        if kept is not None and abs(self._now() - kept.fetched_at) < VALID:
            return _read(kept)
        try:
            answer = self._get(url)
        except Unreadable as error:
            return _read(kept) if kept else Rules(None, (error.reason, f"{url}: {error.detail}"))
        self._kept.keep(replace(answer, url=url))
        return _read(answer)


def _read(answer: Capture) -> Rules:
    """Read the rules; a site without them, or that refuses to give them, has none."""
    if not 200 <= answer.status < 300:
        return Rules()
    from protego import Protego

    return Rules(Protego.parse(answer.body[:LONGEST].decode("utf-8", errors="replace")))
