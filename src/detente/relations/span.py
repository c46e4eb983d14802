"""Say up to which day the events of a store reach, and which days are new without being asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from detente.codes import Precision

if TYPE_CHECKING:
    from detente.store.store import Store

NEW_DAYS: Final = 14
"""Days looked at for what is new where no day is given."""


def last_day_covered(store: Store, as_of: dt.date | None = None) -> dt.date | None:
    """Give the last day of an event, leaving out years and days after the event was known.

    None if no event has such a day.
    """
    last: list[dt.date] = []
    for name in ("events", "coded"):
        if not store.has(name):
            continue
        events = store.table(name, as_of=as_of)
        dated = events.filter(
            events.day <= events.known_at, events.day_precision != Precision.YEAR.value
        )
        (found,) = store.arrow(dated.aggregate(day=dated.day.max())).to_pylist()
        last += [found["day"]] if found["day"] else []
    return max(last, default=None)
