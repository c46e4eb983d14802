"""Check that a sentence has a word for the act of conflict or the contact that the coder reads in it.

The encoder knows kinds of sentences; in the smooth prose of governments it sometimes takes a
mention of trouble for an act between friends, and a career, a partnership or close work for a
meeting. There an act of conflict or a contact of which the encoder is not nearly sure is kept only
where some word of its kind stands in the sentence. The press, which has a hundred words for a
blow, is left alone, and so is criticism. The lists are the project's
own; `python -m training.check_words` says what they would lose if the encoder were never sure.
"""

from __future__ import annotations

import re
from typing import Final

from detente.codes import Root

_WORDS: Final[dict[Root, str]] = {
    Root.CONSULT: r"""meet met\b spoke speak talk convers discuss call(?:s|ed|ing)?\b phone telephon visit
        travel trip\b trips\b tour journey host welcom receiv greet consult dialog summit conferenc
        conven gather touch engag negotiat mediat broker bilateral trilat quadrilat sit\b sits\b
        sitting sat\b sit-down audience deleg attend communicat contact arriv went\b go(?:es|ing)?_to
        came\b come(?:s)?\b coming fl(?:y|ew|ies|own|ying)\b land(?:s|ed)?\b return stop(?:s|ped)?_in
        stopover roundtable round_table forum session exchang chair co-chair brief(?:s|ed|ing)?\b
        inform(?:s|ed)\b told tell(?:s|ing)?\b reach(?:es|ed|ing)?_out hear(?:s|d|ing)?_from face-to-face
        face_to_face spen(?:t|d|ds|ding)\b breakfast lunch dinner din(?:e|ed|es|ing)\b banquet ceremon
        funeral video virtual raised rais(?:es|ing) convey deliver(?:s|ed)_a_message shuttle
        interven peace_process good_offices paid_a pay_a pays_a joined_by accompan together_with
        sw(?:ore|orn)_in held\b hold(?:s|ing)?\b (?:is|was|are|were|been)_in\b accept(?:s|ed)_an_invitation guest""",
    Root.REJECT: r"""reject refus declin oppos vet(?:o|oe) den(?:y|ied|ies|ial)\b rul(?:e|es|ed|ing)_out turn
        against not\b n't\b never no\b block dismiss rebuff spurn resist snub disallow rul object ignor
        walk without bar(?:s|red)?\b exclud shun withh fail nor\b neither defi(?:ed|es|ance) cold
        shelv shut reluctan unwilling disagree say(?:s|ing)?_no scorn stall nix""",
    Root.THREATEN: r"""threat warn ultimat vow retaliat consequenc respond unless or_(?:face|else|see)\b
        will\b would\b shall\b if\b deadline pay_(?:a|the)_price revenge punish menac swear swore
        pledg promis caution declar ready prepared face brandish must\b 'll\b""",
    Root.PROTEST: r"""protest demonstrat march rall(?:y|ies|ied) strik struck riot boycott block obstruct
        clash crowd walkout walk\w*_out sit-in vigil burn hunger occup barricad chant picket
        gather taken?_to took_to stormed storm pelt hurl down_tools blockad unrest petition
        downed heckl boo(?:ed|s)?\b""",
    Root.SANCTION: r"""sanction tariff dut(?:y|ies)\b embargo expel expuls expell recall suspen halt cut
        withdr left\b leav quit exit ban(?:s|ned|ning)?\b restrict export block freez froze cancel
        break broke sever downgrad boycott revok blacklist list(?:s|ed|ing)\b designat penalt pull
        convict sentenc visa terminat end(?:s|ed|ing)?\b scrap stop impos levy levi persona bar(?:s|red|ring)?\b
        clos shut fin(?:e|es|ed)\b walk abandon ditch cap\b quota curb punish pun withh drop declar
        strip slap throw threw send\s sent\s order call off put disinvit prohibit limit tear tore
        remov denounc renounc repudiat asset oust relations tie[ds]?\b turn exclud""",
    Root.MOBILIZE: r"""deploy troop exercis drill missile launch test fl(?:y|ew|ies|own|ying)\b warplane jet
        fighter scrambl mobili[sz] alert warship carrier patrol sail force nuclear parad reserv
        convoy amass mass(?:es|ed|ing)?\b station intercept shadow send sent\b mov(?:e|es|ed|ing)\b tank
        army navy soldier guard bomber fleet ship vessel arm(?:s|ed|y)?\b readiness rocket weapon drone
        aircraft fire[ds]?\b firing submarine artiller militia polic border airspace war\b militar
        battery batteries brigade reinforc entered enter boat rehears plane helicopter balloon""",
    Root.COERCE: r"""arrest detain detent seiz jail imprison restrict censor deport hack cyber ban block
        crack curfew disinform misinform interfer coerc raid confiscat shut hold held hostage
        intimidat suppress persecut harass martial emergency expropriat nationali[sz] impound bar\b
        barr prison custody spy espion meddl propagand annex blockad clos occup evict takeover took
        order outlaw prohibit search round stop fin(?:e|ed)\b charg control pressur bully lock trap
        disrupt dissolv suspend remov extradit board cut jam(?:s|med|ming)?\b prevent withh freez froze
        impos forc storm stripp strip silenc hamper sentenc ransack surveil wiretap fabricat cancel""",
    Root.ASSAULT: r"""attack kill strik struck bomb shell fir(?:e|es|ed|ing)\b shot shoot invad invasion
        aggress war\b wars\b assault abduct kidnap assassin rocket missile drone raid hit\b hits\b
        wound injur massacr genocid atroc clash fight fought battl murder execut behead stab
        explo blast blew blow poison tortur beat rape offensive bombard torch storm captur ambush
        air_strike airstrike violen terror dead\b death died dies destroy downed down(?:s|ing)\b intercept
        sank sink gun ramm seiz crush tear_gas water_cannon overr overthr coup cross drop
        hostil blaze slaughter crackdown charg damage victim brutal fell\b dismember pounded pound
        hammer target level ram(?:s|med)?\b set_fire burn use[ds]?_force trad\w+ advance took tak""",
}

SURE: Final = 0.95
"""Probability of the root from which no word is asked for."""
_PATTERNS: Final = {
    root: re.compile(
        "|".join(
            (word if word.startswith(("'", "n't")) else rf"\b{word}").replace("_", r"\s+")
            for word in words.split()
        ),
        re.IGNORECASE,
    )
    for root, words in _WORDS.items()
}

_RENEWED: Final = re.compile(
    r"\b{go_on}\w*\b{gap}\b{measure}\b|\b{measure}\b{gap}\b(?:was|were|been|be|being) {go_on}ed\b".format(
        go_on=r"(?:extend|renew|prolong|maintain|retain|re-?impos|roll)",
        gap=r"(?:[\s,-]+\w+){0,5}?[\s,-]+",
        measure=r"(?:sanctions|embargo(?:es)?|tariffs|restrictive measures|export controls"
        r"|asset freezes?|visa bans?)",
    ),
    re.IGNORECASE,
)
_EASED: Final = re.compile(
    r"\b(?:eas(?:e|es|ed|ing)|lift|relax|waive|suspen|remov|exempt|exclusion|licen[cs]e|deadline|truce|paus"
    r"|ceasefire|relief|reliev|roll(?:ed|s|ing)? back|scrap|drop|end(?:s|ed|ing)?\b|expir|without)",
    re.IGNORECASE,
)


def renews_sanctions(text: str) -> bool:
    """Tell whether a text says that sanctions go on, and nothing of their easing.

    Examples
    --------
    >>> renews_sanctions("The European Union extended its sanctions on Russia.")
    True
    >>> renews_sanctions("Washington extended the waiver and eased its sanctions on Iran.")
    False
    """
    return bool(_RENEWED.search(text)) and not _EASED.search(text)


def has_word_for(root: Root, text: str) -> bool:
    """Tell whether a text has a word for an act of that root; true for roots without a list.

    Examples
    --------
    >>> has_word_for(Root.MOBILIZE, "We monitor the earthquake and its impact on Japan.")
    False
    >>> has_word_for(Root.MOBILIZE, "North Korea put its artillery on alert.")
    True
    """
    pattern = _PATTERNS.get(root)
    return pattern is None or bool(pattern.search(text.replace("’", "'")))
