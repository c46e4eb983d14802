"""In which mode of its root an act was done."""

from __future__ import annotations

import pytest

from detente.codes import Root
from detente.events.modes import mode_of


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
        (Root.REQUEST, "At a meeting Kenya asked Chile for the truth about it", None),
        (Root.REQUEST, "Kenya urged it to keep the lead it had held so far at a meeting", None),
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
        (Root.PROTEST, "Prisoners went on hunger strike", "hunger"),
        (Root.ASSAULT, "A landmine killed two men", "explosives"),
        (Root.ASSAULT, "An IED killed two men", "explosives"),
        (Root.ACCUSE, "Kenya sued Chile", "allege"),
    ],
)
def test_reads_the_mode_from_the_words(root: Root, text: str, mode: str | None) -> None:
    assert mode_of(root, text) == mode


@pytest.mark.parametrize(
    ("root", "text", "mode"),
    [
        (Root.REQUEST, "Kenya should stop, Chile said", "yield"),
        (Root.REQUEST, "Kenya asked that the flaw end", None),
        (Root.REQUEST, "The assistant secretary asked the lawyer", None),
        (Root.ASSAULT, "Two died when soldiers shot at them", "firearms"),
        (Root.ASSAULT, "Raids undermine peace", None),
        (Root.ASSAULT, "They explored a mineral field", None),
        (Root.ASSAULT, "The executive fought", None),
        (Root.ACCUSE, "Kenya condemned Chile on the issue", "disapprove"),
        (Root.ACCUSE, "Kenya condemned the problem of allegiance", "disapprove"),
        (Root.ACCUSE, "The official in charge condemned Chile", "disapprove"),
        (Root.CONSULT, "They met over the hostages", None),
        (Root.CONSULT, "They met immediately, at a news conference on tourism", None),
        (Root.CONSULT, "The tripartite squad met the so-called envoy", None),
        (Root.MOBILIZE, "In the latest move, troops came", "troops"),
        (Root.MOBILIZE, "He testified that troops came", "troops"),
        (Root.COERCE, "Kenya limited the bank", "restrict"),
        (Root.COERCE, "Kenya, afraid, limited the shackles", "restrict"),
        (Root.PROTEST, "Patriots rallied in the city", "demo"),
        (Root.SANCTION, "The leftist leader imposed tariffs quite soon", "discontinue"),
        (Root.RETREAT, "The accession talks ended", None),
    ],
)
def test_finds_no_word_inside_another(root: Root, text: str, mode: str | None) -> None:
    assert mode_of(root, text) == mode


@pytest.mark.parametrize("root", Root)
def test_gives_no_mode_for_an_empty_text_and_ignores_case(root: Root) -> None:
    assert mode_of(root, "") is None
    text = "Police seized, expelled and bombed; talks by phone on release."
    assert mode_of(root, text) == mode_of(root, text.upper())
