import datetime as dt

import numpy as np
import pytest
from factories import make_event, make_store

from detente.codes import Root
from detente.errors import InputError, UnknownName
from detente.outlook.ask import ask_if, ask_next
from detente.outlook.commitment import commitment_doubt
from detente.outlook.counts import law_of
from detente.outlook.laws import Laws, interval
from detente.outlook.scenario import MIXED, drawn, mixture, scenario, shifted
from detente.outlook.targets import history
from detente.outlook.tenures import condition_of
from detente.relations.terms import RETURNING, Shift, months_led, shift_of
from detente.relations.turnovers import LEAST_VARIANCE, Pool, pool_of

MADE_ON = dt.date(2012, 6, 30)
ABE = "Abe leads JPN from 2012-12-26"
TRUMP = "Trump leads the United States from 2025-01-20"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Give ten states over 2005-12; Japan cooperates thrice as much with the US under Abe."""
    random = np.random.default_rng(0)
    start = dt.date(2005, 1, 1)
    events = []
    for day in range(0, (MADE_ON - start).days + 1, 3):
        now = start + dt.timedelta(days=day)
        abe = dt.date(2006, 9, 26) <= now < dt.date(2007, 9, 26)
        if random.random() < (0.9 if abe else 0.3):
            events.append(make_event("JPN", "USA", root=Root.AID, day=now))
        if random.random() < 0.05:
            events.append(make_event("JPN", "USA", root=Root.REQUEST, day=now))
        for one, other in (("GBR", "FRA"), ("DEU", "ITA"), ("KOR", "CHN"), ("ESP", "POL")):
            if random.random() < 0.2:
                events.append(make_event(one, other, root=Root.AID, day=now))
    with make_store(tmp_path_factory.mktemp("scenario"), events) as opened:
        yield opened


@pytest.fixture(scope="module")
def abe(store):
    pairs = store.table("events")
    return scenario(pairs, "USA", "JPN", condition_of(ABE), made_on=MADE_ON)


@pytest.mark.parametrize(
    ("text", "name", "state", "day"),
    [
        (TRUMP, "Donald Trump", "USA", dt.date(2025, 1, 20)),
        ("shinzo abe LEADS japan", "Shinzo Abe", "JPN", None),
        (
            "Erdogan leads Turkey from 2024-01-01.",
            "Recep Tayyip Erdoğan",
            "TUR",
            dt.date(2024, 1, 1),
        ),
    ],
)
def test_reads_questions(text, name, state, day):
    one = condition_of(text)
    assert (one.name, one.state, one.start) == (name, state, day)


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("What if Trump wins?", InputError, "expected: NAME leads STATE"),
        ("Trump leads Atlantis", UnknownName, "Atlantis"),
        ("Trmup leads USA", UnknownName, "Trmup"),
        ("Trump leads USA from 2025-02-30", InputError, "no day"),
    ],
)
def test_says_what_it_cannot_read(text, error, words):
    with pytest.raises(error, match=words):
        condition_of(text)


def test_former_time_shifts_the_base_case(abe):
    cooperation, conflict = abe.cases
    assert cooperation.shift.raw == pytest.approx(np.log(3), abs=0.5)
    assert 0 < cooperation.shift.mean < RETURNING * cooperation.shift.raw  # shrunk, then returning
    assert cooperation.case.mean > cooperation.base.mean
    assert cooperation.case.start == dt.date(2012, 12, 26)
    assert cooperation.case.condition == ABE
    assert 0.5 < cooperation.shift.same_sign < 0.9  # little of it came back in the past
    assert cooperation.turnovers < 0.5
    assert abs(conflict.shift.mean) < 0.5
    assert abe.balance[1] < abe.balance[0] < abe.balance[2]
    assert any("12 months with Shinzo Abe" in remark for remark in abe.remarks)


def test_says_where_the_past_does_not_reach(store):
    told = scenario(
        store.table("events"), "JPN", "USA", condition_of("Trump leads USA"), made_on=MADE_ON
    )
    assert all(case.shift.raw is None and case.turnovers is None for case in told.cases)
    assert told.balance is None
    assert any(
        "cover no month in which Donald Trump led the United States" in r for r in told.remarks
    )
    assert any("widened" in remark for remark in told.remarks)
    for case in told.cases:
        assert case.case.high90 >= case.base.high90


def test_one_who_leads_already_changes_nothing(store):
    told = scenario(
        store.table("events"), "JPN", "USA", condition_of("Obama leads USA"), made_on=MADE_ON
    )
    for case in told.cases:
        assert case.case.mean == case.base.mean
    assert "the case is the base case" in told.remarks[-1]


def test_later_days_are_not_looked_at(store, abe):
    pairs = store.table("events")
    day = dt.date(2008, 6, 30)
    then = pairs.filter(pairs.known_at <= day)
    condition = condition_of("Abe leads JPN")
    every = scenario(pairs, "USA", "JPN", condition, made_on=day)
    assert every == scenario(then, "USA", "JPN", condition, made_on=day)
    assert every.cases[0].base.mean != abe.cases[0].base.mean


def test_refuses_others_and_says_when_it_knows_nothing(store):
    pairs = store.table("events")
    with pytest.raises(InputError, match="about USA"):
        scenario(pairs, "JPN", "KOR", condition_of(TRUMP), made_on=MADE_ON)
    told = scenario(pairs, "JPN", "USA", condition_of("Abe leads JPN"), made_on=dt.date(2005, 1, 9))
    assert told.cases == ()
    assert "less than 3 months" in told.remarks[0]


def test_a_shift_moves_the_mean_and_doubt_widens():
    law = Laws(mean=np.array([10.0]), spread=np.array([0.3]))
    sure, unsure = shifted(law, np.log(2), 1e-6), shifted(law, 0.0, 0.8)
    assert sure.mean[0] == pytest.approx(20)
    (_, wide), (_, narrow) = interval(unsure.chances(), 0.9), interval(law.chances(), 0.9)
    assert wide[0] > narrow[0]
    assert drawn(law.chances(), 10.0).past.mean() == pytest.approx(10, rel=0.02)


def test_probabilities_of_the_user_are_mixed(abe):
    one = abe.cases[0]
    none, half, all_of_it = (mixture(one.base, [one.case], [p]) for p in (0, 0.5, 1))
    assert none.mean == pytest.approx(one.base.mean)
    assert half.mean == pytest.approx((one.base.mean + one.case.mean) / 2)
    assert all_of_it.mean == pytest.approx(one.case.mean)
    assert half.method == MIXED
    assert half.condition == f"{ABE} (0.5)"
    assert law_of(half) is not None


@pytest.mark.parametrize("chances", [[0.6, 0.6], [0.5], [1.5, 0]])
def test_probabilities_have_to_fit(abe, chances):
    one = abe.cases[0]
    with pytest.raises(InputError):
        mixture(one.base, [one.case, one.case], chances)


def test_pool_shrinks_more_where_turnovers_show_nothing(store):
    past = history(store.table("events"), "JPN", "USA", made_on=MADE_ON, targets=["cooperation"])
    counts, volume = past.counts["cooperation"], past.volume("cooperation")
    pool = pool_of(past.pairs, counts, volume, past.starts)
    led = months_led(past.starts, "JPN", "shinzo-abe")
    assert pool.dispersion >= 1
    assert pool.variance >= LEAST_VARIANCE
    assert len(pool.sizes) > 5
    assert len(pool.placebo) > 5
    kept = [
        shift_of(
            counts[0], volume, led,
            Pool(dispersion=2, variance=v, sizes=pool.sizes, placebo=pool.placebo),
        ).mean
        for v in (0.02, 1.0)
    ]  # fmt: skip
    assert 0 < kept[0] < kept[1]


def test_doubt_is_requests_and_scatter_over_leaders(store):
    shift = Shift(raw=1.0, mean=1.0, error=0.0, months_in=9, months_out=9, acts_in=9, acts_out=9)
    told = {"made_on": MADE_ON, "shifts": [shift]}
    pairs = store.table("events")
    even = commitment_doubt(pairs, "JPN", "USA", chances=[0.5], **told)
    sure = commitment_doubt(pairs, "JPN", "USA", chances=[1.0], **told)
    assert 0 < even.share < 0.5
    assert even.scatter == pytest.approx(0.5)
    assert sure.scatter == pytest.approx(0)
    assert commitment_doubt(pairs, "BRA", "USA", chances=[0.5], **told).share is None


def test_doubt_counts_the_one_way_acts_of_the_indicator(tmp_path):
    days = [MADE_ON - dt.timedelta(days=k) for k in range(12)]
    events = [make_event("JPN", "USA", root=Root.CONSULT, day=day) for day in days]
    events += [make_event("JPN", "USA", root=Root.REQUEST, day=day) for day in days[:9]]
    asked = {"made_on": MADE_ON, "shifts": [], "chances": []}
    with make_store(tmp_path, events) as opened:
        found = commitment_doubt(opened.table("events"), "JPN", "USA", **asked)
    assert (found.acts, found.share) == (9, None)


def test_questions_are_asked_together(store):
    texts = [ABE, "Noda leads JPN from 2012-12-26"]
    told = ask_if(store, "USA", "JPN", texts, made_on=MADE_ON, chances=[0.3, 0.5])
    assert len(told.scenarios) == len(told.mixed) == 2
    assert (told.doubt.ally, told.doubt.patron) == ("USA", "JPN")
    bases = [one for one in told.forecasts if one.condition is None]
    assert len(bases) == 2


def test_who_comes_next_is_told_as_of_the_day(store):
    first, *_ = ask_next(store, "JPN", "CONSULT", made_on=MADE_ON, top=3)
    assert (first.rank, first.made_on) == (1, MADE_ON)
    assert first.reasons
