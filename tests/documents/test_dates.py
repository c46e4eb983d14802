"""Which dates are read, and what is said of those that are not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.codes import Certainty
from detente.documents.dates import published_on, read_date

DAY = dt.date(2024, 4, 10)
NOW = dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-10",
        "2024-04-10T08:30:00Z",
        "2024-04-10 08:30:00+02:00",
        "2024-04-10T08:30:00.000+0000",
        "2024-04-10 08:30:00 UTC",
        "20240410",
        "20240410T083000Z",
        "20240410083000",
        "2024/04/10",
        "2024.4.10",
        "Wed, 10 Apr 2024 08:30:00 GMT",
        "Wed, 10 Apr 2024 08:30:00 -0400",
        "1712736000",
        "1712736000000",
        "1712736000.0",
        "April 10, 2024",
        "Apr. 10, 2024",
        "APRIL 10TH, 2024",
        "10 April 2024",
        "10th of April 2024",
        "10-Apr-2024",
        "Wednesday, April 10, 2024 at 5:00 p.m. ET",
        "Updated 10:12 AM ET, Wed April 10, 2024",
        "  10   April,  2024 ",
        "April 10 2024",
    ],
)
def test_reads_dates_in_usual_forms(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("04/13/2024", dt.date(2024, 4, 13)),
        ("13/04/2024", dt.date(2024, 4, 13)),
        ("13.04.2024", dt.date(2024, 4, 13)),
        ("05/05/2024", dt.date(2024, 5, 5)),
        ("04/05/2024", None),
        ("2024-04-10T22:00:00-04:00", dt.date(2024, 4, 11)),
        ("2024-04-10T01:00:00+09:00", dt.date(2024, 4, 9)),
        ("2024-02-30", None),
        ("yesterday", None),
        ("2024", None),
        ("April 2024", None),
        ("", None),
        ("12", None),
        ("-", None),
    ],
)
def test_reads_no_date_that_could_be_two(text: str, day: dt.date | None) -> None:
    assert read_date(text) == day


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_reads_back_every_written_date(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%Y%m%d", "%a, %d %b %Y 12:00:00 +0000"):
        assert read_date(day.strftime(form)) == day


@given(st.text(max_size=60))
def test_reads_any_text_without_error(text: str) -> None:
    day = read_date(text)
    assert day is None or isinstance(day, dt.date)


@pytest.mark.parametrize(
    ("given", "extracted", "assumed", "day", "certainty", "reason"),
    [
        ("2024-04-10", "2024-05-01", None, DAY, Certainty.GIVEN, None),
        (None, "2024-04-10", dt.date(2024, 5, 1), DAY, Certainty.EXTRACTED, None),
        (None, None, DAY, DAY, Certainty.ASSUMED, None),
        (None, None, None, None, Certainty.UNKNOWN, "no date"),
        ("2025-01-01", None, None, None, Certainty.UNKNOWN, "future date"),
        ("2025-01-01", "2024-04-10", None, DAY, Certainty.EXTRACTED, "future date"),
        ("soon", None, None, None, Certainty.UNKNOWN, "unclear date"),
        ("soon", None, DAY, DAY, Certainty.ASSUMED, "unclear date"),
        ("1024-01-01", None, None, None, Certainty.UNKNOWN, "unclear date"),
    ],
)
def test_settles_the_day_and_says_where_it_comes_from(
    given: str | None,
    extracted: str | None,
    assumed: dt.date | None,
    day: dt.date | None,
    certainty: Certainty,
    reason: str | None,
) -> None:
    dating = published_on(given, extracted, assumed, now=NOW, source="a.txt")
    assert (dating.day, dating.certainty) == (day, certainty)
    assert (dating.note.reason if dating.note else None) == reason
    if dating.note:
        assert dating.note.counts_as_problem == (reason != "no date")
