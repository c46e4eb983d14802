"""Say what the words of other projects for sectors, groups and contexts are in ours.

Sources: the actor codes of the CAMEO manual (also GDELT's); the sectors of ICEWS and of the
PLOVER manual 0.8; its contexts; ISO 3166 for territories.
"""

from __future__ import annotations

from typing import Final

from detente.codes import Issue, Sector

SECTORS: Final[dict[str, Sector]] = {
    **{sector.value: sector for sector in Sector},
    "PRM": Sector.MIL,  # paramilitary
    "UAF": Sector.REB,  # unidentified armed force
    "INS": Sector.REB,
    "SEP": Sector.REB,
    "RAD": Sector.REB,
    "IMG": Sector.REB,  # international militarized group
    "CRM": Sector.CVL,
    "ELI": Sector.UNK,
    "LAB": Sector.CVL,
    "AGR": Sector.BUS,
    "HLH": Sector.CVL,
    "REF": Sector.CVL,
    "SET": Sector.CVL,
    "MOD": Sector.UNK,
    "ENV": Sector.NGO,
    "HRI": Sector.NGO,
    "ISM": Sector.UNK,  # international movement
    "PRE": Sector.MED,
    "JRN": Sector.MED,
    "SOC": Sector.CVL,
    "MNC": Sector.BUS,
    "NGM": Sector.NGO,
    "UIS": Sector.UNK,
}
"""Sector of a type code of CAMEO or PLOVER."""

GROUPS: Final[dict[str, str]] = {
    "NAT": "IGO:NATO",
    "UNO": "IGO:UN",
    "EEC": "IGO:EU",
    "EUU": "IGO:EU",
    "ARL": "IGO:AL",
    "ASN": "IGO:ASEAN",
    "GCC": "IGO:GCC",
    "CIS": "IGO:CIS",
    "COE": "IGO:COE",
    "IMF": "IGO:IMF",
    "WBK": "IGO:WB",
    "WTO": "IGO:WTO",
    "IAE": "IGO:IAEA",
    "OAS": "IGO:OAS",
    "OPC": "IGO:OPEC",
    "SCE": "IGO:OSCE",
    "ICC": "IGO:ICC",
    "ICJ": "IGO:ICJ",
}
"""Body that a known-group code of CAMEO means; groups without one body are not here."""

ICEWS_SECTORS: Final[tuple[tuple[str, Sector], ...]] = (
    ("Military", Sector.MIL),
    ("Intelligence", Sector.SPY),
    ("Police", Sector.COP),
    ("Judicial", Sector.JUD),
    ("Legislative", Sector.LEG),
    ("Executive", Sector.GOV),
    ("Ministry", Sector.GOV),
    ("Intergovernmental", Sector.IGO),
    ("International Government Organization", Sector.IGO),
    ("Opposition", Sector.OPP),
    ("Parties", Sector.PTY),
    ("Government", Sector.GOV),
    ("Insurgents", Sector.REB),
    ("Rebel", Sector.REB),
    ("Radicals", Sector.REB),
    ("Separatists", Sector.REB),
    ("Unidentified Forces", Sector.REB),
    ("Exiles", Sector.OPP),
    ("Dissident", Sector.OPP),
    ("Protestors", Sector.CVL),
    ("Nongovernmental", Sector.NGO),
    ("NGOs", Sector.NGO),
    ("Media", Sector.MED),
    ("News", Sector.MED),
    ("Business", Sector.BUS),
    ("Education", Sector.EDU),
    ("Religious", Sector.REL),
    ("Criminals", Sector.CVL),
    ("General Population", Sector.CVL),
    ("Social", Sector.CVL),
    ("Labor", Sector.CVL),
)
"""Words in the list of sectors of ICEWS and the sector that they mean; the first found counts."""

ISSUES: Final[dict[str, Issue]] = {
    "military": Issue.SECURITY,
    "intelligence": Issue.SECURITY,
    "cbrn": Issue.SECURITY,
    "peacekeeping": Issue.SECURITY,
    "terrorism": Issue.SECURITY,
    "territory": Issue.SECURITY,
    "maritime": Issue.SECURITY,
    "economic": Issue.ECONOMY,
    "resource": Issue.ENVIRONMENT,
    "environment": Issue.ENVIRONMENT,
    "diplomatic": Issue.DIPLOMACY,
    "rights_freedoms": Issue.RIGHTS,
    "human_rights": Issue.RIGHTS,
    "gender": Issue.RIGHTS,
    "lgbt": Issue.RIGHTS,
    "legal": Issue.RIGHTS,
    "crime": Issue.RIGHTS,
    "corruption": Issue.RIGHTS,
    "illegal_drugs": Issue.RIGHTS,
    "reparations": Issue.RIGHTS,
    "cyber": Issue.TECHNOLOGY,
    "technology": Issue.TECHNOLOGY,
    "health": Issue.HEALTH,
    "disease": Issue.HEALTH,
    "pandemic": Issue.HEALTH,
    "humanitarian": Issue.HEALTH,
    "human_security": Issue.HEALTH,
    "natural_disaster": Issue.HEALTH,
    "disaster": Issue.HEALTH,
    "hazard": Issue.HEALTH,
    "migration": Issue.MIGRATION,
    "refugees": Issue.MIGRATION,
    "asylum": Issue.MIGRATION,
    "displacement": Issue.MIGRATION,
    "education": Issue.CULTURE,
    "culture": Issue.CULTURE,
    "sports": Issue.CULTURE,
    "religion_ethnicity": Issue.CULTURE,
    "religion": Issue.CULTURE,
    "historical": Issue.CULTURE,
    "political_institutions": Issue.DOMESTIC,
    "executive": Issue.DOMESTIC,
    "legislative": Issue.DOMESTIC,
    "elections": Issue.DOMESTIC,
    "election": Issue.DOMESTIC,
    "democracy": Issue.DOMESTIC,
    "pro_democracy": Issue.DOMESTIC,
    "pro_autocracy": Issue.DOMESTIC,
    "coup": Issue.DOMESTIC,
    "misinformation": Issue.DOMESTIC,
}
"""Issue area of a context of PLOVER."""


TERRITORIES: Final[dict[str, str]] = {
    "ABW": "Aruba",
    "AIA": "Anguilla",
    "ALA": "Aland Islands",
    "ASM": "American Samoa",
    "BES": "Caribbean Netherlands",
    "BLM": "Saint Barthelemy",
    "BMU": "Bermuda",
    "COK": "Cook Islands",
    "CUW": "Curacao",
    "CYM": "Cayman Islands",
    "ESH": "Western Sahara",
    "FLK": "Falkland Islands",
    "FRO": "Faroe Islands",
    "GGY": "Guernsey",
    "GIB": "Gibraltar",
    "GLP": "Guadeloupe",
    "GRL": "Greenland",
    "GUF": "French Guiana",
    "GUM": "Guam",
    "HKG": "Hong Kong",
    "IMN": "Isle of Man",
    "IOT": "British Indian Ocean Territory",
    "JEY": "Jersey",
    "MAC": "Macao",
    "MAF": "Saint Martin",
    "MNP": "Northern Mariana Islands",
    "MSR": "Montserrat",
    "MTQ": "Martinique",
    "MYT": "Mayotte",
    "NCL": "New Caledonia",
    "NFK": "Norfolk Island",
    "NIU": "Niue",
    "PCN": "Pitcairn",
    "PRI": "Puerto Rico",
    "PYF": "French Polynesia",
    "REU": "Reunion",
    "SHN": "Saint Helena",
    "SJM": "Svalbard and Jan Mayen",
    "SPM": "Saint Pierre and Miquelon",
    "SXM": "Sint Maarten",
    "TCA": "Turks and Caicos Islands",
    "TKL": "Tokelau",
    "VGB": "British Virgin Islands",
    "VIR": "United States Virgin Islands",
    "WLF": "Wallis and Futuna",
}
"""Territories that have a code of ISO 3166 and are no states in our book.

Measures leave them out."""


def issue_of(contexts: str | None) -> Issue | None:
    """Give the issue area of contexts separated by semicolons: the first that has one.

    Examples
    --------
    >>> issue_of("military; legal").value, issue_of(None), issue_of("economic").value
    ('security', None, 'economy')
    """
    for context in (contexts or "").split(";"):
        issue = ISSUES.get(context.strip().casefold().replace(" ", "_").replace("-", "_"))
        if issue is not None:
            return issue
    return None


def sector_of_icews(words: str | None) -> Sector | None:
    """Give the sector of a list of sectors as ICEWS writes it; None for an empty one.

    Examples
    --------
    >>> sector_of_icews("Executive,Foreign Ministry,Government").value
    'GOV'
    """
    if not words:
        return None
    return next((sector for word, sector in ICEWS_SECTORS if word in words), Sector.UNK)
