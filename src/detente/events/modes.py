"""Say in which mode of its root an event was done, by its words.

Source: the modes of PLOVER 0.8; the word lists are the project's own.
"""

from __future__ import annotations

import re
from typing import Final

from detente.codes import Root

_WORDS: Final[dict[Root, tuple[tuple[str, str], ...]]] = {
    Root.CONSULT: (
        ("phone", r"phone|telephone|call(?:ed)?\b(?! (?:for|on))|video ?conference|spoke (?:by|with)"),
        ("third-party", r"mediat|broker|shuttle"),
        ("multilateral", r"summit of|G7|G20|quad|trilateral|multilateral|ministerial|conference"),
        ("visit", r"visit|travel|trip|host|arriv|welcom|tour"),
    ),
    Root.RETREAT: (
        ("ceasefire", r"ceasefire|cease-fire|truce"),
        ("release", r"releas|free[ds]?\b|swap|exchang"),
        ("resign", r"resign|step(?:ped|s)? down"),
        ("withdraw", r"withdr|pull(?:ed|s)? (?:out|back)"),
        ("disarm", r"disarm|dismantl"),
        ("access", r"inspector|observer|access"),
    ),
    Root.REQUEST: (
        ("meet", r"talks|meet|negotiat|dialogue"),
        ("assist", r"aid|help|assist|support|weapons|troops|funds"),
        ("yield", r"withdraw|release|cease|stop|halt|lift"),
        ("change", r"reform|change|policy|law"),
    ),
    Root.ACCUSE: (
        ("investigate", r"investigat|prob(?:e|ing)|inquir"),
        ("allege", r"accus|alleg|charg|sue|blam"),
        ("disapprove", r"."),
    ),
    Root.PROTEST: (
        ("strike", r"strike|walkout"),
        ("riot", r"riot|clash"),
        ("hunger", r"hunger"),
        ("boycott", r"boycott"),
        ("obstruct", r"block|barricad|obstruct|occup"),
        ("demo", r"."),
    ),
    Root.SANCTION: (
        ("expel", r"expel|expuls"),
        ("withdraw", r"left|leav|withdr|quit|exit|pull"),
        ("convict", r"convict|sentenc"),
        ("discontinue", r"."),
    ),
    Root.MOBILIZE: (
        ("weapons", r"missile|nuclear|rocket|test"),
        ("police", r"police"),
        ("militia", r"militia"),
        ("troops", r"."),
    ),
    Root.COERCE: (
        ("arrest", r"arrest|detain|jail|custody|imprison"),
        ("seize", r"seiz|confiscat|raid|impound"),
        ("deport", r"deport"),
        ("cyber", r"cyber|hack"),
        ("censor", r"censor|shut down|block(?:ed|s)? (?:access|website)"),
        ("ban", r"\bban|outlaw|prohibit"),
        ("curfew", r"curfew"),
        ("martial-law", r"martial law|emergency"),
        ("misinformation", r"disinformation|misinformation"),
        ("restrict", r"."),
    ),
    Root.ASSAULT: (
        ("abduct", r"abduct|kidnap|hostage"),
        ("assassinate", r"assassin"),
        ("suicide-attack", r"suicide"),
        ("explosives", r"bomb(?!ard)|explo|mine\b|IED"),
        ("torture", r"tortur"),
        ("execute", r"execut(?:ed|ion)"),
        ("beat", r"beat"),
        ("crowd-control", r"tear gas|water cannon|rubber bullet"),
        ("firearms", r"shot|shoot|gunm|gunfire"),
        ("heavy-weapons", r"missile|air ?strike|drone|shell|bombard|artillery|strike|invad|invasion"),
    ),
}  # fmt: skip

_MODES: Final = {
    root: tuple((mode, re.compile(words, re.IGNORECASE)) for mode, words in modes)
    for root, modes in _WORDS.items()
}


def mode_of(root: Root, text: str) -> str | None:
    """Give the first mode of a root whose words stand in a text; none where none does.

    Examples
    --------
    >>> mode_of(Root.SANCTION, "Russia expelled two diplomats"), mode_of(Root.AID, "sent rice")
    ('expel', None)
    """
    for mode, pattern in _MODES.get(root, ()):
        if pattern.search(text):
            return mode
    return None
