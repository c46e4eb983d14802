"""Measure the busiest pairs of a state, a group or a week, and control flurries for chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.brief.measuring import SIDES
from detente.relations.bursts import Burst, bursts_of
from detente.relations.case import case_of
from detente.relations.registry import INDICATORS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from detente.brief.ties import Tie
    from detente.records import Finding
    from detente.relations.ground import Ground

TOLD: Final = ("burst", "balance", "courtship")
"""Indicators measured for each pair."""

MOST_PAIRS: Final[dict[str, int]] = {"state": 12, "group": 36, "week": 80}
"""Pairs measured, busiest first: a brief has no room for more; each takes a tenth of a second."""

FEWEST: Final = 5
"""Acts in the period below which a pair is not measured: every measure would be withheld."""

FALSE_SHARE: Final = 0.10
"""Share of flurries told in a week's brief that may be due to chance (Benjamini and Hochberg)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMeasures:
    """Hold what is measured of one pair."""

    first: Annotated[str, "state code"]
    second: Annotated[str, "state code"]
    findings: Annotated[tuple[Finding, ...], "burst, balance, courtship"]
    flurries: Annotated[tuple[Burst, ...], "flurries of the period"]
    spread: Annotated[float, "dispersion of its acts; at least 1"]

    def lit(self) -> list[tuple[Burst, Finding]]:
        """Give its flurries with the finding that tells of each."""
        told = {(one.issue, one.start): one for one in self.findings if one.indicator == "burst"}
        return [
            (one, told[one.kind, one.first_day])
            for one in self.flurries
            if (one.kind, one.first_day) in told
        ]


def busiest(ties: Iterable[Tie], kind: str, states: Sequence[str]) -> list[tuple[str, str]]:
    """Give the pairs to measure; of a state, it comes first."""
    chosen = [tie for tie in ties if tie.acts >= FEWEST][: MOST_PAIRS[kind]]
    if kind == "state":
        return [(states[0], tie.other(states[0])) for tie in chosen]
    return [(tie.first, tie.second) for tie in chosen]


def measured_pairs(
    ground: Ground, pairs: Iterable[tuple[str, str]], *, start: dt.date, stop: dt.date
) -> list[PairMeasures]:
    """Measure pairs over [start, stop), in the order given."""
    found = []
    for first, second in pairs:
        with case_of(ground, first, second, start=start, stop=stop) as case:
            found.append(
                PairMeasures(
                    first=first,
                    second=second,
                    findings=tuple(one for name in TOLD for one in INDICATORS[name].measure(case)),
                    flurries=tuple(one for side in SIDES for one in bursts_of(case, side)),
                    spread=case.spread["all"],
                )
            )
    return found


def controlled(
    pairs: Iterable[PairMeasures], *, share: float = FALSE_SHARE
) -> tuple[list[tuple[Burst, Finding]], int, int]:
    """Give the flurries that stand against chance over all pairs, strongest first.

    Returns
    -------
    list of (Burst, Finding)
        Those kept: of them, at most `share` are expected to be chance.
    int
        How many flurries were found and not kept.
    int
        How many fortnights were compared: two for each pair, cooperation and conflict.

    Notes
    -----
    Source: Benjamini and Hochberg (1995).
    """
    every = list(pairs)
    tested = len(every) * len(SIDES)
    lit = sorted(
        (one for pair in every for one in pair.lit()),
        key=lambda one: (one[0].probability, -one[0].score, one[1].first, one[1].second or ""),
    )
    passing = [
        place
        for place, (one, _) in enumerate(lit, start=1)
        if one.probability <= share * place / tested
    ]
    kept = lit[: max(passing, default=0)]
    return kept, len(lit) - len(kept), tested
