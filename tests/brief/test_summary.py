"""The summary of ``detente demo`` is made from what claims say of themselves."""

import datetime as dt
from dataclasses import replace

from detente.brief.claims import Kind
from detente.brief.compose import compose
from detente.cli.demo import findings_of

PERIOD = {"start": dt.date(2024, 3, 1), "stop": dt.date(2024, 6, 1)}


def test_the_summary_finds_visit_first_meeting_and_contact_by_kind(library):
    brief = compose(library, "JPN", "USA", **PERIOD)
    silent = replace(
        brief,
        sections=tuple(
            replace(one, claims=tuple(replace(claim, text="Ω") for claim in one.claims))
            for one in brief.sections
        ),
    )
    lines = "\n".join(findings_of(silent))
    assert "was found" not in lines
    assert "- 10 April 2024: Ω" in lines
    kinds = {claim.kind for claim in brief.claims()}
    assert {Kind.VISIT, Kind.FIRST_MEETING, Kind.OUT_OF_OFFICE, Kind.LEADERS} <= kinds


def test_the_summary_says_what_is_missing(stored):
    lines = list(findings_of(compose(stored([]), "JPN", "USA", **PERIOD)))
    assert lines.count("- No official visit was found.") == 1
    assert "- No first meeting of its kind was found." in lines
    assert "- No contact with somebody out of office was found." in lines
