"""Tell measures that have no sentence of their own yet: each by its reading, in a fitting section.

Every indicator of `detente.relations.registry` thus shows up in a brief as soon as it is there.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.brief.claims import Claim, Gap, Section
from detente.brief.readings import claim_of
from detente.brief.wording import listed, number
from detente.relations.registry import INDICATORS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.brief.scope import Telling
    from detente.records import Finding

OWN: Final = frozenset(
    (
        "engagement",
        "closeness",
        "burst",
        "balance",
        "divergence",
        "courtship",
        "hedging",
        "minilateral",
        "blocs",
    )
)
"""Indicators whose findings sections tell in sentences of their own; of the world's blocs a brief
on two states tells nothing."""

UNUSUAL: Final = frozenset({"target", "broker", "shift"})
"""Indicators that claim something out of the ordinary, so that their rank has to be high too."""
LEAST: Final = {"patrons": 0.05}
"""What the lower end of measures that cannot be negative must reach."""
RARE: Final = 0.95
"""Share of other times that have to be lower."""

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "engagement": ("attention", "alignment", "structure", "ideal", "vot", "volume"),
    "breaks": ("break", "shift", "leader", "regime", "doubt"),
    "doors": ("breadth", "charm", "audience"),
    "formats": ("format", "meeting"),
    "contacts": ("patron", "hedg"),
    "third": ("target", "broker", "third", "bloc", "polar"),
}
"""Section by what the name of an indicator begins with or holds; others stand in "further"."""


def place_of(indicator: str) -> str:
    """Give the key of the section in which an indicator is told.

    Examples
    --------
    >>> place_of("breadth"), place_of("bloc_polarisation"), place_of("anything")
    ('doors', 'third', 'further')
    """
    return next(
        (key for key, words in PLACES.items() if any(w in indicator for w in words)), "further"
    )


def with_further(section: Section, findings: Iterable[Finding], scope: Telling) -> Section:
    """Add to a section the measures that belong there, and how each is read."""
    placed = [one for one in findings if _is_at(one, section.key)]
    claims = further_claims(section.key, filter(tells, placed), scope)
    vague = _vague(section.key, placed)
    if not claims:
        return replace(section, gaps=(*section.gaps, *vague))
    return replace(
        section,
        reading=" ".join([section.reading, *_readings(claims)]),
        claims=(*section.claims, *claims),
        gaps=(*(section.gaps if section.claims else ()), *vague),
    )


def tells(finding: Finding) -> bool:
    """Tell whether a measure says anything: its interval is clear of zero, its rank is high."""
    if finding.value is None or finding.falls_short:
        return False
    if finding.low is not None and finding.low <= 0 <= finding.high:  # type: ignore[operator]
        return False
    if finding.low is not None and finding.low < LEAST.get(finding.indicator, -math.inf):
        return False
    rank = finding.rank if finding.indicator in UNUSUAL else None
    return rank is None or rank >= RARE


def _vague(section: str, findings: Iterable[Finding]) -> tuple[Gap, ...]:
    """Give one gap for all measures that have a value and say nothing by it."""
    valued = [one for one in findings if one.value is not None]
    told = {one.indicator for one in valued if tells(one)}
    rest = dict.fromkeys(one.indicator for one in valued if one.indicator not in told)
    if not rest:
        return ()
    names = [INDICATORS[name].title for name in rest]
    text = f"No clear result: {listed(names)}."
    reason = "the 90 % interval holds zero, or as much came about at other times"
    return (Gap(section=section, text=text, reason=reason),)


def further(findings: Iterable[Finding], scope: Telling, keys: Iterable[str]) -> list[Section]:
    """Give the sections that only such measures fill: breaks, and what fits nowhere else.

    Parameters
    ----------
    keys : Iterable of str
        Sections that there are; measures that belong to others are told among the rest.
    """
    there = set(keys)
    rest = [one for one in findings if one.indicator not in OWN]
    breaks = [one for one in rest if _is_at(one, "breaks") and "breaks" not in there]
    other = [one for one in rest if place_of(one.indicator) not in {*there, "breaks"}]
    made = [
        _section("breaks", "Breaks and what may change", breaks, scope),
        _section("further", "Further measures", other, scope),
    ]
    return [one for one in made if one.claims or one.gaps]


def further_claims(section: str, findings: Iterable[Finding], scope: Telling) -> tuple[Claim, ...]:
    """Give the reading of each measure as a claim under its title; none without evidence."""
    made = []
    for finding in findings:
        one = claim_of(section, finding, scope) if finding.value is not None else None
        if one is not None:
            title = INDICATORS[finding.indicator].title
            made.append(replace(one, label=title, size=one.size or _size(finding)))
    return tuple(made)


def _is_at(finding: Finding, key: str) -> bool:
    return finding.indicator not in OWN and place_of(finding.indicator) == key


def _section(key: str, title: str, findings: list[Finding], scope: Telling) -> Section:
    claims = further_claims(key, filter(tells, findings), scope)
    return Section(
        key=key,
        title=title,
        reading=" ".join(_readings(claims)),
        claims=claims,
        gaps=_vague(key, findings),
    )


def _readings(claims: Iterable[Claim]) -> list[str]:
    names = dict.fromkeys(str(one.numbers["indicator"]) for one in claims)
    return [f"{INDICATORS[name].title}: {INDICATORS[name].reading}" for name in names]


def _size(finding: Finding) -> str:
    """Give the value with interval and unit, unless the reading says the interval."""
    if re.search(r"\b90 %", finding.reading) or finding.value is None:
        return ""
    interval = ""
    if finding.low is not None and finding.high is not None:
        interval = f", 90 %: {number(finding.low)} to {number(finding.high)}"
    return f"{number(finding.value)}{interval}; {finding.unit}"
