"""Find the paragraphs of a text: unfold wrapped lines, take off Markdown's marks."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\ufeff\ufffc\ufffe\uffff\ud800-\udfff]"
)
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")

ITEM = re.compile(r" {0,12}(?:[-*+•·▪◦‣]|\d{1,2}[.)]) +(?=\S)")
ONLY_BULLET = re.compile(r" {0,12}[-*+•·▪◦‣]?\s*$")
HEADING = re.compile(r" {0,3}#{1,6}(?: +|$)")
RULE = re.compile(r"[\s\\#=_*~+|:-]*$")
QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
REFERENCE = re.compile(r" {0,3}\[[^\]]{1,100}\]: +\S+$")
ONLY_LINK = re.compile(r"(?:\[[^\]]{1,300}\]\([^()\s]{1,2000}\)|<?https?://\S+>?)[.;,]?$")
FOLD = re.compile(r" +")

IMAGE = re.compile(r"!\[[^\[\]]{0,1000}\]\([^()\s]{0,2000}(?: \"[^\"]{0,500}\")?\)")
LINK = re.compile(
    r"(?<!\\)\[([^\[\]]{0,1000}?)\]"
    r"\([^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?(?: \"[^\"]{0,500}\")?\)"
)
REFERRED = re.compile(r"(?<!\\)\[([^\[\]]{1,500})\]\[[^\[\]]{0,100}\]")
FOOTNOTE = re.compile(r"(?<!\\)\[\^[^\[\]]{1,20}\]:?")
COMMENT = re.compile(r"<!--[^<>]{0,2000}-->")
MAIL = re.compile(r"<([^<>\s@]{1,100}@[^<>\s]{1,100})>")
ADDRESS = re.compile(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>")
STRUCK = re.compile(r"<(s|del|strike)>[^<]{0,2000}</\1>", re.I)
TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|center|cite|div|em|font|i|ins|li|mark|ol|p|q|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]{0,500})?/?>",
    re.I,
)
STARS = re.compile(r"(?<![\\*])(?:\*\*+|(?<![\w ])\*|(?<= )\*(?! )|(?<=\w)\*(?!\w)|^\*)")
UNDERLINES = re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_])|(?<=[^\s_\\])_{1,3}(?!\w)")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

WIDEST = 100  # lines of wrapped text are shorter than this; characters
SHORT_OF_WIDTH = 6  # a wrapped line ends this near to where its next word would not fit


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of plain or Markdown text, each on one line, without marks.

    Headings, list items and table rows are paragraphs of their own. A line break within a
    paragraph is undone where the text was wrapped to a width; it parts paragraphs otherwise.
    """
    lines = plain_characters(text).split("\n")
    blocks = _without_link_lists(list(_blocks(lines, _width(lines))))
    return [bare for block in blocks if (bare := without_marks(block))]


def plain_characters(text: str) -> str:
    """Normalise characters: NFC, one kind of line end and blank, nothing invisible."""
    if "&" in text and ENTITY.search(text):
        text = html.unescape(text)
    text = BLANKS.sub(" ", LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def without_marks(block: str) -> str:
    """Take the inline marks of Markdown and stray HTML off one paragraph; links keep their text.

    Examples
    --------
    >>> without_marks("The **first** [summit](https://example.org/a), *et al.* _here_")
    'The first summit, et al. here'
    """
    if "[" in block:
        block = FOOTNOTE.sub("", REFERRED.sub(r"\1", LINK.sub(r"\1", IMAGE.sub("", block))))
    if "<" in block:
        block = MAIL.sub(r"\1", ADDRESS.sub("", COMMENT.sub("", block)))
        block = TAG.sub(" " if "<br" in block else "", STRUCK.sub("", block))
    if "*" in block:
        block = STARS.sub("", block)
    if "_" in block:
        block = UNDERLINES.sub("", block)
    if "\\" in block:
        block = ESCAPE.sub(r"\1", block)
    return FOLD.sub(" ", block.replace("`", "")).strip()


def _width(lines: Sequence[str]) -> int:
    """Give the width to which a text was wrapped; 0 if each line is a paragraph."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    short = [length for length in lengths if length <= WIDEST]
    if len(short) < 0.9 * len(lengths) or not short:
        return 0
    return max(short)


def _blocks(lines: Sequence[str], width: int) -> Iterator[tuple[str, bool]]:
    """Give the blocks of a text, and of each whether it is an item of a list."""
    held: list[str] = []
    in_list = is_item = is_open = False
    before = ""
    for raw in lines:
        line = QUOTE.sub("", raw) if ">" in raw[:4] else raw
        ends = RULE.match(line) or REFERENCE.match(line) or ONLY_BULLET.match(line)
        heading = HEADING.match(line)
        in_link = is_open or before.endswith("](")
        goes_on = (
            bool(held) and not (ends or heading) and (in_link or _continues(before, line, width))
        )
        item = ITEM.match(line) if in_list or not goes_on else None
        if held and (item or not goes_on):
            yield " ".join(part.strip() for part in held), is_item
            held = []
        before, is_open = line, _leaves_open(line, is_open=is_open and goes_on)
        if ends:
            in_list = in_list and not line.strip()
        elif heading:
            yield line[heading.end() :].strip(" #"), False
            in_list = False
        elif held:
            held.append(line)
        else:
            in_list = item is not None
            is_item = item is not None and not item[0].strip()[0].isdigit()
            held = [line[item.end() :] if item and is_item else line]
    if held:
        yield " ".join(part.strip() for part in held), is_item


def _leaves_open(line: str, *, is_open: bool) -> bool:
    """Tell whether the text of a link begins in a line and does not end in it."""
    opened, closed = line.rfind("["), line.rfind("]")
    return opened > closed or (is_open and closed < 0 and bool(line.strip()))


def _continues(before: str, line: str, width: int) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it."""
    text = line.strip()
    if before.endswith(("  ", "\\")) or not width:  # Markdown's own line break
        return text[:1].islower()
    first_word = len(text.split(" ", 1)[0])
    return text[:1].islower() or len(before.rstrip()) + 1 + first_word > width - SHORT_OF_WIDTH


def _without_link_lists(blocks: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Leave out runs of two or more list items that are nothing but links."""
    bare = [is_item and ONLY_LINK.match(block) is not None for block, is_item in blocks]
    for place, (block, _) in enumerate(blocks):
        near = bare[max(place - 1, 0) : place] + bare[place + 1 : place + 2]
        if not (bare[place] and any(near)):
            yield block
