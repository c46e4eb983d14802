"""Which words of a sentence are one party."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Named = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Japanese Prime Minister Fumio Kishida met US President Joe Biden.",
            ["Japanese Prime Minister Fumio Kishida", "US President Joe Biden"],
        ),
        ("President William Ruto of Kenya met Modi.", ["President William Ruto of Kenya", "Modi"]),
        (
            "Modi met US President Joe Biden in Oslo.",
            ["Modi", "US President Joe Biden", "Oslo"],
        ),
        ("China's Xi called Putin.", ["China's Xi", "Putin"]),
        ("Presidents Joe Biden and Emmanuel Macron met.", ["Joe Biden", "Emmanuel Macron"]),
        ("Taro Aso, a former prime minister of Japan, met Modi.", ["Taro Aso", "Modi"]),
        ("China's foreign minister, Wang Yi, visited Moscow.", ["Wang Yi", "Moscow"]),
        (
            "East Timor's president, Jose Ramos-Horta, visited Beijing.",
            ["Jose Ramos-Horta", "Beijing"],
        ),
        ("The two leaders, Biden and Kishida, condemned Mali.", ["Biden", "Kishida", "Mali"]),
        ("The leader of North Korea thanked Mali.", ["leader of North Korea", "Mali"]),
        ("Seoul's defence ministry thanked Mali.", ["Seoul's defence ministry", "Mali"]),
        ("Biden, 81, met Kishida.", ["Biden", "Kishida"]),
        (
            "Wang Yi, China's foreign minister, visited Moscow.",
            ["Wang Yi", "Moscow"],
        ),
        (
            "Sergei Lavrov, the Russian foreign minister, visited Ankara.",
            ["Sergei Lavrov", "Ankara"],
        ),
    ],
)
def test_takes_a_name_with_its_title_and_description_for_one_party(
    named: Named, text: str, parties: list[str]
) -> None:
    assert list(named(text)) == parties


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "Wang Yi, China's foreign minister, visited Moscow.",
            "Wang Yi",
            "CHN GOV wang-yi minister",
        ),
        (
            "Taro Aso, a former prime minister of Japan, met Modi.",
            "Taro Aso",
            "JPN PTY taro-aso out of office",
        ),
        (
            "Hakan Fidan, the Turkish foreign minister, visited Chile.",
            "Hakan Fidan",
            "TUR GOV hakan-fidan minister",
        ),
    ],
)
def test_knows_the_person_behind_a_description(
    named: Named, text: str, words: str, who: str
) -> None:
    found = named(text)
    assert next(found[party] for party in found if party.startswith(words)) == who
