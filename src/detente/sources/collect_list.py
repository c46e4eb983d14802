"""Read the list of what is to be collected, a TOML file, and say all that is wrong with it."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, Final

from detente.errors import InputError, UnknownName
from detente.sources.addresses import checked
from detente.sources.asking import Bounds
from detente.sources.feeds import Entry
from detente.sources.fetch import Manners
from detente.sources.streams import Unreadable

FOLDER: Final = "collected"
BOUNDS: Final = tuple(one.name for one in fields(Bounds))
NUMBERS: Final = {  # with the range of each
    "pause_s": (0, 3600),
    "tries": (1, 10),
    "connect_s": (0.01, 600),
    "read_s": (0.01, 600),
    "total_s": (0.01, 3600),
    "most_bytes": (1_000, 10_000_000),  # `detente code` reads lines of up to twice that
}
WHOLE: Final = ("tries", "most_bytes")
TABLES: Final = {  # each with its keys, the needed one first
    "feeds": ("url", "publisher"),
    "pages": ("url", "publisher", "title", "published"),
    "lists": ("file", "publisher"),
    "archives": ("file", "publisher"),
}
KINDS: Final = {"published": (str, dt.date)}
KEYS: Final = ("contact", "folder", "allow_private", *NUMBERS, *TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Hold a feed, a file of addresses or an archive, with the publisher of its pages."""

    place: Annotated[str, "address, checked, or path"]
    publisher: Annotated[str | None, "publisher; null: as each page says"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectList:
    """Hold what is to be collected, how, and where to."""

    folder: Annotated[Path, "where to"]
    manners: Annotated[Manners, "who asks, and how"]
    feeds: Annotated[tuple[Listed, ...], "addresses of feeds"] = ()
    pages: Annotated[tuple[Entry, ...], "single pages"] = ()
    lists: Annotated[tuple[Listed, ...], "paths of files of addresses"] = ()
    archives: Annotated[tuple[Listed, ...], "paths of WARC files"] = ()


def read_list(path: Path) -> CollectList:
    """Read a list; paths in it count from the folder in which it lies.

    Raises
    ------
    InputError
        If anything in it cannot be used, with one line a problem.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as TOML: {error}") from error
    problems = list(_problems(told, path.parent))
    if problems:
        raise InputError("\n".join([f"{path}: nothing was fetched", *problems]))
    numbers = {name: told[name] for name in NUMBERS if name in told}
    bounds = {name: told[name] for name in BOUNDS if name in told}
    polite = {name: value for name, value in numbers.items() if name not in BOUNDS}
    manners = Manners(contact=told.get("contact", ""), bounds=Bounds(**bounds))
    files = {
        name: tuple(
            Listed(place=str(path.parent / row["file"]), publisher=row.get("publisher"))
            for row in told.get(name, ())
        )
        for name in ("lists", "archives")
    }
    return CollectList(
        folder=path.parent / told.get("folder", FOLDER),
        manners=replace(manners, **polite),
        feeds=tuple(
            Listed(place=checked(row["url"]), publisher=row.get("publisher"))
            for row in told.get("feeds", ())
        ),
        pages=tuple(_entry(row) for row in told.get("pages", ())),
        **files,
    )


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(**{name: str(value) for name, value in row.items()} | {"url": checked(row["url"])})


def _problems(told: Mapping[str, Any], folder: Path) -> Iterator[str]:
    for name in told:
        if name not in KEYS:
            yield str(UnknownName("key", name, KEYS))
    if not any(told.get(name) for name in TABLES):
        yield f"nothing is listed; expected is one of {', '.join(f'[[{name}]]' for name in TABLES)}"
    yield from _contact_problems(told)
    if not isinstance(told.get("folder", FOLDER), str):
        yield f"folder is {told['folder']!r}; expected is a path"
    if not isinstance(told.get("allow_private", False), bool):
        yield f"allow_private is {told['allow_private']!r}; expected is true or false"
    for name, (least, most) in NUMBERS.items():
        value = told.get(name, least)
        kinds = (int,) if name in WHOLE else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            kind = "a whole number" if name in WHOLE else "a number"
            yield f"{name} is {value!r}; expected is {kind} from {least:g} to {most:,}"
    for name, keys in TABLES.items():
        yield from _table_problems(name, keys, told.get(name, []), folder)


def _contact_problems(told: Mapping[str, Any]) -> Iterator[str]:
    contact = told.get("contact", "")
    asks = any(told.get(name) for name in TABLES if name != "archives")
    if not isinstance(contact, str) or (contact and not _is_contact(contact)):
        yield f"contact is {contact!r}; expected is a mail or web address"
    elif asks and not contact:
        yield "contact is missing; expected is a mail or web address at which you can be reached"


def _is_contact(text: str) -> bool:
    is_plain = text.isascii() and text.isprintable() and "(" not in text and ")" not in text
    return is_plain and len(text) <= 200 and ("@" in text or "://" in text)


def _table_problems(name: str, keys: tuple[str, ...], rows: object, folder: Path) -> Iterator[str]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield f"{name} is {str(rows)[:100]!r}; expected are tables [[{name}]]"
        return
    needed, seen = keys[0], dict[str, int]()
    for number, row in enumerate(rows, start=1):
        place = f"{name} {number}"
        for key, value in row.items():
            if key not in keys:
                yield f"{place}: {UnknownName('key', key, keys)}"
            elif not str(value).strip() or not isinstance(value, KINDS.get(key, str)):
                yield f"{place}: {key} is {value!r}; expected is a text"
        value = row.get(needed)
        if needed not in row:
            yield f"{place}: {needed} is missing"
        elif isinstance(value, str) and value.strip():
            yield from (f"{place}: {one}" for one in _place_problems(needed, value, folder))
            if value in seen:
                yield f"{place}: {value} stands already under {name} {seen[value]}"
            seen.setdefault(value, number)


def _place_problems(kind: str, value: str, folder: Path) -> Iterator[str]:
    if kind == "url":
        try:
            checked(value)
        except Unreadable as error:
            yield error.detail
    else:
        try:
            is_there = (folder / value).is_file()
        except OSError:
            is_there = False
        if not is_there:
            yield f"{folder / value} is no file"
