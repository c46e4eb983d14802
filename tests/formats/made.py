"""Make small files of event data as other projects write them; every row is our own invention."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from detente.formats import gdelt, icews, own, phoenix, polecat
from detente.run.ingest import ingest_paths
from detente.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from detente.records import Coded, Ingested, Notice, Rejection, Tally

NOW = dt.date(2024, 6, 1)
Cells = dict[str, str]

GDELT: Cells = {
    "GLOBALEVENTID": "1001", "SQLDATE": "20240409", "MonthYear": "202404", "Year": "2024",
    "FractionDate": "2024.2712", "Actor1Code": "JPNGOV", "Actor1Name": "PRIME MINISTER",
    "Actor1CountryCode": "JPN", "Actor1Type1Code": "GOV", "Actor2Code": "USAMIL",
    "Actor2Name": "PENTAGON", "Actor2CountryCode": "USA", "Actor2Type1Code": "MIL",
    "IsRootEvent": "1", "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04",
    "QuadClass": "1", "GoldsteinScale": "1.9", "NumMentions": "6", "NumSources": "2",
    "NumArticles": "6", "AvgTone": "1.5", "ActionGeo_Type": "3",
    "ActionGeo_FullName": "Harbour, Somewhere", "ActionGeo_CountryCode": "JA",
    "ActionGeo_Lat": "35.5", "ActionGeo_Long": "139.25", "DATEADDED": "20240410",
    "SOURCEURL": "https://example.org/1",
}  # fmt: skip
MENTION: Cells = {
    "GLOBALEVENTID": "1001", "EventTimeDate": "20240410101500",
    "MentionTimeDate": "20240410103000", "MentionType": "1", "MentionSourceName": "example.org",
    "MentionIdentifier": "https://example.org/1", "SentenceID": "4", "Actor1CharOffset": "12",
    "Actor2CharOffset": "40", "ActionCharOffset": "25", "InRawText": "1", "Confidence": "80",
    "MentionDocLen": "2000", "MentionDocTone": "-2.5",
}  # fmt: skip
GRAPH_2: Cells = {
    "GKGRECORDID": "20240410101500-1", "DATE": "20240410101500",
    "SourceCollectionIdentifier": "1", "SourceCommonName": "example.org",
    "DocumentIdentifier": "https://example.org/1", "Themes": "LEADER;TREATY",
    "Locations": "4#Tokyo#JA", "Persons": "ann example;bo sample", "Organizations": "some bank",
    "V2Tone": "-3.25,1,4,5,20,0,300", "Quotations": "10|20||we agree",
}  # fmt: skip
GRAPH_1: Cells = {
    "Date": "20240410", "NumArticles": "3", "Themes": "LEADER", "Locations": "4#Tokyo#JA",
    "Persons": "ann example", "Organizations": "some bank", "Tone": "2.5,4,1,5,20,0",
    "EventIds": "1001,1002", "Sources": "example.org", "SourceURLs": "https://example.org/1",
}  # fmt: skip
ICEWS: Cells = {
    "Event ID": "2001", "Event Date": "2024-04-09", "Source Name": "Foreign Affairs (Chile)",
    "Source Sectors": "Executive,Foreign Ministry,Government", "Source Country": "Chile",
    "Event Text": "Host a visit", "CAMEO Code": "043", "Intensity": "2.8",
    "Target Name": "Military (Peru)", "Target Sectors": "Military,Government",
    "Target Country": "Peru", "Story ID": "71", "Sentence Number": "2",
    "Publisher": "Harbour Wire", "City": "Lima", "District": "NA", "Province": "Lima",
    "Country": "Peru", "Latitude": "-12.05", "Longitude": "-77.04",
}  # fmt: skip
POLECAT: Cells = {
    "Event ID": "20240409-3001-abc", "Event Date": "2024-04-09", "Event Type": "CONSULT",
    "Event Mode": "visit", "Intensity": "1.5", "Quad Code": "VERBAL COOPERATION",
    "Contexts": "economic;diplomatic", "Actor Name": "France", "Actor Country": "FRA",
    "Actor COW": "220", "Primary Actor Sector": "GOV", "Actor Sectors": "GOV",
    "Actor Name Raw": "Paris", "Recipient Name": "Indian Army", "Recipient Country": "IND",
    "Recipient COW": "750", "Primary Recipient Sector": "MIL", "Recipient Sectors": "MIL;GOV",
    "Placename": "Delhi", "Country": "IND", "Latitude": "28.6", "Longitude": "77.2",
    "Source": "Harbour Wire", "Publication Date": "2024-04-10", "Language": "en",
    "Version": "NGEC",
}  # fmt: skip
PHOENIX: Cells = {
    "id_version": "4001_v1", "date": "20240409", "year": "2024", "month": "4", "day": "9",
    "source": "KENGOV", "source_root": "KEN", "source_agent": "GOV", "target": "UGAMED",
    "target_root": "UGA", "target_agent": "MED", "code": "042", "root_code": "4",
    "quad_class": "1", "goldstein": "1.9", "lat": "-1.25", "lon": "36.75",
    "placename": "Nairobi", "statename": "Nairobi Area", "countryname": "KEN", "ids": "9_2",
    "urls": "https://example.org/1", "sources": "harbour_wire",
}  # fmt: skip
PETRARCH: Cells = {
    "date": "20240409", "source": "EGYGOV", "target": "ISRMIL", "code": "042", "issues": "",
    "ids": "5001_2", "url": "https://example.org/1", "storysource": "HARBOUR",
    "actortext": "EGYPT", "eventtext": "VISITED", "actorroot": "x",
}  # fmt: skip
DYAD_DAY: Cells = {"date": "2024-04-09", "iso3_a": "CHL", "iso3_b": "PER", "score": "-3.5"}
DYAD_YEAR: Cells = {
    "i": "Chile", "j": "Peru", "year": "2012.0", "verbCoop": "6.0", "matlCoop": "1.0",
    "verbConf": "2.0", "matlConf": "0.0", "i_iso3c": "CHL", "j_iso3c": "PER",
}  # fmt: skip
PARTNER_MONTH: Cells = {
    "MonthYear": "202404", "Actor2CountryCode": "PER", "QuadClass": "4", "SubEventType": "190",
    "GoldsteinScale": "-10", "RecordCount": "7",
}  # fmt: skip
OWN: Cells = {
    "id": "X:1", "source": "GDELT", "original_id": "1", "code": "042", "root": "CONSULT",
    "mode": "visit", "status": "planned", "quad": "verbal cooperation", "score": "2.0",
    "day": "2024-04-09", "day_precision": "month", "known_at": "2024-04-10",
    "actor_name": "Kyoto, city of", "actor_state": "JPN", "actor_sector": "GOV",
    "recipient_state": "USA", "recipient_sector": "MIL", "mentions": "3",
    "text": 'They said "yes".',
}  # fmt: skip
PLOVER: dict[str, Any] = {
    "id": "7001",
    "has_event": True,
    "date": "2024-04-09",
    "actor": [{"code": "JPN", "sector": "GOV", "entity_text": "Tokyo"}],
    "recipient": [{"code": "USA", "sector": "MIL", "entity_text": "the Pentagon"}],
    "event": ["CONSULT"],
    "mode": ["visit"],
    "context": ["military", "economic"],
    "event_loc": [{"resolved_place": "Tokyo", "country_code": "JPN", "lat": 35.5, "lon": 139.25}],
    "event_text": "visited",
    "cite_info": {"publication": "Harbour Wire", "url": "https://example.org/1"},
    "coded_date": "2024-04-10",
}
NGEC: dict[str, Any] = {
    "event_id": "8001",
    "pub_date": "2024-04-10",
    "date_resolved": "2024-04-09",
    "event_type": "CONSULT",
    "event_mode": ["visit"],
    "contexts": ["military"],
    "event_text": "The minister visited.",
    "attributes": {
        "ACTOR": [{"text": "the minister", "wiki": "", "country": "JPN", "code_1": "GOV"}],
        "RECIP": [{"text": "the army", "wiki": "Army", "country": "USA", "code_1": "MIL"}],
        "LOC": [],
        "DATE": [],
    },
    "event_geolocation": {
        "resolved_placename": "Tokyo",
        "country_code3": "JPN",
        "lat": 35.5,
        "lon": 139.25,
    },
}

COLUMNS = {
    "gdelt1": gdelt.EVENTS_1,
    "gdelt2": gdelt.EVENTS_2,
    "gdelt-mentions": gdelt.MENTIONS,
    "gdelt-gkg2": gdelt.GRAPH_2,
    "gdelt-gkg1": gdelt.GRAPH_1,
    "icews": icews.COLUMNS,
    "polecat": polecat.COLUMNS,
    "phoenix": phoenix.COLUMNS,
    "petrarch2": phoenix.PETRARCH,
    "dyad-day": tuple(DYAD_DAY),
    "dyad-year": tuple(DYAD_YEAR),
    "partner-month": tuple(PARTNER_MONTH),
    "detente": own.COLUMNS,
}
CELLS = {
    "gdelt1": GDELT,
    "gdelt2": {**GDELT, "DATEADDED": "20240410101500"},
    "gdelt-mentions": MENTION,
    "gdelt-gkg2": GRAPH_2,
    "gdelt-gkg1": GRAPH_1,
    "icews": ICEWS,
    "polecat": POLECAT,
    "phoenix": PHOENIX,
    "petrarch2": PETRARCH,
    "dyad-day": DYAD_DAY,
    "dyad-year": DYAD_YEAR,
    "partner-month": PARTNER_MONTH,
    "detente": OWN,
}
HEADED = {
    "icews", "polecat", "phoenix", "gdelt-gkg1", "dyad-day", "dyad-year", "partner-month",
    "detente",
}  # fmt: skip
"""Formats whose files begin with the names of their columns."""
COMMAS = {"dyad-day", "dyad-year", "partner-month", "detente"}
KEYS = {
    "gdelt1": "GLOBALEVENTID", "gdelt2": "GLOBALEVENTID", "gdelt-mentions": "SentenceID",
    "gdelt-gkg2": "GKGRECORDID", "gdelt-gkg1": "EventIds", "icews": "Event ID",
    "polecat": "Event ID", "phoenix": "id_version", "petrarch2": "ids", "dyad-day": "date",
    "dyad-year": "year", "partner-month": "MonthYear", "detente": "id",
}  # fmt: skip
"""Column that tells rows of a format apart."""
NUMBERED = {
    "gdelt-gkg2": "20240410101500-{}", "polecat": "20240409-{}", "phoenix": "{}_v1",
    "petrarch2": "{}_2", "detente": "X:{}",
}  # fmt: skip


def key_of(form: str, number: int) -> str:
    """Give what stands in the key column of the n-th row."""
    if form == "dyad-day":
        return (dt.date(2024, 1, 1) + dt.timedelta(days=number)).isoformat()
    if form == "dyad-year":
        return f"{1950 + number}.0"
    if form == "partner-month":
        return f"{1950 + number // 12}{number % 12 + 1:02}"
    return NUMBERED.get(form, "{}").format(number)


def line(form: str, changes: Mapping[str, str] | None = None, *, width: int | None = None) -> str:
    """Give one row as a line without its end; a cell with a comma or mark is quoted."""
    row = {**CELLS[form], **(changes or {})}
    return joined(form, [row.get(name, "") for name in COLUMNS[form][:width]])


def joined(form: str, row: Iterable[str]) -> str:
    if form not in COMMAS:
        return "\t".join(row)
    quoted = [
        '"' + cell.replace('"', '""') + '"' if set(cell) & set('",\n') else cell for cell in row
    ]
    return ",".join(quoted)


def header(form: str, renamed: Mapping[str, str] | None = None) -> str:
    return joined(form, [(renamed or {}).get(name, name) for name in COLUMNS[form]])


def table(form: str, rows: Iterable[Mapping[str, str]] | int, *, end: str = "\n") -> str:
    """Give a file of rows that differ from the usual one as told; a number: rows of new keys."""
    if isinstance(rows, int):
        rows = [{KEYS[form]: key_of(form, number)} for number in range(1, rows + 1)]
    lines = [line(form, changes) for changes in rows]
    return end.join([header(form)] * (form in HEADED) + lines) + end


def json_line(of: Mapping[str, Any], **changes: Any) -> str:
    return json.dumps({**of, **changes}, ensure_ascii=False) + "\n"


def json_table(form: str, count: int) -> str:
    of, key = {"plover": (PLOVER, "id"), "ngec": (NGEC, "event_id")}[form]
    return "".join(json_line(of, **{key: str(number)}) for number in range(1, count + 1))


def quadruples(folder: Path, lines: Iterable[str], *, entities: Iterable[str] = ()) -> Path:
    """Write a small benchmark of temporal graphs; give its file of numbers."""
    folder.mkdir(parents=True, exist_ok=True)
    names = ["Japan", "Citizen_(Nigeria)", "United_States", "Someone_Unheard_Of", *entities]
    kinds = ["Make_statement", "Make_a_visit", "Do_something_else"]
    for name, entries in (("entity2id.txt", names), ("relation2id.txt", kinds)):
        text = "".join(f"{entry}\t{number}\n" for number, entry in enumerate(entries))
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "train.txt"
    path.write_text("".join(one + "\n" for one in lines), encoding="utf-8")
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Hold what one reading of files left in a new store."""

    files: list[Ingested]
    refused: list[Rejection]
    coded: list[Coded]
    tallies: list[Tally]
    notices: list[Notice]
    rejections: list[Rejection]

    def file(self, name: str) -> Ingested:
        """Give the one file whose path ends like that."""
        (found,) = [one for one in self.files if one.path.endswith(name)]
        return found

    def rows(self, name: str) -> list[Any]:
        """Give the rows kept of a file, in order."""
        key = self.file(name).id
        every = [*self.coded, *self.tallies, *self.notices]
        return sorted((row for row in every if row.file == key), key=lambda row: (row.row, row.id))

    def row(self, name: str) -> Any:
        (found,) = self.rows(name)
        return found

    def reasons(self, name: str) -> list[tuple[int, str]]:
        """Give line and reason of each rejection of a file that counts as a problem."""
        every = [one for one in self.rejections if one.counts_as_problem and name in one.source]
        found = [(one.source.rpartition("#"), one.reason) for one in every]
        return sorted((int(place[2]) if place[1] else 0, reason) for place, reason in found)

    def notes(self, name: str) -> list[str]:
        every = [one for one in self.rejections if not one.counts_as_problem]
        return sorted(one.reason for one in every if name in one.source)


@cache
def empty_store() -> bytes:
    """Give the bytes of a store without rows: a copy is made faster than fourteen tables."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        open_store(path, write=True).close()
        return path.read_bytes()


def read(paths: Iterable[Path], store: Path, *, form: str | None = None) -> Read:
    """Read files into a store, made if absent, and give what is in it."""
    if not store.exists():
        store.write_bytes(empty_store())
    with open_store(store, write=True) as opened:
        told = list(ingest_paths(paths, opened, now=NOW, form=form))
        tables = {
            name: list(opened.rows(name)) for name in ("coded", "tallies", "notices", "rejections")
        }
    refused = [one for one in told if not hasattr(one, "kept")]
    return Read(files=[one for one in told if hasattr(one, "kept")], refused=refused, **tables)


def adds_up(file: Ingested) -> bool:
    """Tell whether each row of a file is kept, a repeat or rejected."""
    each = 4 if file.format == "dyad-year" else 1
    return each * file.rows == file.kept + file.repeats + file.rejected
