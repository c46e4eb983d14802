"""On which day something happened, as the words of its sentence tell it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events.when import moments_in, relative_to_last

FRIDAY = "2024-04-12"


def read(text: str, published: str, *, ahead: bool = False) -> list[str]:
    """Give moments as "2024-04-10 day"."""
    found = moments_in(text, dt.date.fromisoformat(published), ahead=ahead)
    return [f"{moment.day} {moment.precision}" for moment in found]


@pytest.mark.parametrize(
    ("published", "text", "when"),
    [
        (FRIDAY, "They met on Wednesday.", "2024-04-10 day"),
        (FRIDAY, "They will meet next year.", "2025-01-01 year"),
        (FRIDAY, "They met on Friday.", "2024-04-12 day"),
        (FRIDAY, "They met on Saturday.", "2024-04-06 day"),
        (FRIDAY, "They met last Friday.", "2024-04-05 day"),
        (FRIDAY, "They met last Wednesday.", "2024-04-10 day"),
        (FRIDAY, "They met this past Monday.", "2024-04-08 day"),
        (FRIDAY, "Wednesday's talks failed.", "2024-04-10 day"),
        ("2024-01-01", "They met on Sunday.", "2023-12-31 day"),
        (FRIDAY, "They met today.", "2024-04-12 day"),
        (FRIDAY, "They met yesterday.", "2024-04-11 day"),
        (FRIDAY, "Last night they met.", "2024-04-11 day"),
        (FRIDAY, "This morning they met.", "2024-04-12 day"),
        (FRIDAY, "They meet tomorrow.", "2024-04-13 day"),
        ("2024-01-01", "They met yesterday.", "2023-12-31 day"),
        (FRIDAY, "They met on April 2.", "2024-04-02 day"),
        (FRIDAY, "They met on April 10, 2023.", "2023-04-10 day"),
        (FRIDAY, "They met on April 10 2023.", "2023-04-10 day"),
        (FRIDAY, "They met on 10 April 2023.", "2023-04-10 day"),
        (FRIDAY, "They met on the 10th of April.", "2024-04-10 day"),
        (FRIDAY, "They met on March 5th, 2023.", "2023-03-05 day"),
        (FRIDAY, "They met on Sept. 3.", "2023-09-03 day"),
        (FRIDAY, "They met on Sep 3, 1951.", "1951-09-03 day"),
        (FRIDAY, "They met from April 10-12.", "2024-04-10 day"),
        (FRIDAY, "On 2024-03-01 they met.", "2024-03-01 day"),
        (FRIDAY, "The coup of 1 February 2021 failed.", "2021-02-01 day"),
        (FRIDAY, "On 1 December, it failed.", "2023-12-01 day"),
        ("2024-01-05", "They met on December 30.", "2023-12-30 day"),
        ("2023-12-28", "They meet on Jan. 5.", "2024-01-05 day"),
        ("2024-12-31", "They meet on January 1.", "2025-01-01 day"),
        (FRIDAY, "They met on February 29.", "2024-02-29 day"),
        (FRIDAY, "They met in December.", "2023-12-01 month"),
        (FRIDAY, "They met in April.", "2024-04-01 month"),
        (FRIDAY, "They met in May.", "2023-05-01 month"),
        (FRIDAY, "They met in late May.", "2023-05-01 month"),
        (FRIDAY, "They met in early April.", "2024-04-01 month"),
        (FRIDAY, "Since January, they have met.", "2024-01-01 month"),
        ("2024-01-05", "They met in December.", "2023-12-01 month"),
        (FRIDAY, "They met last May.", "2023-05-01 month"),
        (FRIDAY, "They met last March.", "2024-03-01 month"),
        (FRIDAY, "They met last April.", "2023-04-01 month"),
        (FRIDAY, "They meet next May.", "2024-05-01 month"),
        (FRIDAY, "They meet next March.", "2025-03-01 month"),
        (FRIDAY, "They met in May 2022.", "2022-05-01 month"),
        (FRIDAY, "They met in late May 2022.", "2022-05-01 month"),
        (FRIDAY, "Since February 2022 it has lasted.", "2022-02-01 month"),
        (FRIDAY, "They met last month.", "2024-03-01 month"),
        ("2024-01-12", "They met last month.", "2023-12-01 month"),
        ("2024-12-12", "They meet next month.", "2025-01-01 month"),
        ("2024-03-31", "They meet later this month.", "2024-03-01 month"),
        (FRIDAY, "They met last week.", "2024-04-01 month"),
        ("2024-12-31", "They meet next week.", "2025-01-06 month"),
        (FRIDAY, "They met two days ago.", "2024-04-10 day"),
        (FRIDAY, "They met a day earlier.", "2024-04-11 day"),
        (FRIDAY, "They met 10 days earlier.", "2024-04-02 day"),
        (FRIDAY, "They met three weeks ago.", "2024-03-22 month"),
        ("2024-01-12", "They met two months ago.", "2023-11-01 month"),
        (FRIDAY, "They met 50 years ago.", "1974-01-01 year"),
        (FRIDAY, "They met last year.", "2023-01-01 year"),
        (FRIDAY, "They met earlier this year.", "2024-01-01 year"),
        (FRIDAY, "They met in 1972.", "1972-01-01 year"),
        (FRIDAY, "WASHINGTON, April 10 (AP)", "2024-04-10 day"),
        (FRIDAY, "Last Friday they met.", "2024-04-05 day"),
        (FRIDAY, "Next Friday they meet.", "2024-04-19 day"),
        (FRIDAY, "This past Monday they met.", "2024-04-08 day"),
        (FRIDAY, "Last December they met.", "2023-12-01 month"),
        (FRIDAY, "Early March was calm.", "2024-03-01 month"),
        (FRIDAY, "By March they had met.", "2024-03-01 month"),
        (FRIDAY, "In mid-March they met.", "2024-03-01 month"),
        (FRIDAY, "They met in mid March.", "2024-03-01 month"),
        (FRIDAY, "They met in mid-2022.", "2022-01-01 year"),
        (FRIDAY, "They meet this May.", "2024-05-01 month"),
        (FRIDAY, "They met this March.", "2024-03-01 month"),
        (FRIDAY, "They met the day before yesterday.", "2024-04-10 day"),
        (FRIDAY, "They meet the day after tomorrow.", "2024-04-14 day"),
        (FRIDAY, "They met ten days ago.", "2024-04-02 day"),
        (FRIDAY, "They met twenty days ago.", "2024-03-23 day"),
        (FRIDAY, "They met on 10-12 April.", "2024-04-10 day"),
        (FRIDAY, "They met on 10–12 April 2023.", "2023-04-10 day"),
        (FRIDAY, "They met from 10 to 12 April.", "2024-04-10 day"),
        (FRIDAY, "They met from April 10 to 12.", "2024-04-10 day"),
        (FRIDAY, "They met on April 10–12, 2023.", "2023-04-10 day"),
        ("2023-04-12", "They met on February 29.", "2020-02-29 day"),
        ("1903-04-12", "They met on February 29.", "1896-02-29 day"),
        (FRIDAY, "They met over the weekend.", "2024-04-06 day"),
        ("2024-04-14", "They met over the weekend.", "2024-04-13 day"),
        ("2024-04-14", "They met last weekend.", "2024-04-06 day"),
        (FRIDAY, "They met last weekend.", "2024-04-06 day"),
        (FRIDAY, "They meet next weekend.", "2024-04-13 day"),
        (FRIDAY, "They met earlier this week.", "2024-04-08 month"),
        (FRIDAY, "They met earlier in the week.", "2024-04-08 month"),
    ],
)
def test_reads_when_something_happened(published: str, text: str, when: str) -> None:
    assert read(text, published) == [when]


@pytest.mark.parametrize(
    ("published", "text", "when"),
    [
        (FRIDAY, "They will meet on Wednesday.", "2024-04-17 day"),
        (FRIDAY, "They will meet on Friday.", "2024-04-19 day"),
        (FRIDAY, "They will meet next Friday.", "2024-04-19 day"),
        (FRIDAY, "They will meet this Sunday.", "2024-04-14 day"),
        (FRIDAY, "They will meet as agreed last Monday.", "2024-04-08 day"),
        (FRIDAY, "They will meet in May.", "2024-05-01 month"),
        (FRIDAY, "They will meet in April.", "2024-04-01 month"),
        (FRIDAY, "They will meet in March.", "2025-03-01 month"),
        (FRIDAY, "They will meet on August 1.", "2024-08-01 day"),
        ("2023-12-28", "They will meet on January 5.", "2024-01-05 day"),
        ("2024-12-31", "They will meet on Wednesday.", "2025-01-01 day"),
        ("2024-12-31", "They will meet next year.", "2025-01-01 year"),
        (FRIDAY, "They will meet in two days.", "2024-04-14 day"),
        (FRIDAY, "They will meet in ten weeks.", "2024-06-21 month"),
        (FRIDAY, "They will meet in three months.", "2024-07-01 month"),
        (FRIDAY, "They will meet on December 1.", "2024-12-01 day"),
        (FRIDAY, "They will meet on April 1.", "2025-04-01 day"),
        (FRIDAY, "They will meet on April 12.", "2024-04-12 day"),
        ("2023-04-12", "They will meet on February 29.", "2024-02-29 day"),
        (FRIDAY, "They will meet this May.", "2024-05-01 month"),
        (FRIDAY, "They will meet over the weekend.", "2024-04-13 day"),
        ("2024-04-13", "They will meet over the weekend.", "2024-04-13 day"),
    ],
)
def test_reads_when_something_is_to_happen(published: str, text: str, when: str) -> None:
    assert read(text, published, ahead=True) == [when]


@pytest.mark.parametrize(
    "text",
    [
        "They will meet within the next year.",
        "They met on February 30.",
        "On 2024-02-30 they met.",
        "They met 201 days ago.",
        "They spent 2019 dollars.",
        "May met Macron.",
        "Russia may attack.",
        "They march 5 miles.",
        "On March 5,000 people came.",
        "In the 1990s they met.",
        "In 2022-23 they met.",
        "They met in 1905.",
        "It was the second attack in two days.",
        "They met after two days of talks.",
        "",
    ],
)
def test_reads_no_day_where_none_is_named(text: str) -> None:
    assert read(text, FRIDAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "It will be the second visit in two years.",
        "It will be their biggest exercise in ten years.",
        "They will open in three days of talks.",
    ],
)
def test_takes_no_length_of_time_for_a_day_to_come(text: str) -> None:
    assert read(text, FRIDAY, ahead=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "They will meet on Wednesday, April 24.",
        "They will meet on Wednesday, 24 April.",
        "They will meet on Wednesday (April 24).",
        "They will meet Wednesday, the 24th of April.",
    ],
)
def test_a_weekday_with_its_date_is_that_date(text: str) -> None:
    assert read(text, FRIDAY, ahead=True) == ["2024-04-24 day"] * 2


def test_a_weekday_beside_another_day_keeps_its_own() -> None:
    text = "They met on Wednesday and will meet on Friday, not on April 24."
    assert read(text, FRIDAY, ahead=True)[0] == "2024-04-17 day"


def test_gives_several_moments_in_order_with_their_place() -> None:
    text = "On Monday, April 8, they met; yesterday they parted."
    found = moments_in(text, dt.date(2024, 4, 12))
    words = [text[moment.start : moment.stop] for moment in found]
    assert words == ["On Monday", "April 8", "yesterday"]
    assert [moment.day.day for moment in found] == [8, 8, 11]


PHRASES = [
    "on Wednesday", "last May", "in December", "April 31", "29 February", "this week", "in 2019",
    "a year ago", "200 years ago", "in twenty years", "10-31 April", "over the weekend",
    "Mid-May", "Dec. 31, 2023", "2024-13-01", "next month", "may", "5", ",",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PHRASES), max_size=6).map(" ".join),
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)),
    st.booleans(),
)
def test_moments_never_overlap_and_never_fail(text: str, published: dt.date, ahead: bool) -> None:
    found = moments_in(text, published, ahead=ahead)
    assert all(0 <= moment.start < moment.stop <= len(text) for moment in found)
    assert all(a.stop <= b.start for a, b in pairwise(found))


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(["Monday", "Sunday"]))
def test_a_weekday_is_within_the_week_before_or_ahead(published: dt.date, weekday: str) -> None:
    (back,) = moments_in(f"on {weekday}", published)
    (ahead,) = moments_in(f"on {weekday}", published, ahead=True)
    assert 0 <= (published - back.day).days < 7
    assert 0 < (ahead.day - published).days <= 7
    assert back.day.strftime("%A") == ahead.day.strftime("%A") == weekday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The next day they met.", ["2024-04-11"]),
        ("They met the following day.", ["2024-04-11"]),
        ("They met a day later.", ["2024-04-11"]),
        ("The previous day they met.", ["2024-04-09"]),
        ("They had met a day earlier.", ["2024-04-09"]),
        ("They had met the day before.", ["2024-04-09"]),
        ("Earlier in the day they met.", ["2024-04-10"]),
        ("They met a day earlier than planned.", []),
        ("They met the day before the summit.", []),
        ("They met.", []),
    ],
)
def test_counts_days_from_the_day_last_named(text: str, days: list[str]) -> None:
    found = relative_to_last(text, dt.date(2024, 4, 10))
    assert [str(moment.day) for moment in found] == days


def test_knows_no_next_day_where_none_was_named() -> None:
    assert list(relative_to_last("The next day they met.", None)) == []
