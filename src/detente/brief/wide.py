"""Hold what a brief on a state, a group or a week is made from, and read it."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.brief.coded import coded_between, coded_of
from detente.brief.formats import is_told
from detente.brief.happenings import happenings
from detente.brief.joined import joined, merged_of
from detente.brief.pairs import PairMeasures, busiest, measured_pairs
from detente.brief.reports import NAMED, Report, is_news, of_events, read
from detente.brief.scope import chances_among, cite_among
from detente.brief.ties import Tie, ties
from detente.brief.visits import with_visits
from detente.brief.wording import during
from detente.codes import Status
from detente.errors import InputError
from detente.ontology.states import states as all_states
from detente.relations.dyads import pairs_of
from detente.relations.formats_of_three import Format, formats
from detente.relations.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import ibis

    from detente.brief.claims import Source
    from detente.brief.happenings import Happening
    from detente.records import Finding
    from detente.store.store import Store

MOST_READ: Final = 5000
"""Reports read to be told one by one, the surest first; measures count all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """Hold the question of a brief on more than two states, and all that it is made from."""

    kind: Annotated[str, "state | group | week"]
    states: Annotated[tuple[str, ...], "codes of the states it is about; empty for a week"]
    who: Annotated[str, "their name within a sentence: 'Japan', 'the Quad', 'all states'"]
    start: Annotated[dt.date, "first day of the period"]
    stop: Annotated[dt.date, "first day no longer in it"]
    as_of: Annotated[dt.date | None, "only what was known on that day; null: all"]
    happened: Annotated[tuple[Happening, ...], "what happened in the period"]
    announced: Annotated[tuple[Happening, ...], "what was planned, thought possible or denied"]
    ties: Annotated[tuple[Tie, ...], "pairs of states with their counts, busiest first"]
    pairs: Annotated[tuple[PairMeasures, ...], "measures of the busiest pairs"]
    formats: Annotated[tuple[Format, ...], "meetings of three or more"]
    reports: Annotated[Mapping[str, Report], "reports by event id, of all that is cited"]
    cut: Annotated[bool, "whether more reports were there than are read one by one"]

    @property
    def pair(self) -> str:
        """Name whom it is about, as it stands after "between"."""
        return {
            "state": f"{self.who} and other states",
            "group": f"members of {self.who}",
        }.get(self.kind, "any two states")

    @property
    def period(self) -> str:
        """Say when within a sentence."""
        return during(self.start, self.stop)

    @property
    def findings(self) -> list[Finding]:
        """Give the findings of all pairs."""
        return [finding for pair in self.pairs for finding in pair.findings]

    def asks(self, first: str, second: str) -> bool:
        """Tell whether the brief is about what passes between these two."""
        if self.kind == "week":
            return True
        inside = {first, second} & set(self.states)
        return len(inside) >= (1 if self.kind == "state" else 2)

    def named(self, indicator: str) -> list[Finding]:
        """Give the findings of one indicator for all pairs, withheld ones too."""
        return [one for one in self.findings if one.indicator == indicator]

    def cite(self, ids: Iterable[str], limit: int = 3) -> list[Source]:
        """Choose places to cite among events that a measure rests on, see `cite_among`."""
        return cite_among(self.happened, self.reports, ids, limit)

    def chances(self, ids: Iterable[str]) -> list[float]:
        """Give how probably those of the events that were read are read correctly."""
        return chances_among(self.reports, ids)


def wide_scope(
    store: Store,
    kind: str,
    states: tuple[str, ...],
    who: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
    ground: Ground | None = None,
) -> Wide:
    """Read and measure all that a brief on a state, a group or a week needs.

    Parameters
    ----------
    kind : str
        ``state``, ``group`` or ``week``.
    states : tuple of str
        Codes; one for a state, none for a week.
    who : str
        Their name within a sentence.
    start, stop : date
        First day of the period, first day no longer in it.
    as_of : date, optional
        Use only what was known on that day or before.
    ground : Ground, optional
        Held open on the pairs of the same store and `as_of`, for many briefs.

    Raises
    ------
    InputError
        If the period is empty.
    """
    if start >= stop:
        raise InputError(f"the period is empty: it starts on {start} and stops before {stop}")
    with ExitStack() as held:
        if ground is None:
            pairs = held.enter_context(pairs_of(store, as_of=as_of).cache())
            ground = held.enter_context(Ground(pairs))
        counted = ties(
            ground.acts,
            start=start,
            stop=stop,
            state=states[0] if kind == "state" else None,
            among=states if kind == "group" else (),
        )
        measured = measured_pairs(ground, busiest(counted, kind, states), start=start, stop=stop)
        members = states if kind == "state" else ()
        met = formats(ground.events, start=start, stop=stop, members=members)
    if kind == "group":
        met = [one for one in met if len(set(one.states) & set(states)) > 1]
    told, plans = _read(store, kind, states, start=start, stop=stop, as_of=as_of)
    cut = max(len(told), len(plans)) >= MOST_READ
    everyone = tuple(all_states()) if kind != "group" else states
    rows = coded_between(store, everyone, start=start, stop=stop, as_of=as_of)
    if kind == "state":
        rows = [one for one in rows if states[0] in _states(one)]
    merged = merged_of(store, (*told, *plans), as_of=as_of)
    news = [report for report in (*told, *rows) if is_news(report.event)]
    happened = joined(happenings(news), merged)
    open_ones = joined(happenings(plans), merged)
    known = {report.event.id: report for report in (*told, *rows)}
    wanted = _cited(counted, measured, met) - set(known)
    cited = of_events(store, wanted, as_of=as_of)
    reports = known | cited | coded_of(store, wanted - set(cited), as_of=as_of)
    return Wide(
        kind=kind,
        states=states,
        who=who,
        start=start,
        stop=stop,
        as_of=as_of,
        happened=tuple(with_visits(happened, open_ones)),
        announced=tuple(open_ones),
        ties=tuple(counted),
        pairs=tuple(measured),
        formats=tuple(one for one in met if is_told(one.states, one.event_ids, reports)),
        reports=reports,
        cut=cut,
    )


def _cited(counted: list[Tie], measured: list[PairMeasures], met: Iterable[Format]) -> set[str]:
    """Give the ids of the events that a brief may cite."""
    return {
        *(event for tie in counted[:MOST_CITED] for event in tie.event_ids[-RECENT:]),
        *(event for pair in measured for one in pair.findings for event in one.evidence[-RECENT:]),
        *(event for one in met for event in one.event_ids),
    }


MOST_CITED: Final = 40
"""Pairs whose events are read to be cited."""

RECENT: Final = 20
"""Latest events of a pair among which places are chosen."""


def _states(report: Report) -> set[str | None]:
    return {actor.state for actor in (*report.event.actors, *report.event.recipients)}


def _read(
    store: Store,
    kind: str,
    states: tuple[str, ...],
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None,
) -> tuple[list[Report], list[Report]]:
    """Give reports of what happened in the period, and of what was announced in it."""
    events = _concerned(store.table("events", as_of=as_of), kind, states)
    sure = events.probability >= NAMED
    dated = events.filter(sure, events.day >= start, events.day < stop)
    told = events.filter(
        sure,
        events.known_at >= start,
        events.known_at < stop,
        events.status != Status.HAPPENED.value,
    )
    done = dated.filter(dated.status == Status.HAPPENED.value)
    return read(store, _surest(done)), read(store, _surest(told))


def _surest(events: ibis.Table) -> ibis.Table:
    return events.order_by(events.probability.desc(), events.id).limit(MOST_READ)


def _concerned(events: ibis.Table, kind: str, states: tuple[str, ...]) -> ibis.Table:
    """Keep events of at least two states or bodies, of which enough are asked for."""
    parties = events.actors.concat(events.recipients).map(lambda actor: actor["state"])
    named = parties.filter(lambda state: state.notnull()).unique()
    several = events.filter(named.length() > 1)
    if kind == "state":
        return several.filter(parties.contains(states[0]))
    if kind == "group":
        inside = parties.filter(lambda state: state.isin(list(states))).unique()
        return events.filter(inside.length() > 1)
    return several
