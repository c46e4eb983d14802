"""Describe the indicators that look beyond the pair: at partners, third states and the world."""

from __future__ import annotations

from typing import Final

from detente.relations import (
    attention,
    blocs,
    breadth,
    broker,
    charm,
    doubt,
    leader,
    patrons,
    shift,
    structure,
    target,
    voting,
)
from detente.relations.indicator import Indicator

WIDER: Final[tuple[Indicator, ...]] = (
    Indicator(
        name="structure",
        title="Alike towards third states",
        definition=(
            "weighted correlation over third states k of r_ik and r_jk, r the log-odds of "
            "cooperation without the means of both states, weights sqrt(min(W_ik, W_jk, 200)), "
            "W the acts of the last 365 days"
        ),
        unit=structure.UNIT,
        source="two-way additive fit; interval by bootstrap over third states",
        minimum=5,
        reading="Above 0: close to the same third states and at odds with the same.",
        measure=structure.structure,
    ),
    Indicator(
        name="voting",
        title="Votes in the United Nations",
        definition=(
            "distance of the UN ideal points of the latest year known, from a table that is given"
        ),
        unit=voting.UNIT,
        source="ideal points of Bailey, Strezhnev and Voeten (2017); their published quantiles",
        minimum=1,
        reading="0: the two vote alike; 1: a standard deviation of states apart.",
        measure=voting.voting,
    ),
    Indicator(
        name="shift",
        title="Breaks",
        definition=(
            "log Bayes factor of two rates against one, 91 days on each side, counts tempered by "
            "phi; a break where it is at least log 10, each month on either side shows a third of "
            "the change, and at most 5 % of the pair's other days look as much like one"
        ),
        unit=shift.UNIT,
        source="closed-form marginal likelihood of the Gamma-Poisson model; placebo days",
        minimum=5,
        reading="The rate changed and stayed changed; .69: it doubled.",
        measure=shift.shift,
    ),
    Indicator(
        name="attention",
        title="Attention",
        definition=(
            "S_ij = D_ij / sum over k of D_ik, D one-way cooperative acts, tempered by phi; "
            "against the share of the three years before"
        ),
        unit=attention.UNIT,
        source="Dirichlet-multinomial model; the usual shares are the prior, worth two acts",
        minimum=5,
        reading="How much of what a state does for others goes to this one.",
        measure=attention.attention,
    ),
    Indicator(
        name="charm",
        title="Charm offensive",
        definition=(
            "the least of three log-ratios, drawn together: one-way acts over the usual, acts "
            "there over acts back, breadth over that of samples of the same size from before; "
            "flagged if the acts are in the pair's highest tenth, P(courtship > 0) > .95 and "
            "breadth is above its baseline with P > .9"
        ),
        unit=charm.UNIT,
        source="joint draws of Gamma and Dirichlet posteriors; placebo windows of the pair",
        minimum=5,
        reading="Above 0: more acts than usual, more than come back, through more doors.",
        measure=charm.charm,
    ),
    Indicator(
        name="breadth",
        title="Breadth of audience",
        definition=(
            "exp of the expected entropy of Dirichlet(c_s / phi + 1/2) over nine audiences s of "
            "the recipient; compared with samples of the same size from the 24 months before"
        ),
        unit=breadth.UNIT,
        source="closed form of the expected entropy (Wolpert and Wolf 1995)",
        minimum=5,
        reading="1: one door only; 9: all audiences alike.",
        measure=breadth.breadth,
    ),
    Indicator(
        name="patrons",
        title="Between two patrons",
        definition=(
            "min of P(B > 0) x attention share for two patrons that are at odds; also with the "
            "balance on security with one and on economics with the other"
        ),
        unit=patrons.UNIT,
        source="draws of Beta and Dirichlet posteriors",
        minimum=5,
        reading="High: it keeps in with both; near 0: it has chosen, or serves neither.",
        measure=patrons.patrons,
    ),
    Indicator(
        name="target",
        title="Third-party target",
        definition=(
            "mention: logit P(k told of | cooperation of i and j) - logit P(k told of | "
            "cooperation of i or j with others), by document; response: log rate-ratio of their "
            "cooperation in the 14 days after k acted against either"
        ),
        unit=target.UNIT,
        source="difference of two Beta posteriors; permutation by 1,000 circular shifts",
        minimum=5,
        reading="Above 0: that third state comes up when the two work together.",
        measure=target.target,
    ),
    Indicator(
        name="broker",
        title="Brokerage",
        definition=(
            "log rate-ratio of cooperation of i and j in the 30 days after u acted cooperatively "
            "towards both within 14 days, against other days"
        ),
        unit=broker.UNIT,
        source="permutation by 1,000 circular shifts; not causal",
        minimum=5,
        reading="Above 0: the two do more after that third state turned to both; not a cause.",
        measure=broker.broker,
    ),
    Indicator(
        name="blocs",
        title="Blocs",
        definition=(
            "regimes: coefficient of like regimes on the balance of pairs, with an effect for each "
            "state and gravity; groups: share of ties against the groups of highest signed "
            "modularity"
        ),
        unit=blocs.UNIT,
        source=(
            "least squares, jackknife over states; modularity of signed networks (Gomez, Jensen "
            "and Arenas 2009)"
        ),
        minimum=5,
        reading="Regimes above 0: like with like. Groups near 0: the world falls apart in blocs.",
        measure=blocs.blocs,
    ),
    Indicator(
        name="leader",
        title="While a leader governs",
        definition=(
            "log rate-ratio of cooperation, and difference of balance, between a leader's days in "
            "office and the rest, shrunk by tau^2 / (tau^2 + v), v the larger of the variance of "
            "counts and that of placebo dates at least nine months away"
        ),
        unit=leader.UNIT,
        source="normal shrinkage, tau averaged over a half-Cauchy prior; circular placebo dates",
        minimum=5,
        reading="Above 0: more cooperation while that leader governs; a contrast, not a cause.",
        measure=leader.leader,
    ),
    Indicator(
        name="doubt",
        title="Doubt about a commitment",
        definition=(
            "share of requests and demands among one-way acts, tempered by phi; candidates: "
            "variance of the leader contrast over possible leaders of the second state, by given "
            "chances"
        ),
        unit=doubt.UNIT,
        source="Beta posterior with Jeffreys' prior; draws of the leader contrast",
        minimum=10,
        reading="High: one asks the other for assurances, or much hangs on who governs there.",
        measure=doubt.doubt,
    ),
)
