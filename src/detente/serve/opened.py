"""Ask a store from Python: ``detente.open("news.duckdb").dyad("JPN", "USA").brief()``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from detente.codes import Root, Status
from detente.errors import UnknownName
from detente.serve.index import Wanted
from detente.serve.library import Library, open_library
from detente.serve.queries import ahead as aheads
from detente.serve.queries import dyad as dyads
from detente.serve.queries import outlook as outlooks
from detente.serve.queries import wide
from detente.serve.queries.document import Document, document
from detente.serve.queries.event import Event, event
from detente.serve.queries.search import party_named
from detente.serve.queries.state import State, state
from detente.serve.queries.watch import days_of, sightings
from detente.serve.queries.world import World, world
from detente.serve.words import texts_with, words_in

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.brief.claims import Brief


class Rows:
    """Hold the rows of an answer as an Arrow table; give them to pandas or polars.

    Attributes
    ----------
    arrow : pyarrow.Table
        The rows.
    """

    def __init__(self, arrow: pa.Table) -> None:
        self.arrow = arrow

    def to_pandas(self) -> Any:
        """Give a data frame of pandas, which has to be installed."""
        return self.arrow.to_pandas()

    def to_polars(self) -> Any:
        """Give a data frame of polars, which has to be installed."""
        import polars as pl  # type: ignore[import-not-found,unused-ignore]

        return pl.from_arrow(self.arrow)

    def to_list(self) -> list[dict[str, Any]]:
        """Give a list of dictionaries."""
        rows: list[dict[str, Any]] = self.arrow.to_pylist()
        return rows

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.to_list())

    def __repr__(self) -> str:
        return f"{len(self):,} rows: {', '.join(self.arrow.column_names)}"


@dataclass(frozen=True)
class Dyad:
    """Hold two states to be asked about; where direction matters, `first` is the actor."""

    library: Library
    first: str
    second: str

    def brief(
        self,
        start: dt.date | str | None = None,
        last: dt.date | str | None = None,
        as_of: dt.date | str | None = None,
    ) -> Brief:
        """Compose the brief; `detente.brief.render` makes Markdown, HTML or JSON of it.

        Parameters
        ----------
        start, last : date or str, optional
            First and last day; by default the last 90 days covered.
        as_of : date or str, optional
            Use only what was known on that day or before.
        """
        return dyads.brief(
            self.library, self.first, self.second,
            start=_day(start), stop=_after(last), as_of=_day(as_of),
        )  # fmt: skip

    def findings(
        self, start: dt.date | str | None = None, last: dt.date | str | None = None
    ) -> Rows:
        """Measure all indicators: values with intervals, or why there is none."""
        found = dyads.findings(
            self.library, self.first, self.second, start=_day(start), stop=_after(last)
        )
        return _records(found)

    def events(self, start: dt.date | str | None = None, last: dt.date | str | None = None) -> Rows:
        """Give all events with both states, in order of day; all days by default."""
        wanted = Wanted(states=(self.first, self.second), start=_day(start), stop=_after(last))
        return _events(self.library, wanted)

    def outlook(self) -> Rows:
        """Forecast the acts of the next three months."""
        return _records(outlooks.forecasts(self.library, self.first, self.second))

    def what_if(
        self, *conditions: str, chances: Sequence[float] = (), days: int = 90
    ) -> aheads.Scenario:
        """Compare what is to be expected under conditions with the base case.

        Parameters
        ----------
        *conditions : str
            "NAME leads STATE from YYYY-MM-DD".
        chances : sequence of float
            Probability of each, for a mixture of all; or none.
        days : int
            Days ahead, 1 to 365.
        """
        return aheads.scenario(
            self.library, self.first, self.second, conditions, chances=chances, days=days
        )


class Opened:
    """Answer questions about a store; close it or use it in ``with``."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def dyad(self, first: str, second: str) -> Dyad:
        """Give two states, by code or name, to be asked about.

        Raises
        ------
        UnknownName
            If a state is not known.
        InputError
            If both are one.
        """
        return Dyad(self.library, *dyads.codes_of(first, second))

    def state(
        self, name: str, start: dt.date | str | None = None, last: dt.date | str | None = None
    ) -> State:
        """Give what one state did with others."""
        return state(self.library, name, start=_day(start), stop=_after(last))

    def world(
        self,
        start: dt.date | str | None = None,
        last: dt.date | str | None = None,
        group: str = "",
    ) -> World:
        """Give the most active states, and how each pair of them stands."""
        return world(self.library, start=_day(start), stop=_after(last), group=group)

    def brief(
        self,
        about: str | Sequence[str] = "",
        start: dt.date | str | None = None,
        last: dt.date | str | None = None,
        as_of: dt.date | str | None = None,
    ) -> Brief:
        """Compose the brief on a state, a group, or on what changed between any two states.

        Parameters
        ----------
        about : str or sequence of str
            A state ("Japan"), a body ("Quad", "G7"), or several states; nothing: all states.
        start, last : date or str, optional
            First and last day; by default the last 90 days covered, of all states the last 7.
        as_of : date or str, optional
            Use only what was known on that day or before.

        Raises
        ------
        UnknownName
            If there is no such state or body.
        """
        days = {"start": _day(start), "stop": _after(last), "as_of": _day(as_of)}
        if not about:
            return wide.week_brief(self.library, **days)
        if not isinstance(about, str):
            return wide.group_brief(self.library, ",".join(about), **days)
        try:
            return wide.state_brief(self.library, about, **days)
        except UnknownName as error:
            try:
                return wide.group_brief(self.library, about, **days)
            except UnknownName:
                raise error from None

    def watch(
        self,
        since: dt.date | str | None = None,
        last: dt.date | str | None = None,
    ) -> Rows:
        """Tell what is new between any two states, as ``detente watch`` does.

        Parameters
        ----------
        since, last : date or str, optional
            First and last day of what is new; by default the last 14 days covered.
        """
        start, stop = days_of(self.library, _day(since), _after(last))
        return _records(sightings(self.library, start=start, stop=stop))

    def next(self, state: str, root: str = "CONSULT", top: int = 10) -> Rows:
        """Rank the states with which a state may deal next, with reasons.

        Raises
        ------
        UnknownName
            If there is no such state or root.
        """
        names = [one.value for one in Root]
        if root.upper() not in names:
            raise UnknownName("root", root, names)
        found = aheads.next_partners(self.library, state, Root(root.upper()), top=top)
        return _records(found.partners)

    def events(
        self,
        words: str = "",
        *,
        states: Sequence[str] = (),
        root: str = "",
        issue: str = "",
        status: str = Status.HAPPENED.value,
        start: dt.date | str | None = None,
        last: dt.date | str | None = None,
    ) -> Rows:
        """Give all events that fit everything asked for, in order of day.

        Parameters
        ----------
        words : str
            Words that all stand in the sentence of the event.
        states : sequence of str
            States and bodies that all take part.
        root, issue, status : str
            As in the tables; empty does not limit.
        start, last : date or str, optional
            First and last day.
        """
        found = None
        if words:
            with self.library.store() as store:
                found = texts_with(store, "words_of_events", words_in(words))
        given = {"root": root, "issue": issue, "status": status}
        wanted = Wanted(
            states=tuple(party_named(one) for one in states),
            codes={name: (value,) for name, value in given.items() if value},
            start=_day(start),
            stop=_after(last),
            positions=found,
        )
        return _events(self.library, wanted)

    def event(self, id: str) -> Event:  # noqa: A002
        """Give an event: its sentence in place, all reports, what they disagree on."""
        return event(self.library, id)

    def document(self, id: str) -> Document:  # noqa: A002
        """Give a document with the events and quotes in it."""
        return document(self.library, id)

    def table(self, name: str) -> Rows:
        """Give a whole table of the store, such as ``events``."""
        with self.library.store() as store:
            return Rows(store.arrow(store.table(name)))

    def close(self) -> None:
        """Let go of the files."""
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_for_questions(store: str | Path) -> Opened:
    """Open a store to ask it questions; nothing is written into it."""
    return Opened(open_library(store))


def _events(library: Library, wanted: Wanted) -> Rows:
    """Give whole rows of the table of events; those of other projects are in ``coded``."""
    index = library.index
    chosen = index.choose(wanted)
    chosen = chosen[index.own[chosen]]
    ids = index.id_of(chosen)
    with library.store() as store:
        found = store.at("events", index.places[chosen])
    place = {one: n for n, one in enumerate(ids)}
    order = np.argsort([place[str(one)] for one in found["id"].to_pylist()], kind="stable")
    return Rows(found.take(order))


def _records(records: Sequence[Any]) -> Rows:
    import pyarrow as pa

    return Rows(pa.Table.from_pylist([asdict(one) for one in records]))


def _day(day: dt.date | str | None) -> dt.date | None:
    if isinstance(day, str):
        from detente.errors import InputError

        try:
            return dt.date.fromisoformat(day)
        except ValueError as error:
            raise InputError(f"{day!r} is no day; expected is YYYY-MM-DD") from error
    return day


def _after(day: dt.date | str | None) -> dt.date | None:
    last = _day(day)
    return None if last is None else last + dt.timedelta(days=1)
