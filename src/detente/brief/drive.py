"""Tell how a group of states works: which pairs carry it, who drives, who stands aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.claims import Chart, Claim, Gap, Section, claim
from detente.brief.happenings import weightiest
from detente.brief.partners import ties_chart
from detente.brief.wording import counted, listed, percent, sentence, the
from detente.codes import Root
from detente.ontology.plover import COOPERATIVE, quad_of
from detente.ontology.states import name_of
from detente.relations.dyads import RECIPROCAL

if TYPE_CHECKING:
    from detente.brief.happenings import Happening
    from detente.brief.ties import Tie
    from detente.brief.wide import Wide

MOST_PAIRS: Final = 6
MOST_DRAWN: Final = 15


def within(scope: Wide) -> Section:
    """Give the pairs of the group by their acts, and the pairs without any."""
    own = [tie for tie in scope.ties if tie.acts]
    claims = [one for tie in own[:MOST_PAIRS] if (one := _pair(tie, scope))]
    gaps = [_silent(scope, own)] if len(own) < _possible(scope) else []
    return Section(
        key="within",
        title="What passes within the group",
        reading=(
            "All acts between members, friendly and unfriendly, each counted once for a pair. A "
            "meeting of all members counts once for each pair."
        ),
        claims=tuple(claims),
        gaps=tuple(gaps),
    )


def _possible(scope: Wide) -> int:
    return len(scope.states) * (len(scope.states) - 1) // 2


def _pair(tie: Tie, scope: Wide) -> Claim | None:
    sources = scope.cite(tie.event_ids)
    if not sources:
        return None
    whole = sum(one.acts for one in scope.ties)
    before = sum(one.before for one in scope.ties)
    past = f"{percent(tie.before / before)} in the year before" if before else "none known before"
    return claim(
        "within",
        "{count} ({share} of all within the group; {past}), {friendly} of them cooperation.",
        numbers={"acts": tie.acts, "cooperation": tie.cooperation, "conflict": tie.conflict},
        words={
            "count": counted(tie.acts, "act"),
            "share": percent(tie.acts / whole),
            "past": past,
            "friendly": str(tie.cooperation),
        },
        n=tie.acts,
        sources=sources,
        label=sentence(listed([the(tie.first), the(tie.second)])),
    )


def _silent(scope: Wide, own: list[Tie]) -> Gap:
    known = {(tie.first, tie.second) for tie in own}
    codes = sorted(scope.states)
    silent = [
        f"{name_of(one)}–{name_of(other)}"
        for place, one in enumerate(codes)
        for other in codes[place + 1 :]
        if (one, other) not in known
    ]
    shown = [*silent[:6], f"{len(silent) - 6} more"] if len(silent) > 6 else silent
    return Gap(
        section="within",
        text=f"Nothing is said of {counted(len(silent), 'pair')}: {listed(shown)}.",
        reason=f"no act between them was reported {scope.period}",
    )


def drive(scope: Wide) -> Section:
    """Give for each member its part in the acts of the group, and what it began by itself."""
    inside = [one for one in scope.happened if len(one.states & set(scope.states)) > 1]
    claims = [one for code in scope.states if (one := _member(code, inside, scope))]
    ordered = sorted(claims, key=lambda one: (-int(one.numbers["events"] or 0), one.label))
    gap = Gap(
        section="drive",
        text="Who drives the group cannot be said.",
        reason=f"no event between members was reported {scope.period}",
    )
    return Section(
        key="drive",
        title="Who drives",
        reading=(
            "For each member: in how many events among members it took part; and of the friendly "
            "acts of one member towards another, which are no meetings and no agreements, how "
            "many were its own. To take part is not to lead: who proposed a meeting is seldom "
            "reported."
        ),
        claims=tuple(ordered),
        gaps=() if claims else (gap,),
    )


def _member(code: str, inside: list[Happening], scope: Wide) -> Claim | None:
    own = [one for one in inside if code in one.states]
    if not own:
        return None
    others = set(scope.states) - {code}
    begun = [one for one in own if _is_begun(one, code, others)]
    favours = [
        one
        for one in inside
        if any(_is_begun(one, c, set(scope.states) - {c}) for c in scope.states)
    ]
    led = [one for one in own if code in one.led and one.root == Root.CONSULT]
    best = weightiest(begun, 1)
    best += weightiest(own, 2)
    return claim(
        "drive",
        "took part in {share} of {count} among members{led}; {begun} of the {favours} one-way "
        "friendly acts were its own.",
        numbers={"events": len(own), "begun": len(begun), "led": len(led)},
        words={
            "share": percent(len(own) / len(inside)),
            "count": counted(len(inside), "event"),
            "led": f", in {len(led)} of them by talks of its leader" if led else "",
            "begun": str(len(begun) or "none"),
            "favours": str(len(favours)),
        },
        n=len(own),
        sources=list(dict.fromkeys(one.reports[0].source() for one in best))[:3],
        label=sentence(the(code)),
    )


def _is_begun(one: Happening, code: str, others: set[str]) -> bool:
    """Tell whether it is a friendly act of this member alone towards another."""
    if one.root.value in RECIPROCAL or quad_of(one.root) not in COOPERATIVE:
        return False
    return code in one.givers - one.takers and not one.takers.isdisjoint(others)


def within_chart(scope: Wide) -> Chart | None:
    """Give cooperation and conflict of each pair of the group, side by side."""
    title = f"Acts between {scope.pair}, {scope.period}"
    return ties_chart("within", title, scope.ties, MOST_DRAWN)
