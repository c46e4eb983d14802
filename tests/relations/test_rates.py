import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store

from detente.codes import Root
from detente.relations.rates import discounted, gravity_ratio
from detente.relations.registry import measure
from detente.relations.spread import dispersion


def test_interval_of_a_drifting_rate_holds_the_truth():
    random = np.random.default_rng(1)
    held, exposure = [], np.ones(48)
    for _ in range(800):
        logs = np.log(8) + np.cumsum(random.normal(0, 0.04, 48))
        counts = random.poisson(np.exp(logs)).astype(float)
        _, low, high = discounted(counts, exposure, 1.0)
        held.append(low <= np.exp(logs[-1]) <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def test_rate_is_relative_to_the_volume_of_reporting():
    exposure = np.tile([0.5, 1.5], 24)
    rates, low, high = discounted(10 * exposure, exposure, 1.0)
    assert rates[-1] == pytest.approx(10)
    assert low < 10 < high


def test_interval_widens_with_dispersion_and_the_rate_stays():
    counts, exposure = np.full(36, 6.0), np.ones(36)
    plain, wide = discounted(counts, exposure, 1.0), discounted(counts, exposure, 5.0)
    assert plain[0][-1] == pytest.approx(wide[0][-1])
    assert wide[2] - wide[1] > 1.8 * (plain[2] - plain[1])


@pytest.mark.parametrize("phi", [1.0, 4.0])
def test_dispersion_is_found_again(phi):
    random = np.random.default_rng(2)
    means = random.gamma(4, 3, (60, 1))
    counts = random.poisson(means, (60, 120))
    if phi > 1:
        counts = random.negative_binomial(means / (phi - 1), 1 / phi, (60, 120))
    assert dispersion(counts.astype(float), np.ones(120)) == pytest.approx(phi, rel=0.25)


def test_interval_of_closeness_holds_the_truth():
    random = np.random.default_rng(3)
    held = []
    for _ in range(400):
        own, one, other, rest = 40, 160, 110, 3000
        truth = np.log(
            (own + 1) / ((own + one) * (own + other) / (2 * (own + one + other + rest)) + 1)
        )
        y, a, b, c = random.poisson([own, one, other, rest])
        _, low, high = gravity_ratio(y, y + a, y + b, y + a + b + c, phi=1.0)
        held.append(low <= truth <= high)
    assert 0.85 <= np.mean(held) <= 0.95


def world(random, days, rates):
    start = dt.date(2022, 1, 1)
    return [
        make_event(*pair, root=root, day=start + dt.timedelta(days=day))
        for pair, rate in rates.items()
        for day in range(days)
        for root in (Root.SUPPORT, Root.AID, Root.CONCEDE, Root.ACCUSE)
        if random.random() < rate
    ]


def test_measures_rate_and_closeness_from_a_store(tmp_path):
    rates = {("JPN", "USA"): 0.1, ("CHN", "KOR"): 0.03, ("JPN", "KOR"): 0.03, ("CHN", "USA"): 0.03}
    events = world(np.random.default_rng(4), 900, rates)
    with make_store(tmp_path, events) as store:
        findings = measure(
            store.table("events"), "USA", "JPN",
            start=dt.date(2024, 5, 1), stop=dt.date(2024, 6, 1),
            indicators=["engagement", "closeness"],
        )  # fmt: skip
    by_name = {(finding.indicator, finding.issue): finding for finding in findings}
    rate = by_name["engagement", "cooperation"]
    assert rate.low < 3 * 0.1 * 30.4 < rate.high
    assert 0 <= rate.rank <= 1
    assert rate.evidence == list(dict.fromkeys(rate.evidence))
    assert len(rate.evidence) == min(rate.n, 200)
    assert by_name["engagement", "material conflict"].withheld.startswith("no act of")
    close = by_name["closeness", "cooperation"]
    assert close.low > 0
    assert "the United States and Japan: " in close.reading.replace("The", "the")
    assert not {"USA", "JPN"} & set(close.reading.split())
