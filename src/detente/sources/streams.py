"""Pass bytes on in pieces: open, unpack, bound, and cut into lines in constant memory."""

from __future__ import annotations

import zlib
from typing import IO, TYPE_CHECKING

from detente.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.sources.limits import Limits

PIECE = 1 << 16  # bytes read at a time
GZIP = 31  # tells zlib that a gzip header stands before the content


class Unreadable(InputError):
    """Say that one file or member cannot be read on; becomes a `Rejection` in `files`."""

    def __init__(self, reason: str, detail: str) -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


class Budget:
    """Count what one archive has expanded to, over all its members; bytes."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.spent = 0

    def spend(self, size: int) -> None:
        """Add to the total; raise `Unreadable` where the archive has become too large."""
        self.spent += size
        if self.spent > self.limits.total_bytes:
            raise Unreadable(
                "expands too far",
                f"archive holds more than {self.limits.total_bytes:,} bytes when expanded",
            )


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Read a stream in pieces of 64 KiB."""
    while piece := stream.read(PIECE):
        yield piece


def gunzipped(incoming: Iterable[bytes]) -> Iterator[bytes]:
    """Expand gzip in pieces; raise `Unreadable` where it is broken or cut short."""
    unpacker = zlib.decompressobj(wbits=GZIP)
    try:
        for piece in incoming:
            rest = piece
            while rest:
                if unpacker.eof:  # another member follows, or padding
                    rest = rest.lstrip(b"\0")
                    unpacker = zlib.decompressobj(wbits=GZIP) if rest else unpacker
                if out := unpacker.decompress(rest, PIECE) if rest else b"":
                    yield out
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                if unpacker.eof and not rest.strip(b"\0"):
                    break
        if out := unpacker.flush():
            yield out
    except zlib.error as error:
        raise Unreadable("unreadable gzip", str(error)) from error
    if not unpacker.eof:
        raise Unreadable("unreadable gzip", "the file is cut short")


def bounded(expanding: Iterable[bytes], packed_bytes: int, budget: Budget) -> Iterator[bytes]:
    """Pass expanded pieces on while they stay within the limits.

    Parameters
    ----------
    expanding : Iterable of bytes
        What comes out of the unpacking.
    packed_bytes : int
        Size before expansion; bytes.
    budget : Budget
        The count of the archive that it belongs to.
    """
    limits, size = budget.limits, 0
    for piece in expanding:
        size += len(piece)
        budget.spend(len(piece))
        if size > limits.member_bytes:
            raise Unreadable(
                "expands too far", f"more than {limits.member_bytes:,} bytes when expanded"
            )
        if size > limits.ratio_from and size > limits.ratio * max(packed_bytes, 1):
            raise Unreadable(
                "expands too far",
                f"{packed_bytes:,} bytes expand more than {limits.ratio} times",
            )
        yield piece


def whole(incoming: Iterable[bytes], limit: int) -> bytes:
    """Join pieces to one body; raise `Unreadable` where it is larger than the limit."""
    body = bytearray()
    for piece in incoming:
        body += piece
        if len(body) > limit:
            raise Unreadable("too large", f"more than {limit:,} bytes in one text")
    return bytes(body)


def lines(incoming: Iterable[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Cut pieces into numbered lines; a line over the limit comes as None, once.

    Nothing of an overlong line is kept beyond the limit: reading goes on with the next one.
    Numbers start at 1; line ends are taken off.
    """
    number, held, skipping = 1, bytearray(), False
    for piece in incoming:
        start = 0
        while (stop := piece.find(b"\n", start)) >= 0:
            fits = not skipping and len(held) + stop - start <= limit
            if not skipping:
                yield number, bytes(held + piece[start:stop]).rstrip(b"\r") if fits else None
            held.clear()
            number, start, skipping = number + 1, stop + 1, False
        if skipping:
            continue
        if len(held) + len(piece) - start > limit:
            held.clear()
            skipping = True
            yield number, None
        else:
            held += piece[start:]
    if held:
        yield number, bytes(held).rstrip(b"\r")
