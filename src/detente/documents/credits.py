"""Read what an article says of itself: where it was first published, who wrote it, where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = (
    r"(?:(?:Dr|Prof|Professor)\.? )?[A-Z][\w'’-]+"
    r"(?: (?:[A-Z]\.?|da|de|del|den|der|di|dos|du|la|le|van|von|al|bin|ibn))*"
    r"(?: [A-Z][\w'’-]+){1,2}(?:,? (?:Jr|Sr)\.)?"
)
NAMES = rf"{NAME}(?:(?:, | and |, and ){NAME})*"

REPUBLISHED = re.compile(
    r"(?:^|(?<=[.!?] ))(?:An? (?:earlier |longer |shorter )?version of )?"
    r"(?:This|The) (?:article|story|piece|report|commentary|essay|post|column|analysis) "
    r"(?:is|was|has been|originally|first)(?: originally| first)? ?"
    r"(?:republished|reprinted|reproduced|syndicated|published|appeared|posted)"
    r"(?: here)?(?: with (?:the )?permission)?(?: originally| first)?"
    r" (?:from|by|in|on|at|of|courtesy of|with permission (?:from|of))"
    r" (?P<publisher>[A-Z0-9][^\n]{1,200})"
)
ORIGINALLY = re.compile(
    r"^(?:This article )?(?:Originally|First) (?:published|appeared) (?:by|in|on|at) "
    r"(?P<publisher>[A-Z0-9][^\n]{1,200})"
)
PUBLISHER_ENDS = re.compile(
    r",|\.(?:\s|$)|;|:"
    r"|\s+(?:under|and is|with|where|which|on \d|on [A-Z][a-z]+ \d|through|as part)\b"
    r"|\s+[-–—(|]|\s*$"
)
WRITTEN_BY = re.compile(
    rf"(?:[Ww]ritten|[Aa]uthored) by:? (?P<byline>{NAMES}(?:, [A-Z][\w&'’ .-]{{2,80}})?)"
)
BY_LINE = re.compile(
    rf"(?:By|BY|Written by:?) (?P<byline>{NAMES}(?:, [A-Z][\w&'’ .-]{{2,60}})?)(?: ?\|.{{0,60}})?"
)
BIOGRAPHY = re.compile(
    rf"(?P<name>{NAME})(?: and {NAME})*(?:, [^,]{{2,60}},)? (?:is|are|was|were) "
    r"(?:(?:an?|the|currently|also|both) )?[^.]{0,160}?"
    r"\b(?i:professors?|fellows?|scholars?|lecturers?|researchers?|reporters?"
    r"|correspondents?|columnists?|journalists?|editors?|writers?|freelancers?|contributors?"
    r"|analysts?|academics?|historians?|students?|candidate|experts?|commentators?|producers?"
    r"|authors?|reader in|chair in|consultant)\b"
)
ABOUT_AUTHOR = re.compile(
    r"(?:About the authors?\b.{0,200}|The (?:author|writer) is an? .{0,300})", re.S
)

PLACE = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]*){0,4}"
REST_OF_PLACE = r"(?:, (?:[A-Z][A-Za-z.'’-]+)(?: [A-Z][A-Za-z.'’-]+){0,2}){0,2}"
DAY = r"(?:,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)"
AGENCY = r"(?: ?\((?P<agency>[A-Z][A-Za-z .&/'’-]{1,30})\))"
DASH = r"(?: ?[—–:]| ?--| -) ?"
DATELINES = (
    re.compile(rf"{PLACE}{REST_OF_PLACE}{DAY}?{AGENCY}?(?: ?[—–]| ?--| -) (?=[\"“‘'A-Z])"),
    re.compile(rf"[A-Z][A-Za-z.'’/ -]{{2,40}}{REST_OF_PLACE}{DAY}?{AGENCY}{DASH} ?(?=\S)"),
    re.compile(rf"[A-Z][A-Za-z.'’/ -]{{2,40}}{REST_OF_PLACE}{DAY}(?: ?[—–]| ?--| -) (?=\S)"),
    re.compile(
        r"\((?P<agency>[A-Z]{2,8}|Reuters|Xinhua|Bloomberg|Kyodo)\) ?(?:[—–-]+ ?)?(?=[\"“‘A-Z])"
    ),
)
NO_PLACE = re.compile(
    r"(?:FILE|UPDATE|BREAKING|WATCH|OPINION|ANALYSIS|NOTE|VIDEO|PHOTOS|LIVE|THE |MR\.|MS\.)"
)

AT_TOP, AT_END = 4, 6  # paragraphs in which credits are looked for


@dataclass(slots=True)
class Credits:
    """Gather what was found while credits are taken off a text."""

    original_publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    dropped: list[str] = field(default_factory=list)


def without_credits(blocks: Sequence[str], byline: str | None) -> tuple[list[str], Credits]:
    """Take republication lines, bylines, datelines and biographies off; give what they say.

    Parameters
    ----------
    blocks : sequence of str
        Paragraphs of the article.
    byline : str or None
        The author as the source gave it; helps to know a biography.
    """
    found = Credits()
    kept = [
        block
        for place, block in enumerate(blocks)
        if not _takes_credit(block, place, len(blocks), found)
    ]
    kept = _without_biographies(kept, byline or found.byline, found)
    for place, block in enumerate(kept[:AT_TOP]):
        if (line := dateline(block)) is not None:
            found.agency, kept[place] = line
            break
    return [block for block in kept if block], found


def dateline(block: str) -> tuple[str | None, str] | None:
    """Part a dateline from its paragraph; None if there is none, else agency and rest.

    Examples
    --------
    >>> dateline("SEOUL, May 3 (Yonhap) -- The president spoke.")
    ('Yonhap', 'The president spoke.')
    """
    if NO_PLACE.match(block):
        return None
    for pattern in DATELINES:
        if found := pattern.match(block):
            return found.groupdict().get("agency"), block[found.end() :].lstrip(" -–—")
    return None


def _takes_credit(block: str, place: int, count: int, found: Credits) -> bool:
    """Note what a paragraph tells of origin and author; True if it tells nothing else."""
    if AT_TOP <= place < count - AT_END or len(block) > 700:
        return False
    origin = REPUBLISHED.search(block) or ORIGINALLY.search(block)
    if origin:
        name = PUBLISHER_ENDS.split(origin["publisher"], maxsplit=1)[0]
        found.original_publisher = found.original_publisher or name.strip(" .") or None
    author = WRITTEN_BY.search(block) if origin else None
    if not author and place < AT_TOP:
        author = BY_LINE.fullmatch(block)
    if author:
        found.byline = found.byline or author["byline"].strip(" .,")
    if origin or author:
        found.dropped.append(block)
    return bool(origin or author)


def _without_biographies(blocks: list[str], byline: str | None, found: Credits) -> list[str]:
    """Cut trailing paragraphs that present a person of whom the article itself says nothing."""
    kept = list(blocks)
    while len(kept) > 1 and _presents_author(kept[-1], kept[:-1], byline):
        found.dropped.append(kept.pop())
    return kept


def _presents_author(block: str, before: Sequence[str], byline: str | None) -> bool:
    if ABOUT_AUTHOR.fullmatch(block):
        return True
    match = BIOGRAPHY.match(block)
    if match is None or len(block) > 900:
        return False
    surname = match["name"].split()[-1]
    return surname in (byline or "") or not any(surname in earlier for earlier in before)
