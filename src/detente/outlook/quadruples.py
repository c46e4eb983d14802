"""Read folders of quadruples as facts: subject, relation, object and time as numbers."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

import numpy as np

from detente.errors import InputError
from detente.outlook.facts import Facts, Ints, facts_of

SPLITS: Final = ("train", "valid", "test")
ENTITIES: Final = "entity2id.txt"
RELATIONS: Final = "relation2id.txt"


def names_of(path: Path) -> tuple[str, ...]:
    """Read a file of names and numbers; underscores become blanks.

    Raises
    ------
    InputError
        If the file is absent, or its numbers are not 0, 1, 2 …
    """
    if not path.is_file():
        raise InputError(f"{path} is absent; a folder of quadruples holds {ENTITIES}, {RELATIONS}")
    named: dict[int, str] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, number = line.rpartition("\t")
        if number.strip().isdigit():
            named[int(number)] = name.replace("_", " ").strip()
    if sorted(named) != list(range(len(named))) or not named:
        raise InputError(f"{path} should number its names 0, 1, 2 … without gaps")
    return tuple(named[number] for number in range(len(named)))


def rows_of_file(path: Path) -> Ints:
    """Read a file of quadruples, packed or not; shape (facts, 4).

    Raises
    ------
    InputError
        If it is absent or does not hold numbers.
    """
    if not path.is_file():
        raise InputError(f"there is no file {path}")
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        try:
            return np.loadtxt(lines, dtype=np.int64, usecols=range(4), ndmin=2)
        except ValueError as error:
            raise InputError(f"{path} does not hold four numbers a line: {error}") from error


def split_path(folder: Path, split: str) -> Path | None:
    """Give the file of a split, packed or not; None where there is none."""
    paths = (folder / f"{split}.txt", folder / f"{split}.txt.gz")
    return next((path for path in paths if path.is_file()), None)


def read_quadruples(
    folder: Path, *, split: str, test: Path | None = None
) -> tuple[Facts, dict[str, int]]:
    """Read facts up to and with a split, and where each split begins.

    Parameters
    ----------
    folder : Path
        With lists of names and files ``train.txt`` …, or the same packed with gzip.
    split : {"valid", "test"}
        Last part read: nothing that follows it is looked at.
    test : Path, optional
        A file from elsewhere in place of the folder's test.

    Returns
    -------
    facts : Facts
        Days count from the first, in steps of the smallest time between facts.
    edges : dict
        First day of each split, and ``stop`` behind the last.

    Raises
    ------
    InputError
        If a file is absent or does not fit the lists of names, or splits overlap.
    """
    names, relations = names_of(folder / ENTITIES), names_of(folder / RELATIONS)
    parts: dict[str, Ints] = {}
    for name in SPLITS[: SPLITS.index(split) + 1]:
        path = test if test is not None and name == "test" else split_path(folder, name)
        if path is None:
            raise InputError(f"{folder} holds no {name}.txt or {name}.txt.gz")
        parts[name] = rows_of_file(path)
    rows = np.concatenate(list(parts.values()))
    for column, what, most in ((0, "entity", len(names)), (1, "relation", len(relations))):
        columns = rows[:, [column, 2]] if what == "entity" else rows[:, [column]]
        if columns.min(initial=0) < 0 or columns.max(initial=0) >= most:
            raise InputError(f"{folder}: a number of an {what} is not in its list of {most} names")
    first, step = int(rows[:, 3].min()), _step(rows[:, 3])
    edges = {name: (int(part[:, 3].min()) - first) // step for name, part in parts.items()}
    edges["stop"] = (int(rows[:, 3].max()) - first) // step + 1
    last = [(int(part[:, 3].max()) - first) // step for part in parts.values()]
    if any(end >= start for end, start in zip(last, list(edges.values())[1:], strict=True)):
        raise InputError(f"{folder}: the days of train, valid and test overlap")
    days = (rows[:, 3] - first) // step
    facts = facts_of(
        rows[:, 0], rows[:, 1], rows[:, 2], days, names=names, relations=len(relations)
    )
    return facts, edges


def _step(times: Ints) -> int:
    """Give the largest number that divides all gaps of time."""
    return max(int(np.gcd.reduce(np.unique(times) - times.min())), 1)
