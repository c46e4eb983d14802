"""Tell how much the two states do with or against each other, and when that was unusual."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.brief.claims import Chart, Section
from detente.brief.measuring import SIDES
from detente.brief.readings import claims_of
from detente.brief.wording import counted, listed, over

DAY: Final = dt.timedelta(days=1)

if TYPE_CHECKING:
    from detente.brief.scope import Scope


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
    """Give the acts of each month with flurries marked; none if nothing is covered."""
    months = scope.measured.months
    if not any(month.acts for month in months):
        return None
    flurries = [
        f"{one.kind} {over(one.first_day, one.last_day + DAY)}" for one in scope.measured.flurries
    ]
    marked = f"Marked as flurry: {listed(flurries)}." if flurries else "No flurry is marked."
    busiest = max(months, key=lambda month: (month.acts, month.start))
    return Chart(
        kind="engagement",
        section="engagement",
        title=f"Acts between {scope.pair} by month",
        alt=(
            f"Columns of acts between {scope.pair} for each of "
            f"{counted(len(months) // len(SIDES), 'month')}, cooperation and conflict stacked. "
            f"Most {busiest.side} in {busiest.start:%B %Y}: {counted(busiest.acts, 'act')}. "
            f"{marked}"
        ),
        rows=tuple(
            {
                "month": month.start.isoformat(),
                "side": month.side,
                "acts": month.acts,
                "flurry": "yes" if month.flurry else "",
            }
            for month in months
        ),
    )
