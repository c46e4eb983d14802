"""The summary of ``detente demo`` is made from what claims say of themselves."""

from dataclasses import replace

from detente.brief.claims import Kind
from detente.cli.demo import findings_of


def test_the_summary_finds_visit_first_meeting_and_contact_by_kind(brief):
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


def test_the_summary_says_what_is_missing(empty_brief):
    lines = list(findings_of(empty_brief))
    assert lines.count("- No official visit was found.") == 1
    assert "- No first meeting of its kind was found." in lines
    assert "- No contact with somebody out of office was found." in lines
