"""Read the events of two states from the store, each with the document that reports it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.brief.claims import Source
from detente.codes import Precision, Root, Status
from detente.relations.dyads import BACKGROUND_AFTER_DAYS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import ibis

    from detente.records import Actor, Event
    from detente.store.store import Store

CONTEXT: Final = 220
"""Characters of the document shown before and after a quote."""

_GOOD_LENGTH: Final = (40, 320)
"""Characters of a quote that can be read at a glance and still says who did what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Hold one event and what is known of the document that reports it."""

    event: Annotated[Event, "the event"]
    title: Annotated[str | None, "headline of the document"]
    publisher: Annotated[str | None, "who published it first"]
    url: Annotated[str | None, "address of the document"]
    before: Annotated[str, "words just before the quote"]
    after: Annotated[str, "words just after the quote"]
    row: Annotated[str, "id, code and parties of a row of another project; else empty"] = ""
    mentions: Annotated[int, "reports that the other project counted; 0 for our own"] = 0
    original: Annotated[str | None, "document that this one is a near copy of"] = None

    @property
    def place(self) -> str:
        """Give the id of the document; of the row where there is none."""
        return self.event.evidence.document_id or self.event.id

    @property
    def copy(self) -> str:
        """Give the id that copies of one text share."""
        return self.original or self.place

    def source(self) -> Source:
        """Give the place it rests on, as evidence for a claim."""
        evidence = self.event.evidence
        return Source(
            day=self.event.day,
            quote=evidence.quote,
            title=self.title,
            publisher=self.publisher,
            url=self.url,
            document_id=evidence.document_id,
            start=evidence.start,
            stop=evidence.stop,
            event_id=self.event.id,
            before=self.before,
            after=self.after,
            row=self.row,
        )


def parties(event: Event) -> list[Actor]:
    """Give all who take part in an event: actors, then recipients."""
    return [*event.actors, *event.recipients]


NAMED: Final = 0.5
"""Probability of its reading from which an event is named in a brief: more likely right than not.

Measures count less certain readings too: their errors largely cancel in a count, while a
sentence that names an act must hold by itself. From here on, dyad and root are right in .84 of
the events of the development sentences (`python -m eval.sentences … --curve`).
"""


def states_of(actors: Iterable[Actor]) -> frozenset[str]:
    """Give the codes of the states and bodies among actors."""
    return frozenset(actor.state for actor in actors if actor.state is not None)


def between(
    store: Store,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
) -> list[Report]:
    """Give all reports of events in which both states take part, in order of day.

    Returns
    -------
    list of Report
        With a day in ``[start, stop)``, of every status; equal days in order of id.
    """
    events = store.table("events", as_of=as_of)
    dated = (events.day >= start) & (events.day < stop)
    named = events.probability >= NAMED
    return _both(read(store, _of_both(events, first, second).filter(dated, named)), first, second)


def announced(
    store: Store,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
) -> list[Report]:
    """Give all reports, told in [start, stop), of what has not happened between the two.

    Plans, possibilities and denials; their own day may lie outside or be unknown.
    """
    events = store.table("events", as_of=as_of)
    told = (events.known_at >= start) & (events.known_at < stop) & (events.probability >= NAMED)
    chosen = _of_both(events, first, second).filter(told, events.status != Status.HAPPENED.value)
    return _both(read(store, chosen), first, second)


def _both(reports: Iterable[Report], first: str, second: str) -> list[Report]:
    return [one for one in reports if {first, second} <= states_of(parties(one.event))]


_TOPIC: Final = re.compile(
    r"\babout\b (?:his|her|their|its|the)(?: \w+){0,2} "
    r"(?:talks?|meetings?|summit|visit|conversation|calls?|trip)\b(?: \w+)? with\b",
    re.IGNORECASE,
)
"""Words that make talks the topic of other talks: "told him about his talks with"."""


_OFTEN: Final = re.compile(
    r"\b(?:have|has|had)\b(?: \w+)? (?:met|spoken|talked|visited|hosted)\b[^.;]*"
    r"\b(?:times|years|months|dozen|often|frequently|repeatedly|regularly)\b",
    re.IGNORECASE,
)
"""Words that sum up many contacts: "have met nearly a dozen times"."""

_ASKED: Final = re.compile(r"\?[\"”'’)\]]*$|\bany plans?\b")
"""Signs of a question: what is asked is not told."""


def as_told(event: Event) -> Event | None:
    """Give an event as its sentence can be held to tell it; none if it tells no single event.

    Left out are questions, sums of many contacts ("have met a dozen times"), and whoever is only
    spoken of in talks: "Kishida told Yoon about his talks with Biden" is a contact of two, not of
    three; "Kishida reported to parliament about his talks with Biden" is none between states.
    Measures count such events still: what matters little in a count must not be told as a fact.
    """
    quote = event.evidence.quote
    if _ASKED.search(quote):
        return None
    if event.root != Root.CONSULT:
        return event
    if _OFTEN.search(quote):
        return None
    found = _TOPIC.search(quote)
    if found is None:
        return event
    head, tail = quote[: found.start()], quote[found.end() :]
    actors, recipients = (
        [one for one in side if one.text in head or one.text not in tail]
        for side in (event.actors, event.recipients)
    )
    if len(states_of([*actors, *recipients])) < 2 or not actors:
        return None
    return replace(event, actors=actors, recipients=recipients)


def is_news(event: Event) -> bool:
    """Tell whether an event happened and was told as news, as the measures count it.

    Not: history told again, an event known by the year only, one said to have happened after
    the day on which it was known.
    """
    if event.status != Status.HAPPENED or event.day is None or event.day > event.known_at:
        return False
    late = (event.known_at - event.day).days > BACKGROUND_AFTER_DAYS
    return not late and event.day_precision != Precision.YEAR


def of_events(
    store: Store, ids: Iterable[str], *, as_of: dt.date | None = None
) -> dict[str, Report]:
    """Give the reports of events by their ids; ids that the store has not are left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    events = store.table("events", as_of=as_of)
    found = read(store, events.filter(events.id.isin(wanted)))
    return {report.event.id: report for report in found}


def _of_both(events: ibis.Table, first: str, second: str) -> ibis.Table:
    states = events.actors.concat(events.recipients).map(lambda actor: actor["state"])
    return events.filter(states.contains(first), states.contains(second))


def read(store: Store, chosen: ibis.Table) -> list[Report]:
    """Give the reports of some rows of the table ``events``, in order of day and id.

    As their sentences can be held to tell them, see `as_told`.
    """
    places = {row["id"]: row for row in store.arrow(_places(store, chosen)).to_pylist()}
    ordered = chosen.order_by([chosen.day, chosen.id])
    events = [as_told(event) for event in store.rows("events", ordered)]
    return [_report(event, places[event.id]) for event in events if event is not None]


def _places(store: Store, chosen: ibis.Table) -> ibis.Table:
    documents = store.table("documents")
    spans = chosen.select(
        chosen.id,
        document=chosen.evidence["document_id"],
        start=chosen.evidence["start"],
        stop=chosen.evidence["stop"],
    )
    joined = spans.left_join(documents, spans.document == documents.id)
    first = (spans.start - CONTEXT).clip(lower=0)
    return joined.select(
        spans.id,
        documents.reprint_of,
        documents.title,
        documents.url,
        publisher=documents.original_publisher.coalesce(documents.publisher),
        before=documents.text.substr(first, spans.start - first),
        after=documents.text.substr(spans.stop, CONTEXT),
    )


def _report(event: Event, place: dict[str, Any]) -> Report:
    return Report(
        event=event,
        title=place["title"],
        publisher=place["publisher"],
        url=place["url"],
        before=_from_word(place["before"] or ""),
        after=_to_word(place["after"] or ""),
        original=place["reprint_of"],
    )


def _from_word(text: str) -> str:
    whole = text if len(text) < CONTEXT else text.partition(" ")[2]
    return whole.rpartition("\n\n")[2]


def _to_word(text: str) -> str:
    whole = text if len(text) < CONTEXT else text.rpartition(" ")[0]
    return whole.partition("\n\n")[0]


def independent(reports: Iterable[Report]) -> int:
    """Count the publishers that tell of it independently: copies of one text count once.

    All whose publisher is not known count as one; at least 1.
    """
    every = list(reports)
    publishers = {report.publisher for report in every}
    return max(1, min(len(publishers), len({report.copy for report in every})))


def surety(reports: Iterable[Report]) -> float:
    """Give the probability that at least one report of an event is read correctly (0..1).

    Each text counts once, at its surest sentence: 1 - prod(1 - p). The errors of one program in
    several texts are less independent than this supposes; the surest sentence alone, on the other
    hand, would hold ten papers no better than one.
    """
    surest: dict[str, float] = {}
    quotes: set[str] = set()
    for one in sorted(reports, key=lambda one: (-one.event.probability, one.event.id)):
        quote = one.event.evidence.quote
        if one.copy not in surest and (not quote or quote not in quotes):
            surest[one.copy] = one.event.probability
            quotes.add(quote)
    return 1 - math.prod(1 - value for value in surest.values())


def clearest(reports: Iterable[Report]) -> list[Report]:
    """Order reports by how clearly they speak, clearest first.

    A day named in the text counts before none, then a quote that can be read at a glance,
    then the probability of the coder, then the shorter quote. Rows of other projects, which have
    no quote, come last.
    """
    return sorted(reports, key=_unclear)


def _unclear(report: Report) -> tuple[bool, bool, float, int, str]:
    event, length = report.event, len(report.event.evidence.quote)
    readable = _GOOD_LENGTH[0] <= length <= _GOOD_LENGTH[1]
    if report.row:
        return True, True, -1.0, -report.mentions, event.id
    vague = event.day_precision != Precision.DAY
    return vague, not readable, -round(event.probability, 2), length, event.id


def cited(reports: Iterable[Report], limit: int = 3) -> list[Source]:
    """Choose the places to cite: the clearest, from as many publishers as there are.

    Parameters
    ----------
    reports : Iterable of Report
        All that the claim rests on.
    limit : int
        Most places to cite.
    """
    ordered = clearest(reports)
    chosen: list[Report] = []
    for fresh in (_publisher, _document):
        for report in ordered:
            if len(chosen) < limit and fresh(report) not in {fresh(other) for other in chosen}:
                chosen.append(report)
    return [report.source() for report in chosen[:limit]]


def _publisher(report: Report) -> str:
    return report.publisher or report.place


def _document(report: Report) -> str:
    return report.place
