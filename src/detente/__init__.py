"""Détente reads the news as a foreign-policy expert does, and shows its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from detente.serve.opened import Opened

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(store: str | Path) -> Opened:  # noqa: A001
    """Open a store to ask it questions, for example ``open("news.duckdb").dyad("JPN", "USA")``.

    Raises
    ------
    StoreError
        If there is no store, or another program writes to it.
    """
    from detente.serve.opened import open_for_questions

    return open_for_questions(store)
