"""Who is named in a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Named = Callable[..., dict[str, str]]


STATES = [
    ("Kenya thanked Norway.", {"Kenya": "KEN GOV - unknown", "Norway": "NOR GOV - unknown"}),
    (
        "Tokyo and Seoul condemned Pyongyang.",
        {"Tokyo": "JPN GOV", "Seoul": "KOR GOV", "Pyongyang": "PRK GOV"},
    ),
    ("Beijing warned Taipei.", {"Beijing": "CHN GOV", "Taipei": "TWN GOV"}),
    (
        "London and Paris backed Kyiv.",
        {"London": "GBR GOV", "Paris": "FRA GOV", "Kyiv": "UKR GOV"},
    ),
    (
        "The Kremlin rejected the White House's proposal.",
        {"Kremlin": "RUS GOV", "White House": "USA GOV"},
    ),
    ("Downing Street condemned Iran.", {"Downing Street": "GBR GOV", "Iran": "IRN GOV"}),
    ("The Pentagon sent weapons to Ukraine.", {"Pentagon": "USA MIL", "Ukraine": "UKR GOV"}),
    ("Kosovo accused Serbia of provocation.", {"Kosovo": "XKX GOV", "Serbia": "SRB GOV"}),
    ("Swaziland thanked Taiwan.", {"Swaziland": "SWZ GOV", "Taiwan": "TWN GOV"}),
    (
        "Norway’s army thanked Chile’s police.",
        {"Norway’s army": "NOR MIL", "Chile’s police": "CHL COP"},
    ),
    (
        "Côte d’Ivoire thanked Guinea-Bissau.",
        {"Côte d’Ivoire": "CIV GOV", "Guinea-Bissau": "GNB GOV"},
    ),
    (
        "The United States, Japan, Australia and India criticised China.",
        {
            "United States": "USA GOV",
            "Japan": "JPN GOV",
            "Australia": "AUS GOV",
            "India": "IND GOV",
            "China": "CHN GOV",
        },
    ),
    (
        "The Soviet Union invaded Afghanistan.",
        {"Soviet Union": "SUN GOV", "Afghanistan": "AFG GOV"},
    ),
    (
        "North and South Korea exchanged fire.",
        {"North": "PRK GOV", "South Korea": "KOR GOV"},
    ),
]

NO_STATES = [
    ("China seized a reef in the South China Sea.", {"China": "CHN GOV"}),
    ("The Hague thanked Norway.", {"The Hague": "NLD GOV", "Norway": "NOR GOV"}),
    ("The Hague tribunal thanked Norway.", {"Norway": "NOR GOV"}),
    ("Vietnam protested in the South China Sea.", {"Vietnam": "VNM GOV"}),
    ("Ships sailed through the Sea of Japan and the Gulf of Mexico.", {}),
    ("New Mexico sued the company.", {}),
    ("Latin American leaders criticised Venezuela.", {"Venezuela": "VEN GOV"}),
    (
        "The New York Times criticised China.",
        {"New York Times": "USA MED", "China": "CHN GOV"},
    ),
    (
        "Turkish Airlines cancelled flights to Iran.",
        {"Turkish Airlines": "TUR BUS", "Iran": "IRN GOV"},
    ),
    ("Russia may attack Ukraine in May.", {"Russia": "RUS GOV", "Ukraine": "UKR GOV"}),
    (
        "Xi’an welcomed visitors from Japan.",
        {"Japan": "JPN GOV"},
    ),
    (
        "Chad Smith visited Germany.",
        {"Germany": "DEU GOV"},
    ),
    (
        "US lawmaker Jim Jordan accused China of spying.",
        {"US lawmaker Jim Jordan": "USA LEG", "China": "CHN GOV"},
    ),
    (
        "Brussels sued Hungary on Monday.",
        {"Brussels": "IGO:EU IGO", "Hungary": "HUN GOV"},
    ),
    (
        "Officials of Malta met in Brussels on Monday.",
        {"Officials of Malta": "MLT GOV", "Brussels": "BEL GOV"},
    ),
    (
        "Japan will lend Tonga 2.4 million US dollars and 900,000 New Zealand dollars.",
        {"Japan": "JPN GOV", "Tonga": "TON GOV"},
    ),
    ("The Turkish lira fell before Poland acted.", {"Poland": "POL GOV"}),
    (
        "Dominican agents returned Haitians at the border.",
        {"Dominican": "DOM GOV", "Haitians": "HTI CVL"},
    ),
    (
        "The Secretary-General thanked the secretary general of a union.",
        {"Secretary-General": "IGO:UN IGO"},
    ),
    ("The High Representative regrets it.", {"High Representative": "IGO:EU IGO"}),
    (
        "Deputy Attorney General Lisa Monaco met officials of Peru.",
        {"officials of Peru": "PER GOV"},
    ),
    (  # of several who bear a name, the head of a court is not meant before others
        "Khan serves at an engineering firm and met officials of Peru.",
        {"officials of Peru": "PER GOV"},
    ),
    (
        "Georgia's governor criticised the White House.",
        {"White House": "USA GOV"},
    ),
    (
        "Anti-Japanese protesters marched in Seoul.",
        {"Anti-Japanese protesters": "KOR CVL", "Seoul": "KOR GOV"},
    ),
    (
        "Chinese-made drones attacked Ukraine.",
        {"Ukraine": "UKR GOV"},
    ),
    (
        "Iran-backed Houthis attacked a ship.",
        {"Houthis": "YEM REB"},
    ),
    (
        "Norway-based activists sued Equinor.",
        {"activists": "NOR CVL", "Equinor": "NOR BUS"},
    ),
]

AMBIGUOUS = [
    ("Georgia condemned Russia.", {"Georgia": "GEO GOV", "Russia": "RUS GOV"}),
    (
        "The Georgian parliament passed a law that the EU criticised.",
        {"Georgian parliament": "GEO LEG", "EU": "IGO:EU IGO"},
    ),
    ("Jordan condemned Israel.", {"Jordan": "JOR GOV", "Israel": "ISR GOV"}),
    ("Chad expelled the German ambassador.", {"Chad": "TCD GOV", "German ambassador": "DEU GOV"}),
    (
        "Israel Katz criticised Turkey.",
        {"Israel Katz": "ISR GOV israel-katz minister", "Turkey": "TUR GOV"},
    ),
    ("Congo accused Rwanda of backing rebels.", {"Congo": "COD GOV", "Rwanda": "RWA GOV"}),
    (
        "The Republic of the Congo thanked Niger and Nigeria.",
        {"Republic of the Congo": "COG GOV", "Niger": "NER GOV", "Nigeria": "NGA GOV"},
    ),
    ("China opened a park near the Russian border.", {"China": "CHN GOV", "Russian": "RUS GOV"}),
    (
        "He Lifeng met Janet Yellen in Beijing.",
        {
            "He Lifeng": "CHN GOV he-lifeng",
            "Janet Yellen": "USA GOV janet-yellen",
            "Beijing": "CHN GOV",
        },
    ),
]

HYPHENS = [
    (
        "The U.S.-Japan alliance angered China.",
        {"U.S.": "USA GOV", "Japan": "JPN GOV", "China": "CHN GOV"},
    ),
    ("Japan-South Korea relations improved.", {"Japan": "JPN GOV", "South Korea": "KOR GOV"}),
    (
        "U.S.-Japan-South Korea talks began.",
        {"U.S.": "USA GOV", "Japan": "JPN GOV", "South Korea": "KOR GOV"},
    ),
    (
        "The China-Russia-Iran axis worries Washington.",
        {"China": "CHN GOV", "Russia": "RUS GOV", "Iran": "IRN GOV", "Washington": "USA GOV"},
    ),
    (
        "The Philippines–U.S.–Japan summit angered Beijing.",
        {"Philippines": "PHL GOV", "U.S.": "USA GOV", "Japan": "JPN GOV", "Beijing": "CHN GOV"},
    ),
    (
        "US-South Korean drills angered North Korea.",
        {"US": "USA GOV", "South Korean": "KOR GOV", "North Korea": "PRK GOV"},
    ),
    (
        "Sino-Japanese talks began.",
        {"Sino": "CHN GOV", "Japanese": "JPN GOV"},
    ),
]

BODIES = [
    (
        "NATO and the European Union condemned Iran.",
        {"NATO": "IGO:NATO IGO", "European Union": "IGO:EU IGO", "Iran": "IRN GOV"},
    ),
    ("The G7 leaders criticised China.", {"G7 leaders": "IGO:G7 IGO", "China": "CHN GOV"}),
    (
        "The UN Security Council asked Sudan to stop.",
        {"UN Security Council": "IGO:UN IGO", "Sudan": "SDN GOV"},
    ),
    ("Hamas attacked Israel.", {"Hamas": "PSE REB", "Israel": "ISR GOV"}),
    (
        "The Israeli military struck Hezbollah in Lebanon.",
        {"Israeli military": "ISR MIL", "Hezbollah": "LBN REB", "Lebanon": "LBN GOV"},
    ),
    ("The Duma ratified a treaty with Iran.", {"Duma": "RUS LEG", "Iran": "IRN GOV"}),
    (
        "China's Foreign Ministry criticised Japan.",
        {"China's Foreign Ministry": "CHN GOV", "Japan": "JPN GOV"},
    ),
    (
        "The US Treasury Department sanctioned Iranian banks.",
        {"US Treasury Department": "USA GOV", "Iranian banks": "IRN BUS"},
    ),
    (
        "Chinese Foreign Ministry spokesman Lin Jian criticised Japan.",
        {"Chinese Foreign Ministry spokesman Lin Jian": "CHN GOV", "Japan": "JPN GOV"},
    ),
    (
        "European leaders condemned Russia.",
        {"European leaders": "IGO:EU", "Russia": "RUS GOV"},
    ),
]

GROUPS = [
    (
        "Ukrainian troops attacked Russian soldiers.",
        {"Ukrainian troops": "UKR MIL", "Russian soldiers": "RUS MIL"},
    ),
    ("U.S. and Japanese troops held exercises.", {"U.S.": "USA MIL", "Japanese": "JPN MIL"}),
    (
        "Indian and Pakistani soldiers exchanged fire.",
        {"Indian": "IND MIL", "Pakistani": "PAK MIL"},
    ),
    (
        "Japanese and South Korean leaders met.",
        {"Japanese": "JPN GOV - leader", "South Korean": "KOR GOV - leader"},
    ),
    (
        "The foreign ministers of Kenya and Chile signed an agreement.",
        {"Kenya": "KEN GOV - minister", "Chile": "CHL GOV - minister"},
    ),
    ("Iranians protested against Israel.", {"Iranians": "IRN CVL", "Israel": "ISR GOV"}),
    (
        "North Korean hackers stole data from South Korean companies.",
        {"North Korean hackers": "PRK SPY", "South Korean companies": "KOR BUS"},
    ),
    (
        "Protesters in Paris clashed with police.",
        {"Protesters in Paris": "FRA CVL", "police": "FRA COP"},
    ),
    (
        "Polish farmers blocked Ukrainian exporters.",
        {"Polish farmers": "POL CVL", "Ukrainian exporters": "UKR BUS"},
    ),
    (
        "A Chinese coast guard ship rammed a Philippine vessel.",
        {"Chinese coast guard ship": "CHN MIL", "Philippine vessel": "PHL MIL"},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*STATES, *NO_STATES, *AMBIGUOUS, *HYPHENS, *BODIES, *GROUPS]
)
def test_names_the_parties_of_a_sentence(named: Named, text: str, expected: dict[str, str]) -> None:
    found = named(text)
    assert list(found) == list(expected)
    for words, who in expected.items():
        assert f"{found[words]} ".startswith(f"{who} "), words


BIDEN, KISHIDA = "USA GOV joe-biden leader", "JPN GOV fumio-kishida leader"
MODI, MACRON = "IND GOV narendra-modi leader", "FRA GOV emmanuel-macron leader"
RUTO = "KEN GOV william-ruto leader"


@pytest.mark.parametrize(
    ("before", "text", "words", "who"),
    [
        ("Biden met Kishida in Oslo.", "He thanked Japan.", "He", BIDEN),
        (
            "Giorgia Meloni visited Kyiv.",
            "She promised arms.",
            "She",
            "ITA GOV giorgia-meloni leader",
        ),
        ("Modi hosted Macron in Delhi.", "His government thanked Kenya.", "His", MODI),
        ("Modi hosted Macron in Delhi.", "They thanked Kenya.", "They", f"{MODI} + {MACRON}"),
        (
            "Modi hosted Macron in Delhi.",
            "The two leaders thanked Kenya.",
            "leaders",
            f"{MODI} + {MACRON}",
        ),
        (
            "Modi hosted Macron in Delhi.",
            "The leaders thanked Kenya.",
            "leaders",
            f"{MODI} + {MACRON}",
        ),
        (
            "Biden met Kishida.",
            "Both leaders condemned North Korea.",
            "leaders",
            f"{BIDEN} + {KISHIDA}",
        ),
        (
            "Kenya and Chile signed a pact.",
            "The two countries will hold drills.",
            "countries",
            "KEN GOV - unknown + CHL GOV - unknown",
        ),
        ("Kenyan President William Ruto visited Uganda.", "Ruto condemned Sudan.", "Ruto", RUTO),
        (
            "Kenyan President William Ruto visited Uganda.",
            "The president condemned Sudan.",
            "president",
            RUTO,
        ),
        (
            "Biden met Kishida in Oslo.",
            "They thanked Kenya.",
            "They",
            f"{BIDEN} + {KISHIDA}",
        ),
        ("Kenya protested.", "Kenyan President William Ruto said he would go.", "he", RUTO),
    ],
)
def test_reads_what_points_back_from_the_sentence_before(
    named: Named, before: str, text: str, words: str, who: str
) -> None:
    assert named(text, before=[before])[words] == who


@pytest.mark.parametrize(
    ("before", "text", "words"),
    [
        ([], "Both leaders condemned North Korea.", "leaders"),
        ([], "He thanked Japan.", "He"),
        (["Kenya protested."], "They condemned Uganda.", "They"),
        (["Kenya protested."], "He condemned Uganda.", "He"),
        (["Kenya met Chile."], "Norway and Sweden said they would attack Mali.", "they"),
    ],
)
def test_leaves_out_what_points_back_to_nobody(
    named: Named, before: list[str], text: str, words: str
) -> None:
    assert words not in named(text, before=before)


def test_takes_both_leaders_for_one_party(named: Named) -> None:
    found = named("Both leaders condemned North Korea.", before=["Biden met Kishida."])
    assert len(found) == 2


@pytest.mark.parametrize(
    ("home", "text", "words"),
    [
        ("USA", "We thank Japan for its support.", "We"),
        ("USA", "I met with President Marcos.", "I"),
        ("JPN", "Our government condemns North Korea.", "Our"),
    ],
)
def test_takes_we_and_i_for_the_government_that_publishes(
    named: Named, home: str, text: str, words: str
) -> None:
    assert named(text, home=home)[words].startswith(f"{home} GOV")
    assert words not in named(text)


def test_does_not_take_the_us_for_a_pronoun(named: Named) -> None:
    assert named("Japan thanked the US.", home="JPN")["US"].startswith("USA")


def test_offices_that_share_a_state_are_all_of_it(named) -> None:
    found = named("Sullivan met the Thai Prime Minister and Foreign Minister.", home="USA")
    assert found["Foreign Minister"].startswith("THA GOV")


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("A spokesman for Emmanuel Macron warned Italy.", "spokesman", "FRA"),
        ("A spokesman for Ban Ki-moon warned Italy.", "spokesman", "IGO:UN"),
    ],
)
def test_a_spokesman_is_of_the_state_or_body_that_is_spoken_for(named, text, words, state) -> None:
    assert named(text, "2015-06-01")[words].startswith(state)


@pytest.mark.parametrize(
    "text",
    [
        "Japan noted the Panama Papers.",
        "Japan thanked Representative Jordan.",
        "Japan thanked Indian Country.",
    ],
)
def test_names_that_hold_the_name_of_a_state_mean_none(named, text) -> None:
    assert set(named(text)) == {"Japan"}


@pytest.mark.parametrize(
    "text",
    [
        "Vice President Harris met with His Highness Sheikh Mohamed bin Zayed.",
        "Vice President Harris met His Royal Highness Salman bin Hamad Al Khalifa.",
        "Vice President Harris and His Majesty King Charles III spoke to financiers.",
        "Vice President Harris saw Her Excellency the Prime Minister of Iceland.",
    ],
)
def test_his_highness_is_a_title_and_points_back_to_nobody(named: Named, text: str) -> None:
    found = named(text)
    assert "His" not in found
    assert "Her" not in found
    assert any(who.startswith("USA GOV") for who in found.values())
