import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from factories import make_actor, make_event, make_store
from relations.small_world import DAYS, day_at, simulated

from detente.codes import Level, Root
from detente.errors import InputError
from detente.relations.discoveries import adjusted, pooled
from detente.relations.ground import Ground
from detente.relations.newness import surges
from detente.relations.watch import watch

SINCE, STOP = day_at(DAYS - 14), day_at(DAYS)


def test_no_more_discoveries_are_false_than_said():
    random = np.random.default_rng(0)
    shares = []
    for _ in range(200):
        chances = np.concatenate([random.random(180), random.random(20) * 1e-4])
        found = adjusted(chances) <= 0.1
        shares.append(found[:180].sum() / max(found.sum(), 1))
    assert np.mean(shares) <= 0.11


def test_chances_are_even_where_nothing_happens():
    random = np.random.default_rng(1)
    values, placebos = random.gumbel(size=2000), random.gumbel(size=(2000, 30))
    chances = pooled(values, placebos, np.zeros(2000))
    for level in (0.5, 0.1, 0.01):
        assert np.mean(chances <= level) == pytest.approx(level, rel=0.4)


def test_true_news_among_the_placebos_does_not_hide_new_one():
    random = np.random.default_rng(2)
    placebos = random.gumbel(size=(500, 30))
    placebos[random.random(placebos.shape) < 0.01] += 12
    assert pooled(np.array([12.0] * 500), placebos, np.zeros(500))[0] < 1e-3


def test_surge_is_that_of_the_single_pair():
    from detente.relations.bursts import scan_of

    random = np.random.default_rng(3)
    counts, volume = random.poisson(0.3, (2, 700)).astype(float), random.uniform(0.8, 1.2, (2, 700))
    scores, acts = surges(counts, volume, np.array([[1.5], [2.0]]))
    for row, phi in enumerate((1.5, 2.0)):
        scan = scan_of(counts[row], volume[row], phi)
        assert scores[row] == pytest.approx(scan.scores)
        assert acts[row] == pytest.approx(scan.counts)


def flurry():
    return [
        make_event(
            "JPN",
            "CHN",
            root=Root.ACCUSE if k % 2 else Root.THREATEN,
            day=day_at(DAYS - 12 + k // 2),
        )
        for k in range(20)
    ]


@pytest.fixture(scope="module")
def sightings(tmp_path_factory):
    leaders = [
        make_actor(code, level=Level.LEADER, name=f"Head of {code}")
        for code in ("USA", "JPN", "PHL")
    ]
    out = make_actor("USA", level=Level.OUT_OF_OFFICE, name="A Candidate")
    day = day_at(DAYS - 5)
    events = [
        *simulated(),
        *flurry(),
        make_event(leaders, day=day),
        make_event([leaders[1]], [out], day=day),
    ]
    with make_store(tmp_path_factory.mktemp("watch"), events) as store:
        return watch(store.table("events"), since=SINCE, stop=STOP)


def test_tells_a_planted_flurry_and_hardly_anything_else(sightings):
    flurries = [one for one in sightings if one.kind == "flurry"]
    assert (flurries[0].first, flurries[0].second, flurries[0].issue) == ("CHN", "JPN", "conflict")
    assert flurries[0].false_share <= 0.1
    assert len(flurries[0].evidence) >= 12
    assert len(flurries) <= 2


def test_tells_first_meetings_and_contacts_out_of_office(sightings):
    meeting = next(one for one in sightings if one.kind == "first meeting")
    contact = next(one for one in sightings if one.kind == "contact out of office")
    assert meeting.group == ["JPN", "PHL", "USA"]
    assert "A Candidate, out of office (the United States)" in contact.reading
    assert contact.evidence


def test_copies_of_one_story_are_no_flurry(tmp_path):
    first = make_event("JPN", "CHN", root=Root.ACCUSE, day=day_at(DAYS - 4))
    copies = [replace(first, id=f"copy-{k:04d}") for k in range(300)]
    with make_store(tmp_path, [*simulated(), first, *copies]) as store:
        found = watch(store.table("events"), since=SINCE, stop=STOP)
    assert not [
        one for one in found if one.kind == "flurry" and {one.first, one.second} == {"CHN", "JPN"}
    ]


def test_a_lasting_change_shows_after_three_months(tmp_path):
    more = [
        make_event("AUS", "CHN", root=Root.SANCTION, day=day_at(day))
        for day in range(DAYS - 98, DAYS)
        if day % 2
    ]
    with make_store(tmp_path, [*simulated(), *more]) as store:
        found = watch(store.table("events"), since=SINCE, stop=STOP)
    breaks = [one for one in found if one.kind == "break"]
    assert [(one.first, one.second, one.issue) for one in breaks] == [("AUS", "CHN", "conflict")]
    assert abs((breaks[0].start - day_at(DAYS - 98)).days) <= 14


def test_a_world_without_news_is_silent(tmp_path):
    with make_store(tmp_path, simulated(7)) as store, Ground(store.table("events")) as ground:
        told = [
            watch(ground, since=day_at(day), stop=day_at(day + 14)) for day in range(700, 1080, 45)
        ]
    assert sum(len(one) for one in told) <= 2


def test_no_event_of_a_later_day_counts_and_an_empty_store_is_silent(tmp_path):
    with make_store(tmp_path, [*simulated(), *flurry()]) as store:
        before = watch(store.table("events"), since=day_at(900), stop=day_at(914))
        with pytest.raises(InputError, match="nothing can be new"):
            watch(store.table("events"), since=STOP, stop=SINCE)
    assert not [one for one in before if "CHN" in (one.first, one.second) and one.n > 15]
    with make_store(tmp_path, [], "empty.duckdb") as store:
        assert (
            watch(store.table("events"), since=dt.date(2024, 1, 1), stop=STOP + dt.timedelta(400))
            == []
        )
