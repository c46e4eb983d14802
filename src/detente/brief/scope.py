"""Hold what a brief on two states is asked about and what was read for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Protocol

from detente.brief.happenings import weightiest
from detente.brief.reports import Report, cited
from detente.brief.wording import LIKELY, during, listed, the

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from detente.brief.claims import Source
    from detente.brief.happenings import Happening
    from detente.brief.measuring import Measured
    from detente.records import Finding, Forecast

RECENT: Final = 20
"""Latest events among which places are chosen for a measure that rests on older ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Hold the question of a brief and all that its sections are made from."""

    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    start: Annotated[dt.date, "first day of the period"]
    stop: Annotated[dt.date, "first day no longer in the period"]
    happened: Annotated[tuple[Happening, ...], "what happened between the two in the period"]
    announced: Annotated[tuple[Happening, ...], "what was planned, thought possible or denied"]
    measured: Annotated[Measured, "what the relations room says of the two"]
    forecasts: Annotated[tuple[Forecast, ...], "counts expected after the period"]
    reports: Annotated[Mapping[str, Report], "reports by event id, of all that is cited"]

    @property
    def pair(self) -> str:
        """Name both states."""
        return listed([the(self.first), the(self.second)])

    @property
    def period(self) -> str:
        """Say when within a sentence: "in April 2024", "between 1 March and 31 May 2024"."""
        return during(self.start, self.stop)

    def asks(self, first: str, second: str) -> bool:
        """Tell whether the brief is about what passes between these two."""
        return {first, second} == {self.first, self.second}

    def named(self, indicator: str) -> list[Finding]:
        """Give the findings of one indicator, withheld ones too."""
        return [one for one in self.measured.findings if one.indicator == indicator]

    def cite(self, ids: Iterable[str], limit: int = 3) -> list[Source]:
        """Choose places to cite among events that a measure rests on, see `cite_among`."""
        return cite_among(self.happened, self.reports, ids, limit)

    def chances(self, ids: Iterable[str]) -> list[float]:
        """Give how probably those of the events that were read are read correctly."""
        return chances_among(self.reports, ids)


class Telling(Protocol):
    """Name what sections of every kind of brief need to know."""

    @property
    def start(self) -> dt.date:
        """Give the first day of the period."""

    @property
    def stop(self) -> dt.date:
        """Give the first day no longer in it."""

    @property
    def pair(self) -> str:
        """Name whom the brief is about, as it stands after "between"."""

    @property
    def period(self) -> str:
        """Say when within a sentence."""

    @property
    def happened(self) -> Sequence[Happening]:
        """Give what happened in the period."""

    @property
    def announced(self) -> Sequence[Happening]:
        """Give what was planned, thought possible or denied."""

    def asks(self, first: str, second: str) -> bool:
        """Tell whether the brief is about what passes between these two."""

    def named(self, indicator: str) -> list[Finding]:
        """Give the findings of one indicator, withheld ones too."""

    def cite(self, ids: Iterable[str], limit: int = 3) -> list[Source]:
        """Choose places to cite among events that a measure rests on."""

    def chances(self, ids: Iterable[str]) -> list[float]:
        """Give how probably those of the events that were read are read correctly."""


def chances_among(reports: Mapping[str, Report], ids: Iterable[str]) -> list[float]:
    """Give the probability of the reading of each event that is among some reports."""
    return [reports[one].event.probability for one in dict.fromkeys(ids) if one in reports]


def cite_among(
    happened: Sequence[Happening],
    reports: Mapping[str, Report],
    ids: Iterable[str],
    limit: int = 3,
) -> list[Source]:
    """Choose places to cite among events that a measure rests on.

    The weightiest events of the period come first, each with its clearest report; without any in
    the period, the latest `RECENT` that are likely read correctly.

    Parameters
    ----------
    happened : sequence of Happening
        What happened in the period.
    reports : Mapping
        Reports by id, for events of other days.
    ids : Iterable of str
        Events that the measure rests on, in order of day.
    limit : int
        Most places to cite.
    """
    wanted = dict.fromkeys(ids)
    inside = [one for one in happened if not wanted.keys().isdisjoint(one.ids)]
    weighty = weightiest(inside, limit)
    if not weighty:
        known = [reports[one] for one in wanted if one in reports]
        sure = [one for one in known if one.event.probability >= LIKELY]
        return cited((sure or known)[-RECENT:], limit)
    told = [[report for report in one.reports if report.event.id in wanted] for one in weighty]
    best = [chosen[0].source() for chosen in told]
    more = [source for chosen in told for source in cited(chosen, limit)]
    return list(dict.fromkeys([*best, *more]))[:limit]
