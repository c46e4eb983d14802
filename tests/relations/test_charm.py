import datetime as dt

import numpy as np
from factories import make_actor, make_event, make_store

from detente.codes import Root, Sector
from detente.relations.breadth import broadness
from detente.relations.charm import charm_of
from detente.relations.registry import measure

NOW = np.array([10.0, 6, 5, 5, 4, 0, 0, 0, 0])
BEFORE = np.array([60.0, 2, 0, 0, 0, 0, 0, 0, 0])


def test_all_three_parts_have_to_hold():
    wide = broadness(NOW, BEFORE, 1.0)
    offensive = charm_of(30, 5, (15, 2.0), wide, phi=1.0)
    assert (offensive.least > 0).mean() > 0.8
    assert np.median(charm_of(30, 40, (15, 2.0), wide, phi=1.0).least) < 0
    assert np.median(charm_of(30, 5, (60, 1.0), wide, phi=1.0).least) < 0
    narrow = broadness(BEFORE, NOW, 1.0)
    assert np.median(charm_of(30, 5, (15, 2.0), narrow, phi=1.0).least) < 0


def test_swapping_the_states_changes_the_sign_of_courtship():
    wide = broadness(NOW, BEFORE, 1.0)
    there, back = (charm_of(*acts, (15, 2.0), wide, phi=1.0) for acts in ((30, 5), (5, 30)))
    assert np.median(there.courtship) > 0 > np.median(back.courtship)


def test_flags_an_offensive_in_a_store(tmp_path):
    start, stop = dt.date(2024, 1, 1), dt.date(2024, 4, 1)
    sectors = [Sector.GOV, Sector.LEG, Sector.BUS, Sector.MIL, Sector.MED]
    events = [
        make_event(
            "CHN", "FRA", root=Root.SUPPORT, day=dt.date(2021, 1, 5) + dt.timedelta(days=18 * k)
        )
        for k in range(60)
    ] + [
        make_event(
            "CHN",
            [make_actor("FRA", sector=sectors[k % 5])],
            root=Root.AID if k % 2 else Root.SUPPORT,
            day=start + dt.timedelta(days=k),
        )
        for k in range(70)
    ]
    world = [
        make_event("USA", "GBR", root=Root.SUPPORT, day=dt.date(2021, 1, 1) + dt.timedelta(days=k))
        for k in range(1180)
    ]
    with make_store(tmp_path, [*events, *world]) as store:
        ours, theirs = measure(
            store.table("events"), "CHN", "FRA", start=start, stop=stop, indicators=["charm"]
        )
    assert ours.value > 0
    assert "a charm offensive" in ours.reading
    assert "no charm offensive" not in ours.reading
    assert theirs.withheld
