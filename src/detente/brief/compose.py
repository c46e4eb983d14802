"""Compose a brief on two states: read the store, measure, and put every finding into a claim."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from detente.brief.ahead import ahead
from detente.brief.balance import balance, balance_chart
from detente.brief.calendar import calendar
from detente.brief.claims import Brief
from detente.brief.contacts import contacts
from detente.brief.contention import contention
from detente.brief.engagement import engagement, engagement_chart
from detente.brief.formats import formats
from detente.brief.happenings import happenings
from detente.brief.headlines import headlines
from detente.brief.measuring import Measured, measure_pair
from detente.brief.method import method
from detente.brief.outlook import outlook
from detente.brief.reports import Report, announced, between, is_news, of_events
from detente.brief.scope import Scope
from detente.brief.unsaid import unsaid
from detente.brief.visits import with_visits
from detente.brief.wording import listed, over, sentence, the
from detente.ontology.states import state_named
from detente.outlook.counts import forecast_counts
from detente.relations.dyads import pairs_of

if TYPE_CHECKING:
    from detente.store.store import Store


def compose(
    store: Store,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
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
    scope = _scope(store, *codes, start=start, stop=stop, as_of=as_of)
    charts = (engagement_chart(scope), balance_chart(scope))
    pair = sentence(listed([the(code) for code in codes]))
    return Brief(
        title=f"{pair}, {over(start, stop)}",
        first=codes[0],
        second=codes[1],
        start=start,
        stop=stop,
        as_of=as_of,
        sections=tuple(
            section(scope)
            for section in (
                headlines, engagement, calendar, balance, formats,
                contacts, contention, ahead, outlook, unsaid,
            )
        ),
        charts=tuple(chart for chart in charts if chart is not None),
        method=method(store, start=start, stop=stop, as_of=as_of),
    )  # fmt: skip


def _scope(
    store: Store,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None,
) -> Scope:
    measured = measure_pair(
        store.table("events", as_of=as_of), first, second, start=start, stop=stop
    )
    told = between(store, first, second, start=start, stop=stop, as_of=as_of)
    plans = announced(store, first, second, start=start, stop=stop, as_of=as_of)
    made_on = min(stop - dt.timedelta(days=1), as_of or stop)
    pairs = pairs_of(store, as_of=as_of)
    forecasts = forecast_counts(pairs, first, second, made_on=made_on)
    known = {report.event.id: report for report in told}
    happened = happenings(report for report in told if is_news(report.event))
    open_ones = happenings(plans)
    return Scope(
        first=first,
        second=second,
        start=start,
        stop=stop,
        happened=tuple(with_visits(happened, open_ones)),
        announced=tuple(open_ones),
        measured=measured,
        forecasts=tuple(forecasts),
        reports=known | _cited(store, measured, known, as_of=as_of),
    )


def _cited(
    store: Store, measured: Measured, known: dict[str, Report], *, as_of: dt.date | None
) -> dict[str, Report]:
    wanted = {event for finding in measured.findings for event in finding.evidence}
    return of_events(store, wanted - set(known), as_of=as_of)
