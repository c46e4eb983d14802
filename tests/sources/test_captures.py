from __future__ import annotations

import pytest
from local_site import NOW

from detente.sources.captures import Capture, media_of, page_of
from detente.sources.rows import LOOKS_LIKE_HTML
from detente.sources.streams import Unreadable


def received(body: bytes, content_type: str | None = "text/html", **more) -> Capture:
    headers = {} if content_type is None else {"content-type": content_type}
    url = "https://example.org/a"
    return Capture(
        url=url,
        final_url=f"{url}/b",
        fetched_at=NOW,
        status=200,
        headers=headers,
        body=body,
        **more,
    )


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("<p>élan".encode(), "text/html", "<p>élan"),
        ("<p>élan".encode("cp1252"), "text/html", "<p>élan"),
        ("<p>привет".encode("cp1251"), "text/html; charset=windows-1251", "<p>привет"),
        ("<p>élan".encode(), "text/html; charset=iso-8859-1", "<p>élan"),
        ("<p>élan".encode("utf-16"), "text/html; charset=utf-8", "<p>élan"),
        ("<p>élan".encode("cp1252"), "text/html; charset=nonsense", "<p>élan"),
        ("<p>élan".encode("cp1252"), "text/html; charset=utf-8", "<p>élan"),
        ("<p>élan".encode("cp1252"), "text/html; charset=base64", "<p>élan"),
        (b'<p>\xe9lan<meta charset="iso-8859-2">', None, '<p>élan<meta charset="iso-8859-2">'),
    ],
)
def test_decodes_as_the_page_is_and_not_as_it_says(body, content_type, expected) -> None:
    assert page_of(received(body, content_type)).body == expected


@pytest.mark.parametrize(
    "start",
    [
        "",
        "<?xml version='1.0'?>\n",
        "<!-- a\n<p> -->\n",
        "\ufeff",
        "<article-x>",
        "words, then <p>",
    ],
)
def test_html_looks_like_html_however_it_begins(start) -> None:
    body = page_of(received(f"{start}<html><p>Hello".encode())).body
    assert LOOKS_LIKE_HTML.match(body)
    assert body.endswith("<html><p>Hello")


def test_carries_what_the_feed_said(tmp_path) -> None:
    told = {"title": "T", "published": "2024-04-10", "publisher": "Harbour Wire"}
    page = page_of(received(b"<p>x", **told))
    assert (page.title, page.published, page.publisher) == ("T", "2024-04-10", "Harbour Wire")
    assert (page.url, page.source) == ("https://example.org/a/b", "https://example.org/a")
    assert page.key == received(b"<p>x").hash


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"<p>x", "application/pdf", "no web page"),
        (b"%PDF-1.7 x", "text/html", "binary content"),
        (b"%PDF-1.7 \xe9", "text/html; charset=windows-1251", "binary content"),
        (b" \n\t", "text/html", "empty file"),
        (b"", "text/html", "empty file"),
    ],
)
def test_says_why_it_is_no_page(body, content_type, reason) -> None:
    with pytest.raises(Unreadable, match=reason):
        page_of(received(body, content_type))


def test_tells_media_by_the_header() -> None:
    assert media_of({"content-type": "Text/HTML ; charset=x"}) == "html"
    assert media_of({"content-type": "text/plain"}) == "txt"
    assert media_of({}) == "html"
    assert media_of({"content-type": "image/png"}) is None
