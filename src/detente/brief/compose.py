"""Compose a brief on two states: read the store, measure, and put every finding into a claim."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from detente.brief.ahead import ahead
from detente.brief.balance import balance, balance_chart
from detente.brief.calendar import calendar
from detente.brief.claims import Brief
from detente.brief.coded import coded_between, coded_of
from detente.brief.contacts import contacts
from detente.brief.contention import contention
from detente.brief.doors import courtship_chart, doors, doors_chart
from detente.brief.engagement import engagement, engagement_chart
from detente.brief.formats import formats, formats_chart, is_told
from detente.brief.further import further, with_further
from detente.brief.happenings import happenings
from detente.brief.headlines import headlines
from detente.brief.joined import joined, merged_of
from detente.brief.measuring import SIDES, measure_pair
from detente.brief.method import method
from detente.brief.outlook import outlook
from detente.brief.reliability import reliability_chart
from detente.brief.reports import Report, announced, between, is_news, of_events
from detente.brief.scope import Scope, Telling
from detente.brief.third import third
from detente.brief.unsaid import unsaid
from detente.brief.visits import with_visits
from detente.brief.wording import listed, over, sentence, the
from detente.ontology.states import state_named
from detente.outlook.counts import forecast_counts
from detente.outlook.ledger import settled
from detente.relations.dyads import pairs_of
from detente.relations.ground import Ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.brief.claims import Section
    from detente.records import Finding
    from detente.relations.formats_of_three import Format
    from detente.store.store import Store


def compose(
    store: Store,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
    record: Sequence[tuple[float, bool]] | None = None,
    ground: Ground | None = None,
) -> Brief:
    """Compose a brief on two states over [start, stop).

    Parameters
    ----------
    store : Store
        Where documents and events are.
    first, second : str
        Two different states by code or name; where direction matters, `first` is the actor.
    start, stop : date
        First day of the period, first day no longer in it.
    as_of : date, optional
        Use only what was known on that day or before.
    record : sequence of (float, bool)
        Past forecasts of the outlook that are settled: the probability given, and whether it
        came true; by default those of the ledger of the store. Shown as a chart of reliability.
    ground : Ground, optional
        Held open on the pairs of the same store and `as_of`, for many briefs.

    Returns
    -------
    Brief
        Every sentence in it is a claim with evidence or a gap with a reason. A store that knows
        nothing of the two gives gaps, no error.

    Raises
    ------
    UnknownName
        If a state is not known.
    InputError
        If the period is empty or the two states are one.
    """
    codes = state_named(first).code, state_named(second).code
    scope = _scope(store, *codes, start=start, stop=stop, as_of=as_of, ground=ground)
    pair = listed([the(code) for code in codes])
    past = settled(store, as_of=as_of) if record is None else record
    parts = [
        *(section(scope) for section in (headlines, engagement, calendar, balance, doors, formats)),
        contacts(scope),
        third(scope, codes, f"{pair} together"),
        *(section(scope) for section in (contention, ahead)),
        outlook(scope, settled=len(past)),
    ]
    charts = (
        engagement_chart(scope),
        balance_chart(scope),
        courtship_chart(scope),
        doors_chart(scope),
        formats_chart(_told_formats(scope), codes, scope.period),
        reliability_chart(past),
    )
    return Brief(
        title=f"{sentence(pair)}, {over(start, stop)}",
        kind="dyad",
        states=codes,
        first=codes[0],
        second=codes[1],
        start=start,
        stop=stop,
        as_of=as_of,
        sections=(*arranged(parts, scope.measured.findings, scope), unsaid(scope)),
        charts=tuple(chart for chart in charts if chart is not None),
        method=method(store, start=start, stop=stop, as_of=as_of),
    )


def _told_formats(scope: Scope) -> list[Format]:
    every = scope.measured.formats
    return [one for one in every if is_told(one.states, one.event_ids, scope.reports)]


def arranged(sections: list[Section], findings: Sequence[Finding], scope: Telling) -> list[Section]:
    """Give sections with the measures added that have no sentence of their own."""
    more = further(findings, scope, [one.key for one in sections])
    return [*(with_further(one, findings, scope) for one in sections), *more]


def _scope(
    store: Store,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None,
    ground: Ground | None = None,
) -> Scope:
    days: dict[str, Any] = {"start": start, "stop": stop, "as_of": as_of}
    with ExitStack() as held:
        if ground is None:
            ground = held.enter_context(
                Ground(held.enter_context(pairs_of(store, as_of=as_of).cache()))
            )
        pairs = ground.events
        measured = measure_pair(ground, first, second, start=start, stop=stop)
        made_on = min(stop - dt.timedelta(days=1), as_of or stop)
        forecasts = forecast_counts(pairs, first, second, made_on=made_on, targets=SIDES)
    told = between(store, first, second, **days)
    rows = coded_between(store, (first, second), **days)
    plans = announced(store, first, second, **days)
    known = {report.event.id: report for report in (*told, *rows)}
    merged = merged_of(store, (*told, *plans), as_of=as_of)
    news = [report for report in known.values() if is_news(report.event)]
    happened = joined(happenings(news), merged)
    open_ones = joined(happenings(plans), merged)
    return Scope(
        first=first,
        second=second,
        start=start,
        stop=stop,
        happened=tuple(with_visits(happened, open_ones)),
        announced=tuple(open_ones),
        measured=measured,
        forecasts=tuple(forecasts),
        reports=known | cited_reports(store, measured.findings, known, as_of=as_of),
    )


def cited_reports(
    store: Store,
    findings: Iterable[Finding],
    known: Mapping[str, Report],
    *,
    as_of: dt.date | None,
) -> dict[str, Report]:
    """Give the reports that measures rest on and that are not known yet, by id."""
    wanted = {event for finding in findings for event in finding.evidence} - set(known)
    found = of_events(store, wanted, as_of=as_of)
    return found | coded_of(store, wanted - set(found), as_of=as_of)
