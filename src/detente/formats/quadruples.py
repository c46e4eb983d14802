"""Read the quadruples of the benchmarks of temporal graphs: subject, relation, object, time.

A folder holds ``entity2id.txt`` and ``relation2id.txt`` (name, tab, number) and files of
numbers. Relations carry the names of CAMEO events; a name in brackets behind an actor is its
state: ``Citizen_(Nigeria)``.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.errors import InputError
from detente.formats import codes
from detente.formats.layout import (
    Layout,
    bad_day,
    first_problem,
    said_by,
    shaped,
    whole,
    with_lookups,
)
from detente.formats.parties import party_of
from detente.sources.decode import decode_line

if TYPE_CHECKING:
    import ibis

COLUMNS: Final = ("subject", "relation", "object", "time", "more")
ENTITIES: Final = "entity2id.txt"
RELATIONS: Final = "relation2id.txt"
EPOCH: Final = "epoch.txt"
"""File beside quadruples that holds the day with number 0; times then count days."""
_LATEST: Final = 24 * 366 * 300
"""Largest time that can be hours or days of a calendar."""


def _numbered(path: Path) -> dict[str, str]:
    """Read a file of names and numbers; give the names by number."""
    if not path.is_file():
        raise InputError(f"quadruples need {path.name} beside them; there is none in {path.parent}")
    pairs = {}
    for line in map(decode_line, path.read_bytes().splitlines()):
        name, _, number = line.rpartition("\t")
        if name:
            pairs[number.strip()] = name.replace("_", " ").strip()
    if not pairs:
        raise InputError(f"{path} holds no names; a line is a name, a tab and a number")
    return pairs


def epoch_of(folder: Path, times: list[int]) -> tuple[dt.date, int]:
    """Give the day on which time starts, by the year in the folder's name, and steps a day.

    Times count hours where most of those behind the first are multiples of 24. Most, not all:
    one damaged line must not move all others.

    Raises
    ------
    InputError
        If the folder's name holds no year.

    Examples
    --------
    >>> epoch_of(Path("ICEWS05-15"), [0, 1, 2]), epoch_of(Path("ICEWS14"), [0, 24])
    ((datetime.date(2005, 1, 1), 1), (datetime.date(2014, 1, 1), 24))
    """
    told = folder / EPOCH
    if told.is_file():
        try:
            return dt.date.fromisoformat(told.read_text(encoding="utf-8").strip()), 1
        except ValueError as error:
            raise InputError(f"{told} holds no day as YYYY-MM-DD") from error
    found = re.search(r"(?:19|20)\d\d|\d\d(?=-|$)", folder.name)
    if found is None:
        raise InputError(
            f"the name of the folder {folder.name} tells no year in which time starts; "
            f"rename it, for example to ICEWS14, or put the first day into {EPOCH} beside it"
        )
    year = int(found[0]) if len(found[0]) == 4 else 2000 + int(found[0])
    later = [time for time in times if time]
    hours = not later or 2 * sum(time % 24 == 0 for time in later) > len(later)
    return dt.date(year, 1, 1), 24 if hours else 1


def layout_for(folder: Path, times: list[int]) -> Layout:
    """Give the layout of the files of one folder.

    Parameters
    ----------
    folder : Path
        Where the files and the lists of names lie.
    times : list of int
        Times that stand in the file, of many days.

    Raises
    ------
    InputError
        If a list of names is absent, or nothing tells when time starts.
    """
    start, steps = epoch_of(folder, times)
    parties: dict[str, dict[str, Any]] = {}
    for number, name in _numbered(folder / ENTITIES).items():
        state, sector = party_of(name)
        parties[number] = {"name": name, "state": state, "sector": sector}
    relations: dict[str, dict[str, Any]] = {}
    by_name = codes.of_events_by_name()
    blank = dict.fromkeys(next(iter(codes.of_cameo().values())))
    for number, name in _numbered(folder / RELATIONS).items():
        code = by_name.get(name.casefold())
        meaning = codes.of_cameo()[code] if code else blank
        relations[number] = {**meaning, "name": name}
    rows = partial(
        _events, name=folder.name, start=start, steps=steps, parties=parties, relations=relations
    )
    return Layout(
        name="quadruples",
        title=f"quadruples of {folder.name}",
        table="coded",
        columns=COLUMNS,
        rows=rows,
        widths=(4, 5),
        minutes=0,
    )


def _events(
    raw: ibis.Table,
    *,
    name: str,
    start: dt.date,
    steps: int,
    parties: codes.Rows,
    relations: codes.Rows,
) -> ibis.Table:
    import ibis

    raw = raw.mutate(**{column: raw[column].strip() for column in COLUMNS[:4]})
    raw = with_lookups(
        raw,
        {
            "one": (raw["subject"], parties),
            "two": (raw["object"], parties),
            "code": (raw["relation"], relations),
        },
    )
    told = whole(raw["time"])
    time = ((told >= 0) & (told <= _LATEST)).ifelse(told, None)
    day = ibis.literal(start) + (time // steps).as_interval("D")
    key: Any = ibis.literal(name)
    for column in ("subject", "relation", "object", "time"):
        key = key + ":" + raw[column]
    return shaped(
        raw,
        "coded",
        {
            **said_by(raw, "code"),
            "id": "QUADRUPLES:" + key,
            "source": "QUADRUPLES",
            "original_id": key,
            "code": raw.code_code,
            "goldstein": raw.code_goldstein,
            "day": day.cast("date"),
            "day_precision": "day",
            "known_at": day.cast("date"),
            "actor_name": raw.one_name,
            "actor_state": raw.one_state,
            "actor_sector": raw.one_sector,
            "recipient_name": raw.two_name,
            "recipient_state": raw.two_state,
            "recipient_sector": raw.two_sector,
            "text": raw.code_name,
        },
        first_problem(
            (time.isnull() | (time % steps != 0), "impossible time"),
            (bad_day(day.cast("date")), "impossible time"),
            (raw.one_key.isnull() | raw.two_key.isnull(), "unknown entity"),
            (raw.code_key.isnull(), "unknown relation"),
        ),
    )
