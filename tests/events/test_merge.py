"""That reports of one event are joined, others are not, and order makes no difference."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from factories import make_actor, make_event
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.codes import Level, Precision, Root, Status
from detente.events.alike import fits
from detente.events.merge import merge
from detente.events.reports import report_of

DAY = dt.date(2024, 4, 10)
VISIT = "Prime Minister Kora met President Belun in Tarn on Wednesday to discuss fishing rights."


def later(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def leader(state: str, name: str):
    return make_actor(state, name=name, level=Level.LEADER)


def report(*parties, publisher: str | None = "Harbour Wire", copy: str | None = None, **event):
    made = make_event(list(parties), **{"quote": VISIT, **event})
    return report_of(made, publisher=publisher, copy=copy or made.evidence.document_id)


KORA, BELUN = leader("JPN", "Kora"), leader("USA", "Belun")


def groups(reports) -> set[frozenset[str]]:
    return {frozenset(event.event_ids) for event in merge(reports)}


def test_joins_two_reports_of_one_meeting() -> None:
    one = report(KORA, BELUN, id="a")
    other = report(KORA, BELUN, id="b", publisher="Northern Post", quote="The two leaders talked.")
    (event,) = merge([one, other])
    assert (event.id, event.event_ids, event.reports, event.publishers) == ("a", ["a", "b"], 2, 2)
    assert (event.key, event.states) == ("JPN,USA", ["JPN", "USA"])
    assert event.disagreements == []


def test_counts_copies_of_one_text_as_one_publisher() -> None:
    every = [
        report(KORA, BELUN, publisher=name, copy="the same text")
        for name in ("one", "two", "three")
    ]
    (event,) = merge(every)
    assert (event.reports, event.publishers) == (3, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"parties": (KORA, leader("USA", "Somebody Else"))},
        {"parties": (KORA, leader("CHN", "Belun"))},
        {"day": later(9)},
        {"root": Root.AID, "recipients": ["USA"], "parties": (KORA,)},
        {"mode": "phone", "quote": "They spoke by telephone about quite other things."},
    ],
    ids=["other person", "other state", "other week", "other root", "other mode"],
)
def test_keeps_apart(other: dict) -> None:
    parties = other.pop("parties", (KORA, BELUN))
    assert len(groups([report(KORA, BELUN, mode="visit"), report(*parties, **other)])) == 2


def test_a_report_without_a_day_joins_an_event_of_the_days_before_it() -> None:
    met = report(KORA, BELUN)
    told = report(KORA, BELUN, day=later(3), precision=Precision.REPORT)
    early = report(KORA, BELUN, day=later(-2), precision=Precision.REPORT)
    assert fits(met, told)
    assert not fits(met, early)


def test_words_said_on_two_days_are_two_acts_of_one_publisher_and_one_report_of_two() -> None:
    said = {"root": Root.SUPPORT, "recipients": ["PHL"], "precision": Precision.REPORT}
    words = "We stand with the Philippines against every threat in these waters."
    one = report("USA", quote=words, **said)
    again = report("USA", quote=words, day=later(1), **said)
    assert len(groups([one, again])) == 2
    assert len(groups([one, replace(again, publisher="Northern Post")])) == 1


def test_two_acts_of_one_kind_differ_in_their_figures() -> None:
    def given_(amount: str):
        words = f"The government gave Kenya {amount} tonnes of maize for the northern districts."
        return report("JPN", root=Root.AID, recipients=["KEN"], quote=words)

    assert len(groups([given_("12,000"), given_("12,000")])) == 1
    assert len(groups([given_("12,000"), given_("45,000")])) == 2


def test_two_pledges_of_one_summit_have_only_the_names_in_common() -> None:
    pledges = [
        "President Belun and Prime Minister Kora agreed to widen student exchanges.",
        "President Belun and Prime Minister Kora agreed on a shared survey of the seabed.",
    ]
    parties = [
        replace(KORA, text="Prime Minister Kora"),
        replace(BELUN, text="President Belun"),
    ]
    said = {"root": Root.AGREE, "mode": None, "precision": Precision.REPORT}
    first, second = (report(*parties, quote=quote, **said) for quote in pledges)
    assert set(first.words) == {"agreed", "widen", "student", "exchanges"}
    assert len(groups([first, second])) == 2
    again = report(*parties, quote=f"At the summit, {pledges[0]}", publisher="Post", **said)
    assert len(groups([first, second, again])) == 2


def test_says_on_what_the_reports_do_not_agree() -> None:
    attack = {"root": Root.ASSAULT, "recipients": ["UKR"]}
    one = report("RUS", quote="A missile hit the port and killed 12 people at dawn.", **attack)
    other = report(
        "RUS", quote="A missile hit the port at dawn and killed 15 people.", day=later(1), **attack
    )
    (event,) = merge([one, other])
    assert event.disagreements == ["day: 2024-04-10, 2024-04-11", "number of people: 12, 15"]


def test_attaches_plans_and_denials_to_the_event() -> None:
    met = report(KORA, BELUN, id="met")
    plan = report(KORA, BELUN, id="plan", status=Status.PLANNED, known_at=later(-5))
    denial = report(KORA, BELUN, id="denial", status=Status.DENIED, known_at=later(1))
    (event,) = merge([plan, met, denial])
    assert event.event_ids == ["met"]
    assert event.attached == ["denial", "plan"]
    assert event.disagreements == ["status: denied by 1 of 2 reports"]


def test_what_is_told_as_done_before_its_day_counts_as_a_plan() -> None:
    told = report(KORA, BELUN, id="b", day=DAY, known_at=DAY)
    early = report(KORA, BELUN, id="a", day=DAY, known_at=later(-1))
    (event,) = merge([told, early])
    assert event.known_at == DAY
    assert event.day == DAY


def test_a_plan_without_its_event_stands_alone() -> None:
    (event,) = merge([report(KORA, BELUN, status=Status.PLANNED, known_at=later(-5))])
    assert event.status is Status.PLANNED


def test_leaves_out_what_one_state_does_at_home() -> None:
    assert list(merge([report("JPN")])) == []


made = st.builds(
    lambda number, day, who, precision, status, words: report(
        KORA,
        leader("USA", who),
        id=f"e{number:03d}",
        day=later(day),
        precision=precision,
        status=status,
        known_at=later(max(day, 0)),
        quote=words,
    ),
    st.integers(0, 999),
    st.integers(-10, 10),
    st.sampled_from(["Belun", "Tarn"]),
    st.sampled_from([Precision.DAY, Precision.REPORT, Precision.MONTH]),
    st.sampled_from(Status),
    st.sampled_from([VISIT, "They met.", "Talks on fishing rights were held in Tarn."]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(made, max_size=12, unique_by=lambda r: r.id), st.integers(0, 9))
def test_order_makes_no_difference_and_nothing_is_lost(reports, seed: int) -> None:
    expected = list(merge(reports))
    shuffled = random.Random(seed).sample(reports, len(reports))
    assert list(merge(shuffled)) == expected
    told = [i for event in expected for i in (*event.event_ids, *event.attached)]
    assert sorted(told) == sorted(report.id for report in reports)
