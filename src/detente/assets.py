"""Find the models that ship with the package, and make sure that they are the right ones."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated

from detente.errors import AssetCorrupt, AssetMissing, UnknownName


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Hold the card of one shipped file."""

    name: Annotated[str, "name by which it is opened"]
    file: Annotated[str, "file under assets/"]
    version: Annotated[str, "version"]
    sha256: Annotated[str, "checksum of the file; hexadecimal"]
    bytes: Annotated[int, "size; bytes"]
    licence: Annotated[str, "licence"]
    origin: Annotated[str, "what it was made from"]
    made_by: Annotated[str, "what made it"]


def assets() -> dict[str, Asset]:
    """Give the cards of all shipped files by name."""
    text = (files("detente") / "assets.toml").read_text(encoding="utf-8")
    return {name: Asset(name=name, **card) for name, card in tomllib.loads(text).items()}


def asset_named(name: str) -> Asset:
    """Give the card of one shipped file.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    known = assets()
    if name not in known:
        raise UnknownName("asset", name, known)
    return known[name]


def read_asset(name: str) -> bytes:
    """Give the content of a shipped file after checking it.

    Raises
    ------
    AssetMissing
        If the file is not there.
    AssetCorrupt
        If it is not the file that its checksum promises.
    """
    card = asset_named(name)
    path = files("detente") / "assets" / card.file
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise AssetMissing(
            f"the model file {card.file} is not there; install the package again: "
            "pip install --force-reinstall detente"
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != card.sha256:
        raise AssetCorrupt(f"{card.file} has checksum {found[:12]}…, expected {card.sha256[:12]}…")
    return content
