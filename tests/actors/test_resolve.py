"""Which person or office a name means on which day."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Named = Callable[..., dict[str, str]]


TRUMP = "USA {} donald-trump {}"
SPOUSE = "a spouse in the book bears the same family name: the short name is given up"


@pytest.mark.parametrize(
    ("day", "text", "words", "who"),
    [
        ("2018-06-12", "Trump met Kim Jong Un.", "Trump", TRUMP.format("GOV", "leader")),
        ("2022-06-12", "Trump criticised Iran.", "Trump", TRUMP.format("OPP", "out of office")),
        ("2025-06-12", "Trump criticised Iran.", "Trump", TRUMP.format("GOV", "leader")),
        ("2025-01-19", "Trump criticised Iran.", "Trump", "USA"),
        (
            "2022-06-12",
            "Former President Donald Trump criticised China.",
            "Former President Donald Trump",
            TRUMP.format("OPP", "out of office"),
        ),
        ("2015-06-12", "Abe visited Washington.", "Abe", "JPN GOV shinzo-abe leader"),
        (
            "2021-06-12",
            "Shinzo Abe visited Taiwan.",
            "Shinzo Abe",
            "JPN PTY shinzo-abe out of office",
        ),
        ("2021-06-12", "Abe visited Taiwan.", "Abe", "JPN PTY shinzo-abe out of office"),
        ("2022-06-12", "Kishida met Macron.", "Kishida", "JPN GOV fumio-kishida leader"),
        (
            "2016-02-12",
            "Foreign Minister Fumio Kishida visited Seoul.",
            "Foreign Minister Fumio Kishida",
            "JPN GOV fumio-kishida minister",
        ),
        ("2025-02-12", "Kishida met Macron.", "Kishida", "JPN PTY fumio-kishida"),
        ("2024-06-12", "Obama praised Germany.", "Obama", "USA OPP barack-obama"),
        ("2017-06-12", "Merkel praised Chile.", "Merkel", "DEU GOV angela-merkel leader"),
        ("2024-06-12", "Merkel praised Chile.", "Merkel", "DEU PTY angela-merkel out of office"),
        ("2023-02-12", "Marcos criticised China.", "Marcos", "PHL GOV ferdinand-marcos-jr leader"),
        (
            "2023-02-12",
            "Philippine President Ferdinand Marcos Jr. met Macron.",
            "Philippine President Ferdinand Marcos Jr.",
            "PHL GOV ferdinand-marcos-jr leader",
        ),
        ("2020-02-12", "The Taliban attacked Kabul.", "Taliban", "AFG REB - unknown"),
        ("2022-02-12", "The Taliban asked Pakistan for aid.", "Taliban", "AFG GOV - unknown"),
        ("2024-06-12", "Xi met Putin.", "Xi", "CHN GOV xi-jinping leader"),
        ("2024-06-12", "MBS met Biden.", "MBS", "SAU GOV mohammed-bin-salman leader"),
        (
            "2024-06-12",
            "Venezuelan opposition leader Maria Corina Machado thanked Argentina.",
            "Venezuelan opposition leader Maria Corina Machado",
            "VEN OPP maria-corina-machado out of office",
        ),
        (
            "2024-06-12",
            "U.N. Secretary-General Antonio Guterres urged Israel to stop.",
            "U.N. Secretary-General Antonio Guterres",
            "IGO:UN IGO antonio-guterres leader",
        ),
    ],
)
def test_gives_a_person_the_office_of_the_day(
    named: Named, day: str, text: str, words: str, who: str
) -> None:
    assert f"{named(text, day)[words]} ".startswith(f"{who} ")


@pytest.mark.parametrize(
    ("day", "text", "words", "who"),
    [
        (
            "2019-06-12",
            "The Japanese prime minister met Macron.",
            "Japanese prime minister",
            "JPN GOV shinzo-abe",
        ),
        (
            "2024-07-04",
            "The British prime minister met Macron.",
            "British prime minister",
            "GBR GOV rishi-sunak",
        ),
        (
            "2024-07-06",
            "The British prime minister met Macron.",
            "British prime minister",
            "GBR GOV keir-starmer",
        ),
        ("2025-01-19", "The US president met Macron.", "US president", "USA GOV joe-biden"),
        ("2025-01-20", "The US president met Macron.", "US president", "USA GOV donald-trump"),
        (
            "2024-06-12",
            "The president of France met Modi.",
            "president of France",
            "FRA GOV emmanuel-macron",
        ),
        (
            "2024-06-12",
            "Germany's chancellor met Modi.",
            "Germany's chancellor",
            "DEU GOV olaf-scholz",
        ),
        ("2024-06-12", "The emperor of Japan met Modi.", "emperor of Japan", "JPN GOV naruhito"),
        (
            "2024-06-12",
            "South Korea’s president met Modi.",
            "South Korea’s president",
            "KOR GOV yoon-suk-yeol",
        ),
    ],
)
def test_gives_a_title_the_person_who_held_it_on_the_day(
    named: Named, day: str, text: str, words: str, who: str
) -> None:
    assert named(text, day)[words] == f"{who} leader"


@pytest.mark.parametrize(
    ("day", "text", "words", "who"),
    [
        ("2024-04-12", "Lavrov criticised the West.", "Lavrov", "RUS GOV sergey-lavrov"),
        ("2024-04-12", "Borrell met Fidan.", "Borrell", "IGO:EU IGO josep-borrell"),
        (
            "2024-04-12",
            "Secretary Blinken met Fidan.",
            "Secretary Blinken",
            "USA GOV antony-blinken",
        ),
        ("2024-04-12", "Secretary Austin met Umerov.", "Secretary Austin", "USA GOV lloyd-austin"),
    ],
)
def test_knows_a_minister_by_a_surname_that_hardly_anybody_else_bears(
    named: Named, day: str, text: str, words: str, who: str
) -> None:
    assert named(text, day)[words].startswith(who)


@pytest.mark.parametrize(
    ("day", "text", "left_out"),
    [
        ("1980-02-12", "Marcos criticised Vietnam.", "Marcos"),
        ("2018-02-12", "May met Macron in Paris.", "May"),
        ("2014-02-12", "Park criticised North Korea.", "Park"),
        ("2024-06-12", "XI met Putin.", "XI"),
        ("2024-04-12", "Austin met Macron in Paris.", "Austin"),
        ("2024-04-12", "Wang met Macron in Paris.", "Wang"),
        ("2024-06-12", "Paris Hilton visited Japan.", "Paris"),
    ],
)
def test_guesses_nobody(named: Named, day: str, text: str, left_out: str) -> None:
    assert not any(left_out in words for words in named(text, day))


@pytest.mark.parametrize(
    ("day", "text", "words", "who"),
    [
        ("2018-02-12", "Theresa May met Macron.", "Theresa May", "GBR GOV theresa-may leader"),
        (
            "2014-02-12",
            "South Korean President Park criticised Japan.",
            "South Korean President Park",
            "KOR GOV park-geun-hye leader",
        ),
        (
            "2014-02-12",
            "President Park Geun-hye criticised Japan.",
            "President Park Geun-hye",
            "KOR GOV park-geun-hye leader",
        ),
    ],
)
def test_takes_a_common_word_for_a_person_with_a_given_name_or_title(
    named: Named, day: str, text: str, words: str, who: str
) -> None:
    assert named(text, day)[words] == who


def test_takes_no_chief_executive_for_a_president(named: Named) -> None:
    assert "HKG" not in " ".join(named("President Lee met Modi.").values())


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "Finnish Interior Minister Mari Rantanen closed the border with Russia.",
            "Finnish Interior Minister Mari Rantanen",
            "FIN GOV - minister",
        ),
        (
            "Japanese Defence Minister Taro Yamashita met his Australian counterpart.",
            "Japanese Defence Minister Taro Yamashita",
            "JPN GOV - minister",
        ),
        ("Russian dissident Olga Petrova thanked Chile.", "Russian dissident", "RUS OPP - unknown"),
        (
            "Malawi's energy minister, Grace Phiri, visited Zambia.",
            "Grace Phiri",
            "MWI GOV - minister",
        ),
        (
            "Grace Phiri, Malawi's energy minister, visited Zambia.",
            "Grace Phiri",
            "MWI GOV - minister",
        ),
        (
            "Kenyan Prime Minister Ahmed Haidari met Macron.",
            "Kenyan Prime Minister Ahmed Haidari",
            "KEN GOV - leader",
        ),
    ],
)
def test_keeps_title_and_state_of_a_person_whom_nobody_knows(
    named: Named, text: str, words: str, who: str
) -> None:
    assert named(text).get(words) == who
