"""Say on which day an event happened or is to happen, from the words of its sentence.

Days are read against the day of publication: "on Wednesday" is the last Wednesday not after
it, or, for a plan, the next one. What names no day has none; nothing is guessed here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Annotated, Final

from detente.codes import Precision
from detente.events.when_words import (
    DAY,
    MONTH,
    NUMBER,
    UP_TO,
    WEEKDAY,
    YEAR,
    day_or_none,
    day_without_year,
    month_named,
    months_from,
    number_named,
    weekday_named,
    year_of_month,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold one expression of time."""

    start: Annotated[int, "offset in the sentence; characters"]
    stop: Annotated[int, "offset behind it; characters"]
    day: Annotated[dt.date, "first day that is meant"]
    precision: Annotated[Precision, "day | month | year"]


_Made = tuple[dt.date, Precision] | None
_MakeMoment = Callable[[re.Match[str], dt.date, bool], _Made]


def moments_in(text: str, published: dt.date, *, ahead: bool = False) -> list[Moment]:
    """Give the expressions of time in a sentence, in order.

    Parameters
    ----------
    text : str
        The sentence.
    published : date
        Day of publication.
    ahead : bool
        Whether a weekday or month without year means the next one (for plans) and not the
        last one.

    Examples
    --------
    >>> import datetime as dt
    >>> found = moments_in("They met on Wednesday and on April 2.", dt.date(2024, 4, 12))
    >>> [(str(moment.day), moment.precision.value) for moment in found]
    [('2024-04-10', 'day'), ('2024-04-02', 'day')]
    """
    found: list[Moment] = []
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < m.stop and m.start < match.end() for m in found):
                continue
            made = make(match, published, ahead)
            if made is not None:
                found.append(Moment(match.start(), match.end(), made[0], made[1]))
    found.sort(key=lambda moment: moment.start)
    return [_as_dated(text, *pair) for pair in zip_longest(found, found[1:])]


def _as_dated(text: str, moment: Moment, behind: Moment | None) -> Moment:
    """Give a weekday the day that stands right behind it ("on Monday, April 8")."""
    if behind is None or behind.precision != Precision.DAY:
        return moment
    between = text[moment.start : behind.start]
    return replace(moment, day=behind.day) if _WEEKDAY_OF_A_DATE.fullmatch(between) else moment


def _full(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    month, day, year = month_named(match["month"]), int(match["day"]), match["year"]
    if year:
        made = day_or_none(int(year), month, day)
    else:
        made = day_without_year(month, day, published, ahead=ahead)
    return (made, Precision.DAY) if made else None


def _iso(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    made = day_or_none(int(match["year"]), int(match["m"]), int(match["day"]))
    return (made, Precision.DAY) if made else None


def _month(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    month = month_named(match["month"])
    if match["year"]:
        return dt.date(int(match["year"]), month, 1), Precision.MONTH
    year = year_of_month(month, (match["which"] or "").lower(), published, ahead=ahead)
    return dt.date(year, month, 1), Precision.MONTH


def _year(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    return dt.date(int(match["year"]), 1, 1), Precision.YEAR


def _weekday(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    wanted = weekday_named(match["weekday"])
    word = (match["which"] or "").lower()
    back = (published.weekday() - wanted) % 7
    if word == "next" or (ahead and word not in {"last", "this past"}):
        return published + dt.timedelta(days=7 - back), Precision.DAY
    if word == "last" and back == 0:
        back = 7
    return published - dt.timedelta(days=back), Precision.DAY


def _weekend(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    """Give the Saturday: the last one, of "last weekend" one that is over with its Sunday."""
    word, back = match["which"].lower(), (published.weekday() - _SATURDAY) % 7
    if word == "next" or (ahead and back and word not in {"last", "this past"}):
        back -= 7
    elif word == "last" and back < 2:
        back += 7
    return published - dt.timedelta(days=back), Precision.DAY


def _named_day(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    shift = _NAMED_DAYS[match["name"].lower()]
    return published + dt.timedelta(days=shift), Precision.DAY


def _ago(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    return _counted(published, match["unit"], -number_named(match["number"]))


def _from_now(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    """Count ahead for a plan; "the first in two days", and of what is done, tells how long."""
    if not ahead or _TELLS_HOW_LONG.search(match.string, 0, match.start()):
        return None
    return _counted(published, match["unit"], number_named(match["number"]))


def _counted(published: dt.date, unit: str, number: int) -> _Made:
    if abs(number) > _FARTHEST:
        return None
    if unit.lower().startswith("day"):
        return published + dt.timedelta(days=number), Precision.DAY
    if unit.lower().startswith("week"):
        return published + dt.timedelta(weeks=number), Precision.MONTH
    if unit.lower().startswith("month"):
        return months_from(published, number), Precision.MONTH
    return dt.date(published.year + number, 1, 1), Precision.YEAR


def _relative(match: re.Match[str], published: dt.date, ahead: bool) -> _Made:
    word, unit = match["which"].lower(), match["unit"].lower()
    step = {"last": -1, "the past": -1, "next": 1}.get(word, 0)
    if unit == "week":
        monday = published - dt.timedelta(days=published.weekday())
        return monday + dt.timedelta(weeks=step), Precision.MONTH
    if unit == "month":
        return months_from(published, step), Precision.MONTH
    return dt.date(published.year + step, 1, 1), Precision.YEAR


_SATURDAY: Final = 5
_FARTHEST: Final = 200
"""Days, weeks, months or years beyond which a number is not counted with."""
_NAMED_DAYS: Final = {
    "the day before yesterday": -2, "the day after tomorrow": 2, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "last night": -1,
    "tomorrow": 1,
}  # fmt: skip
_TELLS_HOW_LONG: Final = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|\w+est|most"
    r"|worst|only|once|twice|times?)\b[^,;]{0,40}$", re.I)  # fmt: skip
_WEEKDAY_OF_A_DATE: Final = re.compile(
    rf"(?:(?i:on|this|next|last)\s+)?{WEEKDAY},?\s+\(?(?:the\s+)?"
)
_PART: Final = r"(?i:early|late|mid)"

_PATTERNS: Final[list[tuple[re.Pattern[str], _MakeMoment]]] = [
    (re.compile(rf"\b{YEAR}-(?P<m>\d\d)-(?P<day>\d\d)\b"), _iso),
    (re.compile(rf"\b{MONTH}\s+{DAY}{UP_TO}?\b(?!,?\d)(?:(?:,\s*|\s+){YEAR}\b)?"), _full),
    (re.compile(rf"\b{DAY}{UP_TO}?\s+(?:of\s+)?{MONTH}\b(?:,?\s+{YEAR}\b)?"), _full),
    (re.compile(rf"\b(?:(?P<which>(?i:last|this|next))\s+)?{MONTH},?\s+{YEAR}\b"), _month),
    (re.compile(
        r"\b(?:(?P<which>(?i:last|this past|this|next))"
        rf"|(?i:in|since|during|by|their|his|her)(?:\s+{_PART})?|{_PART})[\s-]+"
        rf"{MONTH}(?P<year>)\b(?!\s+\d)"), _month),
    (re.compile(rf"\b(?:(?P<which>(?i:last|next|this past|this|on))\s+)?{WEEKDAY}\b"), _weekday),
    (re.compile(
        r"\b(?P<which>over the|over this|at the|during the|this past|last|this|next)\s+weekend\b",
        re.I), _weekend),
    (re.compile(r"\b(?P<name>" + "|".join(_NAMED_DAYS) + r")\b", re.I), _named_day),
    (re.compile(
        rf"\b{NUMBER}\s+(?P<unit>days?|weeks?|months?|years?)\s+(?:ago|earlier)\b", re.I), _ago),
    (re.compile(
        rf"\bin\s+{NUMBER}\s+(?P<unit>days?|weeks?|months?|years?)\b(?!\s+of\b)", re.I), _from_now),
    (re.compile(
        r"\b(?P<which>(?:earlier|later) (?:this|in the)|last|this|(?<!the )next|the past)\s+(?P<unit>week|month|year)\b",
        re.I), _relative),
    (re.compile(
        rf"\b(?:(?i:in|since|during)\s+|{_PART}[\s-]+)(?P<year>(?:19[4-9]|20[0-4])\d)\b(?!-)"),
     _year),
]  # fmt: skip

_COUNTED_FROM_LAST: Final = (
    (re.compile(r"\b(?:the|a) (?:next|following) day\b|\ba day (?:later|after)\b", re.I), 1),
    (re.compile(
        r"\bthe previous day\b|\b(?:a|one) day earlier\b(?! than)|\bthe day before(?=\s*(?:[.,;:)]|$))",
        re.I), -1),
    (re.compile(r"\b(?:earlier|later) (?:in the|that) day\b", re.I), 0),
)  # fmt: skip


def relative_to_last(text: str, last: dt.date | None) -> Iterator[Moment]:
    """Give expressions that count from the day last named in the document ("the next day").

    Parameters
    ----------
    text : str
        The sentence.
    last : date or None
        The day last named; where there is none, nothing is given.

    Examples
    --------
    >>> import datetime as dt
    >>> found = relative_to_last("They had met a day earlier.", dt.date(2024, 4, 10))
    >>> [str(moment.day) for moment in found]
    ['2024-04-09']
    """
    if last is None:
        return
    for pattern, days in _COUNTED_FROM_LAST:
        for match in pattern.finditer(text):
            day = last + dt.timedelta(days=days)
            yield Moment(match.start(), match.end(), day, Precision.DAY)
