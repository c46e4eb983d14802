"""Give rows their ids, check them, and keep what could not be used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated

from detente.errors import InvalidRecord


def content_id(*parts: object) -> str:
    """Give the id of a row: 16 hexadecimal digits of the hash of what it says.

    Examples
    --------
    >>> content_id("a", 1) == content_id("a", 1)
    True
    >>> content_id("a", "b") == content_id("ab")
    False
    """
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def check(true: bool, message: str) -> None:
    """Raise `InvalidRecord` with a message unless something is true."""
    if not true:
        raise InvalidRecord(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Hold one input that could not be used, so that nothing is lost without a trace."""

    id: Annotated[str, "content hash"]
    source: Annotated[str, "path or address, with row where there is one"]
    document_id: Annotated[str | None, "document, if there is one already"] = None
    stage: Annotated[str, "room that rejected it: sources, documents, sentences, events …"]
    reason: Annotated[str, "short fixed phrase, for counting"]
    detail: Annotated[str, "what was found, with the value"]
    counts_as_problem: Annotated[bool, "False for notes on input that was used all the same"] = True
    run_id: Annotated[str, "run that met it"] = ""


def rejection(
    source: str,
    stage: str,
    reason: str,
    detail: str = "",
    *,
    document_id: str | None = None,
    counts_as_problem: bool = True,
) -> Rejection:
    """Make a rejection with its content hash as id."""
    return Rejection(
        id=content_id("rejection", source, document_id, stage, reason, detail),
        source=source,
        document_id=document_id,
        stage=stage,
        reason=reason,
        detail=detail[:500],
        counts_as_problem=counts_as_problem,
    )
