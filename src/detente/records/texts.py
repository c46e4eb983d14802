"""Hold texts: raw pages, clean documents, analysed sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from detente.codes import Certainty
from detente.records.base import check


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Hold one raw text as a source gave it, before anything is cleaned."""

    source: Annotated[
        str, "path or address, with '#n' for the n-th row or '!name' for a zip member"
    ]
    media: Annotated[str, "txt | md | html"]
    body: Annotated[str, "the text as decoded; not cleaned"]
    title: Annotated[str | None, "title as given by the source"] = None
    url: Annotated[str | None, "address as given by the source"] = None
    published: Annotated[str | None, "publication date as given by the source, any form"] = None
    publisher: Annotated[str | None, "publisher as given by the source"] = None
    byline: Annotated[str | None, "author as given by the source"] = None
    key: Annotated[str | None, "the source's own id of this text"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Hold one clean, dated text in one language."""

    id: Annotated[str, "content hash; 16 hexadecimal digits"]
    source: Annotated[str, "path or address it was read from"]
    key: Annotated[str | None, "the source's own id"] = None
    title: Annotated[str | None, "headline"] = None
    text: Annotated[str, "clean text; paragraphs separated by one empty line"]
    url: Annotated[str | None, "address"] = None
    publisher: Annotated[str | None, "who published this copy"] = None
    byline: Annotated[str | None, "author"] = None
    original_publisher: Annotated[str | None, "who published it first, if republished"] = None
    published: Annotated[dt.date | None, "day of publication; UTC"] = None
    published_certainty: Annotated[Certainty, "where the day comes from"] = Certainty.UNKNOWN
    language: Annotated[str, "ISO 639-1 code, or 'und'"]
    language_probability: Annotated[float, "probability of that language; 0..1"]
    reprint_of: Annotated[str | None, "id of the document that this one is a near copy of"] = None
    known_at: Annotated[dt.date, "day on which it was known: published, else day of the run"]
    run_id: Annotated[str, "run that read it"] = ""

    def __post_init__(self) -> None:
        check(bool(self.text.strip()), f"document {self.id}: text is empty")
        check(0 <= self.language_probability <= 1, "language_probability is not in 0..1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Hold what is needed to recognise a near copy of a document later."""

    id: Annotated[str, "id of the document"]
    published: Annotated[dt.date | None, "day of publication; UTC"]
    value: Annotated[bytes, "MinHash signature; unsigned 32-bit integers, little-endian"]
    publisher: Annotated[str | None, "who published it; null if unknown"] = None
    run_id: Annotated[str, "run that read it"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Hold one analysed sentence: columns of equal length, one entry a token."""

    document_id: Annotated[str, "document it stands in"]
    index: Annotated[int, "0 for the first sentence of the document"]
    start: Annotated[int, "offset of its first character in the document; characters"]
    stop: Annotated[int, "offset behind its last character; characters"]
    text: Annotated[str, "the sentence as written"]
    words: Annotated[tuple[str, ...], "tokens as written"]
    lemmas: Annotated[tuple[str, ...], "lemmas, lower case"]
    tags: Annotated[tuple[str, ...], "Penn Treebank tags"]
    heads: Annotated[tuple[int, ...], "index of the head token; the root points to itself"]
    labels: Annotated[tuple[str, ...], "dependency labels (ClearNLP)"]
    starts: Annotated[tuple[int, ...], "offset of each token within the sentence; characters"]

    def __post_init__(self) -> None:
        sizes = {len(self.words), len(self.lemmas), len(self.tags), len(self.heads)}
        sizes |= {len(self.labels), len(self.starts)}
        check(len(sizes) == 1, f"sentence {self.index}: columns of unequal length {sizes}")
        check(self.stop - self.start == len(self.text), "sentence span does not fit its text")
