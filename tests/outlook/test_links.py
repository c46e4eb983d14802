import datetime as dt

import numpy as np
import pytest
from factories import make_actor, make_event, make_store
from outlook.graphs import future_of, joined, small_graph

from detente.codes import Precision, Root, Sector, Status
from detente.errors import InputError, UnknownName
from detente.outlook.facts import both_ways, facts_of
from detente.outlook.link_words import followed, labels_of, reasons_for
from detente.outlook.links import facts_of_pairs, forecast_links
from detente.outlook.partners import next_partners
from detente.relations.dyads import pairs_of

MADE_ON = dt.date(2024, 4, 30)


def day(n):
    return MADE_ON - dt.timedelta(days=n)


def world():
    events = [make_event("JPN", "USA", day=day(n)) for n in (0, 2, 4, 6, 8, 9)]
    events += [make_event("JPN", "KOR", day=day(n)) for n in (20, 300)]
    events += [make_event("FRA", "DEU", day=day(n)) for n in range(2, 20, 3)]
    events += [make_event("JPN", "CHN", root=Root.ACCUSE, day=day(n)) for n in range(2, 90, 8)]
    events += [make_event("JPN", "CHN", root=Root.REQUEST, day=day(n)) for n in range(25, 90, 16)]
    return events


def forecast(folder, events, state="JPN", root="consult", made_on=MADE_ON, **options):
    with make_store(folder, events, f"{len(list(folder.iterdir()))}.duckdb") as store:
        return forecast_links(pairs_of(store), state, root, made_on=made_on, **options)


def test_names_the_likeliest_partner_with_its_reason(tmp_path):
    first, *others = forecast(tmp_path, world())
    assert (first.partner, first.rank, first.root) == ("USA", 1, Root.CONSULT)
    assert first.reasons[0] == "met with the United States six times in ten days"
    assert "recurrency" in first.method
    every = [first, *others]
    assert [one.rank for one in every] == list(range(1, len(every) + 1))
    shares = [one.probability for one in every]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)
    assert others[0].partner == "KOR"


def test_criticism_that_led_to_demands_is_given_as_a_reason(tmp_path):
    (first, *_) = forecast(tmp_path, world(), root=Root.REQUEST)
    assert first.partner == "CHN"
    assert any(
        "criticism or accusation led to request or demand within ten days in" in reason
        for reason in first.reasons
    )


def test_what_is_known_later_changes_nothing(tmp_path):
    plain = forecast(tmp_path, world())
    planted = [make_event("JPN", "BRA", day=day(-n)) for n in range(1, 40)]
    planted += [make_event("JPN", "BRA", day=day(n), known_at=day(-1)) for n in range(40)]
    assert forecast(tmp_path, world() + planted) == plain
    later = forecast(tmp_path, world() + planted, made_on=day(-60))
    assert later[0].partner == "BRA"


def test_plans_and_acts_without_a_day_are_left_out(tmp_path):
    extra = [make_event("JPN", "BRA", day=day(3), status=Status.PLANNED) for _ in range(9)]
    extra += [make_event("JPN", "BRA", day=day(3), precision=Precision.MONTH) for _ in range(9)]
    assert forecast(tmp_path, world() + extra) == forecast(tmp_path, world())


def test_sectors_of_one_state_are_one_answer(tmp_path):
    soldiers = make_actor("USA", sector=Sector.MIL)
    events = [*world(), make_event("JPN", [soldiers], day=day(2))]
    with make_store(tmp_path, events) as store:
        facts = facts_of_pairs(pairs_of(store), made_on=MADE_ON)
        found = forecast_links(pairs_of(store), "JPN", "CONSULT", made_on=MADE_ON)
    assert {"USA", "MIL (USA)"} <= set(facts.names)
    assert [one.partner for one in found].count("USA") == 1


def test_nothing_is_said_of_a_state_without_facts(tmp_path):
    assert forecast(tmp_path, world(), state="BRA") == []
    assert forecast(tmp_path, []) == []


def test_an_unknown_root_is_refused(tmp_path):
    with pytest.raises(UnknownName, match="CONSULT"):
        forecast(tmp_path, world(), root="consul")


@pytest.mark.parametrize("method", ["recurrency", pytest.param("trees", marks=pytest.mark.slow)])
def test_partners_of_any_graph_by_either_method(method):
    facts = small_graph()
    found = next_partners(facts, 3, 1, 60, method=method, labels=labels_of(["a", "b", "c"]))
    assert found[0].entity in {(5 * 3 + 7 + step) % facts.entities for step in (0, 1, 2)}
    assert 0 < found[0].probability < 1
    assert found[0].reasons
    later = joined(facts, future_of(facts, 60))
    again = next_partners(later, 3, 1, 60, method=method, labels=labels_of(["a", "b", "c"]))
    assert [(one.entity, one.probability) for one in again] == [
        (one.entity, one.probability) for one in found
    ]


def test_by_whom_is_asked_with_the_inverse_relation():
    facts = small_graph()
    found = next_partners(facts, 3, 1 + facts.relations, 60, method="recurrency")
    assert found[0].entity in set(facts.subjects[(facts.kinds == 1) & (facts.objects == 3)])


def test_who_is_not_in_the_facts_is_refused():
    with pytest.raises(InputError, match="no entity 999"):
        next_partners(small_graph(), 999, 0, 60)


def test_counts_what_followed_within_ten_days():
    facts = facts_of(
        np.zeros(5, np.int64), np.array([0, 1, 0, 1, 0]), np.ones(5, np.int64),
        np.array([0, 10, 20, 31, 95]), names=("a", "b"), relations=2,
    )  # fmt: skip
    assert followed(both_ways(facts), 0, 1, 100) == (1, 2)
    assert followed(both_ways(facts), 0, 1, 9) == (0, 0)


def test_reasons_use_the_past_only():
    facts = both_ways(small_graph())
    later = both_ways(joined(small_graph(), future_of(small_graph(), 60)))
    labels = labels_of(["a", "b", "c"])
    for two in range(0, facts.entities, 5):
        ours = reasons_for(facts, 3, 1, two, day=60, labels=labels)
        assert ours == reasons_for(later, 3, 1, two, day=60, labels=labels)
