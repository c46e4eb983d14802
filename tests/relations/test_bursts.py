import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store

from detente.codes import Precision, Quad, Root
from detente.records import Coded
from detente.relations.bursts import HISTORY, WINDOW, bursts, chance, densest, scan_of, weighted
from detente.relations.case import case_of, day_number
from detente.relations.dyads import pairs_of
from detente.relations.registry import measure
from detente.store.store import open_store

START = dt.date(2022, 1, 1)
ROOTS = (Root.SUPPORT, Root.AID, Root.CONCEDE, Root.CONSULT, Root.AGREE, Root.COOPERATE)
STATES = ("JPN", "USA", "KOR", "CHN", "IND", "AUS")


def quiet(random, days=850, rate=0.12):
    """Make a world in which every pair has cooperation at one flat rate."""
    return [
        make_event(one, other, root=ROOTS[random.integers(len(ROOTS))], day=day_of(day))
        for day in range(days)
        for index, one in enumerate(STATES)
        for other in STATES[index + 1 :]
        if random.random() < rate
    ]


def day_of(number):
    return START + dt.timedelta(days=int(number))


def flurry(first=800, days=8):
    return [
        make_event("JPN", "USA", root=root, day=day_of(day))
        for day in range(first, first + days)
        for root in ROOTS[:3]
    ]


def found(folder, events, days=(790, 840)):
    with make_store(folder, events) as store:
        return bursts(
            store.table("events"), "JPN", "USA", start=day_of(days[0]), stop=day_of(days[1])
        )


def test_finds_a_planted_flurry_with_its_days(tmp_path):
    planted = flurry()
    (burst,) = found(tmp_path, quiet(np.random.default_rng(0)) + planted)
    assert burst.kind == "cooperation"
    assert abs((burst.first_day - day_of(800)).days) <= 2
    assert abs((burst.last_day - day_of(807)).days) <= 2
    assert burst.count >= 22
    assert burst.expected < 4
    assert burst.rank > 0.99
    assert {event.id for event in planted} <= set(burst.event_ids)


def test_finds_no_flurry_in_a_quiet_month_of_another_pair(tmp_path):
    events = quiet(np.random.default_rng(0)) + flurry()
    with make_store(tmp_path, events) as store:
        finding, _ = measure(
            store.table("events"), "KOR", "IND",
            start=day_of(790), stop=day_of(840), indicators=["burst"],
        )  # fmt: skip
    assert "no flurry" in finding.reading or finding.withheld


def test_fires_at_the_nominal_rate_on_a_flat_series():
    random = np.random.default_rng(5)
    fired = []
    for _ in range(60):
        counts = random.poisson(0.4, 1200).astype(float)
        scan = scan_of(counts, np.ones(1200), 1.0)
        chosen = range(0, len(scan.starts), WINDOW)
        fired.extend(chance(scan, index)[0] <= 0.05 for index in chosen)
    assert 0.03 <= np.mean(fired) <= 0.07


def test_normal_score_fires_at_the_nominal_rate_while_history_is_short():
    random = np.random.default_rng(6)
    fired = []
    for _ in range(1500):
        scan = scan_of(random.poisson(0.8, 240).astype(float), np.ones(240), 1.0)
        probability, rank = chance(scan, len(scan.starts) - 1)
        assert rank is None
        fired.append(probability <= 0.05)
    assert 0.02 <= np.mean(fired) <= 0.08


def test_copies_of_one_report_count_once(tmp_path):
    base = quiet(np.random.default_rng(0))
    copies = [
        make_event("JPN", "USA", root=Root.AID, day=day_of(815), precision=precision)
        for precision in (Precision.DAY, Precision.REPORT)
        for _ in range(40)
    ]
    every = []
    for name, events in (("one", base + copies[:1]), ("copies", base + copies)):
        with make_store(tmp_path, events, name) as store:
            (finding, _) = measure(
                store.table("events"), "JPN", "USA",
                start=day_of(807), stop=day_of(850), indicators=["burst"],
            )  # fmt: skip
        every.append(finding)
    assert every[0].value == every[1].value
    assert every[0].n == every[1].n
    assert "no flurry" in every[1].reading
    assert len(every[1].evidence) > 80


def test_old_history_told_again_makes_no_flurry(tmp_path):
    told = [
        make_event("JPN", "USA", root=root, day=day_of(100 + day), known_at=day_of(800))
        for day in range(10)
        for root in ROOTS
    ]
    assert found(tmp_path, quiet(np.random.default_rng(0)) + told, (100, 120)) == []


def test_says_nothing_where_the_store_has_no_past(tmp_path):
    events = [event for event in flurry() if event.day]
    with make_store(tmp_path, events) as store:
        finding, _ = measure(
            store.table("events"), "JPN", "USA",
            start=day_of(790), stop=day_of(840), indicators=["burst"],
        )  # fmt: skip
    assert finding.withheld == "the store covers less than 90 days before the period"
    assert len(finding.evidence) == finding.n == 24


@pytest.mark.parametrize(("first", "length"), [(5, 4), (0, 3), (17, 3)])
def test_densest_stretch_is_the_planted_one(first, length):
    counts = np.zeros(20)
    counts[first : first + length] = 3
    assert densest(counts, np.full(20, 0.2), 5.0) == (first, first + length)


def test_interval_of_the_surge_holds_the_truth_nine_times_in_ten():
    random = np.random.default_rng(7)
    held = []
    for _ in range(1500):
        calm, raised = random.uniform(0.3, 1.5), random.uniform(1.5, 6)
        counts = random.poisson(calm, HISTORY + WINDOW).astype(float)
        counts[-WINDOW:] = random.poisson(raised, WINDOW)
        score = scan_of(counts, np.ones(len(counts)), 1.0).scores[-1]
        truth = 2 * (np.sqrt(raised * WINDOW + 0.375) - np.sqrt(calm * WINDOW + 0.375))
        held.append(abs(score - truth) <= 1.645)
    assert 0.85 <= np.mean(held) <= 0.95


def test_interval_holds_where_acts_come_in_clusters():
    random, phi, held = np.random.default_rng(8), 4.0, []
    for _ in range(1500):
        calm, raised = random.uniform(2, 5), random.uniform(6, 12)
        rates = np.r_[np.full(HISTORY, calm), np.full(WINDOW, raised)]
        counts = random.negative_binomial(rates / (phi - 1), 1 / phi).astype(float)
        score = scan_of(counts, np.ones(len(counts)), phi).scores[-1]
        truth = 2 * (np.sqrt(raised * WINDOW + 0.375) - np.sqrt(calm * WINDOW + 0.375))
        held.append(abs(score - truth / np.sqrt(phi)) <= 1.645)
    assert 0.85 <= np.mean(held) <= 0.95


def test_a_flood_of_copies_of_one_report_fires_no_flurry(tmp_path):
    flood = [make_event("JPN", "USA", root=Root.AID, day=day_of(815)) for _ in range(200)]
    assert found(tmp_path, quiet(np.random.default_rng(0)) + flood, (807, 830)) == []


def spoken(day, times, code="010"):
    return [
        Coded(
            id=f"{code}{day}{number}", source="ICEWS", original_id=str(number), code=code,
            quad=None if code == "010" else Quad.VERBAL_COOPERATION,
            root=None if code == "010" else Root.CONSULT,
            day=day_of(day), known_at=day_of(day), actor_state="JPN", actor_sector="GOV",
            recipient_state="USA", recipient_sector="GOV", file="made", row=number + 1,
        )
        for number in range(times)
    ]  # fmt: skip


def test_neutral_statements_count_half_and_copies_of_them_once(tmp_path):
    acts = [one for day in range(0, 400, 20) for one in spoken(day, 1, "040")]
    with open_store(tmp_path / "made.duckdb", write=True) as store:
        store.append("coded", [*acts, *(one for day in (350, 351) for one in spoken(day, 30))])
        with case_of(pairs_of(store), "JPN", "USA", start=day_of(300), stop=day_of(400)) as case:
            assert case.statements.sum() == 2
            assert case.statements[day_number(day_of(350)) - case.day0] == 1
            assert len(case.own) == 20
    assert weighted(np.array([1.0, 0.0]), np.array([1.0, 1.0])).tolist() == [1.5, 0.5]
