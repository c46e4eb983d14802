"""Words of other projects for sectors, groups, contexts and territories."""

from __future__ import annotations

import re

import pycountry
import pytest

from detente.codes import Issue, Sector
from detente.ontology.foreign import (
    GROUPS,
    ICEWS_SECTORS,
    ISSUES,
    SECTORS,
    TERRITORIES,
    issue_of,
    sector_of_icews,
)
from detente.ontology.states import organization_names, states

# All that the design notes list for PLOVER and GDELT, apart from EUR, KOS (places) and IGO, NGO.
LISTED = """GOV MIL LEG JUD COP SPY PTY REB PRM UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP
PRE REL SOC NGO IGO ISM IMG MNC"""


def test_every_sector_of_ours_means_itself() -> None:
    assert all(SECTORS[sector.value] is sector for sector in Sector)


@pytest.mark.parametrize("code", LISTED.split())
def test_every_sector_of_the_ecosystem_has_a_meaning(code) -> None:
    assert isinstance(SECTORS[code], Sector)


def test_codes_are_three_capitals() -> None:
    every = [*SECTORS, *GROUPS, *TERRITORIES]
    assert [code for code in every if not re.fullmatch("[A-Z]{3}", code)] == []


def test_groups_are_bodies_of_the_book() -> None:
    assert set(GROUPS.values()) <= set(organization_names())


@pytest.mark.parametrize(("words", "sector"), ICEWS_SECTORS)
def test_no_word_of_icews_hides_behind_an_earlier_one(words, sector) -> None:
    assert sector_of_icews(words) == sector


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("Executive,Foreign Ministry,Government", Sector.GOV),
        ("Legislative / Parliamentary,Government", Sector.LEG),
        ("Parties,Opposition Parties / Candidates,Ideological", Sector.OPP),
        ("Nongovernmental Organizations / Activists", Sector.NGO),
        ("General Population / Civilian / Social,Social", Sector.CVL),
        ("International Government Organization,Global", Sector.IGO),
        ("Insurgents,Dissident", Sector.REB),
        ("Something else", Sector.UNK),
        ("", None),
        (None, None),
    ],
)
def test_reads_lists_of_sectors_of_icews(words, sector) -> None:
    assert sector_of_icews(words) == sector


@pytest.mark.parametrize("context", ISSUES)
def test_contexts_are_found_however_they_are_spelled(context) -> None:
    for spelled in (context, context.upper(), context.replace("_", " "), f" {context} "):
        assert issue_of(spelled) == ISSUES[context]


def test_takes_the_first_context_that_has_an_issue() -> None:
    assert issue_of("protest;  Human-Rights ;economic") == Issue.RIGHTS
    assert issue_of("protest") is None


def test_every_issue_area_but_the_rest_can_be_told() -> None:
    assert set(ISSUES.values()) == set(Issue)


def test_territories_are_no_states_and_have_a_code_of_iso() -> None:
    assert not set(TERRITORIES) & set(states())
    assert not [code for code in TERRITORIES if pycountry.countries.get(alpha_3=code) is None]
    assert len(set(TERRITORIES.values())) == len(TERRITORIES)
