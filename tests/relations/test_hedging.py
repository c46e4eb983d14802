import datetime as dt

from factories import make_actor, make_event, make_store

from detente.codes import Level, Root
from detente.relations.hedging import contacts, excess
from detente.relations.registry import measure

APRIL = {"start": dt.date(2024, 4, 1), "stop": dt.date(2024, 5, 1)}
ASO = make_actor("JPN", level=Level.OUT_OF_OFFICE, name="Taro Aso")
KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
TRUMP = make_actor("USA", level=Level.OUT_OF_OFFICE, name="Donald Trump")


def test_lists_contacts_with_people_out_of_office_once(tmp_path):
    day = dt.date(2024, 4, 23)
    events = [
        make_event([ASO], [TRUMP], day=day),
        make_event([TRUMP], [ASO], day=day),
        make_event([KISHIDA], [BIDEN], day=dt.date(2024, 4, 10)),
        make_event([KISHIDA], [TRUMP], day=day, root=Root.ACCUSE),
    ]
    with make_store(tmp_path, events) as store:
        table = store.table("events")
        (contact,) = contacts(table, "JPN", "USA", **APRIL)
        finding, _ = measure(table, "JPN", "USA", **APRIL, indicators=["hedging"])
    assert (contact.caller, contact.other, contact.day) == ("Taro Aso", "Donald Trump", day)
    assert contact.event_ids == [events[0].id, events[1].id]
    assert finding.withheld == (
        "only 2 contacts of known rank between 10 and 23 April 2024; it takes 10"
    )
    assert "Taro Aso with Donald Trump (23 April 2024)" in finding.reading
    assert finding.evidence == contact.event_ids


def test_a_contact_is_kept_beside_a_meeting_of_leaders_on_the_same_day(tmp_path):
    day = dt.date(2024, 4, 23)
    events = [make_event([ASO], [TRUMP], day=day), make_event([KISHIDA], [BIDEN], day=day)]
    with make_store(tmp_path, events) as store:
        assert len(contacts(store.table("events"), "JPN", "USA", **APRIL)) == 1


def test_an_election_season_common_to_all_is_taken_out():
    shared = {(mine, True, True): 20 for mine in (True, False)}
    shared |= {(mine, True, False): 20 for mine in (True, False)}
    shared |= {
        (mine, False, out): 10 if out else 90 for mine in (True, False) for out in (True, False)
    }
    value, low, high, above = excess(shared)
    assert low < 0 < high
    assert abs(value) < 0.1
    assert 0.3 < above < 0.7
    alone = {**shared, (False, True, True): 4, (False, True, False): 36}
    assert excess(alone)[1] > 0


def test_is_withheld_where_the_interval_says_nothing(tmp_path):
    days = [dt.date(2024, 4, day) for day in range(1, 25)]
    events = [make_event([KISHIDA], [BIDEN], day=day) for day in days]
    events += [make_event([ASO], [TRUMP], day=day) for day in days[:2]]
    with make_store(tmp_path, events) as store:
        (finding, _) = measure(store.table("events"), "JPN", "USA", **APRIL, indicators=["hedging"])
    assert finding.n == 26
    assert "log-odds wide; no value is given beyond 4.0" in finding.withheld


def test_is_given_where_much_is_known(tmp_path):
    days = [dt.date(2023, 4, 1) + dt.timedelta(number) for number in range(396)]
    marcos = make_actor("PHL", level=Level.LEADER, name="Ferdinand Marcos Jr.")
    events = []
    for number, day in enumerate(days):
        events += [make_event([KISHIDA], [TRUMP if number % 9 == 0 else BIDEN], day=day)]
        events += [make_event([marcos], [TRUMP if number % 9 == 1 else BIDEN], day=day)]
    events += [make_event([ASO], [TRUMP], day=day) for day in days[-20:]]
    with make_store(tmp_path, events) as store:
        (finding, _) = measure(store.table("events"), "JPN", "USA", **APRIL, indicators=["hedging"])
    assert finding.value > 0
    assert finding.high - finding.low <= 4
    assert "likely more than usual" in finding.reading or "certainly more" in finding.reading
