"""Know the lines that a site puts around an article: no news, and not to be coded.

The patterns are forms that many sites share; none names a site. A line counts as chrome only
if it is short, so that a sentence of the article that begins alike stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_LINE = 260  # a longer paragraph is text, whatever it begins with; characters
LONGEST_NOTICE = 700  # notices on rights, cookies and newsletters may be longer; characters

_LINES = (
    r"site icon\b.*",
    r"exit mobile version",
    r"skip to (?:the )?(?:main )?(?:content|navigation|article)",
    r"(?:advertisement|sponsored(?: content)?|promoted)(?: continue reading.*)?",
    r"(?:article|story) continues (?:below|after).*",
    r"(?:continue|keep) reading\b.{0,60}",
    r"(?:read|see|find out|learn|know) more\b[.:»→…]?",
    r"(?:read|see|watch|more|also|related|recommended)(?: (?:more|also|next|on|from|stories))*:.*",
    r"(?:more|also) (?:from|on|in) [^.!?]{2,60}:?",
    r"(?:read or )?share (?:this|on|via|with|the)\b.{0,120}",
    r"(?:related|recommended|popular|trending|latest|more|further|top)"
    r"(?: (?:articles?|stories|story|news|coverage|content|posts?|reading|topics?))+:?",
    r"you (?:may|might) also (?:like|be interested in)\b.*",
    r"(?:sign up|subscribe|register|log ?in|sign in)\b(?! (?:by|with the))[^.!?]{0,160}[.!]?",
    r"(?:please )?(?:follow|like|find|join) (?:us|him|her|them|me|@\w+|[\w' .-]{3,40})"
    r" on (?:twitter|x|facebook|instagram|linkedin|youtube|tiktok|telegram|whatsapp)\b.{0,120}",
    r"(?:get|download) (?:the|our) (?:app|newsletter)\b.{0,120}",
    r"(?:follow|contact|e-?mail) (?:the author|[\w' .-]{3,40}) (?:at|on|via) \S*@\S+",
    r"scroll down for .*",
    r"(?:photos?|videos?|images?|pictures?|gallery|watch|listen|listen now|close|menu|next):?",
    r"(?:click|tap) (?:here|to|on)\b.{0,120}",
    r"media playback is (?:un)?supported on .*",
    r"(?:image|media|photo|video) (?:copyright|caption|credit|source)\b.*",
    r"(?:photo|image|picture|photograph|illustration)(?: by|:) .{2,100}",
    r"file ?[-–—].*\bfile\b.*(?:photo|picture|image).*",
    r"(?:this )?file (?:photo|picture|image)\b.*",
    r"(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|view (?:all )?comments",
    r"(?:print|e-?mail|save|tweet|pin|share|copy link|facebook|twitter|whatsapp|linkedin|reddit)"
    r"(?:[ |,/·]+(?:this|article|print|e-?mail|save|tweet|pin|share|facebook|twitter|whatsapp"
    r"|linkedin|reddit))*",
    r"tags?:.*|topics:.*|filed under:.*",
    r"(?:last )?(?:updated|published|posted|modified)(?: on| at)?:? .{0,30}\d{1,4}.{0,30}",
    r"\d+ min(?:ute)?s? read",
    r"back to top",
    r"(?:[-–— ]*)(?:ends?|30|#+)(?:[-–— ]*)",
)
_NOTICES = (
    r"(?:copyright|©|\(c\)) ?(?:©|\(c\))? ?(?:\d{4}|[\w .,&]{2,60}\d{4}).*",
    r"(?:.{0,120} )?all rights reserved\b.*",
    r"this (?:material|content) may not be (?:published|reproduced|copied|broadcast).*",
    r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies\b.*",
    r"by (?:continuing|using|clicking|browsing).{0,80}(?:you (?:agree|accept|consent)|cookies).*",
    r"(?:accept|manage|reject)(?: all)? cookies.*",
    r"(?:.{0,80} )?contributed (?:reporting )?to this (?:report|story|article)\.?",
    r"(?:with )?(?:additional )?report(?:ing|s) (?:by|from) .{3,160}",
    r"\((?:additional )?(?:reporting|writing|editing|compiled)\b.*\)",
    r"(?:editing|writing|compiled) by [A-Z].{2,120}",
    r"(?:•|\*)? ?(?:this (?:article|story|piece|report) (?:was|has been)"
    r" (?:amended|corrected|updated)|correction:|clarification:|editor['’]s note:).*",
    r"(?:the )?(?:views|opinions) expressed (?:here|in this|are|by)\b.*",
    r"read the (?:original|full) (?:article|story|version)\b.*",
)
_STARTS_LIST = re.compile(
    r"(?:read|see) (?:more|also):?|(?:more|related)(?: (?:stories|articles|news|coverage))?:"
    r"|related (?:stories|articles|news|coverage)|you (?:may|might) also like:?"
    r"|more from [^.!?]{2,60}:",
    re.I,
)
_LINE = re.compile("|".join(f"(?:{pattern})" for pattern in _LINES), re.I | re.S)
_NOTICE = re.compile("|".join(f"(?:{pattern})" for pattern in _NOTICES), re.I | re.S)
_ENDS_SENTENCE = (".", "!", "?", '."', ".”", "!”", "?”", ".’", ":", ";", '?"', '!"')


def is_chrome(paragraph: str) -> bool:
    """Tell whether a paragraph belongs to the site and not to the article.

    Examples
    --------
    >>> is_chrome("Exit mobile version"), is_chrome("The two leaders met in Tokyo.")
    (True, False)
    """
    if len(paragraph) > LONGEST_NOTICE:
        return _is_link_list(paragraph)
    if len(paragraph) <= LONGEST_LINE and _LINE.fullmatch(paragraph):
        return True
    return _NOTICE.fullmatch(paragraph) is not None or _is_link_list(paragraph)


def without_chrome(blocks: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part paragraphs into those of the article and those of the site.

    Headlines behind a line such as "Read more" go with it, up to the next full sentence.
    """
    kept: list[str] = []
    dropped: list[str] = []
    in_list = False
    for block in blocks:
        starts_list = _STARTS_LIST.fullmatch(block) is not None
        in_list = starts_list or (in_list and not _is_sentence(block))
        (dropped if in_list or is_chrome(block) else kept).append(block)
    return kept, dropped


def _is_link_list(paragraph: str) -> bool:
    """Recognise "Read more: one headline another headline", however long."""
    return re.match(r"(?:read|see) (?:more|also):\s", paragraph, re.I) is not None


def _is_sentence(paragraph: str) -> bool:
    return paragraph.endswith(_ENDS_SENTENCE) or len(paragraph) > LONGEST_LINE
