"""In which mode of its root an act was done."""

from __future__ import annotations

import pytest

from detente.codes import Root
from detente.events.modes import mode_of


def gap(reason: str, *values: object) -> object:
    """Mark a row of a table that is known to fail today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


INSIDE = "the words are looked for inside other words"


@pytest.mark.parametrize(
    ("root", "text", "mode"),
    [
        (Root.CONSULT, "The ministers spoke by phone", "phone"),
        (Root.CONSULT, "Biden called Xi", "phone"),
        (Root.CONSULT, "Oman mediated the talks", "third-party"),
        (Root.CONSULT, "The leaders met at the G7 summit", "multilateral"),
        (Root.CONSULT, "Modi visited Kenya", "visit"),
        (Root.CONSULT, "Biden called for talks and met Xi", None),
        (Root.CONSULT, "The ministers met", None),
        (Root.RETREAT, "The ceasefire began", "ceasefire"),
        (Root.RETREAT, "Kenya released two men", "release"),
        (Root.RETREAT, "The minister stepped down", "resign"),
        (Root.RETREAT, "Troops withdrew from the town", "withdraw"),
        (Root.RETREAT, "The group disarmed", "disarm"),
        (Root.RETREAT, "Iran let inspectors in", "access"),
        (Root.REQUEST, "Kenya urged new talks", "meet"),
        (Root.REQUEST, "Kenya appealed for weapons", "assist"),
        (Root.REQUEST, "Kenya urged Chile to halt the work", "yield"),
        (Root.ACCUSE, "Kenya opened an inquiry", "investigate"),
        (Root.ACCUSE, "Kenya accused Chile", "allege"),
        (Root.ACCUSE, "Kenya condemned Chile", "disapprove"),
        (Root.PROTEST, "Workers went on strike", "strike"),
        (Root.PROTEST, "Thousands marched", "demo"),
        (Root.SANCTION, "Russia expelled two diplomats", "expel"),
        (Root.SANCTION, "Kenya left the treaty", "withdraw"),
        (Root.SANCTION, "Kenya convicted two Chileans", "convict"),
        (Root.SANCTION, "Kenya imposed tariffs", "discontinue"),
        (Root.MOBILIZE, "North Korea fired a missile", "weapons"),
        (Root.MOBILIZE, "Kenya sent troops to the border", "troops"),
        (Root.COERCE, "Police arrested two", "arrest"),
        (Root.COERCE, "Kenya seized a ship", "seize"),
        (Root.COERCE, "Kenya outlawed the party", "ban"),
        (Root.COERCE, "Kenya limited travel", "restrict"),
        (Root.ASSAULT, "Gunmen took hostages", "abduct"),
        (Root.ASSAULT, "Planes bombed a port", "explosives"),
        (Root.ASSAULT, "Guns bombarded a port", "heavy-weapons"),
        (Root.ASSAULT, "Soldiers shot two men", "firearms"),
        (Root.ASSAULT, "Airstrikes hit the town", "heavy-weapons"),
        (Root.ASSAULT, "Kenya killed two men", None),
        (Root.AID, "Kenya sent rice", None),
        (Root.AGREE, "Kenya agreed to talks", None),
        gap(INSIDE + ": aid in said", Root.REQUEST, "Kenya should stop, Chile said", "yield"),
        gap(
            INSIDE + ": ied in died",
            Root.ASSAULT,
            "Two died when soldiers shot at them",
            "firearms",
        ),
        gap(
            INSIDE + ": sue in issue",
            Root.ACCUSE,
            "Kenya condemned Chile on the issue",
            "disapprove",
        ),
        gap(INSIDE + ": host in hostage", Root.CONSULT, "They met over the hostages", None),
        gap(
            INSIDE + ": test in latest", Root.MOBILIZE, "In the latest move, troops came", "troops"
        ),
        gap(INSIDE + ": ban in bank", Root.COERCE, "Kenya limited the bank", "restrict"),
        gap(INSIDE + ": mine in undermine", Root.ASSAULT, "Raids undermine peace", None),
        gap(INSIDE + ": law in flaw", Root.REQUEST, "Kenya asked that the flaw end", None),
    ],
)
def test_reads_the_mode_from_the_words(root: Root, text: str, mode: str | None) -> None:
    assert mode_of(root, text) == mode


@pytest.mark.parametrize("root", Root)
def test_gives_no_mode_for_an_empty_text_and_ignores_case(root: Root) -> None:
    assert mode_of(root, "") is None
    text = "Police seized, expelled and bombed; talks by phone on release."
    assert mode_of(root, text) == mode_of(root, text.upper())
