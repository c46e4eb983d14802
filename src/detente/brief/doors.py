"""Tell who courts whom, and through which doors of the other's society."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from detente.brief.claims import Chart, Claim, Gap, Kind, Section, Source, claim
from detente.brief.happenings import is_likely
from detente.brief.phrases import kinds_of
from detente.brief.readings import claims_of
from detente.brief.reports import parties
from detente.brief.wording import counted, listed, sentence, the
from detente.codes import Level, Root, Sector
from detente.ontology.plover import COOPERATIVE, ROOTS, quad_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.brief.claims import Number
    from detente.brief.happenings import Happening
    from detente.brief.scope import Scope
    from detente.records import Actor

_RANKS: Final[dict[str, str]] = {
    Level.LEADER: "the leader",
    Level.MINISTER: "ministers",
    Level.OFFICIAL: "officials",
    Level.OUT_OF_OFFICE: "politicians out of office",
}

_SECTORS: Final[dict[str, str]] = {
    Sector.LEG: "lawmakers",
    Sector.MIL: "the armed forces",
    Sector.SPY: "the intelligence services",
    Sector.COP: "the police",
    Sector.JUD: "courts",
    Sector.PTY: "politicians out of office",
    Sector.OPP: "the opposition",
    Sector.BUS: "businesses",
    Sector.MED: "the media",
    Sector.EDU: "scholars and schools",
    Sector.NGO: "civic organisations",
    Sector.REL: "religious bodies",
    Sector.CVL: "the people",
}

WHOLE: Final = "the government as a whole"
"""Door of acts in which no person, body or sector of a state is named."""

DOORS: Final = tuple(dict.fromkeys([*_RANKS.values(), *_SECTORS.values(), WHOLE]))
"""All doors, those of government first."""

_EXECUTIVE: Final = frozenset((_RANKS[Level.LEADER], "ministers", "officials", WHOLE))

MOST_CITED: Final = 4


def doors(scope: Scope) -> Section:
    """Give who courts whom and which parts of either society take part in friendly acts."""
    claims = list(claims_of("doors", scope.named("courtship"), scope))
    claims += _favours(scope)
    ways = ((scope.first, scope.second), (scope.second, scope.first))
    claims += [one for host, guest in ways for one in _doors(host, guest, scope.happened)]
    gap = Gap(
        section="doors",
        text="Neither courtship nor doors can be told.",
        reason=f"no friendly act between {scope.pair} was reported {scope.period}",
    )
    return Section(
        key="doors",
        title="Courtship and doors",
        reading=(
            "Courtship: what one does for the other without the same in return (praise, help, "
            "concessions, visits to it); meetings and agreements, in which both do the same, are "
            "left out. Doors: which parts of a state and its society took part in friendly acts "
            "with the other, meetings included, as far as they are likely read correctly; an act "
            "may go through several."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def _favours(scope: Scope) -> list[Claim]:
    """Say of what kind the one-way friendly acts of each side were."""
    made = []
    for giver, taker in ((scope.first, scope.second), (scope.second, scope.first)):
        own = [one for one in scope.measured.favours if one.giver == giver]
        sources = scope.cite(event for one in own for event in one.event_ids)
        if not own or not sources:
            continue
        kinds = Counter(one.root for one in own)
        made.append(
            claim(
                "doors",
                "{giver} for {taker}: {count} ({kinds}).",
                kind=Kind.SUM,
                numbers={"acts": len(own), **{root.value: kinds[root] for root in kinds}},
                words={
                    "giver": sentence(the(giver)),
                    "taker": the(taker),
                    "count": counted(len(own), "one-way friendly act"),
                    "kinds": kinds_of(_favour(one.root) for one in own),
                },
                n=len(own),
                sources=sources,
            )
        )
    return made


_FAVOURS: Final = {Root.CONSULT: "visit"}
"""Words for roots that mean something narrower among one-way acts."""


def _favour(root: Root) -> str:
    return _FAVOURS.get(root, ROOTS[root].words)


def _ordered(kinds: Counter[Root]) -> list[tuple[Root, int]]:
    return sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0].value))


def _doors(host: str, guest: str, happened: Sequence[Happening]) -> list[Claim]:
    """Say which doors of `host` friendly acts with `guest` went through."""
    through = through_doors(host, guest, happened)
    if not through:
        return []
    whole = {one.event.id for acts in through.values() for one in acts}
    parts = [f"{door} ({counted(len(acts), 'event')})" for door, acts in through.items()]
    made = claim(
        "doors",
        "On the side of {host}, {count} with {guest} involved {parts}.",
        kind=Kind.SUM,
        numbers={door: len(acts) for door, acts in through.items()},
        words={
            "host": the(host),
            "guest": the(guest),
            "count": counted(len(whole), "friendly event"),
            "parts": listed(parts),
        },
        n=len(whole),
        sources=_cited(through),
    )
    return [made]


def through_doors(
    host: str, guest: str, happened: Iterable[Happening]
) -> dict[str, list[Happening]]:
    """Give the friendly acts of `guest` with `host` by the doors of `host` that they went through.

    Only acts that are likely read correctly. Most used doors first; "the government as a whole"
    only where nothing more exact is named.
    """
    found: dict[str, list[Happening]] = defaultdict(list)
    for one in happened:
        if quad_of(one.root) in COOPERATIVE and {host, guest} <= one.states and is_likely(one):
            for door in _doors_of(host, parties(one.event)):
                found[door].append(one)
    order = sorted(found, key=lambda door: (-len(found[door]), DOORS.index(door)))
    return {door: found[door] for door in order}


def _doors_of(state: str, everyone: Iterable[Actor]) -> list[str]:
    own = [actor for actor in everyone if actor.state == state]
    named = [_RANKS.get(actor.level) or _SECTORS.get(actor.sector, WHOLE) for actor in own]
    exact = [door for door in dict.fromkeys(named) if door != WHOLE]
    return exact or [WHOLE]


def _cited(through: dict[str, list[Happening]]) -> list[Source]:
    """Cite one event a door, doors beside the government first: they are what is new."""
    doors_first = sorted(through, key=lambda door: door in _EXECUTIVE)
    best = [max(through[door], key=lambda one: (one.weight, one.event.id)) for door in doors_first]
    return list(dict.fromkeys(one.reports[0].source() for one in best))[:MOST_CITED]


def doors_chart(scope: Scope) -> Chart | None:
    """Give the doors of both, side by side; none if fewer than two doors are known."""
    ways = ((scope.second, scope.first), (scope.first, scope.second))
    sides = [through_doors(host, guest, scope.happened) for host, guest in ways]
    known = [door for door in DOORS if any(door in side for side in sides)]
    if len(known) < 2:
        return None
    hosts = (sentence(the(scope.second)), sentence(the(scope.first)))
    rows: list[dict[str, Number]] = [
        {"field": door, "side": host, "acts": len(side.get(door, ()))}
        for door in known
        for host, side in zip(hosts, sides, strict=True)
    ]
    told = "; ".join(f"{row['side']}, {row['field']}: {row['acts']}" for row in rows if row["acts"])
    return Chart(
        kind="two sides",
        section="doors",
        title=f"Who took part in friendly acts between {scope.pair}, {scope.period}",
        alt=f"Bars to both sides by part of state or society, in events. {told}.",
        rows=tuple(rows),
        sides=hosts,
    )


def courtship_chart(scope: Scope) -> Chart | None:
    """Give the one-way friendly acts of both, by kind, side by side; none if there are none."""
    favours = scope.measured.favours
    givers = (scope.first, scope.second)
    if not favours:
        return None
    kinds = [root for root, _ in _ordered(Counter(one.root for one in favours))]
    names = [f"{sentence(the(giver))} for {the(taker)}" for giver, taker in (givers, givers[::-1])]
    rows: list[dict[str, Number]] = [
        {
            "field": _favour(root),
            "side": name,
            "acts": sum(one.root == root and one.giver == giver for one in favours),
        }
        for root in kinds
        for giver, name in zip(givers, names, strict=True)
    ]
    told = "; ".join(f"{row['side']}, {row['field']}: {row['acts']}" for row in rows if row["acts"])
    return Chart(
        kind="two sides",
        section="doors",
        title=f"Who courts whom: one-way friendly acts {scope.period}",
        alt=f"Bars to both sides by kind of act, in acts. {told}.",
        rows=tuple(rows),
        sides=(names[0], names[1]),
    )
