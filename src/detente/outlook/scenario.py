"""Say what may change if somebody leads a state: the base case, the case, and the difference.

Indicator 12 carried forward: `detente.relations.terms` gives the shift of a rate in a leader's time
and `detente.relations.turnovers` how far turnovers move rates at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.errors import InputError
from detente.ontology.tenures import tenures
from detente.outlook.counts import METHOD, inputs_of, made, weighted
from detente.outlook.laws import POISSON, Laws, mixed
from detente.outlook.targets import (
    LEAST_MONTHS,
    MONTH_DAYS,
    Floats,
    Horizon,
    history,
    starting,
)
from detente.outlook.tenures import Condition
from detente.records import Forecast
from detente.relations.terms import (
    LEAST_MONTHS_EACH,
    RETURNING,
    Shift,
    coming_back,
    months_led,
    shift_of,
)
from detente.relations.turnovers import Pool, pool_of
from detente.relations.wording import named

if TYPE_CHECKING:
    import ibis

    from detente.outlook.targets import History

SIDES: Final = ("cooperation", "conflict")
CASE: Final = "base case shifted by the leader's former time, 1"
MIXED: Final = "mixture of cases by probabilities given, 1"
STEPS: Final = 41
"""Points at which the uncertain shift is taken; odd, so that its median is one of them."""
DRAWN: Final = 400
"""Counts, each as likely, by which a mixture is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Hold one target under one condition beside the base case."""

    target: Annotated[str, "what is counted"]
    base: Annotated[Forecast, "if things go on as they are"]
    case: Annotated[Forecast, "under the condition"]
    shift: Annotated[Shift, "of the logarithm of the rate, as far as it comes back"]
    turnovers: Annotated[float | None, "share of past turnovers that moved rates more; 0..1"]
    placebo: Annotated[float | None, "share of dates without turnover that moved more; 0..1"]
    compared: Annotated[int, "past turnovers that these shares rest on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Hold what a what-if question gives."""

    condition: Annotated[Condition, "what is taken for granted"]
    cases: Annotated[tuple[Case, ...], "cooperation and conflict"]
    balance: Annotated[
        tuple[float, float, float] | None,
        "shift of the log-odds of cooperation with its 5th and 95th percentile; null: not known",
    ]
    remarks: Annotated[tuple[str, ...], "what the answer can and cannot say; whole sentences"]


def scenario(
    pairs: ibis.Table,
    first: str,
    second: str,
    condition: Condition,
    *,
    made_on: dt.date,
    days: int = 90,
    run_id: str = "",
) -> Scenario:
    """Give the base case and the case for the days from the condition's day on.

    Parameters
    ----------
    pairs : ibis.Table
        As `detente.relations.dyads.pairs_of` gives them; what was known later is not looked at.
    first, second : str
        State codes; the condition is about one of them.
    made_on : date
        Day whose knowledge is used.
    days : int
        Length of the horizon, 1 to 365. It begins on the condition's day, or on the next day.

    Raises
    ------
    InputError
        If the condition is about neither state, or begins too far ahead.
    """
    if condition.state not in (first, second):
        raise InputError(
            f"{condition.text!r} is about {condition.state}, not about {first} or {second}"
        )
    horizon = starting(made_on, condition.start or made_on, days)
    width = days / horizon.parts
    asked: dict[str, Any] = {"first": first, "second": second, "made_on": made_on, "targets": SIDES}
    past = history(pairs, **asked, width=width)
    monthly = history(pairs, **asked)
    if min(past.windows, monthly.windows) < LEAST_MONTHS:
        text = f"The store covers less than {LEAST_MONTHS} months before {made_on}."
        return Scenario(condition=condition, cases=(), balance=None, remarks=(text,))
    leads = _leads_now(condition, made_on)
    led = months_led(monthly.starts, condition.state, condition.person)
    cases = []
    for side in SIDES:
        counts, volume = monthly.counts[side], monthly.volume(side)
        pool = pool_of(monthly.pairs, counts, volume, monthly.starts)
        former = shift_of(counts[0], volume, led, pool)
        shift = coming_back(former, pool)
        law = weighted(past.counts[side], horizon.first, horizon.parts, width / MONTH_DAYS).row(0)
        note = inputs_of(past, width, side)
        moved = law if leads else shifted(law, shift.mean, shift.error)
        common: dict[str, Any] = {"made_on": made_on, "run_id": run_id, "inputs": note}
        base = made(side, first, second, horizon, law, method=METHOD, **common)
        case = made(
            side, first, second, horizon, moved,
            method=CASE, condition=condition.text, **common,
        )  # fmt: skip
        cases.append(_case(side, base, case, shift, pool))
    told = tuple(cases)
    balance = None if leads or any(one.shift.raw is None for one in told) else _balance(told)
    return Scenario(
        condition=condition,
        cases=told,
        balance=balance,
        remarks=tuple(_remarks(condition, told, monthly, horizon, leads=leads)),
    )


def _case(side: str, base: Forecast, case: Forecast, shift: Shift, pool: Pool) -> Case:
    more, fake = pool.exceeding(shift.raw or 0.0)
    known = shift.raw is not None
    return Case(
        target=side,
        base=base,
        case=case,
        shift=shift,
        turnovers=more if known else None,
        placebo=fake if known else None,
        compared=len(pool.sizes),
    )


def shifted(law: Laws, mean: float, error: float) -> Laws:
    """Multiply the expected count of a law by an uncertain factor.

    Parameters
    ----------
    law : Laws
        One row.
    mean, error : float
        Normal distribution of the factor's logarithm.

    Returns
    -------
    Laws
        The mixture over the factor, as counts each of which is as likely.
    """
    from scipy.stats import norm

    points = mean + error * norm.ppf((np.arange(STEPS) + 0.5) / STEPS)
    laws = [Laws(mean=law.mean * np.exp(point), spread=law.spread) for point in points]
    expected = float(np.mean([one.mean[0] for one in laws]))
    return drawn(mixed(laws, np.full(STEPS, 1 / STEPS)), expected)


def drawn(chances: Floats, mean: float) -> Laws:
    """Keep one distribution as counts each of which is as likely: its quantiles at even steps."""
    steps = (np.arange(DRAWN) + 0.5) / DRAWN
    past = np.searchsorted(np.cumsum(chances[0]), steps).astype(float)
    return Laws(mean=np.array([mean]), spread=np.array([POISSON]), past=past[None, :])


def mixture(base: Forecast, cases: Sequence[Forecast], chances: Sequence[float]) -> Forecast:
    """Mix forecasts of one target by the probabilities that the user gives to their conditions.

    Parameters
    ----------
    base : Forecast
        Holds if no condition does; it has what is left of the probability.
    cases : sequence of Forecast
        Of the same target and days as the base.
    chances : sequence of float
        Probability of each condition; 0..1.

    Raises
    ------
    InputError
        If there is not one probability a case, one is not in 0..1, or their sum is above 1.
    """
    from detente.outlook.counts import law_of

    if len(chances) != len(cases) or not all(0 <= chance <= 1 for chance in chances):
        raise InputError(f"{len(cases)} conditions take as many probabilities within 0..1")
    if sum(chances) > 1 + 1e-9:
        raise InputError(f"the probabilities {list(chances)} sum to more than 1")
    if any((one.start, one.stop) != (base.start, base.stop) for one in cases):
        raise InputError("conditions that are mixed have to begin on the same day")
    laws = [law for one in (base, *cases) if (law := law_of(one)) is not None]
    weights = [max(1 - sum(chances), 0.0), *chances]
    mean = sum(weight * float(law.mean[0]) for weight, law in zip(weights, laws, strict=True))
    text = "; ".join(
        f"{one.condition} ({chance:g})" for one, chance in zip(cases, chances, strict=True)
    )
    horizon = Horizon(start=base.start, stop=base.stop, first=0, parts=1)
    return made(
        base.target, base.first, base.second, horizon, drawn(mixed(laws, weights), mean),
        made_on=base.made_on, method=MIXED, run_id=base.run_id, inputs=base.inputs, condition=text,
    )  # fmt: skip


def _leads_now(condition: Condition, made_on: dt.date) -> bool:
    """Tell whether the person led on the day of the forecast already."""
    return any(
        one.person == condition.person
        and one.start <= made_on
        and (one.end is None or made_on < one.end)
        for one in tenures(condition.state)
    )


def _balance(cases: tuple[Case, ...]) -> tuple[float, float, float]:
    """Give the shift of the log-odds of cooperation: that of cooperation less that of conflict."""
    one, other = cases
    mean = one.shift.mean - other.shift.mean
    reach = 1.645 * float(np.hypot(one.shift.error, other.shift.error))
    return mean, mean - reach, mean + reach


def _remarks(
    condition: Condition, cases: tuple[Case, ...], past: History, horizon: Horizon, *, leads: bool
) -> list[str]:
    """Say what the answer rests on, and what it cannot say."""
    state, name = named(condition.state), condition.name
    remarks = [
        f"From {horizon.start} to {horizon.stop - dt.timedelta(days=1)}, by what was known on "
        f"{cases[0].base.made_on}."
    ]
    if leads:
        return [*remarks, f"{name} leads {state} on that day: the case is the base case."]
    former = cases[0].shift.months_in
    reach = f"The reports reach back to {past.since}"
    if former == 0:
        remarks.append(
            f"{reach} and cover no month in which {name} led {state}: nothing can be said of "
            "that time, and no direction is given."
        )
    elif cases[0].shift.raw is None:
        remarks.append(
            f"{reach} and cover {former} months in which {name} led {state}; too few of them or "
            f"of the rest (it takes {LEAST_MONTHS_EACH} months each, and acts to compare)."
        )
    if cases[0].shift.raw is None:
        remarks.append(
            "What can be said: the base case, widened by as much as a change of leader usually "
            f"moves rates ({cases[0].compared} turnovers in the store, and an assumption where "
            "they are few)."
        )
    else:
        remarks.append(
            f"{reach}: {former} months with {name} leading {state} are compared with the other "
            f"{len(past.starts) - former}. The contrast is a description, not a cause: much else "
            f"changed with the leader. Of such contrasts {RETURNING:.0%} came back with those who "
            "returned in 2002-14, so that little of it is carried over and the rest is left open."
        )
    return remarks
