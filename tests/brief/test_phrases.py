import pytest
from factories import make_actor, make_event

from detente.brief.happenings import happenings
from detente.brief.phrases import kind_of, kinds_of, named, noun, party, told
from detente.brief.reports import Report
from detente.codes import Issue, Level, Root, Sector, Status
from detente.records import Actor

KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")

TARIFFS = "It was about tariffs."


def happening(*args, **kwargs):
    event = make_event(*args, **kwargs)
    report = Report(event=event, title=None, publisher=None, url=None, before="", after="")
    return happenings([report])[0]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("Biden and Kishida spoke by phone.", "spoke by phone or video"),
        ("Biden received Kishida for an official visit.", "met on an official visit"),
        ("Biden hosted Kishida.", "met on a visit"),
        ("Kishida travelled to see Biden.", "Fumio Kishida (Japan) visited Joe Biden"),
        ("Kishida met Biden.", "met or held talks"),
        ("Kishida consulted Biden.", "were in contact (meeting, visit, call or talks)"),
    ],
)
def test_a_contact_is_called_what_its_quote_calls_it(quote, words):
    assert words in told(happening([KISHIDA], [BIDEN], quote=quote))


@pytest.mark.parametrize("root", list(Root))
def test_every_root_can_be_told_in_one_direction_and_together(root):
    directed = told(happening("USA", "JPN", root=root, issue=Issue.ECONOMY, quote=TARIFFS))
    together = told(happening(["JPN", "USA"], root=root))
    assert directed.startswith(("The United States", "the United States"))
    assert directed.endswith("on trade and the economy.")
    assert "Japan and the United States" in together
    assert "not said" in together or root.value in {
        "AGREE", "CONSULT", "SUPPORT", "COOPERATE",
    }  # fmt: skip


def test_a_plan_is_a_noun_and_not_a_deed():
    plan = happening("USA", "JPN", root=Root.SANCTION, status=Status.PLANNED)
    assert noun(plan) == "Sanction, tariff or break of relations: the United States towards Japan"


def test_a_state_is_left_out_where_somebody_of_it_is_named():
    assert named([KISHIDA, make_actor("JPN"), make_actor("USA")]) == [
        "Fumio Kishida (Japan)", "the United States",
    ]  # fmt: skip


def test_the_same_sector_of_several_states_is_named_once():
    forces = [make_actor(code, sector=Sector.MIL) for code in ("USA", "JPN", "AUS")]
    assert named([*forces, make_actor("PHL")]) == [
        "the armed forces of the United States, Japan and Australia", "the Philippines",
    ]  # fmt: skip


def test_many_parties_are_counted():
    states = [make_actor(code) for code in ("JPN", "USA", "PHL", "KOR", "AUS")]
    assert named(states) == ["Japan", "the United States", "the Philippines", "2 more"]


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        (make_actor("JPN", level=Level.OUT_OF_OFFICE, name="Taro"), "Taro (Japan, out of office)"),
        (make_actor("USA", level=Level.LEADER), "the leader of the United States"),
        (make_actor("JPN", sector=Sector.BUS), "businesses of Japan"),
        (make_actor("JPN", sector=Sector.UNK), "Japan"),
        (Actor(text="they", state=None, sector="UNK"), "an unnamed party"),
        (Actor(text="EU", state="IGO:EU", sector="IGO"), "the European Union"),
    ],
)  # fmt: skip
def test_parties_are_named_by_what_is_known_of_them(actor, words):
    assert party(actor) == words


def test_an_issue_is_named_only_where_the_quote_bears_it_out():
    assert told(happening("JPN", "USA", issue=Issue.ENVIRONMENT, quote="They saw Greensboro.")) == (
        told(happening("JPN", "USA", issue=Issue.DIPLOMACY, quote="They saw Greensboro."))
    )
    assert "climate" in told(happening("JPN", "USA", issue=Issue.ENVIRONMENT, quote="On oil."))
    assert "domestic" not in told(happening("JPN", "USA", issue=Issue.DOMESTIC, quote="At home."))


def test_a_mode_tells_more_than_the_root():
    inquiry = happening("USA", "JPN", root=Root.ACCUSE, mode="investigate")
    assert told(inquiry) == "The United States opened or led an inquiry into Japan."


def test_kinds_are_numbered_only_where_there_are_several():
    assert kinds_of(["material help"] * 3) == "material help"
    assert kinds_of(["visit", "help", "help"]) == "2 × help; 1 × visit"


def test_a_sale_that_is_put_off_is_no_penal_step():
    late = happening("JPN", "USA", root=Root.SANCTION, quote="The firm postponed its purchase.")
    hard = happening("JPN", "USA", root=Root.SANCTION, quote="Tokyo imposed tariffs.")
    assert "put off dealings with" in told(late)
    assert "put off" in kind_of(late)
    assert "penal step" in told(hard)
    assert "tariff" in kind_of(hard)
