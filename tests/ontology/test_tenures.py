import datetime as dt

import pytest

from detente.ontology.states import states
from detente.ontology.tenures import LED_BY_HEAD_OF_STATE, tenures, turnovers


@pytest.mark.parametrize(
    ("state", "day", "name"),
    [
        ("JPN", "2024-04-10", "Fumio Kishida"),
        ("USA", "2018-01-01", "Donald Trump"),
        ("FRA", "2019-05-01", "Emmanuel Macron"),
        ("DEU", "2010-01-01", "Angela Merkel"),
        ("KOR", "2023-01-01", "Yoon Suk Yeol"),
    ],
)
def test_names_the_leader_of_a_day(state, day, name):
    found = [one.name for one in tenures(state) if one.covers(dt.date.fromisoformat(day))]
    assert [one.casefold() for one in found] == [name.casefold()]


def test_two_terms_of_one_person_stay_apart():
    trump = [one for one in tenures("USA") if one.name == "Donald Trump"]
    assert len(trump) == 2


def test_terms_are_in_order_and_the_list_names_states():
    assert set(states()) >= LED_BY_HEAD_OF_STATE
    for state in ("USA", "JPN", "ITA"):
        starts = [one.start for one in tenures(state)]
        assert starts == sorted(starts)
    assert tenures("XXX") == ()


def test_knows_who_leads():
    assert [one.person for one in tenures("USA")][-3:] == [
        "donald-trump", "joe-biden", "donald-trump",
    ]  # fmt: skip
    assert dt.date(2017, 5, 14) in turnovers("FRA")  # the president, not the prime minister
    assert dt.date(2021, 1, 20) in turnovers("USA")
