"""Read a document as far as its parties: names, people introduced, sentences, who is who."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

from detente.actors.book import Book, Entry, Hit
from detente.actors.context import Context, home_of, states_named
from detente.actors.introductions import Learned, entries_of, introductions, people_of
from detente.actors.mentions import find_mentions
from detente.actors.turns import turns_in
from detente.events.arguments import lead_of, parties_of, without_subject
from detente.events.build import Reading
from detente.events.detect import VERB_FIRST, Candidate, candidates
from detente.events.eras import Era, era_in
from detente.events.when import moments_in
from detente.records import Document, Evidence, Introduction, Sentence, content_id
from detente.sentences.parse import Parser, Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Hold a document with the names in it, before its sentences are analysed."""

    document: Annotated[Document, "the document"]
    book: Annotated[Book, "the book, with the people whom the document introduces"]
    context: Annotated[Context, "what a reader knows at its first sentence"]
    learned: Annotated[tuple[Learned, ...], "people whom it introduces, in order"]
    candidates: Annotated[list[Candidate], "its sentences in order"]


def open_document(document: Document, book: Book) -> Opened:
    """Find the names of a document, the people whom it introduces, and its sentences."""
    day = document.published or document.known_at
    hits = book.find(document.text)
    learned = tuple(introductions(document.text, hits, book))
    people = people_of(learned)
    if people:
        book = book.extended(entries_of(people), people)
        hits = book.find(document.text)
    titled = book.find(document.title) if document.title else []

    def first(hit: Hit) -> Entry:
        return book.entries(hit.text)[0]

    context = Context(
        day=day,
        home=home_of(document.url),
        named=states_named([*hits, *titled], book),
        sure=frozenset(e.code for e in map(first, [*hits, *titled]) if e.code and not e.ambiguity),
        only=_only_state(hits, book),
        main=_main_state(hits, book),
        belgian=any(book.entries(h.text)[0].code == "BEL" for h in hits if h.text != "Brussels"),
    )
    context.read_title(document.title, book)
    context.turns = turns_in(document.text, book, context)
    return Opened(
        document=document,
        book=book,
        context=context,
        learned=learned,
        candidates=candidates(document.id, document.text, hits, book, context),
    )


def read_sentences(opened: Sequence[Opened], parser: Parser) -> Iterator[Reading]:
    """Analyse the sentences that pass and find their parties, document by document."""
    parsed = parser.parse(
        _with_subject(c.raw) if _is_remark(own, c) else c.raw
        for own in opened
        for c in own.candidates
        if c.passes
    )
    for own in opened:
        told: Era | None = None
        context, book = own.context, own.book
        for candidate in own.candidates:
            if candidate.opens_paragraph:
                told = None
            context.hear(candidate.raw.start)
            era = era_in(candidate.raw.text, book, context.day)
            if not candidate.passes:
                context.notice(candidate.hits, book, candidate.raw.index)
                told = era or told
                continue
            sentence = next(parsed)
            if _is_remark(own, candidate):
                sentence = _without_first(sentence, candidate.raw)
            mentions = find_mentions(sentence, candidate.hits, book, context)
            parties = parties_of(mentions)
            if context.lead is not None and without_subject(sentence):
                parties.insert(0, lead_of(sentence, context.lead))
            before = context.snapshot()
            yield Reading(own.document, sentence, mentions, parties, before, era, told)
            told = era or told
            context.remember(mentions)
            context.remember_day(_last_day(own.document, sentence))


_SUBJECT: Final = "He "


def _is_remark(opened: Opened, candidate: Candidate) -> bool:
    """Tell whether a sentence is a remark about the person of the title: "Met with …"."""
    return opened.context.lead is not None and bool(VERB_FIRST.match(candidate.raw.text))


def _with_subject(raw: Raw) -> Raw:
    """Give a remark a subject for the parser, which takes a "Met" without one for a name."""
    return replace(raw, text=f"{_SUBJECT}{raw.text[:1].lower()}{raw.text[1:]}")


def _without_first(sentence: Sentence, raw: Raw) -> Sentence:
    """Take the subject away again: the tokens are those of the remark as it stands."""
    heads = [max(0, head - 1) for head in sentence.heads[1:]]
    root = next(i for i, head in enumerate(sentence.heads[1:]) if head == i + 1)
    return replace(
        sentence,
        stop=raw.start + len(raw.text),
        text=raw.text,
        words=(raw.text[: len(sentence.words[1])], *sentence.words[2:]),
        lemmas=sentence.lemmas[1:],
        tags=sentence.tags[1:],
        heads=tuple(root if h == 0 else m for h, m in zip(sentence.heads[1:], heads, strict=True)),
        labels=sentence.labels[1:],
        starts=tuple(start - len(_SUBJECT) for start in sentence.starts[1:]),
    )


def introductions_of(opened: Opened, run_id: str) -> list[Introduction]:
    """Give what a document introduces as rows, each person of a state and title once."""
    document = opened.document
    rows: dict[str, Introduction] = {}
    for one in opened.learned:
        key = content_id("introduction", document.id, one.name, one.state, one.title)
        quote = document.text[one.start : one.stop]
        row = Introduction(
            id=key,
            name=one.name,
            state=one.state,
            title=one.title,
            sector=one.sector,
            former=one.former,
            day=document.published,
            known_at=document.known_at,
            evidence=Evidence(document_id=document.id, start=one.start, stop=one.stop, quote=quote),
            run_id=run_id,
        )
        rows.setdefault(key, row)
    return list(rows.values())


def _only_state(hits: list[Hit], book: Book) -> str | None:
    """Give the state that all names of a text belong to, if it is one."""
    codes = {book.entries(hit.text)[0].code for hit in hits} - {None}
    return codes.pop() if len(codes) == 1 else None


_MOSTLY: Final = 0.6
"""Share of the names of states in a text from which one is what the text speaks of."""


def _main_state(hits: list[Hit], book: Book) -> str | None:
    """Give the state that most names of a text belong to, if it is named three times at least."""
    first = (book.entries(hit.text)[0] for hit in hits)
    counts = Counter(e.code for e in first if e.code and e.kind != "family")
    if not counts:
        return None
    ((code, count),) = counts.most_common(1)
    return code if count >= 3 and count >= _MOSTLY * counts.total() else None


def _last_day(document: Document, sentence: Sentence) -> dt.date | None:
    if document.published is None:
        return None
    days = [m.day for m in moments_in(sentence.text, document.published) if m.precision == "day"]
    return days[-1] if days else None
