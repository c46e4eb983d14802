"""Count chosen acts by month, issue and root."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.codes import Issue
from detente.relations.wording import ISSUE_WORDS
from detente.serve.answers import CountRow, MonthRow
from detente.serve.queries.rows import words_of

if TYPE_CHECKING:
    from detente.serve.index import Acts, Bools, Coded

MONTHS: Final = 24
"""Months shown: enough to see what is usual and two same seasons."""


def by_month(acts: Acts, chosen: Bools, stop: dt.date, months: int = MONTHS) -> list[MonthRow]:
    """Count acts in each of the months up to the day before `stop`."""
    last = _month(stop - dt.timedelta(days=1))
    numbers = acts.days[chosen].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    places = numbers - (last - months + 1)
    kept = (places >= 0) & (places < months)
    friendly = acts.cooperative[chosen]
    sides = [np.bincount(places[kept & side], minlength=months) for side in (friendly, ~friendly)]
    return [
        MonthRow(
            month=np.datetime64(last - months + 1 + n, "M").astype(dt.date),
            cooperation=int(sides[0][n]),
            conflict=int(sides[1][n]),
        )
        for n in range(months)
    ]


def _month(day: dt.date) -> int:
    return (day.year - 1970) * 12 + day.month - 1


def by_root(acts: Acts, chosen: Bools) -> list[CountRow]:
    """Count acts by root, the most frequent first."""
    return _counted(acts.roots, acts, chosen, words_of)


def by_issue(acts: Acts, chosen: Bools) -> list[CountRow]:
    """Count acts by issue area, the most frequent first."""
    known = {one.value: words for one, words in ISSUE_WORDS.items()}
    return _counted(acts.issues, acts, chosen, lambda name: known.get(name, "no issue told"))


def _counted(column: Coded, acts: Acts, chosen: Bools, words: Any) -> list[CountRow]:
    numbers, friendly = column.numbers[chosen], acts.cooperative[chosen]
    size = len(column.names)
    good = np.bincount(numbers[friendly & (numbers >= 0)], minlength=size)
    bad = np.bincount(numbers[~friendly & (numbers >= 0)], minlength=size)
    rows = [
        CountRow(
            name=name,
            words=words(name),
            acts=int(good[n] + bad[n]),
            cooperation=int(good[n]),
            conflict=int(bad[n]),
        )
        for n, name in enumerate(column.names)
        if good[n] + bad[n]
    ]
    return sorted(rows, key=lambda row: (-row.acts, row.name))


def issue_words() -> dict[str, str]:
    """Give the issue areas in words, for choosing."""
    return {one.value: ISSUE_WORDS[one] for one in Issue}
