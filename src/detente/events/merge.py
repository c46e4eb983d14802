"""Join the reports of one event to one event, with all its evidence.

Which reports may be of one event, `detente.events.alike` says. What comes out depends on the set
of reports alone, not on their order, so that a new day's reports join what is there and running
it again changes nothing.

Plans and denials stay beside the event that they are about: they are attached to it and do not
count as reports of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from detente.codes import Precision, Root, Status
from detente.documents.words import likeness
from detente.events.alike import HARDLY_ALIKE, LATE_DAYS, apart, fits, other_persons
from detente.events.joined import merged
from detente.events.reports import Report
from detente.records import Merged

FAMILIES: Final[tuple[frozenset[Root], ...]] = (
    frozenset({Root.ACCUSE, Root.REJECT, Root.REQUEST, Root.THREATEN}),
    frozenset({Root.SANCTION, Root.COERCE}),
    frozenset({Root.ASSAULT, Root.MOBILIZE}),
    frozenset({Root.AGREE, Root.CONSULT, Root.COOPERATE, Root.SUPPORT}),
    frozenset({Root.AID}),
    frozenset({Root.CONCEDE, Root.RETREAT}),
    frozenset({Root.PROTEST}),
)
"""Roots that one act may be given by two reports in nearly the same words."""
LONGEST_DAYS: Final = 7
"""Days that one event may span: a summit, a visit."""


def merge(reports: Iterable[Report]) -> Iterator[Merged]:
    """Join reports to events, in order of id.

    Parameters
    ----------
    reports : Iterable of Report
        Each id once.

    Yields
    ------
    Merged
        One for each event; every report that is no attached plan or denial is in exactly one.
    """
    blocks: defaultdict[tuple[object, ...], list[Report]] = defaultdict(list)
    for report in reports:
        if len(report.states) > 1:
            blocks[_block(report)].append(report)
    made = [
        event
        for block in blocks.values()
        for event in _events(sorted(block, key=lambda report: report.id))
    ]
    yield from sorted(made, key=lambda event: event.id)


def _block(report: Report) -> tuple[object, ...]:
    family = next(i for i, family in enumerate(FAMILIES) if report.root in family)
    return family, report.states


def _events(block: Sequence[Report]) -> Iterator[Merged]:
    """Join the reports of one block: same states, near roots."""
    happened = [report for report in block if _status(report) is Status.HAPPENED]
    groups = _groups(happened)
    attached: defaultdict[int, list[Report]] = defaultdict(list)
    loose = []
    for report in block:
        if _status(report) is not Status.HAPPENED:
            place = _place_of(report, groups)
            if place is None:
                loose.append(report)
            else:
                attached[place].append(report)
    for place, group in enumerate(groups):
        yield merged(group, attached[place])
    for status in (Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED):
        for group in _groups([report for report in loose if _status(report) is status]):
            yield merged(group, [])


def _status(report: Report) -> Status:
    """Give the status of a report; what is told as done before its day was only announced."""
    ahead = report.day is not None and report.day > report.known_at
    foreseen = ahead and report.precision is Precision.DAY
    return Status.PLANNED if foreseen and report.status is Status.HAPPENED else report.status


def _groups(reports: Sequence[Report]) -> list[list[Report]]:
    """Give the groups that chains of fitting reports join, none longer than a week."""
    chains = _joined(reports, strict=False)
    return [
        group
        for chain in chains
        for group in (_joined(chain, strict=True) if _span(chain) > LONGEST_DAYS else [chain])
    ]


def _joined(reports: Sequence[Report], *, strict: bool) -> list[list[Report]]:
    """Join by union and find; reports far apart in time are not compared."""
    ordered = sorted(reports, key=lambda report: (report.day or report.known_at, report.id))
    leader = list(range(len(ordered)))

    def root(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for place, report in enumerate(ordered):
        for other in range(place - 1, -1, -1):
            earlier = ordered[other]
            if apart(earlier, report) > _reach(earlier, report):
                break
            if root(place) != root(other) and fits(earlier, report, strict=strict):
                leader[max(root(place), root(other))] = min(root(place), root(other))
    groups: defaultdict[int, list[Report]] = defaultdict(list)
    for place, report in enumerate(ordered):
        groups[root(place)].append(report)
    return list(groups.values())


def _reach(one: Report, other: Report) -> int:
    rough = {Precision.MONTH, Precision.YEAR} & {one.precision, other.precision}
    return 31 if rough else LONGEST_DAYS


def _span(reports: Sequence[Report]) -> int:
    days = [report.day for report in reports if report.day and report.precision is Precision.DAY]
    return (max(days) - min(days)).days if days else 0


def _place_of(report: Report, groups: Sequence[Sequence[Report]]) -> int | None:
    """Give the event that a plan, a possibility or a denial is about; the most alike one."""
    best: tuple[float, int] | None = None
    for place, group in enumerate(groups):
        for told in group:
            if told.root is not report.root or told.sides != report.sides:
                continue
            if other_persons(told, report) or not _about(report, told):
                continue
            alike = likeness(told.words, report.words)
            if alike >= HARDLY_ALIKE and (best is None or alike > best[0]):
                best = (alike, place)
    return best[1] if best else None


def _about(report: Report, told: Report) -> bool:
    """Tell whether the days of a plan or denial and of an event agree."""
    if told.day is None or report.day is None:
        return False
    if report.status is Status.DENIED:
        return 0 <= (report.known_at - told.day).days <= LATE_DAYS
    exact = report.precision is Precision.DAY and told.precision is Precision.DAY
    return exact and report.day == told.day and report.known_at <= told.known_at
