"""Tell how much the two states do with or against each other, and when that was unusual."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.brief.calendar import label_of, main_events
from detente.brief.claims import Chart, Section
from detente.brief.measuring import SIDES
from detente.brief.phrases import told
from detente.brief.readings import claims_of
from detente.brief.wording import counted, listed, on_day, over
from detente.codes import Precision

DAY: Final = dt.timedelta(days=1)
MOST_MARKED: Final = 5
"""Events numbered in the timeline: more would hide each other."""

if TYPE_CHECKING:
    from detente.brief.claims import Number
    from detente.brief.happenings import Happening
    from detente.brief.scope import Scope
    from detente.relations.bursts import Burst


def engagement(scope: Scope) -> Section:
    """Give flurries, rates and closeness."""
    rates = [one for one in scope.named("engagement") if one.issue in SIDES]
    findings = [*scope.named("burst"), *rates, *scope.named("closeness")]
    return Section(
        key="engagement",
        title="How much the two deal with each other",
        reading=(
            "Acts reported between the two: meetings, agreements and help as cooperation; "
            "refusals, criticism and sanctions as conflict. A flurry is a week or so with far "
            "more acts than the half-year before would lead one to expect. Rates weigh recent "
            "months most and are set right for how much was reported in all."
        ),
        claims=claims_of("engagement", findings, scope),
    )


def engagement_chart(scope: Scope) -> Chart | None:
    """Give the acts of each week with flurries and main events marked; none without acts."""
    weeks = scope.measured.weeks
    if not any(week.acts for week in weeks):
        return None
    shown = [one for one in main_events(scope) if one.precision == Precision.DAY]
    events = by_day(sorted(shown, key=lambda one: (-one.weight, one.day)), MOST_MARKED)
    flurries = [
        f"{one.kind} {over(one.first_day, one.last_day + DAY)}" for one in scope.measured.flurries
    ]
    marked = f"Marked as flurry: {listed(flurries)}." if flurries else "No flurry is marked."
    busiest = max(weeks, key=lambda week: (week.acts, week.start))
    key = tuple(f"{label_of(one)}: {told(one)}" for one in events)
    return Chart(
        kind="timeline",
        section="engagement",
        title=f"Acts between {scope.pair} by week",
        alt=(
            f"Columns of acts between {scope.pair} for each of "
            f"{counted(len(weeks) // len(SIDES), 'week')}, cooperation upwards and conflict "
            f"downwards. Most {busiest.side} in the week of {on_day(busiest.start)}: "
            f"{counted(busiest.acts, 'act')}. {marked} Numbered: the main events of the period."
        ),
        rows=tuple(
            {"week": week.start.isoformat(), "side": week.side, "acts": week.acts} for week in weeks
        ),
        marks=(
            {"what": "period", "day": scope.start.isoformat(), "stop": scope.stop.isoformat()},
            *(_flurry(one) for one in scope.measured.flurries),
            *(_event(one, number) for number, one in enumerate(events, start=1)),
        ),
        key=key,
    )


def by_day(events: list[Happening], limit: int) -> list[Happening]:
    """Give the first events of different days, in order of day."""
    first = {one.day: one for one in reversed(events)}
    chosen = sorted(first.values(), key=events.index)[:limit]
    return sorted(chosen, key=lambda one: one.day)


def _event(one: Happening, number: int) -> dict[str, Number]:
    return {"what": "event", "day": one.day.isoformat(), "number": number}


def _flurry(one: Burst) -> dict[str, Number]:
    return {
        "what": "flurry",
        "day": one.first_day.isoformat(),
        "stop": (one.last_day + DAY).isoformat(),
        "side": one.kind,
    }
