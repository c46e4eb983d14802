"""Who "we" are in a joint statement, and who "our allies" are not."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.actors.context import Context

DAY = dt.date(2023, 5, 20)


def authors(title: str, book, *, home: str | None = "USA") -> tuple[str, ...]:
    context = Context(day=DAY, home=home)
    context.read_title(title, book)
    return context.authors


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("G7 Hiroshima Leaders’ Communiqué", ("IGO:G7",)),
        ("G7 Leaders' Statement on Ukraine", ("IGO:G7",)),
        ("Joint Statement from Quad Leaders", ("IGO:QUAD",)),
        ("Joint Statement of the United States and Kenya", ("KEN", "USA")),
        ("Joint Statement by President Biden and Prime Minister Albanese", ("AUS", "USA")),
        ("Kenya Joint Statement on Chile", ("KEN", "USA")),
        ("Joint Statement on the U.S.-Kenya Dialogue", ("KEN", "USA")),
        ("U.S.-EU Joint Statement for Peru", ("IGO:EU", "USA")),
    ],
)
def test_the_title_of_a_joint_statement_names_its_authors(book, title, codes) -> None:
    assert authors(title, book) == codes


@pytest.mark.parametrize(
    "title",
    [
        "Joint Statement on Commercial Spyware",
        "Joint Statement on Kenya",
        "Remarks by President Biden and President Ruto of Kenya in Joint Statements to the Press",
        "FACT SHEET: The G7 Leaders’ Statement",
        "Statement by President Biden on Kenya",
        "A meeting with the leaders of Kenya",
    ],
)
def test_other_titles_name_no_authors(book, title) -> None:
    assert authors(title, book) == ()


def test_a_joint_statement_without_a_government_behind_the_address(book) -> None:
    assert authors("Joint Statement of Kenya and Chile", book, home=None) == ("CHL", "KEN")


def test_we_are_all_authors(named) -> None:
    found = named(
        "We condemn the attack on Peru.", home="USA", title="Joint Statement of Kenya and Chile"
    )
    assert found["We"] == "CHL GOV - unknown + KEN GOV - unknown + USA GOV - unknown"


def test_we_are_the_body_that_states(named) -> None:
    found = named("We condemn the attack on Peru.", home="USA", title="G7 Leaders’ Statement")
    assert found["We"] == "IGO:G7 IGO - unknown"


def test_our_forces_in_a_joint_statement_are_of_no_one_state(named) -> None:
    found = named(
        "Our forces trained with Peru.", home="USA", title="Joint Statement of Kenya and Chile"
    )
    assert "forces" not in found


@pytest.mark.parametrize("noun", ["allies", "closest partners", "counterparts", "adversaries"])
def test_our_allies_are_not_of_the_state_that_speaks(named, noun) -> None:
    found = named(f"Our {noun} condemned Peru.", home="USA")
    assert set(found) == {"Our", "Peru"}


def test_our_partners_of_a_state_are_of_it(named) -> None:
    assert "partners" in " ".join(named("Our partners in Peru condemned Chile.", home="USA"))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The administration and Peru made a deal.", "USA"),
        ("Senior administration officials met with Peru.", "USA"),
        ("The Chilean administration met with Peru.", "CHL"),
    ],
)
def test_the_administration_is_that_of_the_white_house(named, text, state) -> None:
    found = {key: said[:3] for key, said in named(text, home="USA").items() if "dministr" in key}
    assert set(found.values()) == {state}


def test_a_number_of_a_list_is_no_speaker(named) -> None:
    assert "i" not in named("They told us that (i) Peru left and (ii) Chile stayed.", home="USA")
