import datetime as dt
from pathlib import Path

import pytest
from factories import make_actor, make_event, make_store

from detente.codes import Level, Root
from detente.errors import InputError, UnknownName
from detente.relations.judgements import Verdict, check, read_judgements

COURTS = """
from = 2024-04-01
to = 2024-04-30

[[judgement]]
says = "Japan courts the United States."
indicator = "courtship"
states = ["Japan", "USA"]
"""


@pytest.fixture
def judged(tmp_path):
    """Give a function that writes judgements and holds them against praise from Japan only."""

    def judged(text):
        path = tmp_path / "judgements.toml"
        path.write_text(text, encoding="utf-8")
        days = [dt.date(2024, 4, day) for day in range(1, 21)]
        events = [make_event("JPN", "USA", root=Root.SUPPORT, day=day) for day in days]
        others = [make_event("FRA", "DEU", root=Root.SUPPORT, day=day) for day in days]
        with make_store(tmp_path, events + others) as store:
            return check(store.table("events"), read_judgements(path))

    return judged


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        ("above = 0", Verdict.SUPPORTED),
        ("below = 0", Verdict.CONTRADICTED),
        ("above = 3.5", Verdict.OPEN),
        ("above = 99", Verdict.CONTRADICTED),
        ("below = 99", Verdict.SUPPORTED),
    ],
)
def test_says_how_a_measure_stands_to_a_judgement(claimed, verdict, judged):
    (line,) = judged(COURTS + claimed)
    assert line.verdict is verdict
    assert line.low < line.value < line.high
    assert line.n == 20
    assert len(line.evidence) == 20


def test_cannot_say_where_the_measure_is_withheld(judged):
    (line,) = judged(COURTS.replace('"Japan", "USA"', '"KOR", "USA"') + "above = 0")
    assert line.verdict is Verdict.OPEN
    assert line.value is None
    assert "No value" in line.reading


def test_cannot_say_where_no_finding_is_of_that_group(judged):
    (line,) = judged(COURTS + 'above = 0\ngroup = ["PHL"]')
    assert line.verdict is Verdict.OPEN
    assert line.reading == "no such finding in the period"


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        (COURTS, InputError, "one of above, below"),
        (COURTS + "above = 1\nbelow = 0", InputError, "one of above, below"),
        (COURTS + "above = 1\nbellow = 0", UnknownName, "did you mean below"),
        (COURTS.replace("courtship", "courtshp") + "above = 0", UnknownName, "courtship"),
        (COURTS.replace('"USA"', '"Usania"') + "above = 0", UnknownName, "Usania"),
        (COURTS.replace(', "USA"', "") + "above = 0", InputError, "two states"),
        (COURTS.replace("to = 2024-04-30", "") + "above = 0", InputError, "has no to"),
        (COURTS.replace("2024-04-30", "2023-04-30") + "above = 0", InputError, "no period"),
        ("from = 2024-01-01", InputError, "no \\[\\[judgement"),
        ("from = ", InputError, "cannot be read"),
    ],
)
def test_refuses_what_is_no_judgement(text, error, message, judged):
    with pytest.raises(error, match=message):
        judged(text)


def test_tells_a_first_meeting_from_a_later_one(tmp_path):
    path = tmp_path / "judgements.toml"
    path.write_text(
        COURTS.replace("courtship", "minilateral") + 'group = ["PHL"]\nfirst = true', "utf-8"
    )
    leaders = [make_actor(state, level=Level.LEADER) for state in ("JPN", "PHL", "USA")]
    meeting = make_event(leaders, day=dt.date(2024, 4, 11))
    before = make_event(leaders, day=dt.date(2023, 4, 11))
    verdicts = []
    for name, events in (("first", [meeting]), ("later", [before, meeting]), ("none", [before])):
        with make_store(tmp_path, events, name) as store:
            (line,) = check(store.table("events"), read_judgements(path))
        verdicts.append(line.verdict)
    assert verdicts == [Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.OPEN]


def test_the_judgements_of_the_example_can_be_read():
    path = Path(__file__).parents[2] / "examples" / "judgements" / "japan_us_2024.toml"
    assert len(read_judgements(path)) > 15
