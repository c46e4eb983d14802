"""Sum up in one sentence what one side did towards another: how many acts, of which kinds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from detente.brief.claims import Claim, Kind, claim
from detente.brief.phrases import kind_of, kinds_of
from detente.brief.reports import cited
from detente.brief.wording import counted, sentence, the

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.brief.happenings import Happening
    from detente.codes import Root


def acts_towards(section: str, who: str, taker: str, acts: Sequence[Happening]) -> Claim:
    """Say how many acts somebody directed at a state, and of which kinds, most frequent first.

    Parameters
    ----------
    section : str
        Key of the section it stands in.
    who : str
        Who acted, as it stands within a sentence.
    taker : str
        State code of the other.
    acts : sequence of Happening
        At least one.
    """
    kinds: Counter[Root] = Counter(one.root for one in acts)
    ordered = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0].value))
    return claim(
        section,
        "{who} towards {taker}: {count} ({kinds}).",
        kind=Kind.SUM,
        numbers={"acts": len(acts), **{root.value: times for root, times in ordered}},
        words={
            "who": sentence(who),
            "taker": the(taker),
            "count": counted(len(acts), "act"),
            "kinds": kinds_of(kind_of(one) for one in acts),
        },
        n=len(acts),
        sources=cited(report for one in acts for report in one.reports),
    )
