"""Say in words why somebody is named as the next partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from detente.outlook.facts import Facts, Flags, Ints
from detente.relations.wording import percent

WINDOWS: Final = (10, 30, 90, 365)
"""Periods of which one is named: the shortest that holds `ENOUGH` of what happened; days."""
ENOUGH: Final = 2
WITHIN: Final = 10
"""Days within which one act is said to have followed another."""
LATELY: Final = 30
"""Acts longer ago are not named as signs; days."""
LEAST_CASES: Final = 5
"""Cases without which no share is named."""
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                   "ten", "eleven", "twelve")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Hold how relations are called, inverse ones included."""

    did: Annotated[Sequence[str], "before the other's name: 'met with'"]
    what: Annotated[Sequence[str], "as a thing: 'criticism'"]


def labels_of(names: Sequence[str]) -> Labels:
    """Make labels of plain names of relations.

    Examples
    --------
    >>> labels_of(["Make a visit"]).what
    ('“Make a visit”', '“Make a visit” by the other')
    """
    quoted = [f"“{name}”" for name in names]
    return Labels(
        did=(*(f"{name} towards" for name in quoted), *(f"{name} by" for name in quoted)),
        what=(*quoted, *(f"{name} by the other" for name in quoted)),
    )


def followed(facts: Facts, before: int, after: int, day: int) -> tuple[int, int]:
    """Count how often one kind of act was followed by another on the same pair within ten days.

    Parameters
    ----------
    facts : Facts
        With inverse ones if kinds are.
    before, after : int
        Relations.
    day : int
        Cases count whose ten days were over before it.

    Returns
    -------
    followed, cases : int
        A day with several acts of the kind between two is one case.
    """
    span, e = int(facts.days.max(initial=0)) + WITHIN + 2, facts.entities
    pairs = facts.subjects * e + facts.objects
    past = facts.days < day
    whole = (facts.kinds == before) & (facts.days < day - WITHIN)
    cases = np.unique(pairs[whole] * span + facts.days[whole])
    later = (facts.kinds == after) & past
    others = np.sort(pairs[later] * span + facts.days[later])
    first = np.searchsorted(others, cases, side="right")
    stop = np.searchsorted(others, cases + WITHIN, side="right")
    return int((stop > first).sum()), len(cases)


def reasons_for(
    facts: Facts,
    one: int,
    kind: int,
    two: int,
    *,
    day: int,
    labels: Labels,
    called: str | None = None,
) -> tuple[str, ...]:
    """Give what speaks for an answer, the strongest first; only facts before `day` are used.

    Parameters
    ----------
    facts : Facts
        With inverse ones.
    one, kind, two : int
        Subject, relation and the answer.
    day : int
        First day that is not known.
    labels : Labels
        How relations are called.
    called : str, optional
        How the answer is called, if not by its name in the facts.
    """
    past = facts.days < day
    pair = past & (facts.subjects == one) & (facts.objects == two)
    ages = day - facts.days[pair & (facts.kinds == kind)]
    name = called or facts.names[two]
    said = []
    if len(ages):
        said.append(f"{labels.did[kind]} {name} {how_often(ages)}")
    sign = _sign(facts, pair, kind, day, labels)
    if sign:
        said.append(sign)
    every = day - facts.days[pair]
    if not len(ages) and len(every):
        said.append(f"in contact with {name} {how_often(every)}")
    usual = day - facts.days[past & (facts.kinds == kind) & (facts.objects == two)]
    if not said and len(usual):
        said.append(f"{name} was met with {labels.what[kind]} by others {how_often(usual)}")
    return tuple(said) or (f"{name} is close to those it deals with",)


def how_often(ages: Ints) -> str:
    """Say how often something happened, by the ages of its cases in days.

    Examples
    --------
    >>> how_often(np.array([1, 2, 2, 4, 8, 9, 40])), how_often(np.array([700]))
    ('six times in ten days', 'once, 700 days ago')
    """
    window = next((days for days in WINDOWS if (ages <= days).sum() >= ENOUGH), None)
    last = f"{_days(int(ages.min()))} ago"
    if len(ages) == 1:
        return f"once, {last}"
    if window is None:
        return f"{_times(len(ages))}, last {last}"
    return f"{_times(int((ages <= window).sum()))} in {_days(window)}"


def _sign(facts: Facts, pair: Flags, kind: int, day: int, labels: Labels) -> str:
    """Name the recent act on the pair that was followed most often by such an act."""
    recent = pair & (facts.kinds != kind) & (facts.days >= day - LATELY)
    best: tuple[float, int, int] | None = None
    for before in np.unique(facts.kinds[recent]):
        came, cases = followed(facts, int(before), kind, day)
        if cases >= LEAST_CASES and came and (best is None or came / cases > best[0]):
            best = (came / cases, int(before), cases)
    if best is None:
        return ""
    share, before, cases = best
    return (
        f"{labels.what[before]} led to {labels.what[kind]} within {_days(WITHIN)} in "
        f"{percent(share)} of {cases:,} cases"
    )


def _times(n: int) -> str:
    return "twice" if n == 2 else f"{_number(n)} times"


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"


def _days(n: int) -> str:
    return "one day" if n == 1 else f"{_number(n)} days"
