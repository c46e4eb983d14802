"""Define what a brief is made of: claims with evidence, and gaps with reasons.

A claim is a sentence with the numbers in it, their interval, how many events it rests on, and
the places in documents that say so. Without evidence there is no claim; that something could
*not* be said is a `Gap`, which gives a reason instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from detente.errors import EvidenceError

Number: TypeAlias = float | int | str | None


class Kind(StrEnum):
    """Name what a claim tells, so that a program need not read the sentence."""

    VISIT = "visit"
    MEETING = "meeting"
    CALL = "call"
    CONTACT = "contact"
    """A contact of which the quote does not tell whether it was a visit, a meeting or a call."""
    OUT_OF_OFFICE = "contact out of office"
    LEADERS = "meetings of the leaders"
    FIRST_MEETING = "first meeting"
    WIDER_MEETING = "meeting of three or more"
    ACT = "act"
    PLAN = "plan"
    MEASURE = "measure"
    FORECAST = "forecast"
    SUM = "sum"
    """How many events of a group there were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Hold one place that a claim rests on: words of a document, or a row of another project.

    Raises
    ------
    EvidenceError
        If it has neither a quote as long as its place, nor a row.
    """

    day: Annotated[dt.date | None, "day of the event that the place reports; UTC"]
    quote: Annotated[str, "the words of the document at start:stop; empty for a row"]
    title: Annotated[str | None, "headline of the document"]
    publisher: Annotated[str | None, "who published it"]
    url: Annotated[str | None, "address of the document"]
    document_id: Annotated[str, "document; empty for a row"]
    start: Annotated[int, "offset in the document; characters"]
    stop: Annotated[int, "offset behind it; characters"]
    event_id: Annotated[str, "event that was coded from it, or the row itself"]
    before: Annotated[str, "words of the document just before the quote"] = ""
    after: Annotated[str, "words of the document just after the quote"] = ""
    row: Annotated[str, "id, code and parties of a row of another project, as given"] = ""

    def __post_init__(self) -> None:
        if self.row and not self.quote:
            return
        if not self.quote or self.stop - self.start != len(self.quote):
            raise EvidenceError(
                f"event {self.event_id}: the quote has {len(self.quote)} characters, "
                f"its place {self.start}:{self.stop} in document {self.document_id} has not"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Hold one sentence of a brief with its numbers and its evidence.

    Raises
    ------
    EvidenceError
        If it has no source, or says that it rests on fewer than one event.
    """

    section: Annotated[str, "key of the section it belongs to"]
    kind: Annotated[Kind, "what it tells"] = Kind.MEASURE
    text: Annotated[str, "the sentence, made from a template and the numbers"]
    numbers: Annotated[Mapping[str, Number], "what the template was filled with, by name"]
    low: Annotated[float | None, "lower end of the interval of its main number"] = None
    high: Annotated[float | None, "upper end of that interval"] = None
    n: Annotated[int, "events it rests on; at least 1"]
    size: Annotated[str, "main number with its interval in words; empty if the text says it"] = ""
    sources: Annotated[tuple[Source, ...], "the clearest places that say so; at least one"]
    day: Annotated[dt.date | None, "day it is about, in a calendar"] = None
    label: Annotated[str, "what stands before the sentence in a list: a day, an issue"] = ""

    def __post_init__(self) -> None:
        if not self.sources:
            raise EvidenceError(f"no evidence for {self.text!r}; say it as a Gap or not at all")
        if self.n < 1:
            raise EvidenceError(f"{self.text!r} rests on {self.n} events; a claim needs at least 1")


def claim(
    section: str,
    template: str,
    *,
    sources: Iterable[Source],
    n: int,
    numbers: Mapping[str, Number] | None = None,
    words: Mapping[str, str] | None = None,
    **more: Any,
) -> Claim:
    """Make a claim: fill a template with words and numbers.

    Parameters
    ----------
    section : str
        Key of the section.
    template : str
        A sentence with ``{names}`` in it.
    sources : Iterable of Source
        The evidence; at least one.
    n : int
        Events it rests on.
    numbers : Mapping, optional
        Values for the template that are kept with the claim as numbers.
    words : Mapping, optional
        Further words for the template: names of states, numbers as they are to be read.
    **more
        ``kind``, ``low``, ``high``, ``size``, ``day`` and ``label`` of the claim.
    """
    kept = dict(numbers or {})
    return Claim(
        section=section,
        text=template.format_map({**kept, **(words or {})}),
        numbers=kept,
        n=n,
        sources=tuple(sources),
        **more,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Hold what could not be said, and why."""

    section: Annotated[str, "key of the section it belongs to"]
    text: Annotated[str, "what could not be said"]
    reason: Annotated[str, "why not"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Hold one part of a brief."""

    key: Annotated[str, "short fixed name"]
    title: Annotated[str, "heading"]
    reading: Annotated[str, "how to read what it shows, for a newcomer; states no finding"]
    claims: Annotated[tuple[Claim, ...], "what is said, in order"] = ()
    gaps: Annotated[tuple[Gap, ...], "what could not be said"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Hold what one chart shows, before it is drawn."""

    kind: Annotated[str, "timeline | balance | two sides | formats | reliability"]
    section: Annotated[str, "key of the section it stands in"]
    title: Annotated[str, "caption"]
    alt: Annotated[str, "what it shows, for readers who do not see it"]
    rows: Annotated[tuple[Mapping[str, Number], ...], "one row a mark"]
    marks: Annotated[tuple[Mapping[str, Number], ...], "what is marked: events, flurries"] = ()
    sides: Annotated[tuple[str, str], "names of what is drawn in blue and in red"] = (
        "cooperation",
        "conflict",
    )
    key: Annotated[tuple[str, ...], "what the numbers in it stand for, 1 first"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Hold a whole brief, as data; `detente.brief.render` makes pages of it."""

    title: Annotated[str, "title"]
    kind: Annotated[str, "dyad | state | group | week"] = "dyad"
    states: Annotated[tuple[str, ...], "codes of the states it is about; empty: all"] = ()
    first: Annotated[str | None, "first of two states, or the one state; else null"]
    second: Annotated[str | None, "second of two states; else null"]
    start: Annotated[dt.date, "first day of the period"]
    stop: Annotated[dt.date, "first day no longer in the period"]
    as_of: Annotated[dt.date | None, "only what was known on that day; null: all that is known"]
    sections: Annotated[tuple[Section, ...], "findings first"]
    charts: Annotated[tuple[Chart, ...], "what the charts show"]
    method: Annotated[tuple[str, ...], "how the brief was made and from what"]

    def claims(self) -> tuple[Claim, ...]:
        """Give all claims in order."""
        return tuple(claim for section in self.sections for claim in section.claims)

    def sources(self) -> tuple[Source, ...]:
        """Give each place that is cited once, in order of first citation."""
        return tuple(dict.fromkeys(source for claim in self.claims() for source in claim.sources))
