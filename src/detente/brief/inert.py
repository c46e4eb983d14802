"""Make text from articles harmless: no markup, no controls, no change of reading direction."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Controls, marks and overrides of direction, invisible characters, halves of pairs."""

_BLANKS: Final = re.compile(r"[^\S\u00a0]+")
"""Blanks and line ends, but for the blank that holds a number and its sign together."""

_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")


def visible(text: str) -> str:
    r"""Give text in one line with everything unseen replaced by the sign for such, U+FFFD.

    Examples
    --------
    >>> visible("a\n b\u202ec")
    'a b�c'
    """
    return _UNSEEN.sub("\ufffd", _BLANKS.sub(" ", text).strip())


def markdown(text: str) -> str:
    r"""Give text that Markdown shows as it is: no link, no emphasis, no HTML.

    Examples
    --------
    >>> print(markdown("<b> [x](y) *z*"))
    \<b\> \[x\](y) \*z\*
    """
    return _MARKDOWN.sub(r"\\\1", visible(text))


def safe_url(url: str | None) -> str | None:
    """Give an address that may be linked: of the web, and without blanks; else none.

    Examples
    --------
    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if not url or visible(url) != url or re.search(r"[\s<>\"'`\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
