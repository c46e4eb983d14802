"""Read the day on which a text was published, and say how certain it is; never guessed."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from detente.codes import Certainty
from detente.records import Rejection, rejection

EARLIEST = dt.date(1800, 1, 1)  # what lies before is a mistake of the source
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(NAMES, start=1)}
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
WRITTEN = (
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b", re.I),
    re.compile(rf"\b{_DAY}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}\b", re.I),
    re.compile(rf"\b{_YEAR}[/. -]{_MONTH}[/. -]{_DAY}\b", re.I),
)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}")


class Dating(NamedTuple):
    """Hold a day of publication, where it comes from, and what was wrong with it."""

    day: dt.date | None
    certainty: Certainty
    note: Rejection | None = None


def read_date(text: str) -> dt.date | None:
    """Read a date in any usual form; None if there is none, or if it could be two days.

    ISO 8601, RFC 2822, seconds or milliseconds since 1970, and dates in English words are
    read. A time with an offset gives its day in UTC. ``03/04/2024`` is two days and so none.

    Examples
    --------
    >>> read_date("April 10, 2024"), read_date("03/04/2024")
    (datetime.date(2024, 4, 10), None)
    """
    text = " ".join(text[:500].split())
    return _iso(text) or _epoch(text) or _mail(text) or _in_words(text) or _in_numbers(text)


def published_on(
    given: str | None,
    extracted: str | None,
    assumed: dt.date | None,
    *,
    now: dt.date,
    source: str,
) -> Dating:
    """Settle the day of publication: as given, else as found in the page, else as assumed.

    Parameters
    ----------
    given, extracted : str or None
        The date as the source states it, and as it stands in the page.
    assumed : date or None
        What the user said that undated texts are to have.
    now : date
        Day of the run; a later day is rejected as a date.
    source : str
        Where the text came from, for the note.
    """
    note: Rejection | None = None
    candidates = ((given, Certainty.GIVEN), (extracted, Certainty.EXTRACTED))
    for text, certainty in candidates:
        if text is None:
            continue
        day = read_date(text)
        if day is not None and EARLIEST <= day <= now:
            return Dating(day, certainty, note)
        note = note or _wrong(text, day, now, source)
    if assumed is not None:
        return Dating(assumed, Certainty.ASSUMED, note)
    none = rejection(source, "documents", "no date", "no date given", counts_as_problem=False)
    return Dating(None, Certainty.UNKNOWN, note or none)


def _wrong(text: str, day: dt.date | None, now: dt.date, source: str) -> Rejection:
    if day is None:
        return rejection(source, "documents", "unclear date", f"cannot read {text[:100]!r}")
    if day > now:
        return rejection(source, "documents", "future date", f"{day} is later than {now}")
    return rejection(source, "documents", "unclear date", f"{day} is before {EARLIEST}")


def _utc_day(moment: dt.datetime) -> dt.date | None:
    if moment.tzinfo is None:
        return moment.date()
    try:
        return moment.astimezone(dt.UTC).date()
    except OverflowError:
        return None


def _iso(text: str) -> dt.date | None:
    if not text[:4].isdigit() or EPOCH.fullmatch(text):
        return None
    if len(text) == 14 and text.isdigit():  # as GDELT and web archives write it
        text = f"{text[:8]}T{text[8:]}"
    try:
        return _utc_day(dt.datetime.fromisoformat(re.sub(r" ?(?:UTC|GMT)$", "Z", text)))
    except ValueError:
        return None


def _epoch(text: str) -> dt.date | None:
    if not EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    if len(text) >= 12 and "." not in text:
        seconds /= 1000
    return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date()


def _mail(text: str) -> dt.date | None:
    try:
        return _utc_day(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_words(text: str) -> dt.date | None:
    for pattern in WRITTEN:
        if found := pattern.search(text):
            month = MONTHS[found["month"].lower()[:3]]
            return _day(int(found["year"]), month, int(found["day"]))
    return None


def _in_numbers(text: str) -> dt.date | None:
    if found := YEAR_FIRST.search(text):
        year, month, day = map(int, found.groups())
        return _day(year, month, day)
    if found := YEAR_LAST.search(text):
        first, second, year = map(int, found.groups())
        if first == second or first > 12:
            return _day(year, second, first)
        if second > 12:
            return _day(year, first, second)
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
