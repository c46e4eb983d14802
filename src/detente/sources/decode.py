"""Turn bytes into text: find the encoding, and tell text from binary content."""

from __future__ import annotations

import codecs
import re
from itertools import chain
from typing import TYPE_CHECKING

from detente.sources.streams import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = 1 << 16  # bytes looked at to find the encoding
MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"7z\xbc\xaf",
    b"Rar!",
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
# Tried where a text is not UTF-8 and not mostly ASCII; the commonest of news sites.
OTHERS = ("cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1250", "cp1256")


def encoding_of(head: bytes, *, html: bool = False) -> str:
    """Name the encoding of a text by its first bytes.

    UTF-8, with or without mark, and UTF-16, by mark or by its zero bytes, are recognised with
    certainty. What else declares nothing and is mostly ASCII counts as Windows-1252.

    Raises
    ------
    Unreadable
        Where the bytes are no text: reason "binary content".
    """
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if (wide := _wide(head)) is not None:
        return wide
    if head.startswith(MAGIC) or len(head.translate(None, CONTROLS)) < 0.99 * len(head):
        raise Unreadable("binary content", f"starts with {head[:16]!r}")
    if _is_utf8(head):
        return "utf-8"
    if html and (found := DECLARED.search(head[:4096])):
        name = found[1].decode("ascii")
        if _is_known(name):
            return name
    return _guess(head)


def decode(body: bytes, *, html: bool = False) -> str:
    """Turn a whole body into text; bytes that fit no character become U+FFFD."""
    name = encoding_of(body[:HEAD], html=html)
    if name == "utf-8" and not _is_utf8(body):
        name = _guess(body)
    return body.decode(name, errors="replace")


def decode_line(line: bytes) -> str:
    """Turn one line into text: UTF-8, else Windows-1252."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def as_utf8(incoming: Iterable[bytes]) -> Iterator[bytes]:
    """Pass pieces on as UTF-8 without mark, whatever they are; in constant memory.

    UTF-8 passes unchanged, single bad bytes and all: `decode_line` looks at them.
    """
    rest = iter(incoming)
    head = bytearray()
    for piece in rest:
        head += piece
        if len(head) >= HEAD:
            break
    name = encoding_of(bytes(head))
    if name == "utf-8-sig":
        yield bytes(head[len(codecs.BOM_UTF8) :])
        yield from rest
    elif name == "utf-8":
        yield bytes(head)
        yield from rest
    else:
        decoder = codecs.getincrementaldecoder(name)(errors="replace")
        for piece in chain([bytes(head)], rest):
            yield decoder.decode(piece).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _wide(head: bytes) -> str | None:
    """Tell UTF-16 without mark by its zero bytes: one in two, all on the same side."""
    sample = head[: len(head) // 2 * 2]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) / 2
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.5 and even < 0.05:
        return "utf-16-le"
    if even > 0.5 and odd < 0.05:
        return "utf-16-be"
    return None


def _is_utf8(body: bytes) -> bool:
    """Check bytes strictly, but let the last character be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return False
    return True


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _guess(head: bytes) -> str:
    """Guess a one- or two-byte encoding; accents among ASCII letters mean Windows-1252."""
    foreign = sum(byte > 127 for byte in head)
    if foreign < 0.15 * len(head):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(head[:8192], cp_isolation=["cp1252", *OTHERS]).best()
    return best.encoding if best is not None else "cp1252"
