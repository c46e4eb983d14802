"""Make findings: a value with its interval and evidence, or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.records import Finding
from detente.relations.wording import counted, during, listed, named, sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from detente.relations.case import Acts, Case

MOST_EVIDENCE: Final = 200
"""Events listed as evidence of one finding: the most recent ones."""
FEWEST: Final = 5
"""Events below which a measure is withheld."""


def evidence_of(acts: Acts) -> list[str]:
    """Give the ids of all events that report those acts: the 200 latest, in order of day."""
    ids = dict.fromkeys(event for group in acts.ids for event in group)
    return list(ids)[-MOST_EVIDENCE:]


def pair_of(case: Case) -> str:
    """Give both states as they stand within a sentence."""
    return listed([named(case.first), named(case.second)])


def found(
    case: Case,
    indicator: str,
    unit: str,
    value: float,
    interval: tuple[float, float],
    *,
    n: int,
    evidence: Sequence[str],
    reading: str,
    issue: str | None = None,
    rank: float | None = None,
    group: Sequence[str] = (),
    start: dt.date | None = None,
    stop: dt.date | None = None,
    falls_short: bool = False,
) -> Finding:
    """Give a finding with a value; the interval is the 5th and 95th percentile."""
    return Finding(
        indicator=indicator,
        first=case.first,
        second=case.second,
        group=list(group),
        issue=issue,
        start=start or case.start,
        stop=stop or case.stop,
        value=float(value),
        low=float(interval[0]),
        high=float(interval[1]),
        unit=unit,
        n=n,
        exposure=case.exposure,
        rank=rank,
        evidence=list(evidence)[-MOST_EVIDENCE:],
        reading=sentence(reading),
        falls_short=falls_short,
    )


def withheld(
    case: Case,
    indicator: str,
    unit: str,
    reason: str,
    *,
    n: int,
    evidence: Sequence[str],
    issue: str | None = None,
    group: Sequence[str] = (),
    reading: str | None = None,
    start: dt.date | None = None,
    stop: dt.date | None = None,
) -> Finding:
    """Give a finding without a value, with the reason why."""
    return Finding(
        indicator=indicator,
        first=case.first,
        second=case.second,
        group=list(group),
        issue=issue,
        start=start or case.start,
        stop=stop or case.stop,
        value=None,
        low=None,
        high=None,
        unit=unit,
        n=n,
        exposure=case.exposure,
        rank=None,
        evidence=list(evidence)[-MOST_EVIDENCE:],
        reading=sentence(reading or f"{pair_of(case)}: withheld, {reason}."),
        withheld=reason,
    )


def too_few(n: int, minimum: int, noun: str, start: dt.date, stop: dt.date, *, of: str = "") -> str:
    """Say that there are too few acts for a measure; `of` follows the noun."""
    if start >= stop:
        return "the store has no report of the days asked for"
    amount = f"only {counted(n, noun)}" if n else f"no {noun}"
    return f"{amount}{of} {during(start, stop)}; it takes {minimum}"
