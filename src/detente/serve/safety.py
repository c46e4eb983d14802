"""Keep the dashboard to this machine: who may ask, how much, and what a page may do.

- The name in the request must be one of this machine's, so that no page of the web can reach the
  dashboard through a name of its own that it points here (DNS rebinding).
- A request that changes something must come from a page of the dashboard itself.
- Bodies are bounded; pages may run no script and load nothing but the dashboard's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 400_000
"""Bytes of a request: a pasted text of 20,000 characters, each written as ``%xx%xx%xx%xx``."""
LONGEST_ADDRESS: Final = 4_000
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


class Guard:
    """Refuse what is not meant for the dashboard, and add the headers of every answer.

    Parameters
    ----------
    app : ASGI application
        What answers.
    hosts : Iterable of str
        Names under which it may be asked, without port.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str]) -> None:
        self._app, self._hosts = app, frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in HEADERS.items()
                        if name.encode() not in given
                    ),
                ]
            await send(message)

        fault = self._fault(scope)
        if fault is not None:
            await _refuse(adding, *fault)
            return
        body = await _read(scope, receive)
        if body is None:
            await _refuse(adding, 413, f"a request may have {LARGEST_BODY:,} bytes")
            return
        await self._app(scope, _replay(body, receive), adding)

    def _fault(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.lower(): value for name, value in scope["headers"]}
        host = headers.get(b"host", b"").decode("latin-1").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if name not in self._hosts:
            return 421, "this server answers under the names of this machine only"
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, f"an address may have {LONGEST_ADDRESS:,} characters"
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            return None
        if not _is_own(headers, host):
            return 403, "a request that changes something must come from a page of this server"
        return None


def _is_own(headers: dict[bytes, bytes], host: str) -> bool:
    """Tell whether a request comes from a page of this server, or from no page at all.

    Browsers say so in ``Sec-Fetch-Site``, which no page can set. The origin is the name of the
    page for those that do not; it is "null" for our own forms, because pages send no referrer.
    """
    site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
    if site is not None:
        return site in {b"same-origin", b"none"}
    return origin is None or urlsplit(origin.decode("latin-1")).netloc.lower() == host


async def _read(scope: Scope, receive: Receive) -> bytes | None:
    """Give the body of a request; none if it is too large."""
    if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
        return b""
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        part = message.get("body", b"")
        size += len(part)
        if size > LARGEST_BODY:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already, once; then what the server says."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = f"{reason}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
