import datetime as dt

import numpy as np
from factories import make_actor, make_event, make_store
from relations.small_world import coded

from detente.codes import Root, Sector
from detente.relations.breadth import broadness, effective
from detente.relations.dyads import pairs_of
from detente.relations.registry import measure
from detente.store.store import open_store

YEAR = {"start": dt.date(2024, 1, 1), "stop": dt.date(2024, 7, 1)}
NARROW = np.array([0.9, 0.1, 0, 0, 0, 0, 0, 0, 0])
WIDE = np.array([0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0, 0])


def true_breadth(shares):
    kept = shares[shares > 0]
    return np.exp(-(kept * np.log(kept)).sum())


def test_closed_form_is_the_mean_of_the_draws_of_entropy():
    counts = np.array([20.0, 5, 3, 0, 0, 0, 0, 0, 1])
    draws = np.random.default_rng(0).dirichlet(counts + 0.5, 40_000)
    entropy = -(draws * np.log(np.maximum(draws, 1e-300))).sum(axis=1)
    assert abs(np.log(effective(counts, 1.0)) - entropy.mean()) < 0.01


def test_interval_holds_the_true_number():
    random = np.random.default_rng(1)
    held = []
    for _ in range(400):
        truth = random.dirichlet(np.ones(9))
        now = random.multinomial(150, truth).astype(float)
        low, high = np.quantile(broadness(now, np.zeros(9), 1.0).draws, [0.05, 0.95])
        held.append(low <= true_breadth(truth) <= high)
    assert 0.83 <= np.mean(held) <= 0.96


def test_more_doors_than_before_stand_out():
    random = np.random.default_rng(2)
    now, before = random.multinomial(60, WIDE), random.multinomial(200, NARROW)
    assert broadness(now.astype(float), before.astype(float), 1.0).wider > 0.9


def test_shuffled_sectors_fall_to_the_baseline():
    random = np.random.default_rng(3)
    flagged = []
    for _ in range(100):
        labels = np.concatenate(
            [
                np.repeat(np.arange(9), random.multinomial(n, p))
                for n, p in ((50, WIDE), (150, NARROW))
            ]
        )
        random.shuffle(labels)
        now, before = (np.bincount(part, minlength=9) for part in (labels[:50], labels[50:]))
        flagged.append(broadness(now.astype(float), before.astype(float), 1.0).wider > 0.9)
    assert np.mean(flagged) <= 0.2


def reached(state, sectors, day, step, n):
    return [
        make_event(
            "JPN",
            [make_actor(state, sector=sectors[k % len(sectors)])],
            root=Root.SUPPORT,
            day=day + dt.timedelta(days=step * k),
        )
        for k in range(n)
    ]


def test_tells_the_doors(tmp_path):
    before = reached("USA", [Sector.GOV], dt.date(2022, 3, 1), 10, 60)
    now = reached("USA", [Sector.GOV, Sector.LEG, Sector.BUS, Sector.MIL], YEAR["start"], 6, 28)
    with make_store(tmp_path, [*before, *now]) as store:
        ours, theirs = measure(store.table("events"), "JPN", "USA", **YEAR, indicators=["breadth"])
    assert ours.value > 3
    assert ours.rank > 0.9
    assert "the legislature (7)" in ours.reading
    assert "more than in the 24 months before" in ours.reading
    assert theirs.withheld


def test_says_by_name_which_rows_tell_no_sectors(tmp_path):
    with open_store(tmp_path / "g.duckdb", write=True) as store:
        days = [YEAR["start"] + dt.timedelta(days=k) for k in range(60)]
        store.append("coded", [coded(k, "JPN", "USA", day) for k, day in enumerate(days)])
    with open_store(tmp_path / "g.duckdb") as store:
        pairs = pairs_of(store)
        found = measure(pairs, "JPN", "USA", **YEAR)
    reasons = {one.indicator: one.withheld for one in found if one.withheld}
    assert reasons["breadth"] == "these rows are of GDELT, which names no sectors"
    assert reasons["charm"] == "these rows are of GDELT, which names no sectors" or reasons["charm"]
    assert reasons["hedging"] == "these rows are of GDELT, which names no persons or offices"
    assert "GDELT, which names no other states of a report" in {
        one.withheld.removeprefix("these rows are of ")
        for one in found
        if one.indicator == "target" and one.withheld
    }
    assert reasons["minilateral"].startswith("these rows are of GDELT")
