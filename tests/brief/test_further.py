import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import pytest
from factories import make_event

from detente.brief import further as room
from detente.brief.claims import Section
from detente.brief.further import further, place_of, tells, with_further
from detente.brief.happenings import happenings
from detente.brief.reports import Report
from detente.brief.scope import cite_among
from detente.records import Finding
from detente.relations.registry import INDICATORS, Indicator

DAY = dt.date(2024, 4, 10)
EVENT = make_event(["JPN", "USA"])
REPORT = Report(event=EVENT, title=None, publisher=None, url=None, before="", after="")


class Asked:
    """Give the least that a section needs."""

    start, stop = DAY, DAY + dt.timedelta(days=1)
    pair, period = "Japan and the United States", "on 10 April 2024"
    happened = tuple(happenings([REPORT]))
    announced = ()

    def named(self, indicator):
        return []

    def cite(self, ids, limit=3):
        return cite_among(self.happened, {EVENT.id: REPORT}, ids, limit)

    def chances(self, ids):
        return [EVENT.probability for one in ids if one == EVENT.id]


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """Add indicators that no section knows."""
    fresh = {
        name: Indicator(
            name=name, title=title, definition="d", unit="sectors", source="s", minimum=5,
            reading=f"How {title.lower()} reads.", measure=lambda case: [],
        )
        for name, title in (("breadth", "Audience breadth"), ("mood", "Mood"), ("shift", "Shift"))
    }  # fmt: skip
    monkeypatch.setattr(room, "INDICATORS", MappingProxyType({**INDICATORS, **fresh}))


def finding(indicator, *, value=2.4, evidence=(EVENT.id,), reading=None) -> Finding:
    return Finding(
        indicator=indicator, first="JPN", second="USA", group=[], issue=None,
        start=DAY, stop=DAY + dt.timedelta(days=1), value=value,
        low=None if value is None else 1.2, high=None if value is None else 3.1,
        unit="sectors", n=9, exposure=1.0, rank=None, evidence=list(evidence),
        reading=reading or f"Japan and the United States: {indicator} is 2.4.",
        withheld=None if value is not None else "too few",
    )  # fmt: skip


def test_a_new_indicator_is_told_in_the_section_it_fits():
    section = Section(key="doors", title="Doors", reading="Doors are open.")
    told = with_further(section, [finding("breadth"), finding("mood")], Asked())
    (claim,) = told.claims
    assert (claim.label, claim.text) == ("Audience breadth", "Breadth is 2.4.")
    assert claim.size == "2.4, 90 %: 1.2 to 3.1; sectors"
    assert told.reading == "Doors are open. Audience breadth: How audience breadth reads."


def test_one_that_fits_nowhere_stands_among_further_measures_with_its_reading():
    breaks, rest = further([finding("mood"), finding("shift")], Asked(), ["doors"])
    assert (breaks.key, rest.key) == ("breaks", "further")
    assert rest.claims[0].label == "Mood"
    assert rest.reading == "Mood: How mood reads."


@pytest.mark.parametrize(
    ("one", "is_told"),
    [
        (finding("mood"), True),
        (replace(finding("mood"), low=-0.1), False),
        (replace(finding("mood"), low=0.0), False),
        (replace(finding("mood"), value=-2.0, low=-3.0, high=-0.5), True),
        (replace(finding("shift"), rank=0.99), True),
        (replace(finding("shift"), rank=0.5), False),
        (replace(finding("mood"), rank=0.5), True),
        (replace(finding("shift"), rank=0.99, falls_short=True), False),
        (finding("mood", value=None), False),
    ],
)
def test_tells_only_what_is_clear(one, is_told):
    assert tells(one) is is_told


def test_names_what_has_no_clear_result():
    (rest,) = further([replace(finding("mood"), low=-1.0)], Asked(), [])
    assert rest.claims == ()
    assert [gap.text for gap in rest.gaps] == ["No clear result: Mood."]


@pytest.mark.parametrize("one", [finding("mood", value=None), finding("mood", evidence=("x",))])
def test_nothing_is_told_without_value_or_evidence(one):
    assert further([one], Asked(), []) == []


def test_an_interval_in_the_reading_is_not_said_twice():
    one = finding("mood", reading="Mood is 2.4 (90 %: 1.2 to 3.1).")
    assert further([one], Asked(), [])[0].claims[0].size == ""


def test_indicators_with_sentences_of_their_own_are_left_to_them():
    assert further([finding("balance")], Asked(), []) == []


@pytest.mark.parametrize(
    ("indicator", "key"),
    [
        ("attention", "engagement"), ("voting", "engagement"),
        ("target", "third"), ("broker", "third"),
        ("leader", "breaks"), ("patrons", "contacts"), ("breadth", "doors"), ("other", "further"),
    ],
)  # fmt: skip
def test_names_lead_to_sections(indicator, key):
    assert place_of(indicator) == key
