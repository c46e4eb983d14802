"""The coder on sentences of our own: right parties, root, status and day, and nothing where
nothing happened."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.codes import Certainty, Precision, Root, Status
from detente.events.coder import Coder
from detente.records import Document, Event

DAY = dt.date(2024, 4, 12)


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder.load()


def document(text: str, **fields: object) -> Document:
    values: dict[str, object] = {
        "id": "d1",
        "source": "test",
        "text": text,
        "published": DAY,
        "published_certainty": Certainty.GIVEN,
        "language": "en",
        "language_probability": 1.0,
        "known_at": DAY,
    }
    return Document(**{**values, **fields})  # type: ignore[arg-type]


def events_of(coder: Coder, text: str, **fields: object) -> list[Event]:
    return coder.code([document(text, **fields)])[0].events


def states(event: Event) -> set[str | None]:
    return {actor.state for actor in (*event.actors, *event.recipients)}


@pytest.mark.parametrize(
    ("text", "root", "parties"),
    [
        (
            "Japanese Prime Minister Fumio Kishida met U.S. President Joe Biden at the White House"
            " on Wednesday.",
            Root.CONSULT,
            {"JPN", "USA"},
        ),
        ("Canada imposed sanctions on Belarus on Monday.", Root.SANCTION, {"CAN", "BLR"}),
        ("Egypt condemned the Israeli strike.", Root.ACCUSE, {"EGY", "ISR"}),
        ("Norway sent medical supplies to Moldova.", Root.AID, {"NOR", "MDA"}),
        ("Russian forces attacked Ukraine with drones.", Root.ASSAULT, {"RUS", "UKR"}),
        ("India rejected China's proposal.", Root.REJECT, {"IND", "CHN"}),
    ],
)
def test_finds_root_and_parties(coder: Coder, text: str, root: Root, parties: set[str]) -> None:
    found = events_of(coder, text)
    assert [(event.root, states(event)) for event in found] == [(root, parties)]


def test_a_meeting_of_three_is_one_event_with_three_states(coder: Coder) -> None:
    (event,) = events_of(
        coder,
        "Joe Biden, Fumio Kishida and Ferdinand Marcos Jr. held talks in Washington on Thursday.",
    )
    assert event.root is Root.CONSULT
    assert states(event) == {"USA", "JPN", "PHL"}
    assert event.day == dt.date(2024, 4, 11)
    assert event.day_precision is Precision.DAY


def test_a_former_leader_is_out_of_office(coder: Coder) -> None:
    (event,) = events_of(coder, "Taro Aso met Donald Trump in New York on April 2.")
    assert {actor.level for actor in (*event.actors, *event.recipients)} == {"out of office"}


@pytest.mark.parametrize(
    "text",
    [
        "Japan and the United States are both members of the G7.",
        "Analysts say that trade between Germany and China has grown for decades.",
        "South Korea lies between Japan and China.",
    ],
)
def test_a_state_of_affairs_is_no_event(coder: Coder, text: str) -> None:
    assert events_of(coder, text) == []


def test_what_may_happen_did_not_happen(coder: Coder) -> None:
    found = events_of(coder, "France may impose sanctions on Iran if talks fail.")
    assert all(event.status is not Status.HAPPENED for event in found)


def test_evidence_is_the_sentence_in_the_document(coder: Coder) -> None:
    text = "The weather was fine.\n\nSpain expelled two Russian diplomats. Nobody was surprised."
    (event,) = events_of(coder, text)
    evidence = event.evidence
    assert text[evidence.start : evidence.stop] == evidence.quote
    assert evidence.quote == "Spain expelled two Russian diplomats."


def test_without_a_publication_day_only_what_names_its_year_is_dated(coder: Coder) -> None:
    text = "Brazil signed a treaty with Peru on 3 May 2019. Chile criticised Bolivia on Monday."
    found = events_of(coder, text, published=None, published_certainty=Certainty.UNKNOWN)
    assert {event.day for event in found} <= {dt.date(2019, 5, 3), None}
    assert dt.date(2019, 5, 3) in {event.day for event in found}


def test_coding_does_not_depend_on_the_company_of_other_documents(coder: Coder) -> None:
    first = document("Poland sent tanks to Ukraine.", id="a")
    second = document("The king of Jordan visited Berlin and met Olaf Scholz.", id="b")
    together = coder.code([first, second])
    apart = [coder.code([first])[0], coder.code([second])[0]]
    assert [c.events for c in together] == [c.events for c in apart]


@pytest.mark.parametrize(
    "text",
    [
        "Biden met Kishida, Yoon and Marcos in Washington on Wednesday.",
        "Biden, Kishida, Yoon and Marcos met in Washington.",
    ],
)
def test_takes_whole_lists(coder: Coder, text: str) -> None:
    (event,) = events_of(coder, text)
    assert states(event) == {"USA", "JPN", "KOR", "PHL"}


AFRICA = {
    "Kenya": "KEN", "Uganda": "UGA", "Rwanda": "RWA", "Burundi": "BDI", "Tanzania": "TZA",
    "Zambia": "ZMB", "Malawi": "MWI", "Angola": "AGO", "Botswana": "BWA", "Namibia": "NAM",
    "Zimbabwe": "ZWE", "Lesotho": "LSO", "Ghana": "GHA", "Togo": "TGO", "South Africa": "ZAF",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("The presidents of {} met in Arusha on Monday.", set()),
        ("President Biden met with the leaders of {} on Monday.", {"USA"}),
    ],
)
def test_takes_lists_longer_than_the_encoder_reads(coder: Coder, text: str, more: set[str]) -> None:
    names = list(AFRICA)
    listed = ", ".join(names[:-1]) + f" and {names[-1]}"
    (event,) = events_of(coder, text.format(listed))
    assert event.root is Root.CONSULT
    assert states(event) == {*AFRICA.values(), *more}


def test_a_guest_who_is_welcomed_is_met(coder: Coder) -> None:
    (event,) = events_of(coder, "President Biden welcomed Prime Minister Kishida of Japan.")
    assert event.root is Root.CONSULT


@pytest.mark.parametrize(
    "text",
    [
        "President Biden welcomed Prime Minister Kishida of Japan at the White House.",
        "Prime Minister Kishida was received by President Biden on Wednesday.",
        "Prime Minister Kishida of Japan visited President Biden in Washington.",
    ],
)
def test_a_guest_acts_and_a_host_is_visited(coder: Coder, text: str) -> None:
    (event,) = events_of(coder, text)
    assert [actor.state for actor in event.actors] == ["JPN"]
    assert [actor.state for actor in event.recipients] == ["USA"]


def test_who_comes_to_the_own_capital_visits_nobody(coder: Coder) -> None:
    assert not events_of(coder, "Former President Jimmy Carter arrived in Washington on Monday.")
    (event,) = events_of(coder, "Prime Minister Kishida of Japan flew to Washington on Monday.")
    assert states(event) == {"JPN", "USA"}


def test_who_arrived_in_a_capital_visits_it(coder: Coder) -> None:
    (event,) = events_of(coder, "Prime Minister Kishida of Japan arrived in Washington on Monday.")
    assert states(event) == {"JPN", "USA"}


def test_whom_the_leaders_condemn_is_none_of_them(coder: Coder) -> None:
    text = (
        "President Biden spoke today with Prime Minister Kishida following the missile launch of"
        " the DPRK. The leaders jointly condemned the DPRK's missile test."
    )
    found = [e for e in events_of(coder, text) if e.root is Root.ACCUSE]
    assert {a.state for event in found for a in event.recipients} == {"PRK"}
    assert "PRK" not in {actor.state for event in found for actor in event.actors}


def test_who_mourns_a_friend_killed_nobody(coder: Coder) -> None:
    text = "I am deeply saddened that my friend Abe Shinzo of Japan was shot and killed on Friday."
    found = events_of(coder, text, url="https://www.whitehouse.gov/briefing-room/x")
    assert "USA" not in {a.state for e in found if e.root is Root.ASSAULT for a in e.actors}


def test_a_question_is_no_event(coder: Coder) -> None:
    assert events_of(coder, "Did Russia attack Ukraine on Monday?") == []


@pytest.mark.parametrize(
    "text",
    [
        "The European Union extended its sanctions on Russia for six months.",
        "Canada renewed sanctions on Belarus for another year.",
    ],
)
def test_sanctions_that_go_on_are_no_concession(coder, text) -> None:
    assert [event.root for event in events_of(coder, text)] == [Root.SANCTION]


@pytest.mark.parametrize(
    ("text", "root", "parties", "about"),
    [
        (
            "Chinese and Indian officials held talks in Moscow, Russia, on Monday.",
            Root.CONSULT,
            {"CHN", "IND"},
            set(),
        ),
        (
            "The United States and South Korea agreed to closely coordinate on North Korea.",
            Root.AGREE,
            {"USA", "KOR"},
            {"PRK"},
        ),
        (
            "The leaders of India, Israel, the United Arab Emirates and the United States met as"
            " the I2U2 Group.",
            Root.CONSULT,
            {"IND", "ISR", "ARE", "USA"},
            set(),
        ),
        (
            "The foreign ministers of Chile and Peru met in Quito, Ecuador, on Monday.",
            Root.CONSULT,
            {"CHL", "PER"},
            set(),
        ),
        (
            "President Macron was in Poland and met President Duda.",
            Root.CONSULT,
            {"FRA", "POL"},
            set(),
        ),
        (
            "President Biden and Prime Minister Modi discussed the release of the hostages that"
            " Hamas had taken.",
            Root.CONSULT,
            {"USA", "IND"},
            {"PSE"},
        ),
        (
            "President Biden and President Macron discussed the recent talks between Russia and"
            " Ukraine.",
            Root.CONSULT,
            {"USA", "FRA"},
            {"RUS", "UKR"},
        ),
    ],
)
def test_a_place_a_topic_and_the_name_of_a_group_are_no_parties(
    coder: Coder, text: str, root: Root, parties: set[str], about: set[str]
) -> None:
    found = events_of(coder, text)
    assert [(e.root, states(e), set(e.about)) for e in found] == [(root, parties, about)]


def test_what_is_discussed_between_the_actors_does_not_make_them_recipients(coder: Coder) -> None:
    (event,) = events_of(
        coder,
        "President Biden and President Hichilema discussed how the United States and Zambia will"
        " build a railway.",
    )
    assert event.recipients == []


def test_to_rule_an_act_out_is_to_reject_it(coder: Coder) -> None:
    (event,) = events_of(coder, "Germany rules out sanctions against Hungary.")
    assert (event.root, states(event)) == (Root.REJECT, {"DEU"})


def test_two_clauses_tell_two_acts_of_one_actor(coder: Coder) -> None:
    found = events_of(
        coder,
        "Modi, who visited Moscow in July, telephoned Zelensky on Monday to congratulate him on"
        " Independence Day.",
    )
    assert [states(e) for e in found if e.root == Root.CONSULT] == [{"IND", "RUS"}, {"IND", "UKR"}]


def test_old_ties_are_broken_off_beside_new_ones(coder: Coder) -> None:
    found = events_of(
        coder,
        "Honduras established diplomatic relations with China on Sunday, hours after breaking off"
        " ties with Taiwan.",
    )
    assert [(e.root, states(e)) for e in found] == [
        (Root.SUPPORT, {"HND", "CHN"}),
        (Root.SANCTION, {"HND", "TWN"}),
    ]
