"""Reading one sentence as the coder does, with what was said before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detente.actors.context import Context
from detente.actors.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.actors.book import Book
    from detente.records import Actor, Sentence

DAY = "2024-06-12"


def described(actor: Actor) -> str:
    """Give an actor as "state sector person level"; '-' where it has none."""
    return f"{actor.state or '-'} {actor.sector} {actor.person or '-'} {actor.level}"


@pytest.fixture(scope="session")
def named(book: Book, analysed: Callable[[str], Sentence]) -> Callable[..., dict[str, str]]:
    """Give a function that names the parties of a sentence: words → who that is.

    Parties without a state are left out; those of several actors are joined by " + ".
    """

    def name(
        text: str,
        day: str = DAY,
        *,
        before: Sequence[str] = (),
        home: str | None = None,
        title: str | None = None,
    ) -> dict[str, str]:
        context = Context(day=dt.date.fromisoformat(day), home=home)
        context.read_title(title, book)
        for index, earlier in enumerate(before):
            sentence = replace(analysed(earlier), index=index)
            context.remember(find_mentions(sentence, book.find(earlier), book, context))
        sentence = replace(analysed(text), index=len(before))
        mentions = find_mentions(sentence, book.find(text), book, context)
        return {
            text[mention.start : mention.stop]: " + ".join(map(described, mention.actors))
            for mention in mentions
            if any(actor.state for actor in mention.actors)
        }

    return name
