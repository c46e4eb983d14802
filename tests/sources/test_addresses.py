from __future__ import annotations

import socket

import pytest

from detente.sources import addresses
from detente.sources.addresses import checked, connect, is_public, page_key
from detente.sources.streams import Unreadable


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a?b=ü#c", "https://example.org/a?b=%C3%BC"),
        ("http://münchen.example/%20", "http://xn--mnchen-3ya.example/%20"),
        ("http://example.org./a b", "http://example.org/a%20b"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://example.org/a\r\nHost: b", "http://example.org/aHost:%20b"),
    ],
)
def test_gives_one_form(given, expected) -> None:
    assert checked(given) == expected
    assert checked(expected) == expected


@pytest.mark.parametrize(
    "given",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//example.org/",
        "http:///a",
        "http://user:secret@example.org/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://[::1/",
        f"http://{'a' * 70}.org/",
        f"http://example.org/{'a' * 5000}",
        "",
    ],
)
def test_refuses_what_is_no_address_of_the_web(given) -> None:
    with pytest.raises(Unreadable, match=r"bad address"):
        checked(given)


def test_tells_no_password() -> None:
    with pytest.raises(Unreadable) as caught:
        checked("http://user:secret@example.org/")
    assert "secret" not in str(caught.value)


def test_one_page_has_one_key() -> None:
    plain = page_key("https://example.org/a?id=7")
    assert page_key("http://example.org/a?utm_source=rss&id=7&fbclid=x") == plain
    assert page_key("https://example.org/a?id=8") != plain


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 192.0.2.1
    198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1
    ff02::1 2001:db8::1 ::ffff:10.0.0.1 ::127.0.0.1 2002:7f00:1::
    64:ff9b::7f00:1 nonsense""".split(),
)
def test_knows_what_is_not_public(address) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909"])
def test_knows_what_is_public(address) -> None:
    assert is_public(address)


def resolving(monkeypatch, *answers: list[str]):
    """Let every look-up give the next answer."""
    line = list(answers)

    def look_up(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in line.pop(0)]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", look_up)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_connects_to_no_private_address_whatever_the_name(monkeypatch) -> None:
    resolving(monkeypatch, ["10.0.0.1", "127.0.0.1"])
    with pytest.raises(Unreadable, match=r"private address: innocent.example is 10.0.0.1"):
        connect("innocent.example", 80, 1.0, allow_private=False)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_connects_to_the_very_address_that_was_checked(monkeypatch) -> None:
    resolving(monkeypatch, ["9.9.9.9", "127.0.0.1"], ["127.0.0.1"])
    tried = []

    def refused(self, place):
        tried.append(place)
        raise OSError("refused")

    monkeypatch.setattr(socket.socket, "connect", refused)
    with pytest.raises(OSError, match=r"refused"):
        connect("rebinding.example", 80, 1.0, allow_private=False)
    assert tried == [("9.9.9.9", 80)]
