"""List the closed sets of codes that records may carry.

They stand below the records because a record checks its own codes; what the codes *mean*
(definitions, scores, crosswalks) is in `detente.ontology`.

Source: PLOVER manual 0.8 (September 2021); the coding guide of this project for status.
"""

from __future__ import annotations

from enum import StrEnum


class Root(StrEnum):
    """Give the 16 roots of PLOVER 0.8, from most cooperative talk to use of force."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Quad(StrEnum):
    """Give the four quad classes: verbal or material, cooperation or conflict."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Status(StrEnum):
    """Tell a deed from a plan, a possibility and a denial."""

    HAPPENED = "happened"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Issue(StrEnum):
    """Give the issue areas of the coding guide."""

    SECURITY = "security"
    ECONOMY = "economy"
    DIPLOMACY = "diplomacy"
    RIGHTS = "rights"
    ENVIRONMENT = "environment"
    TECHNOLOGY = "technology"
    HEALTH = "health"
    MIGRATION = "migration"
    CULTURE = "culture"
    DOMESTIC = "domestic"


class Sector(StrEnum):
    """Give the sectors of society that an actor may belong to."""

    GOV = "GOV"
    MIL = "MIL"
    LEG = "LEG"
    JUD = "JUD"
    COP = "COP"
    SPY = "SPY"
    PTY = "PTY"
    OPP = "OPP"
    REB = "REB"
    BUS = "BUS"
    MED = "MED"
    EDU = "EDU"
    NGO = "NGO"
    CVL = "CVL"
    REL = "REL"
    IGO = "IGO"
    UNK = "UNK"


class Precision(StrEnum):
    """Say how exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    REPORT = "report"
    """The text names no day: the day of the report stands for it."""
    UNKNOWN = "unknown"


class Certainty(StrEnum):
    """Say where the publication day of a document comes from."""

    GIVEN = "given"
    EXTRACTED = "extracted"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """Give the rank at which a state is represented in an event."""

    LEADER = "leader"
    MINISTER = "minister"
    OFFICIAL = "official"
    OUT_OF_OFFICE = "out of office"
    UNKNOWN = "unknown"
