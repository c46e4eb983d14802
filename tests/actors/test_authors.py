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


def test_who_heads_a_body_is_its_guest(book) -> None:
    context = Context(day=dt.date(2022, 9, 29), home="USA")
    context.read_title("Readout of a Call with NATO Secretary General Jens Stoltenberg", book)
    assert context.guest == "IGO:NATO"


@pytest.mark.parametrize(
    ("text", "pronoun", "state"),
    [
        ("Joe Biden thanked Emmanuel Macron for his efforts.", "his", "FRA"),
        ("Joe Biden congratulated Emmanuel Macron on his victory.", "his", "FRA"),
        ("Joe Biden called Emmanuel Macron to congratulate him.", "him", "FRA"),
        ("Joe Biden told Emmanuel Macron that he would come.", "he", "USA"),
        ("Joe Biden received Emmanuel Macron in his office.", "his", "USA"),
    ],
)
def test_whose_efforts_are_thanked_for(named, text, pronoun, state) -> None:
    assert named(text, "2022-06-01")[pronoun][:3] == state


def test_they_are_the_two_of_a_readout_in_the_middle_of_a_sentence_too(named) -> None:
    found = named(
        "After the storm in Peru, they discussed trade.",
        home="USA",
        before=["Ukraine and Russia are at war."],
        title="Readout of President Biden's Call with President Macron of France",
    )
    assert found["they"] == "USA GOV - unknown + FRA GOV - unknown"


def test_two_leaders_who_are_named_next_are_nobody_before(named) -> None:
    found = named(
        "It was a call between the two leaders — Emmanuel Macron and Joe Biden.",
        "2022-06-01",
        home="USA",
        before=["Japan and Kenya are at peace."],
    )
    assert set(found) == {"Emmanuel Macron", "Joe Biden"}
