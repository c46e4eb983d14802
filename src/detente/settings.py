"""Read the settings once, at the edge: from ``detente.toml`` and the environment.

What stands in the environment goes before the file, and an option of a command before both::

    # detente.toml
    store = "news.duckdb"       # or DETENTE_STORE
    workers = 4                 # or DETENTE_WORKERS
    event_threshold = 0.6       # or DETENTE_EVENT_THRESHOLD
    actors = "our-people.csv"   # or DETENTE_ACTORS
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from detente.errors import InputError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = "detente.toml"
PREFIX: Final = "DETENTE_"
MOST_WORKERS: Final = 8
"""Processes taken without being asked for; each needs about half a gigabyte of memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Hold what a user may set for all commands."""

    store: Annotated[Path, "file of the store"] = Path("detente.duckdb")
    workers: Annotated[int | None, "processes that code; null: one a core, 8 at most"] = None
    event_threshold: Annotated[
        float | None, "probability from which an event is kept; 0..1; null: the coder's own"
    ] = None
    actors: Annotated[
        Path, "file of people added to the book (`detente actors add`); there need be none"
    ] = Path("detente-actors.csv")

    def __post_init__(self) -> None:
        if self.workers is not None and self.workers < 1:
            raise InputError(f"workers is {self.workers}; expected is 1 or more")
        if self.event_threshold is not None and not 0 <= self.event_threshold <= 1:
            raise InputError(f"event_threshold is {self.event_threshold}; expected is 0 to 1")

    @property
    def added_actors(self) -> Path | None:
        """Give the file of people added to the book, if there is one."""
        return self.actors if self.actors.is_file() else None

    @property
    def processes(self) -> int:
        """Give the number of processes to use on this machine."""
        return self.workers or min(_cores(), MOST_WORKERS)


def read_settings(
    folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Read the settings that hold in a folder.

    Parameters
    ----------
    folder : Path, optional
        Where ``detente.toml`` is looked for; the current folder by default. There need be none.
    environment : Mapping, optional
        Variables; those of this process by default.

    Raises
    ------
    UnknownName
        If the file names a setting that there is not.
    InputError
        If the file is no TOML or a value cannot be used.
    """
    given = _from_file((folder or Path()) / FILE)
    variables = os.environ if environment is None else environment
    for field in fields(Settings):
        if value := variables.get(PREFIX + field.name.upper()):
            given[field.name] = value
    values: dict[str, Any] = {name: _value(name, value) for name, value in given.items()}
    return replace(Settings(), **values)


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as TOML: {error}") from error
    known = [field.name for field in fields(Settings)]
    for name in given:
        if name not in known:
            raise UnknownName(f"setting in {path}", name, known)
    return given


def _value(name: str, value: object) -> Path | int | float:
    if name in {"store", "actors"}:
        return Path(str(value))
    try:
        return int(str(value)) if name == "workers" else float(str(value))
    except ValueError as error:
        raise InputError(f"{name} is {value!r}; expected is a number") from error


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
