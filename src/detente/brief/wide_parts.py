"""Give the sections that briefs on a state, a group and a week share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.balance import balance_row
from detente.brief.calendar import event_claim
from detente.brief.claims import Chart, Claim, Gap, Kind, Section, claim
from detente.brief.contacts import no_contact, out_of_office
from detente.brief.formats import MOST_MEETINGS, doubt_in
from detente.brief.happenings import in_order, is_likely, weightiest
from detente.brief.pairs import FALSE_SHARE, controlled
from detente.brief.readings import chance_of_sign, claims_of
from detente.brief.wording import (
    LIKELY,
    counted,
    listed,
    on_day,
    percent,
    sentence,
    the,
)
from detente.codes import Precision
from detente.ontology.plover import COOPERATIVE, quad_of
from detente.ontology.states import name_of

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.wide import Wide
    from detente.relations.formats_of_three import Format

MOST_FLURRIES: Final = 8
MOST_EVENTS: Final = 6
MOST_BALANCES: Final = 4


def flurries(scope: Wide) -> Section:
    """Give the flurries of all measured pairs, those of a week controlled for chance."""
    if scope.kind == "week":
        kept, left, tested = controlled(scope.pairs)
    else:
        kept = [one for pair in scope.pairs for one in pair.lit()]
        left, tested = 0, 2 * len(scope.pairs)
    ordered = sorted(kept, key=lambda one: (-one[0].score, one[0].first_day))[:MOST_FLURRIES]
    claims = claims_of("flurries", [finding for _, finding in ordered], scope)
    chance = (
        f" They are controlled: at most {percent(FALSE_SHARE)} of those told are expected to be "
        "due to chance."
        if scope.kind == "week"
        else " Of twenty weeks about one passes by chance."
    )
    reason = "no week stands far enough out of the half-year before"
    if not tested:
        reason = f"no pair has enough acts {scope.period}"
    if left:
        what = "flurry is" if left == 1 else "flurries are"
        reason = f"{left} {what} no rarer than chance allows among {tested} comparisons"
    gap = Gap(section="flurries", text="No flurry can be named.", reason=reason)
    return Section(
        key="flurries",
        title="Flurries",
        reading=(
            "A flurry is a week or more with far more acts than the half-year before would lead "
            f"one to expect. {counted(tested // 2, 'pair')} with five acts or more "
            f"{'was' if tested == 2 else 'were'} looked at, for cooperation and for conflict."
            f"{chance}"
        ),
        claims=claims,
        gaps=() if claims else (gap,),
    )


def balances(scope: Wide) -> Section:
    """Give the pairs that are clearly friendlier, or less, than the rest."""
    known = [one for one in scope.named("balance") if one.issue is None and one.value is not None]
    clear = [one for one in known if chance_of_sign(one) >= LIKELY]
    ordered = sorted(clear, key=lambda one: -(one.value or 0.0))
    ends = [*ordered[:MOST_BALANCES], *ordered[MOST_BALANCES:][-MOST_BALANCES:]]
    claims = claims_of("balance", ends, scope)
    gap = Gap(
        section="balance",
        text="Of no pair can be said that it is friendlier than the rest, or less.",
        reason=f"too few acts {scope.period}, or no difference from the rest of the store",
    )
    return Section(
        key="balance",
        title="Who gets on, who does not",
        reading=(
            "The share of cooperation among the acts of a pair, against the share among all other "
            "pairs in the same period. The friendliest come first."
        ),
        claims=claims,
        gaps=() if claims else (gap,),
    )


def balances_chart(scope: Wide) -> Chart | None:
    """Give the balance of each measured pair with its interval; none if it is known for none."""
    rows = []
    for one in scope.named("balance"):
        second = one.second or ""
        name = (
            name_of(second) if scope.kind == "state" else f"{name_of(one.first)}–{name_of(second)}"
        )
        row = balance_row(one, name) if one.issue is None else None
        rows += [row] if row else []
    rows = sorted(rows, key=lambda row: -float(row["value"] or 0))[: MOST_BALANCES * 4]
    if not rows:
        return None
    told = "; ".join(f"{row['field']} {row['value']:+.2f}" for row in rows)
    return Chart(
        kind="balance",
        section="balance",
        title=f"Cooperation between {scope.pair}, against what is usual elsewhere",
        alt=(
            "Points with bars of 90 % intervals on a scale of log-odds, zero being as usual: "
            f"{told}."
        ),
        rows=tuple(rows),
    )


def courting(scope: Wide) -> Section:
    """Give who courts whom among the measured pairs, the clearest first."""
    known = [one for one in scope.named("courtship") if one.value is not None]
    clear = sorted(
        (one for one in known if chance_of_sign(one) >= LIKELY),
        key=lambda one: -chance_of_sign(one),
    )
    claims = claims_of("courtship", clear[:MOST_EVENTS], scope)
    gap = Gap(
        section="courtship",
        text="Of no pair can be said that one courts the other.",
        reason="one-way friendly acts are too few, or as many go one way as the other",
    )
    return Section(
        key="courtship",
        title="Who courts whom",
        reading=(
            "What one does for the other without the same in return: praise, help, concessions, "
            "visits to it. Meetings and agreements are left out."
        ),
        claims=claims,
        gaps=() if claims else (gap,),
    )


def meetings(scope: Wide) -> Section:
    """Give the meetings of three or more, first and revived ones before routine."""
    order = {"first": 0, "revived": 1, "routine": 2}
    ranked = sorted(
        scope.formats, key=lambda one: (order[one.kind], one.level != "leader", one.day)
    )
    claims = [one for met in ranked[:MOST_MEETINGS] if (one := _meeting(met, scope))]
    gap = Gap(
        section="formats",
        text="No meeting of three or more states can be named.",
        reason=f"none with all at one level was reported {scope.period}",
    )
    return Section(
        key="formats",
        title="Meetings of three or more",
        reading=(
            "Meetings of three or more states, all at the same rank. “First” means first as far "
            "back as the documents reach."
        ),
        claims=tuple(claims),
        gaps=() if claims else (gap,),
    )


_LEVELS: Final = {"leader": "leaders'", "minister": "ministers'", "official": "officials'"}


def _meeting(met: Format, scope: Wide) -> Claim | None:
    sources = scope.cite(met.event_ids)
    if not sources:
        return None
    names = sorted(the(code) for code in met.states)
    tail = {
        "first": f"first as far as the documents reach back, to {on_day(met.since)}",
        "revived": "the first in more than two years",
        "routine": "not the first",
    }[met.kind]
    return claim(
        "formats",
        "{who} met at {level} level ({reports}); {tail}.",
        kind=Kind.FIRST_MEETING if met.kind == "first" else Kind.WIDER_MEETING,
        numbers={"states": len(met.states), "kind": met.kind, "level": met.level},
        words={
            "who": sentence(listed(names) if len(names) <= 6 else f"{len(names)} states"),
            "level": _LEVELS[met.level],
            "reports": counted(len(met.event_ids), "report"),
            "tail": tail,
        },
        n=len(met.event_ids),
        size=doubt_in(met.states, met.event_ids, scope.happened, scope.reports),
        sources=sources,
        day=met.day,
        label=on_day(met.day),
    )


def out_of_office_told(scope: Wide) -> Section:
    """Give contacts with candidates, former leaders and party politicians of another state."""
    chosen = weightiest(out_of_office(scope), MOST_EVENTS)
    claims = [event_claim("contacts", one, Kind.OUT_OF_OFFICE) for one in in_order(chosen)]
    return Section(
        key="contacts",
        title="Contacts with people out of office",
        reading=(
            "Friendly acts with candidates, former leaders and party politicians of another state. "
            "Before an election they can be a way to be on terms with whoever may govern next."
        ),
        claims=tuple(claims),
        gaps=() if claims else (no_contact(scope),),
    )


def leaders_seen(scope: Wide) -> list[Happening]:
    """Give the dated talks of leaders of two or more of the states asked for, weightiest first."""
    met = [
        one
        for one in scope.happened
        if len(one.led) > 1
        and is_likely(one)
        and one.precision == Precision.DAY
        and quad_of(one.root) in COOPERATIVE
        and (not scope.states or set(scope.states) & one.led)
    ]
    return weightiest(met)
