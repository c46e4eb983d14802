"""Ask a web server one thing once: bounded in time and size, and only of public addresses.

What is bounded: the time to connect, the silence between two bytes, the time of the whole
answer, its size on the way, and its size when unpacked.
"""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from detente.sources.addresses import PORTS, connect
from detente.sources.captures import Capture, unpacked
from detente.sources.streams import PIECE, Unreadable, whole

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Bound what one answer may take."""

    connect_s: Annotated[float, "time to connect; seconds"] = 10.0
    read_s: Annotated[float, "longest silence; seconds"] = 20.0
    total_s: Annotated[float, "time of one answer from start to end; seconds"] = 60.0
    most_bytes: Annotated[int, "largest content, packed or not; bytes"] = 5_000_000
    allow_private: Annotated[bool, "whether addresses that are not public are asked"] = False


def ask(
    url: str,
    *,
    headers: Mapping[str, str],
    bounds: Bounds,
    now: Callable[[], dt.datetime],
    is_wanted: Callable[[int, Mapping[str, str]], bool],
) -> Capture:
    """Send one GET and read its answer; redirects are not followed.

    Parameters
    ----------
    url : str
        A checked address.
    headers : Mapping
        Headers to send.
    bounds : Bounds
        What the answer may take.
    now : callable
        Gives the time; UTC.
    is_wanted : callable
        Told status and headers, says whether the content is to be read; else it stays empty.

    Raises
    ------
    Unreadable
        If the connection fails or breaks ("no answer"), the address is not public, or the
        answer takes too long, is too large, or is packed in a way that cannot be read.
    """
    door = _Door(bounds)
    watch = threading.Timer(bounds.total_s, door.shut)
    watch.daemon = True
    watch.start()
    try:
        at, status, given, body = _asked(url, headers, bounds, door, is_wanted=is_wanted, now=now)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        if door.is_shut:
            detail = f"no complete answer in {bounds.total_s:g} seconds"
            raise Unreadable("too slow", detail) from error
        if isinstance(error, urllib3.exceptions.SSLError):
            raise Unreadable("untrusted address", _words(error)) from error
        raise Unreadable("no answer", _words(error)) from error
    finally:
        watch.cancel()
        door.close()
    return Capture(url=url, final_url=url, fetched_at=at, status=status, headers=given, body=body)


def _asked(
    url: str,
    headers: Mapping[str, str],
    bounds: Bounds,
    door: _Door,
    *,
    is_wanted: Callable[[int, Mapping[str, str]], bool],
    now: Callable[[], dt.datetime],
) -> tuple[dt.datetime, int, dict[str, str], bytes]:
    parts = urllib3.util.parse_url(url)
    kind = _SecurePool if parts.scheme == "https" else _PlainPool
    timeout = urllib3.Timeout(connect=bounds.connect_s, read=bounds.read_s)
    port = parts.port or PORTS[str(parts.scheme)]
    with kind(str(parts.host), port, timeout=timeout, door=door) as pool:
        answer = pool.urlopen(
            "GET",
            parts.request_uri,
            headers={"Accept-Encoding": "gzip", "Connection": "close", **headers},
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
        )
        with closing(answer):
            at, body = now(), b""
            given = {name.lower(): value for name, value in answer.headers.items()}
            if is_wanted(answer.status, given):
                body = unpacked(_packed(answer, bounds), given, bounds.most_bytes)
            if door.is_shut:
                raise OSError("the time is over")
    return at, answer.status, given, body


def _packed(answer: urllib3.BaseHTTPResponse, bounds: Bounds) -> bytes:
    """Read the content as it is sent; more than is allowed is not read."""
    told = answer.headers.get("content-length", "")
    if told.isdecimal() and int(told) > bounds.most_bytes:
        raise Unreadable("too large", f"{int(told):,} bytes; at most {bounds.most_bytes:,}")

    def sent() -> Iterator[bytes]:
        while piece := answer.read(PIECE, decode_content=False):
            yield piece

    return whole(sent(), bounds.most_bytes)


class _Door:
    """Open the connection of one request, and shut it from outside when its time is over."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._held: list[socket.socket] = []
        self.is_shut = False

    def open(self, host: str, port: int) -> socket.socket:
        """Connect; raise OSError where the time is over already."""
        opened = connect(
            host, port, self._bounds.connect_s, allow_private=self._bounds.allow_private
        )
        # A second handle to the same connection: TLS takes the first one over.
        self._held.append(opened.dup())
        if self.is_shut:
            self.shut()
        return opened

    def shut(self) -> None:
        """End the connection: whoever reads from it sees its end."""
        self.is_shut = True
        for one in self._held:
            try:
                one.shutdown(2)
            except OSError:
                continue  # it has ended by itself

    def close(self) -> None:
        """Give the handles back."""
        for one in self._held:
            one.close()


class _Plain(HTTPConnection):
    """Connect through a door."""

    def __init__(self, *given: Any, door: _Door, **options: Any) -> None:
        super().__init__(*given, **options)
        self._door = door

    def _new_conn(self) -> socket.socket:
        return _through(self._door, self)


class _Secure(HTTPSConnection):
    """Connect through a door, then by TLS."""

    def __init__(self, *given: Any, door: _Door, **options: Any) -> None:
        super().__init__(*given, **options)
        self._door = door

    def _new_conn(self) -> socket.socket:
        return _through(self._door, self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


def _through(door: _Door, connection: HTTPConnection) -> socket.socket:
    try:
        return door.open(connection.host, connection.port)
    except OSError as error:
        raise urllib3.exceptions.NewConnectionError(connection, str(error)) from error


def _words(error: Exception) -> str:
    """Tell an error without the addresses of objects that urllib3 puts in."""
    text = str(error.__cause__ or error)
    return text.partition(">: ")[2] or text
