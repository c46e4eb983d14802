"""Compose briefs on a state, on a group of states, and on what changed in a week."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.brief.ahead import ahead
from detente.brief.calendar import calendar, event_claim
from detente.brief.changed import busiest_chart, busiest_pairs, denials, plans
from detente.brief.claims import Brief, Chart, Claim, Gap, Kind, Section
from detente.brief.contacts import out_of_office
from detente.brief.contention import conflicts, contentions
from detente.brief.drive import drive, within, within_chart
from detente.brief.formats import formats_chart
from detente.brief.happenings import weightiest
from detente.brief.method import method
from detente.brief.partners import partners, partners_chart, shifts
from detente.brief.third import third
from detente.brief.wide import MOST_READ, Wide, wide_scope
from detente.brief.wide_parts import (
    balances,
    balances_chart,
    courting,
    flurries,
    leaders_seen,
    meetings,
    out_of_office_told,
)
from detente.brief.wording import listed, over, sentence, the
from detente.codes import Precision
from detente.errors import InputError
from detente.ontology.states import state_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.brief.happenings import Happening
    from detente.relations.ground import Ground
    from detente.store.store import Store

FEW: Final = 4
"""States named one by one in the title of a group without a name."""


def compose_state(
    store: Store,
    state: str,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
    ground: Ground | None = None,
) -> Brief:
    """Compose a brief on one state and its partners over [start, stop).

    Parameters
    ----------
    store : Store
        Where documents and events are.
    state : str
        Code or name.
    start, stop : date
        First day of the period, first day no longer in it.
    as_of : date, optional
        Use only what was known on that day or before.
    ground : Ground, optional
        Held open on the pairs of the same store and `as_of`, for many briefs.

    Raises
    ------
    UnknownName
        If the state is not known.
    InputError
        If the period is empty.
    """
    code = state_named(state).code
    scope = wide_scope(
        store, "state", (code,), the(code), start=start, stop=stop, as_of=as_of, ground=ground
    )
    parts = [
        partners(scope), shifts(scope), flurries(scope), calendar(scope), balances(scope),
        courting(scope), meetings(scope), out_of_office_told(scope),
        third(scope, (code,), f"{scope.who} together with others"),
        contentions(scope), ahead(scope),
    ]  # fmt: skip
    charts = [partners_chart(scope), balances_chart(scope), _formats(scope)]
    first = _firsts(parts, ("partners", 1), ("shifts", 2), ("flurries", 2))
    return _brief(store, scope, parts, charts, first)


def compose_group(
    store: Store,
    states: Sequence[str],
    *,
    start: dt.date,
    stop: dt.date,
    name: str | None = None,
    as_of: dt.date | None = None,
    ground: Ground | None = None,
) -> Brief:
    """Compose a brief on what passes between the members of a group over [start, stop).

    Parameters
    ----------
    store : Store
        Where documents and events are.
    states : sequence of str
        Codes or names of at least two different states.
    start, stop : date
        First day of the period, first day no longer in it.
    name : str, optional
        Name of the group within a sentence, such as "the Quad".
    as_of : date, optional
        Use only what was known on that day or before.
    ground : Ground, optional
        Held open on the pairs of the same store and `as_of`, for many briefs.

    Raises
    ------
    UnknownName
        If a state is not known.
    InputError
        If the period is empty, or there are fewer than two different states.
    """
    codes = tuple(sorted({state_named(state).code for state in states}))
    if len(codes) < 2:
        raise InputError(f"a group needs at least two different states; got {list(states)}")
    who = name or _who(codes)
    scope = wide_scope(
        store, "group", codes, who, start=start, stop=stop, as_of=as_of, ground=ground
    )
    parts = [
        within(scope), drive(scope), flurries(scope), calendar(scope), balances(scope),
        courting(scope), meetings(scope), out_of_office_told(scope),
        third(scope, codes, f"members of {who} together"),
        contentions(scope), ahead(scope),
    ]  # fmt: skip
    charts = [within_chart(scope), balances_chart(scope), _formats(scope)]
    first = _firsts(parts, ("within", 1), ("drive", 1), ("flurries", 2))
    return _brief(store, scope, parts, charts, first)


def compose_week(
    store: Store,
    *,
    start: dt.date,
    stop: dt.date,
    as_of: dt.date | None = None,
    ground: Ground | None = None,
) -> Brief:
    """Compose a brief on what changed between any two states over [start, stop).

    Parameters
    ----------
    store : Store
        Where documents and events are.
    start, stop : date
        First day of the period, first day no longer in it; a week, as a rule.
    as_of : date, optional
        Use only what was known on that day or before.
    ground : Ground, optional
        Held open on the pairs of the same store and `as_of`, for many briefs.

    Raises
    ------
    InputError
        If the period is empty.
    """
    scope = wide_scope(
        store, "week", (), "all states", start=start, stop=stop, as_of=as_of, ground=ground
    )
    parts = [
        flurries(scope), busiest_pairs(scope), calendar(scope), meetings(scope),
        out_of_office_told(scope), contentions(scope), plans(scope), denials(scope),
    ]  # fmt: skip
    charts = [busiest_chart(scope), _formats(scope)]
    first = _firsts(parts, ("flurries", 3))
    return _brief(store, scope, parts, charts, first)


def _who(codes: Sequence[str]) -> str:
    if len(codes) <= FEW:
        return listed([the(code) for code in codes])
    return f"{listed([the(code) for code in codes[: FEW - 1]])} and {len(codes) - FEW + 1} more"


def _brief(
    store: Store,
    scope: Wide,
    parts: list[Section],
    charts: Iterable[Chart | None],
    first: list[Claim],
) -> Brief:
    span = over(scope.start, scope.stop)
    title = f"What changed, {span}" if scope.kind == "week" else f"{sentence(scope.who)}, {span}"
    return Brief(
        title=title,
        kind=scope.kind,
        states=scope.states,
        first=scope.states[0] if scope.kind == "state" else None,
        second=None,
        start=scope.start,
        stop=scope.stop,
        as_of=scope.as_of,
        sections=(_headlines(scope, first), *parts, *_unsaid(scope)),
        charts=tuple(chart for chart in charts if chart is not None),
        method=method(store, start=scope.start, stop=scope.stop, as_of=scope.as_of),
    )


def _formats(scope: Wide) -> Chart | None:
    return formats_chart(scope.formats, scope.states, scope.period)


def _firsts(parts: Iterable[Section], *wanted: tuple[str, int]) -> list[Claim]:
    """Give the first claims of some sections, each with its label in the sentence."""
    by_key = {part.key: part.claims for part in parts}
    return [
        _alone(_busiest(key, one)) for key, most in wanted for one in by_key.get(key, ())[:most]
    ]


_BUSIEST: Final = {"partners": "Busiest partner", "within": "Busiest pair"}


def _busiest(key: str, one: Claim) -> Claim:
    """Say of the first of a list by acts what it is first of."""
    if key not in _BUSIEST:
        return one
    name = one.label.replace("The ", "the ", 1) if one.label.startswith("The ") else one.label
    return replace(one, label=f"{_BUSIEST[key]}, {name}")


def _alone(one: Claim) -> Claim:
    between = " " if one.text[:1].islower() else ": "
    text = f"{one.label}{between}{one.text}" if one.label else one.text
    return replace(one, text=text, label="", day=None)


def _headlines(scope: Wide, first: list[Claim]) -> Section:
    """Give the findings of most weight: measures, then leaders, firsts, contacts, quarrels."""
    firsts = [one for one in meetings(scope).claims if one.kind == Kind.FIRST_MEETING]
    dated = [one for one in out_of_office(scope) if one.precision == Precision.DAY]
    hardest = [one for one in conflicts(scope) if one.led or one.publishers > 1]
    claims = [
        *first,
        *(_event(one) for one in leaders_seen(scope)[: 3 if scope.kind == "week" else 2]),
        *(_alone(one) for one in firsts[:2]),
        *(_event(one, Kind.OUT_OF_OFFICE) for one in weightiest(dated)[:1]),
        *(_event(one) for one in weightiest(hardest)[: 2 if scope.kind == "week" else 1]),
    ]
    unique = list({one.text: one for one in claims}.values())
    gap = Gap(
        section="headlines",
        text=f"Nothing of note can be said about {scope.who} {scope.period}.",
        reason="no act, no flurry, no leaders' meeting and no first of its kind was found",
    )
    return Section(
        key="headlines",
        title="What stands out",
        reading=(
            "The small numbers lead to the sentences a statement rests on. n: how many events it "
            "rests on, where the statement does not say so. 90 %: the range that holds the number "
            "with 90 % probability."
        ),
        claims=tuple(replace(one, section="headlines") for one in unique),
        gaps=() if unique else (gap,),
    )


def _event(one: Happening, kind: Kind | None = None) -> Claim:
    return _alone(event_claim("headlines", one, kind))


def _unsaid(scope: Wide) -> list[Section]:
    """Say what was not looked at: pairs with few acts, reports beyond the limit."""
    gaps = []
    small = sum(bool(tie.acts) for tie in scope.ties) - len(scope.pairs)
    if small > 0:
        text = f"Flurries, balance and courtship of {small} further pairs are not told."
        reason = "they have fewer than five acts in the period, or stand behind the busiest"
        gaps.append(Gap(section="unsaid", text=text, reason=reason))
    if scope.cut:
        text = "Some events are not listed one by one, though they are counted."
        reason = f"more than {MOST_READ:,} reports concern the question; the surest were read"
        gaps.append(Gap(section="unsaid", text=text, reason=reason))
    if not gaps:
        return []
    return [
        Section(
            key="unsaid",
            title="What cannot be said",
            reading="Silence in the documents is not proof that nothing happened.",
            gaps=tuple(gaps),
        )
    ]
