"""Turn events into rows between two states: the ground that every measure stands on.

Two shapes leave this file. `interstate` gives directed rows (who acted, towards whom);
`acts` gives each act of an unordered pair once, however many sentences, papers and
directions report it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from detente.codes import Level, Precision, Quad, Root, Status
from detente.ontology.states import states

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

    from detente.store.store import Store

BACKGROUND_AFTER_DAYS: Final = 400
"""An act told more than this long after it was done is history told again, not news; days.

Thirteen months: an anniversary ("a year ago") still counts as background at 400, while a
late report of last year's act does not. Not tuned.
"""
DAILY: Final = (Precision.DAY.value, Precision.REPORT.value)
"""Precisions good enough for measures by the day."""
RECIPROCAL: Final = (Root.AGREE.value, Root.CONSULT.value)
"""Roots that mean the same in both directions: A met B is B met A."""
CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "cooperation": (Quad.VERBAL_COOPERATION.value, Quad.MATERIAL_COOPERATION.value),
    "conflict": (Quad.VERBAL_CONFLICT.value, Quad.MATERIAL_CONFLICT.value),
    **{quad.value: (quad.value,) for quad in Quad},
}
"""What is counted, by name: the two sides and the four quad classes."""
_RANKS: Final = {
    Level.LEADER: "4",
    Level.MINISTER: "3",
    Level.OFFICIAL: "2",
    Level.OUT_OF_OFFICE: "1",
}
_ENTRY: Final = ("state", "sector", "person", "name", "office", "level", "text")


def actor_pairs(
    events: ibis.Table,
    *,
    statuses: Sequence[str] = (Status.HAPPENED.value,),
    background: bool = False,
    neutral: bool = False,
) -> ibis.Table:
    """Give one row per event, actor and counterpart of two different states.

    Parameters
    ----------
    events : ibis.Table
        The table ``events`` of a store; or pairs as this function or `pairs_of` give them, of
        which those that do not count are left out.
    statuses : sequence of str
        Which statuses count.
    background : bool
        Whether to keep *background*: events known more than 400 days after their day, and
        events of which only the year is known. Old history told again is not a new event, so
        rates leave it out; it still helps to refute that something is the first of its kind.
    neutral : bool
        Whether to give statements that are neither cooperation nor conflict, which have no
        root, instead of the rest. They stand in pairs from other projects only.

    Returns
    -------
    ibis.Table
        ``first_*`` describes the actor, ``second_*`` the recipient. Where an event has no
        recipients (a joint act), every two of its actors stand in both orders and ``joint``
        is true. Bodies of no state (``IGO:…``) and events without a day are left out, and so
        are events said to have happened after the day on which they were known.
    """
    chosen = _eligible(events, statuses, background=background)
    chosen = chosen.filter(chosen.root.isnull() if neutral else chosen.root.notnull())
    if "first" in chosen.columns:
        return chosen
    parties = chosen.recipients.length() == 0
    left = chosen.select(
        event_id=chosen.id,
        day=chosen.day,
        day_precision=chosen.day_precision,
        root=chosen.root,
        mode=chosen["mode"],
        quad=chosen.quad,
        status=chosen.status,
        act=chosen.id,
        issue=chosen.issue,
        score=chosen.score,
        probability=chosen.probability,
        known_at=chosen.known_at,
        source=chosen.source,
        document=chosen.evidence.document_id,
        about=chosen.about,
        joint=parties,
        entry=chosen.actors.unnest(),
    )
    right = chosen.select(
        event_id=chosen.id, entry=parties.ifelse(chosen.actors, chosen.recipients).unnest()
    )
    named = _opened(left, "first").inner_join(_opened(right, "second"), "event_id")
    return named.filter(named.first != named.second)


def pairs_of(store: Store, *, as_of: dt.date | None = None) -> ibis.Table:
    """Give the pairs of all events of a store: our own, and those of other projects.

    Every status, all background and neutral statements are kept; `actor_pairs` and what
    builds on it leaves them out.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date, optional
        Only what was known on that day.

    Returns
    -------
    ibis.Table
        As `actor_pairs` gives it.
    """
    own = actor_pairs(
        store.table("events", as_of=as_of), statuses=[s.value for s in Status], background=True
    )
    if store.has("merged"):
        own = _joined(own, store.table("merged", as_of=as_of))
    if not store.has("coded"):
        return own
    coded = coded_pairs(store.table("coded", as_of=as_of))
    return own.union(coded.select(*(coded[n].cast(t) for n, t in own.schema().items())))


def context_of(store: Store, *, as_of: dt.date | None = None) -> ibis.Table | None:
    """Give the table of votes, regimes and pacts of a store; none if nothing was ingested.

    Parameters
    ----------
    store : Store
        The store.
    as_of : date, optional
        Only what was known on that day.
    """
    if not store.has("context"):
        return None
    context = store.table("context", as_of=as_of)
    return context if store.count(context.limit(1)) else None


def _joined(pairs: ibis.Table, merged: ibis.Table) -> ibis.Table:
    """Give pairs the day and root of the event that their report belongs to.

    Events of which a report came later than what is asked for are not in `merged` then; their
    reports stay as they are.
    """
    told = merged.select(
        report=merged.event_ids.unnest(),
        merged_act=merged.id,
        merged_day=merged.day,
        merged_precision=merged.day_precision,
        merged_root=merged.root,
        merged_quad=merged.quad,
        merged_known=merged.known_at,
    )
    joined = pairs.left_join(told, pairs.event_id == told.report)
    return joined.select(
        *(
            name
            for name in pairs.columns
            if name not in {"act", "day", "day_precision", "root", "quad", "known_at"}
        ),
        act=joined.merged_act.coalesce(joined.act),
        day=joined.merged_day.coalesce(joined.day),
        day_precision=joined.merged_precision.coalesce(joined.day_precision),
        root=joined.merged_root.coalesce(joined.root),
        quad=joined.merged_quad.coalesce(joined.quad),
        known_at=joined.merged_known.coalesce(joined.known_at),
    ).select(*pairs.columns)


def coded_pairs(coded: ibis.Table) -> ibis.Table:
    """Give the pairs of events of other projects, in the columns of `actor_pairs`.

    Rows without two different states are left out; so are territories that are no states, and
    rows without root unless they are public statements (CAMEO 01). Nothing tells rank or office
    there, and every reading counts as certain.

    Parameters
    ----------
    coded : ibis.Table
        The table ``coded`` of a store, or some of its rows.
    """
    import ibis

    kept = coded.filter(
        coded.root.notnull() | coded.code.startswith("01"),
        coded.actor_state.isin(list(states())),
        coded.recipient_state.isin(list(states())),
        coded.actor_state != coded.recipient_state,
    )
    none = ibis.literal(None, "string")
    columns: dict[str, Any] = {
        "event_id": kept.id,
        "act": kept.id,
        **{n: kept[n] for n in ("day", "day_precision", "root", "mode", "quad", "status")},
        "issue": kept.issue.coalesce(NO_ISSUE),
        "score": kept.score,
        "probability": ibis.literal(1.0),
        "known_at": kept.known_at,
        "source": kept.source,
        "document": none,
        "about": ibis.literal([], "array<string>"),
        "joint": ibis.literal(False),
    }
    for side, who in (("first", "actor"), ("second", "recipient")):
        columns |= {
            side: kept[f"{who}_state"],
            f"{side}_sector": kept[f"{who}_sector"],
            f"{side}_person": none,
            f"{side}_name": kept[f"{who}_name"],
            f"{side}_office": none,
            f"{side}_level": ibis.literal(Level.UNKNOWN.value),
            f"{side}_text": kept[f"{who}_name"],
        }
    return kept.select(**columns)


NO_ISSUE: Final = "none"
"""Stands for the issue area where the source tells none."""


def _eligible(events: ibis.Table, statuses: Sequence[str], *, background: bool) -> ibis.Table:
    """Leave out what has no day, happened in the future, or is history told again."""
    import ibis

    chosen = events.filter(events.status.isin(list(statuses)), events.day.notnull())
    foreseen = (chosen.status == Status.HAPPENED.value) & (chosen.day > chosen.known_at)
    chosen = chosen.filter(~foreseen)
    if background:
        return chosen
    oldest = chosen.known_at - ibis.interval(days=BACKGROUND_AFTER_DAYS)
    return chosen.filter(chosen.day_precision != Precision.YEAR.value, chosen.day >= oldest)


def _opened(rows: ibis.Table, side: str) -> ibis.Table:
    """Turn the struct ``entry`` into columns of one side; keep only states."""
    kept = rows.filter(rows.entry.state.notnull() & ~rows.entry.state.startswith("IGO:"))
    names = {side if name == "state" else f"{side}_{name}": kept.entry[name] for name in _ENTRY}
    return kept.mutate(**names).drop("entry")


def interstate(
    events: ibis.Table,
    *,
    statuses: Sequence[str] = (Status.HAPPENED.value,),
    background: bool = False,
) -> ibis.Table:
    """Give one row per act and directed pair of states.

    Reports are merged into acts: rows of one day, actor state, recipient state, root and
    status are one, whatever issue they were filed under. Where only the month or year is
    known, events stay apart. Old history told again is left out unless `background` is true;
    see `actor_pairs` for this and the other rules.

    Returns
    -------
    ibis.Table
        ``event_id`` (its most probable report), ``event_ids`` (all), ``reports`` (how many),
        ``day``, ``day_precision``, ``month``, ``first``, ``second``, ``joint``, ``root``,
        ``mode``, ``quad``, ``status``, ``issue``, ``score``, ``probability``, ``known_at``
        (earliest), and sector, level, person and name of the highest-ranking actor and
        recipient (``first_sector`` … ``second_name``).
    """
    pairs = actor_pairs(events, statuses=statuses, background=background)
    pairs = pairs.mutate(
        once=_once(pairs),
        weight=(pairs.probability * 1e6).round().cast("int64").cast("string").lpad(8, "0")
        + pairs.event_id,
    )
    grouped = pairs.group_by("day", "first", "second", "root", "status", "once").aggregate(
        best=_at_highest(pairs, ("event_id", "mode", "issue", "probability"), pairs.weight),
        event_ids=pairs.event_id.collect(distinct=True),
        joint=pairs.joint.any(),
        day_precision=pairs.day_precision.min(),
        quad=pairs.quad.min(),
        score=pairs.score.max(),
        known_at=pairs.known_at.min(),
        actor=_at_highest(pairs, _side("first"), _rank(pairs, "first")),
        recipient=_at_highest(pairs, _side("second"), _rank(pairs, "second")),
    )
    opened = grouped.unpack("best", "actor", "recipient").drop("once")
    return opened.mutate(month=opened.day.truncate("M"), reports=opened.event_ids.length())


def _once(rows: ibis.Table) -> Any:
    """Give a key that keeps events apart whose day is not known."""
    key = rows.act if "act" in rows.columns else rows.event_id
    return rows.day_precision.isin(list(DAILY)).ifelse("", key)


def _side(side: str) -> tuple[str, ...]:
    return tuple(f"{side}_{name}" for name in ("sector", "level", "person", "name"))


def _rank(rows: ibis.Table, side: str) -> Any:
    """Give a text that sorts by level, then named persons first, then by event."""
    level, person = rows[f"{side}_level"], rows[f"{side}_person"]
    ranks = [(key.value, rank) for key, rank in _RANKS.items()]
    known = person.notnull().ifelse("1", "0")
    return level.cases(*ranks, else_="0") + known + person.fill_null("") + rows.weight


def _at_highest(rows: ibis.Table, names: Sequence[str], key: Any) -> Any:
    """Give those columns of the row that is highest by `key`, as one struct."""
    import ibis

    return ibis.struct({name: rows[name] for name in names}).argmax(key)


def acts(rows: ibis.Table) -> ibis.Table:
    """Give each act between two states once, without direction.

    Parameters
    ----------
    rows : ibis.Table
        As `interstate` gives them.

    Returns
    -------
    ibis.Table
        ``first`` < ``second`` by code; ``event_id``, ``event_ids``, ``day``,
        ``day_precision``, ``month``, ``root``, ``quad``, ``status``, ``issue``, ``joint``,
        ``known_at``. A joint act, a meeting or an agreement counts once for the pair, whoever
        is named first.
    """
    import ibis

    both = rows.joint | rows.root.isin(list(RECIPROCAL))
    turned = rows.select(
        "event_id", "event_ids", "day", "day_precision", "month", "root", "quad", "status",
        "issue", "joint", "known_at",
        low=ibis.least(rows.first, rows.second),
        high=ibis.greatest(rows.first, rows.second),
        way=both.ifelse("", rows.first),
        once=_once(rows),
    )  # fmt: skip
    merged = turned.group_by("day", "month", "low", "high", "root", "status", "way", "once")
    result = merged.aggregate(
        event_id=turned.event_id.min(),
        event_ids=turned.event_ids.collect().flatten().unique(),
        day_precision=turned.day_precision.min(),
        quad=turned.quad.min(),
        issue=turned.issue.min(),
        joint=turned.joint.any(),
        known_at=turned.known_at.min(),
    )
    return result.rename(first="low", second="high").drop("way", "once")


def statements(events: ibis.Table) -> ibis.Table:
    """Give neutral statements about each other: one row per day, pair and who spoke.

    Returns
    -------
    ibis.Table
        ``first`` < ``second`` by code, ``day``, ``speaker`` (state code).
    """
    import ibis

    rows = actor_pairs(events, neutral=True)
    rows = rows.filter(rows.day_precision.isin(list(DAILY)))
    return rows.select(
        first=ibis.least(rows.first, rows.second),
        second=ibis.greatest(rows.first, rows.second),
        day=rows.day,
        speaker=rows.first,
    ).distinct()


def between(rows: ibis.Table, first: str, second: str) -> ibis.Table:
    """Keep the rows between two states, in either direction."""
    there = (rows.first == first) & (rows.second == second)
    back = (rows.first == second) & (rows.second == first)
    return rows.filter(there | back)


def day_after(day: dt.date, days: int) -> dt.date:
    """Give the day that many days later; earlier if negative."""
    return day + dt.timedelta(days=days)
