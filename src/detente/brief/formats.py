"""Tell the meetings of three or more states in which both took part, and which were the first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from detente.brief.claims import Chart, Claim, Gap, Kind, Section
from detente.brief.readings import claim_of
from detente.brief.reports import parties, states_of, surety
from detente.brief.wording import VERY_LIKELY, listed, on_day, the, word_for
from detente.ontology.states import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from detente.brief.happenings import Happening
    from detente.brief.reports import Report
    from detente.brief.scope import Scope
    from detente.records import Finding
    from detente.relations.formats_of_three import Format

MOST_MEETINGS: Final = 6
WIDEST_DRAWN: Final = 7
"""States of a meeting beyond which it is left out of the drawing: everyone met everyone there."""
_LEVELS: Final = {"leader": "leaders", "minister": "ministers", "official": "officials"}


def formats(scope: Scope) -> Section:
    """Give the meetings of three or more, first meetings of their kind before others."""
    firsts = first_meetings("formats", scope)
    others = [one for one in scope.named("minilateral") if not is_first(one, scope)]
    claims = firsts + _claims("formats", others, scope, Kind.WIDER_MEETING)
    gap = Gap(
        section="formats",
        text="No meeting of three or more states with both can be named.",
        reason=f"none with all at one level was reported {scope.period}",
    )
    return Section(
        key="formats",
        title="Meetings of three or more",
        reading=(
            "Meetings in which both took part together with further states, all at the same rank. "
            "“First” means first as far back as the documents reach."
        ),
        claims=tuple(claims[:MOST_MEETINGS]),
        gaps=() if claims else (gap,),
    )


def first_meetings(section: str, scope: Scope) -> list[Claim]:
    """Give the meetings that are the first of their kind in the store."""
    firsts = [one for one in scope.named("minilateral") if is_first(one, scope)]
    return _claims(section, firsts, scope, Kind.FIRST_MEETING)


def is_first(finding: Finding, scope: Scope) -> bool:
    """Tell whether a meeting is the first of those states at that level."""
    return any(
        one.kind == "first" and one.day == finding.start and list(one.states) == finding.group
        and set(one.event_ids) == set(finding.evidence)
        for one in scope.measured.formats
    )  # fmt: skip


def is_told(states: Collection[str], ids: Iterable[str], reports: Mapping[str, Report]) -> bool:
    """Tell whether some report has all these states take part, not only be spoken of."""
    return bool(_telling(states, ids, reports))


def _telling(
    states: Collection[str], ids: Iterable[str], reports: Mapping[str, Report]
) -> list[Report]:
    known = [reports[event] for event in ids if event in reports]
    return [one for one in known if set(states) <= states_of(parties(one.event))]


def doubt_in(
    states: Collection[str],
    ids: Collection[str],
    happened: Iterable[Happening],
    reports: Mapping[str, Report],
) -> str:
    """Say how likely a meeting is read correctly; nothing where that is very likely.

    All reports of the event count, not only those from which the meeting was measured.
    """
    whole = [one for one in happened if one.ids & set(ids) and set(states) <= one.states]
    sure = max((one.probability for one in whole), default=surety(_telling(states, ids, reports)))
    return "" if round(sure, 2) >= VERY_LIKELY else f"{word_for(sure)} read correctly"


def _claims(section: str, findings: list[Finding], scope: Scope, kind: Kind) -> list[Claim]:
    real = [one for one in findings if is_told(one.group, one.evidence, scope.reports)]
    made = []
    for finding in real:
        one = claim_of(section, finding, scope, single=True, kind=kind)
        if one is not None:
            doubt = doubt_in(finding.group, finding.evidence, scope.happened, scope.reports)
            made.append(replace(one, size="; ".join(filter(None, (doubt, one.size)))))
    return made


def formats_chart(meetings: Sequence[Format], centre: Collection[str], period: str) -> Chart | None:
    """Give who met with whom in formats of three or more; none if there were none.

    Parameters
    ----------
    meetings : sequence of Format
        Meetings of the period.
    centre : collection of str
        Codes of the states the brief is about.
    period : str
        When, within a sentence.
    """
    shown = [one for one in meetings if len(one.states) <= WIDEST_DRAWN]
    if not shown:
        return None
    times = Counter(pair for one in shown for pair in combinations(one.states, 2))
    fresh = {pair for one in shown if one.kind == "first" for pair in combinations(one.states, 2)}
    states = sorted({code for pair in times for code in pair}, key=lambda c: (c not in centre, c))
    told = [
        f"{listed(sorted(the(code) for code in one.states))} ({_LEVELS[one.level]}, "
        f"{on_day(one.day)}{', first' if one.kind == 'first' else ''})"
        for one in shown
    ]
    return Chart(
        kind="formats",
        section="formats",
        title=f"Who met in formats of three or more, {period}",
        alt=f"States as dots, joined where they met in a format of three or more: "
        f"{'; '.join(told)}.",
        rows=tuple(
            {
                "first": one,
                "second": other,
                "meetings": count,
                "first of its kind": "yes" if (one, other) in fresh else "",
            }
            for (one, other), count in sorted(times.items())
        ),
        sides=("met in a first format of its kind", "met in a format known before"),
        marks=tuple(
            {"state": code, "name": name_of(code), "centre": "yes" if code in centre else ""}
            for code in states
        ),
    )
