"""Say on which day an event happened or is to happen, from the words of its sentence.

Days are read against the day of publication: "on Wednesday" is the last Wednesday not after
it, or, for a plan, the next one. What names no day has none; nothing is guessed here.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Final

from detente.codes import Precision


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold one expression of time."""

    start: Annotated[int, "offset in the sentence; characters"]
    stop: Annotated[int, "offset behind it; characters"]
    day: Annotated[dt.date, "first day that is meant"]
    precision: Annotated[Precision, "day | month | year"]


_MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_SHORT: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAYS: Final = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTH: Final = r"(?P<month>" + "|".join([*calendar.month_name[1:], *(
    f"{short.title()}\\.?" for short in _SHORT)]) + r")"  # fmt: skip
_NUMBER: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
                  "a": 1, "an": 1, "several": 3}  # fmt: skip

_MakeMoment = Callable[[re.Match[str], dt.date, bool], tuple[dt.date, Precision] | None]


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
    return sorted(found, key=lambda moment: moment.start)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_of(match: re.Match[str]) -> int:
    name = match["month"].lower().rstrip(".")
    return _MONTHS.get(name) or _SHORT[name]


def _full(
    match: re.Match[str], published: dt.date, ahead: bool
) -> tuple[dt.date, Precision] | None:
    groups = match.groupdict()
    month, day = _month_of(match), int(groups["day"])
    if groups.get("year"):
        made = _date(int(groups["year"]), month, day)
        return (made, Precision.DAY) if made else None
    candidates = [_date(published.year + shift, month, day) for shift in (-1, 0, 1)]
    near = [made for made in candidates if made is not None]
    if not near:
        return None
    return _nearest(near, published, ahead=ahead), Precision.DAY


def _nearest(days: list[dt.date], published: dt.date, *, ahead: bool) -> dt.date:
    """Give the day that is meant: a little ahead is possible, far ahead is last year."""
    slack = 300 if ahead else 60
    return min(days, key=lambda day: _distance(day, published, slack))


def _distance(day: dt.date, published: dt.date, slack: int) -> int:
    gap = (day - published).days
    return abs(gap) if gap <= slack else 10_000 + gap


def _month_year(
    match: re.Match[str], published: dt.date, ahead: bool
) -> tuple[dt.date, Precision] | None:
    month = _month_of(match)
    if match["year"]:
        return dt.date(int(match["year"]), month, 1), Precision.MONTH
    word = (match.groupdict().get("which") or "").lower()
    this = dt.date(published.year, month, 1)
    if word == "last" or (word != "next" and not ahead and this > published):
        if this > published.replace(day=1) or word != "last" or month >= published.month:
            this = dt.date(published.year - 1, month, 1)
    elif (word == "next" or ahead) and month < published.month:
        this = dt.date(published.year + 1, month, 1)
    return this, Precision.MONTH


def _weekday(
    match: re.Match[str], published: dt.date, ahead: bool
) -> tuple[dt.date, Precision] | None:
    wanted = _WEEKDAYS[match["weekday"].lower()]
    word = (match["which"] or "").lower()
    back = (published.weekday() - wanted) % 7
    if word == "next" or (ahead and word not in {"last", "this past"}):
        forward = (wanted - published.weekday()) % 7 or 7
        return published + dt.timedelta(days=forward), Precision.DAY
    if word == "last" and back == 0:
        back = 7
    return published - dt.timedelta(days=back), Precision.DAY


def _named_day(
    match: re.Match[str], published: dt.date, ahead: bool
) -> tuple[dt.date, Precision] | None:
    shift = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
             "yesterday": -1, "last night": -1, "tomorrow": 1}  # fmt: skip
    return published + dt.timedelta(days=shift[match[0].lower()]), Precision.DAY


def _ago(match: re.Match[str], published: dt.date, ahead: bool) -> tuple[dt.date, Precision] | None:
    word = match["number"].lower()
    number = int(word) if word.isdigit() else _NUMBER[word]
    unit = match["unit"].lower()
    if number > 200:
        return None
    if unit.startswith("day"):
        return published - dt.timedelta(days=number), Precision.DAY
    if unit.startswith("week"):
        return published - dt.timedelta(weeks=number), Precision.MONTH
    if unit.startswith("month"):
        return _months_from(published, -number), Precision.MONTH
    return dt.date(published.year - number, 1, 1), Precision.YEAR


def _months_from(day: dt.date, number: int) -> dt.date:
    total = day.year * 12 + day.month - 1 + number
    return dt.date(total // 12, total % 12 + 1, 1)


def _relative(
    match: re.Match[str], published: dt.date, ahead: bool
) -> tuple[dt.date, Precision] | None:
    shift = {"last": -1, "this": 0, "next": 1, "earlier this": 0, "later this": 0, "the past": -1}
    step = shift[match["which"].lower()]
    unit = match["unit"].lower()
    if unit == "week":
        monday = published - dt.timedelta(days=published.weekday())
        return monday + dt.timedelta(weeks=step), Precision.MONTH
    if unit == "month":
        return _months_from(published, step), Precision.MONTH
    return dt.date(published.year + step, 1, 1), Precision.YEAR


def _year(
    match: re.Match[str], published: dt.date, ahead: bool
) -> tuple[dt.date, Precision] | None:
    return dt.date(int(match["year"]), 1, 1), Precision.YEAR


def _iso(match: re.Match[str], published: dt.date, ahead: bool) -> tuple[dt.date, Precision] | None:
    made = _date(int(match["year"]), int(match["m"]), int(match["day"]))
    return (made, Precision.DAY) if made else None


_PATTERNS: Final[list[tuple[re.Pattern[str], _MakeMoment]]] = [
    (re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)\b"), _iso),
    (re.compile(
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\d)"
        rf"(?:(?:,\s*|\s+)(?P<year>(?:19|20)\d\d)\b)?"), _full),
    (re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"),
     _full),
    (re.compile(rf"\b(?:(?P<which>last|this|next)\s+)?{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b"),
     _month_year),
    (re.compile(
        rf"\b(?:(?P<which>last|this|next)|[Ii]n|[Ss]ince|[Dd]uring|early|late|mid-?|their|his|her|by)\s+"
        rf"{_MONTH}(?P<year>)\b(?!\s+\d)"), _month_year),
    (re.compile(
        r"\b(?:(?P<which>last|next|this past|this|on|On)\s+)?"
        r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"), _weekday),
    (re.compile(
        r"\b(?:today|tonight|yesterday|tomorrow|last night|this morning|this afternoon|this evening)\b",
        re.I), _named_day),
    (re.compile(
        r"\b(?P<number>\d{1,3}|a|an|one|two|three|four|five|six|seven|several)\s+"
        r"(?P<unit>days?|weeks?|months?|years?)\s+(?:ago|earlier)\b", re.I), _ago),
    (re.compile(
        r"\b(?P<which>earlier this|later this|last|this|next|the past)\s+(?P<unit>week|month|year)\b",
        re.I), _relative),
    (re.compile(
        r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|early|late|mid-?)\s+(?P<year>(?:19[4-9]|20[0-4])\d)\b(?!-)"),
     _year),
]  # fmt: skip

_NEXT_DAY: Final = re.compile(
    r"\b(?:the|a) (?:next|following) day\b|\ba day (?:later|after)\b", re.I
)


def relative_to_last(text: str, last: dt.date | None) -> Iterator[Moment]:
    """Give expressions that count from the day last named in the document ("the next day")."""
    if last is None:
        return
    for match in _NEXT_DAY.finditer(text):
        yield Moment(match.start(), match.end(), last + dt.timedelta(days=1), Precision.DAY)
