"""Print which labels are taken for which, and the errors that the model was surest of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

SHOWN = 50
"""Errors that are printed, the surest first."""


def show_confusions(pairs: Iterable[tuple[str, str]]) -> None:
    """Print the table of labels: a row what it is, a column what it was taken for.

    Parameters
    ----------
    pairs : iterable of (str, str)
        What it is and what it was taken for; "-" for nothing.
    """
    counts = Counter(pairs)
    if not counts:
        print("nothing to compare")
        return
    labels = sorted({label for pair in counts for label in pair})
    corner = "is, taken for"
    width = max(len(name) for name in (corner, *labels))
    print(f"{corner:{width}} " + " ".join(f"{label[:4]:>4}" for label in labels))
    for gold in labels:
        row = [counts[gold, told] for told in labels]
        if any(row):
            print(f"{gold:{width}} " + " ".join(f"{n or '.':>4}" for n in row))


def show_surest(errors: Sequence[tuple[float, str]]) -> None:
    """Print the errors (probability, text) that the model was surest of, and how many are left."""
    for chance, text in sorted(errors, key=lambda error: -error[0])[:SHOWN]:
        print(f"{chance:.2f}  {text}")
    if len(errors) > SHOWN:
        print(f"... and {len(errors) - SHOWN} less sure errors")
