from __future__ import annotations

import datetime as dt

import pytest

from detente.actors.introductions import entries_of, introductions, people_of


def told(text: str, book) -> list[tuple[str, str, str, str]]:
    found = introductions(text, book.find(text), book)
    return [(one.name, one.state, one.title, one.sector) for one in found]


@pytest.mark.parametrize(
    ("text", "name", "state", "title", "sector"),
    [
        ("Malta's energy minister, Rosa Zammitello, flew to Rome.", "Rosa Zammitello", "MLT",
         "energy minister", "GOV"),
        ("Kenyan Interior Minister Amos Wekhe met the delegation.", "Amos Wekhe", "KEN",
         "interior minister", "GOV"),
        ("Ambassador Pekka Oksanen of Finland spoke first.", "Pekka Oksanen", "FIN",
         "ambassador", "GOV"),
        ("The opposition leader of Ghana, Kwaku Badu-Mensah, objected.", "Kwaku Badu-Mensah",
         "GHA", "opposition leader", "OPP"),
        ("Lina Sandoval, a senator of Uruguay, asked for a vote.", "Lina Sandoval", "URY",
         "senator", "LEG"),
        ("Ole Brattvoll, Norway's army chief, was in Riga.", "Ole Brattvoll", "NOR",
         "army chief", "MIL"),
        ("Then came Peru's former trade minister Julio Aramburo.", "Julio Aramburo", "PER",
         "trade minister", "PTY"),
    ],
)  # fmt: skip
def test_learns_who_is_introduced_by_office_and_state(
    text: str, name: str, state: str, title: str, sector: str, book
) -> None:
    assert (name, state, title, sector) in told(text, book)


@pytest.mark.parametrize(
    "text",
    [
        "Japanese Prime Minister Fumio Kishida arrived.",  # the book knows him
        "The Japanese foreign ministry said so.",
        "He served as chief of staff to the president of Colombia, Irene Carrasco.",
        "U.S. envoy to Iran Robert Quarles left.",
        "Georgia Governor Bud Hollins signed the bill.",
        "Iran envoy Walter Quarles testified.",
        "President Biden and France agreed.",
    ],
)
def test_learns_nobody_where_the_words_do_not_tell(text: str, book) -> None:
    assert told(text, book) == []


def test_makes_nobody_of_one_name_in_two_states(book) -> None:
    text = "Malta's energy minister, Rosa Zammitello, met Kenyan Energy Minister Rosa Zammitello."
    assert people_of(introductions(text, book.find(text), book)) == []


def test_a_longer_book_knows_the_person_and_the_base_stays_as_it_was(book) -> None:
    text = "Malta's energy minister, Rosa Zammitello, flew to Rome. Zammitello met Meloni."
    people = people_of(introductions(text, book.find(text), book))
    longer = book.extended(entries_of(people), people)
    names = [hit.text for hit in longer.find(text)]
    assert names.count("Rosa Zammitello") == names.count("Zammitello") == 1
    assert "Meloni" in names
    assert "Zammitello" not in [hit.text for hit in book.find(text)]
    assert longer.people[people[0].id].code == "MLT"
    assert people[0].id not in book.people
    assert longer.who_held(["head of government"], "JPN", dt.date(2024, 4, 10)).family == "Kishida"
