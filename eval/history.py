"""Hold the acts of all pairs of states in an archive by day, to rank events against quiet days.

The archive is read as `detente ingest` reads it, and its acts, statements, volume and surges are
those of `detente.relations`; the dispersion is left at 1, because it divides all scores of a pair
alike and changes no rank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.records import Rejection
from detente.relations.bursts import WINDOW, Scan, scan_of, weighted
from detente.relations.case import Pool, day_number, volume_of
from detente.relations.dyads import CLASSES, actor_pairs, pairs_of
from detente.relations.ground import Ground
from detente.run.ingest import ingest_paths
from detente.store.store import open_store

if TYPE_CHECKING:
    import ibis

    from detente.store.store import Store

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Pair = tuple[str, str]
SPARE_DAYS = 75
"""Days on either side of a known event of the pair that are no placebo for it."""
LEAST_PLACEBOS = 100
LEVEL = 0.05
"""Share of quiet days that may rank as high."""


@contextmanager
def stored(facts: Path) -> Iterator[Store]:
    """Read an archive of events into a store for the time being."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "store", write=True) as store:
        for one in ingest_paths([facts], store, now=dt.date(2100, 1, 1)):
            if isinstance(one, Rejection) and one.counts_as_problem:
                raise SystemExit(f"{one.source}: {one.reason} ({one.detail})")
        yield store


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Hold what passed between states, by pair and day since the first day covered."""

    start: dt.date
    """First day covered."""
    days: int
    """Days covered."""
    pool: Pool
    """Acts of all pairs by day."""
    acts: dict[Pair, dict[str, Ints]]
    """Days of the acts of each pair and quad class, each act once."""
    statements: dict[Pair, Ints]
    """Days of neutral statements of each pair."""
    facts: dict[Pair, dict[str, int]]
    """Rows of the archive by pair and quad class, before they are merged to acts."""

    def acts_of(self, pair: Pair, kind: str) -> Floats:
        """Count the acts of a class (cooperation, conflict) by day."""
        own = self.acts.get(pair, {})
        days = [own[quad] for quad in CLASSES[kind] if quad in own]
        return self._by_day(np.concatenate(days) if days else np.zeros(0, dtype=np.int64))

    def scan(self, pair: Pair, kind: str) -> Scan:
        """Give the surge of every week, as a flurry is found."""
        own = self.acts.get(pair, {})
        every = np.concatenate([*own.values(), np.zeros(0, dtype=np.int64)])
        volume = volume_of(every, self.pool, 0, self.days)
        spoken = self._by_day(self.statements.get(pair, np.zeros(0, dtype=np.int64)))
        return scan_of(weighted(self.acts_of(pair, kind), spoken), volume, 1.0)

    def count(self, pair: Pair, kind: str | None = None) -> int:
        """Count the rows of the archive of a pair, of one class or all."""
        own = self.facts.get(pair, {})
        return sum(own.values()) if kind is None else sum(own.get(q, 0) for q in CLASSES[kind])

    def day(self, day: dt.date) -> int:
        """Give the number of a day."""
        return (day - self.start).days

    def _by_day(self, days: Ints) -> Floats:
        return np.bincount(days, minlength=self.days)[: self.days].astype(float)


def history_of(facts: Path) -> History:
    """Read an archive of events, or a folder of quadruples."""
    with stored(facts) as store:
        pairs = pairs_of(store)
        with Ground(pairs) as ground:
            found = ground.acts.aggregate(
                start=ground.acts.day.min(), stop=ground.acts.day.max()
            ).to_pyarrow()
            start, stop = found["start"][0].as_py(), found["stop"][0].as_py()
            if start is None:
                raise SystemExit(f"{facts} tells of no act between two states")
            counted = ground.acts.group_by("first", "second", "quad", "day").aggregate(
                n=ground.acts.count()
            )
            acts = _gathered(counted, ("first", "second", "quad"), start)
            spoken = ground.statements.group_by("first", "second", "day").aggregate(
                n=ground.statements.count()
            )
            statements = _gathered(spoken, ("first", "second"), start)
            rows = _facts(actor_pairs(pairs), quad=True) + _facts(
                actor_pairs(pairs, neutral=True), quad=False
            )
    by_pair: dict[Pair, dict[str, Ints]] = {}
    for (one, other, quad), days in acts.items():
        by_pair.setdefault((one, other), {})[quad] = days
    number: dict[Pair, dict[str, int]] = {}
    for (one, other), quad, n in rows:
        own = number.setdefault((one, other), {})
        own[quad] = own.get(quad, 0) + n
    return History(
        start=start,
        days=(stop - start).days + 1,
        pool=_pool(acts),
        acts=by_pair,
        statements={(key[0], key[1]): days for key, days in statements.items()},
        facts=number,
    )


def _gathered(
    rows: ibis.Table, names: Sequence[str], start: dt.date
) -> dict[tuple[str, ...], Ints]:
    """Give the days of each group, one as often as it counts."""
    table = rows.order_by(*names, "day").to_pyarrow()
    days = table["day"].to_numpy().astype("datetime64[D]").astype(np.int64) - day_number(start)
    keys = list(zip(*(table[name].to_pylist() for name in names), strict=True))
    edges = [0, *(i for i in range(1, len(keys)) if keys[i] != keys[i - 1]), len(keys)]
    times = table["n"].to_numpy()
    return {
        keys[low]: np.repeat(days[low:high], times[low:high])
        for low, high in pairwise(edges)
        if high > low
    }


def _facts(rows: Any, *, quad: bool) -> list[tuple[Pair, str, int]]:
    import ibis

    table = (
        rows.group_by(
            one=ibis.least(rows.first, rows.second),
            other=ibis.greatest(rows.first, rows.second),
            quad=rows.quad if quad else ibis.literal("neutral"),
        )
        .aggregate(n=rows.count())
        .to_pyarrow()
    )
    return [((r["one"], r["other"]), r["quad"], r["n"]) for r in table.to_pylist()]


def _pool(acts: dict[tuple[str, ...], Ints]) -> Pool:
    days = np.concatenate(list(acts.values()))
    quads = np.concatenate([np.full(len(own), key[2]) for key, own in acts.items()])
    return Pool(
        days=days,
        cooperative=np.isin(quads, CLASSES["cooperation"]),
        material=np.char.startswith(quads.astype(str), "material"),
        issues=np.full(len(days), "none"),
        counts=np.ones(len(days), dtype=np.int64),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Hold one known event: two states, its day, and the class of acts it should stir."""

    pair: Pair
    day: dt.date
    kind: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """Hold the ranks of known events among quiet days of the same pair; 0..1."""

    ranks: Floats
    """Share of quiet days that are lower, ties half; not a number where too few are known."""
    false_alarms: Floats
    """Share of the same pair's quiet days that rank above 1 - `LEVEL` among themselves."""


def ranked(
    history: History,
    occasions: Sequence[Occasion],
    *,
    before: int,
    after: int,
    spare: int = SPARE_DAYS,
    known: Sequence[Occasion] | None = None,
) -> Ranked:
    """Rank the strongest week that begins `before` to `after` days around each event.

    Quiet days are all days of the same pair that are more than `spare` days from each of its
    events (`known`, by default those that are ranked); their own strongest weeks are sought in
    the same way.
    """
    events: dict[Pair, list[int]] = {}
    for one in known or occasions:
        events.setdefault(one.pair, []).append(history.day(one.day))
    quiet: dict[tuple[Pair, str], tuple[Floats, Bools, float]] = {}
    ranks, alarms = [], []
    for one in occasions:
        key = (one.pair, one.kind)
        if key not in quiet:
            peaks = strongest(history.scan(*key), history.days, before=before, after=after)
            calm = np.isfinite(peaks)
            for day in events.get(one.pair, ()):
                calm[max(day - spare, 0) : day + spare + 1] = False
            quiet[key] = (peaks, calm, _false_alarms(peaks[calm]))
        peaks, calm, alarm = quiet[key]
        day = history.day(one.day)
        value = peaks[day] if 0 <= day < history.days else np.nan
        enough = calm.sum() >= LEAST_PLACEBOS and np.isfinite(value)
        ranks.append(float(_ranks(peaks[calm], np.array([value]))[0]) if enough else np.nan)
        alarms.append(alarm)
    return Ranked(ranks=np.array(ranks), false_alarms=np.array(alarms))


def strongest(scan: Scan, days: int, *, before: int, after: int) -> Floats:
    """Give each day's strongest week among those that begin `before` to `after` days around it."""
    by_start = np.full(days + before + after, np.nan)
    by_start[scan.starts + before] = scan.scores
    windows = np.lib.stride_tricks.sliding_window_view(by_start, before + after + 1)
    peaks = np.full(days, np.nan)
    some = np.isfinite(windows).any(axis=1)
    peaks[some] = np.nanmax(windows[some], axis=1)
    peaks[days - WINDOW :] = np.nan
    return peaks


def _ranks(quiet: Floats, values: Floats) -> Floats:
    ordered = np.sort(quiet)
    low = np.searchsorted(ordered, values, side="left")
    high = np.searchsorted(ordered, values, side="right")
    shares: Floats = (low + high) / (2 * len(ordered))
    return shares


def _false_alarms(quiet: Floats) -> float:
    if len(quiet) < LEAST_PLACEBOS:
        return float("nan")
    return float((_ranks(quiet, quiet) >= 1 - LEVEL).mean())


def figures(result: Ranked, chosen: Bools | None = None) -> dict[str, float]:
    """Give AUC (mean rank), hits at 5 % false alarms, quiet days that hit, and n.

    An event whose pair has too few quiet days counts as missed, with rank one half.
    """
    chosen = np.ones(len(result.ranks), dtype=bool) if chosen is None else chosen
    ranks = np.where(np.isnan(result.ranks), 0.5, result.ranks)[chosen]
    alarms = result.false_alarms[chosen]
    alarms = alarms[np.isfinite(alarms)]
    n = len(ranks)
    return {
        "auc": float(ranks.mean()) if n else float("nan"),
        "hit": float((ranks >= 1 - LEVEL).mean()) if n else float("nan"),
        "placebo": float(alarms.mean()) if len(alarms) else float("nan"),
        "n": n,
    }
