"""Read lists of leaders and of visits into cases: a name on a day, and who that is."""

from __future__ import annotations

import calendar
import datetime as dt
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from detente.errors import UnknownName
from detente.ontology.crosswalk import from_code
from detente.ontology.states import state_named

SAMPLED = 200
"""Days on which a list of leaders is looked up."""
NEAR = dt.timedelta(days=3 * 365)
"""Those who left or came within this time of a day are asked for as well."""
FIRST = dt.date(2000, 1, 1)
FAR = dt.date(2100, 1, 1)
"""Stands for the end of a term that lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Hold one name on one day with what is to be found."""

    name: str
    day: dt.date
    state: str
    title: str = ""
    state_given: bool = False
    """Whether the state is told, and only the office asked for."""
    hint: bool = False
    """Whether the state is told where the name and title alone leave several people."""
    sector: str = ""
    in_office: bool | None = None
    served: dt.date | None = None
    """A day on which the person surely held the office that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Hold one leader's time in power; the days between may be known roughly only."""

    name: str
    state: str
    sure_start: dt.date
    sure_end: dt.date
    earliest: dt.date
    latest: dt.date


def cases_of(
    name: str, rows: list[dict[str, str]], *, since: str, seed: int
) -> tuple[list[Case], Counter[str]]:
    """Give the cases of a file, and how many rows could not be used, by reason."""
    left: Counter[str] = Counter()
    columns = set(rows[0]) if rows else set()
    for needed, reader in _READERS.items():
        if set(needed) <= columns:
            found = list(reader(rows, left, seed))
            return [case for case in found if case.day.isoformat() >= since], left
    raise SystemExit(f"{name}: columns {sorted(columns)} are those of no list that can be read")


def state_of(text: str) -> str | None:
    """Give the code of a country as lists write it."""
    shapes = [text, re.sub(r"\s*\(.*?\)", "", text)]
    if "," in text:
        last, first = text.split(",", 1)
        shapes += [f"{first.strip()} {last}", f"{first.strip()} the {last}", last]
    for shape in shapes:
        for form in (shape, shape.replace("’", "'")):
            try:
                return state_named(form).code
            except UnknownName:
                continue
    return None


_TITLED = (
    r"(?:Acting |Interim |Vice |Deputy |Crown )?(?:Prime Minister|President|Foreign Minister"
    r"|Foreign Secretary|Chancellor|King|Queen|Emir|Amir|Sultan|Emperor|Prince|Premier|Pope)"
)
_NAME = (
    r"[A-Z][\w.'’-]+|(?:al|el|ul|as|ad)-[A-Z][\w.'’-]+|de|da|do|al|bin|ibn|van|von|der|del|la|le|el"
)
_HOST = re.compile(rf"\b({_TITLED})s? ((?:{_NAME})(?: (?:{_NAME}))*)")
_AND = re.compile(rf" and (?={_TITLED} )")
_OUT = re.compile(r"(?i)\b(?:former|designate|elect|opposition)\b|-elect|-designate")
_GUESTS = re.compile(
    r"(?i)summit|with (?:the )?(?:leaders|foreign ministers|heads)|funeral|conference|ministerial"
    r"|trilateral|quad|accompan|joined|president (?:bush|clinton|obama|trump|biden)"
)
_AMERICANS = {"Bush", "Clinton", "Obama", "Trump", "Biden", "Reagan", "Gore", "Cheney", "Pence"}
_NO_PEOPLE = {"Republic", "Council", "Palace", "Office", "Meeting", "Dr", "Dr."}


def _visits(rows: list[dict[str, str]], left: Counter[str], _seed: int) -> Iterator[Case]:
    for row in rows:
        code = state_of(row["from_country"])
        if row["start"] < "1990":
            continue
        if code is None:
            left[f"country {row['from_country']!r} is none of the states"] += 1
            continue
        for visitor in _AND.split(row["visitor"]):
            yield Case(name=visitor, day=dt.date.fromisoformat(row["start"]), state=code)


def _travels(rows: list[dict[str, str]], left: Counter[str], _seed: int) -> Iterator[Case]:
    """Give the hosts: people with a title in remarks on a stay that was no gathering."""
    for row in rows:
        if row["start"] < "1990":
            continue
        code = state_of(row["country"])
        if code is None:
            left[f"country {row['country']!r} is none of the states"] += 1
            continue
        for sentence in re.split(r"(?<=[a-z]\.) ", row["remarks"]):
            if _GUESTS.search(sentence):
                left["remark on a gathering: guests of many states"] += 1
                continue
            for match in _HOST.finditer(sentence):
                words = match[2].replace("’s", "").split()
                before = sentence[: match.start()].split()[-1:]
                if (
                    {word.strip(".") for word in words} & (_AMERICANS | _NO_PEOPLE)
                    or words[0][:1].islower()
                    or _is_of_another(before, code)
                ):
                    continue
                yield Case(
                    name=f"{match[1]} {' '.join(words)}".strip(". "),
                    day=dt.date.fromisoformat(row["start"]),
                    state=code,
                    hint=True,
                )


def _is_of_another(before: list[str], code: str) -> bool:
    """Tell whether the word before a title is of another state ("Russian President")."""
    from detente.actors.load import load_book

    entries = load_book().entries(before[0]) if before else []
    codes = {entry.code for entry in entries if entry.kind in {"name", "adjective"}}
    return bool(codes) and code not in codes


def _sampled(terms: Iterable[Term], seed: int, last: dt.date) -> Iterator[Case]:
    """Give, for sampled days, the leaders in power, and those who came or left near the day."""
    span = (last - FIRST).days
    days = sorted(random.Random(seed).sample(range(span), SAMPLED))
    by_leader: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        by_leader[term.state, term.name].append(term)
    for day in (FIRST + dt.timedelta(days=number) for number in days):
        for (state, name), own in by_leader.items():
            if any(t.sure_start <= day < t.sure_end for t in own):
                yield Case(name=name, day=day, state=state, state_given=True, in_office=True)
            elif any(t.earliest <= day < t.latest for t in own):
                continue  # the list does not say
            elif any(t.earliest - NEAR <= day < t.latest + NEAR for t in own):
                near = min(own, key=lambda term: abs((term.sure_start - day).days))
                yield Case(
                    name=name, day=day, state=state, state_given=True, in_office=False,
                    served=near.sure_start,
                )  # fmt: skip


def _archigos(rows: list[dict[str, str]], left: Counter[str], seed: int) -> Iterator[Case]:
    terms = []
    for row in rows:
        start, end = map(dt.date.fromisoformat, (row["startdate"], row["enddate"]))
        if end < FIRST - NEAR:
            continue
        code = _by_number(row["gwcode"], "gw", max(end, start), left)
        if code:
            open_end = end >= dt.date(2015, 12, 31)
            terms.append(
                Term(
                    name=row["leader"],
                    state=code,
                    sure_start=start,
                    earliest=start,
                    sure_end=end,
                    latest=FAR if open_end else end,
                )
            )
    yield from _sampled(_back(terms), seed, dt.date(2015, 12, 31))


def _reign(rows: list[dict[str, str]], left: Counter[str], seed: int) -> Iterator[Case]:
    terms = []
    for row in rows:
        if not row["eyear"] or not row["ccode"]:
            left["no state or no end"] += 1
            continue
        start = dt.date(int(row["syear"]), int(row["smonth"]), 1)
        year, month = int(row["eyear"]), int(row["emonth"])
        after = dt.date(year, month, calendar.monthrange(year, month)[1]) + dt.timedelta(days=1)
        if after < FIRST - NEAR:
            continue
        code = _by_number(row["ccode"], "cow", start, left)
        if code:
            next_month = start + dt.timedelta(days=31)
            sure_end = dt.date(year, month, 1)
            latest = FAR if after >= dt.date(2021, 3, 1) else after
            terms.append(
                Term(
                    name=row["leader"],
                    state=code,
                    earliest=start,
                    sure_start=next_month,
                    sure_end=sure_end,
                    latest=latest,
                )
            )
    yield from _sampled(_back(terms), seed, dt.date(2021, 2, 1))


_REALMS = frozenset("ATG AUS BHS BLZ CAN GRD JAM KNA LCA NZL PNG SLB TUV VCT".split())
_REALM = re.compile(r"Transnistria|Somaliland|Puntland|Republika Srpska|Abkhazia|Artsakh|.*Ossetia")


def _wikidata(rows: list[dict[str, str]], left: Counter[str], seed: int) -> Iterator[Case]:
    terms = []
    for row in rows:
        code = state_of(row["country"])
        if code is None or not row["start_year"]:
            left["no state or no year"] += 1
            continue
        realm = row["positionLabel"].rpartition(" of ")[2]
        if state_of(realm.removeprefix("the ")) not in {code, None} or _REALM.match(realm):
            left["position of a part of the state"] += 1
            continue
        if row["positionLabel"].lower().startswith("monarch") and code in _REALMS:
            left["the British monarch as that of another realm"] += 1
            continue
        if not re.match(
            r"(?i)(acting )?(president|prime minister|king|queen|emir|sultan|monarch"
            r"|chancellor|premier|taoiseach|emperor)",
            row["positionLabel"],
        ):
            left[f"position {row['positionLabel'].split(' of ')[0]!r}"] += 1
            continue
        start, end = int(row["start_year"]), int(row["end_year"] or 2022)
        terms.append(
            Term(
                name=row["officeholderLabel"],
                state=code,
                earliest=dt.date(start, 1, 1),
                sure_start=dt.date(start + 1, 1, 1),
                sure_end=dt.date(end, 1, 1),
                latest=dt.date(end + 1, 1, 1) if row["end_year"] else FAR,
            )
        )
    yield from _sampled(_back(terms), seed, dt.date(2022, 1, 1))


def _current(rows: list[dict[str, str]], left: Counter[str], seed: int) -> Iterator[Case]:
    last = dt.date(2026, 8, 1)
    for row in rows:
        for role in ("Head of Government", "Head of State"):
            if row["HoS Title"] == "Monarch" and role == "Head of State" and row["ISO"] != "GB":
                left["the British monarch as that of another realm"] += 1
                continue
            since = row["HoG Since" if role.endswith("Government") else "HoS Since"]
            try:
                code = from_code(row["ISO"], "iso2")
            except UnknownName:
                left[f"{row['Country']!r} is no state"] += 1
                continue
            if not row[role] or not since:
                left["no name or no day"] += 1
                continue
            start = max(dt.date.fromisoformat(since), FIRST)
            days = random.Random(seed).sample(range((last - start).days), 3)
            for day in (start + dt.timedelta(days=number) for number in days):
                yield Case(name=row[role], day=day, state=code, state_given=True, in_office=True)


def _plain(rows: list[dict[str, str]], left: Counter[str], _seed: int) -> Iterator[Case]:
    for row in rows:
        code = row["state"] if row["state"].startswith("IGO:") else state_of(row["state"])
        if code is None:
            left[f"state {row['state']!r}"] += 1
            continue
        in_office = (row.get("in_office") or "").strip().lower()
        yield Case(
            name=row["name"], title=row.get("title") or "", state=code,
            day=dt.date.fromisoformat(row.get("day") or row.get("date") or ""),
            sector=row.get("sector") or "",
            in_office=in_office in {"1", "true", "yes"} if in_office else None,
        )  # fmt: skip


def _by_number(text: str, system: str, day: dt.date, left: Counter[str]) -> str | None:
    try:
        return from_code(str(int(float(text))), system, day=day)
    except (UnknownName, ValueError):
        left[f"{system} {text}"] += 1
        return None


def _back(terms: Iterable[Term]) -> list[Term]:
    """Leave out terms that end before they begin."""
    return [term for term in terms if term.earliest <= term.latest]


_Reader = Callable[[list[dict[str, str]], "Counter[str]", int], Iterator[Case]]
_READERS: dict[tuple[str, ...], _Reader] = {
    ("visitor", "from_country"): _visits,
    ("role", "country", "remarks"): _travels,
    ("gwcode", "leader", "startdate"): _archigos,
    ("ccode", "leader", "smonth"): _reign,
    ("positionLabel", "officeholderLabel"): _wikidata,
    ("Head of Government", "Head of State"): _current,
    ("name", "state", "day"): _plain,
    ("name", "state", "date"): _plain,
}
