"""How a measure reads, and how it is said that its acts are often misread."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.brief.readings import doubt_of
from detente.records import Finding


def finding(evidence: list[str]) -> Finding:
    day = dt.date(2024, 4, 10)
    return Finding(
        indicator="engagement", first="JPN", second="USA", group=[], issue="conflict", start=day,
        stop=day, value=0.5, low=0.1, high=1.2, unit="acts", n=len(evidence), exposure=1.0,
        rank=None, evidence=evidence, reading="About .5 acts a month.", withheld=None,
    )  # fmt: skip


class Told:
    """Give the chances of events by their ids, which are those chances."""

    def chances(self, ids):
        return [float(one) for one in ids]


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        (["0.3", "0.5", "0.4"], "about 4 in 10 of these acts are read correctly"),
        (["0.9", "0.5"], ""),
        (["0.55", "0.55"], ""),
        (["0.3"], ""),
        ([], ""),
    ],
)
def test_says_how_many_acts_are_read_correctly_where_that_is_few(
    chances: list[str], said: str
) -> None:
    assert doubt_of(finding(chances), Told()) == said
