"""Ask at whom the cooperation of two states is aimed: the third-party target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from detente.relations.case import day_number, day_of
from detente.relations.contrasts import summed_up
from detente.relations.dyads import CLASSES
from detente.relations.echoes import days_after, echo
from detente.relations.findings import FEWEST, MOST_EVIDENCE, found, pair_of, too_few, withheld
from detente.relations.origins import lacking
from detente.relations.placebos import rank_among, windows_before
from detente.relations.rates import SEED
from detente.relations.wording import (
    LIKELY,
    certainty,
    counted,
    during,
    named,
    number,
    percent,
)

if TYPE_CHECKING:
    from detente.records import Finding
    from detente.relations.case import Bools, Case, Floats, Ints
    from detente.relations.mentions import Mentions

MENTION: Final = "log-odds of being told of with both, above with either alone"
RESPONSE: Final = "log-ratio of rates"
UNIT: Final = f"{MENTION}; response: {RESPONSE}"
THIRDS: Final = 3
"""Third states looked at: those told of most, or those most at odds with either."""
RESPONSE_DAYS: Final = 14
MEMORY_DAYS: Final = 3 * 365
"""Days before the stop in which responses are looked for."""
DRAWS: Final = 4000


def target(case: Case) -> list[Finding]:
    """Give at whom the cooperation of the two is aimed: by mentions, and by response (9)."""
    return [*_mentioned(case), *_responses(case)]


def _mentioned(case: Case) -> list[Finding]:
    mentions, world = case.ground.mentions, case.world
    one, other = world.number(case.first), world.number(case.second)
    both, either = _documents(mentions, one, other, day_number(case.start), day_number(case.stop))
    n = len(np.unique(mentions.document[both]))
    ids: list[Any] = mentions.ids.take(np.flatnonzero(both)[-MOST_EVIDENCE:]).to_pylist()
    rest = len(np.unique(mentions.document[either]))
    if n < FEWEST or rest < FEWEST:
        reason = lacking(case.ground.origins, "other states of a report") or too_few(
            n if n < FEWEST else rest, FEWEST, "document", case.start, case.stop,
            of=" on cooperation of both" if n < FEWEST else " on cooperation of either with others",
        )  # fmt: skip
        return [withheld(case, "target", UNIT, reason, n=n, evidence=ids, issue="mention")]
    thirds = _told_most(case, mentions, both, one, other)
    if not thirds:
        reason = (
            f"no third state is told of in {FEWEST} of the {n} documents on cooperation of both"
        )
        return [withheld(case, "target", UNIT, reason, n=n, evidence=ids, issue="mention")]
    return [_lift(case, mentions, (both, either), third, ids) for third in thirds]


def _documents(
    mentions: Mentions, one: int, other: int, start: int, stop: int
) -> tuple[Bools, Bools]:
    """Give the acts of both, and those of either with others in documents without the former."""
    inside = (mentions.days >= start) & (mentions.days < stop)
    ends = [np.isin(side, [one, other]) for side in (mentions.first, mentions.second)]
    both = inside & ends[0] & ends[1]
    either = inside & (ends[0] ^ ends[1]) & ~np.isin(mentions.document, mentions.document[both])
    return both, either


def _told_most(case: Case, mentions: Mentions, both: Bools, one: int, other: int) -> list[int]:
    """Give the third state asked for, or those told of in most documents of both."""
    if case.options.third is not None:
        wanted = case.world.number(case.options.third)
        return [wanted] if wanted >= 0 else []
    told = mentions.told[np.isin(mentions.told_in, mentions.document[both])]
    counts = np.bincount(told[told >= 0], minlength=len(case.world.states))
    counts[[one, other]] = 0
    order = np.argsort(-counts, kind="stable")[:THIRDS]
    return [int(third) for third in order if counts[third] >= FEWEST]


def _told(mentions: Mentions, acts: Bools, third: int, hits: Bools) -> tuple[int, int]:
    """Count documents of acts that tell of a third state, and all; its own acts do not count."""
    mask = acts & (mentions.first != third) & (mentions.second != third)
    return (
        len(np.unique(mentions.document[mask & hits])),
        len(np.unique(mentions.document[mask])),
    )


def lift(
    with_both: tuple[int, int], with_either: tuple[int, int], phi: float
) -> tuple[float, float, float, float]:
    """Give logit P(told | both) - logit P(told | either with others), and its 90 % interval.

    Source: difference of two Beta posteriors with Jeffreys' prior, tempered by the dispersion.

    Returns
    -------
    value, low, high, above : float
        `above` is the probability that it is above 0.
    """
    from scipy.special import logit

    random = np.random.default_rng(SEED)

    def drawn(told: int, every: int) -> Floats:
        result: Floats = logit(random.beta(told / phi + 0.5, (every - told) / phi + 0.5, DRAWS))
        return result

    gap = drawn(*with_both) - drawn(*with_either)
    return summed_up(gap)


def _lift(
    case: Case, mentions: Mentions, acts: tuple[Bools, Bools], third: int, ids: list[str]
) -> Finding:
    hits = mentions.tells_of(third)
    ours, others = (_told(mentions, mask, third, hits) for mask in acts)
    value, low, high, above = lift(ours, others, case.spread["cooperation"])
    code = case.world.states[third]
    sure = max(above, 1 - above)
    way = f"{certainty(sure)} {'more' if value > 0 else 'less'} often"
    if sure < LIKELY:
        way = "not clearly more or less often"
    shares = [told / max(every, 1) for told, every in (ours, others)]
    return found(
        case, "target", UNIT, value, (low, high),
        n=ours[1], evidence=[*dict.fromkeys(ids)], group=[code], issue="mention",
        reading=(
            f"{pair_of(case)}: {percent(shares[0])} of {counted(ours[1], 'document')} on their "
            f"cooperation {during(case.start, case.stop)} told of {named(code)} too, against "
            f"{percent(shares[1])} of {counted(others[1], 'document')} on cooperation of either "
            f"with others; {way}."
        ),
        rank=rank_among(value, _earlier(case, mentions, third, hits)),
    )  # fmt: skip


def _earlier(case: Case, mentions: Mentions, third: int, hits: Bools) -> list[float]:
    """Give the lift of earlier windows, from the shares alone."""
    world = case.world
    one, other = world.number(case.first), world.number(case.second)
    values = []
    for start, stop in windows_before(case, most=_MOST):
        acts = _documents(mentions, one, other, start, stop)
        (a, n), (b, m) = (_told(mentions, mask, third, hits) for mask in acts)
        if min(n, m) >= FEWEST:
            values.append(float(np.log((a + 0.5) / (n - a + 0.5) * (m - b + 0.5) / (b + 0.5))))
    return values


_MOST: Final = 36


def _responses(case: Case) -> list[Finding]:
    """Give whether cooperation of the two rises after conflict of third states with either."""
    begin = max(case.day0, day_number(case.stop) - MEMORY_DAYS)
    world = case.world.within(begin, day_number(case.stop))
    ends = [world.number(case.first), world.number(case.second)]
    rows = world.rows
    hostile = rows.of("conflict") & rows.daily & np.isin(rows.second, ends)
    hostile &= ~np.isin(rows.first, ends)
    counts = np.bincount(rows.first[hostile], minlength=len(world.states))
    thirds = [int(k) for k in np.argsort(-counts, kind="stable")[:THIRDS] if counts[k] >= FEWEST]
    if case.options.third is not None:
        wanted = world.number(case.options.third)
        thirds = [wanted] if wanted >= 0 and counts[wanted] >= FEWEST else []
    days = case.own.of(CLASSES["cooperation"])
    own = days.chosen(days.daily & (days.days >= begin)).days - begin
    if not thirds or len(own) < FEWEST:
        who = named(case.options.third) if case.options.third else "no third state"
        reason = (
            f"{who} acted against either {'fewer than ' if case.options.third else ''}{FEWEST} "
            f"times {during(day_of(begin), case.stop)}"
            if not thirds
            else too_few(
                len(own), FEWEST, "act", day_of(begin), case.stop, of=" of cooperation of both"
            )
        )
        return [withheld(case, "target", UNIT, reason, n=len(own), evidence=[], issue="response")]
    made = []
    for third in thirds:
        mask = hostile & (rows.first == third)
        evidence = rows.evidence(mask, MOST_EVIDENCE)
        made.append(_response(case, third, begin, (own, rows.days[mask] - begin), evidence))
    return made


def _response(
    case: Case, third: int, begin: int, days: tuple[Ints, Ints], evidence: list[str]
) -> Finding:
    own, acts = days
    code = case.world.states[third]
    volume = case.volume[begin - case.day0 :]
    counts = np.bincount(own, minlength=len(volume)).astype(float)
    after = days_after(acts, RESPONSE_DAYS, len(volume))
    one = echo(counts, volume, after, case.spread["cooperation"])
    start = day_of(begin)
    if one is None:
        reason = (
            f"{percent(float(after.mean()) if len(after) else 0.0)} of the days follow an act of "
            f"{named(code)} against either within {RESPONSE_DAYS} days; nothing is left to compare"
        )
        return withheld(
            case, "target", UNIT, reason,
            n=len(own), evidence=evidence, group=[code], issue="response", start=start,
        )  # fmt: skip
    return found(
        case, "target", UNIT, one.value, (one.low, one.high),
        n=len(own), evidence=evidence, group=[code], issue="response", rank=one.rank, start=start,
        reading=(
            f"{pair_of(case)}: in the {RESPONSE_DAYS} days after {named(code)} acted against "
            f"either, they cooperated {number(float(np.exp(one.value)))} times as often as on "
            f"other days "
            f"({counted(one.inside, 'act')}; chance of so much by shifted calendars "
            f"{percent(one.probability)}); a coincidence in time, not a cause."
        ),
    )  # fmt: skip
