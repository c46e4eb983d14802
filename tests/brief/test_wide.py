import datetime as dt

import pytest

from detente.brief.claims import Brief
from detente.brief.compose_wide import compose_group, compose_state, compose_week
from detente.brief.groups import group_named
from detente.brief.render import to_html, to_json, to_markdown
from detente.errors import InputError, UnknownName

START, STOP = dt.date(2024, 3, 1), dt.date(2024, 6, 1)
WEEK = {"start": dt.date(2024, 4, 8), "stop": dt.date(2024, 4, 15)}


@pytest.fixture(scope="module")
def state(library) -> Brief:
    return compose_state(library, "Japan", start=START, stop=STOP)


@pytest.fixture(scope="module")
def group(library) -> Brief:
    return compose_group(library, ["USA", "JPN", "PHL"], start=START, stop=STOP)


@pytest.fixture(scope="module")
def week(library) -> Brief:
    return compose_week(library, **WEEK)


@pytest.fixture(params=["state", "group", "week"])
def any_brief(request) -> Brief:
    return request.getfixturevalue(request.param)


def texts(brief: Brief, key: str) -> str:
    (section,) = [one for one in brief.sections if one.key == key]
    return "\n".join(f"{claim.label}: {claim.text}" for claim in section.claims)


def test_every_claim_has_its_evidence_and_every_empty_section_its_reason(any_brief, library):
    documents = {document.id: document.text for document in library.rows("documents")}
    assert any_brief.claims()
    for source in any_brief.sources():
        assert documents[source.document_id][source.start : source.stop] == source.quote
    for section in any_brief.sections:
        assert section.claims or section.gaps, section.key
        assert section.reading


def test_every_kind_is_rendered_in_every_form(any_brief):
    page, text = to_html(any_brief), to_markdown(any_brief)
    for claim in any_brief.sections[0].claims:
        assert claim.text.replace(" %", "\u00a0%")[:30] in page.replace("&#39;", "'")
    assert text.startswith(f"# {any_brief.title}")
    assert f'"kind": "{any_brief.kind}"' in to_json(any_brief)
    assert all(len(chart.alt) > 40 for chart in any_brief.charts)


def test_a_state_is_told_by_its_partners(state):
    assert texts(state, "partners").startswith("The United States: ")
    assert "of all), " in texts(state, "partners")
    assert "at leaders' level" in texts(state, "formats")
    assert "Donald Trump (United States, out of office)" in texts(state, "contacts")
    assert "The United States towards Japan: 1 act" in texts(state, "contention")
    assert (state.first, state.second, state.states) == ("JPN", None, ("JPN",))


def test_a_state_says_first_with_whom_it_deals_most(state):
    first = state.sections[0].claims[0].text
    assert first.startswith("The United States: ")


def test_a_group_is_told_by_its_pairs_and_by_who_drives(group):
    assert group.title.startswith("Japan, the Philippines and the United States, ")
    assert "Japan and the United States: " in texts(group, "within")
    assert "Japan: took part in 100 % of" in texts(group, "drive")
    (within,) = [one for one in group.sections if one.key == "within"]
    assert not any("Japan–Philippines" in gap.text for gap in within.gaps)


def test_a_group_leaves_out_what_its_members_do_with_others(group):
    assert "China" not in to_markdown(group)


def test_a_week_tells_flurries_firsts_and_who_was_busy(week):
    assert "flurry of cooperation" in texts(week, "flurries")
    assert "first as far as the documents reach back" in texts(week, "formats")
    assert texts(week, "busiest").startswith("Japan and the United States: ")
    assert all(gap.reason for section in week.sections for gap in section.gaps)


def test_a_week_tells_plans_made_in_it(library):
    later = compose_week(library, start=dt.date(2024, 5, 6), stop=dt.date(2024, 5, 13))
    assert "for June 2024: " in texts(later, "plans")


def test_nothing_is_known_before_it_was(library):
    early = compose_state(library, "JPN", start=START, stop=STOP, as_of=dt.date(2024, 4, 10))
    assert "Trump" not in to_markdown(early)


def test_an_empty_store_gives_reasons(stored):
    store = stored([])
    for brief in (
        compose_state(store, "JPN", start=START, stop=STOP),
        compose_group(store, ["JPN", "USA"], start=START, stop=STOP),
        compose_week(store, **WEEK),
    ):
        assert not brief.claims()
        assert "Why:" in to_html(brief)


def test_the_same_store_gives_the_same_page(week, library):
    assert to_json(compose_week(library, **WEEK)) == to_json(week)


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("Quad", {"AUS", "IND", "JPN", "USA"}),
        ("g7", {"CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"}),
        ("Japan, us,PHL", {"JPN", "USA", "PHL"}),
    ],
)
def test_groups_have_names_or_are_lists(name, states):
    assert set(group_named(name, dt.date(2024, 4, 1))[1]) == states


def test_membership_is_that_of_the_day():
    assert "BRN" in group_named("ASEAN", dt.date(2024, 4, 1))[1]
    with pytest.raises(InputError, match="no members"):
        group_named("Quad", dt.date(2010, 1, 1))


@pytest.mark.parametrize("name", ["Quadd", "JPN,Atlantis"])
def test_an_unknown_group_or_state_is_refused(name):
    with pytest.raises(UnknownName):
        group_named(name, dt.date(2024, 4, 1))


def test_a_group_needs_two_states_and_a_period_some_days(library):
    with pytest.raises(InputError, match="two different"):
        compose_group(library, ["JPN", "Japan"], start=START, stop=STOP)
    with pytest.raises(InputError, match="empty"):
        compose_week(library, start=START, stop=START)
