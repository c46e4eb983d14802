"""Make small graphs of dated facts for tests."""

import numpy as np

from detente.outlook.facts import Facts, facts_of

NAMES = tuple(
    name
    for land in ("Chad", "Mali", "Niger", "Togo", "Benin", "Ghana")
    for name in (land, f"Citizen ({land})", f"Police ({land})", f"Head of {land}")
)
RELATIONS = 3


def small_graph(days: int = 60, a_day: int = 12, seed: int = 0) -> Facts:
    """Give a graph in which each subject has few usual partners for each relation."""
    random = np.random.default_rng(seed)
    n, e = days * a_day, len(NAMES)
    one, kind = random.integers(0, e, n), random.integers(0, RELATIONS, n)
    two = (5 * one + 7 * kind + random.choice(3, n, p=(0.6, 0.3, 0.1))) % e
    day = np.repeat(np.arange(days), a_day)
    return facts_of(one, kind, two, day, names=NAMES, relations=RELATIONS)


def joined(first: Facts, second: Facts) -> Facts:
    """Put two graphs of the same names together."""
    columns = (
        np.concatenate([getattr(first, name), getattr(second, name)])
        for name in ("subjects", "kinds", "objects", "days")
    )
    return facts_of(*columns, names=first.names, relations=first.relations)


def future_of(facts: Facts, day: int, days: int = 2) -> Facts:
    """Give facts of `day` and later that would show: one and all meet, each many times."""
    random = np.random.default_rng(9)
    n = 400
    return facts_of(
        random.integers(0, facts.entities, n),
        random.integers(0, facts.relations, n),
        random.integers(0, facts.entities, n),
        random.integers(day, day + days, n),
        names=facts.names,
        relations=facts.relations,
    )
