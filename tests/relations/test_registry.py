import datetime as dt
import json
from dataclasses import asdict

import pytest
from factories import make_event, make_store

from detente.errors import InputError, UnknownName
from detente.relations.registry import INDICATORS, measure

APRIL = {"start": dt.date(2024, 4, 1), "stop": dt.date(2024, 5, 1)}


def test_every_indicator_says_what_it_is():
    for name, indicator in INDICATORS.items():
        assert indicator.name == name
        assert all((indicator.title, indicator.definition, indicator.unit, indicator.source))
        assert indicator.minimum >= 1


def test_every_indicator_answers_on_an_empty_store(tmp_path):
    with make_store(tmp_path, []) as store:
        findings = measure(store.table("events"), "JPN", "USA", **APRIL)
    assert {finding.indicator for finding in findings} == set(INDICATORS)
    assert all(finding.withheld and finding.value is None for finding in findings)


def test_units_are_those_of_the_registry(tmp_path):
    events = [make_event("JPN", "USA", day=dt.date(2024, 4, day)) for day in range(1, 20)]
    with make_store(tmp_path, events) as store:
        findings = measure(store.table("events"), "JPN", "USA", **APRIL)
    assert {finding.unit for finding in findings} == {one.unit for one in INDICATORS.values()}
    json.dumps([asdict(finding) for finding in findings], default=str)
    for finding in findings:
        assert finding.reading[0].isupper()
        assert finding.reading.endswith(".")


def test_later_days_change_nothing(tmp_path):
    events = [make_event("JPN", "USA", day=dt.date(2024, 4, day)) for day in range(1, 20)]
    later = [make_event("JPN", "USA", day=dt.date(2024, 5, day)) for day in range(1, 30)]
    results = []
    for name, chosen in (("now", events), ("later", events + later)):
        with make_store(tmp_path, chosen, name) as store:
            table = store.table("events", as_of=dt.date(2024, 4, 30))
            results.append(measure(table, "JPN", "USA", **APRIL))
    assert results[0] == results[1]


def test_wrong_questions_are_refused(tmp_path):
    with make_store(tmp_path, []) as store:
        table = store.table("events")
        with pytest.raises(UnknownName, match="did you mean courtship"):
            measure(table, "JPN", "USA", **APRIL, indicators=["courtshp"])
        with pytest.raises(InputError, match="two different states"):
            measure(table, "JPN", "JPN", **APRIL)
        with pytest.raises(InputError, match="period is empty"):
            measure(table, "JPN", "USA", start=APRIL["stop"], stop=APRIL["start"])
