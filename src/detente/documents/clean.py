"""Clean a text: what the article says remains, what a site adds goes, credits are kept apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from detente.documents.chrome import without_chrome
from detente.documents.credits import without_credits
from detente.documents.layout import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TITLE = 200  # a first line longer than this is no headline; characters
NO_WORD = re.compile(r"\W+")
NO_TITLE_END = re.compile(r"[.;:,]$|[.!?][\"”’]$")


class Cleaned(NamedTuple):
    """Hold a clean text and what was found while cleaning it."""

    text: str  # paragraphs separated by one empty line
    title: str | None = None  # given, or the headline that stood over the text
    byline: str | None = None  # given, or as the text states it
    original_publisher: str | None = None  # as a republication line states it
    agency: str | None = None  # as the dateline states it
    dropped: tuple[str, ...] = ()  # paragraphs that were left out


def clean(text: str, *, title: str | None = None, byline: str | None = None) -> Cleaned:
    r"""Clean plain text or Markdown.

    Parameters
    ----------
    text : str
        As decoded.
    title, byline : str, optional
        As the source gave them; what is given is not looked for, and a title is not repeated
        in the text.

    Examples
    --------
    >>> page = "Share this article\n\nOSLO (NTB) - The talks *ended*.\n\nExit mobile version"
    >>> clean(page).text
    'The talks ended.'
    """
    kept, dropped = without_chrome(paragraphs(text))
    title, kept = _headline(kept, title)
    kept, found = without_credits(kept, byline)
    return Cleaned(
        text="\n\n".join(kept),
        title=title,
        byline=byline or found.byline,
        original_publisher=found.original_publisher,
        agency=found.agency,
        dropped=(*dropped, *found.dropped),
    )


def _headline(blocks: list[str], title: str | None) -> tuple[str | None, list[str]]:
    """Take the headline off the top: the given title repeated, or a first line like one."""
    if len(blocks) < 2:
        return title, blocks
    first = blocks[0]
    if title is not None:
        return title, blocks[1:] if _same(first, title) else blocks
    if _looks_like_headline(first, blocks[1:]):
        return first, blocks[1:]
    return None, blocks


def _same(one: str, other: str) -> bool:
    return NO_WORD.sub(" ", one).casefold().strip() == NO_WORD.sub(" ", other).casefold().strip()


def _looks_like_headline(first: str, rest: Sequence[str]) -> bool:
    """Tell a headline: short, without a full stop, over paragraphs that are sentences."""
    sentences = sum(block.endswith((".", ".”", '."', "?", "!")) for block in rest[:5])
    return (
        len(first) <= LONGEST_TITLE
        and NO_TITLE_END.search(first) is None
        and len(first.split()) >= 3
        and sentences >= min(len(rest), 2)
    )
