"""Test every pair of states for flurries and breaks that are new since a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np

from detente.relations.bursts import APART, HISTORY, LEAST_HISTORY
from detente.relations.bursts import WINDOW as FORTNIGHT
from detente.relations.case import Bools, Floats, Ints
from detente.relations.discoveries import pooled
from detente.relations.findings import FEWEST
from detente.relations.placebos import FEWEST_PLACEBOS
from detente.relations.shift import STRONG, WINDOW, levels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.relations.panel import Panel, Part

KINDS: Final = ("cooperation", "conflict")
STEP: Final = 7
"""Days from one possible break to the next."""
LEAST_ACTS: Final = 10
"""Acts of the class before the new days without which a pair is not tested: of hardly known pairs
nothing is usual, and each test makes the others stricter."""
STRATA: Final = (20, 50, 150, 500)
"""Acts of a pair from which it is compared with busier pairs only."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scan:
    """Hold what every window of some pairs says; last axis of the arrays: windows."""

    days: Annotated[Ints, "day of each window, counted from the first day covered"]
    scores: Annotated[Floats, "how much it stands out"]
    ready: Annotated[Bools, "whether it may be told: enough acts, strong enough"]
    first: Annotated[int, "place of the first new window"]
    before: Annotated[int, "place behind the last window that is far enough from the new ones"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tests:
    """Hold one test of every pair and class: columns of equal length."""

    kind: Annotated[tuple[str, ...], "class of acts"]
    pair: Annotated[Ints, "place of the pair in the panel"]
    value: Annotated[Floats, "strongest score of the new windows"]
    day: Annotated[Ints, "day of that window, counted from the first day covered"]
    ready: Annotated[Bools, "whether it may be told"]
    placebos: Annotated[Floats, "strongest scores of periods as long before; (tests, periods)"]
    probability: Annotated[Floats, "probability of such a value by chance; 0..1"]


Scanner = Callable[["Part", int], Scan]
"""Gives the scan of some pairs; the second argument is the first new day."""


def surges(counts: Floats, volume: Floats, phi: Floats) -> tuple[Floats, Floats]:
    """Give the surge of every fortnight of every pair, and the acts in it.

    Source: the variance-stabilised surge of `detente.relations.bursts`.

    Parameters
    ----------
    counts, volume : array, shape (pairs, days)
        Acts and reporting volume.
    phi : array, shape (pairs, 1)
        Dispersion.

    Returns
    -------
    scores, acts : array, shape (pairs, windows)
        Of windows that begin on day 90 or later.
    """
    zero = np.zeros((len(counts), 1))
    acts, seen = (
        np.concatenate([zero, np.cumsum(column, axis=1)], axis=1) for column in (counts, volume)
    )
    starts = np.arange(LEAST_HISTORY, max(counts.shape[1] - FORTNIGHT + 1, LEAST_HISTORY))
    early = np.maximum(starts - HISTORY, 0)
    usual = (acts[:, starts] - acts[:, early]) / (seen[:, starts] - seen[:, early])
    inside = acts[:, starts + FORTNIGHT] - acts[:, starts]
    expected = usual * (seen[:, starts + FORTNIGHT] - seen[:, starts])
    scores = 2 / np.sqrt(phi) * (np.sqrt(inside + 0.375) - np.sqrt(expected + 0.375))
    return scores, inside


def flurries(part: Part, new: int) -> Scan:
    """Scan for flurries; those are new of which the fortnight ends on the first day or later."""
    scores, inside = surges(part.counts, part.volume, part.phi)
    days = np.arange(LEAST_HISTORY, LEAST_HISTORY + scores.shape[1])
    first = int(np.searchsorted(days, new - FORTNIGHT + 1))
    before = int(np.searchsorted(days, max(new - FORTNIGHT - APART, 0)))
    return Scan(
        days=days, scores=scores, ready=(inside >= FEWEST) & (scores > 0), first=first,
        before=before,
    )  # fmt: skip


def changes(part: Part, new: int) -> Scan:
    """Scan for breaks; those are new that show on the first day or later, 91 days after."""
    scan = levels(part.counts, part.volume, part.phi, step=STEP)
    first = int(np.searchsorted(scan.days, new - WINDOW))
    before = int(np.searchsorted(scan.days, max(new - 3 * WINDOW, 0)))
    strong = (scan.scores >= STRONG) & (scan.before + scan.after >= FEWEST)
    return Scan(days=scan.days, scores=scan.scores, ready=strong, first=first, before=before)


def every_pair(panel: Panel, new: int, scanner: Scanner, *, unsettled: int = 0) -> Tests | None:
    """Test every pair and class: the strongest new window against periods as long before.

    Placebos are pooled over pairs of like activity, so that chances far below one in the number
    of periods can be told apart. Where there are no 12 periods before, nothing is tested.

    Parameters
    ----------
    panel : Panel
        All pairs.
    new : int
        First new day, counted from the first day covered.
    scanner : callable
        `flurries` or `changes`.
    unsettled : int
        Days before the new ones that say nothing of the dispersion either.

    Returns
    -------
    Tests or None
        None if nothing can be tested.
    """
    kinds: list[str] = []
    columns: list[tuple[NDArray[Any], ...]] = []
    for kind in KINDS:
        for part in panel.parts(kind, new=new - unsettled):
            scan = scanner(part, new)
            length = len(scan.days) - scan.first
            blocks = scan.before // max(length, 1)
            if length < 1 or blocks < FEWEST_PLACEBOS:
                return None
            rows = np.arange(len(part.pairs))
            recent = scan.scores[:, scan.first :]
            top = scan.first + np.argmax(recent, axis=1)
            earlier = scan.scores[:, scan.before - blocks * length : scan.before]
            columns.append(
                (
                    part.pairs,
                    scan.scores[rows, top],
                    scan.days[top],
                    scan.ready[rows, top],
                    earlier.reshape(len(rows), blocks, length).max(axis=2),
                    part.counts[:, : max(new, 0)].sum(axis=1),
                )
            )
            known = columns[-1][-1] >= LEAST_ACTS
            columns[-1] = tuple(column[known] for column in columns[-1])
            kinds += [kind] * int(known.sum())
    if not columns:
        return None
    pair, value, day, ready, placebos, acts = (
        np.concatenate(c) for c in zip(*columns, strict=True)
    )
    strata = np.searchsorted(STRATA, acts, side="right") + len(STRATA) * 2 * np.array(
        [KINDS.index(kind) for kind in kinds]
    )
    return Tests(
        kind=tuple(kinds),
        pair=pair.astype(np.int64),
        value=value,
        day=day.astype(np.int64),
        ready=ready.astype(bool),
        placebos=placebos,
        probability=pooled(value, placebos, strata.astype(float)),
    )
