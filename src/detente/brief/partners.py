"""Tell with whom a state deals, whose part in it grows or shrinks, and how friendly it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.claims import Chart, Claim, Gap, Section, claim
from detente.brief.ties import Change, Tie, change
from detente.brief.wording import (
    VERY_LIKELY,
    counted,
    listed,
    number,
    percent,
    sentence,
    the,
    word_for,
)
from detente.ontology.states import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.brief.wide import Wide

MOST_PARTNERS: Final = 8
MOST_CHANGES: Final = 3
FEWEST: Final = 10
"""Acts of both periods together below which no change of a partner's share is told."""

USUAL_SPREAD: Final = 2.0
"""Dispersion taken where none of the state's pairs is measured; the pool's is 1.5 to 3."""


def partners(scope: Wide) -> Section:
    """Give the partners by their part in all acts of a state, and which parts changed."""
    own = [tie for tie in scope.ties if tie.acts]
    claims = [one for tie in own[:MOST_PARTNERS] if (one := _partner(tie, scope))]
    rest = own[MOST_PARTNERS:]
    if claims and rest:
        claims.append(_others(rest, scope))
    gap = Gap(
        section="partners",
        text=f"No partner of {scope.who} can be named.",
        reason=f"the reports tell of no act between it and another state {scope.period}",
    )
    return Section(
        key="partners",
        title="With whom it deals",
        reading=(
            "All acts with other states, friendly and unfriendly, each counted once for a pair. "
            "In brackets the partner's part in all of them. Who is much in the news of the store "
            "is much in this list."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def _partner(tie: Tie, scope: Wide) -> Claim | None:
    sources = scope.cite(tie.event_ids)
    if not sources:
        return None
    whole = sum(one.acts for one in scope.ties)
    return claim(
        "partners",
        "{count} ({share} of all), {friendly} of them cooperation; in the year before {past}.",
        numbers={
            "acts": tie.acts,
            "cooperation": tie.cooperation,
            "conflict": tie.conflict,
            "before": tie.before,
            "share": tie.acts / whole,
        },
        words={
            "count": counted(tie.acts, "act"),
            "share": percent(tie.acts / whole),
            "friendly": f"{tie.cooperation}",
            "past": _past(tie, scope),
        },
        n=tie.acts,
        sources=sources,
        label=sentence(the(tie.other(scope.states[0]))),
    )


def _past(tie: Tie, scope: Wide) -> str:
    whole = sum(one.before for one in scope.ties)
    return f"{percent(tie.before / whole)} of all" if whole else "the store tells of none"


def _others(rest: list[Tie], scope: Wide) -> Claim:
    acts = sum(tie.acts for tie in rest)
    names = [the(tie.other(scope.states[0])) for tie in rest[:5]]
    if len(rest) > 5:
        names.append(f"{len(rest) - 5} more")
    return claim(
        "partners",
        "{count} with {states}: {names}.",
        numbers={"acts": acts, "states": len(rest)},
        words={
            "count": counted(acts, "act"),
            "states": counted(len(rest), "other state"),
            "names": listed(names),
        },
        n=acts,
        sources=scope.cite([event for tie in rest for event in tie.event_ids]),
        label="Others",
    )


def shifts(scope: Wide) -> Section:
    """Give the partners whose part in all acts rose or fell against the year before."""
    made = [pair for pair in changes(scope) if max(pair[1].up, 1 - pair[1].up) >= VERY_LIKELY]
    ups = [pair for pair in made if pair[1].difference > 0][:MOST_CHANGES]
    downs = [pair for pair in reversed(made) if pair[1].difference < 0][:MOST_CHANGES]
    claims = [one for pair in (*ups, *downs) if (one := _shift(*pair, scope))]
    gap = Gap(
        section="shifts",
        text="Of no partner can be said that its part clearly rose or fell.",
        reason=f"no change {scope.period} against the year before is very likely",
    )
    return Section(
        key="shifts",
        title="Partners rising and falling",
        reading=(
            "The part of a partner in all acts of the state, against the year before. Parts add "
            "up to one: if one rises others must fall. Told are changes whose direction is very "
            "likely right; among many partners some such change comes by chance."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


def changes(scope: Wide) -> list[tuple[Tie, Change]]:
    """Give how the part of each partner with enough acts changed, largest rise first."""
    now, before = (sum(getattr(tie, name) for tie in scope.ties) for name in ("acts", "before"))
    if not now or not before:
        return []
    known = {pair.second: pair.spread for pair in scope.pairs}
    usual = sum(known.values()) / len(known) if known else USUAL_SPREAD
    made = [
        (
            tie,
            change(tie.acts, now, tie.before, before, known.get(tie.other(scope.states[0]), usual)),
        )
        for tie in scope.ties
        if tie.acts + tie.before >= FEWEST
    ]
    return sorted(made, key=lambda pair: (-pair[1].difference, pair[0].first, pair[0].second))


def _shift(tie: Tie, made: Change, scope: Wide) -> Claim | None:
    """Say how a part changed; of a partner without acts in the period nothing can be cited."""
    sources = scope.cite(tie.event_ids)
    if not sources:
        return None
    now, before = (sum(getattr(one, name) for one in scope.ties) for name in ("acts", "before"))
    rose = made.difference > 0
    sure = made.up if rose else 1 - made.up
    return claim(
        "shifts",
        "{partner} {sure} takes a {way} part than before: {now} of {count} against {past} in the "
        "year before ({points} points, 90 %: {low} to {high}).",
        numbers={"difference": made.difference, "probability": sure},
        words={
            "partner": sentence(the(tie.other(scope.states[0]))),
            "sure": word_for(sure),
            "way": "larger" if rose else "smaller",
            "now": percent(tie.acts / now),
            "count": counted(now, "act"),
            "past": percent(tie.before / before),
            "points": _points(made.difference),
            "low": _points(made.low),
            "high": _points(made.high),
        },
        low=made.low,
        high=made.high,
        n=tie.acts,
        sources=sources,
    )


def _points(share: float) -> str:
    return f"{'+' if share > 0 else ''}{number(share * 100)}"


def partners_chart(scope: Wide) -> Chart | None:
    """Give cooperation and conflict with each partner, side by side; none without acts."""
    shown = [tie for tie in scope.ties if tie.acts][: MOST_PARTNERS + 4]
    if not shown:
        return None
    names = [sentence(the(tie.other(scope.states[0]))) for tie in shown]
    return sides_chart(
        "partners",
        f"Acts of {scope.who} with others, {scope.period}",
        [(name, tie.cooperation, tie.conflict) for name, tie in zip(names, shown, strict=True)],
    )


def ties_chart(section: str, title: str, ties: Sequence[Tie], most: int) -> Chart | None:
    """Give cooperation and conflict of the first pairs that have acts; none without any."""
    fields = [
        (f"{name_of(tie.first)}–{name_of(tie.second)}", tie.cooperation, tie.conflict)
        for tie in ties
        if tie.acts
    ]
    return sides_chart(section, title, fields[:most]) if fields else None


def sides_chart(section: str, title: str, fields: list[tuple[str, int, int]]) -> Chart:
    """Give a chart of cooperation and conflict by partner or pair.

    Parameters
    ----------
    section : str
        Key of the section it stands in.
    title : str
        Caption.
    fields : list of (str, int, int)
        Name, acts of cooperation, acts of conflict.
    """
    told = "; ".join(f"{name}: {good} and {bad}" for name, good, bad in fields)
    return Chart(
        kind="two sides",
        section=section,
        title=title,
        alt=f"Bars to both sides, cooperation to the left, conflict to the right, in acts: {told}.",
        rows=tuple(
            {"field": name, "side": side, "acts": acts}
            for name, good, bad in fields
            for side, acts in (("cooperation", good), ("conflict", bad))
        ),
    )
