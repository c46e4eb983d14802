"""Read what-if questions about who leads a state."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Final

from detente.errors import InputError, UnknownName
from detente.ontology.states import state_named
from detente.ontology.tables import rows_of
from detente.ontology.tenures import tenures

_QUESTION: Final = re.compile(
    r"\s*(?P<who>.+?)\s+leads\s+(?P<state>.+?)(?:\s+from\s+(?P<day>\d{4}-\d\d-\d\d))?\s*\.?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Hold what is taken for granted: that somebody leads a state from some day."""

    text: Annotated[str, "as asked"]
    person: Annotated[str, "id of the person"]
    name: Annotated[str, "full name"]
    state: Annotated[str, "state code"]
    start: Annotated[dt.date | None, "from that day; null: at once"]


def condition_of(text: str) -> Condition:
    """Read "NAME leads STATE from YYYY-MM-DD"; the day may be left out.

    Raises
    ------
    InputError
        If it cannot be read, or several people of the state bear the name.
    UnknownName
        If the state, or a person of that name in it, is not known.

    Examples
    --------
    >>> one = condition_of("Trump leads USA from 2025-01-20")
    >>> one.name, one.state, one.start.isoformat()
    ('Donald Trump', 'USA', '2025-01-20')
    """
    found = _QUESTION.fullmatch(text)
    if found is None:
        raise InputError(f"cannot read {text!r}; expected: NAME leads STATE from YYYY-MM-DD")
    state = state_named(re.sub(r"(?i)^the\s+", "", found["state"])).code
    people = {row["person"]: row for row in rows_of("persons") if row["state"] == state}
    wanted = _plain(found["who"])
    chosen = [
        row for row in people.values() if wanted in (_plain(row["name"]), _plain(row["family"]))
    ]
    if len(chosen) > 1:
        led = [row for row in chosen if any(t.person == row["person"] for t in tenures(state))]
        chosen = led or chosen
    if not chosen:
        raise UnknownName(
            f"person of {state}", found["who"], [row["name"] for row in people.values()]
        )
    if len(chosen) > 1:
        names = ", ".join(row["name"] for row in chosen)
        raise InputError(f"{found['who']!r} of {state} may be {names}; give the full name")
    try:
        start = dt.date.fromisoformat(found["day"]) if found["day"] else None
    except ValueError as error:
        raise InputError(f"{found['day']!r} is no day; expected is YYYY-MM-DD") from error
    (row,) = chosen
    return Condition(text=text, person=row["person"], name=row["name"], state=state, start=start)


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
