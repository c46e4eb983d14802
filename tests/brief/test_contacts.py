import datetime as dt

import pytest
from factories import make_actor, make_event

from detente.codes import Level, Precision, Root, Sector

ASO = make_actor("JPN", level=Level.OUT_OF_OFFICE, name="Taro Aso")
KISHIDA = make_actor("JPN", level=Level.LEADER, name="Fumio Kishida")
BIDEN = make_actor("USA", level=Level.LEADER, name="Joe Biden")
TRUMP = make_actor("USA", level=Level.OUT_OF_OFFICE, name="Donald Trump")
OKANO = make_actor("JPN", name="Masataka Okano", sector=Sector.PTY)
DAY = dt.date(2024, 4, 23)


@pytest.fixture
def contacts(retold):
    """Give a function that gives what a brief tells of contacts out of office."""

    def found(*events, section="contacts"):
        claims = next(one for one in retold(*events).sections if one.key == section).claims
        return [one.text for one in claims if one.kind == "contact out of office"]

    return found


@pytest.mark.parametrize(
    ("actors", "recipients"),
    [
        ([ASO], [TRUMP]),
        ([ASO, TRUMP], []),
        ([KISHIDA], [TRUMP]),
        (["JPN"], [TRUMP, "CHN"]),
        ([TRUMP], [KISHIDA]),
        ([ASO, "CHN", TRUMP], []),
    ],
)
def test_tells_whom_somebody_of_the_other_state_meets(contacts, actors, recipients):
    assert len(contacts(make_event(actors, recipients, day=DAY))) == 1


@pytest.mark.parametrize(
    ("actors", "recipients"),
    [
        ([TRUMP, BIDEN], [KISHIDA]),
        ([KISHIDA], [BIDEN, TRUMP]),
        ([KISHIDA, BIDEN, TRUMP], []),
        (["CHN"], [TRUMP, "JPN"]),
        ([BIDEN], [OKANO]),
    ],
)
def test_not_who_only_stands_beside_an_ally_or_whose_office_is_not_known(
    contacts, actors, recipients
):
    assert contacts(make_event(actors, recipients, day=DAY)) == []


def test_what_is_hostile_is_no_contact(contacts):
    assert contacts(make_event([TRUMP], ["JPN"], root=Root.ACCUSE, day=DAY)) == []


def test_the_headline_names_the_clearest_with_its_day(contacts):
    vague = make_event([BIDEN], [ASO], day=dt.date(2024, 5, 20), precision=Precision.REPORT)
    (text,) = contacts(make_event([ASO], [TRUMP], day=DAY), vague, section="headlines")
    assert text.startswith("23 April 2024: Taro Aso (Japan, out of office) and Donald Trump")


@pytest.mark.parametrize("also_told", [True, False])
def test_who_governs_by_other_reports_is_not_out_of_office(contacts, also_told):
    late = make_actor("JPN", level=Level.OUT_OF_OFFICE, name="Fumio Kishida")
    looked_back = make_event([late], ["USA"], day=dt.date(2024, 4, 1), precision=Precision.MONTH)
    told_then = make_event([KISHIDA], [BIDEN], day=dt.date(2024, 4, 10))
    events = [looked_back, told_then] if also_told else [looked_back]
    assert len(contacts(*events)) == (0 if also_told else 1)
