"""Say what event data of other projects cover: days, batches that are missing, repeats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.formats.known import LAYOUTS

if TYPE_CHECKING:
    import ibis

    from detente.records import Ingested
    from detente.store.store import Store

_STAMP: Final = re.compile(r"(?<!\d)(?P<day>(?:19|20)\d{6})(?P<time>\d{6})?(?!\d)")
_GAPS_SHOWN: Final = 10
_LONGEST: Final = dt.timedelta(days=366 * 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Hold what the files of one format cover."""

    format: Annotated[str, "name of the format"]
    files: Annotated[int, "files read"]
    rows: Annotated[int, "rows read"]
    kept: Annotated[int, "rows stored"]
    repeats: Annotated[int, "rows whose id was stored already"]
    rejected: Annotated[int, "rows that could not be used"]
    first_day: Annotated[dt.date | None, "first day on which something was added"]
    last_day: Annotated[dt.date | None, "last day on which something was added"]
    days: Annotated[int, "days on which something was added"]
    days_missing: Annotated[tuple[dt.date, ...], "days between with nothing"]
    batches_missing: Annotated[tuple[str, ...], "batches between, by their stamp, that are absent"]
    told_again: Annotated[
        float | None, "share of kept events that say what another one says: day, sides and code"
    ]


def coverage(store: Store, files: Sequence[Ingested]) -> list[Coverage]:
    """Give what files cover, one entry a format.

    Parameters
    ----------
    store : Store
        Where their rows are.
    files : sequence of Ingested
        The files.
    """
    forms = sorted({file.format for file in files})
    return [_of_form(store, form, [f for f in files if f.format == form]) for form in forms]


def _of_form(store: Store, form: str, files: Sequence[Ingested]) -> Coverage:
    layout = LAYOUTS.get(form)
    table_name = layout.table if layout else "coded"
    minutes = layout.minutes if layout else 0
    table = store.table(table_name)
    own = table.filter(table.file.isin([file.id for file in files]))
    day = own.start if table_name == "tallies" else own.known_at
    added = store.arrow(own.select(day=day).distinct())["day"].to_pylist()
    days = sorted(one for one in added if one is not None)
    return Coverage(
        format=form,
        files=len(files),
        rows=sum(file.rows for file in files),
        kept=sum(file.kept for file in files),
        repeats=sum(file.repeats for file in files),
        rejected=sum(file.rejected for file in files),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        days=len(days),
        days_missing=tuple(_missing_days(days)) if minutes else (),
        batches_missing=tuple(missing_batches([file.path for file in files], minutes)),
        told_again=_told_again(store, own) if table_name == "coded" else None,
    )


def _told_again(store: Store, own: ibis.Table) -> float | None:
    """Give the share of events whose day, sides and code another event has too."""
    sides = ("actor_name", "actor_state", "recipient_name", "recipient_state", "code")
    key = own.day.cast("string")
    for name in sides:
        key = key + "\x1f" + own[name].coalesce("")
    counted = own.aggregate(n=own.count(), different=key.hash().nunique())
    (row,) = store.arrow(counted).to_pylist()
    return 1 - row["different"] / row["n"] if row["n"] else None


def _missing_days(days: Sequence[dt.date]) -> list[dt.date]:
    """Give the days between the first and the last that are not there."""
    if not days or days[-1] - days[0] > _LONGEST:
        return []
    there = set(days)
    span = (days[-1] - days[0]).days
    every = (days[0] + dt.timedelta(days=i) for i in range(span + 1))
    return [day for day in every if day not in there]


def missing_batches(paths: Iterable[str], minutes: int) -> list[str]:
    """Give the stamps that are missing between the first and the last in names of files.

    Parameters
    ----------
    paths : Iterable of str
        Names that hold YYYYMMDD or YYYYMMDDhhmmss; others are passed over.
    minutes : int
        Minutes from batch to batch; 0: the files are no batches.

    Examples
    --------
    >>> missing_batches(["20240410101500.export.CSV", "20240410104500.export.CSV"], 15)
    ['20240410103000']
    >>> missing_batches(["20240410.export.CSV.zip", "20240412.export.CSV.zip"], 1440)
    ['20240411']
    """
    if minutes == 0:
        return []
    stamps = set()
    for path in paths:
        found = _STAMP.search(re.split(r"[/\\!]", path)[-1])
        if found is not None and bool(found["time"]) == (minutes < 1440):
            try:
                stamps.add(
                    dt.datetime.strptime(
                        found["day"] + (found["time"] or "000000"), "%Y%m%d%H%M%S"
                    ).replace(tzinfo=dt.UTC)
                )
            except ValueError:
                continue
    if len(stamps) < 2 or max(stamps) - min(stamps) > _LONGEST:
        return []
    step, stamp, absent = dt.timedelta(minutes=minutes), min(stamps), []
    form = "%Y%m%d" if minutes >= 1440 else "%Y%m%d%H%M%S"
    while stamp < max(stamps):
        stamp += step
        if stamp not in stamps and stamp < max(stamps):
            absent.append(stamp.strftime(form))
    return absent


def shown(gaps: Sequence[object]) -> str:
    """Give the number of gaps and the first ten, as a reader would write them.

    Examples
    --------
    >>> shown([]), shown(["20240411"])
    ('none', '1: 20240411')
    """
    if not gaps:
        return "none"
    more = ", …" if len(gaps) > _GAPS_SHOWN else ""
    return f"{len(gaps)}: {', '.join(map(str, gaps[:_GAPS_SHOWN]))}{more}"
