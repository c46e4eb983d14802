"""Say what the coming months may bring: expected counts with their intervals."""

from __future__ import annotations

from detente.brief.claims import Claim, Gap, Section, claim
from detente.brief.scope import Scope
from detente.brief.wording import number, over, percent, word_for
from detente.records import Forecast


def outlook(scope: Scope) -> Section:
    """Give the expected counts after the period, as far as they rest on events."""
    claims, gaps = [], []
    for forecast in scope.forecasts:
        made = _claim(forecast, scope)
        if made is None:
            gaps.append(_gap(forecast))
        else:
            claims.append(made)
    if not scope.forecasts:
        reason = "too little history between the two is in the store"
        text = f"Nothing can be said of the months after {scope.period}."
        gaps.append(Gap(section="outlook", text=text, reason=reason))
    return Section(
        key="outlook",
        title="Outlook on three months",
        reading=(
            "Counts to be expected if things go on as the past months went, from the rate of the "
            "past and how much it used to vary. It foresees no decision and no surprise."
        ),
        claims=tuple(claims),
        gaps=tuple(gaps),
    )


def _claim(forecast: Forecast, scope: Scope) -> Claim | None:
    basis = [one for one in scope.named("engagement") if one.issue == forecast.target]
    sources = scope.cite(event for one in basis for event in reversed(one.evidence))
    if not sources:
        return None
    return claim(
        "outlook",
        "{span}: about {mean_words} deeds of {target} between {pair} "
        "(as likely as not {inner}; with 90 % probability {outer}); at least one {word} "
        "comes ({chance}).",
        numbers={
            "mean": forecast.mean,
            "low50": forecast.low50,
            "high50": forecast.high50,
            "low90": forecast.low90,
            "high90": forecast.high90,
            "probability": forecast.probability,
        },
        words={
            "span": over(forecast.start, forecast.stop),
            "mean_words": number(forecast.mean),
            "target": forecast.target,
            "pair": scope.pair,
            "inner": f"{forecast.low50:.0f} to {forecast.high50:.0f}",
            "outer": f"{forecast.low90:.0f} to {forecast.high90:.0f}",
            "word": word_for(forecast.probability),
            "chance": percent(forecast.probability),
        },
        low=forecast.low90,
        high=forecast.high90,
        n=sum(one.n for one in basis),
        sources=sources,
    )


def _gap(forecast: Forecast) -> Gap:
    span = over(forecast.start, forecast.stop)
    return Gap(
        section="outlook",
        text=f"How many deeds of {forecast.target} to expect in {span} is not said.",
        reason="too few such deeds between the two are in the store to base it on",
    )
