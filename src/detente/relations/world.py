"""Hold the acts of all pairs of states as columns of numbers, read from the store once.

Measures that look at third states, at all partners or at all pairs work on these columns;
one pass over a million acts then takes milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np
from numpy.typing import NDArray

from detente.codes import Issue, Quad, Root
from detente.relations.dyads import CLASSES, DAILY, RECIPROCAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis
    import pyarrow as pa

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ROOTS: Final = {root.value: number for number, root in enumerate(Root)}
QUADS: Final = {quad.value: number for number, quad in enumerate(Quad)}
ISSUES: Final = {issue.value: number for number, issue in enumerate(Issue)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Columns:
    """Hold acts in order of day: columns of equal length."""

    days: Annotated[Ints, "days since 1970-01-01"]
    daily: Annotated[Bools, "whether the day is known"]
    first: Annotated[Ints, "number of the state that acts, or of the one earlier by code"]
    second: Annotated[Ints, "number of the other state"]
    root: Annotated[Ints, "number of the root in ROOTS"]
    quad: Annotated[Ints, "number of the quad class in QUADS"]
    issue: Annotated[Ints, "number of the issue in ISSUES; -1 where none is told"]
    joint: Annotated[Bools, "whether both act together"]
    courting: Annotated[Bools, "whether it is a one-way cooperative act"]
    ids: Annotated[pa.Array[Any], "lists of the ids of the events that report it"]

    def __len__(self) -> int:
        return len(self.days)

    def within(self, start: int, stop: int) -> Columns:
        """Give the acts of days in [start, stop), without copying; days since 1970-01-01."""
        low, high = (int(np.searchsorted(self.days, day)) for day in (start, stop))
        return self._taken(slice(low, high), self.ids.slice(low, high - low))

    def chosen(self, mask: Bools) -> Columns:
        """Give the acts where `mask` is true."""
        import pyarrow as pa

        kept = np.flatnonzero(mask)
        return self._taken(kept, self.ids.take(pa.array(kept, pa.int64())))

    def evidence(self, mask: Bools, most: int) -> list[str]:
        """Give the ids of the events that report the latest acts of a mask; at most so many."""
        return self.reports(np.flatnonzero(mask)[-most:], most)

    def reports(self, kept: Ints, most: int) -> list[str]:
        """Give the ids of the events that report acts by their number; at most so many."""
        import pyarrow as pa

        groups: list[Any] = self.ids.take(pa.array(kept, pa.int64())).to_pylist()
        return list(dict.fromkeys(event for group in groups for event in sorted(group)))[-most:]

    def of(self, kind: str) -> Bools:
        """Tell which acts are of a class of `detente.relations.dyads.CLASSES`, or any by "all"."""
        members = QUADS if kind == "all" else CLASSES[kind]
        inside = np.zeros(len(QUADS) + 1, dtype=bool)  # the last place stands for none
        inside[[QUADS[name] for name in members]] = True
        return inside[self.quad]

    def _taken(self, which: Any, ids: pa.Array[Any]) -> Columns:
        return Columns(
            days=self.days[which],
            daily=self.daily[which],
            first=self.first[which],
            second=self.second[which],
            root=self.root[which],
            quad=self.quad[which],
            issue=self.issue[which],
            joint=self.joint[which],
            courting=self.courting[which],
            ids=ids,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """Hold the acts of all pairs, with direction and without."""

    states: Annotated[tuple[str, ...], "state codes in order; their place is their number"]
    rows: Annotated[Columns, "acts with direction: as `dyads.interstate` gives them"]
    acts: Annotated[Columns, "acts without direction, each once: as `dyads.acts` gives them"]

    def number(self, state: str) -> int:
        """Give the number of a state; -1 if it takes part in nothing."""
        place = int(np.searchsorted(np.array(self.states, dtype=str), state))
        there = place < len(self.states) and self.states[place] == state
        return place if there else -1

    def within(self, start: int, stop: int) -> World:
        """Give the acts of days in [start, stop), without copying; days since 1970-01-01."""
        return World(
            states=self.states,
            rows=self.rows.within(start, stop),
            acts=self.acts.within(start, stop),
        )


def world_of(rows: ibis.Table, acts: ibis.Table) -> World:
    """Read rows and acts of all pairs into columns.

    Parameters
    ----------
    rows : ibis.Table
        As `detente.relations.dyads.interstate` gives them.
    acts : ibis.Table
        As `detente.relations.dyads.acts` gives them.
    """
    names = ["day", "day_precision", "first", "second", "root", "quad", "issue", "joint"]
    directed = rows.select(*names, "mode", "event_ids").order_by("day").to_pyarrow()
    mutual = acts.select(*names, "event_ids").order_by("day").to_pyarrow()
    codes = {value for name in ("first", "second") for value in directed[name].unique().to_pylist()}
    states = tuple(sorted(codes))
    numbers = {state: number for number, state in enumerate(states)}
    return World(states=states, rows=_columns(directed, numbers), acts=_columns(mutual, numbers))


def _columns(table: pa.Table, numbers: Mapping[str, int]) -> Columns:
    days = np.asarray(table["day"].to_numpy(), dtype="datetime64[D]").astype(np.int64)
    first, second = (coded(table[name], numbers) for name in ("first", "second"))
    root, quad = coded(table["root"], ROOTS), coded(table["quad"], QUADS)
    joint = np.asarray(table["joint"].to_numpy(), dtype=bool)
    visit = np.zeros(len(days), dtype=bool)
    if "mode" in table.column_names:
        visit = coded(table["mode"], {"visit": 1}) == 1
    return Columns(
        days=days,
        daily=coded(table["day_precision"], dict.fromkeys(DAILY, 1)) == 1,
        first=first,
        second=second,
        root=root,
        quad=quad,
        issue=coded(table["issue"], ISSUES),
        joint=joint,
        courting=_courting(days, first, second, root, quad, joint=joint, visit=visit),
        ids=_array(table["event_ids"]),
    )


def _array(column: pa.ChunkedArray[Any]) -> pa.Array[Any]:
    """Give a column in one piece."""
    import pyarrow as pa

    joined: Any = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def coded(column: pa.ChunkedArray[Any], numbers: Mapping[str, int]) -> Ints:
    """Give the number of each text of a column; -1 where it has none."""
    encoded: Any = _array(column).dictionary_encode()
    known = [numbers.get(value, -1) for value in encoded.dictionary.to_pylist()]
    places = encoded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
    result: Ints = np.array([*known, -1], dtype=np.int64)[places]
    return result


def _courting(
    days: Ints, first: Ints, second: Ints, root: Ints, quad: Ints, *, joint: Bools, visit: Bools
) -> Bools:
    """Tell which acts are one-way cooperation, as `detente.relations.courtship.courting` does."""
    cooperative = np.isin(quad, [QUADS[name] for name in CLASSES["cooperation"]])
    mutual = np.isin(root, [ROOTS[name] for name in RECIPROCAL])
    calls = visit & (root == ROOTS[Root.CONSULT.value])
    chosen = np.flatnonzero(cooperative & ~joint & (~mutual | calls))
    span = int(max(first.max(initial=0), second.max(initial=0))) + 1
    dated = days[chosen] * len(ROOTS) + root[chosen]
    there = (dated * span + first[chosen]) * span + second[chosen]
    back = (dated * span + second[chosen]) * span + first[chosen]
    result = np.zeros(len(days), dtype=bool)
    result[chosen[~np.isin(there, back)]] = True
    return result


def named_states(world: World, numbers: Sequence[int] | Ints) -> list[str]:
    """Give the codes of states by number."""
    return [world.states[int(number)] for number in numbers]
