"""Tell how often the leaders of both states met or spoke: each meeting once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.brief.claims import Claim, Kind, Source, claim
from detente.brief.happenings import Happening, is_likely, leaders_meet
from detente.brief.phrases import contact
from detente.brief.wording import VERY_LIKELY, counted, listed, on_day, the, word_for
from detente.codes import Precision

if TYPE_CHECKING:
    from detente.brief.scope import Scope

NEAR: Final = dt.timedelta(days=7)
"""Talks of which only the day of the report is known count only if no others lie this near.

As a rule they are those told again. Not tuned.
"""

NEAR_MONTH: Final = dt.timedelta(days=31)
"""The same where only the month is known."""

MOST_NAMED: Final = 4
"""Days named in the sentence; with more, one less and the number of the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Hold one day on which the leaders met or spoke."""

    day: Annotated[dt.date, "day; that of the report, or the first of the month, if not known"]
    told: Annotated[tuple[Happening, ...], "what is told of that day; weightiest first"]

    @property
    def way(self) -> tuple[str, Happening]:
        """Give what kind of contact it was, and the event whose reports say so."""
        ways = [(contact(one)[0], one) for one in self.told]
        return next((way for way in ways if way[0] != "contact"), ways[0])

    @property
    def sources(self) -> list[Source]:
        """Give the places that tell of it and of what kind it was."""
        one = self.way[1]
        return [one.reports[0].source(), contact(one)[1].source()]

    def words(self, scope: Scope) -> str:
        """Name the day and the kind of contact, and who else took part."""
        first = self.told[0]
        day = on_day(self.day, first.precision)
        if first.precision == Precision.REPORT:
            day += ", day of the report"
        others = sorted(the(code) for code in first.states - {scope.first, scope.second})
        if len(others) > 3:
            others = [f"{len(others)} other states"]
        way = f"{self.way[0]} with {listed(others)}" if others else self.way[0]
        sure = max(one.probability for one in self.told)
        return f"{day} ({way}{'' if sure >= VERY_LIKELY else f'; {word_for(sure)} read correctly'})"


def meetings_of_leaders(scope: Scope) -> list[Meeting]:
    """Give the days on which the leaders of both met or spoke, in order.

    One entry a day. What is not likely read correctly is left out.
    Talks told without their day count only where no others are near, see `NEAR`;
    plans never do.
    """
    met = [
        one
        for one in scope.happened
        if leaders_meet(one, (scope.first, scope.second)) and is_likely(one)
    ]
    days: dict[dt.date, list[Happening]] = defaultdict(list)
    for one in sorted(met, key=_vagueness):
        if one.precision == Precision.DAY or not _is_near(one, days):
            days[one.day].append(one)
    return [
        Meeting(day=day, told=tuple(sorted(told, key=lambda one: (-one.weight, one.event.id))))
        for day, told in sorted(days.items())
    ]


def _vagueness(one: Happening) -> int:
    return {Precision.DAY: 0, Precision.REPORT: 1}.get(one.precision, 2)


def _is_near(one: Happening, days: dict[dt.date, list[Happening]]) -> bool:
    near = NEAR if one.precision == Precision.REPORT else NEAR_MONTH
    return any(abs(one.day - day) <= near for day in days)


def leaders_met(section: str, scope: Scope) -> Claim | None:
    """Say on which days the leaders of both states met or spoke; none if they did not."""
    meetings = meetings_of_leaders(scope)
    if not meetings:
        return None
    named = meetings if len(meetings) <= MOST_NAMED else meetings[: MOST_NAMED - 1]
    days = [one.words(scope) for one in named]
    if len(named) < len(meetings):
        days.append(f"{len(meetings) - len(named)} more")
    places = zip(*(one.sources for one in named), strict=True)
    reports = [report for one in meetings for told in one.told for report in told.reports]
    documents = {report.event.evidence.document_id for report in reports}
    return claim(
        section,
        "The leaders of {pair} met or spoke {count} ({reports_in_words}): {days}.",
        kind=Kind.LEADERS,
        numbers={"times": len(meetings), "reports": len(documents)},
        words={
            "pair": scope.pair,
            "count": {1: "once", 2: "twice"}.get(len(meetings), f"{len(meetings)} times"),
            "days": listed(days),
            "reports_in_words": counted(len(documents), "report"),
        },
        n=len(documents),
        sources=dict.fromkeys(source for column in places for source in column),
    )
