"""Long lists of parties: found, shortened for the encoder, and put back whole."""

from __future__ import annotations

import pytest

from detente.events.lists import MOST, lists_in, shortened
from detente.records import Actor, Mention

STATES = {
    "Fiji": "FJI", "Nauru": "NRU", "Palau": "PLW", "Samoa": "WSM", "Tonga": "TON",
    "Tuvalu": "TUV", "Vanuatu": "VUT", "Japan": "JPN", "China": "CHN", "Chile": "CHL",
}  # fmt: skip
EIGHT = "Fiji, Nauru, the Republic of Palau, Samoa, Niue, Tonga, Tuvalu, Vanuatu and Japan"


def parties_in(text: str) -> list[Mention]:
    return [
        Mention(
            document_id="d",
            sentence=0,
            start=start,
            stop=start + len(name),
            kind="name",
            actors=(Actor(text=name, state=code, sector="GOV"),),
        )
        for start, name, code in sorted(
            (text.index(name), name, code) for name, code in STATES.items() if name in text
        )
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fiji, Nauru, Palau and Samoa met.", [range(4)]),
        ("President Rabuka of Fiji, Mr. Adeang of Nauru; Palau and Samoa met.", [range(4)]),
        ("China told Fiji, Nauru, the Republic of Palau and Samoa.", [range(1, 5)]),
        ("Fiji, Nauru and Palau met.", []),
        ("Fiji met Nauru, which Palau told, and Samoa.", []),
        ("Fiji Nauru Palau Samoa", []),
        ("", []),
    ],
)
def test_finds_runs_of_names(text: str, found: list[range]) -> None:
    assert lists_in(text, parties_in(text)) == found


def test_one_state_told_often_is_no_list() -> None:
    text = "Fiji, Nauru, Palau and Samoa met."
    same = [
        Mention(
            document_id="d", sentence=0, start=p.start, stop=p.stop, kind="name",
            actors=(Actor(text="x", state="FJI", sector="GOV"),),
        )
        for p in parties_in(text)
    ]  # fmt: skip
    assert lists_in(text, same) == []


def test_shows_the_head_and_the_end_of_a_long_list() -> None:
    text = f"China met leaders of {EIGHT} as Chile looked on."
    parties = parties_in(text)
    marked, kept = shortened(text, parties)
    assert marked.text == (
        "China met leaders of Fiji, Nauru, the Republic of Palau and Japan as Chile looked on."
    )
    names = [marked.text[start:stop] for start, stop in marked.parties]
    assert names == ["China", "Fiji", "Nauru", "Palau", "Japan", "Chile"]
    assert [parties[i].actors[0].text for i in kept] == names


def test_leaves_short_lists_as_they_are() -> None:
    text = "Fiji, Nauru, Palau, Samoa, Tonga and Tuvalu met."
    marked, kept = shortened(text, parties_in(text))
    assert marked.text == text
    assert kept == list(range(6))


def test_marks_no_more_parties_than_can_be_read() -> None:
    text = " met ".join(STATES) + " met Fiji" * 10
    parties = [*parties_in(text)] * 2
    marked, kept = shortened(text, parties[: MOST + 5])
    assert len(marked.parties) == len(kept) == MOST
