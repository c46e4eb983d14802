"""Join the reports of one event to one event, with all its evidence.

Reports join if they name the same states in the same roles, are of one root (or near roots in
nearly the same words), and fit in day, persons and words. Which days fit depends on how exactly
they are known: two named days must be equal unless the words are much alike; a report that names
no day fits an event of the days before it. What comes out depends on the set of reports alone,
not on their order, so that a new day's reports join what is there and running it again changes
nothing.

Plans and denials stay beside the event that they are about: they are attached to it and do not
count as reports of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

from detente.codes import Level, Precision, Quad, Root, Status
from detente.documents.words import content, likeness, vector
from detente.ontology.plover import JOINT, quad_of
from detente.records import Merged

if TYPE_CHECKING:
    from detente.records import Actor, Event

Named = TypeVar("Named", Root, str)

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
LATE_DAYS: Final = 4
"""Days within which a report that names no day still tells of an event."""
MUCH_ALIKE: Final = 0.6
"""Cosine of content words from which another root or a day's difference does not matter."""
ALIKE: Final = 0.35
"""Cosine from which reports of one root and day are one event if nothing else tells."""
HARDLY_ALIKE: Final = 0.15
"""Cosine below which reports that name the same persons are still told apart."""
LONGEST_DAYS: Final = 7
"""Days that one event may span: a summit, a visit."""
ONE_A_DAY: Final = frozenset({Root.CONSULT})
"""Roots of which two leaders have one a day: see decision 0007."""
_LEADING: Final = frozenset({Level.LEADER.value, Level.MINISTER.value})
_FIGURE: Final = re.compile(r"(?<![\w,.])(?!(?:19|20)\d\d\b)\d[\d,]+(?!\w)")
VERBAL: Final = frozenset({Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT})
_TOLL: Final = re.compile(
    r"(?P<before>\d[\d,]*)\s+(?:\w+\s+){0,2}?(?:people|civilians|soldiers|troops|children|"
    r"hostages|prisoners|protesters)\b|(?:killed|killing|wounded|injured|arrested|detained)\s+"
    r"(?:at least|about|some|more than|nearly)?\s*(?P<after>\d[\d,]*)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Hold what is compared of one report."""

    id: Annotated[str, "id of the event as coded"]
    root: Annotated[Root, "its root"]
    mode: Annotated[str | None, "its mode"]
    status: Annotated[Status, "its status"]
    acting: Annotated[frozenset[str], "states and bodies that act"]
    facing: Annotated[frozenset[str], "states and bodies acted upon; empty for a joint act"]
    persons: Annotated[frozenset[tuple[str, str]], "leading persons: state and name"]
    day: Annotated[dt.date | None, "day of the event"]
    precision: Annotated[Precision, "how exactly that is known"]
    known_at: Annotated[dt.date, "day of the report"]
    probability: Annotated[float, "probability of the reading"]
    words: Annotated[dict[str, float], "content words as a vector"]
    toll: Annotated[frozenset[int], "numbers of people told"]
    figures: Annotated[frozenset[str], "all figures of two digits or more, but for years"]
    publisher: Annotated[str | None, "who published it"]
    copy: Annotated[str, "document, or the original that it reprints: copies count once"]

    @property
    def states(self) -> frozenset[str]:
        """Give all states and bodies that take part."""
        return self.acting | self.facing

    @property
    def sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """Give who acts and who is acted upon; all together where both sides act alike."""
        if self.root in JOINT and self.root is not Root.SUPPORT:
            return self.states, frozenset()
        return self.acting, self.facing


def report_of(event: Event, *, publisher: str | None, copy: str) -> Report:
    """Give what is compared of one event.

    Parameters
    ----------
    event : Event
        As coded.
    publisher : str or None
        Who published the document.
    copy : str
        Id of the document, or of the original that it reprints.
    """
    parties = [*event.actors, *event.recipients]
    return Report(
        id=event.id,
        root=event.root,
        mode=event.mode,
        status=event.status,
        acting=_states(event.actors),
        facing=_states(event.recipients),
        persons=frozenset(
            (a.state, a.person or a.name or a.text)
            for a in parties
            if a.state and a.level in _LEADING and (a.person or a.name)
        ),
        day=event.day,
        precision=event.day_precision,
        known_at=event.known_at,
        probability=event.probability,
        words=vector(content(event.evidence.quote)),
        toll=_toll(event.evidence.quote),
        figures=_figures(event.evidence.quote),
        publisher=publisher,
        copy=copy,
    )


def _states(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.state for actor in actors if actor.state)


def _toll(text: str) -> frozenset[int]:
    found = (match["before"] or match["after"] for match in _TOLL.finditer(text))
    return frozenset(int(number.replace(",", "")[:9]) for number in found)


def _figures(text: str) -> frozenset[str]:
    tolls = {str(number) for number in _toll(text)}
    found = {figure.replace(",", "") for figure in _FIGURE.findall(text)}
    return frozenset(found - tolls)


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
    merged = [
        event
        for block in blocks.values()
        for event in _events(sorted(block, key=lambda report: report.id))
    ]
    yield from sorted(merged, key=lambda event: event.id)


def _block(report: Report) -> tuple[object, ...]:
    family = next(i for i, family in enumerate(FAMILIES) if report.root in family)
    return family, report.states


def _events(block: Sequence[Report]) -> Iterator[Merged]:
    """Join the reports of one block: same states, near roots."""
    happened = [report for report in block if report.status is Status.HAPPENED]
    groups = _groups(happened)
    attached: defaultdict[int, list[Report]] = defaultdict(list)
    loose = []
    for report in block:
        if report.status is not Status.HAPPENED:
            place = _place_of(report, groups)
            if place is None:
                loose.append(report)
            else:
                attached[place].append(report)
    for place, group in enumerate(groups):
        yield _merged(group, attached[place])
    for status in (Status.PLANNED, Status.HYPOTHETICAL, Status.DENIED):
        for group in _groups([report for report in loose if report.status is status]):
            yield _merged(group, [])


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
            if _apart(earlier, report) > _reach(earlier, report):
                break
            if root(place) != root(other) and fits(earlier, report, strict=strict):
                leader[max(root(place), root(other))] = min(root(place), root(other))
    groups: defaultdict[int, list[Report]] = defaultdict(list)
    for place, report in enumerate(ordered):
        groups[root(place)].append(report)
    return list(groups.values())


def _apart(one: Report, other: Report) -> int:
    first, second = one.day or one.known_at, other.day or other.known_at
    return abs((second - first).days)


def _reach(one: Report, other: Report) -> int:
    rough = {Precision.MONTH, Precision.YEAR} & {one.precision, other.precision}
    return 31 if rough else LONGEST_DAYS


def _span(reports: Sequence[Report]) -> int:
    days = [report.day for report in reports if report.day and report.precision is Precision.DAY]
    return (max(days) - min(days)).days if days else 0


def fits(one: Report, other: Report, *, strict: bool = False) -> bool:
    """Tell whether two reports of the same states may tell of one event.

    Parameters
    ----------
    one, other : Report
        The reports.
    strict : bool
        Whether both days must be known and equal.
    """
    if one.sides != other.sides or _other_persons(one, other) or _other_toll(one, other):
        return False
    alike = likeness(one.words, other.words)
    if one.root is not other.root:
        return alike >= MUCH_ALIKE and _apart(one, other) <= 1
    if one.mode and other.mode and one.mode != other.mode and alike < MUCH_ALIKE:
        return False
    if one.root not in ONE_A_DAY and (_other_figures(one, other) or _said_again(one, other)):
        return False
    return alike >= _needed(one, other, strict=strict)


def _needed(one: Report, other: Report, *, strict: bool) -> float:
    """Give how alike two reports of one root must be, by what is known of their days."""
    never = 2.0
    precisions = {one.precision, other.precision}
    meeting, same_persons = one.root in ONE_A_DAY, bool(one.persons & other.persons)
    if precisions == {Precision.DAY} and one.day == other.day:
        anybody = same_persons or not one.persons or not other.persons
        return 0.0 if meeting and anybody else ALIKE
    if strict or Precision.UNKNOWN in precisions:
        return MUCH_ALIKE if _apart(one, other) == 0 else never
    if precisions & {Precision.MONTH, Precision.YEAR}:
        return MUCH_ALIKE if _overlap(one, other) else never
    if precisions == {Precision.DAY}:
        return MUCH_ALIKE if _apart(one, other) <= 1 else never
    if not _late(one, other):
        return never
    if meeting and same_persons:
        return HARDLY_ALIKE
    return ALIKE if same_persons and _apart(one, other) == 0 else MUCH_ALIKE


def _said_again(one: Report, other: Report) -> bool:
    """Tell whether one publisher tells of words on two days: then they were said twice."""
    same, spoken = one.publisher == other.publisher, quad_of(one.root) in VERBAL
    return same and spoken and one.known_at != other.known_at and one.copy != other.copy


def _other_figures(one: Report, other: Report) -> bool:
    """Tell whether each gives a figure that the other lacks: two acts of one kind."""
    return bool(one.figures - other.figures) and bool(other.figures - one.figures)


def _other_persons(one: Report, other: Report) -> bool:
    """Tell whether both name leading persons of one state, and not the same."""
    for state in one.states & other.states:
        mine = {name for of, name in one.persons if of == state}
        theirs = {name for of, name in other.persons if of == state}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _other_toll(one: Report, other: Report) -> bool:
    """Tell whether both give numbers of people that are not of one order."""
    if not one.toll or not other.toll:
        return False
    low, high = sorted((max(one.toll), max(other.toll)))
    return high > 3 * max(low, 1)


def _late(one: Report, other: Report) -> bool:
    """Tell whether a report without a day may tell of the other's event."""
    if one.precision is not Precision.REPORT:
        one, other = other, one
    if one.day is None or other.day is None:
        return False
    if other.precision is Precision.REPORT:
        return abs((one.day - other.day).days) <= LATE_DAYS - 1
    return 0 <= (one.day - other.day).days <= LATE_DAYS


def _overlap(one: Report, other: Report) -> bool:
    if one.day is None or other.day is None or one.day.year != other.day.year:
        return False
    yearly = Precision.YEAR in (one.precision, other.precision)
    return yearly or one.day.month == other.day.month


def _place_of(report: Report, groups: Sequence[Sequence[Report]]) -> int | None:
    """Give the event that a plan, a possibility or a denial is about; the most alike one."""
    best: tuple[float, int] | None = None
    for place, group in enumerate(groups):
        for told in group:
            if told.root is not report.root or told.sides != report.sides:
                continue
            if _other_persons(told, report) or not _about(report, told):
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


def _merged(group: Sequence[Report], attached: Sequence[Report]) -> Merged:
    ordered = sorted(group, key=lambda report: (report.known_at, report.id))
    day, precision = _day_of(ordered)
    roots = Counter[Root]()
    modes = Counter[str]()
    for report in ordered:
        roots[report.root] += 1
        if report.mode:
            modes[report.mode] += 1
    publishers = {report.publisher or report.copy for report in ordered}
    copies = {report.copy for report in ordered}
    root = _most(roots)
    return Merged(
        key=key_of(ordered[0].states),
        quad=quad_of(root),
        id=min(report.id for report in ordered),
        event_ids=[report.id for report in ordered],
        attached=sorted(report.id for report in attached),
        root=root,
        mode=_most(modes) if modes else None,
        status=ordered[0].status,
        states=sorted(ordered[0].states),
        day=day,
        day_precision=precision,
        known_at=ordered[0].known_at,
        last_report=ordered[-1].known_at,
        reports=len(ordered),
        publishers=min(len(publishers), len(copies)),
        disagreements=_disagreements(ordered, attached),
    )


def _most(counts: Counter[Named]) -> Named:
    """Give what is counted most; of equals the first by name."""
    return min(counts, key=lambda name: (-counts[name], name))


def key_of(states: Iterable[str]) -> str:
    """Give the key under which events of the same states are joined.

    Examples
    --------
    >>> key_of({"USA", "JPN"})
    'JPN,USA'
    """
    return ",".join(sorted(states))


def _day_of(reports: Sequence[Report]) -> tuple[dt.date | None, Precision]:
    """Give the day that most name, by the most exact reports; of equals the earliest."""
    for precision in (Precision.DAY, Precision.REPORT, Precision.MONTH, Precision.YEAR):
        days = [r.day for r in reports if r.precision is precision and r.day]
        if days and precision is Precision.DAY:
            counts = Counter(days)
            return min(counts, key=lambda day: (-counts[day], day)), precision
        if days:
            return min(days), precision
    return None, Precision.UNKNOWN


def _disagreements(reports: Sequence[Report], attached: Sequence[Report]) -> list[str]:
    """Say on what the reports do not agree, one line each."""
    found = []
    days = sorted({r.day for r in reports if r.precision is Precision.DAY and r.day})
    if len(days) > 1:
        found.append(f"day: {', '.join(map(str, days))}")
    tolls = sorted({number for report in reports for number in report.toll})
    if len(tolls) > 1:
        found.append(f"number of people: {', '.join(f'{number:,}' for number in tolls)}")
    roots = sorted({report.root.value for report in reports})
    if len(roots) > 1:
        found.append(f"root: {', '.join(roots)}")
    denied = [report for report in attached if report.status is Status.DENIED]
    if denied:
        found.append(f"status: denied by {len(denied)} of {len(reports) + len(denied)} reports")
    return found
