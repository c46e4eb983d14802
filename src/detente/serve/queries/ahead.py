"""Answer what may come: what if somebody leads a state, and with whom a state deals next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.codes import Root
from detente.errors import InputError
from detente.ontology.states import name_of, state_named
from detente.serve.queries.dyad import codes_of
from detente.serve.queries.rows import words_of

if TYPE_CHECKING:
    from detente.records import Forecast
    from detente.serve.library import Library

DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """Hold one forecast of a what-if question."""

    case: Annotated[str, "base case, the condition as asked, or the mixture of all"]
    target: Annotated[str, "cooperation | conflict"]
    start: Annotated[dt.date, "first day counted"]
    last: Annotated[dt.date, "last day counted"]
    mean: Annotated[float, "expected number of acts"]
    low50: Annotated[float, "25th percentile"]
    high50: Annotated[float, "75th percentile"]
    low90: Annotated[float, "5th percentile"]
    high90: Annotated[float, "95th percentile"]
    probability: Annotated[float, "probability of at least one"]
    method: Annotated[str, "method and version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Hold what a part of an answer rests on, and what it cannot say."""

    about: Annotated[str, "the condition, or a whole sentence"]
    remarks: Annotated[list[str], "what is to be known of it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Hold the answer to a what-if question."""

    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    made_on: Annotated[dt.date, "day whose knowledge is used"]
    days: Annotated[int, "length of the horizon"]
    conditions: Annotated[list[str], "as asked"]
    cases: Annotated[list[CaseRow], "base case, cases, mixture; cooperation first"]
    notes: Annotated[list[Note], "what it rests on; a contrast is no cause"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """Hold one state that may be the next partner."""

    rank: Annotated[int, "1 for the likeliest"]
    partner: Annotated[str, "state code"]
    name: Annotated[str, "short name"]
    probability: Annotated[float, "that the next such act is towards it; 0..1"]
    reasons: Annotated[list[str], "what speaks for it, in words; strongest first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Hold with whom a state may deal next."""

    state: Annotated[str, "who acts; state code"]
    name: Annotated[str, "short name"]
    root: Annotated[str, "which act; PLOVER root"]
    words: Annotated[str, "the root in words"]
    made_on: Annotated[dt.date, "day whose knowledge is used"]
    method: Annotated[str, "name and version; empty: the state is in no known act"]
    partners: Annotated[list[PartnerRow], "the likeliest first"]


def scenario(
    library: Library,
    first: str,
    second: str,
    questions: Sequence[str],
    *,
    chances: Sequence[float] = (),
    days: int = 90,
) -> Scenario:
    """Compare what is to be expected if somebody leads one of two states with the base case.

    Parameters
    ----------
    questions : sequence of str
        "NAME leads STATE from YYYY-MM-DD", one or several.
    chances : sequence of float
        Probability of each, for a mixture of all; or none.

    Raises
    ------
    InputError
        If a question cannot be read, or the probabilities do not fit.
    """
    codes = codes_of(first, second)
    asked = tuple(one.strip() for one in questions if one.strip())
    if not asked:
        raise InputError("say what is taken for granted: NAME leads STATE from YYYY-MM-DD")
    if chances and len(chances) != len(asked):
        raise InputError(f"{len(asked)} conditions take as many chances, not {len(chances)}")
    made_on = last_known(library)

    def make() -> Scenario:
        from detente.outlook.ask import ask_if
        from detente.outlook.telling import notes_of

        with library.store() as store:
            told = ask_if(
                store, *codes, asked, made_on=made_on, days=days, chances=tuple(chances),
                pairs=store.kept("every_pair"),
            )  # fmt: skip
        every = sorted(told.forecasts, key=lambda one: one.target != "cooperation")
        return Scenario(
            first=codes[0],
            second=codes[1],
            made_on=made_on,
            days=days,
            conditions=list(asked),
            cases=[_row(one) for one in every],
            notes=[Note(about=head, remarks=remarks) for head, remarks in notes_of(told)],
        )

    return library.ponder(("scenario", *codes, asked, tuple(chances), days), make)


def _row(forecast: Forecast) -> CaseRow:
    same = ("target", "start", "mean", "low50", "high50", "low90", "high90", "probability",
            "method")  # fmt: skip
    return CaseRow(
        case=forecast.condition or "base case",
        last=forecast.stop - DAY,
        **{name: getattr(forecast, name) for name in same},
    )


def next_partners(
    library: Library, state: str, root: Root = Root.CONSULT, *, top: int = 10
) -> Next:
    """Rank the states with which a state may deal next, with reasons.

    It takes the quick method of the two that ``detente outlook STATE --next ROOT`` has: trees take
    minutes to fit on a large store.
    """
    code, made_on = state_named(state).code, last_known(library)

    def make() -> Next:
        from detente.outlook.links import forecast_links

        with library.store() as store:
            found = forecast_links(
                store.kept("every_pair"), code, root, made_on=made_on, most=top,
                method="recurrency",
            )  # fmt: skip
        return Next(
            state=code,
            name=name_of(code),
            root=root.value,
            words=words_of(root.value),
            made_on=made_on,
            method=found[0].method if found else "",
            partners=[
                PartnerRow(
                    rank=one.rank,
                    partner=one.partner,
                    name=name_of(one.partner),
                    probability=one.probability,
                    reasons=list(one.reasons),
                )
                for one in found
            ],
        )

    return library.ponder(("next", code, root, top), make)


def last_known(library: Library) -> dt.date:
    """Give the day whose knowledge is used: the last one covered.

    Raises
    ------
    InputError
        If the store holds no act between states.
    """
    covered = library.index.covered
    if covered is None:
        raise InputError("the store holds no act between states; code some texts first")
    return covered[1] - DAY
