"""Say in which mode of its root an event was done, by its words.

Source: the modes of PLOVER 0.8; the word lists are the project's own.
"""

from __future__ import annotations

import re
from typing import Final

from detente.codes import Root

_WORDS: Final[dict[Root, tuple[tuple[str, str], ...]]] = {
    Root.CONSULT: (
        ("phone", r"phone|telephone|(?<!so-)call(?:ed)?\b(?! (?:for|on|off))|(?:video|tele)[ -]?conference|spoke (?:by|with)"),
        ("third-party", r"mediat|intermediar|broker|shuttle"),
        ("multilateral", r"summit of|G7\b|G20\b|quad\b|trilateral|multilateral|ministerial|(?<!news )(?<!press )conference"),
        ("visit", r"visit|travel|trips?\b|host(?:s|ed|ing)?\b|arriv|welcom|tour(?:s|ed|ing)?\b"),
    ),
    Root.RETREAT: (
        ("ceasefire", r"ceasefire|cease-fire|truces?\b"),
        ("release", r"releas|free[ds]?\b|swap|exchang"),
        ("resign", r"resign|step(?:ped|s)? down"),
        ("withdraw", r"withdr|pull(?:ed|s)? (?:out|back)"),
        ("disarm", r"disarm|dismantl"),
        ("access", r"inspector|observer|access\b"),
    ),
    Root.REQUEST: (
        ("meet", r"talks\b|meet(?:s|ings?)?\b|negotiat|dialogue"),
        ("assist", r"aid\b|help(?:s|ed|ing)?\b|assist(?:s|ed|ing|ance)?\b|support(?:s|ed|ing)?\b|weapons?\b|troops\b|funds\b"),
        ("yield", r"withdr|releas|ceas|stop(?:s|ped|ping)?\b|halt(?:s|ed|ing)?\b|lift(?:s|ed|ing)?\b"),
        ("change", r"reform|chang(?:e[sd]?|ing)\b|polic(?:y|ies)\b|laws?\b"),
    ),
    Root.ACCUSE: (
        ("investigate", r"investigat|prob(?:e[sd]?|ing)\b|inquir"),
        ("allege", r"accus|alleg(?:e[sd]?|edly|ing|ations?)\b|(?<!in )charg(?:e[sd]?|ing)\b|sue[sd]?\b|suing\b|blam"),
        ("disapprove", r"."),
    ),
    Root.PROTEST: (
        ("strike", r"(?<!hunger )strike|walkout"),
        ("riot", r"riot|clash"),
        ("hunger", r"hunger"),
        ("boycott", r"boycott"),
        ("obstruct", r"block(?:s|ed|ing|ad\w+)?\b|barricad|obstruct|occup"),
        ("demo", r"."),
    ),
    Root.SANCTION: (
        ("expel", r"expel|expuls"),
        ("withdraw", r"left\b|leav(?:es?|ing)\b|withdr|quit(?:s|ting)?\b|exit|pull"),
        ("convict", r"convict|sentenc"),
        ("discontinue", r"."),
    ),
    Root.MOBILIZE: (
        ("weapons", r"missile|nuclear|rocket|test(?:s|ed|ing)?\b"),
        ("police", r"police"),
        ("militia", r"militia"),
        ("troops", r"."),
    ),
    Root.COERCE: (
        ("arrest", r"arrest|detain|jail|custody|imprison"),
        ("seize", r"seiz|confiscat|raid(?:s|ed|ing)?\b|impound"),
        ("deport", r"deport"),
        ("cyber", r"cyber|hack(?:s|ed|ing|ers?)?\b"),
        ("censor", r"censor|shut down|block(?:ed|s)? (?:access|website)"),
        ("ban", r"ban(?:s|n(?:ed|ing))?\b|outlaw|prohibit"),
        ("curfew", r"curfew"),
        ("martial-law", r"martial law|emergency"),
        ("misinformation", r"disinformation|misinformation"),
        ("restrict", r"."),
    ),
    Root.ASSAULT: (
        ("abduct", r"abduct|kidnap|hostage"),
        ("assassinate", r"assassin"),
        ("suicide-attack", r"suicide"),
        ("explosives", r"(?:fire)?bomb(?!ard)|explod|explosi|(?:land)?mines?\b|IEDs?\b"),
        ("torture", r"tortur"),
        ("execute", r"execut(?:ed|ions?)\b"),
        ("beat", r"beat(?:s|en|ings?)?\b"),
        ("crowd-control", r"tear gas|water cannon|rubber bullet"),
        ("firearms", r"shots?\b|shotgun|shoot|gunm[ae]n|gunfire"),
        ("heavy-weapons", r"missile|air ?strike|drone|shell(?:s|ed|ing)?\b|bombard|artillery|strike|invad|invasion"),
    ),
}  # fmt: skip
"""Words from their first letter on; without ``\b`` behind it a word may go on ("releas")."""

_MODES: Final = {
    root: tuple((mode, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for mode, words in modes)
    for root, modes in _WORDS.items()
}


_ASKED: Final = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|request(?:s|ed|ing)?|urg(?:e[sd]?|ing)|call(?:s|ed|ing)? (?:on|for|upon)"
    r"|demand(?:s|ed|ing)?|appeal(?:s|ed|ing)?|press(?:es|ed|ing)?|s(?:eek(?:s|ing)?|ought)"
    r"|propos(?:e[sd]?|ing)|proposals?|invit(?:e[sd]?|ing)|plead(?:s|ed|ing)?)\b((?:\W+\w+){1,9})",
    re.IGNORECASE,
)


def _asked_for(text: str) -> str:
    """Give the nine words behind each word of asking; the text itself where there is none."""
    return " ".join(_ASKED.findall(text)) or text


def mode_of(root: Root, text: str) -> str | None:
    """Give the first mode of a root whose words stand in a text; none where none does.

    Examples
    --------
    >>> mode_of(Root.SANCTION, "Russia expelled two diplomats"), mode_of(Root.AID, "sent rice")
    ('expel', None)
    """
    if root is Root.REQUEST:
        text = _asked_for(text)
    for mode, pattern in _MODES.get(root, ()):
        if pattern.search(text):
            return mode
    return None
