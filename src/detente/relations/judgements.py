"""Check what somebody judges of states against what is measured: supported, contradicted, open.

A judgement is a sentence with the measure that would bear it out: "Japan courts the United
States" is courtship of JPN and USA above 0. It is read from a file, so that an article, a
paper or an analyst's own view can be held against any store.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.errors import InputError, UnknownName
from detente.ontology.states import state_named
from detente.relations.case import Options
from detente.relations.formats_of_three import first_meetings
from detente.relations.ground import Ground
from detente.relations.registry import INDICATORS, measure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import ibis

    from detente.records import Finding

MOST_BYTES: Final = 1 << 20
"""Size of a file of judgements that is read."""
LIKE_OTHERS: Final = 0.05
"""Share of a pair's own placebo windows that may be as high as what is called unusual."""
UNUSUAL: Final = frozenset({"burst", "shift"})
"""Indicators that claim something out of the ordinary, so that their rank counts."""


class Verdict(StrEnum):
    """Say how measures stand to a judgement."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    OPEN = "cannot say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Hold one judgement with the measure that would bear it out."""

    says: Annotated[str, "the judgement, as one sentence"]
    indicator: Annotated[str, "name in detente.relations.registry"]
    states: Annotated[tuple[str, str], "state codes; where direction matters the actor first"]
    start: Annotated[dt.date, "first day measured"]
    stop: Annotated[dt.date, "first day no longer measured"]
    above: Annotated[float | None, "the value is said to be above this"] = None
    below: Annotated[float | None, "the value is said to be below this"] = None
    first: Annotated[bool, "a meeting is said to be the first of its format in the store"] = False
    issue: Annotated[str | None, "issue area or class of acts of the finding; null: all"] = None
    group: Annotated[tuple[str, ...], "states that the finding must name; empty: any"] = ()
    third: Annotated[str | None, "a third state that is to be looked at"] = None
    chances: Annotated[
        tuple[tuple[str, float], ...], "leaders who may come, by name, and their chances; 0..1"
    ] = ()

    def __post_init__(self) -> None:
        if self.indicator not in INDICATORS:
            raise UnknownName("indicator", self.indicator, INDICATORS)
        if [self.above is not None, self.below is not None, self.first].count(True) != 1:
            raise InputError(
                f"{self.says!r}: expected is one of above, below (with a number) and first = true"
            )
        if self.first and self.indicator != "minilateral":
            raise InputError(f"{self.says!r}: first goes with the indicator minilateral only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Hold a judgement, the finding that bears on it most, and the verdict."""

    says: Annotated[str, "the judgement"]
    verdict: Annotated[Verdict, "supported, contradicted or cannot say"]
    indicator: Annotated[str, "measure"]
    expected: Annotated[str, "what the value is said to be"]
    value: Annotated[float | None, "value; null if withheld"]
    low: Annotated[float | None, "5th percentile"]
    high: Annotated[float | None, "95th percentile"]
    unit: Annotated[str, "unit of the three"]
    n: Annotated[int, "events it rests on"]
    rank: Annotated[float | None, "share of the pair's own placebo windows that are lower; 0..1"]
    reading: Annotated[str, "the finding in words, or why there is none"]
    evidence: Annotated[list[str], "ids of the events it rests on"]


def read_judgements(path: Path) -> list[Judgement]:
    """Read judgements from a TOML file.

    ``from`` and ``to`` (last day, included) may stand at the top for all::

        from = 2021-01-01
        to = 2024-06-30

        [[judgement]]
        says = "Japan courts the United States."
        indicator = "courtship"
        states = ["JPN", "USA"]
        above = 0

    Raises
    ------
    InputError
        If the file cannot be read, or a judgement lacks a part or has one too many.
    UnknownName
        If a state or an indicator is not known.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path} is larger than {MOST_BYTES:,} bytes")
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    every = given.get("judgement")
    if not isinstance(every, list) or not every:
        raise InputError(f"{path} holds no [[judgement]]")
    common = {name: given[name] for name in ("from", "to") if name in given}
    return [_judgement(path, number, common | one) for number, one in enumerate(every, start=1)]


def check(
    events: ibis.Table | Ground,
    judgements: Sequence[Judgement],
    *,
    context: ibis.Table | None = None,
) -> list[Checked]:
    """Hold judgements against what is measured; one line a judgement, in their order.

    Parameters
    ----------
    events : ibis.Table or Ground
        As `detente.relations.registry.measure` takes them.
    judgements : sequence of Judgement
        As `read_judgements` gives them.
    context : ibis.Table, optional
        The table ``context`` of a store: votes, regimes and the like.

    Returns
    -------
    list of Checked
        *supported* where the whole 90 % interval lies on the side that is claimed and, for what
        has a rank, at most 5 % of the pair's own placebo windows are as high; *contradicted*
        where the whole interval lies on the other side; else *cannot say*.
    """
    if isinstance(events, Ground):
        return [_checked(events, one, context) for one in judgements]
    with Ground(events) as ground:
        return [_checked(ground, one, context) for one in judgements]


def _checked(ground: Ground, one: Judgement, context: ibis.Table | None) -> Checked:
    every = measure(
        ground, *one.states,
        start=one.start, stop=one.stop, indicators=[one.indicator], context=context,
        options=Options(third=one.third, chances=one.chances),
    )  # fmt: skip
    fitting = [finding for finding in every if _fits(finding, one)]
    if one.first:
        same = [found for found in fitting if {*found.group} == {*one.states, *one.group}]
        return _first(ground, one, same)
    valued = [finding for finding in fitting if finding.value is not None]
    if not valued:
        for finding in (*fitting, *(found for found in every if found.withheld)):
            return _line(one, Verdict.OPEN, finding, f"No value: {finding.withheld}.")
        return _line(one, Verdict.OPEN, None, "no such finding in the period")
    sign = -1.0 if one.above is None else 1.0
    best = max(valued, key=lambda finding: sign * (finding.value or 0.0))
    return _line(one, _verdict(one, best), best, best.reading)


def _fits(finding: Finding, one: Judgement) -> bool:
    named = {*finding.group, finding.first, finding.second}
    third = {one.third} if one.third else set()
    return (
        finding.issue == one.issue
        and finding.first == one.states[0]
        and named >= {*one.group, *third}
    )


def _first(ground: Ground, one: Judgement, meetings: Sequence[Finding]) -> Checked:
    """Tell whether one of the meetings is the first of its format in the store."""
    known = first_meetings(ground.events, start=one.start, stop=one.stop, members=one.states)
    firsts = {frozenset(meeting.event_ids) for meeting in known}
    new = [found for found in meetings if frozenset(found.evidence) in firsts]
    if new:
        return _line(one, Verdict.SUPPORTED, new[0], new[0].reading)
    dated = [found for found in meetings if found.evidence]
    if dated:
        return _line(one, Verdict.CONTRADICTED, dated[0], dated[0].reading)
    return _line(one, Verdict.OPEN, None, "no such meeting in the period")


def _verdict(one: Judgement, finding: Finding) -> Verdict:
    if finding.low is None or finding.high is None:
        return Verdict.OPEN
    if one.above is None:
        side = one.below or 0.0
        borne, refuted = finding.high < side, finding.low > side
    else:
        borne, refuted = finding.low > one.above, finding.high < one.above
    rank = finding.rank if one.indicator in UNUSUAL and one.above is not None else None
    if borne and rank is not None and rank < 1 - LIKE_OTHERS:
        return Verdict.OPEN
    return Verdict.SUPPORTED if borne else Verdict.CONTRADICTED if refuted else Verdict.OPEN


def _line(one: Judgement, verdict: Verdict, finding: Finding | None, reading: str) -> Checked:
    side = "first of its format"
    if not one.first:
        side = f"below {one.below:g}" if one.above is None else f"above {one.above:g}"
    return Checked(
        says=one.says,
        verdict=verdict,
        indicator=one.indicator,
        expected=side if one.issue is None else f"{one.issue}: {side}",
        value=finding.value if finding else None,
        low=finding.low if finding else None,
        high=finding.high if finding else None,
        unit=finding.unit if finding else "",
        n=finding.n if finding else 0,
        rank=finding.rank if finding else None,
        reading=reading,
        evidence=list(finding.evidence) if finding else [],
    )


def _judgement(path: Path, number: int, given: dict[str, Any]) -> Judgement:
    where = f"{path}, judgement {number}"
    names = {"from", "to", *(field.name for field in fields(Judgement))} - {"start", "stop"}
    for name in given:
        if name not in names:
            raise UnknownName(f"part of a judgement ({where})", name, sorted(names))
    for name in ("says", "indicator", "states", "from", "to"):
        if name not in given:
            raise InputError(f"{where} has no {name}")
    first, last = given.pop("from"), given.pop("to")
    if not all(type(day) is dt.date for day in (first, last)) or first > last:
        raise InputError(f"{where}: from {first!r} to {last!r} is no period; expected are two days")
    states = [state_named(name).code for name in given["states"]]
    if len(states) != 2:
        raise InputError(f"{where}: expected are two states, not {len(states)}")
    group = tuple(state_named(name).code for name in given.pop("group", ()))
    chances = given.pop("chances", {})
    if not isinstance(chances, dict):
        raise InputError(f"{where}: chances are {chances!r}; expected are names with numbers")
    parts = given | {
        "states": (states[0], states[1]),
        "group": group,
        "third": state_named(given["third"]).code if "third" in given else None,
        "chances": tuple((name, float(chance)) for name, chance in chances.items()),
    }
    return Judgement(**parts, start=first, stop=last + dt.timedelta(days=1))
