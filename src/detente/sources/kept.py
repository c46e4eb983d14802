"""Keep answers on disk, so that what has not changed need not be sent again."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import os
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.sources.captures import Capture
from detente.sources.streams import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


class Kept:
    """Hold the latest answer of each address in a folder; a damaged one counts as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, url: str) -> Capture | None:
        """Give the answer kept for an address."""
        try:
            told = json.loads(gzip.decompress(self._path(url).read_bytes()))
            return Capture(
                url=url,
                final_url=str(told["final_url"]),
                fetched_at=dt.datetime.fromisoformat(told["fetched_at"]),
                status=int(told["status"]),
                headers={str(name): str(value) for name, value in told["headers"].items()},
                body=base64.b64decode(told["body"]),
            )
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error):
            return None

    def keep(self, capture: Capture) -> None:
        """Keep an answer in the place of an earlier one; it is there whole or not at all."""
        told = {
            "url": capture.url,
            "final_url": capture.final_url,
            "fetched_at": capture.fetched_at.isoformat(),
            "status": capture.status,
            "headers": capture.headers,
            "body": base64.b64encode(capture.body).decode("ascii"),
        }
        write_whole(self._path(capture.url), gzip.compress(json.dumps(told).encode(), mtime=0))

    def _path(self, url: str) -> Path:
        name = hashlib.blake2b(url.encode(), digest_size=16).hexdigest()
        return self._folder / f"{name}.json.gz"


def renewed(
    kept: Kept, url: str, get: Callable[[str, Mapping[str, str]], Capture]
) -> tuple[Capture, bool]:
    """Ask for an address only if it has changed since it was kept; tell whether it has.

    Parameters
    ----------
    kept : Kept
        Answers of earlier runs; the new one is added.
    url : str
        A checked address.
    get : callable
        Asks for it, with the headers given.

    Raises
    ------
    Unreadable
        If there is no answer to be had.

    Source: RFC 9110, section 13, conditional requests.
    """
    before = kept.load(url)
    told = before.headers if before else {}
    headers = {
        asked: told[name]
        for asked, name in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        if name in told
    }
    answer = get(url, headers)
    if answer.status == 304 and before is None:
        raise Unreadable("page refused", "status 304, though nothing is kept")
    if before is None or answer.status != 304:
        kept.keep(answer)
        return answer, before is None or before.body != answer.body
    kept.keep(replace(before, fetched_at=answer.fetched_at))
    return before, False


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    beside.write_bytes(content)
    beside.replace(path)
