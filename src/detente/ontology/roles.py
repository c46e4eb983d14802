"""Say which sector of society a word for people or bodies belongs to, and which office a title is.

The lists are the project's own: nouns that head a party to an event in the press. A noun
that is not here does not head a party.
"""

from __future__ import annotations

from typing import Final

from detente.codes import Level, Sector

_NOUNS: Final[dict[Sector, str]] = {
    Sector.GOV: """
        government administration cabinet ministry minister ministers president presidents
        premier chancellor chancellors king queen emperor emir sultan monarch pope leader leaders
        official officials authorities authority diplomat diplomats ambassador ambassadors envoy
        envoys secretary spokesman spokeswoman spokesperson delegation delegates regime
        department embassy consulate governor mayor agency adviser advisor advisers advisors
        prince vice-president sides
        countries nations governments states ministries counterpart counterparts chairman
        representative representatives negotiator negotiators commissioner undersecretary
        superpower rulers ruler junta dignitaries statesman principals officeholders
        partners ally allies regulator regulators attaché consul consuls duke duchess administrator
        chief administrators councilor bureaucrats
    """,
    Sector.MIL: """
        troops soldiers army navy military forces force warship warships warplane warplanes jets
        jet fighter bombers submarine submarines destroyer frigate vessel vessels
        commander commanders general generals admiral marines marine fleet artillery
        ship ships boat boats guard guards paratroopers battalion brigade garrison soldier
        coastguard airmen sailors militaries bomber carrier conscripts
    """,
    Sector.LEG: """
        parliament lawmaker lawmakers legislator legislators senator senators congressman
        congresswoman congressmen legislature parliamentarian parliamentarians senate deputies
        speaker mp mps councillor assembly lower-house
    """,
    Sector.JUD: """
        court courts judge judges prosecutor prosecutors tribunal jury magistrate
        judiciary attorney
    """,
    Sector.COP: "police officer officers policeman policemen cops gendarmes gendarmerie",
    Sector.SPY: "spy spies spymaster hackers intelligence",
    Sector.PTY: """
        party parties politician politicians candidate candidates nominee frontrunner coalition
        ex-president ex-premier
    """,
    Sector.OPP: "opposition dissident dissidents",
    Sector.REB: """
        rebel rebels insurgent insurgents militant militants militia militias guerrillas
        guerrilla separatists separatist gunmen gunman jihadists terrorists terrorist extremists
        attacker attackers bomber bombers mercenaries faction factions fighters
    """,
    Sector.BUS: """
        company companies firm firms corporation manufacturer manufacturers investors investor
        exporters exporter importers automaker automakers chipmaker chipmakers bank banks
        steelmaker steelmakers executives retailer airline airlines producer producers business
        businesses industry conglomerate carmaker carmakers supplier suppliers bidder lender
        lenders utility ceo founder billionaire tycoon businessman businesswoman entrepreneur
    """,
    Sector.MED: "journalist journalists reporter reporters newspaper broadcaster correspondent",
    Sector.EDU: "student students university universities scientists scientist teachers academics",
    Sector.NGO: "charity charities watchdog campaigners aid-workers ngo ngos volunteers",
    Sector.CVL: """
        protesters protester demonstrators demonstrator activists activist citizens citizen people
        civilians civilian residents residents workers worker unions union farmers fishermen
        refugees refugee migrants migrant crowd crowds voters nationals prisoners prisoner
        hostages hostage detainees women children families villagers strikers marchers public
        tourists tourist truckers fisherman fishers dockworkers man men woman suspect suspects
        criminal criminals victims teenager teenagers settlers settler tribesmen worshippers crew
        athletes footballers players
        passengers passenger inmates inmate lawyer lawyers author singer doctor doctors engineer
        engineers
    """,
    Sector.REL: """
        cardinal cardinals clerics cleric bishop bishops church churches imam monks archbishop
        patriarch
    """,
    Sector.IGO: "bloc",
}

SECTOR_OF_NOUN: Final[dict[str, Sector]] = {
    noun: sector for sector, nouns in reversed(_NOUNS.items()) for noun in nouns.split()
}
"""Sector of a noun (lower case) that can head a party."""

SECRETARY_GENERAL: Final = "secretary-general"
TITLES: Final[dict[str, tuple[str, ...]]] = {
    "prime minister": ("head of government",),
    "premier": ("head of government",),
    "chancellor": ("head of government",),
    "taoiseach": ("head of government",),
    "president": ("head of state", "head of government"),
    "king": ("head of state",),
    "queen": ("head of state",),
    "emperor": ("head of state",),
    "emir": ("head of state",),
    "sultan": ("head of state",),
    "pope": ("head of state",),
    "crown prince": ("head of government", "vice president"),
    "vice president": ("vice president",),
    "foreign minister": ("foreign minister",),
    "foreign secretary": ("foreign minister",),
    "secretary of state": ("foreign minister",),
    "secretary of defense": ("defense minister",),
    "defense secretary": ("defense minister",),
    "defence secretary": ("defense minister",),
    "defense minister": ("defense minister",),
    "defence minister": ("defense minister",),
    "finance minister": ("finance minister",),
    "treasury secretary": ("finance minister",),
    "trade minister": ("trade minister",),
    "commerce secretary": ("trade minister",),
    "national security adviser": ("national security adviser",),
    "national security advisor": ("national security adviser",),
    SECRETARY_GENERAL: ("head of state", "head of government"),
}
"""Offices (as in the book of offices) that a title of the press may stand for."""

LEVEL_OF_OFFICE: Final[dict[str, Level]] = {
    "head of state": Level.LEADER,
    "head of government": Level.LEADER,
    "vice president": Level.MINISTER,
    "foreign minister": Level.MINISTER,
    "defense minister": Level.MINISTER,
    "finance minister": Level.MINISTER,
    "trade minister": Level.MINISTER,
    "cabinet secretary": Level.MINISTER,
    "national security adviser": Level.MINISTER,
    "speaker": Level.OFFICIAL,
    "ambassador": Level.OFFICIAL,
    "un ambassador": Level.OFFICIAL,
    "central bank governor": Level.OFFICIAL,
    "party leader": Level.OUT_OF_OFFICE,
    "candidate": Level.OUT_OF_OFFICE,
}
"""Rank at which an office represents its state."""

_LEADER_NOUNS: Final = frozenset(
    "president presidents premier chancellor chancellors king queen emperor emir sultan monarch"
    " pope leader leaders".split()
)
_NO_LEADERS: Final = frozenset(
    "business community religious civil union labor labour opposition congressional faith tribal"
    " rebel party industry tech church protest student indigenous local youth corporate".split()
)
"""Words that make a leader somebody who does not lead a state."""
_MINISTER_NOUNS: Final = frozenset("minister ministers secretary vice-president".split())


def level_of_title(words: str) -> Level:
    """Give the rank that a title in lower case names on its face.

    Examples
    --------
    >>> level_of_title("japanese prime minister").value
    'leader'
    >>> level_of_title("deputy foreign minister").value
    'official'
    """
    parts = words.replace("-", " ").split()
    if "former" in parts or "ex" in parts:
        return Level.OUT_OF_OFFICE
    if {"deputy", "vice", "assistant", "under", "acting"} & set(parts):
        return Level.MINISTER if "president" in parts else Level.OFFICIAL
    if _NO_LEADERS & set(parts):
        return Level.UNKNOWN
    if "prime minister" in words or _LEADER_NOUNS & set(parts):
        return Level.LEADER
    if _MINISTER_NOUNS & set(parts):
        return Level.MINISTER
    return Level.UNKNOWN
