import datetime as dt

from factories import make_event, make_store
from relations.small_world import coded, simulated

from detente.codes import Root
from detente.relations.courtship import courting
from detente.relations.dyads import pairs_of
from detente.relations.ground import Ground
from detente.relations.origins import lacking
from detente.store.store import open_store


def test_columns_hold_what_the_tables_hold(tmp_path):
    day = dt.date(2023, 5, 5)
    events = [
        *simulated(),
        make_event("JPN", "USA", mode="visit", day=day),
        make_event("JPN", "USA", root=Root.AID, day=day),
        make_event("USA", "JPN", root=Root.AID, day=day),
        make_event(["JPN", "GBR"], root=Root.SUPPORT, day=day),
    ]
    with make_store(tmp_path, events) as store, Ground(store.table("events")) as ground:
        world = ground.world
        rows = courting(ground.rows).order_by("day", "event_id").to_pyarrow().to_pylist()
        assert len(world.acts) == ground.acts.count().to_pyarrow().as_py()
    told = world.rows.chosen(world.rows.courting)
    assert sorted(
        (world.states[a], world.states[b], day)
        for a, b, day in zip(told.first, told.second, told.days, strict=True)
    ) == sorted(
        (row["first"], row["second"], (row["day"] - dt.date(1970, 1, 1)).days) for row in rows
    )
    assert world.number("JPN") == world.states.index("JPN")
    assert world.number("XXX") == -1


def test_windows_are_half_open_and_evidence_is_the_latest(tmp_path):
    days = [dt.date(2023, 1, 1) + dt.timedelta(days=k) for k in range(10)]
    events = [
        make_event("JPN", "USA", root=Root.AID, day=day, id=f"e{k}") for k, day in enumerate(days)
    ]
    with make_store(tmp_path, events) as store, Ground(store.table("events")) as ground:
        world = ground.world
    first = int(world.rows.days[0])
    inside = world.within(first + 2, first + 5)
    assert inside.rows.evidence(inside.rows.of("cooperation"), 2) == ["e3", "e4"]
    assert len(inside.acts) == 3
    assert not inside.acts.of("conflict").any()


def test_an_empty_store_gives_an_empty_world(tmp_path):
    with make_store(tmp_path, []) as store, Ground(store.table("events")) as ground:
        assert ground.world.states == ()
        assert ground.doors.days.size == ground.mentions.days.size == 0
        assert ground.origins == ()
        assert ground.reaches_back_to is None


def test_names_the_projects_whose_rows_lack_something(tmp_path):
    with open_store(tmp_path / "a.duckdb", write=True) as store:
        day = dt.date(2024, 1, 1)
        store.append("coded", [coded(1, "JPN", "USA", day), coded(2, "USA", "JPN", day, "ICEWS")])
    with open_store(tmp_path / "a.duckdb") as store, Ground(pairs_of(store)) as ground:
        assert ground.origins == ("GDELT", "ICEWS")
        assert "GDELT and ICEWS, which name no" in lacking(ground.origins, "offices")
