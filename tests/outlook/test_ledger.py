import datetime as dt
from dataclasses import replace

import pytest
from factories import make_event
from worlds import world

from detente.codes import Root
from detente.outlook.ask import RECALIBRATED, Answer, ask, last_known
from detente.outlook.baselines import BASELINES, LIKE_LAST_YEAR
from detente.outlook.calibrate import UNCHANGED
from detente.outlook.counts import METHOD
from detente.outlook.ledger import (
    calibration,
    counts_of,
    keep,
    known_by,
    length_of,
    resolve,
    settled,
    standings,
)
from detente.outlook.targets import SETTLED_DAYS
from detente.relations.dyads import pairs_of
from detente.store.store import open_store

NOW = dt.date(2025, 1, 1)
DAYS = [dt.date(2021, month, 28) for month in (5, 7, 9, 11)]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "s.duckdb"
    with open_store(path, write=True) as opened:
        opened.append("events", world(days=450))
        yield opened


@pytest.fixture(scope="module")
def answers(store) -> list[Answer]:
    told = [
        ask(store, "USA", "JPN", made_on=day, days=30, targets=["cooperation", "ACCUSE"])
        for day in DAYS
    ]
    for one in told:
        keep(store, [*one.forecasts, *one.baselines])
    return told


def test_forecasts_are_kept_once_with_their_baselines(store, answers):
    kept = list(store.rows("forecasts"))
    assert len(kept) == len(DAYS) * 2 * (1 + len(BASELINES))
    assert keep(store, answers[0].forecasts) == 0
    assert {one.method for one in kept} == {METHOD, *BASELINES}
    assert answers[0].last_year(answers[0].forecasts[0]).method == LIKE_LAST_YEAR


def test_resolves_what_is_over_once_and_scores_it(store, answers):
    unending = ask(store, "JPN", "KOR", made_on=last_known(store), days=30, targets=["ACCUSE"])
    keep(store, unending.forecasts)
    outcomes = resolve(store, now=NOW)
    assert len(outcomes) == len(DAYS) * 2 * (1 + len(BASELINES))
    assert resolve(store, now=NOW) == []
    assert all(one.resolved_on == NOW and one.volume == pytest.approx(1, 0.5) for one in outcomes)
    rows = {(one.target, one.method): one for one in standings(store)}
    own = rows["cooperation", METHOD]
    assert own.n == len(DAYS)
    assert set(own.skill) == set(own.brier_skill) == set(BASELINES)
    assert own.skill[LIKE_LAST_YEAR] == pytest.approx(
        1 - own.crps / rows["cooperation", LIKE_LAST_YEAR].crps
    )
    assert calibration(store, method=METHOD, target="ACCUSE", made_on=NOW) == UNCHANGED


def test_settled_forecasts_are_given_without_baselines(store, answers):
    resolve(store, now=NOW)
    found = settled(store)
    assert len(found) == len(DAYS) * 2
    assert all(0 <= probability <= 1 for probability, _ in found)
    assert {came for _, came in found} <= {True, False}
    assert settled(store, as_of=dt.date(1990, 1, 1)) == []


def test_counts_acts_within_the_days_whoever_acts(store, answers):
    (one,) = [f for f in answers[0].forecasts if f.target == "cooperation"]
    roots = (Root.SUPPORT, Root.AID)
    acts = {
        (event.day, event.root)
        for event in world(days=450)
        if event.actors[0].state == "JPN"
        and event.root in roots
        and one.start <= event.day < one.stop
    }
    assert counts_of(pairs_of(store), [one]) == {one.id: len(acts)}


def test_late_reports_count_for_a_month_only(tmp_path, answers):
    (one,) = [f for f in answers[0].forecasts if f.target == "ACCUSE"]
    events = [
        make_event("USA", "JPN", root=Root.ACCUSE, day=day, known_at=known)
        for day, known in (
            (one.start, known_by(one)),
            (one.start + dt.timedelta(days=1), known_by(one) + dt.timedelta(days=1)),
            (one.stop, one.stop),
            (one.made_on, one.made_on),
        )
    ]
    with open_store(tmp_path / "s.duckdb", write=True) as opened:
        opened.append("events", events)
        assert counts_of(pairs_of(opened), [one]) == {one.id: 1}
    assert (known_by(one) - one.stop).days == SETTLED_DAYS - 1


def test_forecasts_under_a_condition_stay_open(tmp_path, answers):
    one = replace(answers[0].forecasts[0], condition="Trump leads USA")
    with open_store(tmp_path / "s.duckdb", write=True) as opened:
        assert resolve(opened, now=NOW) == []
        opened.append("events", [make_event("JPN", "USA", root=Root.AID, day=NOW)])
        keep(opened, [one])
        assert resolve(opened, now=NOW) == []


def test_lengths_are_told_in_words(answers):
    assert length_of(answers[0].forecasts[0]) == "up to 31 days"


def test_ledger_corrects_later_forecasts_once_there_are_enough(tmp_path):
    path = tmp_path / "s.duckdb"
    with open_store(path, write=True) as opened:
        opened.append("events", world(days=450))
        days = [dt.date(2021, 6, 1) + dt.timedelta(days=3 * step) for step in range(40)]
        first = ask(opened, "JPN", "USA", made_on=days[0], days=30, targets=["cooperation"])
        (one,) = first.forecasts
        shift = one.stop - one.start
        kept = [
            replace(
                one,
                id=f"{number:016}",
                made_on=day,
                start=day + dt.timedelta(days=1),
                stop=day + dt.timedelta(days=1) + shift,
                mean=one.mean * 3,
            )
            for number, day in enumerate(days)
        ]
        keep(opened, kept)
        assert len(resolve(opened, now=NOW)) == len(days)
        asked = {"made_on": dt.date(2022, 2, 1), "days": 30, "targets": ["cooperation"]}
        (found,) = ask(opened, "JPN", "USA", **asked).forecasts
        (plain,) = ask(opened, "JPN", "USA", **{**asked, "made_on": dt.date(2021, 6, 15)}).forecasts
    assert found.method == RECALIBRATED
    assert found.mean < 0.7 * 6
    assert plain.method == METHOD  # nothing was resolved by then
