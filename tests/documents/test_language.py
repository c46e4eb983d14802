"""Which language a text is said to be in."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from detente.documents.language import detect_language

SHARED = Path(__file__).parents[2].parent / "shared"

TEXTS = {
    "en": "The prime minister met the president on Wednesday to discuss the treaty.",
    "de": "Der Präsident traf am Mittwoch den Premierminister, und sprach über den Vertrag.",
    "fr": "Le ministre des Affaires étrangères s'est rendu mardi dans la capitale pour en parler.",
    "es": "El presidente se reunió el miércoles con el primer ministro para hablar del tratado.",
    "ru": "Президент встретился во вторник с премьер-министром, чтобы обсудить новый договор.",
    "ja": "首相は水曜日に大統領と会談し、新しい条約について話し合った。",
    "zh": "总统星期三会见了总理，讨论了新的条约和两国之间的贸易问题。",
    "ko": "대통령은 수요일 총리를 만나 새로운 조약과 무역 문제를 논의하고 공동 성명을 발표했다.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_tells_languages_apart(code: str) -> None:
    detected = detect_language(TEXTS[code])
    assert detected.code == code
    assert 0.5 < detected.probability <= 1


@pytest.mark.parametrize("text", ["", "   ", "Oslo", "12:30 14.5 %", "Berg, Lima, Sato"])
def test_says_nothing_of_texts_that_are_too_short(text: str) -> None:
    assert detect_language(text) == ("und", 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "Two tour buses collide along the Chūō Expressway in Hachiōji, Tokyo, and many are hurt.",
        "Two men are arrested at a school in Spišská Stará Ves, Slovakia, after an attack.",
        "Minister José Ramírez Núñez of São Tomé and Príncipe signs a treaty in Città della Pieve.",
    ],
)
def test_is_not_misled_by_foreign_names(text: str) -> None:
    assert detect_language(text).code == "en"


def test_takes_hardly_any_english_news_for_foreign() -> None:
    path = SHARED / "data/articles/wikipedia_current_events_2025.jsonl.gz"
    if not path.exists():
        pytest.skip(f"needs {path}")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        texts = [json.loads(line)["text"] for line in stream][::5]
    foreign = [text for text in texts if detect_language(text).code not in ("en", "und")]
    assert len(foreign) <= 0.002 * len(texts)
