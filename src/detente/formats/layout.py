"""Say how a table of another project is laid out, and build rows of ours from its columns.

A layout reads every column as text and gives an expression: Ibis, so that any engine computes
it. A row that cannot be used keeps its place, with the reason in the column ``problem``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.records import Coded, Context, Notice, Tally

if TYPE_CHECKING:
    import ibis

RECORDS: Final = {"coded": Coded, "context": Context, "notices": Notice, "tallies": Tally}
"""Records that rows of other projects become, by the table that holds them."""
ADDED: Final = ("file", "row")
"""Columns that the reading of the file adds."""
KEPT: Final = ("file", "row", "shown")
"""Columns that pass through: those, and the beginning of the line for messages."""

_DAY_8: Final = r"^[0-9]{8}([0-9]{6})?$"
_DAY_10: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T].*)?$"
_AMERICAN_DAY: Final = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}( .*)?$"
_WHOLE: Final = r"^[+-]?[0-9]{1,18}$"
_COUNT: Final = r"^(\+?[0-9]{1,18}|-0{1,18})$"
_ROOTS_BELOW_10: Final = (*"123456789", *(f"0{root}" for root in "123456789"))
_LARGEST: Final = 1.7976931348623157e308


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Hold how one kind of file is laid out and what its rows become."""

    name: Annotated[str, "name of the format"]
    title: Annotated[str, "what it is, in words"]
    table: Annotated[str, "coded | context | notices | tallies: where its rows go"]
    columns: Annotated[tuple[str, ...], "names of its columns, in order"]
    rows: Annotated[Callable[[ibis.Table], ibis.Table], "columns as text to rows of the table"]
    delimiter: Annotated[str, "what parts columns where there is no header"] = "\t"
    quoted: Annotated[bool, "whether cells may stand in quotation marks"] = False
    widths: Annotated[tuple[int, ...], "numbers of columns that occur without a header"] = ()
    needed: Annotated[tuple[str, ...], "columns without which a header is of another format"] = ()
    aliases: Annotated[Mapping[str, str], "other spelling, in lower case, to name"] = field(
        default_factory=dict
    )
    nulls: Annotated[tuple[str, ...], "words that mean: nothing given"] = ()
    used: Annotated[tuple[str, ...], "columns that its rows need; empty: all"] = ()
    several: Annotated[bool, "whether one line may become several rows"] = False
    first: Annotated[str | None, "pattern of the first cell where there is no header"] = None
    minutes: Annotated[int, "minutes from batch to batch; 1440: daily; 0: not in batches"] = 1440


def shaped(raw: ibis.Table, table: str, values: Mapping[str, Any], problem: Any) -> ibis.Table:
    """Give the columns of a table's record, and ``problem``; what is not given is null.

    Parameters
    ----------
    raw : ibis.Table
        Columns as text.
    table : str
        One of `RECORDS`.
    values : mapping
        Field to expression or plain value.
    problem : expression
        Reason why the row cannot be used; null where it can.
    """
    import ibis

    schema = ibis.schema(RECORDS[table])
    given: dict[str, Any] = {}
    for column in fields(RECORDS[table]):
        if column.name not in ADDED:
            kind = schema[column.name].copy(nullable=True)
            value = values.get(column.name)
            if isinstance(value, ibis.expr.types.Value):
                given[column.name] = value if value.type() == kind else value.cast(kind)
            else:
                given[column.name] = ibis.literal(value, kind)
    return raw.select(**given, problem=problem, **_row_of(raw))


def _row_of(raw: ibis.Table) -> dict[str, Any]:
    return {name: raw[name] for name in KEPT if name in raw.columns}


def with_lookup(
    raw: ibis.Table, key: Any, rows: Mapping[str, Mapping[str, Any]], prefix: str
) -> ibis.Table:
    """Add columns ``prefix_name`` looked up in a small table; null where the key is not in it.

    Parameters
    ----------
    raw : ibis.Table
        The table.
    key : expression
        What is looked up; text.
    rows : mapping
        Key to names and values; every row has the same names.
    """
    return with_lookups(raw, {prefix: (key, rows)})


def with_lookups(
    raw: ibis.Table, lookups: Mapping[str, tuple[Any, Mapping[str, Mapping[str, Any]]]]
) -> ibis.Table:
    """Do what `with_lookup` does for several keys of one table at once, which is faster.

    Parameters
    ----------
    raw : ibis.Table
        The table.
    lookups : mapping
        Prefix to key and rows.
    """
    joined = raw.mutate(**{f"{prefix}_probe": key for prefix, (key, _) in lookups.items()})
    for prefix, (_, rows) in lookups.items():
        small = _small(prefix, rows)
        joined = joined.left_join(small, [(f"{prefix}_probe", f"{prefix}_key")])
    return joined


def _small(prefix: str, rows: Mapping[str, Mapping[str, Any]]) -> ibis.Table:
    import ibis
    import pyarrow as pa

    names = list(next(iter(rows.values())))
    columns = {
        f"{prefix}_key": pa.array(list(rows), pa.string()),
        **{f"{prefix}_{name}": [row[name] for row in rows.values()] for name in names},
    }
    return ibis.memtable(pa.table(columns))


def blank(raw: ibis.Table, words: Sequence[str]) -> ibis.Table:
    """Make cells null that hold a word for nothing, like ``NA``."""
    if not words:
        return raw
    return raw.mutate(
        **{
            name: raw[name].isin(list(words)).ifelse(None, raw[name])
            for name in raw.columns
            if name not in KEPT
        }
    )


def first_problem(*cases: tuple[Any, str]) -> Any:
    """Give the reason of the first condition that holds; null where none does."""
    import ibis

    return ibis.cases(*cases, else_=None)


def day8(cell: Any) -> Any:
    """Read eight digits, or fourteen with a time, as a day; null where it is none."""
    text = cell.substr(0, 4) + "-" + cell.substr(4, 2) + "-" + cell.substr(6, 2)
    return cell.re_search(_DAY_8).ifelse(text.try_cast("date"), None)


def day_of(cell: Any) -> Any:
    """Read YYYY-MM-DD (a time may follow), YYYYMMDD or M/D/YYYY; null where it is none."""
    import ibis

    parts = cell.split("/")
    american = parts[2].substr(0, 4) + "-" + parts[0].lpad(2, "0") + "-" + parts[1].lpad(2, "0")
    return ibis.cases(
        (cell.re_search(_DAY_10), cell.substr(0, 10).try_cast("date")),
        (cell.re_search(_AMERICAN_DAY), american.try_cast("date")),
        else_=day8(cell),
    )


def whole(cell: Any) -> Any:
    """Read a whole number, written in digits alone; null where it is none."""
    return cell.re_search(_WHOLE).ifelse(cell.try_cast("int64"), None)


def full_code(code: Any, root: Any) -> Any:
    """Give a code of CAMEO the zero back that it lost where it was taken for a number.

    The root tells which: code 11 of root 1 is 011, of root 11 it is 11.
    """
    lost = root.isin(_ROOTS_BELOW_10) & ~code.startswith("0")
    return lost.fill_null(False).ifelse("0" + code, code)


def number(cell: Any) -> Any:
    """Read a number; null where it is none, or not finite."""
    value = cell.try_cast("float64")
    return value.between(-_LARGEST, _LARGEST).ifelse(value, None)


def no_whole(cell: Any) -> Any:
    """Tell whether a cell holds no whole number."""
    return ~cell.re_search(_WHOLE).fill_null(False)


def bad_number(cell: Any, low: float, high: float) -> Any:
    """Tell whether a cell is filled, but with no number between two bounds."""
    return cell.notnull() & ~cell.try_cast("float64").between(low, high).fill_null(False)


def bad_whole(cell: Any) -> Any:
    """Tell whether a cell is filled, but with no whole number of 0 or more."""
    return cell.notnull() & ~cell.re_search(_COUNT)


def bad_place(latitude: Any, longitude: Any) -> Any:
    """Tell whether cells are filled, but with no degrees north or east."""
    return bad_number(latitude, -90, 90) | bad_number(longitude, -180, 180)


def said_by(raw: ibis.Table, prefix: str) -> dict[str, Any]:
    """Give what a looked-up code says of an event that happened (`detente.formats.codes`)."""
    names = ("root", "mode", "contexts", "issue", "quad", "score")
    return {"status": "happened", **{name: raw[f"{prefix}_{name}"] for name in names}}


def bad_day(day: Any, latest: dt.date | None = None) -> Any:
    """Tell whether there is no day, or none that press could report."""
    import ibis

    last = (latest or dt.date(2100, 1, 1)) - dt.timedelta(days=1)
    return ~day.between(ibis.date(1900, 1, 1), ibis.literal(last)).fill_null(False)


def needs(layout: Layout) -> tuple[str, ...]:
    """Give the columns that a layout reads."""
    return layout.used or layout.columns


def matched(header: Sequence[str], layout: Layout) -> list[str | None]:
    """Give the name that a layout has for each column of a header; None where it has none."""
    known = {name.casefold(): name for name in layout.columns} | dict(layout.aliases)
    return [known.get(cell.strip().strip("\ufeff").casefold()) for cell in header]


def completed(raw: ibis.Table, layout: Layout) -> ibis.Table:
    """Add the columns that a file lacks, as nulls."""
    import ibis

    absent = {
        name: ibis.literal(None, "string") for name in needs(layout) if name not in raw.columns
    }
    return raw.mutate(**absent) if absent else raw


JsonReader = Callable[[Mapping[str, Any], int], Iterator[Coded]]
"""Give the rows of one object; raise `ValueError` with the reason where it cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLayout:
    """Hold how one kind of JSON lines is laid out."""

    name: Annotated[str, "name of the format"]
    title: Annotated[str, "what it is, in words"]
    keys: Annotated[frozenset[str], "keys by which it is known"]
    read: Annotated[JsonReader, "one object to rows"]
    table: Annotated[str, "where its rows go"] = "coded"
    minutes: Annotated[int, "minutes from batch to batch; 0: not in batches"] = 0
