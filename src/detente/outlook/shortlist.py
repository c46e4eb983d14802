"""Cut the candidates down to those that are worth a close look, by a linear model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np

from detente.outlook.affinity import dots
from detente.outlook.facts import Flags, Floats, Ints
from detente.outlook.tallies import WIDTH

if TYPE_CHECKING:
    from detente.outlook.affinity import Affinity
    from detente.outlook.candidates import Candidates
    from detente.outlook.knowledge import Knowledge

SEEN_IN: Final = ("triple", "pair", "relation_object", "country_triple")
"""Tallies that a candidate is judged by."""
COLUMNS: Final = WIDTH * len(SEEN_IN) + 3
_ROUNDS: Final = 8
_RIDGE: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Hold a logistic regression on standardised columns."""

    middle: Annotated[Floats, "mean of each column"]
    width: Annotated[Floats, "spread of each column"]
    weights: Annotated[Floats, "weight of each standardised column, and the constant"]

    def score(self, rows: Floats) -> Floats:
        """Give log odds of each row."""
        weights = self.weights[:-1] / self.width
        constant = self.weights[-1] - float(self.middle @ weights)
        return np.asarray(rows @ weights + np.float32(constant), np.float32)


def brief(
    knowledge: Knowledge, affinity: Affinity, subjects: Ints, kinds: Ints, found: Candidates
) -> Floats:
    """Describe every candidate in brief, on scales of logarithms; shape (candidates, COLUMNS)."""
    one, kind, two = subjects[found.query], kinds[found.query], found.object
    out = np.empty((len(two), COLUMNS), np.float32)
    keys = knowledge.keys(one, kind, two, SEEN_IN)
    for number, name in enumerate(SEEN_IN):
        tally = knowledge.tallies[name]
        part = out[:, WIDTH * number : WIDTH * (number + 1)]
        tally.read(tally.find(keys[name]), knowledge.day, part)
        part[:, :-1] = np.log1p(4 * part[:, :-1])
        part[:, -1] = 1 / (1 + part[:, -1])
    out[:, -3] = dots(*affinity.pair, one, two)
    out[:, -2] = np.log1p(20 * found.second)
    out[:, -1] = out[:, 2] * out[:, WIDTH + 2]
    return out


def fit_linear(rows: Floats, answers: Flags) -> Linear:
    """Fit a logistic regression by Newton's method, with a ridge against collinear columns."""
    middle = rows.mean(axis=0)
    width = rows.std(axis=0) + np.float32(1e-3)
    table = np.hstack([(rows - middle) / width, np.ones((len(rows), 1), np.float32)]).astype(float)
    weights = np.zeros(table.shape[1])
    ridge = np.full(table.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (answers - chance) - ridge * weights
        bend = (table * (chance * (1 - chance) + 1e-6)[:, None]).T @ table + np.diag(ridge)
        weights = weights + np.clip(np.linalg.solve(bend, slope), -2, 2)
    return Linear(middle=middle, width=width, weights=np.asarray(weights, np.float32))
