"""Tell whether two reports may tell of one event.

They must name the same states in the same roles, be of one root (or near roots in nearly the
same words), and fit in day, persons and words. Which days fit depends on how exactly they are
known: two named days must be equal unless the words are much alike; a report that names no day
fits an event of the days before it.
"""

from __future__ import annotations

from typing import Final

from detente.codes import Precision, Quad, Root
from detente.documents.words import likeness
from detente.events.reports import Report
from detente.ontology.plover import quad_of

LATE_DAYS: Final = 4
"""Days within which a report that names no day still tells of an event."""
MUCH_ALIKE: Final = 0.6
"""Cosine of content words from which another root or a day's difference does not matter."""
ALIKE: Final = 0.4
"""Cosine from which reports of one root by the same persons are one event, unless both name a
day."""
HARDLY_ALIKE: Final = 0.2
"""Cosine from which reports of one root that name the same day are one event."""
ONE_A_DAY: Final = frozenset({Root.CONSULT})
"""Roots of which two leaders have one a day: see decision 0007."""
VERBAL: Final = frozenset({Quad.VERBAL_COOPERATION, Quad.VERBAL_CONFLICT})


def fits(one: Report, other: Report, *, strict: bool = False) -> bool:
    """Tell whether two reports of the same states may tell of one event.

    Parameters
    ----------
    one, other : Report
        The reports.
    strict : bool
        Whether both days must be known and equal.
    """
    if one.sides != other.sides or other_persons(one, other) or _other_toll(one, other):
        return False
    alike = likeness(one.words, other.words)
    if one.root is not other.root:
        return alike >= MUCH_ALIKE and apart(one, other) <= 1
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
        return 0.0 if meeting and anybody else HARDLY_ALIKE
    if strict or Precision.UNKNOWN in precisions:
        return MUCH_ALIKE if apart(one, other) == 0 else never
    if precisions & {Precision.MONTH, Precision.YEAR}:
        return MUCH_ALIKE if _overlap(one, other) else never
    if precisions == {Precision.DAY}:
        return MUCH_ALIKE if apart(one, other) <= 1 else never
    if not _late(one, other):
        return never
    same_day = apart(one, other) == 0
    if meeting and same_persons:
        return 0.0 if same_day else ALIKE
    return ALIKE if same_persons and same_day else MUCH_ALIKE


def _said_again(one: Report, other: Report) -> bool:
    """Tell whether one publisher tells of words on two days: then they were said twice."""
    same, spoken = one.publisher == other.publisher, quad_of(one.root) in VERBAL
    return same and spoken and one.known_at != other.known_at and one.copy != other.copy


def other_persons(one: Report, other: Report) -> bool:
    """Tell whether both name leading persons of one state, and not the same."""
    for state in one.states & other.states:
        mine = {name for of, name in one.persons if of == state}
        theirs = {name for of, name in other.persons if of == state}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _other_figures(one: Report, other: Report) -> bool:
    """Tell whether each gives a figure that the other lacks: two acts of one kind."""
    return bool(one.figures - other.figures) and bool(other.figures - one.figures)


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


def apart(one: Report, other: Report) -> int:
    """Give the days between two reports, by their events or by when they were known."""
    first, second = one.day or one.known_at, other.day or other.known_at
    return abs((second - first).days)
