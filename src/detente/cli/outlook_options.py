"""Read the options of ``outlook``."""

import re

from detente.errors import InputError


def days_of(horizon: str) -> int:
    """Read a horizon: ``90d`` or ``90``.

    Raises
    ------
    InputError
        If it is none.
    """
    found = re.fullmatch(r"(\d{1,3})\s*d?", horizon.strip().casefold())
    if found is None:
        raise InputError(f"{horizon!r} is no horizon; expected are days, for example 90d")
    return int(found[1])


def checked(
    second: str | None,
    *,
    next_root: str | None,
    what_if: list[str] | None,
    chance: list[float] | None,
) -> str | None:
    """Give the root asked for by ``--next`` in capitals, if any; tell options that do not fit.

    Raises
    ------
    InputError
        If options contradict each other.
    """
    from detente.outlook.targets import ROOTS, target_named

    if next_root and (second or what_if):
        raise InputError("--next takes one state, and no --if")
    if not next_root and second is None:
        raise InputError("give two states, or one with --next ROOT")
    if chance and len(chance) != len(what_if or ()):
        raise InputError(f"{len(what_if or ())} --if take as many --chance, not {len(chance)}")
    if not next_root:
        return None
    root = target_named(next_root).name
    if root not in ROOTS:
        raise InputError(f"--next takes a root, for example consult, not {next_root!r}")
    return root


def targets_of(names: list[str] | None) -> list[str]:
    """Give the targets asked for, or the usual ones."""
    from detente.outlook.targets import TARGETS

    return list(names or TARGETS)
