"""Make small worlds of four states that do something now and then."""

import datetime as dt

import numpy as np
from factories import make_event

from detente.codes import Root

START = dt.date(2021, 1, 1)
MADE_ON = dt.date(2023, 12, 31)
ROOTS = (Root.SUPPORT, Root.AID, Root.ACCUSE, Root.SANCTION)


def world(seed=0, days=1095, rate=0.1):
    """Give acts of four kinds in a ring of four states, each with a chance a day."""
    random = np.random.default_rng(seed)
    states = ("JPN", "USA", "CHN", "KOR")
    return [
        make_event(one, other, root=root, day=START + dt.timedelta(days=day))
        for day in range(days)
        for one, other in zip(states, (*states[1:], states[0]), strict=True)
        for root in ROOTS
        if random.random() < rate
    ]
