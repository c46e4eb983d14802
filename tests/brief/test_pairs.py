import datetime as dt

import pytest

from detente.brief.pairs import PairMeasures, busiest, controlled
from detente.brief.ties import Tie, change
from detente.records import Finding
from detente.relations.bursts import Burst

DAY = dt.date(2024, 4, 8)


def tie(first: str, second: str, acts: int) -> Tie:
    return Tie(first=first, second=second, cooperation=acts, conflict=0, before=0, event_ids=())


def pair(number: int, probability: float | None) -> PairMeasures:
    flurries, findings = [], []
    if probability is not None:
        flurries = [
            Burst(
                kind="cooperation", first_day=DAY, last_day=DAY, peak=DAY, count=9, expected=1.0,
                score=3.0, rank=None, probability=probability, event_ids=["e"],
            )
        ]  # fmt: skip
        findings = [
            Finding(
                indicator="burst", first=f"A{number}", second="B", group=[], issue="cooperation",
                start=DAY, stop=DAY, value=3.0, low=1.0, high=5.0, unit="u", n=9, exposure=1.0,
                rank=None, evidence=["e"], reading="r",
            )
        ]  # fmt: skip
    return PairMeasures(
        first=f"A{number}", second="B", findings=tuple(findings), flurries=tuple(flurries),
        spread=1.0,
    )  # fmt: skip


def test_flurries_are_held_against_chance_over_all_pairs():
    pairs = [pair(0, 0.001), pair(1, 0.004), pair(2, 0.04), *(pair(n, None) for n in range(3, 10))]
    kept, left, tested = controlled(pairs)
    assert [finding.first for _, finding in kept] == ["A0", "A1"]
    assert (left, tested) == (1, 20)


def test_a_lone_weak_flurry_among_many_pairs_is_not_kept():
    kept, left, _ = controlled([pair(0, 0.04), *(pair(n, None) for n in range(1, 30))])
    assert (kept, left) == ([], 1)


def test_nothing_compared_gives_nothing():
    assert controlled([]) == ([], 0, 0)


def test_pairs_with_few_acts_are_not_measured_and_a_state_comes_first():
    ties = [tie("CHN", "JPN", 9), tie("JPN", "USA", 5), tie("JPN", "KEN", 4)]
    assert busiest(ties, "state", ("JPN",)) == [("JPN", "CHN"), ("JPN", "USA")]
    assert busiest(ties, "week", ()) == [("CHN", "JPN"), ("JPN", "USA")]


@pytest.mark.parametrize(("now", "before", "up"), [(40, 20, True), (20, 80, False)])
def test_a_share_that_changed_much_is_seen(now, before, up):
    made = change(now, 100, before, 200, 2.0)
    assert (made.up > 0.95) is up
    assert (made.up < 0.05) is not up
    assert made.low < made.difference < made.high


def test_more_spread_makes_a_change_less_sure():
    sure, unsure = (change(30, 100, 40, 200, spread) for spread in (1.0, 8.0))
    assert unsure.high - unsure.low > sure.high - sure.low
