"""Choose what a reader must know first; every sentence stands again in its own section."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.brief.calendar import event_claim
from detente.brief.claims import Claim, Gap, Kind, Section
from detente.brief.contacts import out_of_office
from detente.brief.contention import conflicts
from detente.brief.formats import first_meetings
from detente.brief.happenings import weightiest
from detente.brief.leaders import leaders_met
from detente.brief.measuring import SIDES
from detente.brief.readings import claims_of, is_clear
from detente.codes import Precision

if TYPE_CHECKING:
    from detente.brief.scope import Scope
    from detente.records import Finding

_KEY = "headlines"


def headlines(scope: Scope) -> Section:
    """Give the findings of most weight: at most one or two of each kind."""
    claims = [
        *_measures(_flurries(scope), scope),
        *([met] if (met := leaders_met(_KEY, scope)) else []),
        *first_meetings(_KEY, scope)[:2],
        *_contacts(scope),
        *_measures([one for one in _clear(scope, "balance") if one.issue is None], scope),
        *_measures(_clear(scope, "divergence"), scope),
        *_measures(_clear(scope, "courtship"), scope),
        *_gravest(scope),
    ]
    if not claims:
        rates = [one for one in scope.named("engagement") if one.issue in SIDES]
        claims = _measures([one for one in rates if one.value is not None], scope)
    gap = Gap(
        section=_KEY,
        text=f"Nothing of note can be said about {scope.pair} {scope.period}.",
        reason="no flurry, no leaders' meeting and no first of its kind was found; see below",
    )
    return Section(
        key=_KEY,
        title="What stands out",
        reading=(
            "The small numbers lead to the sentences a statement rests on. n: how many events it "
            "rests on, where the statement does not say so. 90 %: the range that holds the number "
            "with 90 % probability."
        ),
        claims=tuple(replace(one, day=None, label="") for one in claims),
        gaps=() if claims else (gap,),
    )


def _measures(findings: list[Finding], scope: Scope) -> list[Claim]:
    return list(claims_of(_KEY, findings, scope))


def _flurries(scope: Scope) -> list[Finding]:
    lit = {(one.kind, one.first_day) for one in scope.measured.flurries}
    return [one for one in scope.named("burst") if (one.issue, one.start) in lit][:2]


def _clear(scope: Scope, indicator: str) -> list[Finding]:
    return [one for one in scope.named(indicator) if is_clear(one)]


def _contacts(scope: Scope) -> list[Claim]:
    dated = [one for one in out_of_office(scope) if one.precision == Precision.DAY]
    ordered = weightiest(dated)
    return [_dated(event_claim(_KEY, one, Kind.OUT_OF_OFFICE)) for one in ordered[:1]]


def _gravest(scope: Scope) -> list[Claim]:
    """Give the weightiest refusal, demand or sanction that leaders or several papers speak of."""
    ordered = weightiest(conflicts(scope))
    told = [one for one in ordered if one.led or one.publishers > 1]
    return [_dated(event_claim(_KEY, one)) for one in told[:1]]


def _dated(made: Claim) -> Claim:
    return replace(made, text=f"{made.label}: {made.text}", label="")
