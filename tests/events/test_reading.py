from __future__ import annotations

import datetime as dt

import pytest

from detente.events.reading import introductions_of, open_document, read_sentences
from detente.records import Document

DAY = dt.date(2015, 6, 26)


@pytest.fixture
def read(book, parser):
    """Give a function that reads a text: the words and states of the parties, by sentence."""

    def reading(text: str, title: str | None = None) -> list[list[tuple[str, str | None]]]:
        document = Document(
            id="d", source="t", title=title, text=text, published=DAY, language="en",
            language_probability=1.0, known_at=DAY,
        )  # fmt: skip
        readings = list(read_sentences([open_document(document, book)], parser))
        for one in readings:
            assert document.text[one.sentence.start : one.sentence.stop] == one.sentence.text
            starts = zip(one.sentence.starts, one.sentence.words, strict=True)
            assert all(one.sentence.text[at : at + len(word)] for at, word in starts)
        return [[(p.actors[0].text, p.actors[0].state) for p in one.parties] for one in readings]

    return reading


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Met with President Hillery and visited a school.", [("President Hillery", "IRL")]),
        ("Attended a meeting with Prime Minister Quirke.", [("Prime Minister Quirke", "IRL")]),
        ("State visit; met with President Hillery.", [("President Hillery", "IRL")]),
    ],
)
def test_a_remark_without_subject_is_about_the_person_of_its_title(read, text, others) -> None:
    (parties,) = read(text, "John Kerry in Ireland (Dublin)")
    assert parties[0] == ("John Kerry", "USA")
    assert parties[1:] == others


def test_a_person_who_was_introduced_is_known_by_the_short_name(read) -> None:
    first, second = read(
        "Malta's energy minister, Rosa Zammitello, flew to Rome. Zammitello met Matteo Renzi."
    )
    assert ("Rosa Zammitello", "MLT") in first
    assert second == [("Zammitello", "MLT"), ("Matteo Renzi", "ITA")]


@pytest.fixture
def read_official(book, parser):
    """Give a function that reads a text of the White House: states by words, of all sentences.

    Several states of one word are joined by "+".
    """

    def reading(text: str, title: str) -> dict[str, str]:
        document = Document(
            id="d", source="t", title=title, text=text, published=dt.date(2024, 4, 10),
            url="https://www.whitehouse.gov/x", language="en", language_probability=1.0,
            known_at=dt.date(2024, 4, 10),
        )  # fmt: skip
        readings = read_sentences([open_document(document, book)], parser)
        return {
            party.actors[0].text: "+".join(sorted(actor.state or "-" for actor in party.actors))
            for one in readings
            for party in one.parties
        }

    return reading


def test_an_office_that_the_home_lacks_is_that_of_the_guest_of_the_title(read_official) -> None:
    text = "The Vice President and the Prime Minister discussed North Korea."
    found = read_official(text, "Readout of the Vice President's Call with Kishida of Japan")
    assert found["Prime Minister"] == "JPN"
    assert found["Vice President"] == "USA"
    assert read_official(text, "Press briefing").get("Prime Minister") in {None, "-"}


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Readout of President Biden's Call with Prime Minister Kishida of Japan", "JPN+USA"),
        ("Statement by President Biden on Japan", "RUS+UKR+USA"),
    ],
)
def test_they_are_the_two_of_a_title_that_tells_of_their_meeting(read_official, title, who) -> None:
    text = "Biden welcomed sanctions of Ukraine on Russia. They discussed Guam with North Korea."
    assert read_official(text, title)["They"] == who


def test_the_two_leaders_are_those_of_the_title(read_official) -> None:
    title = "Readout of President Biden's Call with Prime Minister Kishida of Japan"
    text = "The day was warm. The two leaders agreed to meet again."
    assert read_official(text, title)["leaders"] == "JPN+USA"


@pytest.mark.parametrize(
    ("text", "is_country"),
    [
        ("The President met workers from Georgia and Japan.", False),
        ("The President met leaders of Ukraine, Georgia and Japan.", True),
        ("The President met leaders of Georgia and Japan. Tbilisi thanked the President.", True),
    ],
)
def test_georgia_is_the_state_at_home_unless_the_country_is_told(
    read_official, text, is_country
) -> None:
    assert ("GEO" in read_official(text, "Remarks").values()) is is_country


def test_a_guest_says_we_for_another_state(read_official) -> None:
    text = "PRESIDENT BIDEN: We thank Japan.\n\nPRIME MINISTER KISHIDA: Our army will visit Guam."
    found = read_official(f"{text} We will host President Biden in Japan.", "Remarks")
    assert found["We"] == "JPN"


def test_the_government_is_that_of_the_state_a_text_is_mostly_about(read) -> None:
    text = "Kenya voted. Kenya's parliament met in Nairobi. The government asked Italy for help."
    assert ("government", "KEN") in read(text)[-1]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Senegal's parties met. Wade met Matteo Renzi.", True),
        ("The Court overturned Roe v. Wade, said Matteo Renzi.", False),
        ("Wade met Matteo Renzi.", False),
        ("Draghi met Barack Obama in Italy.", True),
    ],
)
def test_a_bare_family_name_is_no_former_leader_of_a_state_nobody_names(read, text, there) -> None:
    words = {words for parties in read(text) for words, _ in parties}
    assert bool(words & {"Wade", "Roe v. Wade", "Draghi"}) is there


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Ireland's government banned the IRA, Theresa May said.", True),
        ("The IRA brought solar jobs to Ohio, Barack Obama told Matteo Renzi.", False),
    ],
)
def test_an_acronym_of_many_is_taken_where_its_state_is_named(read, text, there) -> None:
    assert any("IRA" in words for parties in read(text) for words, _ in parties) is there


def test_gives_an_introduction_with_its_words(book) -> None:
    text = "In Rome, Malta's energy minister, Rosa Zammitello, spoke of gas."
    document = Document(
        id="d", source="t", text=text, published=DAY, language="en", language_probability=1.0,
        known_at=DAY,
    )  # fmt: skip
    (row,) = introductions_of(open_document(document, book), "r")
    assert (row.name, row.state, row.title, row.day) == (
        "Rosa Zammitello", "MLT", "energy minister", DAY,
    )  # fmt: skip
    assert row.evidence.quote == "Malta's energy minister, Rosa Zammitello"
