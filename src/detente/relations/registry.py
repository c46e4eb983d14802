"""Name the indicators, with definition, unit and source, and measure them.

Everything a reader is shown about two states comes from here: a value with its 90 % interval,
the number of acts, the reporting volume, its rank among quiet periods, and the events it
rests on; or the reason why there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from detente.errors import UnknownName
from detente.records import Finding
from detente.relations.balance import balance, divergence
from detente.relations.bursts import burst
from detente.relations.case import Options, case_of
from detente.relations.courtship import courtship
from detente.relations.formats_of_three import minilateral
from detente.relations.ground import Ground
from detente.relations.hedging import hedging
from detente.relations.indicator import Indicator
from detente.relations.rates import closeness, engagement
from detente.relations.wider import WIDER

if TYPE_CHECKING:
    import ibis


INDICATORS: Final[dict[str, Indicator]] = {
    indicator.name: indicator
    for indicator in (
        Indicator(
            name="engagement",
            title="Rate of acts",
            definition=(
                "a = .9 a + y / phi, b = .9 b + E / phi month by month; the rate is a / b, "
                "for cooperation, conflict and each quad class"
            ),
            unit="acts a month at mean volume",
            source="discounted Gamma-Poisson model (West and Harrison 1997)",
            minimum=5,
            reading="How much the two do with or against each other now; recent months weigh most.",
            measure=engagement,
        ),
        Indicator(
            name="closeness",
            title="Closeness",
            definition=(
                "log[(y + 1) / (m + 1)], y cooperative acts of the last 365 days, "
                "m = n_i n_j / 2N what the activity of both would lead to expect"
            ),
            unit="log-ratio to gravity; 0 is as expected",
            source="gravity expectation of a dyad; interval by parametric bootstrap",
            minimum=5,
            reading="0: as much cooperation as two states so active would have; .69: twice.",
            measure=closeness,
        ),
        Indicator(
            name="burst",
            title="Flurries",
            definition=(
                "z = (2 / sqrt phi)[sqrt(y + 3/8) - sqrt(mu + 3/8)] of 7 days against the 182 "
                "days before, a neutral statement counting half; a flurry where at most 5 % of "
                "the pair's own windows are as high"
            ),
            unit="standard deviations",
            source="variance-stabilising transform (Anscombe 1948); placebo windows of the pair",
            minimum=5,
            reading="A week with far more acts than is usual between these two.",
            measure=burst,
        ),
        Indicator(
            name="balance",
            title="Balance of cooperation",
            definition=(
                "logit[(C + s pi) / (C + K + s)] - logit(pi), C and K tempered by phi, pi the "
                "world's share of cooperation in the period and field, s = 20"
            ),
            unit="log-odds relative to the world of the period",
            source="Beta-binomial model with the pool as prior",
            minimum=5,
            reading="Above 0: more cooperative than the rest of the world in the same period.",
            measure=balance,
        ),
        Indicator(
            name="divergence",
            title="Security against economics",
            definition="balance on security minus balance on economics",
            unit="log-odds, security minus economy",
            source="difference of two Beta posteriors, 20,000 draws with a fixed seed",
            minimum=5,
            reading="Above 0: closer on security than on economics.",
            measure=divergence,
        ),
        Indicator(
            name="courtship",
            title="Courtship",
            definition=(
                "log[(D_ij + .5) / (D_ji + .5)], D one-way cooperative acts (praise, aid, "
                "concessions, visits), tempered by phi; joint acts left out"
            ),
            unit="log-ratio; above 0 the first state courts the second",
            source="Beta-binomial share with Jeffreys' prior",
            minimum=5,
            reading="Above 0: the first state does more for the second than the reverse.",
            measure=courtship,
        ),
        Indicator(
            name="hedging",
            title="Contacts out of office",
            definition=(
                "logit of the share of leading persons' contacts that go to people out of "
                "office, its change against the state's own past minus that of other states"
            ),
            unit="log-odds above what is usual",
            source="difference in differences of Beta posteriors",
            minimum=10,
            reading="Above 0: its leaders turn more than usual to those who may govern next.",
            measure=hedging,
        ),
        Indicator(
            name="minilateral",
            title="Meetings of three or more",
            definition=(
                "meetings of the same three or more states at one level; novelty is -log10 of the "
                "chance of one in the period under a model with all two-way and no three-way terms"
            ),
            unit="-log10 of the chance of such a meeting",
            source="log-linear model by iterative proportional fitting",
            minimum=1,
            reading="First, revived after 24 months, or routine, as far as the store reaches back.",
            measure=minilateral,
        ),
        *WIDER,
    )
}


def measure(
    events: ibis.Table | Ground,
    first: str,
    second: str,
    *,
    start: dt.date,
    stop: dt.date,
    indicators: Sequence[str] | None = None,
    context: ibis.Table | None = None,
    options: Options | None = None,
) -> list[Finding]:
    """Measure the relation of two states over [start, stop), using no event of a later day.

    Parameters
    ----------
    events : ibis.Table or Ground
        The table ``events`` of a store, or pairs as `detente.relations.dyads.pairs_of` gives
        them; take it ``as_of`` a day to see what was known then. A `Ground` of it serves many
        questions.
    first, second : str
        State codes. Where direction matters, `first` is the actor.
    start, stop : date
        First day measured, first day no longer measured.
    indicators : sequence of str, optional
        Names in `INDICATORS`; all by default.
    context : ibis.Table, optional
        The table ``context`` of a store: votes, regimes and the like.
    options : Options, optional
        Third states, patrons and chances that the one who asks wants looked at.

    Returns
    -------
    list of Finding
        In the order of `INDICATORS`; at least one an indicator, with a value or with the
        reason why it is withheld.

    Raises
    ------
    UnknownName
        If there is no such indicator.
    InputError
        If the period is empty or the two states are one.
    """
    names = list(INDICATORS) if indicators is None else list(indicators)
    for name in names:
        if name not in INDICATORS:
            raise UnknownName("indicator", name, INDICATORS)
    opened = case_of(
        events, first, second, start=start, stop=stop, context=context, options=options
    )
    with opened as case:
        return [finding for name in names for finding in INDICATORS[name].measure(case)]
