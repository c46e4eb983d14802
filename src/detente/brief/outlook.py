"""Say what the coming months may bring: expected counts with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.brief.claims import Claim, Gap, Kind, Section, claim
from detente.brief.measuring import SIDES
from detente.brief.reliability import LEAST
from detente.brief.wording import counted, during, listed, number, percent, sentence, word_for

if TYPE_CHECKING:
    from detente.brief.scope import Scope
    from detente.records import Forecast


def outlook(scope: Scope, *, settled: int = 0) -> Section:
    """Give the expected counts after the period, as far as they rest on acts.

    Parameters
    ----------
    settled : int
        Past forecasts of the store that are resolved.
    """
    claims: list[Claim] = []
    gaps: list[Gap] = []
    for side in SIDES:
        of_side = [one for one in scope.forecasts if one.target == side]
        if of_side:
            made = _claims(side, of_side, scope)
            claims += made
            gaps += [] if made else [_gap(of_side[-1])]
    if not scope.forecasts:
        reason = "the store covers less than three months before it"
        text = "Nothing is said of the months after the period."
        gaps.append(Gap(section="outlook", text=text, reason=reason))
    if settled < LEAST:
        gaps.append(_unscored(settled))
    return Section(
        key="outlook",
        title="Outlook on three months",
        reading=(
            "Counts to be expected if things go on as in the past months, with the ups and downs "
            "that such counts used to have. It foresees no decision and no surprise."
        ),
        claims=tuple(claims),
        gaps=tuple(gaps),
    )


def _claims(side: str, forecasts: list[Forecast], scope: Scope) -> list[Claim]:
    """Give one claim on the whole time and one on its months; none without acts to cite."""
    basis = [one for one in scope.named("engagement") if one.issue == side and one.n]
    sources = scope.cite(event for one in basis for event in one.evidence)
    if not sources:
        return []
    whole = max(forecasts, key=lambda one: one.stop - one.start)
    months = sorted((one for one in forecasts if one is not whole), key=lambda one: one.start)
    resting = {"n": sum(one.n for one in basis), "sources": sources}
    return [_whole(whole, resting), *_by_month(side, months, resting)]


def _whole(forecast: Forecast, resting: dict[str, Any]) -> Claim:
    return claim(
        "outlook",
        "{span}, {mean_words} acts of {target} are expected: as likely as not {inner}, with 90 % "
        "probability {outer}. At least one: {word} ({chance}).",
        kind=Kind.FORECAST,
        numbers={
            "mean": forecast.mean,
            "low50": forecast.low50,
            "high50": forecast.high50,
            "low90": forecast.low90,
            "high90": forecast.high90,
            "probability": forecast.probability,
        },
        words={
            "span": sentence(during(forecast.start, forecast.stop)),
            "mean_words": number(forecast.mean),
            "target": forecast.target,
            "inner": f"{forecast.low50:.0f} to {forecast.high50:.0f}",
            "outer": f"{forecast.low90:.0f} to {forecast.high90:.0f}",
            "word": word_for(forecast.probability),
            "chance": percent(forecast.probability),
        },
        low=forecast.low90,
        high=forecast.high90,
        **resting,
    )


def _by_month(side: str, forecasts: list[Forecast], resting: dict[str, Any]) -> list[Claim]:
    if not forecasts:
        return []
    told: dict[str, list[str]] = {}
    for one in forecasts:
        count = f"{number(one.mean)} (90 %: {one.low90:.0f} to {one.high90:.0f})"
        told.setdefault(count, []).append(f"{one.start:%B}")
    parts = [f"{listed(months)} {count}" for count, months in told.items()]
    if len(told) == 1:
        parts = [f"{next(iter(told))} in each of {counted(len(forecasts), 'month')}"]
    made = claim(
        "outlook",
        "By month, {side}: {months}.",
        kind=Kind.FORECAST,
        numbers={one.start.isoformat(): one.mean for one in forecasts},
        words={"side": side, "months": "; ".join(parts)},
        **resting,
    )
    return [made]


def _unscored(settled: int) -> Gap:
    """Say why no chart shows how earlier forecasts did."""
    told = f"only {counted(settled, 'recorded forecast')}" if settled else "no recorded forecast"
    verb = "is" if settled < 2 else "are"
    return Gap(
        section="outlook",
        text="How earlier forecasts came out is not shown.",
        reason=f"{told} {verb} settled yet, and it takes {LEAST} to compare them with what came",
    )


def _gap(forecast: Forecast) -> Gap:
    return Gap(
        section="outlook",
        text=f"How many acts of {forecast.target} to expect "
        f"{during(forecast.start, forecast.stop)} is not said.",
        reason="too few such acts between the two are in the store to base it on",
    )
