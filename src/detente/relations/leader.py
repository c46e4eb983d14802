"""Measure what changes between two states while one leader governs: the leader's share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.ontology.tenures import tenures
from detente.relations.case import day_number, day_of
from detente.relations.contrasts import shrunk_draws, summed_up
from detente.relations.dyads import CLASSES
from detente.relations.findings import FEWEST, evidence_of, found, pair_of, withheld
from detente.relations.placebos import rank_among
from detente.relations.terms import LEAST_DAYS, Term, days_of, terms
from detente.relations.wording import LIKELY, certainty, during, listed, named, number, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.ontology.tenures import Tenure
    from detente.records import Finding
    from detente.relations.case import Case, Floats

MEASURES: Final = ("cooperation", "balance")
UNIT: Final = "log-ratio of rates of cooperation; balance: difference in log-odds"


def leader(case: Case) -> list[Finding]:
    """Give what changes while the leaders of either state govern (12): a contrast, no cause."""
    days = days_of(case)
    leaders = [one for state in (case.first, case.second) for one in _covered(case, state)]
    findings = []
    for measure in MEASURES:
        every = terms(case, days, leaders, measure)
        shown = _shown(case, every)
        if not shown:
            continue
        draws = shrunk_draws(
            np.array([one.raw for one in every]), np.array([one.noise for one in every])
        )
        findings += [_finding(case, every[k], draws.thetas[k], measure) for k in shown]
    if findings:
        return findings
    return [withheld(case, "leader", UNIT, _missing(case, leaders), n=0, evidence=[])]


def _missing(case: Case, leaders: Sequence[Tenure]) -> str:
    names = [one.name for one in leaders]
    who = listed(names[-3:]) if names else "no leader known to the book"
    return (
        f"it takes {LEAST_DAYS} covered days in office and as many out of it with {FEWEST} acts in "
        f"each; the store covers {during(case.since, case.stop)} ({who})"
        if case.since < case.stop
        else "the store has no report of the days asked for"
    )


def _covered(case: Case, state: str) -> list[Tenure]:
    """Give the terms of a state's leaders that touch the days covered."""
    return [
        one
        for one in tenures(state)
        if one.start < case.stop and (one.end is None or one.end > case.since)
    ]


def _shown(case: Case, every: Sequence[Term]) -> list[int]:
    """Give those in office in the period, the ones before them, and those asked about."""
    wanted = {name.casefold() for name, _ in case.options.chances}
    shown = []
    for state in (case.first, case.second):
        own = [k for k, one in enumerate(every) if one.tenure.state == state]
        in_period = [
            k
            for k in own
            if every[k].tenure.end is None or every[k].tenure.end > case.start  # type: ignore[operator]
        ]
        before = [k for k in own if k not in in_period][-1:]
        named_ones = [
            k for k in own if {every[k].tenure.name.casefold(), every[k].tenure.person} & wanted
        ]
        shown += sorted({*in_period, *before, *named_ones})
    return shown


def _finding(case: Case, one: Term, theta: Floats, measure: str) -> Finding:
    middle, low, high, above = summed_up(theta)
    covered = np.flatnonzero(one.inside)
    first, last = (day_of(case.day0 + int(covered[k])) for k in (0, -1))
    own = case.own.within(day_number(first), day_number(last) + 1)
    acts = own.of(CLASSES["cooperation"]) if measure == "cooperation" else own
    sure = max(above, 1 - above)
    if measure == "cooperation":
        told = f"{number(float(np.exp(middle)))} times the cooperation of other days"
    else:
        told = f"a balance of {number(middle)} log-odds against other days"
    verdict = f"{certainty(sure)} {'more' if above > 0.5 else 'less'}"
    if sure < LIKELY:
        verdict = "no clear difference"
    rank = rank_among(one.raw, one.placebos)
    beyond = "" if rank is None else f"; above {percent(rank)} of placebo dates"
    return found(
        case, "leader", UNIT, middle, (low, high),
        n=len(acts), evidence=evidence_of(acts), issue=measure, rank=rank,
        start=first, stop=last + dt.timedelta(days=1),
        reading=(
            f"{pair_of(case)} while {one.tenure.name} governed {named(one.tenure.state)}: {told} "
            f"after shrinkage; {verdict}{beyond}."
        ),
    )  # fmt: skip
