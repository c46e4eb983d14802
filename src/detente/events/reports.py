"""Give what is compared of a report of an event."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from detente.codes import Level, Precision, Root, Status
from detente.documents.words import content, vector
from detente.ontology.plover import JOINT

if TYPE_CHECKING:
    from detente.records import Actor, Event

_LEADING: Final = frozenset({Level.LEADER.value, Level.MINISTER.value})
_FIGURE: Final = re.compile(r"(?<![\w,.])(?!(?:19|20)\d\d\b)\d[\d,]+(?!\w)")
_TOLL: Final = re.compile(
    r"(?P<before>\d[\d,]*)\s+(?:\w+\s+){0,2}?(?:people|civilians|soldiers|troops|children|"
    r"hostages|prisoners|protesters)\b|(?:killed|killing|wounded|injured|arrested|detained)\s+"
    r"(?:at least|about|some|more than|nearly)?\s*(?P<after>\d[\d,]*)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Hold what is compared of one report."""

    id: Annotated[str, "id of the event as coded"]
    root: Annotated[Root, "its root"]
    mode: Annotated[str | None, "its mode"]
    status: Annotated[Status, "its status"]
    acting: Annotated[frozenset[str], "states and bodies that act"]
    facing: Annotated[frozenset[str], "states and bodies acted upon; empty for a joint act"]
    persons: Annotated[frozenset[tuple[str, str]], "leading persons: state and name"]
    day: Annotated[dt.date | None, "day of the event"]
    precision: Annotated[Precision, "how exactly that is known"]
    known_at: Annotated[dt.date, "day of the report"]
    probability: Annotated[float, "probability of the reading"]
    words: Annotated[dict[str, float], "content words but for the parties' names, as a vector"]
    toll: Annotated[frozenset[int], "numbers of people told"]
    figures: Annotated[frozenset[str], "all figures of two digits or more, but for years"]
    publisher: Annotated[str | None, "who published it"]
    copy: Annotated[str, "document, or the original that it reprints: copies count once"]

    @property
    def states(self) -> frozenset[str]:
        """Give all states and bodies that take part."""
        return self.acting | self.facing

    @property
    def sides(self) -> tuple[frozenset[str], frozenset[str]]:
        """Give who acts and who is acted upon; all together where both sides act alike."""
        if self.root in JOINT and self.root is not Root.SUPPORT:
            return self.states, frozenset()
        return self.acting, self.facing


def report_of(event: Event, *, publisher: str | None, copy: str) -> Report:
    """Give what is compared of one event.

    Parameters
    ----------
    event : Event
        As coded.
    publisher : str or None
        Who published the document.
    copy : str
        Id of the document, or of the original that it reprints.
    """
    parties = [*event.actors, *event.recipients]
    return Report(
        id=event.id,
        root=event.root,
        mode=event.mode,
        status=event.status,
        acting=_states(event.actors),
        facing=_states(event.recipients),
        persons=frozenset(
            (a.state, a.person or a.name or a.text)
            for a in parties
            if a.state and a.level in _LEADING and (a.person or a.name)
        ),
        day=event.day,
        precision=event.day_precision,
        known_at=event.known_at,
        probability=event.probability,
        words=vector(_beside_names(event.evidence.quote, parties)),
        toll=_toll(event.evidence.quote),
        figures=_figures(event.evidence.quote),
        publisher=publisher,
        copy=copy,
    )


def _beside_names(text: str, parties: Iterable[Actor]) -> Counter[str]:
    """Count the content words that are not of the parties' names and titles.

    All reports of a summit name its two leaders; what else they tell says whether it is one act.
    """
    named = " ".join(filter(None, (t for a in parties for t in (a.text, a.name, a.person))))
    names = content(named)
    return Counter({word: n for word, n in content(text).items() if word not in names})


def _states(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(actor.state for actor in actors if actor.state)


def _toll(text: str) -> frozenset[int]:
    found = (match["before"] or match["after"] for match in _TOLL.finditer(text))
    return frozenset(int(number.replace(",", "")[:9]) for number in found)


def _figures(text: str) -> frozenset[str]:
    tolls = {str(number) for number in _toll(text)}
    found = {figure.replace(",", "") for figure in _FIGURE.findall(text)}
    return frozenset(found - tolls)
