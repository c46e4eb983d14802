"""Read the pages of a WARC archive; a damaged record does not stop the rest.

Source: ISO 28500:2017, WARC 1.1.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import re
import zlib
from typing import IO, TYPE_CHECKING, Any, Final

from detente.records import Rejection, rejection
from detente.sources.addresses import checked
from detente.sources.captures import Capture, media_of, unpacked
from detente.sources.streams import GZIP, PIECE, Unreadable, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAGIC: Final = b"\x1f\x8b\x08"
START: Final = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
LENGTH: Final = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)
DIGEST: Final = re.compile(
    rb"^warc-block-digest:[ \t]*([a-z0-9-]{3,12}):([a-z0-9+/_-]{16,200}=*)[ \t]*\r?$", re.I | re.M
)
HEAD_ENDS: Final = b"\r\n\r\n"
LONGEST_HEAD: Final = 1 << 16  # bytes of the head of a record; real ones have some hundred
HELD: Final = 8_000_000  # packed bytes in which the next record is looked for behind damage


def read_warc(
    stream: IO[bytes], place: str, *, most_bytes: int, publisher: str | None = None
) -> Iterator[Capture | Rejection]:
    """Read the pages that an archive holds: answers with status 200 that are HTML or text.

    Parameters
    ----------
    stream : binary file
        The archive, plain or with each record packed by gzip.
    place : str
        Where it lies; the n-th record is called ``place#n``.
    most_bytes : int
        Largest page that is read; bytes, unpacked.
    publisher : str, optional
        Publisher of all its pages.

    Yields
    ------
    Capture or Rejection
        In the order of the archive; at the end one note on how many other records there were.
    """
    others = 0
    for number, found in _records(_expanded(stream), most_bytes + LONGEST_HEAD):
        source = f"{place}#{number}"
        try:
            capture = _capture(*_sound(found), most_bytes, publisher)
        except Unreadable as error:
            yield rejection(source, "sources", error.reason, error.detail)
            continue
        if capture is None:
            others += 1
        else:
            yield capture
    if others:
        detail = f"{others:,} records that are no pages: requests, images, redirects …"
        yield rejection(place, "sources", "other records", detail, counts_as_problem=False)


def _sound(found: tuple[bytes, bool] | Unreadable) -> tuple[bytes, bool]:
    if isinstance(found, Unreadable):
        raise found
    return found


def _capture(raw: bytes, is_cut: bool, most_bytes: int, publisher: str | None) -> Capture | None:
    """Read one record; None if it is no page."""
    if not is_cut:
        _check_digest(raw)
    record = _parsed(raw)
    if record.rec_type != "response" or record.http_headers is None:
        return None
    headers = {name.lower(): value for name, value in record.http_headers.headers}
    if record.http_headers.get_statuscode() != "200" or media_of(headers) is None:
        return None
    if is_cut:
        raise Unreadable("too large", f"more than {most_bytes:,} bytes in one page")
    body = _content(record, headers)
    try:
        told = str(record.rec_headers.get_header("WARC-Date"))
        at = dt.datetime.fromisoformat(told)
    except ValueError as error:
        raise Unreadable("damaged record", f"its date is {told[:50]!r}") from error
    url = checked(str(record.rec_headers.get_header("WARC-Target-URI")))
    return Capture(
        url=url,
        final_url=url,
        fetched_at=at.replace(tzinfo=at.tzinfo or dt.UTC).astimezone(dt.UTC),
        status=200,
        headers=headers,
        body=unpacked(body, headers, most_bytes),
        publisher=publisher,
    )


def _parsed(raw: bytes) -> Any:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    try:
        return loader.parse_record_stream(io.BytesIO(raw), known_format="warc")
    # AttributeError: an answer without address; EOFError: one without head.
    except (
        ArchiveLoadFailed,
        StatusAndHeadersParserException,
        EOFError,
        ValueError,
        AttributeError,
    ) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise Unreadable("damaged record", words) from error


def _content(record: Any, headers: dict[str, str]) -> bytes:
    """Give the content without its cutting into chunks."""
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    stream = record.raw_stream
    if headers.get("transfer-encoding", "").strip().lower() == "chunked":
        stream = ChunkedDataReader(stream)
    try:
        body: bytes = stream.read()
    except (ChunkedDataException, ValueError) as error:
        raise Unreadable("damaged record", str(error)) from error
    return body


def _check_digest(raw: bytes) -> None:
    """Raise `Unreadable` where a record is not what its own digest promises.

    The digest of the payload is not looked at: programs differ in what they count to it.
    """
    head, _, block = raw.partition(HEAD_ENDS)
    found = DIGEST.search(head)
    if found is None:
        return
    try:
        digest = hashlib.new(found[1].decode("ascii").replace("-", ""), block).digest()
    except (ValueError, TypeError):
        return  # by a method that is not known here
    forms = (base64.b32encode(digest), base64.b16encode(digest), base64.b64encode(digest))
    told = found[2].strip(b"=").upper()
    if told not in [form.strip(b"=").upper() for form in forms]:
        raise Unreadable("damaged record", f"its digest is not {found[0].decode('ascii')}")


def _records(
    incoming: Iterable[bytes | None], keep: int
) -> Iterator[tuple[int, tuple[bytes, bool] | Unreadable]]:
    """Cut a stream into numbered records, and tell of each whether it was cut at the limit."""
    tape, number = _Tape(incoming), 0
    while True:
        number += 1
        try:
            if not tape.goes_on():
                return
            head = tape.head()
            found = LENGTH.search(head)
            if found is None:
                raise Unreadable("damaged record", "its length is not told")
            length = int(found[1])
            yield number, (head + tape.body(length, keep), length > keep)
        except Unreadable as error:
            yield number, error
            if not tape.finds_start():
                return


def _expanded(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Unpack what is packed; None stands where something is damaged and was left out."""
    packed = stream.read(PIECE)
    if not packed.startswith(MAGIC):
        yield packed
        yield from pieces(stream)
        return
    unpacker, held = zlib.decompressobj(wbits=GZIP), bytearray(packed)
    while packed:
        try:
            out = unpacker.decompress(packed, PIECE)
        except zlib.error:
            yield None
            packed = _next_member(held, stream)
            unpacker, held = zlib.decompressobj(wbits=GZIP), bytearray(packed)
            continue
        if out:
            yield out
        if unpacker.eof:
            packed = unpacker.unused_data.lstrip(b"\0")
            unpacker, held = zlib.decompressobj(wbits=GZIP), bytearray(packed)
        else:
            packed = unpacker.unconsumed_tail
        if not packed and (packed := stream.read(PIECE)):
            held += packed
            del held[: max(len(held) - HELD, 0)]
    if held:
        yield None  # cut short


def _next_member(held: bytearray, stream: IO[bytes]) -> bytes:
    """Find where the next packed record begins, behind the first byte of what is held."""
    window = bytes(held[1:])
    while (found := window.find(MAGIC)) < 0:
        piece = stream.read(PIECE)
        if not piece:
            return b""
        window = window[-len(MAGIC) :] + piece
    return window[found:]


class _Tape:
    """Read a stream forward: heads, bodies, and on to the next record behind damage."""

    def __init__(self, incoming: Iterable[bytes | None]) -> None:
        self._incoming = iter(incoming)
        self._held = bytearray()

    def goes_on(self) -> bool:
        """Pass over empty lines; tell whether anything follows."""
        while True:
            self._held = self._held.lstrip(b"\r\n")
            if self._held:
                return True
            if not self._more():
                return False

    def head(self) -> bytes:
        """Give the head of a record, with the empty line behind it."""
        while (stop := self._held.find(HEAD_ENDS)) < 0 and len(self._held) < LONGEST_HEAD:
            if not self._more():
                break
        if stop < 0 or not START.match(self._held):
            began = bytes(self._held[:60])
            del self._held[:1]  # so that the next start is looked for behind this one
            raise Unreadable("damaged record", f"no record begins with {began!r}")
        return self._taken(stop + len(HEAD_ENDS))

    def body(self, length: int, keep: int) -> bytes:
        """Give what follows, so many bytes; those behind the limit are passed over."""
        body, left = bytearray(), length
        while left:
            if not self._held and not self._more():
                raise Unreadable("damaged record", f"{left:,} of {length:,} bytes are missing")
            piece = self._taken(min(left, len(self._held)))
            left -= len(piece)
            body += piece[: max(keep - len(body), 0)]
        return bytes(body)

    def finds_start(self) -> bool:
        """Go on to where the next record begins; tell whether there is one."""
        while True:
            if found := START.search(self._held):
                del self._held[: found.start()]
                return True
            del self._held[:-20]
            try:
                if not self._more():
                    return False
            except Unreadable:
                continue  # still the same damage

    def _taken(self, count: int) -> bytes:
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken

    def _more(self) -> bool:
        piece = next(self._incoming, b"")
        if piece is None:
            self._held.clear()
            raise Unreadable("damaged record", "it cannot be unpacked")
        self._held += piece
        return bool(piece)
