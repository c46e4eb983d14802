"""Answer questions about what may come: read the store, forecast, and keep what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from detente.errors import InputError
from detente.outlook.baselines import BASELINES, LIKE_LAST_YEAR
from detente.outlook.calibrate import corrected
from detente.outlook.commitment import Doubt, commitment_doubt
from detente.outlook.counts import METHOD, forecasts_by, law_of, made, weighted
from detente.outlook.ledger import calibration
from detente.outlook.scenario import Scenario, mixture, scenario
from detente.outlook.targets import TARGETS, Horizon
from detente.outlook.tenures import condition_of
from detente.relations.dyads import pairs_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import ibis

    from detente.outlook.links import LinkForecast
    from detente.records import Forecast
    from detente.store.store import Store

RECALIBRATED = METHOD + ", recalibrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Hold forecasts with the baselines of the same questions."""

    made_on: Annotated[dt.date, "day whose knowledge is used"]
    forecasts: Annotated[tuple[Forecast, ...], "one a target"]
    baselines: Annotated[tuple[Forecast, ...], "several a target, by method"]

    def last_year(self, forecast: Forecast) -> Forecast | None:
        """Give what is to be expected if things are as in the last 12 months."""
        for one in self.baselines:
            if one.method == LIKE_LAST_YEAR and one.target == forecast.target:
                return one
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Hold the answers to one or more what-if questions, and their mixture."""

    scenarios: Annotated[tuple[Scenario, ...], "one a question"]
    mixed: Annotated[tuple[Forecast, ...], "one a target; empty without probabilities"]
    doubt: Annotated[Doubt | None, "of the other state about the one that may be led otherwise"]

    @property
    def forecasts(self) -> list[Forecast]:
        """Give all forecasts: base cases once, cases, mixtures."""
        cases = [case for one in self.scenarios for case in one.cases]
        every = [*(case.base for case in cases), *(case.case for case in cases), *self.mixed]
        return list({one.id: one for one in every}.values())


def last_known(store: Store) -> dt.date:
    """Give the latest day on which anything in the store was known.

    Raises
    ------
    InputError
        If there is no event between states in it.
    """
    pairs = pairs_of(store)
    (row,) = store.arrow(pairs.aggregate(last=pairs.known_at.max())).to_pylist()
    if row["last"] is None:
        raise InputError("the store holds no event between states; code some texts first")
    last: dt.date = row["last"]
    return last


def ask(
    store: Store,
    first: str,
    second: str,
    *,
    made_on: dt.date,
    days: int = 90,
    targets: Sequence[str] = TARGETS,
) -> Answer:
    """Forecast counts between two states, corrected by the ledger, beside the baselines."""
    pairs = pairs_of(store, as_of=made_on)
    methods = {METHOD: weighted, **BASELINES}
    told = forecasts_by(methods, pairs, first, second, made_on=made_on, days=days, targets=targets)
    return Answer(
        made_on=made_on,
        forecasts=tuple(_corrected(store, one) for one in told if one.method == METHOD),
        baselines=tuple(one for one in told if one.method != METHOD),
    )


def _corrected(store: Store, forecast: Forecast) -> Forecast:
    by = calibration(store, method=METHOD, target=forecast.target, made_on=forecast.made_on)
    law = law_of(forecast)
    if by.n == 0 or law is None:
        return forecast
    horizon = Horizon(start=forecast.start, stop=forecast.stop, first=0, parts=1)
    return made(
        forecast.target, forecast.first, forecast.second, horizon, corrected(law, by),
        made_on=forecast.made_on, method=RECALIBRATED, inputs=forecast.inputs,
    )  # fmt: skip


def ask_if(
    store: Store,
    first: str,
    second: str,
    questions: Sequence[str],
    *,
    made_on: dt.date,
    days: int = 90,
    chances: Sequence[float] = (),
    pairs: ibis.Table | None = None,
) -> WhatIf:
    """Answer "NAME leads STATE from DAY", one or several; mixed if probabilities are given.

    Parameters
    ----------
    pairs : ibis.Table, optional
        All pairs of the store, where they are computed already.

    Raises
    ------
    InputError
        If a question cannot be read, or the probabilities do not fit.
    """
    if pairs is None:
        pairs = pairs_of(store, as_of=made_on)
    conditions = [condition_of(text) for text in questions]
    answers = [
        scenario(pairs, first, second, one, made_on=made_on, days=days) for one in conditions
    ]
    mixed: list[Forecast] = []
    if chances and all(one.cases for one in answers):
        mixed = [
            mixture(same[0].base, [case.case for case in same], chances)
            for same in zip(*(one.cases for one in answers), strict=True)
        ]
    patron = conditions[0].state
    doubt = None
    if all(one.cases for one in answers) and {one.state for one in conditions} == {patron}:
        doubt = commitment_doubt(
            pairs,
            second if patron == first else first,
            patron,
            made_on=made_on,
            shifts=[one.cases[0].shift for one in answers],
            chances=chances or [1 / (len(answers) + 1)] * len(answers),
        )
    return WhatIf(scenarios=tuple(answers), mixed=tuple(mixed), doubt=doubt)


def ask_next(
    store: Store, state: str, root: str, *, made_on: dt.date, top: int = 10
) -> list[LinkForecast]:
    """Rank the states that a state will deal with next, with reasons."""
    from detente.outlook.links import forecast_links

    return forecast_links(pairs_of(store, as_of=made_on), state, root, made_on=made_on, most=top)
