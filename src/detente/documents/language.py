"""Tell in which language a text is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lingua import LanguageDetector

# The languages of the world's large news sites; a text in another one comes out as a near one
# of these with a low probability, and is not English either way.
LANGUAGES = (
    "ENGLISH",
    "FRENCH",
    "GERMAN",
    "SPANISH",
    "PORTUGUESE",
    "ITALIAN",
    "DUTCH",
    "SWEDISH",
    "POLISH",
    "CZECH",
    "ROMANIAN",
    "GREEK",
    "RUSSIAN",
    "UKRAINIAN",
    "TURKISH",
    "ARABIC",
    "PERSIAN",
    "HEBREW",
    "HINDI",
    "CHINESE",
    "JAPANESE",
    "KOREAN",
    "VIETNAMESE",
    "INDONESIAN",
    "TAGALOG",
)
LETTERS_READ = 500  # characters from the beginning that are looked at
FEWEST_LETTERS = 40  # below this many, names decide more than the language does
# Foreign names make short English texts look foreign. Of 5,400 English one-sentence news items
# (Wikipedia, 2025) the small models alone took 81 for another language; with names left out
# and the large models below this length, 2. The large ones take 0.4 GB and load when needed.
SMALL_MODELS_FROM = 250  # characters


class Detected(NamedTuple):
    """Hold the likeliest language of a text."""

    code: str  # ISO 639-1, or 'und' if the text is too short to tell
    probability: float  # of that language; 0..1


UNDETERMINED = Detected("und", 0.0)


def detect_language(text: str) -> Detected:
    """Give the likeliest language of a text by its first 500 characters.

    A text counts as foreign only if it seems so with and without its names.

    Examples
    --------
    >>> detect_language("The two ministers signed the treaty in the afternoon.").code
    'en'
    >>> detect_language("Oslo")
    Detected(code='und', probability=0.0)
    """
    sample = " ".join(text[: 2 * LETTERS_READ].split())[:LETTERS_READ]
    # A sign of Chinese or Japanese says about as much as three letters do.
    letters = sum(1 if letter < "\u3000" else 3 for letter in sample if letter.isalpha())
    if letters < FEWEST_LETTERS:
        return UNDETERMINED
    is_short = len(sample) < SMALL_MODELS_FROM
    first = _likeliest(sample, large=False)
    if first.code == "en":
        return first
    if is_short:
        first = _likeliest(sample, large=True)
    second = _likeliest(_without_names(sample), large=is_short)
    if first.code == second.code:
        return first
    return max((found for found in (first, second) if found.code == "en"), default=UNDETERMINED)


def _without_names(sample: str) -> str:
    """Leave out words with a capital; give all back if too little remains."""
    rest = " ".join(word for word in sample.split() if not word[:1].isupper())
    return rest if len(rest) >= FEWEST_LETTERS // 2 else sample


def _likeliest(sample: str, *, large: bool) -> Detected:
    ranked = _detector(large=large).compute_language_confidence_values(sample)
    if not ranked or ranked[0].value <= 0:
        return UNDETERMINED
    return Detected(
        ranked[0].language.iso_code_639_1.name.lower(), min(max(ranked[0].value, 0.0), 1.0)
    )


@cache
def _detector(*, large: bool) -> LanguageDetector:
    """Build the detector of one size, once a process."""
    from lingua import Language, LanguageDetectorBuilder

    builder = LanguageDetectorBuilder.from_languages(
        *(getattr(Language, name) for name in LANGUAGES)
    )
    return (builder if large else builder.with_low_accuracy_mode()).build()
