"""Show how past forecasts did: of those given so much, how many came true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.brief.claims import Chart
from detente.brief.wording import counted, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST: Final = 20
"""Settled forecasts below which nothing is drawn: bins of one or two say nothing."""
BINS: Final = 5
"""Equal bins of probability; at 20 to 200 settled forecasts more would stand nearly empty."""


def reliability_chart(record: Sequence[tuple[float, bool]]) -> Chart | None:
    """Give the share that came true for each bin of probability; none for fewer than 20.

    Parameters
    ----------
    record : sequence of (float, bool)
        Settled forecasts: the probability given, within 0..1, and whether it came true.

    Returns
    -------
    Chart or None
        One row a bin that is not empty: ``given`` (mean probability), ``came true`` (share),
        ``low`` and ``high`` (90 % interval, Beta with Jeffreys' prior), ``forecasts``.
    """
    if len(record) < LEAST:
        return None
    rows = [row for number in range(BINS) if (row := _bin(record, number))]
    told = "; ".join(
        f"given {percent(row['given'])}, came true {percent(row['came true'])} "
        f"of {row['forecasts']:.0f}"
        for row in rows
    )
    return Chart(
        kind="reliability",
        section="outlook",
        title=f"How {counted(len(record), 'past forecast')} did: what was said, what came true",
        alt=(
            "Points for each range of probability, on the diagonal where as many came true as was "
            f"said: {told}."
        ),
        rows=tuple(rows),
    )


def _bin(record: Sequence[tuple[float, bool]], number: int) -> dict[str, float] | None:
    from scipy.stats import beta

    inside = [pair for pair in record if min(int(pair[0] * BINS), BINS - 1) == number]
    if not inside:
        return None
    n, came = len(inside), sum(true for _, true in inside)
    low, high = (float(beta.ppf(end, came + 0.5, n - came + 0.5)) for end in (0.05, 0.95))
    return {
        "given": sum(given for given, _ in inside) / n,
        "came true": came / n,
        "low": low,
        "high": high,
        "forecasts": n,
    }
