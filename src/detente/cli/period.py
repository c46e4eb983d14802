"""Hold the options that say which days are meant, and choose a period where they do not."""

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from detente.cli.edge import read_day

if TYPE_CHECKING:
    from detente.store.store import Store

DAYS: Final = 90
"""Days of the period that is taken where none is given."""


def _day_option(name: str, meaning: str) -> Any:
    return typer.Option(name, parser=read_day, metavar="YYYY-MM-DD", help=meaning)


FromOption = Annotated[dt.date | None, _day_option("--from", "First day.")]
ToOption = Annotated[dt.date | None, _day_option("--to", "Last day, included.")]
AsOfOption = Annotated[
    dt.date | None, _day_option("--as-of", "Use only what was known on that day or before.")
]


def period(
    store: "Store",
    first_day: dt.date | None,
    last_day: dt.date | None,
    *,
    as_of: dt.date | None,
    quiet: bool,
) -> tuple[dt.date, dt.date]:
    """Give the first day, and the first day no longer in the period.

    What is not given is taken from the store and told: 90 days up to the last one that its
    events cover.

    Raises
    ------
    InputError
        If the period ends before it starts, or a day is needed and the store has none.
    """
    from detente.errors import InputError
    from detente.relations.span import last_day_covered

    last = last_day or last_day_covered(store, as_of)
    if last is None:
        known = f" known by {as_of}" if as_of else ""
        raise InputError(
            f"the store holds no event with a day{known}; code some texts first "
            "(detente code PATH…), or give --from and --to"
        )
    start = first_day or last - dt.timedelta(days=DAYS - 1)
    if start > last:
        end = f"--to {last}" if last_day else f"{last}, the last day that events cover"
        raise InputError(f"--from {start} is later than {end}")
    if not quiet and not (first_day and last_day):
        print(f"period: {start} to {last}; --from and --to choose another", file=sys.stderr)
    return start, last + dt.timedelta(days=1)


def new_days(
    store: "Store", since: dt.date | None, days: int, *, as_of: dt.date | None, quiet: bool
) -> tuple[dt.date, dt.date]:
    """Give the first day of what is new, and the first day no longer looked at.

    Without a first day it is so many days up to the last one that events cover, which is told.

    Raises
    ------
    InputError
        If the store has no day, or the first day is later than the last one covered.
    """
    from detente.relations.span import last_day_covered

    last = last_day_covered(store, as_of)
    given = (since, last) if since else (None, None)
    if since is None and last is not None:
        since = last - dt.timedelta(days=days - 1)
    return period(store, since, given[1], as_of=as_of, quiet=quiet)
