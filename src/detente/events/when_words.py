"""Read the words of days, months and numbers, and count with them on the calendar."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final

_MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_SHORT_MONTHS: Final = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAYS: Final = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "several": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20,
}  # fmt: skip
_SLACK: Final = dt.timedelta(days=60)
"""How far ahead a day without year may lie when no plan is told ("They meet on Jan. 5.")."""
_LEAP_YEARS_APART: Final = 8
"""Years from one 29 February to the next, at most (1896 to 1904)."""

MONTH: Final = (
    "(?P<month>"
    + "|".join([*calendar.month_name[1:], *(rf"{short.title()}\.?" for short in _SHORT_MONTHS)])
    + ")"
)
"""A month, in full or short; only with its capital, for "may" and "march" are verbs."""
WEEKDAY: Final = "(?P<weekday>" + "|".join(calendar.day_name) + ")"
DAY: Final = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
UP_TO: Final = (
    r"(?:\s*(?:[-–]|\b(?:to|through|until)\b)\s*(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)"
)
"""The rest of a span of days ("10-12", "10 to 12"), of which the first is meant."""
YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
NUMBER: Final = r"(?P<number>\d{1,3}|" + "|".join(_NUMBERS) + ")"


def month_named(name: str) -> int:
    """Give the number of a month, 1 to 12."""
    plain = name.lower().rstrip(".")
    return _MONTHS.get(plain) or _SHORT_MONTHS[plain]


def weekday_named(name: str) -> int:
    """Give the number of a day of the week; 0 for Monday."""
    return _WEEKDAYS[name.lower()]


def number_named(word: str) -> int:
    """Give a number in digits or in words, up to twenty."""
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def day_or_none(year: int, month: int, day: int) -> dt.date | None:
    """Give a day of the calendar, or none where it has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_without_year(month: int, day: int, published: dt.date, *, ahead: bool) -> dt.date | None:
    """Give the day that is meant: for a plan the first one to come, else the last one.

    What is told as done may yet be a little ahead, where a report has no verb of the future.
    """
    years = range(published.year - _LEAP_YEARS_APART, published.year + _LEAP_YEARS_APART + 1)
    days = [made for year in years if (made := day_or_none(year, month, day)) is not None]
    if ahead:
        return min((made for made in days if made >= published), default=None)
    return max((made for made in days if made <= published + _SLACK), default=None)


def year_of_month(month: int, which: str, published: dt.date, *, ahead: bool) -> int:
    """Give the year of a month named without one, by "last", "this", "next" or no such word."""
    year, now = published.year, published.month
    if which == "this":
        return year
    if which in {"last", "this past"}:
        return year if month < now else year - 1
    if which == "next":
        return year if month > now else year + 1
    if ahead:
        return year if month >= now else year + 1
    return year if month <= now else year - 1


def months_from(day: dt.date, number: int) -> dt.date:
    """Give the first day of the month some months after that of a day, or before it."""
    total = day.year * 12 + day.month - 1 + number
    return dt.date(total // 12, total % 12 + 1, 1)
