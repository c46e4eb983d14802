"""Name every way in which Détente stops.

The tree::

    DetenteError
    ├── InputError            a path, option or file that cannot be used at all
    │   └── UnknownName       a state, office, indicator … that nobody knows; lists near ones
    ├── InvalidRecord         a record whose fields contradict each other
    ├── AssetError            a model or table is absent or is not the one expected
    │   ├── AssetMissing
    │   └── AssetCorrupt
    ├── StoreError            the store cannot be opened, read or written
    └── EvidenceError         a claim was made without evidence

Input that cannot be used *in part* (a broken line, an empty file) is no exception: it becomes a
`detente.records.Rejection`, which is stored, counted and shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class DetenteError(Exception):
    """Be the root of all errors that Détente raises on purpose."""


class InputError(DetenteError):
    """Say that a path, an option or a whole file cannot be used."""


class UnknownName(InputError):
    """Say that a name is not known, and list the near ones.

    Parameters
    ----------
    kind : str
        What was asked for, in words ("state", "table").
    name : str
        The name as given.
    known : Iterable of str
        All names that would have been accepted.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        spelled = {candidate.casefold(): candidate for candidate in known}
        near = get_close_matches(name.casefold(), spelled, n=5, cutoff=0.6)
        self.kind, self.name = kind, name
        self.near: tuple[str, ...] = tuple(spelled[key] for key in near)
        hint = f"; did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"unknown {kind} {name!r}{hint}")


class InvalidRecord(DetenteError):
    """Say that a record was made whose fields contradict each other."""


class AssetError(DetenteError):
    """Say that a shipped model or table cannot be used."""


class AssetMissing(AssetError):
    """Say that an asset is not on this machine, with the command that gets it."""


class AssetCorrupt(AssetError):
    """Say that an asset is not the one that its checksum promises."""


class StoreError(DetenteError):
    """Say that the store cannot be opened, read or written."""


class EvidenceError(DetenteError):
    """Say that a claim was made without evidence."""
