"""Check web addresses before anything is asked of them: their form, and where they lead."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from detente.sources.streams import Unreadable

PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 4_000  # characters of an address; browsers and servers stop near 8,000
SAFE: Final = "!$%&'()*+,/:;=?@[]~"
TRACKING: Final = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
HOST: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f:.]*:[0-9a-f:.]*")


def checked(url: str, base: str | None = None) -> str:
    """Give an address in the one form that is asked for, or say why it cannot be.

    Scheme and host become lower case, other than ASCII letters are encoded, and what stands
    behind ``#`` is cut off.

    Parameters
    ----------
    url : str
        The address as written somewhere.
    base : str, optional
        Address of the page it stands in, if it may be relative.

    Raises
    ------
    Unreadable
        If it is no address of http or https, or holds a name or password.

    Examples
    --------
    >>> checked("HTTPS://Example.org/päge#top"), checked("/b", "http://example.org/a")
    ('https://example.org/p%C3%A4ge', 'http://example.org/b')
    """
    text = "".join(letter for letter in url.strip() if letter.isprintable())
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        if ":" not in host:
            host = host.encode("idna").decode("ascii")
    except ValueError as error:  # of which UnicodeError is one
        raise Unreadable("bad address", f"{url[:200]!r}: {error}") from error
    if parts.scheme not in PORTS or not HOST.fullmatch(host):
        raise Unreadable("bad address", f"{url[:200]!r} is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise Unreadable("bad address", f"an address of {host} holds a name or password")
    if len(text) > LONGEST:
        raise Unreadable("bad address", f"{url[:200]!r} goes on to {len(text):,} characters")
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != PORTS[parts.scheme]:
        place = f"{place}:{port}"
    path, query = (quote(part, safe=SAFE) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, place, path, query, ""))


def site_of(url: str) -> str:
    """Give scheme, host and port of a checked address: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """Give the host of a checked address: who is asked by one request at a time."""
    return urlsplit(url).hostname or ""


def page_key(url: str) -> str:
    """Give what two addresses of one page share: without scheme and marks of where one came from.

    Examples
    --------
    >>> page_key("https://example.org/a?id=7&utm_source=rss") == page_key("http://example.org/a?id=7")
    True
    """
    parts = urlsplit(url)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not name.lower().startswith(TRACKING)]
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    return f"{parts.netloc}{parts.path}?{query}"


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet.

    Private, loopback, link-local, shared, reserved and multicast addresses are not, nor are
    IPv6 addresses that stand for such an IPv4 address.

    Source: IANA registries of special-purpose addresses, as Python's `ipaddress` holds them.

    Examples
    --------
    >>> is_public("9.9.9.9"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in NAT64:
            within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if within is not None:
            return is_public(str(within))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def connect(host: str, port: int, timeout_s: float, *, allow_private: bool) -> socket.socket:
    """Connect to a host by an address that was checked, so that a second look-up cannot differ.

    The host is resolved once, and the socket is opened to one of these very addresses.

    Raises
    ------
    Unreadable
        If none of its addresses is public.
    OSError
        If the host has no address, or none of them takes the connection.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    open_to = [one for one in found if allow_private or is_public(str(one[4][0]))]
    if found and not open_to:
        detail = f"{host} is {found[0][4][0]}; set allow_private = true to read it"
        raise Unreadable("private address", detail)
    problem: OSError = OSError(f"{host} has no address")
    for family, kind, protocol, _, place in open_to:
        opened = socket.socket(family, kind, protocol)
        try:
            opened.settimeout(timeout_s)
            opened.connect(place)
        except OSError as error:
            opened.close()
            problem = error
        else:
            return opened
    raise problem
