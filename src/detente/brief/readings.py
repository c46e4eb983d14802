"""Turn measures of `detente.relations` into claims: their reading, their numbers, their events."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from detente.brief.claims import Claim, Kind, claim
from detente.brief.wording import VERY_LIKELY, number, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from detente.brief.scope import Telling
    from detente.records import Finding


DOUBTED: Final = 0.55
"""Mean probability of the readings that a measure rests on, below which that is said."""
MOST_TIMES: Final = 100
"""Factor beyond which a ratio is given as "over 100": the counts do not tell more."""


def claims_of(section: str, findings: Iterable[Finding], scope: Telling) -> tuple[Claim, ...]:
    """Give a claim for each measure that has a value and evidence, in the order given."""
    valued = (finding for finding in findings if finding.value is not None)
    made = (claim_of(section, finding, scope) for finding in valued)
    return tuple(one for one in made if one is not None)


def claim_of(
    section: str,
    finding: Finding,
    scope: Telling,
    *,
    single: bool = False,
    kind: Kind = Kind.MEASURE,
) -> Claim | None:
    """Give the reading of one measure as a claim; none if nothing can be cited for it.

    Parameters
    ----------
    single : bool
        Whether it is about one event on one day, so that its sentence is worth showing.
    kind : Kind
        What the sentence tells.
    """
    sources = scope.cite(finding.evidence)
    if not sources or finding.n < 1:
        return None
    return claim(
        section,
        "{reading}",
        numbers={
            "indicator": finding.indicator,
            "issue": finding.issue,
            "value": finding.value,
            "unit": finding.unit,
            "rank": finding.rank,
            "exposure": finding.exposure,
        },
        words={"reading": _short(finding.reading, scope)},
        low=finding.low,
        high=finding.high,
        size="; ".join(filter(None, (size_of(finding), doubt_of(finding, scope)))),
        n=finding.n,
        sources=sources,
        day=finding.start if single else None,
        kind=kind,
    )


def doubt_of(finding: Finding, scope: Telling) -> str:
    """Say how many of the acts behind a measure are read correctly, where that is few.

    A store that holds one side's own prose has hardly a quarrel in it, and what it has is often
    misread; the probabilities of the coder, which are calibrated, tell how much of it.
    """
    chances = scope.chances(finding.evidence)
    if len(chances) < 2 or sum(chances) / len(chances) >= DOUBTED:
        return ""
    return f"about {10 * sum(chances) / len(chances):.0f} in 10 of these acts are read correctly"


def _short(reading: str, scope: Telling) -> str:
    """Leave out the names of the two and the period of the brief: the title says them."""
    short = reading.removeprefix(f"{sentence(scope.pair)}: ").replace("than > ", "than over ")
    return sentence(short.replace(f" {scope.period}", "", 1))


def is_clear(finding: Finding) -> bool:
    """Tell whether the sign of a measure is very likely right."""
    return chance_of_sign(finding) >= VERY_LIKELY


def chance_of_sign(finding: Finding) -> float:
    """Give about how probable it is that the sign of a measure is right; 0 without a value.

    The side of the 90 % interval that is nearer to zero is read as that of a normal distribution;
    this chooses what to put first, no number is made of it.
    """
    if finding.value is None or finding.low is None or finding.high is None:
        return 0.0
    near = finding.value - finding.low if finding.value > 0 else finding.high - finding.value
    if near <= 0:
        return float(finding.value != 0)
    return (1 + math.erf(abs(finding.value) / near * 1.645 / math.sqrt(2))) / 2


def size_of(finding: Finding) -> str:
    """Give the value with its interval in words a newcomer can read.

    Empty where the reading says both already, or there is no value.
    """
    numbers = finding.value, finding.low, finding.high
    template, scale = _SIZES.get(finding.indicator, ("", number))
    if None in numbers:
        return ""
    value, low, high = (scale(one) for one in numbers if one is not None)
    return template.format(value=value, low=low, high=high)


def _odds(value: float) -> str:
    if abs(value) > math.log(MOST_TIMES):
        return f"over {MOST_TIMES}" if value > 0 else f"under 1/{MOST_TIMES}"
    return number(math.exp(value))


def _one_in(value: float) -> str:
    return number(10**value) if value < 6 else "many"


_SIZES: Final[dict[str, tuple[str, Callable[[float], str]]]] = {
    "burst": (
        "strongest week {value} standard deviations above the usual, 90 %: {low} to {high}",
        number,
    ),
    "balance": (
        "odds of cooperation × {value} against elsewhere, 90 %: × {low} to × {high}",
        _odds,
    ),
    "courtship": ("ratio of the two {value}, 90 %: {low} to {high}", _odds),
    "hedging": ("odds × {value} against the usual, 90 %: × {low} to × {high}", _odds),
    "minilateral": (
        "a chance of 1 in {value} for such a meeting in a period as long, "
        "90 %: 1 in {low} to 1 in {high}",
        _one_in,
    ),
}
"""How the value of each indicator reads; those of log scales as factors."""
